#ifndef CLI_ALERTS_H
#define CLI_ALERTS_H

#include "cli/cmd.h"

/*
 * Tell the people whom section alert of sn.conf(5) names: the command gets
 * the text on standard input, and each address a mail, which is put into the
 * outbox in a run of its own.  No run is open.  What cannot be told that way,
 * because there is no such section, no configuration or no store, is said on
 * standard error.  The same subject is told once a day.
 *
 * SN_SOME	it was told, but not by all the ways; w says which failed
 */
enum status	alert_tell(struct cmd *c, const char *subject,
		    const char *text, struct why *w) SN_CHECK;

#endif
