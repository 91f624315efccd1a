/*
 * What sn.conf(5) says of mail: how it leaves, for the company and for each
 * shop, where it comes in, and whom an alert goes to.
 */

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "conf/reader.h"
#include "text/date.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)
#define LIST(key) CFG_STR_LIST(key, NULL, CFGF_NODEFAULT)

cfg_opt_t mail_opts[] = {
	TEXT("from"), TEXT("reply_to"), TEXT("envelope"), TEXT("bcc"),
	TEXT("signature"), TEXT("message"), TEXT("shipped"),
	TEXT("mobile_hours"),
	TEXT("server"), TEXT("tls"), TEXT("user"), TEXT("secret"),
	TEXT("helo"), TEXT("dkim_selector"), TEXT("per_minute"),
	TEXT("per_connection"), LIST("allowed"), CFG_END()
};
cfg_opt_t inbox_opts[] = {
	TEXT("url"), TEXT("tls"), TEXT("user"), TEXT("secret"), TEXT("shop"),
	CFG_END()
};
cfg_opt_t alert_opts[] = { LIST("mail"), TEXT("command"), CFG_END() };
cfg_opt_t secret_opts[] = { TEXT("expires"), CFG_END() };

#define AT(member) offsetof(struct conf_mail, member)

/* What is said of a letter, and what of the server that takes it. */
static const struct member letter_members[] = {
	{ "from", check_line, AT(from), NULL },
	{ "reply_to", check_mail, AT(reply_to), NULL },
	{ "envelope", check_mail, AT(envelope), NULL },
	{ "bcc", check_mail, AT(bcc), NULL },
	{ "signature", check_text, AT(signature), NULL },
	{ "message", check_text, AT(message), NULL },
	{ "shipped", check_shipped, AT(shipped), NULL },
	{ "mobile_hours", check_hours, AT(mobile_hours), NULL },
	{ NULL, NULL, 0, NULL }
};
static const struct member server_members[] = {
	{ "server", check_server, AT(server), NULL },
	{ "tls", check_tls, AT(tls), NULL },
	{ "user", check_line, AT(user), NULL },
	{ "secret", check_secret_name, AT(secret), NULL },
	{ "helo", check_line, AT(helo), NULL },
	{ "dkim_selector", check_selector, AT(dkim_selector), NULL },
	{ NULL, NULL, 0, NULL }
};

static const struct member inbox_members[] = {
	{ "url", check_inbox, offsetof(struct conf_inbox, url), NULL },
	{ "tls", check_tls, offsetof(struct conf_inbox, tls), "yes" },
	{ "user", check_line, offsetof(struct conf_inbox, user), NULL },
	{ "secret", check_secret_name, offsetof(struct conf_inbox, secret),
	    NULL },
	{ "shop", check_known_shop, offsetof(struct conf_inbox, shop), NULL },
	{ NULL, NULL, 0, NULL }
};
static const struct member alert_members[] = {
	{ "command", check_line, offsetof(struct conf_alert, command), NULL },
	{ NULL, NULL, 0, NULL }
};

static const struct member secret_members[] = {
	{ "expires", check_day, offsetof(struct conf_secret, expires), NULL },
	{ NULL, NULL, 0, NULL }
};

bool
conf_mail_allows(const struct conf_mail *m)
{
	const char **v;

	for (v = m->allowed; *v != NULL; v++)
		if (strcasecmp(*v, m->from) == 0)
			return true;
	return m->allowed[0] == NULL;
}

bool
conf_is_selector(const char *v)
{
	return *v != '\0' && strlen(v) <= CONF_NAME_MAX && *v != '.' &&
	    strstr(v, "..") == NULL && v[strlen(v) - 1] != '.' &&
	    v[strspn(v, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")] == '\0';
}

static bool
starts(const char *v, const char *with)
{
	return strncmp(v, with, strlen(with)) == 0;
}

/* A server's address: no user and no password in it, they have keys. */
static enum status
check_host(struct reader *r, const char *path, const char *v,
    const char *host)
{
	if (*host == '\0' || *host == '/' ||
	    strpbrk(host, " \t\n@?#\"'") != NULL)
		return reader_bad(r, path, _("%s: no server's name; user and "
		    "secret stand beside it"), v);
	return SN_OK;
}

enum status
check_server(struct reader *r, const char *path, const char **v)
{
	if (starts(*v, "smtp://") || starts(*v, "smtps://"))
		return check_host(r, path, *v, strchr(*v, '/') + 2);
	return reader_bad(r, path, _("%s: neither smtp://HOST:PORT nor "
	    "smtps://HOST:PORT"), *v);
}

enum status
check_selector(struct reader *r, const char *path, const char **v)
{
	if (conf_is_selector(*v))
		return SN_OK;
	return reader_bad(r, path, _("%s: not the selector of a DKIM key, "
	    "such as mail2026"), *v);
}

enum status
check_inbox(struct reader *r, const char *path, const char **v)
{
	if (starts(*v, "imap://") || starts(*v, "imaps://"))
		return check_host(r, path, *v, strchr(*v, '/') + 2);
	if ((starts(*v, "maildir:") || starts(*v, "mbox:")) &&
	    strchr(*v, ':')[1] != '\0')
		return SN_OK;
	return reader_bad(r, path, _("%s: not imaps://HOST/FOLDER, "
	    "maildir:DIR or mbox:FILE"), *v);
}

enum status
check_tls(struct reader *r, const char *path, const char **v)
{
	if (strcmp(*v, "yes") == 0 || strcmp(*v, "try") == 0 ||
	    strcmp(*v, "no") == 0)
		return SN_OK;
	return reader_bad(r, path, _("%s: neither yes, try nor no"), *v);
}

enum status
check_shipped(struct reader *r, const char *path, const char **v)
{
	if (strcmp(*v, "shipment") == 0 || strcmp(*v, "order") == 0)
		return SN_OK;
	return reader_bad(r, path, _("%s: neither shipment nor order"), *v);
}

enum status
check_secret_name(struct reader *r, const char *path, const char **v)
{
	if (conf_is_name(*v) && strchr(*v, '/') == NULL && **v != '.')
		return SN_OK;
	return reader_bad(r, path, _("%s: not the name of a file in "
	    "secrets/"), *v);
}

enum status
check_day(struct reader *r, const char *path, const char **v)
{
	char day[DATE_SIZE];

	if (date_parse(day, *v) != SN_OK)
		return reader_bad(r, path, _("%s: not a date"), *v);
	*v = arena_strdup(r->arena, day);
	return SN_OK;
}

static bool
is_time(const char *v)
{
	return strspn(v, "0123456789") == 2 && v[2] == ':' &&
	    strspn(v + 3, "0123456789") >= 2 && strncmp(v, "24", 2) < 0 &&
	    v[3] < '6';
}

enum status
check_hours(struct reader *r, const char *path, const char **v)
{
	if (strlen(*v) == strlen("08:00-21:00") && is_time(*v) &&
	    (*v)[5] == '-' && is_time(*v + 6) &&
	    strncmp(*v, *v + 6, 5) != 0)
		return SN_OK;
	return reader_bad(r, path, _("%s: not hours like 08:00-21:00"), *v);
}

/* "name <address>", or an address alone, into two. */
static enum status
sender(struct conf_mail *m, struct reader *r, const char *path)
{
	const char *open = strrchr(m->from, '<'), *mail = m->from;
	const char *key = arena_printf(r->arena, "%s\nfrom", path);
	size_t n;

	if (open != NULL && m->from[strlen(m->from) - 1] == '>') {
		for (n = (size_t)(open - m->from); n > 0 &&
		    m->from[n - 1] == ' '; n--)
			;
		m->from_name = n > 0 ? arena_strndup(r->arena, m->from, n) :
		    NULL;
		mail = arena_strndup(r->arena, open + 1, strlen(open) - 2);
	}
	m->from = mail;
	return check_mail(r, key, &m->from);
}

/*
 * The server and who may use it go as one: with a server of its own a shop
 * has the credentials and limits that it names, and no others.
 */
static enum status
server(struct conf_mail *m, struct reader *r, cfg_t *sec, const char *path,
    const struct conf_mail *base)
{
	enum status st;

	if ((st = reader_fill(m, r, sec, path, server_members)) != SN_OK)
		return st;
	if (m->server == NULL && base != NULL) {
		if (m->tls != NULL || m->user != NULL || m->secret != NULL)
			return reader_bad(r, path, _("user, secret and tls go "
			    "with a server of the same section"));
		m->server = base->server;
		m->tls = base->tls;
		m->user = base->user;
		m->secret = base->secret;
		if (m->dkim_selector == NULL)
			m->dkim_selector = base->dkim_selector;
	}
	if (m->helo == NULL && base != NULL)
		m->helo = base->helo;
	if (m->tls == NULL)
		m->tls = "yes";
	if (m->user != NULL && m->secret == NULL)
		m->secret = "mail";
	base = base != NULL && m->server == base->server ? base : NULL;
	if ((st = reader_number(&m->per_minute, r, sec, path, "per_minute",
	    check_number, base != NULL ? base->per_minute : 0)) != SN_OK)
		return st;
	return reader_number(&m->per_connection, r, sec, path,
	    "per_connection", check_number, base != NULL ?
	    base->per_connection : 0);
}

/*
 * What a shop does not say of its letters is the company's; but who stands
 * in its section sender with a name or an address of its own signs them.
 */
static void
inherit(struct conf_mail *m, const struct conf_mail *base,
    const struct person *who, const struct person *company)
{
	if (m->from_name == NULL && who->name == company->name)
		m->from_name = base->from_name;
	if (m->from == NULL && who->mail == company->mail)
		m->from = base->from;
	if (m->reply_to == NULL)
		m->reply_to = base->reply_to;
	if (m->envelope == NULL)
		m->envelope = base->envelope;
	if (m->bcc == NULL)
		m->bcc = base->bcc;
	if (m->signature == NULL)
		m->signature = base->signature;
	if (m->shipped == NULL)
		m->shipped = base->shipped;
	if (m->mobile_hours == NULL)
		m->mobile_hours = base->mobile_hours;
	if (m->allowed[0] == NULL)
		m->allowed = base->allowed;
}

enum status
reader_mail(struct conf_mail *m, struct reader *r, cfg_t *sec,
    const char *path, const struct person *who, const struct conf_mail *base)
{
	enum status st;

	if ((st = reader_fill(m, r, sec, path, letter_members)) != SN_OK ||
	    (m->from != NULL && (st = sender(m, r, path)) != SN_OK) ||
	    (st = server(m, r, sec, path, base)) != SN_OK ||
	    (st = reader_list(&m->allowed, r, sec, arena_printf(r->arena,
	    "%s\nallowed", path), "allowed", check_mail)) != SN_OK)
		return st;
	if (base != NULL)
		inherit(m, base, who, &r->conf->company);
	if (m->shipped == NULL)
		m->shipped = "shipment";
	if (m->from == NULL)
		m->from = who->mail;
	if (m->from_name == NULL)
		m->from_name = who->name != NULL ? who->name : who->company;
	return SN_OK;
}

enum status
reader_inbox(struct conf_inbox *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "inbox",
	    check_word)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, inbox_members)) != SN_OK)
		return st;
	if (out->url == NULL)
		return reader_bad(r, path, _("url is missing: "
		    "imaps://HOST/FOLDER, maildir:DIR or mbox:FILE"));
	if (out->user != NULL && out->secret == NULL)
		out->secret = "mail";
	return SN_OK;
}

enum status
reader_alert(struct conf_alert *out, struct reader *r, cfg_t *sec)
{
	enum status st;

	if ((st = reader_fill(out, r, sec, "alert", alert_members)) != SN_OK)
		return st;
	return reader_list(&out->mail, r, sec, "alert\nmail", "mail",
	    check_mail);
}

enum status
reader_secret(struct conf_secret *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "secret",
	    check_secret_name)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, secret_members)) != SN_OK)
		return st;
	if (out->expires == NULL)
		return reader_bad(r, path, _("expires is missing: the day it "
		    "ends"));
	return SN_OK;
}
