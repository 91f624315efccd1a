#ifndef CLI_STORY_H
#define CLI_STORY_H

#include <jansson.h>

#include "cli/select.h"
#include "store/history.h"

enum story_form {
	STORY_TEXT,		/* for people */
	STORY_NDJSON,		/* one record a change */
	STORY_JSON,		/* the same in one array */
	STORY_DIFF		/* as a dry run shows it */
};

/* Changes on their way to standard output. */
struct story {
	enum story_form	 form;
	FILE		*out;
	int64_t		 op;		/* whose heading was written last */
	int64_t		 order;		/* whose history it is, or NUM_NULL */
	size_t		 n;		/* records written */
};

void		story_init(struct story *t, enum story_form form, FILE *out);

/*
 * Whether people are told of the event: it says more than another one, and is
 * none of our own bookkeeping.
 */
bool		story_shows(const struct event *e);

/* An event_fn; arg is a struct story *. */
enum status	story_event(const struct event *e, void *arg, struct why *w);

/*
 * The history of an order, under its name; operand as history_find() takes
 * it.  Of several shipments of one order in a row it is told once.
 */
enum status	story_order(struct story *t, struct store *s,
		    const char *operand, struct why *w) SN_CHECK;
enum status	story_shipments(struct story *t, struct store *s,
		    const struct ids *ids, struct why *w) SN_CHECK;

/* A run_fn for the list of runs, the same arg. */
enum status	story_run(struct store *s, const struct run *r, void *arg,
		    struct why *w);

/* What run op queued in the outbox, and did to what was there. */
enum status	story_effects(struct story *t, struct store *s, int64_t op,
		    struct why *w) SN_CHECK;

enum status	story_end(struct story *t, struct why *w) SN_CHECK;

/* A run as a record, new. */
json_t		*run_json(const struct run *r, int64_t changes);

#endif
