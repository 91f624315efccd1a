#ifndef STORE_RUN_H
#define STORE_RUN_H

#include "store/store.h"

/* A row of op, in an arena. */
struct run {
	int64_t		 id;
	const char	*at, *who, *argv, *why, *conf;
	int64_t		 after, upto;	/* its changes; upto NUM_NULL: none */
	int64_t		 undone_by;	/* NUM_NULL: it stands */
	const char	*undoes;	/* "14, 12" when it is an undo or a
					   redo, else NULL */
};

/* SN_NOTFOUND: there is no such run. */
enum status	run_get(struct run *out, struct store *s, int64_t op,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * The last run of who that changed something or queued an effect, stands, and is neither an undo
 * nor a redo; SN_NOTFOUND: there is none.
 */
enum status	run_last(struct run *out, struct store *s, const char *who,
		    struct arena *a, struct why *w) SN_CHECK;

/* How many values a run changed; rows that came count one. */
enum status	run_changes(int64_t *out, struct store *s,
		    const struct run *r, struct why *w) SN_CHECK;

struct run_filter {
	const char	*since;		/* a time; NULL: from the first */
	const char	*who;		/* NULL: anybody */
	int64_t		 limit;		/* NUM_NULL: all */
};

/* r is borrowed.  Any status but SN_OK ends the walk. */
typedef enum status run_fn(struct store *s, const struct run *r, void *arg,
		    struct why *w);

/* Call fn for each run, newest first. */
enum status	run_each(struct store *s, const struct run_filter *f,
		    run_fn *fn, void *arg, struct why *w) SN_CHECK;

/* The command line as a person would type it, in a. */
const char	*run_command(const struct run *r, struct arena *a);

/* "14 by tanaka at 2026-12-24T09:30:00 (sn-edit 1041 memo=x)", in a. */
const char	*run_name(const struct run *r, struct arena *a);

#endif
