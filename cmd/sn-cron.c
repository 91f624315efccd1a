/*
 * sn-cron - what runs by itself: a crontab made of sn.conf
 *
 * See sn-cron(1); each verb is in a file of lib/cli.
 */

#include "base/i18n.h"
#include "cli/crons.h"
#include "cli/verbs.h"

static const struct verb verbs[] = {
	{ "print", N_("print a crontab"), crons_print },
	{ "check", N_("compare the crontab with sn.conf"), crons_check },
	{ "run", N_("run a job, and tell when it fails"), crons_run },
	{ "systemd", N_("print or write timers for systemd"), crons_systemd },
	{ NULL, NULL, NULL }
};

int
main(int argc, char *argv[])
{
	return verbs_run(verbs, N_("what runs by itself, and when"), argc,
	    argv);
}
