#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdint.h>

#include "base/status.h"

enum { NUMBER_SIZE = sizeof("-9,223,372,036,854,775,808") };

/*
 * A whole number as files have it, yen or a count: full-width digits,
 * thousands separators where they belong, ¥ or 円, a sign before (also △
 * and ▲ for minus), a fraction of zeros.
 *
 * SN_NOTFOUND	s is blank
 * SN_INVALID	s is not a number, has a fraction, is written as 4.43E+11,
 *		or is too large
 */
enum status	 number_parse(int64_t *out, const char *s) SN_CHECK;

/* n with thousands separators, without ¥; returns buf. */
const char	*number_yen(char buf[NUMBER_SIZE], int64_t n);

#endif
