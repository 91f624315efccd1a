#ifndef FORMAT_DETECT_H
#define FORMAT_DETECT_H

#include <stdio.h>

#include "format/format.h"

/*
 * The format of orders that in has the headers of; *second says that it is
 * the second file of a pair.  in, which can be set back, is as it was.  name
 * is what messages call it, dir the shop's formats directory.
 *
 * Of several formats the one that asks for most headers is taken.
 *
 * SN_INVALID	none fits, and w names the nearest one with the headers that
 *		it misses; or two fit alike, and w names both
 * SN_USAGE	none fits, and a format of dir is wrong
 */
enum status	format_detect(struct format **out, bool *second, FILE *in,
		    const char *name, const char *dir, struct arena *a,
		    struct why *w) SN_CHECK;

/* The same among formats of that kind; those without requires never fit. */
enum status	format_detect_kind(struct format **out, bool *second,
		    enum format_kind kind, FILE *in, const char *name,
		    const char *dir, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * Whether in is the second file of the pair that f takes.
 *
 * SN_INVALID	it is neither: w names the headers that it misses
 */
enum status	format_is_second(bool *second, const struct format *f,
		    FILE *in, const char *name, struct why *w) SN_CHECK;

#endif
