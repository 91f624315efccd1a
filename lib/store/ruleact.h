#ifndef STORE_RULEACT_H
#define STORE_RULEACT_H

/* For files in lib/store only. */

#include "store/move.h"
#include "store/query.h"
#include "store/rule.h"

/*
 * What rules do to the shipments of the temporary table hit (id), with the
 * reason set.  What is split off is added to the temporary table todo.
 */
enum status	ruleact(struct rule_run *r, const struct rule *rule,
		    const struct action *x, struct why *w) SN_CHECK;

/* The actions that add rows to orders. */
enum status	ruleact_charge(struct rule_run *r, const struct action *x,
		    struct why *w) SN_CHECK;
enum status	ruleact_add(struct rule_run *r, const struct action *x,
		    struct why *w) SN_CHECK;

/* Those that send shipments on their way. */
enum status	ruleact_move(struct rule_run *r, const struct rule *rule,
		    const struct move *m, struct why *w) SN_CHECK;
enum status	ruleact_ship(struct rule_run *r, const struct action *x,
		    struct why *w) SN_CHECK;
enum status	ruleact_split(struct rule_run *r, const struct rule *rule,
		    const struct action *x, struct why *w) SN_CHECK;

/* Labels of hit that are out already may show something else now. */
enum status	ruleact_labels(struct rule_run *r, struct why *w) SN_CHECK;

/* The shipments of hit, as an array of *n ids in the arena of r. */
enum status	ruleact_hits(int64_t **out, size_t *n, struct rule_run *r,
		    struct why *w) SN_CHECK;

#endif
