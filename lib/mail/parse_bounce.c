/*
 * Mail that came back.  Servers that follow RFC 3464 say in fields what
 * happened; qmail, old servers and the mobile carriers of Japan say it in
 * sentences.
 */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "mail/parse_text.h"
#include "mail/parse_tree.h"

enum {
	LOOKED_AT = 16 << 10,	/* bytes of a text: below is what came back */
	SAID_MAX = 300
};

/* The value of a field "Name: value" at the start of a line, in a. */
static const char *
field(const char *text, const char *name, struct arena *a)
{
	size_t n = strlen(name), len;
	const char *p;

	for (p = text; p != NULL; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (strncasecmp(p, name, n) != 0 || p[n] != ':')
			continue;
		p += n + 1;
		len = strcspn(p, "\n");
		while (p[len] == '\n' && (p[len + 1] == ' ' ||
		    p[len + 1] == '\t'))
			len += 1 + strcspn(p + len + 1, "\n");
		return parse_header(arena_strndup(a, p, len), a);
	}
	return NULL;
}

/* "rfc822; a@example.jp" without its type. */
static const char *
untyped(const char *value)
{
	const char *semicolon = value != NULL ? strchr(value, ';') : NULL;

	if (semicolon == NULL)
		return value;
	return semicolon + 1 + strspn(semicolon + 1, " \t");
}

static const char *
address_of(const char *value, struct arena *a)
{
	const char *mail, *name;

	if (value == NULL)
		return NULL;
	parse_address(&mail, &name, value, a);
	return mail;
}

/* "5.1.1" or "550" in text, in a; NULL: neither. */
static const char *
status_in(const char *text, struct arena *a)
{
	const char *p, *code = NULL;
	size_t n;

	for (p = text; *p != '\0'; p++) {
		if ((*p != '4' && *p != '5') || (p > text &&
		    (isalnum((unsigned char)p[-1]) || p[-1] == '.' ||
		    p[-1] == '-')))
			continue;
		n = strspn(p, "0123456789.");
		if (n >= 5 && n <= 9 && p[1] == '.' &&
		    memchr(p + 2, '.', n - 2) != NULL)
			return arena_strndup(a, p, p[n - 1] == '.' ? n - 1 : n);
		if (n == 3 && code == NULL && (p[3] == ' ' || p[3] == '-') &&
		    p[1] < '6' && p[1] >= '0')
			code = arena_strndup(a, p, 3);
		p += n - 1;
	}
	return code;
}

static bool
holds(const char *text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasestr(text, *list) != NULL)
			return true;
	return false;
}

/* That nobody has this address, in the words of servers. */
static bool
says_nobody(const char *text)
{
	static const char *const words[] = { "user unknown", "unknown user",
	    "no such user", "no such address", "does not exist",
	    "doesn't exist", "account is disabled", "invalid recipient",
	    "unknown recipient", "recipient unknown", "address rejected",
	    "no mailbox here", "host unknown", "host or domain name not found",
	    "domain not found", "宛先が見つかりません",
	    "アドレスが見つかりません", "存在しません", NULL };

	return holds(text, words);
}

/* That it may work another day, although the code is one for good. */
static bool
says_later(const char *text)
{
	static const char *const words[] = { "mailbox full", "mailbox is full",
	    "over quota", "quota exceeded", "temporarily", "try again later",
	    "容量", NULL };

	return holds(text, words);
}

/* No such address (5.1.x), or no longer (5.2.1): everything else passes. */
static bool
is_hard(const char *status, const char *text)
{
	if (status != NULL && *status == '4')
		return false;
	if (says_later(text))
		return false;
	if (status != NULL && strchr(status, '.') != NULL)
		return strncmp(status, "5.1.", 4) == 0 ||
		    strcmp(status, "5.2.1") == 0 ||
		    strcmp(status, "5.4.4") == 0 || says_nobody(text);
	return says_nobody(text);
}

static const char *
shortened(const char *text, struct arena *a)
{
	size_t n = strlen(text);

	if (n <= SAID_MAX)
		return text;
	for (n = SAID_MAX; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;
	    n--)
		continue;
	return arena_strndup(a, text, n);
}

static const char *
action(const struct gathered *g)
{
	return g->report.len == 0 ? NULL :
	    field(str_text(&g->report), "Action", g->arena);
}

bool
message_is_report(const struct gathered *g)
{
	const char *did = action(g);

	return did != NULL && strcasecmp(did, "failed") != 0;
}

/* What RFC 3464 has fields for. */
static bool
by_fields(struct message_bounce *b, const struct gathered *g)
{
	const char *report = str_text(&g->report), *said;
	const char *did = action(g);

	if (did == NULL || strcasecmp(did, "failed") != 0)
		return false;
	b->mail = address_of(untyped(field(report, "Original-Recipient",
	    g->arena)), g->arena);
	if (b->mail == NULL)
		b->mail = address_of(untyped(field(report, "Final-Recipient",
		    g->arena)), g->arena);
	if ((b->status = field(report, "Status", g->arena)) != NULL)
		b->status = status_in(b->status, g->arena);
	said = untyped(field(report, "Diagnostic-Code", g->arena));
	if (b->status == NULL && said != NULL)
		b->status = status_in(said, g->arena);
	b->said = said != NULL ? shortened(said, g->arena) : NULL;
	b->hard = is_hard(b->status, said != NULL ? said : "");
	return true;
}

static bool
is_daemon(const struct message *m, const struct gathered *g)
{
	if (m->from != NULL && (strncasecmp(m->from, "mailer-daemon@",
	    14) == 0 || strncasecmp(m->from, "postmaster@", 11) == 0))
		return true;
	return g->return_path != NULL &&
	    strcmp(parse_header(g->return_path, g->arena), "<>") == 0;
}

/* The first address behind one of the marks that servers put before it. */
static const char *
recipient(const char *text, struct arena *a)
{
	static const char *const marks[] = { "Recipient: <", "RCPT TO:<",
	    "RCPT To:<", "To: <", "\n<", "\n    <", NULL };
	const char *p, *mail;
	size_t i, n;

	for (i = 0; marks[i] != NULL; i++) {
		if ((p = strstr(text, marks[i])) == NULL)
			continue;
		p += strlen(marks[i]);
		n = strcspn(p, "> \n");
		if ((mail = address_of(arena_strndup(a, p, n), a)) != NULL)
			return mail;
	}
	for (p = text; (p = strchr(p, '@')) != NULL; p++) {
		while (p > text && strchr(" \t\n<\"(:", p[-1]) == NULL)
			p--;
		n = strcspn(p, " \t\n>\"),;");
		while (n > 0 && (p[n - 1] == ':' || p[n - 1] == '.'))
			n--;
		if ((mail = address_of(arena_strndup(a, p, n), a)) != NULL)
			return mail;
		p = strchr(p, '@');
	}
	return NULL;
}

/* The line that tells why: the one with the status or the words. */
static const char *
telling(const char *text, const char *status, struct arena *a)
{
	const char *p, *line;
	size_t n;

	for (p = text; *p != '\0'; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		line = arena_strndup(a, p, n);
		if ((status != NULL && strstr(line, status) != NULL) ||
		    says_nobody(line) || says_later(line))
			return shortened(parse_header(line, a), a);
	}
	return NULL;
}

/* Sentences, of which there are many. */
static bool
by_words(struct message_bounce *b, const struct message *m,
    const struct gathered *g)
{
	static const char *const subjects[] = { "undeliver",
	    "delivery status", "delivery failure", "delivery failed",
	    "returned mail", "failure notice", "mail system error",
	    "delivery problem", "delivery error", "mail delivery",
	    "not delivered", "配信", "エラー", "送信できません", "不達",
	    NULL };
	static const char *const texts[] = { "could not be delivered",
	    "was not delivered", "undeliverable", "did not receive",
	    "wasn't able to deliver", "unable to deliver", "User unknown",
	    "account is disabled", "temporarily limited",
	    "rejected by a remote", "mailbox is full", "配信できません",
	    "送信できません", "届きません", "届けられません", NULL };
	const char *text;

	if (!is_daemon(m, g))
		return false;
	text = arena_strndup(g->arena, m->text,
	    strnlen(m->text, LOOKED_AT));
	if (!holds(m->subject != NULL ? m->subject : "", subjects) &&
	    !holds(text, texts))
		return false;
	b->status = status_in(text, g->arena);
	b->mail = recipient(text, g->arena);
	b->said = telling(text, b->status, g->arena);
	b->hard = is_hard(b->status, text);
	return true;
}

/*
 * The headers of ours below the sentences, as servers without MIME put them,
 * or in a part of their own.
 */
static void
came_back(struct message_bounce *b, const struct message *m,
    const struct gathered *g)
{
	const char *headers = g->returned.len > 0 ? str_text(&g->returned) :
	    m->text;
	const char *id = field(headers, "Message-ID", g->arena);

	b->message_id = id != NULL ? parse_ids(id, g->arena) : NULL;
	if (b->mail == NULL)
		b->mail = address_of(field(headers, "To", g->arena),
		    g->arena);
}

bool
message_is_bounce(struct message *m, const struct gathered *g)
{
	struct message_bounce b = { .hard = false };

	if (!by_fields(&b, g) && (message_is_report(g) ||
	    !by_words(&b, m, g)))
		return false;
	came_back(&b, m, g);
	m->bounce = b;
	return true;
}
