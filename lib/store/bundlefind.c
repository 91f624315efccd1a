/*
 * Which shipments could go together.  One pass over a narrow row each makes
 * a hash of what they must have in common; only those with an equal one are
 * looked at closely.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "data/digest.h"
#include "store/bundle.h"
#include "store/query.h"
#include "store/snapshot.h"
#include "text/date.h"

/* A shipment, and a hash of what it must have in common with others. */
struct seen {
	uint64_t	hash;
	int64_t		id;
};

/* Candidates while they are looked for. */
struct search {
	struct store		*store;
	const struct conf	*conf;
	const int64_t		*id;	/* sorted; NULL: all */
	size_t			 nid;
	bool			 among;
	struct arena		*arena;	/* of what is found */
	struct arena		 scratch;
	struct seen		*seen;
	size_t			 n, cap;
	struct bundle_group	*group;
	size_t			 ngroup, capgroup;
};

static const char sql_keys[] =
    "SELECT s.id, coalesce(d.fold_to_phone, o.fold_by_phone),"
    "       nullif(coalesce(d.fold_to_org, '') || ' ' ||"
    "       coalesce(d.fold_to_name, ''), ' '),"
    "       d.fold_to_addr, d.to_zip, o.mall, s.deliver_on, s.route, o.shop,"
    "       s.carrier"
    "  FROM shipment s"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN orders o ON o.id = d.orders"
    " WHERE s.status = :status AND s.bundled_into IS NULL"
    "   AND s.labelled_at IS NULL AND s.cancel <> 'asked'"
    "   AND s.kind <> 'pickup'"
    "   AND o.mall_state NOT IN ('shipped', 'closed', 'changing',"
    "       'cancel-asked', 'cancelled')"
    "   AND (:since IS NULL OR o.ordered_at >= :since)";

static uint64_t
add(uint64_t h, const char *text)
{
	return text == NULL ? hash_bytes(h, "", 1) :
	    hash_bytes(hash_bytes(h, "+", 1), text, strlen(text) + 1);
}

static const char *
carrier_of(const struct conf *conf, const char *shop, const char *own)
{
	const struct conf_shop *of = own == NULL ? conf_shop(conf, shop) :
	    NULL;

	return of != NULL ? of->carrier : own;
}

static bool
apart(const struct bundle_rule *rule, const char *mall)
{
	size_t i;

	for (i = 0; rule->apart[i] != NULL; i++)
		if (strcmp(rule->apart[i], mall) == 0)
			return true;
	return false;
}

/* False when the row lacks something that is compared. */
static bool
hash_row(uint64_t *out, struct query *q, const struct conf *conf)
{
	static const unsigned keys[] = { BUNDLE_PHONE, BUNDLE_NAME,
	    BUNDLE_ADDRESS, BUNDLE_ZIP };
	const struct bundle_rule *rule = &conf->bundle;
	const char *v, *mall = query_peek(q, 5);
	uint64_t h = HASH_START;
	int i;

	for (i = 0; i < 4; i++) {
		if ((rule->keys & keys[i]) == 0)
			continue;
		if ((v = query_peek(q, 1 + i)) == NULL || *v == '\0')
			return false;
		h = add(h, v);
	}
	if (!rule->across_malls || apart(rule, mall))
		h = add(h, mall);
	if (rule->same_day)
		h = add(h, query_peek(q, 6));
	if (rule->same_route)
		h = add(h, query_peek(q, 7));
	if (rule->same_carrier)
		h = add(h, carrier_of(conf, query_peek(q, 8),
		    query_peek(q, 9)));
	*out = h;
	return true;
}

static enum status
look(struct search *f, const char *status, const char *since, struct why *w)
{
	struct seen one;
	struct query q;

	query_open(&q, f->store, sql_keys);
	query_text(&q, ":status", status);
	query_text(&q, ":since", since);
	while (query_row(&q)) {
		one.id = query_int(&q, 0);
		if (!hash_row(&one.hash, &q, f->conf) ||
		    (f->among && !id_among(one.id, f->id, f->nid)))
			continue;
		f->seen = arena_grow(&f->scratch, f->seen, f->n, &f->cap,
		    sizeof(*f->seen));
		f->seen[f->n++] = one;
	}
	return query_end(&q, "find candidates", w);
}

static int
by_hash(const void *x, const void *y)
{
	const struct seen *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int
by_time(const void *x, const void *y)
{
	const struct bundle_member *const *a = x, *const *b = y;
	int when = strcmp((*a)->ordered_at, (*b)->ordered_at);

	if (when != 0)
		return when;
	return (*a)->id < (*b)->id ? -1 : (*a)->id > (*b)->id;
}

static int
by_parent(const void *x, const void *y)
{
	const struct bundle_group *a = x, *b = y;

	return a->member[0]->id < b->member[0]->id ? -1 :
	    a->member[0]->id > b->member[0]->id;
}

/* Parts of one order were parted by somebody. */
static bool
is_one_order(struct bundle_member *const *m, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (m[i]->order != m[0]->order)
			return false;
	return true;
}

/* Keep n members as a group, its parent first. */
static void
put_group(struct search *f, struct bundle_member **m, size_t n)
{
	const struct bundle_rule *rule = &f->conf->bundle;
	struct bundle_group g = { m, n, 0, m[0]->until };
	struct bundle_member *parent;
	bool asked = f->id == NULL;
	size_t at, i;

	for (i = 0; i < n && !asked; i++)
		asked = id_among(m[i]->id, f->id, f->nid);
	if (is_one_order(m, n) || !asked)
		return;
	at = bundle_parent(rule, (const struct bundle_member *const *)m, n);
	parent = m[at];
	memmove(m + 1, m, at * sizeof(*m));
	m[0] = parent;
	for (i = 1; i < n; i++) {
		g.conflicts |= bundle_conflicts(rule, parent, m[i]);
		if (g.until == NULL || (m[i]->until != NULL &&
		    strcmp(m[i]->until, g.until) < 0))
			g.until = m[i]->until;
	}
	f->group = arena_grow(f->arena, f->group, f->ngroup, &f->capgroup,
	    sizeof(*f->group));
	f->group[f->ngroup++] = g;
}

static int
days_between(const struct bundle_member *x, const struct bundle_member *y)
{
	char a[DATE_SIZE], b[DATE_SIZE];

	snprintf(a, sizeof(a), "%.10s", x->ordered_at);
	snprintf(b, sizeof(b), "%.10s", y->ordered_at);
	return date_diff(a, b);
}

/* Shipments of one hash, parted where their orders are too far apart. */
static enum status
group(struct search *f, const struct seen *seen, size_t n, struct why *w)
{
	struct bundle_member **m = arena_alloc(f->arena, n * sizeof(*m));
	int64_t within = f->conf->bundle.within_days;
	enum status st;
	size_t from, i;

	for (i = 0; i < n; i++) {
		m[i] = arena_alloc(f->arena, sizeof(**m));
		if ((st = bundle_member_get(m[i], f->store, f->conf,
		    seen[i].id, f->arena, w)) != SN_OK)
			return st;
	}
	qsort(m, n, sizeof(*m), by_time);
	for (from = 0, i = 1; i <= n; i++)
		if (i == n || (within > 0 &&
		    days_between(m[from], m[i]) > within)) {
			put_group(f, m + from, i - from);
			from = i;
		}
	return SN_OK;
}

/* Whether one of the ids asked for is among these. */
static bool
wanted(const struct search *f, const struct seen *seen, size_t n)
{
	size_t i;

	for (i = 0; i < n && f->id != NULL; i++)
		if (id_among(seen[i].id, f->id, f->nid))
			return true;
	return f->id == NULL;
}

static enum status
search(struct search *f, const char *since, struct why *w)
{
	const char *const *status =
	    (const char *const *)f->conf->bundle.status;
	enum status st = SN_OK;
	size_t i, n;

	for (; *status != NULL && st == SN_OK; status++)
		st = look(f, *status, since, w);
	if (st == SN_OK && f->n > 0)
		qsort(f->seen, f->n, sizeof(*f->seen), by_hash);
	for (i = 0; i < f->n && st == SN_OK; i += n) {
		for (n = 1; i + n < f->n &&
		    f->seen[i + n].hash == f->seen[i].hash;)
			n++;
		if (n > 1 && wanted(f, f->seen + i, n))
			st = group(f, f->seen + i, n, w);
	}
	return st;
}

enum status
bundle_find(struct bundle_group **out, size_t *n, struct store *s,
    const struct conf *conf, const int64_t *id, size_t nid, bool among,
    struct arena *a, struct why *w)
{
	struct search f = { .store = s, .conf = conf, .id = id, .nid = nid,
	    .among = among, .arena = a };
	char since[DATE_SIZE], today[DATE_SIZE];
	bool late = conf->bundle.deadline > 0, mine;
	enum status st;

	if ((st = clock_today(today, w)) != SN_OK ||
	    (late && date_add(since, today,
	    -(int)conf->bundle.deadline) != SN_OK) ||
	    (st = snapshot_begin(&mine, s, w)) != SN_OK)
		return st;
	st = search(&f, late ? since : NULL, w);
	snapshot_end(s, mine);
	arena_free(&f.scratch);
	if (f.ngroup > 0)
		qsort(f.group, f.ngroup, sizeof(*f.group), by_parent);
	*out = f.group;
	*n = f.ngroup;
	return st;
}
