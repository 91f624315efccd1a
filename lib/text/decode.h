#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * The encodings of the files of malls, carts and carriers.  Inside the
 * program all text is UTF-8 in one form: of the characters that tables
 * map differently (WAVE DASH or FULLWIDTH TILDE, ...) the one that
 * Microsoft's CP932 decodes to, and kana with their sound mark as one
 * character.
 */
enum enc {
	ENC_UTF8,
	ENC_UTF8_BOM,	/* read as ENC_UTF8; a writer puts the BOM first */
	ENC_CP932,	/* Microsoft's Shift_JIS, never the strict one */
	ENC_EUCJP,	/* with NEC and IBM characters */
	ENC_UTF16LE,	/* detected and decoded, never written */
	ENC_UTF16BE
};

/*
 * The encoding users mean by name: utf-8, utf-8-bom, cp932, sjis,
 * shift_jis, windows-31j, ms932, euc-jp ...; case, '-', '_' and blanks do
 * not matter.  SN_USAGE: none is called so.
 */
enum status	 enc_find(enum enc *out, const char *name, struct why *w)
		    SN_CHECK;

/* The name to show and to store; enc_find() finds it again. */
const char	*enc_name(enum enc e);

/* The name iconv(3) has for it, NULL for UTF-8 and UTF-16. */
const char	*enc_iconv(enum enc e);

/*
 * Guess from the first bytes of a file, the more the better; a character
 * cut at the end does no harm.  ASCII alone is ENC_UTF8.  *bom says
 * whether a byte order mark stands first (then the guess is sure).
 */
void		 enc_detect(enum enc *out, const char *bytes, size_t n,
		    bool *bom);

/* The one form of a code point: U+301C is U+FF5E, U+2212 is U+FF0D ... */
uint32_t	 enc_normal(uint32_t c);

struct decoder;

/* SN_IO: the system lacks the encoding. */
enum status	 decoder_open(struct decoder **out, enum enc e,
		    struct why *w) SN_CHECK;
void		 decoder_close(struct decoder *d);	/* NULL is allowed */

/*
 * The n bytes as UTF-8 in *out, which lives in a.
 *
 * SN_INVALID	a byte does not belong to the encoding, or is NUL; w names
 *		it and its offset
 */
enum status	 decoder_text(const char **out, struct decoder *d,
		    const char *bytes, size_t n, struct arena *a,
		    struct why *w) SN_CHECK;

struct encoder;

/* SN_USAGE: never written (UTF-16).  SN_IO: the system lacks it. */
enum status	 encoder_open(struct encoder **out, enum enc e,
		    struct why *w) SN_CHECK;
void		 encoder_close(struct encoder *e);	/* NULL is allowed */

/*
 * Append utf8 to out in the encoding of e; the writer of a file puts the
 * BOM of ENC_UTF8_BOM itself.
 *
 * SN_INVALID	a character is outside the encoding: w names it; out is as
 *		it was
 */
enum status	 encoder_text(struct str *out, struct encoder *e,
		    const char *utf8, struct why *w) SN_CHECK;

/* Whether encoder_text() would take c. */
bool		 encoder_can(struct encoder *e, uint32_t c);

#endif
