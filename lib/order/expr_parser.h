#ifndef ORDER_EXPR_PARSER_H
#define ORDER_EXPR_PARSER_H

#include "order/expr_scan.h"

/* For files in lib/order only: what the parts of the parser share. */

/* Saved queries that are being read: one within itself has no end. */
struct chain {
	const char		*name;
	const struct chain	*next;
};

struct parser {
	struct scan			 s;
	const struct expr_context	*cx;
	const struct chain		*chain;
	size_t				*terms;	/* of the whole query */
	size_t				*values;
	int				 depth;
	struct why			*w;
};

enum keyword { KEY_NONE, KEY_AND, KEY_OR, KEY_NOT, KEY_ANY, KEY_ALL, KEY_SUM,
    KEY_COUNT };

/* The keyword that a word is; quoted it is none.  a is for scratch. */
enum keyword	 parse_keyword(const struct scan_word *word,
		    struct arena *a);

struct expr	*parse_node(struct parser *p, enum expr_kind kind,
		    const struct expr *left, const struct expr *right);

/* Say what is wrong at a word. */
enum status	 parse_bad(struct parser *p, const struct scan_word *word,
		    const char *cause) SN_CHECK;

/* Count one more term, which began at from. */
enum status	 parse_count(struct parser *p, const char *from) SN_CHECK;

/*
 * The rest of a test, whose field is the word, from its operator on; apart:
 * there were blanks before that.
 */
enum status	 parse_test(const struct expr **out, struct parser *p,
		    enum keyword key, const struct scan_word *word,
		    bool apart) SN_CHECK;

#endif
