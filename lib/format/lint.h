#ifndef FORMAT_LINT_H
#define FORMAT_LINT_H

#include "format/format.h"

/*
 * What a format says that cannot be right although it can be read: words
 * that nothing reaches, texts that have no room in their column, and so on.
 * sure: it is wrong; else it is worth a look.
 */
typedef void	lint_fn(const char *text, bool sure, void *arg);

/*
 * Tell fn of all that is odd in f.
 *
 * SN_USAGE	it cannot even be read: w says why
 */
enum status	format_lint(const struct format *f, lint_fn *fn, void *arg,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Whether f would take the files of other, both of orders: all headers that
 * it requires are among those that other knows, and other requires no more.
 */
enum status	format_mistakes(bool *out, const struct format *f,
		    const struct format *other, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
