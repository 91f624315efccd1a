#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/str.h"
#include "mail/spf.h"

enum {
	MX_MAX = 10,		/* servers of one mx, as RFC 7208 has it */
	VALUE_MAX = 256,	/* bytes with the NUL; a name has 253 */
	NAME_MAX_BYTES = 16	/* of a mechanism: "redirect" is the longest */
};

/* An address, of 4 bytes or 16. */
struct ip {
	unsigned char	b[16];
	size_t		len;
};

struct eval {
	struct zone	*zone;
	struct ip	 ip;
	struct spf_said	*said;
};

/* One mechanism or modifier of a record. */
struct term {
	enum spf	says;		/* when it matches */
	char		name[NAME_MAX_BYTES];	/* "" for what is none */
	char		value[VALUE_MAX];	/* what follows ':' or '=', or a
						   slash and what follows */
};

static bool
read_ip(struct ip *out, const char *text)
{
	out->len = strchr(text, ':') != NULL ? 16 : 4;
	return inet_pton(out->len == 4 ? AF_INET : AF_INET6, text,
	    out->b) == 1;
}

/* Whether two are of one net, whose first bits are alike. */
static bool
same_net(const struct ip *x, const struct ip *y, long bits)
{
	size_t whole = (size_t)bits / 8;
	int rest = (int)(bits % 8);

	if (x->len != y->len || memcmp(x->b, y->b, whole) != 0)
		return false;
	return rest == 0 || (x->b[whole] ^ y->b[whole]) >> (8 - rest) == 0;
}

/*
 * The bits that "/24", "//64" or "/24//64", cut off value, means for an
 * address of len bytes; all of them without it, -1 for what is none.
 */
static long
take_bits(char *value, size_t len)
{
	char *slash = strchr(value, '/'), *two = strstr(value, "//"), *end;
	const char *p = len == 16 ? two : slash == two ? NULL : slash;
	long most = (long)len * 8, n = most;

	if (p != NULL) {
		p += len == 16 ? 2 : 1;
		n = strtol(p, &end, 10);
		if (end == p || n < 0 || n > most ||
		    (*end != '\0' && end != two))
			n = -1;
	}
	if (slash != NULL)
		*slash = '\0';
	return n;
}

/* Step to the next one; false at the end. */
static bool
next_term(struct term *t, const char **p)
{
	const char *at = *p + strspn(*p, " ");
	size_t n = strcspn(at, " "), len;

	*t = (struct term){ .says = SPF_PASS };
	*p = at + n;
	if (n == 0)
		return false;
	switch (*at) {
	case '-':
		t->says = SPF_FAIL;
		break;
	case '~':
		t->says = SPF_SOFT;
		break;
	case '?':
		t->says = SPF_NEUTRAL;
		break;
	}
	if (strchr("+-~?", *at) != NULL) {
		at++;
		n--;
	}
	len = strcspn(at, ":/= ");
	if (len >= sizeof(t->name) || n - len >= sizeof(t->value))
		return true;
	memcpy(t->name, at, len);
	if (len < n) {
		len += at[len] != '/';
		memcpy(t->value, at + len, n - len);
	}
	return true;
}

static void
broken(struct eval *e, const char *why)
{
	if (e->said->why == NULL)
		e->said->why = why;
}

static void
count(struct eval *e)
{
	if (++e->said->lookups > SPF_LOOKUPS)
		broken(e, arena_printf(e->zone->arena,
		    _("it takes more than %d look-ups"), SPF_LOOKUPS));
}

static enum status
ask(const char ***out, size_t *n, struct eval *e, const char *name,
    enum zone_type type, struct why *w)
{
	enum status st = e->zone->ask(out, n, name, type, e->zone->arg,
	    e->zone->arena, w);

	if (st != SN_NOTFOUND)
		return st;
	*n = 0;
	return SN_OK;
}

static enum status
match_name(bool *hit, struct eval *e, const char *name, long bits,
    struct why *w)
{
	const char **v;
	enum status st;
	struct ip ip;
	size_t i, n;

	if ((st = ask(&v, &n, e, name, ZONE_A, w)) != SN_OK)
		return st;
	for (i = 0; i < n && !*hit; i++)
		*hit = read_ip(&ip, v[i]) && same_net(&ip, &e->ip, bits);
	return SN_OK;
}

/* A name with macros is another one for each letter: nobody matches it. */
static bool
is_name(const char *name)
{
	return *name != '\0' && strchr(name, '%') == NULL;
}

static enum status
match_a(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	long bits = take_bits(t->value, e->ip.len);
	const char *name = *t->value != '\0' ? t->value : domain;

	count(e);
	if (bits < 0)
		broken(e, _("a net that is none"));
	return bits < 0 || !is_name(name) ? SN_OK :
	    match_name(hit, e, name, bits, w);
}

static enum status
match_mx(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	long bits = take_bits(t->value, e->ip.len);
	const char *name = *t->value != '\0' ? t->value : domain, **v;
	enum status st;
	size_t i, n;

	count(e);
	if (bits < 0)
		broken(e, _("a net that is none"));
	if (bits < 0 || !is_name(name))
		return SN_OK;
	if ((st = ask(&v, &n, e, name, ZONE_MX, w)) != SN_OK)
		return st;
	for (i = 0; i < n && i < MX_MAX && !*hit && st == SN_OK; i++)
		st = match_name(hit, e, v[i], bits, w);
	return st;
}

static enum status
match_ip(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	char *slash = strchr(t->value, '/'), *end;
	struct ip ip;
	long bits;

	(void)domain;
	(void)w;
	if (slash != NULL)
		*slash = '\0';
	if (!read_ip(&ip, t->value) || (ip.len == 4) != (t->name[2] == '4')) {
		broken(e, _("an address that is none"));
		return SN_OK;
	}
	bits = (long)ip.len * 8;
	if (slash != NULL) {
		bits = strtol(slash + 1, &end, 10);
		if (end == slash + 1 || *end != '\0' || bits < 0 ||
		    bits > (long)ip.len * 8) {
			broken(e, _("a net that is none"));
			return SN_OK;
		}
	}
	*hit = same_net(&ip, &e->ip, bits);
	return SN_OK;
}

static enum status
match_all(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	(void)e;
	(void)t;
	(void)domain;
	(void)w;
	*hit = true;
	return SN_OK;
}

/* What is looked up by who asks, and not by whom we ask for. */
static enum status
match_none(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	(void)hit;
	(void)t;
	(void)domain;
	(void)w;
	count(e);
	return SN_OK;
}

static enum status	check_host(enum spf *out, struct eval *e,
			    const char *domain, struct why *w);

static enum status
match_include(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	enum spf is = SPF_NEUTRAL;
	enum status st;

	(void)domain;
	count(e);
	if (e->said->why != NULL || !is_name(t->value))
		return SN_OK;
	if ((st = check_host(&is, e, t->value, w)) == SN_OK &&
	    is == SPF_NONE)
		broken(e, arena_printf(e->zone->arena,
		    _("it includes %s, which has no record"), t->value));
	*hit = is == SPF_PASS;
	return st;
}

static const struct mechanism {
	const char	*name;
	enum status	(*match)(bool *, struct eval *, struct term *,
			    const char *, struct why *);
} mechanisms[] = {
	{ "all", match_all }, { "a", match_a }, { "mx", match_mx },
	{ "ip4", match_ip }, { "ip6", match_ip },
	{ "include", match_include }, { "exists", match_none },
	{ "ptr", match_none }, { NULL, NULL }
};

static enum status
match(bool *hit, struct eval *e, struct term *t, const char *domain,
    struct why *w)
{
	const struct mechanism *m = mechanisms;

	*hit = false;
	while (m->name != NULL && strcasecmp(m->name, t->name) != 0)
		m++;
	if (m->name != NULL)
		return m->match(hit, e, t, domain, w);
	broken(e, arena_printf(e->zone->arena, _("\"%s\" is no word of it"),
	    t->name));
	return SN_OK;
}

/* What the record of a domain says; where it sends to another one, that. */
static enum status
check_record(enum spf *out, struct eval *e, const char *record,
    const char *domain, struct why *w)
{
	const char *p = record, *next = NULL;
	enum status st = SN_OK;
	bool hit = false;
	struct term t;

	*out = SPF_NEUTRAL;
	(void)next_term(&t, &p);	/* v=spf1 */
	while (!hit && e->said->why == NULL && next_term(&t, &p)) {
		if (strcasecmp(t.name, "redirect") == 0)
			next = arena_strdup(e->zone->arena, t.value);
		else if (strcasecmp(t.name, "exp") != 0 &&
		    (st = match(&hit, e, &t, domain, w)) != SN_OK)
			return st;
	}
	if (hit)
		*out = t.says;
	if (hit || next == NULL || e->said->why != NULL)
		return SN_OK;
	count(e);
	if (e->said->why != NULL || !is_name(next))
		return SN_OK;
	return check_host(out, e, next, w);
}

static enum status
check_host(enum spf *out, struct eval *e, const char *domain, struct why *w)
{
	const char *record;
	enum status st;
	size_t n;

	*out = SPF_NONE;
	if ((st = zone_record(&record, &n, e->zone, domain, "v=spf1",
	    w)) != SN_OK || n == 0)
		return st;
	if (e->said->record == NULL)
		e->said->record = record;
	if (n > 1)
		broken(e, arena_printf(e->zone->arena,
		    _("%s has %zu of them, and may have one"), domain, n));
	return n > 1 ? SN_OK : check_record(out, e, record, domain, w);
}

enum status
spf_ask(struct spf_said *out, struct zone *z, const char *domain,
    const char *ip, struct why *w)
{
	struct eval e = { .zone = z, .said = out };
	enum status st;

	*out = (struct spf_said){ .is = SPF_NONE };
	if (!read_ip(&e.ip, ip))
		return fail(w, SN_INVALID, _("%s: not an address"), ip);
	if ((st = check_host(&out->is, &e, domain, w)) == SN_OK &&
	    out->why != NULL)
		out->is = SPF_BROKEN;
	return st;
}

char
spf_end(const char *record)
{
	static const char marks[] = { [SPF_PASS] = '+', [SPF_NEUTRAL] = '?',
	    [SPF_SOFT] = '~', [SPF_FAIL] = '-' };
	const char *p = record;
	struct term t;
	char end = 0;

	while (next_term(&t, &p))
		if (strcasecmp(t.name, "all") == 0)
			return marks[t.says];
		else if (strcasecmp(t.name, "redirect") == 0)
			end = 'r';
	return end;
}

const char *
spf_with(const char *record, const char *mechanism, struct arena *a)
{
	const char *p = record, *at;
	struct term t;

	if (record == NULL)
		return arena_printf(a, "v=spf1 %s ~all", mechanism);
	for (at = p; next_term(&t, &p); at = p)
		if (strcasecmp(t.name, "all") == 0 ||
		    strcasecmp(t.name, "redirect") == 0)
			break;
	return arena_printf(a, "%.*s %s%s", (int)(at - record), record,
	    mechanism, at);
}
