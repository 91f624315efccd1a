#ifndef ORDER_EXPR_H
#define ORDER_EXPR_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "order/field.h"

/*
 * Queries of sn-query(7), parsed.  Names, words, numbers and dates are
 * checked and in their normal form; text is as typed, to be folded by
 * whoever compares.  What "!=" and "!~" say is a EXPR_NOT, so that it is
 * true of an empty field.
 */
enum expr_kind { EXPR_AND, EXPR_OR, EXPR_NOT, EXPR_TEST, EXPR_WORD };
enum expr_op { EXPR_EQ, EXPR_LT, EXPR_LE, EXPR_GT, EXPR_GE, EXPR_HAS };
enum expr_over { OVER_ANY, OVER_ALL, OVER_SUM, OVER_COUNT };

/* In VALUE_PATTERN. */
#define EXPR_ANY '\001'		/* any characters, or none */
#define EXPR_ONE '\002'		/* one character */

enum value_kind {
	VALUE_NONE,		/* the field is empty */
	VALUE_GIVEN,		/* it is not */
	VALUE_TEXT,
	VALUE_PATTERN,
	VALUE_SPAN		/* what has an order; both ends belong to it */
};

struct expr_value {
	enum value_kind	 kind;
	const char	*text;		/* of VALUE_TEXT and VALUE_PATTERN */
	const char	*lo, *hi;	/* VALUE_SPAN; NULL: open */
	int64_t		 from, upto;	/* the same of numbers, NUM_NULL */
};

struct expr {
	enum expr_kind		 kind;
	const struct expr	*left;	/* AND OR NOT */
	const struct expr	*right;	/* AND OR */
	enum expr_op		 op;	/* of a test; all but EQ and HAS have
					   one value, a span */
	enum expr_over		 over;	/* fields with several values */
	bool			 unlike; /* ANY, ALL: of those that are not */
	struct field		 field;	/* name "" : COUNT of rows */
	const struct expr_value	*value;	/* of EQ and HAS: any of them; of a
					   bare word: one */
	size_t			 nvalue;
};

/* What a query needs to know of the world. */
struct expr_context {
	const char	*today;		/* YYYY-MM-DD */
	bool		 words;		/* bare words are allowed */

	/* The text of a saved query, or NULL; may be NULL itself. */
	const char	*(*saved)(const char *name, void *arg);

	/*
	 * The slug of a word of the shop's own (a status, a carrier), or NULL;
	 * asked before the field's own words.  May be NULL itself.
	 */
	const char	*(*word)(const struct field *f, const char *text,
			    void *arg);
	void		*arg;
};

/*
 * Parse a query; all of it lives in a.
 *
 * SN_USAGE	it is wrong or empty: w has the cause, and the query with a
 *		mark under the place on lines of their own
 */
enum status	expr_parse(const struct expr **out, const char *text,
		    const struct expr_context *cx, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
