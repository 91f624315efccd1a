/*
 * sn-mail - mail to buyers: written, sent, looked over
 *
 * See sn-mail(1); each verb is in a file of lib/cli.
 */

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/verbs.h"

static const struct verb verbs[] = {
	{ "lint", N_("look over the templates of mail"), mails_lint },
	{ "preview", N_("show a mail as it would be sent"), mails_preview },
	{ "queue", N_("queue mails that are made by template"), mails_queue },
	{ "send", N_("send the mail that waits in the outbox"), mails_send },
	{ "test", N_("send a test mail through each server"), mails_test },
	{ "template", N_("print a template of mail"), mails_template },
	{ "doctor", N_("whether mail from here is taken for what it is"),
	    mails_doctor },
	{ "log", N_("what went when, to whom"), mails_log },
	{ "write", N_("write one mail by hand"), mails_write },
	{ NULL, NULL, NULL }
};

int
main(int argc, char *argv[])
{
	return verbs_run(verbs, N_("mail to buyers: write, send, look over"),
	    argc, argv);
}
