/*
 * sn-mail test - one letter through each server, to see that mail leaves
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mails_post.h"
#include "cli/output.h"
#include "order/mailbox.h"

enum { OPT_SHOP = 0x100, OPT_TO };

static const struct option options[] = {
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "to", required_argument, NULL, OPT_TO },
	{ NULL, 0, NULL, 0 }
};

struct trial {
	struct cmd	*cmd;
	struct report	*report;
	const char	*to;		/* NULL: to the sender itself */
	size_t		 tried;
	enum status	 worst;
};

static struct mail
letter(const struct trial *v, const char *name, const struct conf_mail *m,
    const char *now)
{
	struct arena *a = &v->cmd->arena;
	const char *key = arena_printf(a, "mail test %s %ld", name,
	    (long)getpid());

	return (struct mail){ .from = m->from, .from_name = m->from_name,
	    .envelope = m->envelope, .reply_to = m->reply_to,
	    .to = v->to != NULL ? v->to : m->from, .automatic = true,
	    .subject = arena_printf(a, _("test mail of %s"), name),
	    .text = arena_printf(a, _("This is a test of the server %s.\n"),
	    m->server),
	    .message_id = mail_message_id(key, now, name, m->from, a) };
}

static enum status
fate(const struct smtp_result *r, struct why *w)
{
	switch (r->end) {
	case SMTP_DONE:
		return SN_OK;
	case SMTP_REFUSED:
		return fail(w, SN_SOME, "%s", r->said);
	case SMTP_LATER:
		return fail(w, SN_RETRY, "%s", r->said);
	default:
		return fail(w, SN_SOME, _("%s: whether it took the letter is "
		    "not known"), r->said);
	}
}

static void
put_row(struct trial *v, const char *name, const struct post *p,
    const char *server, enum status st, const char *said)
{
	const char *tls = p->smtp != NULL ? smtp_tls(p->smtp) : NULL;
	bool known = p->smtp != NULL && smtp_known(p->smtp);

	report_cell(v->report, name);
	report_cell(v->report, server);
	report_cell(v->report, tls);
	report_cell(v->report, p->server.user == NULL ? NULL :
	    known ? "yes" : "no");
	report_cell(v->report, st == SN_OK ? "taken" : "not taken");
	report_cell(v->report, said);
}

/* One server, by the name of the company or of the shop that has it. */
static void
try(struct trial *v, const char *name, const struct conf_mail *m)
{
	struct smtp_result r = { .end = SMTP_LATER };
	struct arena a = ARENA_INIT;
	struct post p = { .cmd = NULL };
	struct stamp now;
	struct mail mail;
	enum status st;
	struct why w;

	v->tried++;
	if (m->from == NULL)
		st = fail(&w, SN_USAGE, "%s", _("sn.conf names no address to "
		    "send from"));
	else if ((st = clock_now(&now, &w)) == SN_OK &&
	    (st = post_open(&p, v->cmd, NULL, m, &w)) == SN_OK) {
		mail = letter(v, name, m, now.text);
		if ((st = post_send(&r, &p, &mail, &a, &w)) == SN_OK)
			st = fate(&r, &w);
	}
	put_row(v, name, &p, m->server, st, st == SN_OK ? r.said : w.text);
	if (st != SN_OK)
		warnx("%s: %s", name, w.text);
	if (st > v->worst)
		v->worst = st;
	post_close(&p);
	arena_free(&a);
}

/* The company's, then those of shops that have one of their own. */
static void
try_all(struct trial *v, const char *only)
{
	const struct conf *conf = cmd_conf(v->cmd);
	const struct conf_shop *shop = NULL;
	size_t i;

	if (only != NULL && (shop = conf_shop(conf, only)) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such shop in sn.conf"),
		    only);
	if (shop != NULL) {
		if (shop->mail.server != NULL)
			try(v, shop->name, &shop->mail);
		return;
	}
	if (conf->mail.server != NULL)
		try(v, conf->company.name != NULL ? conf->company.name :
		    conf->mail.from, &conf->mail);
	for (i = 0; i < conf->nshop; i++)
		if (conf->shop[i].mail.server != NULL &&
		    conf->shop[i].mail.server != conf->mail.server)
			try(v, conf->shop[i].name, &conf->shop[i].mail);
}

int
mails_test(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("send a test mail through each server"),
		.synopsis = "test [-H dir] [--shop shop] [--to address]",
		.example = "sn-mail test --to me@mikan.example",
		.options = options,
		.records = true,
	};
	const struct report_column column[] = {
		{ "shop", _("shop"), false },
		{ "server", _("server"), false },
		{ "tls", "TLS", false },
		{ "login", _("login"), false },
		{ "result", _("result"), false },
		{ "said", _("said"), false },
	};
	struct trial v = { .cmd = &cmd };
	const char *only = NULL;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_SHOP)
			only = optarg;
		else
			v.to = optarg;
	if (optind != argc)
		cmd_usage(&cmd);
	if (v.to != NULL && mailbox_check(v.to, &w) != SN_OK)
		cmd_die(SN_USAGE, &w);
	cmd_conf(&cmd);
	v.report = report_new(&cmd, column,
	    sizeof(column) / sizeof(column[0]));
	try_all(&v, only);
	if (v.tried == 0)
		errx(status_exit(SN_USAGE), "%s", _("sn.conf names no server "
		    "for mail: mail { server = \"smtp://HOST:PORT\" }"));
	if ((st = report_end(v.report, stdout, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st > v.worst ? st : v.worst);
}
