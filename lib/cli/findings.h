#ifndef CLI_FINDINGS_H
#define CLI_FINDINGS_H

#include "cli/select.h"
#include "conf/checks.h"

/* What sn-check(1) was asked for. */
struct findings {
	const struct checks *checks;
	const char	*reason;
	const char	*ack;		/* codes, or all; NULL: none */
	const char	*unack;
	bool		 list, summary;	/* findings, or their counts */
	bool		 lists;		/* what checks there are */
	bool		 counts;	/* what is found is an exit status */
};

/* The checks of the shop, or leave with a message. */
const struct checks *findings_checks(struct cmd *c);

/* The codes named, each known; or leave with a message. */
void		findings_known(struct cmd *c, const struct checks *checks,
		    const char *codes);

/* Write what checks there are. */
enum status	findings_list(struct cmd *c, const struct checks *checks,
		    struct why *w) SN_CHECK;

/*
 * Check the shipments in one run, or acknowledge, and write what was asked
 * for: findings, counts, or the shipments.  With wish->counts, *stopping is
 * how many findings of severity error or warning are open then.
 */
enum status	findings_run(int64_t *stopping, struct cmd *c,
		    struct store *s, const struct ids *ids,
		    const struct findings *wish, struct why *w) SN_CHECK;

#endif
