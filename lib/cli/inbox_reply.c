/*
 * sn-inbox reply - an answer, into the outbox
 */

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/select.h"
#include "mail/mail.h"
#include "mail/parse.h"
#include "order/mailbox.h"
#include "store/outbox.h"

enum { OPT_SHOP = 0x100, OPT_TO };

enum { QUOTED_MAX = 20000 };	/* bytes of the letter that are quoted */

static const struct option options[] = {
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "to", required_argument, NULL, OPT_TO },
	{ NULL, 0, NULL, 0 }
};

/* An answer being written. */
struct reply {
	struct cmd	*cmd;
	const struct conf_shop *shop;	/* NULL: the company answers */
	const struct conf_mail *sender;
	const char	*text, *to;	/* to: NULL for who wrote */
	struct letter	 letter;
	struct message	 message;	/* the letter's */
};

/* "Re: " once, however the mailer of the buyer writes it. */
static const char *
subject(const struct reply *r, struct arena *a)
{
	const char *text = r->letter.subject;

	if (text == NULL)
		return "Re:";
	if (strncasecmp(text, "re:", 3) == 0 || strncmp(text, "Re：", 5) == 0)
		return text;
	return arena_printf(a, "Re: %s", text);
}

/* The text, the signature, and below them what it answers. */
static const char *
body(const struct reply *r, struct arena *a)
{
	const char *p = r->letter.body, *end;
	const struct letter *l = &r->letter;
	struct str s = STR_INIT;
	size_t n;

	str_puts(&s, r->text);
	if (r->sender->signature != NULL)
		str_addf(&s, "\n%s%s", r->sender->signature,
		    r->sender->signature[strlen(r->sender->signature) - 1] ==
		    '\n' ? "" : "\n");
	if (p != NULL) {
		const char *at = l->at != NULL ? l->at : l->came_at;

		str_addf(&s, "\n%.10s %.5s %s:\n", at, at + 11,
		    l->by_name != NULL ? l->by_name : l->by_mail);
		end = p + strnlen(p, QUOTED_MAX);
		while (p < end) {
			n = strcspn(p, "\n");
			str_addf(&s, "> %.*s\n", (int)n, p);
			p += n + (p[n] == '\n');
		}
	}
	p = arena_strdup(a, str_text(&s));
	str_free(&s);
	return p;
}

/* What it answers to, and what that answered. */
static const char *
references(const struct message *m, struct arena *a)
{
	const char *before = m->references != NULL ? m->references :
	    m->in_reply_to;

	if (m->message_id == NULL)
		return before;
	return before == NULL ? m->message_id :
	    arena_printf(a, "%s %s", before, m->message_id);
}

/* Who answers: the shop that the letter went to, or the company. */
static enum status
choose_sender(struct reply *r, const char *shop, struct why *w)
{
	const struct conf *conf = r->cmd->conf;

	if (shop != NULL && (r->shop = conf_shop(conf, shop)) == NULL)
		return fail(w, SN_USAGE, _("%s: sn.conf has no such shop"),
		    shop);
	if (shop == NULL && r->letter.shop != NULL)
		r->shop = conf_shop(conf, r->letter.shop);
	r->sender = r->shop != NULL ? &r->shop->mail : &conf->mail;
	if (r->sender->from == NULL)
		return fail(w, SN_USAGE, "%s", _("sn.conf has no address to "
		    "answer from"));
	return SN_OK;
}

static enum status
choose_target(struct reply *r, struct why *w)
{
	const struct message *m = &r->message;

	if (r->to == NULL && (strcmp(r->letter.kind, "bounce") == 0 ||
	    strcmp(r->letter.kind, "phone") == 0))
		return fail(w, SN_CONFLICT, strcmp(r->letter.kind,
		    "phone") == 0 ? _("%s: is a call; --to names an address") :
		    _("%s: is mail that came back; --to names an address"),
		    r->cmd->argv[optind]);
	if (r->to == NULL)
		r->to = m->reply_to != NULL ? m->reply_to : m->from;
	if (r->to == NULL)
		return fail(w, SN_CONFLICT, _("%s: has no address; --to names "
		    "one"), r->cmd->argv[optind]);
	return mailbox_check(r->to, w) == SN_OK ? SN_OK :
	    fail_at(w, SN_USAGE, "%s", r->to);
}

static enum status
queue(struct reply *r, struct store *s, struct why *w)
{
	struct arena *a = &r->cmd->arena;
	const struct conf_mail *from = r->sender;
	struct effect e = { .kind = "mail", .orders = r->letter.orders,
	    .shipment = NUM_NULL };
	struct mail m = {
		.from = from->from, .from_name = from->from_name,
		.envelope = from->envelope, .reply_to = from->reply_to,
		.bcc = from->bcc, .to = r->to, .subject = subject(r, a),
		.text = body(r, a), .in_reply_to = r->message.message_id,
		.references = references(&r->message, a),
	};
	struct str payload = STR_INIT;
	struct stamp now;
	enum status st;
	bool fresh;

	if (r->message.from != NULL && strcmp(r->to, r->message.from) == 0)
		m.to_name = r->letter.by_name;
	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = letter_answer_key(&e.key, s, r->letter.id, a, w)) != SN_OK)
		return st;
	m.message_id = mail_message_id(e.key, now.text, r->shop != NULL ?
	    r->shop->name : NULL, m.from, a);
	e.channel = conf_channel(r->cmd->conf, r->shop);
	e.target = mailbox_fold(m.to, a);
	e.title = m.subject;
	e.message_id = m.message_id;
	if ((st = mail_payload(&payload, &m, w)) == SN_OK) {
		e.payload = str_text(&payload);
		st = effect_put(&fresh, s, &e, w);
	}
	str_free(&payload);
	return st;
}

static enum status
write_reply(struct reply *r, struct store *s, struct why *w)
{
	struct letter_filter of = { .thread = r->letter.thread };
	struct cmd *c = r->cmd;
	enum status st;

	if ((st = cmd_begin(c, s, NULL, w)) == SN_OK &&
	    (st = queue(r, s, w)) == SN_OK &&
	    (st = letter_turn(s, r->letter.id, "waiting",
	    cmd_who(&c->arena), w)) == SN_OK &&
	    (st = inbox_table(c, s, &of, c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static enum status
reply(struct reply *r, int64_t id, const char *shop, struct store *s,
    struct why *w)
{
	struct arena *a = &r->cmd->arena;
	struct str bytes = STR_INIT;
	enum status st;

	if ((st = letter_get(&r->letter, s, id, a, w)) == SN_OK &&
	    (st = letter_bytes(&bytes, s, id, w)) == SN_OK) {
		message_parse(&r->message, str_text(&bytes), bytes.len, a);
		if ((st = choose_sender(r, shop, w)) == SN_OK &&
		    (st = choose_target(r, w)) == SN_OK)
			st = write_reply(r, s, w);
	}
	str_free(&bytes);
	return st;
}

int
inbox_reply(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("answer a letter"),
		.synopsis = "[-n] [-H dir] [--shop shop] [--to address] "
		    "letter file | -",
		.example = "sn-inbox reply 12 answer.txt",
		.options = options,
		.writes = true, .records = true,
	};
	struct reply r = { .cmd = &cmd };
	const char *shop = NULL;
	struct why w = { "" };
	enum status st;
	struct store *s;
	int64_t id;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_SHOP)
			shop = optarg;
		else
			r.to = optarg;
	if (optind + 2 != cmd.argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	if ((st = inbox_number(&id, cmd.argv[optind], &w)) == SN_OK &&
	    (st = inbox_text(&r.text, cmd.argv[optind + 1], &cmd.arena,
	    &w)) == SN_OK) {
		s = cmd_store(&cmd, STORE_WRITE);
		st = reply(&r, id, shop, s, &w);
		store_close(s);
	}
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
