#ifndef STORE_WHERE_H
#define STORE_WHERE_H

/* For files in lib/store only. */

#include "base/str.h"
#include "order/expr.h"
#include "store/query.h"

/*
 * The condition that a query is in SQL, over s, d and o of
 * SOURCE_SHIPMENTS.  Its values are parameters, in the order they stand.
 */
struct where_value {
	const char	*text;		/* NULL: num */
	int64_t		 num;
};

struct where {
	struct str		 sql;
	struct where_value	*value;
	size_t			 n, cap;
	bool			 shipment; /* more of s than its id is used */
	bool			 destination; /* d, o are used */
	bool			 order;
	struct arena		*arena;	/* of values */
};

/* Append the condition; it is true or not, where that matters never NULL. */
void	where_add(struct where *out, const struct expr *e);

/* Append a parameter: text, or num when text is NULL. */
void	where_put(struct where *out, const char *text, int64_t num);

/* The test of one row's value, in parentheses. */
void	where_test(struct where *out, const struct expr *e);

/*
 * The SQL value x against any of the values of a test by "=" or a
 * comparison.
 */
void	where_values(struct where *out, const struct expr *e, const char *x);

/* A pattern for LIKE, in a; around: it may stand anywhere. */
const char *where_like(const struct field *f, const char *pattern,
	    bool around, struct arena *a);

/* Note that fields of f's home are used. */
void	where_use(struct where *out, const struct field *f);

void	where_bind(struct query *q, const struct where *where);

#endif
