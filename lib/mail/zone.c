/*
 * What the zones of a sender's domains say of mail from it.
 */

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/str.h"
#include "mail/zone.h"
#include "order/mailbox.h"

enum {
	PIECE = 255,		/* bytes of one piece of a text record */
	LABELS_MAX = 10,	/* of a name whose parents are asked */
	TAGS_MAX = 4096		/* bytes of a record that we take apart */
};

void
zone_say(struct zone *z, const char *check, enum zone_mark mark,
    const char *add, const char *fmt, ...)
{
	struct zone_word *word;
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	z->word = arena_grow(z->arena, z->word, z->n, &z->cap,
	    sizeof(*z->word));
	word = &z->word[z->n++];
	*word = (struct zone_word){ check, mark,
	    arena_strdup(z->arena, text), add };
}

const char *
zone_line(struct zone *z, const char *name, const char *text)
{
	struct str s = STR_INIT;
	const char *out;
	size_t n;

	str_addf(&s, "%s. IN TXT", name);
	do {
		str_puts(&s, " \"");
		for (n = 0; n < PIECE && *text != '\0'; n++, text++) {
			if (*text == '"' || *text == '\\')
				str_putc(&s, '\\');
			str_putc(&s, *text);
		}
		str_putc(&s, '"');
	} while (*text != '\0');
	out = arena_strdup(z->arena, str_text(&s));
	str_free(&s);
	return out;
}

enum status
zone_record(const char **out, size_t *n, struct zone *z, const char *name,
    const char *tag, struct why *w)
{
	size_t i, all = 0, len = strlen(tag);
	const char **v = NULL;
	enum status st;

	*out = NULL;
	*n = 0;
	st = z->ask(&v, &all, name, ZONE_TXT, z->arg, z->arena, w);
	if (st != SN_OK && st != SN_NOTFOUND)
		return st;
	for (i = 0; st == SN_OK && i < all; i++)
		if (strncasecmp(v[i], tag, len) == 0 &&
		    strchr(" ;", v[i][len]) != NULL && (*n)++ == 0)
			*out = v[i];
	return SN_OK;
}

/* The value of a tag in "v=DKIM1; p=...", in the arena, or NULL. */
static const char *
tag(struct zone *z, const char *record, const char *name)
{
	size_t n = strlen(name);
	const char *end;

	while (*record != '\0') {
		record += strspn(record, " \t;");
		end = record + strcspn(record, ";");
		if (strncasecmp(record, name, n) == 0) {
			record += n + strspn(record + n, " \t");
			if (*record == '=') {
				record += 1 + strspn(record + 1, " \t");
				while (end > record &&
				    strchr(" \t", end[-1]) != NULL)
					end--;
				return end < record ? "" : arena_strndup(
				    z->arena, record, (size_t)(end - record));
			}
		}
		record = end;
	}
	return NULL;
}

static enum status
look_mx(struct zone *z, const char *domain, struct why *w)
{
	const char **v;
	enum status st;
	size_t n;

	st = z->ask(&v, &n, domain, ZONE_MX, z->arg, z->arena, w);
	if (st == SN_OK && strcmp(v[0], ".") == 0)
		zone_say(z, "MX", ZONE_BAD, NULL, _("%s says that it gets no "
		    "mail: answers and returned mail are lost"), domain);
	else if (st == SN_OK)
		zone_say(z, "MX", ZONE_GOOD, NULL, "%s", v[0]);
	if (st != SN_NOTFOUND)
		return st;
	st = z->ask(&v, &n, domain, ZONE_A, z->arg, z->arena, w);
	if (st == SN_OK)
		zone_say(z, "MX", ZONE_NOTE, NULL, _("%s has none: its "
		    "address %s gets the mail"), domain, v[0]);
	else if (st == SN_NOTFOUND)
		zone_say(z, "MX", ZONE_BAD, arena_printf(z->arena,
		    _("%s. IN MX 10 (your mail server)."), domain),
		    _("%s has none, and no address: answers and returned mail "
		    "are lost"), domain);
	return st == SN_NOTFOUND ? SN_OK : st;
}

static enum status
look_dkim(struct zone *z, const char *domain, const char *selector,
    struct why *w)
{
	const char **v, *name, *key = NULL;
	enum status st;
	size_t i, n = 0;

	if (selector == NULL) {
		zone_say(z, "DKIM", ZONE_NOTE, NULL, "%s", _("not looked at: "
		    "name its selector by --selector or dkim_selector"));
		return SN_OK;
	}
	name = arena_printf(z->arena, "%s._domainkey.%s", selector, domain);
	st = z->ask(&v, &n, name, ZONE_TXT, z->arg, z->arena, w);
	if (st != SN_OK && st != SN_NOTFOUND)
		return st;
	for (i = 0; st == SN_OK && i < n && key == NULL; i++)
		key = tag(z, v[i], "p");
	if (key == NULL)
		zone_say(z, "DKIM", ZONE_BAD, zone_line(z, name,
		    _("v=DKIM1; k=rsa; p=(the public key of your mail "
		    "server)")), _("%s has no key"), name);
	else if (*key == '\0')
		zone_say(z, "DKIM", ZONE_BAD, NULL, _("%s: the key is "
		    "revoked"), name);
	else if (n > 1)
		zone_say(z, "DKIM", ZONE_BAD, NULL, _("%s has %zu texts, and "
		    "may have one"), name, n);
	else
		zone_say(z, "DKIM", ZONE_GOOD, NULL, "%s", name);
	return SN_OK;
}

/* Whether one is the other, or a name below it. */
static bool
is_below(const char *one, const char *other)
{
	size_t n = strlen(one), m = strlen(other);

	return n >= m && strcasecmp(one + n - m, other) == 0 &&
	    (n == m || one[n - m - 1] == '.');
}

/* DMARC wants the envelope of the same house, or a signature. */
static void
say_alignment(struct zone *z, const char *record, const char *domain,
    const char *envelope, const char *selector)
{
	const char *aspf = tag(z, record, "aspf");
	bool strict = aspf != NULL && strcasecmp(aspf, "s") == 0;

	if (strcasecmp(domain, envelope) == 0 || (!strict &&
	    (is_below(domain, envelope) || is_below(envelope, domain))))
		return;
	zone_say(z, "DMARC", selector != NULL ? ZONE_NOTE : ZONE_BAD, NULL,
	    _("mail comes back to %s and not to %s: it passes only with a "
	    "DKIM signature of %s"), envelope, domain, domain);
}

static void
say_policy(struct zone *z, const char *at, const char *record)
{
	const char *p = tag(z, record, "p");

	if (p == NULL || (strcasecmp(p, "none") != 0 &&
	    strcasecmp(p, "quarantine") != 0 && strcasecmp(p, "reject") != 0))
		zone_say(z, "DMARC", ZONE_BAD, NULL, _("_dmarc.%s: p is none "
		    "of none, quarantine and reject"), at);
	else
		zone_say(z, "DMARC", ZONE_GOOD, NULL, "_dmarc.%s: p=%s", at,
		    p);
}

/* The record of a domain, or of the nearest name above that has one. */
static enum status
look_dmarc(struct zone *z, const struct zone_sender *s, const char *domain,
    struct why *w)
{
	const char *at = domain, *record = NULL;
	enum status st = SN_OK;
	size_t n = 0;
	int i;

	for (i = 0; at != NULL && i < LABELS_MAX; i++) {
		st = zone_record(&record, &n, z, arena_printf(z->arena,
		    "_dmarc.%s", at), "v=DMARC1", w);
		if (st != SN_OK || n > 0)
			break;
		at = strchr(at, '.');
		if (at != NULL && strchr(++at, '.') == NULL)
			at = NULL;	/* jp itself */
	}
	if (st != SN_OK)
		return st;
	if (n == 0) {
		zone_say(z, "DMARC", ZONE_BAD, zone_line(z,
		    arena_printf(z->arena, "_dmarc.%s", domain),
		    arena_printf(z->arena, "v=DMARC1; p=none; rua=mailto:%s",
		    s->from)), _("_dmarc.%s has none"), domain);
		return SN_OK;
	}
	if (n > 1)
		zone_say(z, "DMARC", ZONE_BAD, NULL, _("_dmarc.%s has %zu of "
		    "them, and may have one"), at, n);
	else
		say_policy(z, at, record);
	say_alignment(z, record, domain, mailbox_domain(s->envelope),
	    s->selector);
	return SN_OK;
}

enum status
zone_look(struct zone *z, const struct zone_sender *s, struct why *w)
{
	const char *domain = mailbox_domain(s->from);
	enum status st;

	if ((st = look_mx(z, domain, w)) != SN_OK ||
	    (st = zone_spf(z, s, w)) != SN_OK ||
	    (st = look_dkim(z, domain, s->selector, w)) != SN_OK)
		return st;
	return look_dmarc(z, s, domain, w);
}
