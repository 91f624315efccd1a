#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Columns of a terminal: CJK, kana, full-width forms and emoji 2, combining
 * and invisible characters 0, all else 1, half-width kana and ambiguous
 * ones too.  The locale does not matter.
 */
int		 width_terminal(const char *s);
int		 width_char(uint32_t c);

enum align { ALIGN_LEFT, ALIGN_RIGHT };

/*
 * Append s in exactly cols columns: filled with blanks, or cut with an
 * ellipsis at its end.
 */
void		 width_pad(struct str *out, const char *s, int cols,
		    enum align align);

/* Append s in at most cols columns, cut with an ellipsis when longer. */
void		 width_cut(struct str *out, const char *s, int cols);

/*
 * What a carrier counts the length of a field in.  ASCII and half-width
 * kana are half, all else is full.
 */
enum unit {
	UNIT_FULL,	/* full-width characters; a half one is 1/2 */
	UNIT_HALF,	/* half-width characters; a full one is 2 */
	UNIT_BYTES,	/* bytes in CP932 */
	UNIT_CHARS	/* characters, of either width */
};

/*
 * The length of s.  For UNIT_FULL it is in halves, so compare it with
 * width_limit(max, u), which is max * 2 for UNIT_FULL and max otherwise.
 */
size_t		 width_units(const char *s, enum unit u);
size_t		 width_unit(uint32_t c, enum unit u);
size_t		 width_limit(size_t max, enum unit u);

/*
 * Break s over k fields, field i holding at most max[i] of u (16 for 16
 * full-width characters), and append each part to out[i].  Breaks are at
 * blanks, which then vanish, or else between parts of an address, between
 * words, between characters: the first of these with which all fits.
 * Never inside a number (digits, also joined by hyphens, as 1-2-3) and
 * never between a character and its mark.
 *
 * Returns the part of s that did not fit, "" when all did: to be reported,
 * never dropped.
 */
const char	*width_break(struct str out[], const size_t max[], size_t k,
		    enum unit u, const char *s);

#endif
