#ifndef CONF_ROBO_H
#define CONF_ROBO_H

#include "conf/checks.h"
#include "conf/conf.h"
#include "order/action.h"

/*
 * robo.conf(5), what sn-autorobo may do by itself, read with the names of
 * sn.conf checked.  Conditions are queries, left as text: only the store
 * knows the saved ones.  Everything lives in the arena that robos_read()
 * got.
 */

enum {
	ROBO_AFTER_MAX = 365,	/* days that a section may wait */
	ROBO_WINDOW = 30	/* days later it is too late: a shop that begins
				   with follow mails does not write to all whom
				   it ever served */
};

/* stop NAME { if = ... }: what a person must look at. */
struct robo_stop {
	const char	*title;
	const char	*cond;
	unsigned	 cond_line;
};

enum robo_do {
	ROBO_MAIL,		/* queue the mail of a kind */
	ROBO_ACTION,		/* as a rule does; see action.h */
	ROBO_CHECK,		/* run the checks */
	ROBO_RUN		/* run a command of the shop's */
};

struct robo_step {
	enum robo_do	 what;
	const char	*name;		/* in the ledger: without its condition */
	unsigned	 line;
	const char	*cond;		/* NULL: always */
	const char	*kind;		/* of mail */
	const char	*command;	/* for sh(1) */
	struct action	 action;
	bool		 per_order;	/* done once for an order, else for each
					   shipment */
};

struct robo {
	const char	*title;
	const char	*file;		/* that it stands in, for messages */
	unsigned	 line;
	const char	*route;		/* NULL: every one */
	const char	*status;	/* slug */
	const char	*cond;		/* NULL: every shipment there */
	unsigned	 cond_line;
	bool		 on;
	int64_t		 after;		/* days in the status; NUM_NULL: none */
	const char	**except;	/* codes of findings that do not stop */
	struct robo_stop *stop;
	size_t		 nstop;
	struct robo_step *step;
	size_t		 nstep;
};

struct robos {
	const char	*path;
	const char	*hash;		/* SHA-256 of the file; NULL: none */
	bool		 send;		/* send mail at the end of a run */
	struct robo	*robo;		/* of presets, then of the file */
	size_t		 n;
};

/*
 * Read and check the file at path, with the presets that it names; without
 * a file there is no section.  checks has the codes that there are, mails
 * the kinds of mail.
 *
 * SN_USAGE	a line of it is wrong: w says which
 */
enum status	robos_read(struct robos **out, const char *path,
		    const struct conf *conf, const struct checks *checks,
		    const struct word *mails, const char *today,
		    struct arena *a, struct why *w) SN_CHECK;

/* The section of that title, or NULL. */
const struct robo *robos_find(const struct robos *r, const char *title);

/*
 * Whether the step takes what it is done to out of the section: no later
 * step is done to it there.
 */
bool		 robo_leaves(const struct robo_step *s);

#endif
