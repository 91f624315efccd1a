#ifndef FORMAT_BUILD_H
#define FORMAT_BUILD_H

#include "format/layout.h"
#include "format/value.h"
#include "order/tree.h"

/*
 * For files in lib/format only: one order from its rows.
 *
 * orders are the rows of the order itself, lines those of its lines, which
 * are the same where the format has one file; line_values reads the cells
 * of the latter.  The tree and all of it live in the arena of values.
 *
 * SN_INVALID	the order cannot be taken: w says why, bad is the row
 */
struct build {
	const struct layout	*layout;
	struct valuer		*values, *line_values;
	struct scope		 orders, lines;
	const struct raw	*bad;
};

enum status	build_order(struct tree *out, struct build *b, struct why *w)
		    SN_CHECK;

/* Shipments and lines of the tree; for lib/format/build*.c only. */
struct place {
	const struct cell	*key;	/* NULL: the only one */
	const struct raw	**raw;
	size_t			 n;
};
enum status	build_section(void *rec, const struct section *s,
		    struct valuer *v, const struct scope *rows,
		    struct why *w) SN_CHECK;
enum status	build_is_line(bool *out, const struct build *b,
		    const struct raw *raw, struct why *w) SN_CHECK;
enum status	build_lines(struct tree *t, struct build *b,
		    const size_t place_of[], struct why *w) SN_CHECK;
enum status	build_money(struct tree *t, struct build *b,
		    const struct place *place, struct why *w) SN_CHECK;

#endif
