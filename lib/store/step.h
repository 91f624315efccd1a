#ifndef STORE_STEP_H
#define STORE_STEP_H

#include "conf/robo.h"
#include "order/expr.h"
#include "store/store.h"

/*
 * A section of robo.conf(5) at work: set-based, step by step, within a run.
 * What a section takes stands where it says, is no child of a bundle, and
 * meets its condition; children come along with their parent.  What is
 * halted gets no step: a finding, a stop of the section, a step that failed,
 * or one of which nobody knows whether it was done.
 *
 * The ledger, table step, keeps which steps were done for which order or
 * shipment: each once.
 */
struct step_run {
	struct store		*store;
	const struct conf	*conf;
	const struct robo	*robo;
	int64_t			 only;	/* a shipment to look at, with its
					   bundle; NUM_NULL: all */
	struct arena		*arena;

	/* filled in */
	const struct expr	*cond;
	const struct expr	**stop;	/* by stop */
	const struct expr	**step;	/* by step; NULL: always */
	int64_t			 taken;	/* shipments, children too */
	size_t			 at;	/* the step at hand */
	size_t			 failed; /* what an action did not fit */
};

/*
 * Read the conditions.
 *
 * SN_USAGE	one is wrong; w names file and line
 */
enum status	step_open(struct step_run *r, struct why *w) SN_CHECK;

/* Take shipments, and see which are halted.  Temporary tables only. */
enum status	step_take(struct step_run *r, struct why *w) SN_CHECK;

/*
 * The shipments that step at has to be done to now, as an array of *n ids:
 * one for each order when it is done once for an order.  An order waits
 * while anything of it is halted; then all that is taken of it is.
 */
enum status	step_due(int64_t **id, size_t *n, struct step_run *r,
		    size_t at, struct why *w) SN_CHECK;

/*
 * Do it, an action, to those that are due, and write that into the ledger.
 * Those that it takes out of the section get no later step.
 */
enum status	step_act(struct step_run *r, struct why *w) SN_CHECK;

/* How a step of another kind went, or goes. */
enum step_state {
	STEP_DONE,
	STEP_FAILED,		/* the next run tries again */
	STEP_CLAIMED		/* it is being done, outside of the run */
};

/*
 * Write into the ledger what became of n shipments; why[i] is the cause of
 * a failure, NULL for what is done.  Those that failed are halted.
 */
enum status	step_record(struct step_run *r, const int64_t *id,
		    const char *const *why, size_t n, struct why *w) SN_CHECK;

/* The same for all of them alike. */
enum status	step_record_all(struct step_run *r, const int64_t *id,
		    size_t n, enum step_state state, const char *cause,
		    struct why *w) SN_CHECK;

/*
 * After others wrote to the store, or checks did: what is no longer in its
 * place gets no later step, and findings that came halt.
 */
enum status	step_look_again(struct step_run *r, struct why *w) SN_CHECK;

/* What is halted, by cause. */
enum halt_kind {
	HALT_FINDING,		/* what: its code */
	HALT_STOP,		/* what: title of the stop */
	HALT_FAILED,		/* what: the step, more: its cause */
	HALT_UNKNOWN,		/* what: the step */
	HALT_ORDER		/* something else of the order is halted */
};
struct halt {
	enum halt_kind	 kind;
	const char	*what, *more;
	int64_t		 n;		/* shipments, children not counted */
	int64_t		 example;	/* the first of them */
};
enum status	step_halts(struct halt **out, size_t *n, struct step_run *r,
		    struct why *w) SN_CHECK;

/* How much of what was taken is halted, and free. */
enum status	step_count(int64_t *halted, int64_t *free_,
		    struct step_run *r, struct why *w) SN_CHECK;

/*
 * Steps that a run left claimed when it ended are unknown from now on: *n of
 * them.  The caller holds the lock of the automation.
 */
enum status	steps_orphaned(int64_t *n, struct store *s, struct why *w)
		    SN_CHECK;

/* A row of the ledger that is not done, or, for one shipment, any. */
struct step_left {
	const char	*robo, *step, *state, *cause, *at;
	int64_t		 orders, shipment;	/* one is NUM_NULL */
	const char	*name;			/* "1041 (own:1002)" or own:1002 */
};
enum status	steps_left(struct step_left **out, size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;
enum status	steps_of(struct step_left **out, size_t *n, struct store *s,
		    int64_t shipment, struct arena *a, struct why *w)
		    SN_CHECK;

/* Effects of a shipment, and of its order, that have not left for good. */
struct step_unsent {
	int64_t		 id;
	const char	*title;			/* or its key */
	const char	*state, *error;
};
enum status	steps_unsent(struct step_unsent **out, size_t *n,
		    struct store *s, int64_t shipment, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * After the last step: failures of what the section no longer takes, because
 * somebody moved it on by hand, are forgotten.
 */
enum status	step_prune(struct step_run *r, struct why *w) SN_CHECK;

/* Forget the failures of a section that is no more. */
enum status	steps_forget(struct store *s, const char *robo,
		    struct why *w) SN_CHECK;

/*
 * A person settles the steps of the n shipments, and of their orders, that
 * failed or are unknown: as done, or to be tried again.  *count of them.
 */
enum status	steps_settle(int64_t *count, struct store *s,
		    const int64_t *id, size_t n, bool done, struct why *w)
		    SN_CHECK;

/*
 * Whether the open run changed nothing so far and queued no effect: then it
 * may be rolled back, and leaves no trace.
 */
enum status	steps_idle(bool *idle, struct store *s, struct why *w)
		    SN_CHECK;

#endif
