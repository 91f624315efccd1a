/*
 * Which shipments could go together.  One pass over a narrow row each makes
 * a hash of what they must have in common; those with an equal one are parted
 * where their orders are too far apart.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "data/digest.h"
#include "store/mate.h"
#include "text/date.h"

enum { FEW = 200 };	/* that are looked up one by one sooner than all read */

/* Mates while they are looked for. */
struct search {
	struct store		*store;
	const struct conf	*conf;
	const int64_t		*among;	/* sorted; NULL: all */
	size_t			 namong;
	bool			 near;	/* those of todo, and theirs */
	struct arena		*arena;
	struct mate		*mate;
	size_t			 n, cap;
};

/* What is compared, of those that nothing keeps from a new bundle. */
#define KEYS								\
	"SELECT s.id, coalesce(d.fold_to_phone, o.fold_by_phone),"	\
	"       nullif(coalesce(d.fold_to_org, '') || ' ' ||"		\
	"       coalesce(d.fold_to_name, ''), ' '),"			\
	"       d.fold_to_addr, d.to_zip, o.mall, s.deliver_on, s.route,"	\
	"       o.shop, s.carrier, d.orders, o.ordered_at"
#define OPEN								\
	"  JOIN destination d ON d.id = s.destination"			\
	"  JOIN orders o ON o.id = d.orders"				\
	" WHERE s.status = :status AND s.bundled_into IS NULL"		\
	"   AND s.labelled_at IS NULL AND s.cancel <> 'asked'"		\
	"   AND s.kind <> 'pickup'"					\
	"   AND o.mall_state NOT IN ('shipped', 'closed', 'changing',"	\
	"       'cancel-asked', 'cancelled')"				\
	"   AND (:since IS NULL OR o.ordered_at >= :since)"

static const char sql_all[] = KEYS "  FROM shipment s" OPEN;

/* The same, of the shipments to the phones of those in todo. */
static const char sql_near[] =
    "WITH phone (digits) AS ("
    "       SELECT DISTINCT coalesce(d.fold_to_phone, o.fold_by_phone)"
    "         FROM todo t"
    "         JOIN destination d ON d.id = t.destination"
    "         JOIN orders o ON o.id = t.orders),"
    "     near (id) AS MATERIALIZED ("
    "       SELECT s.id FROM phone"
    "         JOIN destination d ON d.fold_to_phone = digits"
    "         JOIN shipment s ON s.destination = d.id"
    "        UNION "
    "       SELECT s.id FROM phone"
    "         JOIN orders o ON o.fold_by_phone = digits"
    "         JOIN destination d ON d.orders = o.id"
    "          AND d.fold_to_phone IS NULL"
    "         JOIN shipment s ON s.destination = d.id)"
    KEYS "  FROM near JOIN shipment s ON s.id = near.id" OPEN;

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
	struct mate one = { .of = 0 };
	struct query q;

	query_open(&q, f->store, f->near ? sql_near : sql_all);
	query_text(&q, ":status", status);
	query_text(&q, ":since", since);
	while (query_row(&q)) {
		one.id = query_int(&q, 0);
		if (!hash_row(&one.hash, &q, f->conf) ||
		    (f->among != NULL &&
		    !id_among(one.id, f->among, f->namong)))
			continue;
		one.order = query_int(&q, 10);
		one.ordered_at = query_col(&q, 11, f->arena);
		f->mate = arena_grow(f->arena, f->mate, f->n, &f->cap,
		    sizeof(*f->mate));
		f->mate[f->n++] = one;
	}
	return query_end(&q, "find candidates", w);
}

static int
by_time(const void *x, const void *y)
{
	const struct mate *a = x, *b = y;
	int when;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if ((when = strcmp(a->ordered_at, b->ordered_at)) != 0)
		return when;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int
days_between(const struct mate *x, const struct mate *y)
{
	char a[DATE_SIZE], b[DATE_SIZE];

	snprintf(a, sizeof(a), "%.10s", x->ordered_at);
	snprintf(b, sizeof(b), "%.10s", y->ordered_at);
	return date_diff(a, b);
}

/* Parts of one order were parted by somebody. */
static bool
is_one_order(const struct mate *m, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (m[i].order != m[0].order)
			return false;
	return true;
}

/* Keep of f, sorted, those that are not alone. */
static void
keep(struct search *f)
{
	int64_t within = f->conf->bundle.within_days;
	const struct mate *m = f->mate;
	size_t i, n, some = 0, all = f->n;

	for (; all > 0; m += n, all -= n) {
		for (n = 1; n < all && m[n].hash == m[0].hash &&
		    (within == 0 || days_between(&m[0], &m[n]) <= within);)
			n++;
		if (is_one_order(m, n))
			continue;
		for (i = 0; i < n; i++) {
			f->mate[some] = m[i];
			f->mate[some++].of = n;
		}
	}
	f->n = some;
}

static enum status
search(struct search *f, struct why *w)
{
	const struct bundle_rule *rule = &f->conf->bundle;
	const char *const *status = (const char *const *)rule->status;
	char since[DATE_SIZE], today[DATE_SIZE];
	bool late = rule->deadline > 0;
	enum status st;

	if ((st = clock_today(today, w)) != SN_OK ||
	    (late && date_add(since, today, -(int)rule->deadline) != SN_OK))
		return st;
	for (; *status != NULL && st == SN_OK; status++)
		st = look(f, *status, late ? since : NULL, w);
	if (f->n > 0)
		qsort(f->mate, f->n, sizeof(*f->mate), by_time);
	keep(f);
	return st;
}

enum status
mates_find(struct mate **out, size_t *n, struct store *s,
    const struct conf *conf, const int64_t *among, size_t namong,
    struct arena *a, struct why *w)
{
	struct search f = { .store = s, .conf = conf, .among = among,
	    .namong = namong, .arena = a };
	enum status st = search(&f, w);

	*out = f.mate;
	*n = f.n;
	return st;
}

enum status
mates_near(struct mate **out, size_t *n, struct store *s,
    const struct conf *conf, struct arena *a, struct why *w)
{
	struct search f = { .store = s, .conf = conf, .arena = a };
	enum status st;
	int64_t todo;

	if ((st = query_one(&todo, s, "SELECT count(*) FROM todo", 0, w)) !=
	    SN_OK)
		return st;
	f.near = todo <= FEW && (conf->bundle.keys & BUNDLE_PHONE) != 0;
	st = search(&f, w);
	*out = f.mate;
	*n = f.n;
	return st;
}
