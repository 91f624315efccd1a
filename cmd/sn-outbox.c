/*
 * sn-outbox - what waits to leave the shop, and what did not
 *
 * See sn-outbox(1); each verb is in a file of lib/cli.
 */

#include "base/i18n.h"
#include "cli/outboxes.h"
#include "cli/verbs.h"

static const struct verb verbs[] = {
	{ "list", N_("list effects, by default those that failed"),
	    outbox_list },
	{ "show", N_("show all of one effect"), outbox_show },
	{ "retry", N_("have failed ones tried again at once"), outbox_retry },
	{ "reconcile", N_("say whether an unknown one happened"),
	    outbox_reconcile },
	{ "drop", N_("give up effects that have not left"), outbox_drop },
	{ NULL, NULL, NULL }
};

int
main(int argc, char *argv[])
{
	return verbs_run(verbs, N_("what waits to leave the shop, and what "
	    "did not"), argc, argv);
}
