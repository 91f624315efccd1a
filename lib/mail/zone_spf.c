/*
 * Whether a domain's SPF record lets the shop's mail server send.
 */

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "data/blob.h"
#include "mail/spf.h"
#include "order/mailbox.h"

enum {
	ADDRESSES = 8		/* of a server that are looked at */
};

/* What a record names for a server: its service's mechanism, or itself. */
static const char *
mechanism_of(struct zone *z, const char *host)
{
	const struct blob *b = blob_find("data/spf.tsv");
	const char *p = (const char *)b->data, *v;
	size_t len = strlen(host), n;

	for (; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		n = strcspn(p, "\t\n");
		v = p + n + 1;
		if (*p == '.' && len >= n &&
		    strncasecmp(host + len - n, p, n) == 0)
			return arena_strndup(z->arena, v, strcspn(v, "\t"));
	}
	return arena_printf(z->arena, "a:%s", host);
}

/* Whether a record has a mechanism in so many words. */
static bool
has_word(const char *record, const char *word)
{
	size_t n = strlen(word), len;

	for (; *record != '\0'; record += len, record += *record == ' ') {
		len = strcspn(record, " ");
		if (*record == '+') {
			record++;
			len--;
		}
		if (len == n && strncasecmp(record, word, n) == 0)
			return true;
	}
	return false;
}

/* An address that only this house knows says nothing to others. */
static bool
is_private(const char *ip)
{
	static const char *const begins[] = { "127.", "10.", "192.168.",
	    "169.254.", "::1", "fe80:", "fc", "fd" };
	size_t i;

	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (strncmp(ip, begins[i], strlen(begins[i])) == 0)
			return true;
	return strncmp(ip, "172.", 4) == 0 && ip[4] >= '1' && ip[4] <= '3' &&
	    strcspn(ip + 4, ".") == 2 && strncmp(ip + 4, "16", 2) >= 0 &&
	    strncmp(ip + 4, "31", 2) <= 0;
}

/* What is wrong with a record whoever sends. */
static void
say_end(struct zone *z, const struct spf_said *said, const char *domain)
{
	char end = spf_end(said->record);

	if (said->why != NULL)
		zone_say(z, "SPF", ZONE_BAD, NULL, _("%s: nobody can use the "
		    "record: %s"), domain, said->why);
	if (end == '+')
		zone_say(z, "SPF", ZONE_BAD, NULL, _("%s: \"+all\" lets "
		    "everybody send in your name; end it with ~all or -all"),
		    domain);
	else if (end == 0 || end == '?')
		zone_say(z, "SPF", ZONE_NOTE, NULL, _("%s: the record says "
		    "nothing of other servers; end it with ~all or -all"),
		    domain);
}

/* Whether the server's addresses pass, by the record that there is. */
static enum status
say_server(struct zone *z, const struct zone_sender *s, const char *domain,
    const struct spf_said *said, const char **ip, size_t n, struct why *w)
{
	const char *mechanism = mechanism_of(z, s->host);
	struct spf_said one = *said;
	enum status st;
	size_t i;

	for (i = 0; i < n && i < ADDRESSES; i++) {
		if (is_private(ip[i])) {
			zone_say(z, "SPF", ZONE_NOTE, NULL, _("%s: whether it "
			    "names this server's address outside is not "
			    "known here"), domain);
			return SN_OK;
		}
		if ((st = spf_ask(&one, z, domain, ip[i], w)) != SN_OK)
			return st;
		if (one.is == SPF_PASS)
			break;
	}
	if (one.is == SPF_PASS || has_word(said->record, mechanism))
		zone_say(z, "SPF", ZONE_GOOD, NULL, "%s: %s", domain,
		    said->record);
	else
		zone_say(z, "SPF", ZONE_BAD, zone_line(z, domain,
		    spf_with(said->record, mechanism, z->arena)),
		    _("%s: the record does not name the server %s; the line "
		    "takes its place"), domain, s->host);
	return SN_OK;
}

enum status
zone_spf(struct zone *z, const struct zone_sender *s, struct why *w)
{
	const char *domain = mailbox_domain(s->envelope), **ip = NULL;
	struct spf_said said;
	enum status st;
	size_t n = 0;

	st = z->ask(&ip, &n, s->host, ZONE_A, z->arg, z->arena, w);
	if (st != SN_OK && st != SN_NOTFOUND)
		return st;
	if (st == SN_NOTFOUND)
		zone_say(z, "SPF", ZONE_BAD, NULL, _("the server %s has no "
		    "address"), s->host);
	/* without one, the record itself is looked at all the same */
	if ((st = spf_ask(&said, z, domain, n > 0 ? ip[0] : "192.0.2.1",
	    w)) != SN_OK)
		return st;
	if (said.record == NULL) {
		zone_say(z, "SPF", ZONE_BAD, zone_line(z, domain,
		    spf_with(NULL, mechanism_of(z, s->host), z->arena)),
		    _("%s has no record"), domain);
		return SN_OK;
	}
	say_end(z, &said, domain);
	return n > 0 && said.why == NULL ? say_server(z, s, domain, &said,
	    ip, n, w) : SN_OK;
}
