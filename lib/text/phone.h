#ifndef TEXT_PHONE_H
#define TEXT_PHONE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"

enum { ZIP_SIZE = sizeof("1000001") };

/*
 * A Japanese phone number in half-width digits, with the hyphens it has,
 * in *out, which lives in a: apostrophes and blanks gone, dashes and
 * brackets as '-', +81 as 0.  A leading zero that a spreadsheet took is put
 * back where only one number can be meant; *repaired says so.
 *
 * SN_NOTFOUND	s is blank; *out is ""
 * SN_INVALID	not a number of Japan, or written as 9.01E+09
 */
enum status	phone_clean(const char **out, const char *s, bool *repaired,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * A postal code as seven digits without hyphen.  〒, apostrophes and blanks
 * are stripped; five or six digits without hyphen have lost their zeros in
 * a spreadsheet and get them back; *repaired says so.
 *
 * SN_NOTFOUND	s is blank; out is ""
 * SN_INVALID	anything else
 */
enum status	zip_clean(char out[ZIP_SIZE], const char *s, bool *repaired,
		    struct why *w) SN_CHECK;

#endif
