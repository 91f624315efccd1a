#ifndef CLI_ITEMS_H
#define CLI_ITEMS_H

#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/sheet.h"
#include "store/item.h"

/* A table of items: what each row says, and of which code. */
struct items_row {
	struct sheet_row *row;
	const char	*code;
	struct item_value *value;
	size_t		 nvalue;
	struct item_alias *alias;
	size_t		 nalias;
};
struct items {
	struct sheet	 sheet;
	struct items_row *row;
	size_t		 n;
	unsigned long	 fresh, changed, same;
};

/*
 * Read a table whose headers are columns of items, in English or Japanese,
 * and "alias" or "alias:SHOP" for other names, several of which stand in a
 * cell with blanks between.  An empty cell says nothing, unless clear.
 *
 * SN_USAGE	there is no column of codes, or one is not known
 */
enum status	items_read(struct items *out, struct cmd *c,
		    const char *path, bool clear, struct tally *t,
		    struct why *w) SN_CHECK;

/* Put all rows into the store; a run is open. */
enum status	items_put(struct items *it, struct store *s, struct cmd *c,
		    struct tally *t, struct why *w) SN_CHECK;

/* Write items with their aliases as c->output says. */
enum status	items_show(struct cmd *c, struct store *s,
		    struct item *const *item, size_t n, struct why *w)
		    SN_CHECK;

#endif
