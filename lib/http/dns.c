/*
 * The domain name system by the C library's resolver.
 */

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "http/dns.h"

enum {
	ANSWER_MAX = 65535,	/* bytes of a message, over TCP */
	WAIT = 3,		/* seconds, doubled with each try */
	TRIES = 2,
	MX_RECORD = 3		/* bytes at least: a preference, and a name */
};

struct dns {
	struct __res_state	 state;
	unsigned char		 answer[ANSWER_MAX];
};

/* What was read so far. */
struct records {
	const char	**v;
	int		 *rank;		/* of each MX */
	size_t		  n;
	struct arena	 *arena;
};

static enum status
point_to(struct dns *d, const char *server, struct why *w)
{
	struct sockaddr_in *to = &d->state.nsaddr_list[0];
	const char *colon = strrchr(server, ':');
	char host[INET_ADDRSTRLEN] = "", *end = NULL;
	unsigned long port = 0;

	if (colon != NULL && (size_t)(colon - server) < sizeof(host)) {
		memcpy(host, server, (size_t)(colon - server));
		port = strtoul(colon + 1, &end, 10);
	}
	*to = (struct sockaddr_in){ .sin_family = AF_INET };
	if (port < 1 || port > 65535 || *end != '\0' ||
	    inet_pton(AF_INET, host, &to->sin_addr) != 1)
		return fail(w, SN_USAGE, _("%s: not a resolver like "
		    "127.0.0.1:53"), server);
	to->sin_port = htons((uint16_t)port);
	d->state.nscount = 1;
	return SN_OK;
}

enum status
dns_open(struct dns **out, const char *server, struct why *w)
{
	struct dns *d = calloc(1, sizeof(*d));
	enum status st = SN_OK;

	*out = NULL;
	if (d == NULL || res_ninit(&d->state) != 0) {
		free(d);
		return fail(w, SN_IO, "%s", _("the resolver of names cannot "
		    "be set up"));
	}
	d->state.retrans = WAIT;
	d->state.retry = TRIES;
	if (server != NULL)
		st = point_to(d, server, w);
	if (st == SN_OK)
		*out = d;
	else
		dns_close(d);
	return st;
}

void
dns_close(struct dns *d)
{
	if (d == NULL)
		return;
	res_nclose(&d->state);
	free(d);
}

static bool
wanted(enum dns_type type, ns_type got)
{
	switch (type) {
	case DNS_MX:
		return got == ns_t_mx;
	case DNS_TXT:
		return got == ns_t_txt;
	default:
		return got == ns_t_a || got == ns_t_aaaa;
	}
}

static const char *
read_address(const ns_rr *rr, struct arena *a)
{
	bool four = ns_rr_type(*rr) == ns_t_a;
	char text[INET6_ADDRSTRLEN];

	if (ns_rr_rdlen(*rr) != (four ? NS_INADDRSZ : NS_IN6ADDRSZ) ||
	    inet_ntop(four ? AF_INET : AF_INET6, ns_rr_rdata(*rr), text,
	    sizeof(text)) == NULL)
		return NULL;
	return arena_strdup(a, text);
}

/* The pieces of a text, one after the other; a NUL is no text. */
static const char *
read_text(const ns_rr *rr, struct arena *a)
{
	const unsigned char *p = ns_rr_rdata(*rr);
	const unsigned char *end = p + ns_rr_rdlen(*rr);
	struct str s = STR_INIT;
	const char *out = NULL;

	for (; p < end && *p < end - p; p += *p + 1)
		str_add(&s, (const char *)p + 1, *p);
	if (p == end && strlen(str_text(&s)) == s.len)
		out = arena_strdup(a, str_text(&s));
	str_free(&s);
	return out;
}

static const char *
read_mx(int *rank, const ns_msg *msg, const ns_rr *rr, struct arena *a)
{
	const unsigned char *p = ns_rr_rdata(*rr);
	char name[NS_MAXDNAME];

	if (ns_rr_rdlen(*rr) < MX_RECORD)
		return NULL;
	*rank = p[0] << 8 | p[1];
	if (ns_name_uncompress(ns_msg_base(*msg), ns_msg_end(*msg), p + 2,
	    name, sizeof(name)) < 0)
		return NULL;
	return arena_strdup(a, *name == '\0' ? "." : name);
}

/* Add one, an MX where its preference wants it. */
static void
add(struct records *r, const char *v, int rank)
{
	size_t i = r->n++;

	for (; i > 0 && r->rank[i - 1] > rank; i--) {
		r->v[i] = r->v[i - 1];
		r->rank[i] = r->rank[i - 1];
	}
	r->v[i] = v;
	r->rank[i] = rank;
}

static enum status
read_all(struct records *r, ns_msg *msg, enum dns_type type, struct why *w)
{
	const char *v;
	ns_rr rr;
	int i, rank;

	for (i = 0; i < ns_msg_count(*msg, ns_s_an) && r->n < DNS_RECORDS;
	    i++) {
		rank = 0;
		if (ns_parserr(msg, ns_s_an, i, &rr) != 0)
			return fail(w, SN_INVALID, "%s", _("an answer of the "
			    "name system that is none"));
		if (!wanted(type, ns_rr_type(rr)) ||
		    ns_rr_class(rr) != ns_c_in)
			continue;
		v = type == DNS_A ? read_address(&rr, r->arena) :
		    type == DNS_TXT ? read_text(&rr, r->arena) :
		    read_mx(&rank, msg, &rr, r->arena);
		if (v != NULL)
			add(r, v, rank);
	}
	return SN_OK;
}

enum status
dns_read(const char ***out, size_t *n, const unsigned char *msg, size_t len,
    enum dns_type type, struct arena *a, struct why *w)
{
	struct records r = { .arena = a };
	enum status st;
	ns_msg m;

	*n = 0;
	*out = NULL;
	if (len > ANSWER_MAX || ns_initparse(msg, (int)len, &m) != 0)
		return fail(w, SN_INVALID, "%s", _("an answer of the name "
		    "system that is none"));
	r.v = arena_alloc(a, DNS_RECORDS * sizeof(*r.v));
	r.rank = arena_alloc(a, DNS_RECORDS * sizeof(*r.rank));
	if ((st = read_all(&r, &m, type, w)) != SN_OK)
		return st;
	*out = r.v;
	*n = r.n;
	return SN_OK;
}

/* Ask for one type of record, and read what comes. */
static enum status
ask(const char ***out, size_t *n, struct dns *d, const char *name,
    ns_type asked, enum dns_type type, struct arena *a, struct why *w)
{
	int len = res_nquery(&d->state, name, ns_c_in, asked, d->answer,
	    sizeof(d->answer));

	*n = 0;
	if (len < 0 && (d->state.res_h_errno == HOST_NOT_FOUND ||
	    d->state.res_h_errno == NO_DATA))
		return SN_OK;
	if (len < 0)
		return fail(w, SN_RETRY, _("%s: the name system does not "
		    "answer"), name);
	if (dns_read(out, n, d->answer, (size_t)len < sizeof(d->answer) ?
	    (size_t)len : sizeof(d->answer), type, a, w) == SN_OK)
		return SN_OK;
	return fail_at(w, SN_RETRY, "%s", name);
}

enum status
dns_ask(const char ***out, size_t *n, struct dns *d, const char *name,
    enum dns_type type, struct arena *a, struct why *w)
{
	static const ns_type asked[] = { [DNS_A] = ns_t_a,
	    [DNS_MX] = ns_t_mx, [DNS_TXT] = ns_t_txt };
	const char **more, **all;
	enum status st;
	size_t nmore;

	if ((st = ask(out, n, d, name, asked[type], type, a, w)) != SN_OK)
		return st;
	if (type == DNS_A) {
		if ((st = ask(&more, &nmore, d, name, ns_t_aaaa, type, a,
		    w)) != SN_OK)
			return st;
		all = arena_alloc(a, (*n + nmore + 1) * sizeof(*all));
		if (*n > 0)
			memcpy(all, *out, *n * sizeof(*all));
		if (nmore > 0)
			memcpy(all + *n, more, nmore * sizeof(*all));
		*out = all;
		*n += nmore;
	}
	return *n > 0 ? SN_OK : fail(w, SN_NOTFOUND, _("%s: the name system "
	    "has none"), name);
}
