#ifndef FORMAT_CONVERT_H
#define FORMAT_CONVERT_H

#include "format/value.h"

/*
 * For files in lib/format only: what becomes of the trimmed texts of a
 * spec's columns.  s is never empty.  SN_INVALID: w says what it is not.
 */
enum status	convert_text(const char **out, struct valuer *v,
		    const struct spec *spec, const char *s, struct why *w)
		    SN_CHECK;
enum status	convert_num(int64_t *out, struct valuer *v,
		    const struct spec *spec, const char *s, struct why *w)
		    SN_CHECK;

/* Whether a spreadsheet made a number of s: 9.01E+09; and to say so. */
bool		convert_scientific(const char *s);
enum status	convert_refuse_rounded(const char *s, struct why *w);

/*
 * What spreadsheets and other programs do to numbers, undone where it is
 * certain: an apostrophe before one, ".0" behind one.
 */
const char	*mend_apostrophe(struct valuer *v, const char *s);
const char	*mend_point(struct valuer *v, const char *s);

/* A number of a vocabulary, without an apostrophe and full-width digits. */
const char	*mend_word(struct valuer *v, const char *s);

/* The digits of a phone number or a postal code, without all that. */
const char	*mend_digits(struct valuer *v, const char *s);

/* Refuse what a spreadsheet has made a date of, as 2001/2/3 of 1-2-3. */
enum status	mend_refuse_date(const char *s, struct why *w) SN_CHECK;

/* A code, mended; one that is taken for a number or a date is refused. */
enum status	mend_code(const char **out, struct valuer *v, const char *s,
		    struct why *w) SN_CHECK;

/*
 * Join the parts of a postal code, or of a phone number, whose zeros a
 * spreadsheet may have taken, putting those back whose place is certain.
 */
const char	*convert_zip_parts(struct valuer *v, const char *const part[],
		    size_t n);
const char	*convert_phone_parts(struct valuer *v,
		    const char *const part[], size_t n);

/* "name:value" lines of part[0] and part[1], [2] and [3] ...; each may hold
   several parted by ';'.  NULL when there are none. */
const char	*convert_pairs(struct valuer *v, const char *const part[],
		    size_t n);

/* The day, or the hours, of a wish that is given by its start and end. */
enum status	convert_span(const char **out, struct valuer *v,
		    enum how how, const char *start, const char *end,
		    struct why *w) SN_CHECK;

#endif
