#ifndef CLI_MAILS_QUEUE_H
#define CLI_MAILS_QUEUE_H

#include "cli/cmd.h"

/*
 * Mails made by template and put into the outbox, within a run that is open.
 */
struct mails;

/*
 * Read the templates, and what sn.conf says.  One struct serves many calls
 * of mails_put(), of any kind.  mails_close() takes NULL.
 *
 * SN_USAGE	a template is too large, or no UTF-8
 */
enum status	mails_open(struct mails **out, struct cmd *c,
		    struct store *s, struct why *w) SN_CHECK;
void		mails_close(struct mails *m);

struct mails_wish {
	const char	*kind;		/* thanks ...: a slug of words_mail */
	bool		 again;		/* although it was made before */
	bool		 despite;	/* open findings do not stop it */
	bool		 unchecked;	/* nor does a change since the checks */
	bool		 automatic;	/* nobody asked for just this one */
};

/* What became of each shipment. */
enum mails_fate {
	MAILS_QUEUED,		/* its mail, or that of its order */
	MAILS_STOOD,		/* that was made before */
	MAILS_REFUSED
};
struct mails_end {
	enum mails_fate	 fate;
	const char	*cause;		/* of a refusal, "12 (shop:1002): ...",
					   or the key that stood; lives as
					   long as m */
};

/* Whether text names a kind of mail; its slug, or NULL. */
const char	*mails_kind(const char *text);

/* Whether one mail goes per shipment, not per order. */
bool		 mails_per_shipment(const char *kind);

/*
 * The barrier of sn-mail(1) for the whole store, within the run: an imported
 * shipment that is to leave was not checked since it last changed.
 *
 * SN_CONFLICT	w says how many, and what to type
 */
enum status	mails_barrier(struct store *s, struct why *w) SN_CHECK;

/*
 * Queue the mails of n shipments: one for each order, or shipment, however
 * many of it are named.  end[i] is what became of id[i].  Unless
 * wish->unchecked, marks of checks must be settled: mails_barrier() does.
 */
enum status	mails_put(struct mails_end *end, struct mails *m,
		    const struct mails_wish *wish, const int64_t *id,
		    size_t n, struct why *w) SN_CHECK;

#endif
