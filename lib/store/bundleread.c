/*
 * What bundling looks at of a shipment.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/bundle.h"
#include "store/query.h"
#include "text/date.h"
#include "text/fold.h"

enum { TEMPERATURES = 3 };

static const char sql_member[] =
    "SELECT d.orders, s.bundled_into,"
    "       (SELECT count(*) FROM shipment c WHERE c.bundled_into = s.id),"
    "       o.shop, o.mall, s.id || ' (' || o.shop || ':' || o.number || ')',"
    "       o.ordered_at, s.status, s.route, s.kind, s.cancel, o.mall_state,"
    "       s.carrier, s.service, s.freight, s.deliver_on,"
    "       nullif(s.deliver_slot, 'none'),"
    "       s.pickup_point || ' ' || s.pickup_code,"
    "       coalesce(d.fold_to_phone, o.fold_by_phone),"
    "       coalesce(d.fold_to_org, '') || ' ' ||"
    "       coalesce(d.fold_to_name, ''),"
    "       d.to_zip, d.fold_to_addr,"
    "       CASE WHEN d.from_name IS NOT NULL"
    "            THEN d.fold_from_name || ' ' ||"
    "                 coalesce(d.fold_from_addr, '') || ' ' ||"
    "                 coalesce(d.fold_from_phone, '')"
    "            WHEN d.gift = 1 AND o.by_name IS NOT NULL"
    "             AND o.by_zip IS NOT NULL"
    "            THEN o.fold_by_name || ' ' || coalesce(o.fold_by_addr, '')"
    "                 || ' ' || coalesce(o.fold_by_phone, '') END,"
    "       s.temperature, o.sum_total,"
    "       s.labelled_at IS NOT NULL,"
    "       EXISTS (SELECT 1 FROM payment p WHERE p.orders = o.id"
    "           AND p.timing = 'delivery'),"
    "       EXISTS (SELECT 1 FROM payment p WHERE p.orders = o.id"
    "           AND p.method IN ('deferred', 'invoice')),"
    "       EXISTS (SELECT 1 FROM charge c WHERE c.orders = o.id"
    "           AND c.kind = 'postage' AND c.amount > 0),"
    "       EXISTS (SELECT 1 FROM charge c WHERE c.orders = o.id"
    "           AND c.kind = 'cod' AND c.amount > 0)"
    "  FROM shipment s"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN orders o ON o.id = d.orders"
    " WHERE s.id = :id";

/* The item of a line as item_of_line() finds it. */
#define ITEM_OF(code)							\
	"coalesce((SELECT a.item FROM item_alias a WHERE a.alias = " code	\
	"    AND a.shop = :shop),"						\
	"  (SELECT m.id FROM item m WHERE m.code = " code "),"		\
	"  (SELECT a.item FROM item_alias a WHERE a.alias = " code		\
	"    AND a.shop = ''))"

static const char sql_lines[] =
    "   SELECT l.alone, coalesce(l.temperature, i.temperature),"
    "          ' ' || i.tolerates || ' '"
    "     FROM shipment_line sl"
    "     JOIN line l ON l.id = sl.line "
    "LEFT JOIN item i ON i.id = coalesce(" ITEM_OF("l.sku") ", "
    ITEM_OF("l.code") ")"
    "    WHERE sl.shipment = :id AND l.quantity > l.cancelled"
    "      AND l.kind NOT IN ('fee', 'discount')";

static const char *const temperatures[TEMPERATURES] = {
	" normal ", " chilled ", " frozen "
};

static int
coldness(const char *word)
{
	int i;

	for (i = TEMPERATURES - 1; word != NULL && i > 0; i--)
		if (strlen(word) + 2 == strlen(temperatures[i]) &&
		    strncmp(word, temperatures[i] + 1, strlen(word)) == 0)
			return i;
	return 0;
}

/* The coldest of the goods, and what all of them bear. */
static enum status
read_lines(struct bundle_member *m, struct store *s, bool own, struct why *w)
{
	const char *tolerates;
	unsigned bits;
	struct query q;
	int t, i;

	m->tolerates = ~0u;
	query_open(&q, s, sql_lines);
	query_num(&q, ":id", m->id);
	query_text(&q, ":shop", m->shop);
	while (query_row(&q)) {
		m->alone = m->alone || query_int(&q, 0) == 1;
		t = coldness(query_peek(&q, 1));
		if (!own && t > m->temperature)
			m->temperature = t;
		tolerates = query_peek(&q, 2);
		bits = 1u << t;
		for (i = 0; tolerates != NULL && i < TEMPERATURES; i++)
			if (strstr(tolerates, temperatures[i]) != NULL)
				bits |= 1u << i;
		m->tolerates &= bits;
	}
	return query_end(&q, "read lines", w);
}

/* A shop as the sender of a label. */
static const char *
shop_sender(const struct conf *conf, const char *shop, struct arena *a)
{
	const struct conf_shop *of = conf_shop(conf, shop);
	const struct person *p = of != NULL ? &of->sender : &conf->company;
	const char *const part[] = { p->name, p->company, p->pref, p->city,
	    p->town, p->building, p->phone };
	const char *text = "";
	size_t i;

	for (i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		if (part[i] != NULL)
			text = arena_printf(a, "%s %s", text, part[i]);
	return fold_text(text, a);
}

/* Carrier and service as the label will have them. */
static void
resolve(struct bundle_member *m, const struct conf *conf)
{
	const struct conf_shop *shop = conf_shop(conf, m->shop);
	const struct conf_carrier *c;

	if (m->carrier == NULL && shop != NULL) {
		m->carrier = shop->carrier;
		if (m->service == NULL)
			m->service = shop->service;
	}
	c = m->carrier != NULL ? conf_carrier(conf, m->carrier) : NULL;
	if (m->service == NULL && c != NULL)
		m->service = c->service;
	if (m->service == NULL)
		m->service = "parcel";
}

static const char *
earlier(const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return x != NULL ? x : y;
	return strcmp(x, y) <= 0 ? x : y;
}

static void
take(struct bundle_member *m, struct query *q, struct arena *a)
{
	m->order = query_int(q, 0);
	m->parent = query_int(q, 1);
	m->children = query_int(q, 2);
	m->shop = query_col(q, 3, a);
	m->mall = query_col(q, 4, a);
	m->name = query_col(q, 5, a);
	m->ordered_at = query_col(q, 6, a);
	m->status = query_col(q, 7, a);
	m->route = query_col(q, 8, a);
	m->kind = query_col(q, 9, a);
	m->cancel = query_col(q, 10, a);
	m->mall_state = query_col(q, 11, a);
	m->carrier = query_col(q, 12, a);
	m->service = query_col(q, 13, a);
	m->freight = query_col(q, 14, a);
	m->deliver_on = query_col(q, 15, a);
	m->deliver_slot = query_col(q, 16, a);
	m->pickup = query_col(q, 17, a);
	m->phone = query_col(q, 18, a);
	m->to_name = query_col(q, 19, a);
	m->zip = query_col(q, 20, a);
	m->address = query_col(q, 21, a);
	m->sender = query_col(q, 22, a);
	m->own_sender = m->sender != NULL;
	m->temperature = coldness(query_peek(q, 23));
	m->total = query_int(q, 24);
	m->labelled = query_int(q, 25) == 1;
	m->on_delivery = query_int(q, 26) == 1;
	m->deferred = query_int(q, 27) == 1;
	m->postage = query_int(q, 28) == 1;
	m->cod_fee = query_int(q, 29) == 1;
}

/* The day by which it, with what is bundled into it, must leave. */
static enum status
read_until(struct bundle_member *m, struct store *s, const struct conf *conf,
    struct arena *a, struct why *w)
{
	int64_t deadline = conf->bundle.deadline;
	char last[DATE_SIZE];
	struct query q;

	query_open(&q, s,
	    "SELECT min(s.ship_date), min(substr(o.ship_by, 1, 10)),"
	    "       min(substr(o.ordered_at, 1, 10))"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE s.id = :id OR s.bundled_into = :id");
	query_num(&q, ":id", m->id);
	if (query_row(&q)) {
		m->until = earlier(query_col(&q, 0, a), query_col(&q, 1, a));
		if (deadline > 0 && date_add(last, query_peek(&q, 2),
		    (int)deadline) == SN_OK)
			m->until = earlier(m->until, arena_strdup(a, last));
	}
	return query_end(&q, "read deadlines", w);
}

enum status
bundle_member_get(struct bundle_member *out, struct store *s,
    const struct conf *conf, int64_t id, struct arena *a, struct why *w)
{
	bool own = false;
	enum status st;
	struct query q;

	*out = (struct bundle_member){ .id = id };
	query_open(&q, s, sql_member);
	query_num(&q, ":id", id);
	if (query_row(&q)) {
		take(out, &q, a);
		own = query_peek(&q, 23) != NULL;
	}
	if ((st = query_end(&q, "read shipment", w)) != SN_OK)
		return st;
	if (out->name == NULL)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    id);
	resolve(out, conf);
	if (out->sender == NULL)
		out->sender = shop_sender(conf, out->shop, a);
	if ((st = read_until(out, s, conf, a, w)) != SN_OK)
		return st;
	return read_lines(out, s, own, w);
}

enum status
bundle_sums(struct bundle_sums *out, struct store *s, int64_t parent,
    struct arena *a, struct why *w)
{
	struct query q;

	*out = (struct bundle_sums){ NUM_NULL, NUM_NULL, NUM_NULL, NULL };
	query_open(&q, s,
	    "WITH member (id, orders, ship_date) AS ("
	    "     SELECT s.id, d.orders, s.ship_date"
	    "       FROM shipment s"
	    "       JOIN destination d ON d.id = s.destination"
	    "      WHERE s.id = :id OR s.bundled_into = :id),"
	    "     part (id) AS (SELECT DISTINCT orders FROM member)"
	    "SELECT (SELECT CASE WHEN count(*) = count(o.sum_total)"
	    "                    THEN sum(o.sum_total) END"
	    "          FROM part JOIN orders o ON o.id = part.id),"
	    "       (SELECT CASE WHEN count(*) = count(c.amount)"
	    "                    THEN coalesce(sum(c.amount), 0) END"
	    "          FROM part JOIN charge c ON c.orders = part.id"
	    "         WHERE c.kind = 'points'),"
	    "       (SELECT CASE WHEN count(*) = count(c.amount)"
	    "                    THEN coalesce(sum(c.amount), 0) END"
	    "          FROM part JOIN charge c ON c.orders = part.id"
	    "         WHERE c.kind = 'coupon'),"
	    "       (SELECT min(day) FROM (SELECT ship_date AS day FROM member"
	    "         UNION ALL SELECT substr(o.ship_by, 1, 10)"
	    "          FROM part JOIN orders o ON o.id = part.id))");
	query_num(&q, ":id", parent);
	if (query_row(&q)) {
		out->total = query_int(&q, 0);
		out->points = query_int(&q, 1);
		out->coupons = query_int(&q, 2);
		out->until = query_col(&q, 3, a);
	}
	return query_end(&q, "read bundle", w);
}
