#ifndef STORE_RULE_H
#define STORE_RULE_H

#include "conf/rules.h"
#include "order/expr.h"
#include "store/store.h"

/*
 * The rules of a shop at work: set-based, one after the other in the order
 * of the file, each once for a shipment.
 *
 * A rule meets what its condition finds among the shipments selected, but
 * not what it met before, not what a rule with "stop" met before, and not
 * children of bundles, which go where their parent goes, nor what is done,
 * in follow or cancelled, nor, without any, what is no longer new.  Parts that a rule splits off are met by the
 * rules after it.
 */

/* What became of one rule. */
struct rule_met {
	const struct rule	*rule;
	int64_t			 n;	/* shipments that it met */
};

/*
 * Told when an action does not fit a shipment: w says why, with its name.
 * The other actions are done.
 */
typedef void	 rule_refused_fn(const struct rule *r, int64_t shipment,
		    const struct why *w, void *arg);

struct rule_run {
	struct store		*store;
	const struct conf	*conf;
	const struct rules	*rules;
	const char		*file;	/* the name of the rules' file */
	bool			 again;	/* as if they had met nothing yet */
	bool			 any;	/* in whatever status, not only new */
	rule_refused_fn		*refused;
	void			*arg;
	struct arena		*arena;

	/* filled in */
	struct rule_met		*met;	/* by rule */
	int64_t			*part;	/* shipments that were split off */
	size_t			 npart, cappart;
	int64_t			 nsel;	/* shipments that rules could meet */
};

/*
 * Apply the rules to the n shipments, within a run.  What changes says
 * "rules.conf:12: title" as its reason.
 *
 * SN_USAGE	a condition is wrong; w names file and line
 */
enum status	rules_run(struct rule_run *r, const int64_t *id, size_t n,
		    struct why *w) SN_CHECK;

/*
 * The condition of a rule, or NULL: it meets every shipment.
 *
 * SN_USAGE	it is wrong; w names file and line
 */
enum status	rule_cond(const struct expr **out, struct store *s,
		    const struct conf *c, const char *file,
		    const struct rule *r, struct arena *a, struct why *w)
		    SN_CHECK;

/* How often each rule that the store remembers met a shipment. */
struct rule_fired {
	const char	*title;
	int64_t		 n;
};
enum status	rules_fired(struct rule_fired **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
