#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "store/store.h"

/*
 * One row of any table that the log follows, as text, now or as it was.
 * Everything lives in the arena that the call got.
 */
struct row {
	const char	*tbl;
	int64_t		 id;
	const struct table *table;	/* in the dictionary, or NULL */
	const char	*key;		/* name of the id's column */
	const char	**col;		/* the others */
	const char	**value;
	size_t		 n;
	bool		 here;		/* the store has the row now */
};

/*
 * The row as it is, or, when it is gone, as it was last.
 *
 * SN_NOTFOUND	there never was such a row
 */
enum status	row_last(struct row *out, struct store *s, const char *tbl,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

/* The row as it was just after the change seq.  Values NULL: it was not. */
enum status	row_at(struct row *out, struct store *s, const char *tbl,
		    int64_t id, int64_t seq, struct arena *a, struct why *w)
		    SN_CHECK;

/* A value of the row, NULL for none and for a column it has not. */
const char	*row_value(const struct row *r, const char *col);
int64_t		 row_num(const struct row *r, const char *col);

/*
 * What people call the row: "1041 (rakuten-main:1002)" for a shipment,
 * "rakuten-main:1002" for an order, and one of these and what else it
 * takes for a row below them.
 */
enum status	row_name(const char **out, struct store *s, const char *tbl,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

/* The order and the shipment it hangs off; NUM_NULL: of none, of no one. */
enum status	row_place(int64_t *order, int64_t *shipment, struct store *s,
		    const struct row *r, struct why *w) SN_CHECK;

/*
 * What the row says, in one line: "tag 確認済", "payment bank 5400"; with
 * ja, slugs by their Japanese names.
 */
const char	*row_says(const struct row *r, bool ja, struct arena *a);

/* The kind of row, for people: "order", "item". */
const char	*row_kind(const char *tbl);

/* Whether the column is our own bookkeeping, which tells people nothing. */
bool		 row_is_inner(const char *tbl, const char *col);

/* The name of its column in sn-query(7), English or Japanese, or col. */
const char	*row_field(const char *tbl, const char *col, bool ja);

/* A value for people: with ja, a slug is its Japanese name. */
const char	*row_word(const char *tbl, const char *col, const char *value,
		    bool ja);

#endif
