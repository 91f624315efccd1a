#ifndef ORDER_MODEL_H
#define ORDER_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "order/words.h"

/*
 * The data dictionary: each table of orders as a C structure and as a list
 * of columns.  The store reads, writes and merges by the list; queries,
 * edits, records of sn-shipment(5) and formats name columns by it.  A new
 * column is a migration, a member and a line in model.c.
 *
 * Every member is a "const char *", NULL for none, or an int64_t, NUM_NULL
 * for none.  Strings live in the arena of whoever filled the structure in.
 * Yen are whole, times JST without offset, dates YYYY-MM-DD, weights grams.
 */
#define NUM_NULL INT64_MIN

enum column_type {
	TYPE_TEXT,
	TYPE_CODE,		/* text that is compared as it stands */
	TYPE_PHONE,		/* compared by its digits */
	TYPE_ZIP,		/* seven digits */
	TYPE_WORD,		/* a slug of a vocabulary */
	TYPE_DATE,
	TYPE_TIME,
	TYPE_NUM,
	TYPE_YEN,
	TYPE_BOOL,		/* 0 or 1 */
	TYPE_ID			/* of a row; a JSON string for people */
};

enum {
	COL_EDIT = 1,		/* sn-edit(1) may change it */
	COL_MALL = 2,		/* malls give it: merged field by field */
	COL_HIDDEN = 4		/* no part of records for people */
};

struct column {
	const char		*name;	/* in SQL and, without by_, to_ or
					   from_, in JSON */
	const char		*field;	/* in sn-query(7); NULL: no field */
	const char		*ja;	/* field name in Japanese */
	enum column_type	 type;
	unsigned		 flags;
	size_t			 at;	/* offset in the structure */
	const struct word	*words;	/* of TYPE_WORD, else NULL */
	const char		*fold;	/* derived column to compare by, or
					   NULL */
};

struct table {
	const char		*name;
	const struct column	*column;
	size_t			 n;
	size_t			 size;	/* of the structure */
};

/* A name and address, wherever it stands. */
struct person {
	const char	*name, *kana, *company, *department, *title;
	const char	*zip, *pref, *city, *town, *building;
	const char	*phone, *phone2, *mail;
};

struct order {
	int64_t		 id;
	const char	*shop, *mall, *number, *mall_id, *type, *ordered_at;
	const char	*mall_state, *mall_word;
	const char	*confirm_by, *pay_by, *ship_by, *cancel_by;
	struct person	 by;
	int64_t		 customer;
	const char	*member, *device, *subscription;
	int64_t		 turn, points;
	int64_t		 stated_items, stated_total;
	int64_t		 stated_total10, stated_total8, stated_total0;
	int64_t		 unfixed, receipt;
	const char	*receipt_name, *remarks_given, *remarks, *message;
	const char	*memo;
	int64_t		 sync;
	const char	*source;
	int64_t		 source_row, seen;
	int64_t		 sum_items, sum_total;	/* derived */
};

struct destination {
	int64_t		 id, orders, seq;
	const char	*mall_id;
	struct person	 to, from;
	int64_t		 gift;
	const char	*noshi, *noshi_name, *wrapping, *gift_message;
	const char	*remarks, *want_date, *want_slot;
	int64_t		 stated_items, stated_postage, stated_total;
};

struct shipment {
	int64_t		 id, destination, seq;
	const char	*kind;
	int64_t		 replaces;
	const char	*status, *status_at, *box, *route;
	const char	*carrier, *service, *freight, *temperature;
	const char	*ship_date, *deliver_on, *deliver_slot;
	const char	*pickup_point, *pickup_code, *drop_off, *marks;
	int64_t		 parcels, weight, size;
	const char	*label_note, *stamps;
	int64_t		 collect, bundled_into;
	const char	*labelled_at, *labelled_as, *packed_at, *shipped_at;
	const char	*reported_at, *delivered_at, *cancel, *cancel_from;
};

struct line {
	int64_t		 id, orders, seq;
	const char	*mall_id, *kind, *code, *sku, *mall_item;
	const char	*name, *options, *print_name, *mark;
	int64_t		 quantity, cancelled, unit_price, tax_rate;
	int64_t		 tax_included;
	const char	*temperature, *available_on;
	int64_t		 alone, parent;
};

struct shipment_line {
	int64_t		 id, shipment, line, quantity;
};

struct charge {
	int64_t		 id, orders, destination, seq;
	const char	*kind, *name;
	int64_t		 amount, tax_rate, tax_included;
	const char	*funded_by;
};

struct payment {
	int64_t		 id, orders, seq;
	const char	*method, *word, *timing, *state, *agent, *agent_id;
	int64_t		 amount, paid;
	const char	*due_on, *authorised_at, *paid_at, *matched_with;
};

struct tracking {
	int64_t		 id, shipment, parcel;
	const char	*carrier, *number, *state, *state_at;
	int64_t		 is_void;		/* column void */
};

struct finding {
	int64_t		 id, orders, shipment;
	const char	*code, *severity, *field, *saw, *expected, *source;
	const char	*state, *opened_at, *closed_at, *ack_by, *ack_why;
};

struct item {
	int64_t		 id;
	const char	*code, *name, *print_name, *category, *supplier;
	int64_t		 tax_rate;
	const char	*temperature, *tolerates;
	int64_t		 weight, size;
};

extern const struct table table_orders, table_destination, table_shipment;
extern const struct table table_line, table_shipment_line, table_charge;
extern const struct table table_payment, table_tracking, table_finding;
extern const struct table table_item;

/* All of the above, ended by NULL. */
extern const struct table *const tables[];

const struct table *table_find(const char *name);

/* The column of that SQL name, or NULL. */
const struct column *column_find(const struct table *t, const char *name);

/* Whether the column is a number in the structure and in SQL. */
bool		 column_is_num(const struct column *c);

/* Read or write a member of the structure at rec by its column. */
const char	*record_text(const void *rec, const struct column *c);
int64_t		 record_num(const void *rec, const struct column *c);
void		 record_set_text(void *rec, const struct column *c,
		    const char *v);
void		 record_set_num(void *rec, const struct column *c, int64_t v);

/*
 * A new record of t in a: texts NULL, numbers NUM_NULL, except what the
 * schema gives a default.
 */
void		*record_new(const struct table *t, struct arena *a);

/* The value as text in a, numbers in digits; NULL for none. */
const char	*record_value(const void *rec, const struct column *c,
		    struct arena *a);

/*
 * Whether two records of t hold the same in column c; NULL equals only
 * NULL.
 */
bool		 record_same(const void *x, const void *y,
		    const struct column *c);

/*
 * A derived text column: texts of its table folded into one for search
 * and comparison.
 */
enum fold_how { FOLD_TEXT, FOLD_DIGITS };
struct derived {
	const struct table	*table;
	const char		*name;	/* fold_... */
	const char		*field;	/* a field of its own, such as
					   to.address, or NULL */
	const char		*ja;
	enum fold_how		 how;
	bool			 word;	/* found by a bare word of a query */
	const char		*from[5]; /* columns, ended by NULL */
	size_t			 at[4];	/* their offsets */
};

/* Ended by a NULL name. */
extern const struct derived derived[];

/* Whether column c of its table goes into the derived column d. */
bool		 derived_from(const struct derived *d, const struct column *c);

/* What the derived column d of the record at rec holds, in a, or NULL. */
const char	*derived_value(const struct derived *d, const void *rec,
		    struct arena *a);

#endif
