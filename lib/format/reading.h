#ifndef FORMAT_READING_H
#define FORMAT_READING_H

#include "format/build.h"
#include "format/orders.h"
#include "format/stash.h"
#include "format/table.h"

/* For lib/format/orders*.c only: one call of orders_read(). */

/* One of its files. */
struct part {
	struct table_file	 table;
	struct prescan		 prescan;
	struct header		 key;
	struct valuer		 values;
	struct stash		 stash;	/* scattered orders; or all lines */
};

/* Rows kept while their order is put together. */
struct kept {
	const struct raw	**raw;
	size_t			  n, cap;
};

struct reading {
	const struct orders_conf *conf;
	orders_fn		*fn;
	void			*arg;
	struct orders_count	 count;
	struct layout		 layout;
	struct carried		 carried;
	struct part		 part[2];
	size_t			 nparts;
	struct arena		 arena;		/* as long as the reading */
	struct arena		 order_arena;	/* as long as an order */
	struct kept		 orders, lines;
	bool			 stopped;	/* by a function of the caller */
	bool			 overfull;	/* the order in hand has too
						   many rows */
};

/* Add a row, copied, to the order in hand; refuse one too many. */
enum status	 reading_keep(struct reading *s, struct kept *k,
		    const struct row *row, size_t part, struct why *w)
		    SN_CHECK;

/* The key without blanks around it, empty where the row has none. */
struct cell	 reading_key(const struct reading *s, const struct row *row,
		    size_t part);

/* The order in hand is complete: hand it out, or refuse its rows. */
enum status	 reading_finish(struct reading *s, struct why *w) SN_CHECK;

/* Refuse one row. */
enum status	 reading_refuse(struct reading *s, size_t part,
		    const struct row *row, bool culprit, const char *reason,
		    struct why *w) SN_CHECK;

/* Rows of orders that were set apart in the file. */
enum status	 reading_scattered(struct reading *s, struct why *w)
		    SN_CHECK;

/* The second file: read it, find the lines of the order in hand, and
   refuse in the end those that no order asked for. */
enum status	 reading_read_lines(struct reading *s, struct why *w)
		    SN_CHECK;
enum status	 reading_find_lines(struct reading *s, struct why *w)
		    SN_CHECK;
enum status	 reading_refuse_lines(struct reading *s, struct why *w)
		    SN_CHECK;

#endif
