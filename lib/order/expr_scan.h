#ifndef ORDER_EXPR_SCAN_H
#define ORDER_EXPR_SCAN_H

#include "order/expr.h"

/* For files in lib/order only: the letters of a query. */

enum {
	QUERY_MAX = 1 << 16,	/* bytes; ids in thousands go through "-" */
	NESTING_MAX = 16,	/* parentheses and saved queries: the parser
				   of SQLite has a stack of 100 */
	WORD_MAX = 1000,	/* bytes: LIKE takes 50000, folded and escaped */
	TERMS_MAX = 400,	/* SQLite takes an expression of depth 1000 */
	VALUES_MAX = 5000	/* and 32766 parameters */
};

struct scan {
	const char	*text;		/* the query */
	const char	*p;		/* where we are */
	struct arena	*arena;
	const char	*from;		/* of the last word, for messages */
	const char	*upto;
};

/* What stands between blanks, operators and commas. */
struct scan_word {
	const char	*text;		/* as meant: without quotes */
	const char	*pattern;	/* with wildcards, or NULL: it has none */
	const char	*first;		/* before "..", or NULL: no range */
	const char	*second;	/* behind it */
	bool		 quoted;	/* in part at least */
	const char	*from, *upto;	/* in the query */
};

enum scan_op {
	SCAN_NO_OP, SCAN_EQ, SCAN_NE, SCAN_LT, SCAN_LE, SCAN_GT, SCAN_GE,
	SCAN_HAS, SCAN_HAS_NOT
};

/* The character at p in its ASCII form, and its length; 0 at the end. */
uint32_t	 scan_char(const char *p, size_t *len);

void		 scan_blanks(struct scan *s);

/* Step over an operator, if there is one. */
enum scan_op	 scan_operator(struct scan *s);

/*
 * Read a word, as far as a blank, a closing parenthesis that it did not
 * open, and with stop also as far as an operator, without it a comma where
 * commas says so.
 *
 * SN_USAGE	a quote without its end, or a control character
 */
enum status	 scan_read(struct scan_word *out, struct scan *s, bool stop,
		    bool commas, struct why *w) SN_CHECK;

/* Write cause, query and mark into w and return SN_USAGE. */
enum status	 scan_fail(const struct scan *s, const char *from,
		    const char *upto, struct why *w, const char *fmt, ...)
		    SN_PRINTF(5, 6);

/*
 * Make the value that a word means for a field; op is EXPR_EQ, EXPR_HAS or
 * any other for one that compares.
 */
enum status	 expr_value(struct expr_value *out, const struct field *f,
		    enum expr_op op, const struct scan_word *read,
		    const struct scan *s, const struct expr_context *cx,
		    struct why *w) SN_CHECK;

#endif
