#include <string.h>

#include "base/id.h"
#include "store/query.h"
#include "store/report.h"
#include "text/date.h"

/* Orders and when they count: counted (id, at). */
#define BY_ORDERED							\
	"WITH counted (id, at) AS (SELECT id, ordered_at FROM orders)"
#define BY_SHIPPED							\
	"WITH counted (id, at) AS ("					\
	"  SELECT d.orders, max(s.shipped_at)"				\
	"    FROM shipment s"						\
	"    JOIN destination d ON d.id = s.destination"		\
	"   WHERE s.kind = 'normal' AND s.status <> 'cancel'"		\
	"   GROUP BY d.orders"						\
	"  HAVING count(*) = count(s.shipped_at))"
#define BY_PAID								\
	"WITH counted (id, at) AS ("					\
	"  SELECT p.orders, max(p.paid_at)"				\
	"    FROM payment p"						\
	"   WHERE p.state <> 'void' AND p.timing <> 'none'"		\
	"   GROUP BY p.orders"						\
	"  HAVING count(*) = count(CASE"				\
	"         WHEN p.state IN ('paid', 'over') THEN 1 END))"
#define SHIPMENTS							\
	"SELECT substr(c.at, 1, :length) AS period, o.shop, o.id, s.id,"	\
	"       o.sum_total - coalesce("				\
	"         (SELECT sum(ch.amount) FROM charge ch"		\
	"           WHERE ch.orders = o.id AND ch.amount < 0"		\
	"             AND ch.funded_by IN ('mall', 'maker')), 0)"	\
	"  FROM counted c"						\
	"  JOIN orders o ON o.id = c.id"				\
	"  JOIN destination d ON d.orders = o.id"			\
	"  JOIN shipment s ON s.destination = d.id"			\
	" WHERE s.kind = 'normal' AND s.status <> 'cancel'"		\
	"   AND c.at IS NOT NULL"						\
	"   AND (:since IS NULL OR c.at >= :since)"			\
	"   AND (:before IS NULL OR c.at < :before)"			\
	" ORDER BY period, o.shop, o.id, s.id"

static const char *const sql_digest[] = {
	[REPORT_ORDERED] = BY_ORDERED SHIPMENTS,
	[REPORT_SHIPPED] = BY_SHIPPED SHIPMENTS,
	[REPORT_PAID] = BY_PAID SHIPMENTS,
};

static bool
wanted(const struct digest *d, int64_t id)
{
	return !d->some || id_among(id, d->id, d->n);
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

enum status
report_digest(struct digest_row **out, size_t *n, struct store *s,
    const struct digest *d, struct arena *a, struct why *w)
{
	char before[DATE_SIZE];
	struct arena scratch = ARENA_INIT;
	struct digest_row *row = NULL;
	int64_t order = NUM_NULL;
	const char *period, *shop;
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s, sql_digest[d->base]);
	query_num(&q, ":length", d->by_month ? 7 : 10);
	query_text(&q, ":since", d->from);
	query_text(&q, ":before", d->to != NULL &&
	    date_add(before, d->to, 1) == SN_OK ? before : NULL);
	for (; query_row(&q); arena_reset(&scratch)) {
		if (!wanted(d, query_int(&q, 3)))
			continue;
		period = query_col(&q, 0, &scratch);
		shop = query_col(&q, 1, &scratch);
		if (row == NULL || !same(row->period, period) ||
		    !same(row->shop, shop)) {
			*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
			row = &(*out)[(*n)++];
			*row = (struct digest_row){
				arena_strdup(a, period),
				arena_strdup(a, shop), 0, 0, 0, 0
			};
		}
		row->shipments++;
		if (order == query_int(&q, 2))
			continue;
		order = query_int(&q, 2);
		row->orders++;
		if (query_int(&q, 4) == NUM_NULL)
			row->unknown++;
		else
			row->amount += query_int(&q, 4);
	}
	arena_free(&scratch);
	return query_end(&q, "digest", w);
}
