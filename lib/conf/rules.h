#ifndef CONF_RULES_H
#define CONF_RULES_H

#include "conf/conf.h"
#include "order/action.h"

/*
 * rules.conf(5), read with the names of sn.conf checked.  Conditions are
 * queries, left as text: only the store knows the saved ones.  Everything
 * lives in the arena that rules_read() got.
 */
struct rule {
	const char	*title;
	unsigned	 line;
	const char	*cond;		/* NULL: every shipment */
	unsigned	 cond_line;
	struct action	*then;
	size_t		 nthen;
};

/* A case beside the rules: what they shall make of an order. */
struct rule_case {
	const char	*title;
	unsigned	 line;
	const char	**given;	/* edits of a bare order; ended by NULL */
	const char	**expect;	/* queries that hold afterwards */
	const char	**fires;	/* titles of rules that meet it */
	const char	**spares;	/* titles of rules that do not */
};

struct rules {
	const char		*path;
	const char		*hash;	/* SHA-256 of the file */
	struct rule		*rule;
	size_t			 n;
	struct rule_case	*test;
	size_t			 ntest;
};

/*
 * Read and check the file at path.  today is what dates in it are relative
 * to.
 *
 * SN_USAGE	it is not there, or a line of it is wrong: w says which
 */
enum status	rules_read(struct rules **out, const char *path,
		    const struct conf *conf, const char *today,
		    struct arena *a, struct why *w) SN_CHECK;

/* The rule of that title, or NULL. */
const struct rule *rules_find(const struct rules *r, const char *title);

#endif
