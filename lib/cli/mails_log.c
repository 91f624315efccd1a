/*
 * sn-mail log - what went when, to whom
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mailed.h"
#include "cli/ndjson.h"
#include "cli/output.h"
#include "cli/page.h"
#include "mail/mail.h"
#include "order/mailbox.h"
#include "order/words.h"

enum { OPT_TO = 0x100, OPT_SINCE, OPT_STATE };

static const struct option options[] = {
	{ "to", required_argument, NULL, OPT_TO },
	{ "since", required_argument, NULL, OPT_SINCE },
	{ "state", required_argument, NULL, OPT_STATE },
	{ NULL, 0, NULL, 0 }
};

struct listing {
	struct cmd	*cmd;
	struct report	*report;	/* NULL: with the whole text */
	bool		 people;	/* they read it, not a program */
};

/* The number of an effect, or of a shipment, as records have ids. */
static const char *
number(int64_t n, struct arena *a)
{
	return n == NUM_NULL ? NULL : arena_printf(a, "%" PRId64, n);
}

static void
row(struct listing *l, const struct mailed *m, struct arena *a)
{
	struct report *r = l->report;

	report_cell(r, number(m->id, a));
	report_cell(r, mailed_at(m));
	report_cell(r, mailed_due(m));
	report_cell(r, m->order);
	report_cell(r, number(m->shipment, a));
	report_cell(r, l->people ? mailed_kind(m, a) : mailed_slug(m, a));
	report_cell(r, m->target);
	report_cell(r, m->title);
	report_cell(r, l->people ? page_word(words_effect, m->state) :
	    m->state);
	report_cell(r, m->said);
}

/* The whole letter as text. */
static enum status
whole(const struct mailed *m, const struct mail *mail, struct arena *a,
    struct why *w)
{
	struct page p = { .arena = a };
	enum status st = SN_OK;
	size_t i;

	page_label(&p, arena_printf(a, "%" PRId64, m->id));
	page_put(&p, mailed_kind(m, a));
	page_put(&p, page_time(&p, mailed_at(m)));
	page_put(&p, page_word(words_effect, m->state));
	if (m->order != NULL)
		page_put(&p, m->order);
	page_end(&p);
	if (m->said != NULL) {
		page_label(&p, _("said"));
		page_text(&p, m->said);
	}
	page_label(&p, _("sender"));
	page_put(&p, mail->from);
	page_label(&p, _("to"));
	page_put(&p, mail->to);
	page_label(&p, _("subject"));
	page_text(&p, mail->subject);
	for (i = 0; i < mail->nfile; i++) {
		page_label(&p, i == 0 ? _("files") : "");
		page_put(&p, mail->file[i].name);
	}
	page_label(&p, "Message-ID");
	page_put(&p, mail->message_id);
	page_end(&p);
	str_addf(&p.s, "\n%s\n\n", mail->text);
	if (fwrite(p.s.p, 1, p.s.len, stdout) < p.s.len)
		st = fail(w, SN_IO, _("write: %s"), strerror(errno));
	str_free(&p.s);
	return st;
}

/* The whole of it as a record; its mail is the payload. */
static enum status
record(const struct mailed *m, struct arena *a, struct why *w)
{
	json_t *v = json_pack("{ss ss* ss* ss ss ss* ss ss* ss* so*}",
	    "id", number(m->id, a), "order", m->order,
	    "shipment", number(m->shipment, a), "key", m->key,
	    "state", m->state, "said", m->said, "made_at", m->made_at,
	    "next_at", m->next_at, "done_at", m->done_at,
	    "mail", json_loads(m->payload, 0, NULL));

	return ndjson_put_new(stdout, v, w);
}

static enum status
list_one(const struct mailed *m, void *arg, struct why *w)
{
	struct listing *l = arg;
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	struct mail mail;

	if (l->report != NULL)
		row(l, m, &a);
	else if (!l->people)
		st = record(m, &a, w);
	else if ((st = mail_read(&mail, m->payload, &a, w)) == SN_OK)
		st = whole(m, &mail, &a, w);
	else
		st = fail_at(w, SN_IO, "%" PRId64, m->id);
	arena_free(&a);
	return st;
}

static enum status
list(struct listing *l, struct store *s, const struct mailed_wish *wish,
    struct why *w)
{
	const struct report_column column[] = {
		{ "id", _("no."), false },
		{ "at", _("at"), false },
		{ "due", _("due"), false },
		{ "order", _("order"), false },
		{ "shipment", _("shipment"), false },
		{ "kind", _("kind"), false },
		{ "to", _("to"), false },
		{ "subject", _("subject"), false },
		{ "state", _("state"), false },
		{ "said", _("said"), false },
	};
	enum status st;

	l->people = l->cmd->output == OUT_AUTO || l->cmd->output == OUT_TABLE;
	if (!l->cmd->full)
		l->report = report_new(l->cmd, column, sizeof(column) /
		    sizeof(column[0]));
	st = mailed_each(s, wish, list_one, l, w);
	if (l->report == NULL)
		return st;
	if (st == SN_OK)
		return report_end(l->report, stdout, w);
	report_drop(l->report);
	return st;
}

static void
read_options(struct mailed_wish *wish, struct cmd *c, int argc, char *argv[])
{
	const struct word *state;
	int ch;

	while ((ch = cmd_getopt(c, argc, argv)) != -1)
		switch (ch) {
		case OPT_TO:
			wish->to = mailbox_fold(optarg, &c->arena);
			break;
		case OPT_SINCE:
			wish->since = cmd_day(c, optarg);
			break;
		case OPT_STATE:
			state = word_find(words_effect, optarg);
			if (state == NULL)
				errx(status_exit(SN_USAGE), _("--state: %s: "
				    "no such state"), optarg);
			wish->state = state->slug;
			break;
		}
	if (optind == argc && c->query == NULL && wish->to == NULL &&
	    wish->since == NULL && wish->state == NULL)
		cmd_usage(c);
	if (c->full && c->output != OUT_AUTO && c->output != OUT_NDJSON)
		errx(status_exit(SN_USAGE), "%s", _("--full is text for "
		    "people, or --ndjson"));
}

int
mails_log(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("what went when, to whom"),
		.synopsis = "log [-H dir] [--since date] [--state state] "
		    "[--to address] [--full]\n"
		    "           [--ndjson | --json | --csv | --tsv | --table] "
		    "[-q query | shipment ... | -]",
		.example = "sn-mail log rakuten-main:1002",
		.options = options,
		.selects = true, .records = true,
	};
	struct mailed_wish wish = { .order = NUM_NULL };
	struct listing l = { .cmd = &cmd };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	struct ids ids;
	struct why w;

	read_options(&wish, &cmd, argc, argv);
	wish.whole = cmd.full;
	(void)cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	if (optind < argc || cmd.query != NULL) {
		cmd_select(&ids, &cmd, s, &tally);
		wish.shipment = ids.id;
		wish.n = ids.n;
		tally.done = ids.n;
	}
	if (optind == argc || ids.n > 0)
		st = list(&l, s, &wish, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
