#ifndef STORE_SELECT_H
#define STORE_SELECT_H

#include "conf/conf.h"
#include "order/expr.h"
#include "store/store.h"

/*
 * Parse a query with the shop's words, its saved queries (those of sn.conf,
 * then those in the store) and today's date.  words: bare words are
 * allowed.
 *
 * SN_USAGE	it is wrong; w shows where, in several lines
 */
enum status	select_parse(const struct expr **out, struct store *s,
		    const struct conf *c, const char *query, bool words,
		    struct arena *a, struct why *w) SN_CHECK;

struct select_sort {
	struct field	field;		/* of which a shipment has one */
	bool		down;
};

/*
 * Read "total,-ordered": fields, those with '-' downwards; *out is an array
 * of *n in a.
 *
 * SN_USAGE	no such field, or a shipment has several of it
 */
enum status	select_sort(struct select_sort **out, size_t *n,
		    const char *text, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * The shipments that a query finds, as an array of *n ids in a, sorted, what
 * has no value last, and equal ones by id.  limit 0 is none.
 */
enum status	select_ids(int64_t **out, size_t *n, struct store *s,
		    const struct expr *e, const struct select_sort *sort,
		    size_t nsort, int64_t limit, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Put those of the temporary table todo (id, destination, orders) that e
 * finds, NULL for all, into the temporary table hit (id), and nothing else.
 */
enum status	select_hits(struct store *s, const struct expr *e,
		    struct arena *a, struct why *w) SN_CHECK;

/* Nothing is in hit. */
enum status	select_none(struct store *s, struct why *w) SN_CHECK;

/*
 * The same for n queries at once, at most SELECT_AT_ONCE, in one pass: the
 * temporary table met (id, mask) has for each of todo the bit of every query
 * that finds it, 1 of the first, 2, 4 ...
 */
enum { SELECT_AT_ONCE = 32 };
enum status	select_met(struct store *s, const struct expr *const *e,
		    size_t n, struct arena *a, struct why *w) SN_CHECK;

/* How the store goes about it: SQLite's plan, one step a line, in a. */
enum status	select_plan(const char **out, struct store *s,
		    const struct expr *e, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
