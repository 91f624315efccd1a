#ifndef STORE_RULECASE_H
#define STORE_RULECASE_H

#include "conf/rules.h"
#include "store/store.h"

/* What a case expected and did not get, in words. */
struct rule_failed {
	const char	*text;
};

/*
 * Run a case of the rules: an order made of what is given, in a store of its
 * own in memory, and all rules applied to it.  *out is an array of *n in a;
 * none: it holds.  s is that store, from rule_case_open(), and is left as it
 * was.
 *
 * SN_USAGE	something given or expected is wrong: w names file, line and
 *		the case
 */
enum status	rule_case_open(struct store **s, const struct conf *c,
		    const char *home,
		    struct why *w) SN_CHECK;
enum status	rule_case_run(struct rule_failed **out, size_t *n,
		    struct store *s, const struct conf *c,
		    const struct rules *rules, const char *file,
		    const struct rule_case *test, struct arena *a,
		    struct why *w) SN_CHECK;

#endif
