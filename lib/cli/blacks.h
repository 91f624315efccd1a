#ifndef CLI_BLACKS_H
#define CLI_BLACKS_H

#include "cli/output.h"
#include "cli/sheet.h"
#include "store/blacklist.h"

/* Entries of the blacklist on their way into the store. */
struct blacks {
	struct black	*entry;
	size_t		 n, cap;
	struct sheet	 sheet;		/* they come from, or nothing */
	struct sheet_row **row;		/* of each entry, or NULL */
	unsigned long	 fresh, changed, same;
};

/* Operands as entries.  SN_USAGE: one is none. */
enum status	blacks_take(struct blacks *out, struct cmd *c, char *operand[],
		    const char *reason, struct why *w) SN_CHECK;

/*
 * A table with the columns kind, value and why.  Bad rows are refused; t
 * counts them.  SN_USAGE: it is no such table.
 */
enum status	blacks_read(struct blacks *out, struct cmd *c,
		    const char *path, struct tally *t, struct why *w)
		    SN_CHECK;

/* Put all of them on the list; a run is open. */
enum status	blacks_put(struct blacks *bs, struct store *s, struct cmd *c,
		    struct tally *t, struct why *w) SN_CHECK;

/* Write the list. */
enum status	blacks_show(struct cmd *c, struct store *s, struct why *w)
		    SN_CHECK;

#endif
