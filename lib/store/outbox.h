#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/store.h"

/*
 * Effects on the outside world: mail, reports to malls, calls to agents.
 * A run queues them; a sender takes one at a time and does three things:
 *
 *	claim	in a transaction of its own, so that nobody else has it
 *	call	the other side, while no lock is held
 *	record	what became of it
 *
 * effect_next() records the last one and claims the next in one
 * transaction.  A sender that died between claim and record leaves a row
 * claimed; the next one, once it holds the lock of its kind, makes it
 * unknown by effects_orphaned(), and only a person, or the other side's
 * word, takes it from there: nothing is ever repeated blindly.
 *
 * States: queued; claimed; failed (to be tried again at next_at); done;
 * dead (it will not be tried again by itself); unknown (nobody can say
 * whether it happened); cancelled (undone, or dropped by a person).
 */
struct effect {
	int64_t		 id, op;	/* op: the run that queued it */
	const char	*key;		/* "mail thanks order 12": once */
	const char	*kind;		/* mail ... */
	const char	*channel;	/* what has limits of its own, such as a
					   server: "rakuten-main" */
	const char	*target;	/* a folded address; NULL: none */
	const char	*title;		/* for lists; NULL: none */
	const char	*message_id;	/* of a mail, which answers name; only
					   effect_put() reads it */
	int64_t		 orders, shipment; /* NUM_NULL: of none */
	const char	*state;
	const char	*payload;	/* what the sender needs, all of it */
	const char	*result;	/* what the other side said */
	const char	*error;		/* or undone, dropped, crashed */
	int64_t		 attempts;
	const char	*made_at;
	const char	*next_at;	/* not before; NULL: at once */
	const char	*claimed_at, *done_at;
};

/*
 * Queue e within a run; its key decides: *fresh is false, and nothing is
 * done, when an effect of that key stands.  One that was cancelled is
 * queued again as e says.  Of e, key, kind, channel, target, title,
 * message_id, orders, shipment, payload and next_at are read; id is filled
 * in.
 */
enum status	effect_put(bool *fresh, struct store *s, struct effect *e,
		    struct why *w) SN_CHECK;

/* What became of an effect that was claimed. */
enum effect_fate {
	EFFECT_DONE,		/* the other side has it */
	EFFECT_FAILED,		/* it has not, but may take it later */
	EFFECT_BACK,		/* it was never tried: not its fault */
	EFFECT_DEAD,		/* it never will */
	EFFECT_UNKNOWN		/* nobody can say */
};
struct effect_end {
	int64_t		 id;
	enum effect_fate fate;
	const char	*said;		/* the result, or the cause */
	const char	*next_at;	/* of FAILED: as the other side asks;
					   NULL: by the back-off.  Of BACK: not
					   before; NULL: at once */
};

enum {
	EFFECT_TRIES = 8	/* with the back-off a day: then it is dead */
};

/* Which effects a sender takes. */
struct effect_pick {
	const char	*kind;
	const char	*channel;
};

/*
 * The channels of that kind through which something is due, as an array of
 * *n in a.
 */
enum status	effect_channels(const char ***out, size_t *n,
		    struct store *s, const char *kind, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Record last (NULL: nothing to record) and claim the next one that is due,
 * the oldest first.  No run is open.  Strings of *out live in a.  With a
 * NULL out nothing is claimed.
 *
 * SN_NOTFOUND	nothing is due
 */
enum status	effect_next(struct effect *out, struct store *s,
		    const struct effect_end *last,
		    const struct effect_pick *pick, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Make unknown what a sender of that kind left claimed.  The caller holds
 * the lock of the kind, so that no sender is alive.
 */
enum status	effects_orphaned(int64_t *n, struct store *s,
		    const char *kind, struct why *w) SN_CHECK;

/* SN_NOTFOUND: there is no such effect. */
enum status	effect_get(struct effect *out, struct store *s, int64_t id,
		    struct arena *a, struct why *w) SN_CHECK;

/* How many of that channel were done since that time, and until now. */
enum status	effects_done_since(int64_t *n, struct store *s,
		    const char *channel, const char *since, struct why *w)
		    SN_CHECK;

/* Which effects one looks at; a zeroed one, with states, is all of these. */
struct effect_filter {
	const char	*states;	/* JSON: ["failed","dead"] */
	const char	*kind, *channel; /* NULL: any */
	const char	*since;		/* queued then or later; NULL: ever */
	const char	*due;		/* at that time; NULL: whenever */
	bool		 picks;		/* only those of one of these shipments, or
					   of the order of one: */
	const int64_t	*shipment;
	size_t		 nshipment;
	int64_t		 op;		/* queued by that run; 0: by any */
	int64_t		 limit;		/* 0: all */
};
#define EFFECT_STATES "[\"queued\",\"claimed\",\"failed\",\"done\"," \
	"\"dead\",\"unknown\",\"cancelled\"]"

/* e is borrowed.  Any status but SN_OK ends the walk. */
typedef enum status effect_fn(const struct effect *e, void *arg,
		    struct why *w);

/* Call fn for each, the oldest first.  Payloads are not read: NULL. */
enum status	effects_each(struct store *s, const struct effect_filter *f,
		    effect_fn *fn, void *arg, struct why *w) SN_CHECK;

/* What a person may do to an effect. */
enum effect_act {
	EFFECT_RETRY,		/* failed, dead: queued */
	EFFECT_RETRY_UNKNOWN,	/* also unknown, although it may be done */
	EFFECT_WAS_DONE,	/* unknown: done */
	EFFECT_WAS_NOT,		/* unknown: queued */
	EFFECT_DROP		/* what is neither done nor being sent:
				   cancelled */
};

/*
 * Do it, within a run whose reason is said.
 *
 * SN_NOTFOUND	there is no such effect
 * SN_CONFLICT	it is in another state
 */
enum status	effect_act(struct store *s, int64_t id, enum effect_act act,
		    const char *said, struct why *w) SN_CHECK;

/* What a run did to an effect that was queued. */
struct effect_turn {
	int64_t		 op;
	const char	*at, *who, *why; /* of the run; why: NULL for none */
	const char	*old, *new;	/* states */
};
enum status	effect_turns(struct effect_turn **out, size_t *n,
		    struct store *s, int64_t id, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Call fn for what a run did to the outbox, as changes of its table: key,
 * title and target of what it queued, the state of what it turned.
 */
enum status	effects_changed(struct store *s, int64_t op, change_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

#endif
