/*
 * sn-mail doctor - whether mail from here is taken for what it is
 */

#include <arpa/inet.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/mails.h"
#include "cli/output.h"
#include "cli/page.h"
#include "http/dns.h"
#include "mail/zone.h"
#include "order/words.h"

enum { OPT_SELECTOR = 0x100 };

static const struct option options[] = {
	{ "selector", required_argument, NULL, OPT_SELECTOR },
	{ NULL, 0, NULL, 0 }
};

static const struct word marks[] = {
	[ZONE_GOOD] = { "ok", "良" },
	[ZONE_NOTE] = { "note", "注意" },
	[ZONE_BAD] = { "bad", "要対応" },
};

/* A sender, and whose mail it sends. */
struct sender {
	const struct conf_mail *mail;
	const char	*envelope;	/* never NULL */
	const char	*host;		/* of its server; NULL: none is given */
	const char	*shops;		/* for people */
	const struct conf_shop *rakuten; /* one of them is there; NULL */
};

struct doctor {
	struct cmd	*cmd;
	const char	*selector;
	struct dns	*dns;
	struct sender	*sender;
	size_t		 n, cap;
	struct zone	 zone;		/* of the sender in hand */
	size_t		 bad;
};

/* The name in smtp://HOST:PORT, in a. */
static const char *
host_of(const char *server, struct arena *a)
{
	const char *p = strstr(server, "://");
	size_t n;

	p = p != NULL ? p + 3 : server;
	if (*p == '[')
		return arena_strndup(a, p + 1, strcspn(p + 1, "]"));
	n = strcspn(p, ":/");
	return arena_strndup(a, p, n);
}

static bool
same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcasecmp(x, y) == 0;
}

static void
add(struct doctor *d, const struct conf_mail *m, const struct conf_shop *shop)
{
	struct arena *a = &d->cmd->arena;
	const char *name = shop != NULL ? shop->name : _("company");
	const char *envelope = m->envelope != NULL ? m->envelope : m->from;
	struct sender *s = d->sender;

	for (; s < d->sender + d->n; s++)
		if (same(s->mail->from, m->from) &&
		    same(s->envelope, envelope) &&
		    same(s->mail->server, m->server))
			break;
	if (s == d->sender + d->n) {
		d->sender = arena_grow(a, d->sender, d->n, &d->cap,
		    sizeof(*d->sender));
		s = &d->sender[d->n++];
		*s = (struct sender){ .mail = m, .envelope = envelope,
		    .host = m->server != NULL ? host_of(m->server, a) : NULL,
		    .shops = name };
	} else
		s->shops = arena_printf(a, "%s, %s", s->shops, name);
	if (shop != NULL && strcmp(shop->mall, "rakuten") == 0)
		s->rakuten = shop;
}

static void
collect(struct doctor *d, const struct conf *conf)
{
	size_t i;

	if (conf->mail.from != NULL)
		add(d, &conf->mail, NULL);
	for (i = 0; i < conf->nshop; i++)
		if (conf->shop[i].mail.from != NULL)
			add(d, &conf->shop[i].mail, &conf->shop[i]);
}

/* This machine, which passes mail on to where nobody here knows. */
static bool
is_here(const char *host)
{
	return strcasecmp(host, "localhost") == 0 ||
	    strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

/* A zone_ask_fn: an address names itself, and so does this machine. */
static enum status
ask(const char ***out, size_t *n, const char *name, enum zone_type type,
    void *arg, struct arena *a, struct why *w)
{
	static const enum dns_type types[] = { [ZONE_A] = DNS_A,
	    [ZONE_MX] = DNS_MX, [ZONE_TXT] = DNS_TXT };
	struct doctor *d = arg;
	struct in6_addr any;

	if (type != ZONE_A || (strcmp(name, "localhost") != 0 &&
	    inet_pton(AF_INET, name, &any) != 1 &&
	    inet_pton(AF_INET6, name, &any) != 1))
		return dns_ask(out, n, d->dns, name, types[type], a, w);
	*out = arena_alloc(a, sizeof(**out));
	**out = strcmp(name, "localhost") == 0 ? "127.0.0.1" :
	    arena_strdup(a, name);
	*n = 1;
	return SN_OK;
}

/* Rakuten's relay: through which server, and from whom. */
static bool
goes_by_rakuten(const struct sender *s)
{
	static const char end[] = ".rakuten.ne.jp";
	size_t n = s->host != NULL ? strlen(s->host) : 0;

	return n > sizeof(end) && strcasecmp(s->host + n - sizeof(end) + 1,
	    end) == 0;
}

static void
look_rakuten(struct doctor *d, const struct sender *s)
{
	struct zone *z = &d->zone;

	if (s->host != NULL && is_here(s->host))
		zone_say(z, "Rakuten", ZONE_NOTE, NULL, _("%s: whether mail "
		    "goes on through Rakuten's server is not known here"),
		    s->rakuten->name);
	else if (!goes_by_rakuten(s))
		zone_say(z, "Rakuten", ZONE_BAD, NULL, _("%s: masked addresses "
		    "get mail through Rakuten's server only, which RMS names "
		    "(あんしんメルアドサービス)"), s->rakuten->name);
	else if (s->mail->allowed[0] == NULL)
		zone_say(z, "Rakuten", ZONE_BAD, NULL, _("%s: its server "
		    "takes mail only from addresses registered in RMS; list "
		    "them in allowed"), s->rakuten->name);
	else if (conf_mail_allows(s->mail))
		zone_say(z, "Rakuten", ZONE_GOOD, NULL, "%s",
		    s->mail->from);
}

static enum status
look(struct doctor *d, const struct sender *s, struct why *w)
{
	struct zone *z = &d->zone;
	struct zone_sender of = { s->mail->from, s->envelope, s->host,
	    d->selector != NULL ? d->selector : s->mail->dkim_selector };

	*z = (struct zone){ .ask = ask, .arg = d, .arena = &d->cmd->arena };
	if (!conf_mail_allows(s->mail))
		zone_say(z, "sender", ZONE_BAD, NULL, _("%s is not among "
		    "allowed"), s->mail->from);
	if (s->rakuten != NULL)
		look_rakuten(d, s);
	if (s->host == NULL) {
		zone_say(z, "server", ZONE_BAD, NULL, "%s", _("none is given: "
		    "mail { server = \"smtp://HOST:PORT\" }"));
		return SN_OK;
	}
	if (goes_by_rakuten(s)) {
		zone_say(z, "SPF", ZONE_NOTE, NULL, "%s", _("not looked at: "
		    "Rakuten passes mail on in its own name"));
		return SN_OK;
	}
	return zone_look(z, &of, w);
}

static const char *
mark(const struct zone_word *word, bool people)
{
	return people && language_japanese() ? marks[word->mark].ja :
	    marks[word->mark].slug;
}

static void
rows(struct report *r, const struct doctor *d, const struct sender *s)
{
	const struct zone_word *word = d->zone.word;

	for (; word < d->zone.word + d->zone.n; word++) {
		report_cell(r, s->mail->from);
		report_cell(r, s->shops);
		report_cell(r, word->check);
		report_cell(r, mark(word, false));
		report_cell(r, word->text);
		report_cell(r, word->add);
	}
}

/* For people; what is to be pasted stands in a line of its own. */
static void
tell(struct page *p, const struct doctor *d, const struct sender *s)
{
	const struct zone_word *word = d->zone.word;

	str_addf(&p->s, "%s (%s)\n", s->mail->from, s->shops);
	for (; word < d->zone.word + d->zone.n; word++) {
		page_label(p, arena_printf(p->arena, "  %s", word->check));
		page_text(p, arena_printf(p->arena, "%s: %s", mark(word,
		    true), word->text));
		page_end(p);
		if (word->add != NULL)
			str_addf(&p->s, "%s\n", word->add);
	}
	str_putc(&p->s, '\n');
}

static enum status
examine(struct doctor *d, struct report *r, struct why *w)
{
	struct page p = { .arena = &d->cmd->arena };
	enum status st = SN_OK;
	size_t i, k;

	for (i = 0; i < d->n && st == SN_OK; i++) {
		st = look(d, &d->sender[i], w);
		if (r != NULL)
			rows(r, d, &d->sender[i]);
		else
			tell(&p, d, &d->sender[i]);
		for (k = 0; k < d->zone.n; k++)
			d->bad += d->zone.word[k].mark == ZONE_BAD;
	}
	fputs(str_text(&p.s), stdout);
	str_free(&p.s);
	return st;
}

static enum status
run(struct doctor *d, struct why *w)
{
	const struct report_column column[] = {
		{ "sender", _("sender"), false },
		{ "shops", _("shops"), false },
		{ "check", _("check"), false },
		{ "mark", _("result"), false },
		{ "text", _("text"), false },
		{ "add", _("line to add"), false },
	};
	struct report *r = d->cmd->output == OUT_AUTO ? NULL :
	    report_new(d->cmd, column, sizeof(column) / sizeof(column[0]));
	enum status st, end;

	st = examine(d, r, w);
	end = r != NULL ? report_end(r, stdout, w) : SN_OK;
	return st != SN_OK ? st : end != SN_OK ? end :
	    d->bad > 0 ? SN_SOME : SN_OK;
}

int
mails_doctor(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("whether mail from here is taken for what it is"),
		.synopsis = "doctor [-H dir] [--selector name]\n"
		    "           [--ndjson | --json | --csv | --tsv | --table]",
		.example = "sn-mail doctor --selector mail2026",
		.options = options,
		.records = true,
	};
	struct doctor d = { .cmd = &cmd };
	struct why w = { "" };
	enum status st;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		d.selector = optarg;
	if (optind < argc || cmd.full)
		cmd_usage(&cmd);
	if (d.selector != NULL && !conf_is_selector(d.selector))
		errx(status_exit(SN_USAGE), _("%s: not the selector of a DKIM "
		    "key, such as mail2026"), d.selector);
	collect(&d, cmd_conf(&cmd));
	if (d.n == 0)
		errx(status_exit(SN_USAGE), "%s", _("no sender: company { "
		    "mail = ... } or mail { from = ... } in sn.conf"));
	if ((st = dns_open(&d.dns, getenv("SN_RESOLVER"), &w)) == SN_OK)
		st = run(&d, &w);
	dns_close(d.dns);
	if (st > SN_SOME)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
