#ifndef STORE_QUERY_H
#define STORE_QUERY_H

/* For files in lib/store only. */

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

enum {
	STATEMENTS = 256	/* prepared ones kept for the next use */
};

struct store {
	sqlite3		*db;
	char		*path;
	int64_t		 op;	/* the run begun last */
	struct arena	 arena;	/* lives as long as the store */
	struct arena	 scratch;	/* values of one statement */
	struct statement *statement;	/* STATEMENTS of them, by SQL text */
	struct counter	*counter;	/* ids given out in this transaction */
	struct record_sql *record_sql;	/* statements made of the dictionary */
	struct shape	*shape;	/* see shape.h; NULL: not read yet */
	struct str	*words;	/* that inserts add theirs to; NULL: none */
	int64_t		*touched;	/* orders to refresh before commit */
	size_t		 ntouched, captouched;
	const struct conf *conf; /* see store_use(); NULL: none */
	const char	*home;	/* the same */
	bool		 functions; /* SQL has ours; see function.h */
	struct fitting	*fitting; /* see fitting.h; NULL: none */
	struct store_calendar *calendar; /* see calendar.h; NULL: not used */
	struct book	*book;	/* see book.h; NULL: not read yet */
	struct stale	*stale;	/* see checked.c: by shipment, sorted */
	size_t		 nstale, capstale;
};

/* An order of the shipment changed at seq, after it was checked. */
struct stale {
	int64_t		 shipment, seq;
};

/*
 * One run of one statement.  An error sticks: after the first one every
 * call does nothing and query_end() reports it, so that a store function
 * is a straight line with one check, at its end:
 *
 *	query_open(&q, s, "SELECT box FROM shipment WHERE id = :id");
 *	query_num(&q, ":id", id);
 *	while (query_row(&q))
 *		...
 *	return query_end(&q, "find box", w);
 *
 * Statements are kept prepared: sql must live as long as the store, as
 * literals do.  A parameter that the statement has not is a bug and aborts.
 */
struct query {
	struct store	*store;
	sqlite3_stmt	*stmt;
	struct statement *kept;	/* NULL: finalized at the end */
	int		 rc;
};

void		query_open(struct query *q, struct store *s, const char *sql);

/* The same for SQL made on the spot, which is not kept. */
void		query_once(struct query *q, struct store *s, const char *sql);

/* v must live until query_end().  NULL and NUM_NULL bind NULL. */
void		query_text(struct query *q, const char *param, const char *v);
void		query_num(struct query *q, const char *param, int64_t v);
void		query_blob(struct query *q, const char *param, const void *v,
		    size_t n);

/* The same by position, from 1. */
void		query_text_at(struct query *q, int i, const char *v);
void		query_num_at(struct query *q, int i, int64_t v);

/* Step.  True when there is a row to read; false at the end or on error. */
bool		query_row(struct query *q);

/* A column of the row: text copied into a, or a number; NULL, NUM_NULL. */
const char	*query_col(struct query *q, int col, struct arena *a);
int64_t		 query_int(struct query *q, int col);

/* The text of a column as SQLite holds it, until the next step. */
const char	*query_peek(struct query *q, int col);

/* Whether an error stuck. */
bool		 query_failed(const struct query *q);

/* Start again with the same bindings.  Only after query_row(). */
void		query_again(struct query *q);

/* Finish, and say what went wrong if anything did.  Always call it. */
enum status	query_end(struct query *q, const char *what, struct why *w)
		    SN_CHECK;

/* Step once and finish, for statements without rows. */
enum status	query_do(struct query *q, const char *what, struct why *w)
		    SN_CHECK;

/* Run sql, which may hold several statements and has no parameters. */
enum status	query_run(struct store *s, const char *sql, const char *what,
		    struct why *w) SN_CHECK;

/* One number that sql yields, or fallback when there is no row. */
enum status	query_one(int64_t *out, struct store *s, const char *sql,
		    int64_t fallback, struct why *w) SN_CHECK;

/* Give back all kept statements, before a schema change or the end. */
void		query_forget(struct store *s);

/*
 * The log's triggers, made from the tables as they are now.  A migration
 * takes them off and puts them on again.
 */
enum status	log_off(struct store *s, struct why *w) SN_CHECK;
enum status	log_on(struct store *s, struct why *w) SN_CHECK;

/* Write back the counters; forget what the transaction knew. */
enum status	counter_flush(struct store *s, struct why *w) SN_CHECK;
void		counter_forget(struct store *s);

/* Bind a column of the row that from stands on, as it is. */
void		query_value_at(struct query *q, int i, struct query *from,
		    int col);

/*
 * Whether a change of the column c shows in a derived column of its row, or
 * in the search words or the sums of its order.
 */
bool		record_derives(const struct table *t, const struct column *c);
bool		record_sums(const struct table *t, const struct column *c);

/* Refresh the touched orders, and forget them. */
enum status	refresh_touched(struct store *s, struct why *w) SN_CHECK;

#endif
