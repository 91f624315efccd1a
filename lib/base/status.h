#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>

/*
 * The one result type of library functions that can fail.  A value says
 * what the caller may do about it; where and why is told by struct why.
 * In order of severity.
 */
enum status {
	SN_OK = 0,
	SN_SOME,	/* done; some records were refused, or found */
	SN_NOTFOUND,	/* what was named does not exist */
	SN_INVALID,	/* this record is wrong, and stays wrong */
	SN_CONFLICT,	/* the store's state, a right or an alert forbids it */
	SN_USAGE,	/* the whole request is wrong; nothing was done */
	SN_DENIED,	/* credentials are missing, wrong or expired */
	SN_RETRY,	/* busy or out of reach; the same call may work later */
	SN_IO		/* the system or the store failed */
};

#define SN_CHECK __attribute__((warn_unused_result))
#define SN_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define SN_NORETURN __attribute__((noreturn))

/*
 * The reason of a failure in one line for a person, translated: lower
 * case, no full stop, no program name.  Written on failure only, so that
 * one on the caller's stack serves many calls.
 */
struct why {
	char	text[640];
};

/* Write the reason and return st: "return fail(w, SN_INVALID, ...)". */
enum status	fail(struct why *w, enum status st, const char *fmt, ...)
		    SN_PRINTF(3, 4);

/* Put "prefix: " before the reason in w and return st. */
enum status	fail_at(struct why *w, enum status st, const char *fmt, ...)
		    SN_PRINTF(3, 4);

/* Whether st forbids going on with the next record. */
static inline bool
status_stops(enum status st)
{
	return st >= SN_USAGE;
}

/* The exit status of a command, 0 to 6, for st; see sn(7). */
int		status_exit(enum status st);

/* What became of the records of a run. */
struct tally {
	unsigned long	done;
	unsigned long	refused;
};

/* SN_OK, SN_SOME, or SN_INVALID when all were refused. */
enum status	tally_end(const struct tally *t);

#endif
