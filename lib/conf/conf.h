#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "order/bundle.h"
#include "order/edit.h"

/*
 * sn.conf(5), read once and checked as a whole.  What a shop did not write
 * has the default that the manual gives.  Lists end with a NULL; everything
 * lives in the arena that conf_read() got.
 */

/*
 * When a shop works: at top level, and what a route or a carrier says of its
 * own.  A list that is not given is NULL.
 */
struct conf_days {
	const char	**closed;	/* sun, holiday, 2026-12-31 */
	const char	**open;		/* dates, although closed says else */
	const char	**cutoff;	/* 15:00, "sat 12:00" */
	int64_t		 lead_days;	/* working days of preparation;
					   NUM_NULL: not given */
};

/*
 * mail { ... }: how mail leaves, for the company and for each shop; what a
 * shop does not say is the company's already.
 */
struct conf_mail {
	const char	*from;		/* address; NULL: nowhere given */
	const char	*from_name;	/* for people, or NULL */
	const char	*reply_to, *envelope, *bcc; /* addresses, or NULL */
	const char	*signature;	/* text under a mail, or NULL */
	const char	*message;	/* text that templates put in, or NULL */
	const char	*shipped;	/* what a shipped mail is of: shipment,
					   order (once all of it has left) */
	const char	*mobile_hours;	/* when mobile addresses get mail,
					   08:00-21:00; NULL: always */
	const char	*server;	/* smtp://HOST:PORT, smtps://; or NULL */
	const char	*tls;		/* of smtp: yes (it must), try, no */
	const char	*user;		/* NULL: the server asks for none */
	const char	*secret;	/* the file of its password in secrets/ */
	const char	*helo;		/* our name; NULL: the machine's */
	const char	*dkim_selector;	/* of the key that the server signs
					   with, or NULL */
	int64_t		 per_minute;	/* 0: no limit */
	int64_t		 per_connection; /* 0: no limit */
	const char	**allowed;	/* senders that the server lets pass;
					   none: any */
};

/* inbox NAME { ... }: where mail comes in. */
struct conf_inbox {
	const char	*name;
	const char	*url;		/* imaps://HOST/FOLDER, imap://,
					   maildir:DIR, mbox:FILE */
	const char	*tls;		/* of imap: yes (it must), try, no */
	const char	*user, *secret;	/* as in struct conf_mail */
	const char	*shop;		/* whose mail it is, or NULL */
};

/* alert { ... }: whom a failed run tells. */
struct conf_alert {
	const char	**mail;		/* addresses */
	const char	*command;	/* for sh, or NULL */
};

/* secret NAME { ... }: until when a file of secrets/ is good. */
struct conf_secret {
	const char	*name;
	const char	*expires;	/* a date */
};

/*
 * cron { ... }: what runs by itself, and when.  A job that comes along has
 * what its section does not say from lib/conf/cron.c.
 */
struct conf_job {
	const char	*name;
	const char	*on;		/* yes, no; NULL: as it comes */
	int64_t		 every;		/* minutes; NUM_NULL: as it comes */
	const char	*at;		/* 02:30 */
	int64_t		 day;		/* of the month; NUM_NULL */
	const char	*hours;		/* 06:00-23:00, whole ones */
	const char	*command;	/* for sh */
	int64_t		 alert;		/* exit status; NUM_NULL */
};
struct conf_cron {
	const char	*import;	/* directory of files; NULL: none */
	const char	*backup;	/* directory of copies */
	const char	*log;		/* file */
	const char	*mailto;	/* for cron; NULL: as cron has it */
	const char	*path;		/* where programs are */
	const char	*hours;		/* when jobs of every run; NULL: always */
	int64_t		 minute;	/* NUM_NULL: by the directory */
	int64_t		 keep;		/* copies */
	int64_t		 retries;	/* how often in a row a job may be put
					   off before it is told */
	struct conf_job	*job;
	size_t		 njob;
};

/* shop NAME { ... }: one account at a mall. */
struct conf_shop {
	const char	*name;
	const char	*mall;		/* kind: rakuten yahoo amazon ... */
	const char	*title;		/* for people; the name by default */
	const char	*entry;		/* status of a new order: new, ready */
	const char	*route;		/* of a new order */
	const char	*on_cancel;	/* cancelled at the mall before its
					   label: find, cancel */
	const char	**settled;	/* payment methods that the cart has
					   settled before an order comes */
	const char	*carrier;	/* default of its shipments, or NULL */
	const char	*service;
	const char	*account;	/* the mall's shop or seller id, or NULL */
	const char	*report;	/* format of its results; NULL: the
					   mall's usual one */
	struct person	 sender;	/* the company's by default */
	struct conf_mail mail;
};

/* route NAME { ... }: a chain of statuses. */
struct conf_status {
	const char	*slug;		/* of its own */
	const char	*title;
	const char	*after;		/* the status it stands behind */
};
struct conf_route {
	const char	*name;
	struct conf_status *status;	/* statuses of its own */
	size_t		 nstatus;
	struct conf_days days;
};

/* carrier NAME { ... }: what the carrier's software wants to know of us. */
struct conf_carrier {
	const char	*name;		/* yamato sagawa ... or the shop's own */
	const char	*format;	/* default of sn-label, e.g.
					   yamato-b2cloud; or NULL */
	const char	*service;	/* default service */
	const char	*customer_code;	/* 請求先顧客コード, お客様コード */
	const char	*class_code;	/* 請求先分類コード */
	const char	*freight_code;	/* 運賃管理番号 */
	const char	*goods;		/* 品名 when items are not printed */
	struct conf_days days;		/* closed: it collects nothing */
};

/* rank NAME { from = 10 }: of buyers, by their purchases. */
struct conf_rank {
	const char	*name;
	int64_t		 from;		/* purchases */
	const char	*message;	/* that mails to them put in, or NULL */
};

/* query NAME { q = "..." }, phrase NAME { text = "..." }, columns NAME { }. */
struct conf_query {
	const char	*name;
	const char	*query;
};
struct conf_phrase {
	const char	*name;
	const char	*text;
};
struct conf_columns {
	const char	*name;
	const char	*encoding;	/* utf-8 by default */
	const char	*per;		/* shipment, line */
	const char	**column;	/* field, or "field=header" */
	const char	*newline;	/* lf, crlf */
};

struct conf {
	const char		*path;
	const char		*hash;		/* SHA-256 of the file */
	const char		*language;	/* ja, en; NULL: the locale's */
	const char		*prefix;	/* of label keys */
	struct person		 company;
	const char		*invoice_number; /* T and 13 digits, or NULL */
	struct conf_shop	*shop;
	size_t			 nshop;
	struct conf_route	*route;		/* the first is the default */
	size_t			 nroute;
	struct conf_carrier	*carrier;
	size_t			 ncarrier;
	struct conf_rank	*rank;		/* in the order of the file */
	size_t			 nrank;
	struct conf_query	*query;
	size_t			 nquery;
	struct conf_phrase	*phrase;
	size_t			 nphrase;
	struct conf_columns	*columns;
	size_t			 ncolumns;
	const char		*collect;	/* of parts of an order: all on
					   the first, by goods */
	const char		**box;		/* names of hold boxes */
	struct conf_days	 days;
	int64_t			 ask_above;	/* shipments: ask first */
	int64_t			 late_after;	/* days in a status */
	struct bundle_rule	 bundle;
	struct conf_mail	 mail;
	struct conf_inbox	*inbox;
	size_t			 ninbox;
	struct conf_alert	 alert;
	struct conf_secret	*secret;
	size_t			 nsecret;
	struct conf_cron	 cron;
};

/*
 * Read and check the file at path.
 *
 * SN_USAGE	it is not there, or a line of it is wrong: w says which
 */
enum status	conf_read(struct conf **out, const char *path,
		    struct arena *a, struct why *w) SN_CHECK;

enum { CONF_NAME_MAX = 64 };	/* bytes of a name that people type */

/* Whether text may name a section: no blanks, no marks, not too long. */
bool		 conf_is_name(const char *text);

/* Whether the server lets its sender pass, as far as allowed says. */
bool		 conf_mail_allows(const struct conf_mail *m);

/* Whether text may be the selector of a DKIM key. */
bool		 conf_is_selector(const char *text);

/* The section of that name, or NULL. */
const struct conf_shop	*conf_shop(const struct conf *c, const char *name);
const struct conf_route	*conf_route(const struct conf *c, const char *name);
const struct conf_carrier *conf_carrier(const struct conf *c,
			    const char *name);
const struct conf_inbox	*conf_inbox(const struct conf *c, const char *name);
const struct conf_query	*conf_query(const struct conf *c, const char *name);
const struct conf_columns *conf_columns(const struct conf *c,
			    const char *name);

/*
 * The channel of a shop's mail, NULL for the company's: shops that share the
 * company's server share its limits and its channel.  And what it is made
 * of: NULL when no shop of that name has a server of its own any more.
 */
const char	*conf_channel(const struct conf *c,
		    const struct conf_shop *shop);
const struct conf_mail *conf_mail(const struct conf *c, const char *channel);

/*
 * A phrase_fn of order/edit.h: the text that value stands for by the phrases
 * of conf, a struct conf.
 *
 * SN_INVALID	no phrase has that name; w tells the one it resembles
 */
enum status	conf_phrase(const char **out, const char *value,
		    const void *conf, struct why *w) SN_CHECK;

/*
 * The slug of a status that people named by slug, Japanese name or title:
 * one of words_status, or of the statuses that route adds (any route's when
 * route is NULL).  NULL: there is no such status.
 */
const char	*conf_status(const struct conf *c, const char *route,
		    const char *text);

/* The rank of a buyer with so many purchases, the highest that fits, or NULL. */
const char	*conf_rank(const struct conf *c, int64_t purchases);

/*
 * The one of n names that is most like text, NULL when none is near enough to
 * be what was meant.
 */
const char	*conf_nearest(const char *const *names, size_t n,
		    const char *text);

/* What edits are read against on that day; the list lives in a. */
void		 conf_frame(struct edit_frame *out, const struct conf *c,
		    const char *today, struct arena *a);

/* The name of a status for people. */
const char	*conf_status_title(const struct conf *c, const char *slug);

#endif
