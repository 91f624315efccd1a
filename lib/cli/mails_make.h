#ifndef CLI_MAILS_MAKE_H
#define CLI_MAILS_MAKE_H

/* For files in lib/cli only: one mail on its way from a template. */

#include "base/clock.h"
#include "cli/mails_queue.h"
#include "format/write.h"
#include "mail/compose.h"
#include "mail/mail.h"
#include "mail/view.h"
#include "store/mailing.h"

/* A carrier's label format, asked which services have no numbers. */
struct mails_carrier {
	const char	*name;
	bool		 numbers;	/* it has some at all */
	struct format	*format;	/* NULL: none that can be asked */
	struct writer	*writer;
};

struct mails {
	struct cmd		*cmd;
	struct store		*store;
	const struct conf	*conf;
	struct composer		 composer;
	struct mails_carrier	*carrier;
	size_t			 ncarrier, capcarrier;
	struct arena		 arena;		/* lives as long as m */
	struct arena		 work;		/* of one mail */
	bool			 counts;	/* purchases: they matter */
	char			 today[11];
	struct stamp		 now;
};

struct making {
	struct mails		*m;
	const struct mails_wish	*wish;
	int64_t			 order, id;	/* the shipment named */
	struct tree		 tree;
	size_t			 at;		/* its position */
	bool			 per_shipment;
	const struct conf_shop	*shop;		/* NULL: no longer in sn.conf */
	const struct conf_mail	*mail;
	struct view_parcel	*parcel;
	struct view		 view;
	struct choice		 choice;
	const char		*key;
	struct composed		 composed;
	struct mail		 letter;
};

/*
 * Read what a mail of k->wish->kind about shipment k->id, whose order is
 * known, needs.
 */
enum status	making_read(struct making *k, struct why *w) SN_CHECK;

/* For the kind of k->wish, of a tree that is there: its key, what it shows. */
void		making_aim(struct making *k);

/* SN_CONFLICT: no mail of that kind is ever made of an order as it stands. */
enum status	making_fits(struct making *k, struct why *w) SN_CHECK;

/* Why no mail may come from that sender, in a; NULL: it may. */
const char	*mails_sender(const struct conf_mail *m, struct arena *a);

/* SN_CONFLICT: it may not be made; w names the shipment and says why. */
enum status	making_judge(struct making *k, struct why *w) SN_CHECK;

/*
 * Two parts of that: whether there is a sender and a server that takes it,
 * and whether mail can go to that address (NULL: there is none).
 */
enum status	making_judge_sender(struct making *k, struct why *w)
		    SN_CHECK;
enum status	making_judge_address(struct making *k, const char *mail,
		    struct why *w) SN_CHECK;

/*
 * Fill in the letter.
 *
 * SN_CONFLICT	there is no template for it, or what comes out is no letter
 * SN_USAGE	a template is wrong
 */
enum status	making_compose(struct making *k, struct why *w) SN_CHECK;

/* Put the letter into the outbox, where it stands number times. */
enum status	making_put(struct making *k, int64_t number, struct why *w)
		    SN_CHECK;

/* Whether parcels of that carrier and service have a number to follow. */
enum status	mails_numbered(bool *out, struct mails *m,
		    const char *carrier, const char *service, struct why *w)
		    SN_CHECK;

/* The kind of mail that the first operand is; or leave with a message. */
const char	*mails_take_kind(struct cmd *c);

#endif
