#ifndef CLI_ROBO_H
#define CLI_ROBO_H

#include "base/lock.h"
#include "cli/select.h"
#include "conf/robo.h"
#include "store/step.h"

enum robo_digest { DIGEST_STDOUT, DIGEST_MAIL, DIGEST_NONE };

/* What sn-autorobo(1) was asked for. */
struct robo_wish {
	const struct robos	*robos;
	const struct checks	*checks;
	const char		*route;		/* one only, or NULL */
	const char		*title;		/* one section only, or NULL */
	enum robo_digest	 digest;
	bool			 exit_code;	/* what is stopped counts */
	bool			 send;		/* --send, or as robo.conf says */
};

/* What a run did, for its digest. */
struct robo_did {
	const struct robo	*robo;
	const struct robo_step	*step;
	size_t			 n;
};
struct robo_stopped {
	const struct robo	*robo;
	struct halt		 halt;
};

struct robo_run {
	struct cmd		*cmd;
	struct store		*store;
	const struct robo_wish	*wish;

	struct step_run		*section;	/* those that work, in order */
	size_t			 n;
	struct robo_did		*did;
	size_t			 ndid, capdid;
	struct robo_stopped	*stopped;
	size_t			 nstopped, capstopped;
	struct step_left	*left;		/* failed and unknown steps */
	size_t			 nleft;
	size_t			 failed;	/* in this run */
	size_t			 checked;	/* shipments */
	int64_t			 opened, closed; /* findings */
	int64_t			 unchecked;	/* in the way of mail */
	bool			 touched;	/* something changed since */
	bool			 quiet;		/* nothing new to say */
	bool			 news;		/* what waits is another thing
						   than in the run before */
	struct mails		*mails;		/* templates; NULL: not read */
};

/*
 * Read robo.conf, and the checks.
 *
 * SN_USAGE	a line of them is wrong: w says which
 */
enum status	robo_try(struct robo_wish *wish, struct cmd *c, struct why *w)
		    SN_CHECK;

/*
 * The same, or leave with a message; the route and the section named are
 * looked up.
 */
void		robo_read(struct robo_wish *wish, struct cmd *c);

/*
 * One run: check what is unchecked, then each section in its order.
 *
 * SN_SOME	a step failed, or, with exit_code, something is stopped
 * SN_CONFLICT	the store is a rehearsal, or shipments stay unchecked: no
 *		mail was queued
 * SN_RETRY	another run is on
 */
enum status	robo_run(struct cmd *c, struct store *s,
		    const struct robo_wish *wish, struct why *w) SN_CHECK;

/* Write the sections with what waits in each. */
enum status	robo_list(struct cmd *c, struct store *s,
		    const struct robo_wish *wish, struct why *w) SN_CHECK;

/*
 * Look for sections that cannot work, and write what is found.
 *
 * SN_SOME	something was found
 */
enum status	robo_lint(struct cmd *c, struct store *s,
		    const struct robo_wish *wish, struct why *w) SN_CHECK;

/*
 * Write why a shipment stands still, as far as automation goes: which section
 * takes it, what holds it, which effects are not sent, and what to type.
 */
enum status	robo_why(struct cmd *c, struct store *s,
		    const struct robo_wish *wish, int64_t shipment, FILE *out,
		    struct why *w) SN_CHECK;

/*
 * Settle failed and unknown steps of shipments by hand: as done, or to be
 * tried again; and write those shipments.
 */
enum status	robo_settle(struct cmd *c, struct store *s,
		    const struct ids *ids, bool done, const char *reason,
		    struct why *w) SN_CHECK;

/* The section as messages name it: "robo.conf:12: title". */
const char	*robo_name(const struct robo *b, struct arena *a);

/* For the files lib/cli/robo*.c only. */

/*
 * Queue mails of a kind for n shipments; why[i] is NULL, or the cause why
 * there is none.
 */
enum status	robo_mail(const char **why, struct robo_run *r,
		    const char *kind, const int64_t *id, size_t n,
		    struct why *w) SN_CHECK;

/*
 * Run a command with the ids on its standard input, outside of the run that
 * is open: it is committed before, and gone on with after.
 */
enum status	robo_command(struct robo_run *r, struct step_run *section,
		    const int64_t *id, size_t n, struct why *w) SN_CHECK;

/* Send what waits, by sn-mail(1).  Its exit status, 0 without it. */
enum status	robo_send(struct cmd *c, int *status, struct why *w)
		    SN_CHECK;

/* The digest, in c's arena; empty: nothing to say. */
const char	*robo_tell(struct robo_run *r);

/* Only what is stopped, failed or unknown: what people have to do. */
const char	*robo_tell_left(struct robo_run *r);

/* What a halt is called, and the command to type about it. */
const char	*robo_halt(const struct halt *h, struct arena *a);

#endif
