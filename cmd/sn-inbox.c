/*
 * sn-inbox - mail from buyers: fetched, answered, closed
 *
 * See sn-inbox(1); each verb is in a file of lib/cli.
 */

#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/verbs.h"

static const struct verb verbs[] = {
	{ "fetch", N_("fetch letters into the store"), inbox_fetch },
	{ "list", N_("list letters, the open ones first"), inbox_list },
	{ "show", N_("show a letter with its thread"), inbox_show },
	{ "reply", N_("answer a letter"), inbox_reply },
	{ "assign", N_("give a letter to an order"), inbox_assign },
	{ "close", N_("close letters that need no more"), inbox_close },
	{ "reopen", N_("open letters again"), inbox_reopen },
	{ "parse", N_("read orders out of mails"), inbox_parse },
	{ "phone", N_("write down a call"), inbox_phone },
	{ NULL, NULL, NULL }
};

int
main(int argc, char *argv[])
{
	return verbs_run(verbs,
	    N_("mail from buyers: fetch, answer, close"), argc, argv);
}
