#ifndef CLI_ROUTES_H
#define CLI_ROUTES_H

#include "cli/select.h"
#include "conf/rules.h"

/* What sn-route(1) was asked for. */
struct routes {
	const char		*file;		/* --rules, or the shop's */
	const struct rules	*rules;
	bool			 again;		/* --again */
	bool			 any;		/* --any: in whatever status */
	const char		*since;		/* --replay, or NULL */
};

/* Read the rules, or leave with a message. */
void		routes_read(struct routes *wish, struct cmd *c);

/* The name of the rules' file without its directory. */
const char	*routes_name(const struct routes *wish);

/*
 * Apply the rules in one run to those of ids that are new, or to all with
 * wish->any, report what does not fit, and write all shipments selected, and
 * the parts that rules split off.
 */
enum status	routes_run(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct routes *wish,
		    struct tally *t, struct why *w) SN_CHECK;

/* Write the rules with how many shipments each met so far. */
enum status	routes_list(struct cmd *c, struct store *s,
		    const struct routes *wish, struct why *w) SN_CHECK;

/*
 * Look for rules that cannot work, and write what is found.
 *
 * SN_SOME	something was found
 */
enum status	routes_lint(struct cmd *c, struct store *s,
		    const struct routes *wish, struct why *w) SN_CHECK;

/*
 * Run the cases beside the rules, and write those that fail.
 *
 * SN_SOME	some failed
 */
enum status	routes_test(struct cmd *c, const struct routes *wish,
		    struct why *w) SN_CHECK;

/*
 * Write what the rules would have done to the orders that came in since
 * wish->since, against what was done to them.
 *
 * SN_SOME	there is a difference
 */
enum status	routes_replay(struct cmd *c, struct store *s,
		    const struct routes *wish, struct why *w) SN_CHECK;

#endif
