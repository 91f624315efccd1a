/*
 * What checks look at, in temporary tables: most of them decide by a few
 * narrow columns, and never read the wide rows of the store.
 */

#include <assert.h>
#include <string.h>

#include "store/picked.h"
#include "store/seen.h"

static const char temporary[] =
    "CREATE TEMP TABLE IF NOT EXISTS shops ("
    " name TEXT PRIMARY KEY, carrier TEXT, service TEXT) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS carriers ("
    " name TEXT PRIMARY KEY, service TEXT) WITHOUT ROWID;"
    "DROP TABLE IF EXISTS temp.todo;"	/* of another shape, maybe */
    "CREATE TEMP TABLE todo ("
    " id INTEGER PRIMARY KEY, orders INTEGER, destination INTEGER,"
    " status TEXT, kind TEXT, cancel TEXT, carrier TEXT, service TEXT,"
    " temperature TEXT, parcels INTEGER, collect INTEGER, ship_date TEXT,"
    " deliver_on TEXT, deliver_slot TEXT, bundled_into INTEGER,"
    " shipped_at TEXT, ordered_at TEXT, mall_state TEXT, confirm_by TEXT,"
    " pay_by TEXT, ship_by TEXT, cancel_by TEXT, stated_total INTEGER,"
    " sum_total INTEGER, fold_by_mail TEXT, fold_by_phone TEXT,"
    " payments TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS ended ("
    " id INTEGER PRIMARY KEY, orders INTEGER, destination INTEGER,"
    " status TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS packed ("
    " id INTEGER PRIMARY KEY, goods INTEGER, cool INTEGER, warmest INTEGER,"
    " coldest INTEGER, available_on TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS flawed ("
    " id INTEGER PRIMARY KEY, flaws INTEGER);"
    "CREATE TEMP TABLE IF NOT EXISTS says ("
    " id INTEGER PRIMARY KEY, error TEXT, replaced TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS seen ("
    " code TEXT, orders INTEGER, shipment INTEGER, field TEXT,"
    " saw TEXT, expected TEXT, source TEXT, learned INTEGER DEFAULT 0,"
    " PRIMARY KEY (code, orders, shipment, field)) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS stands ("
    " code TEXT, orders INTEGER, shipment INTEGER, field TEXT,"
    " id INTEGER, state TEXT, severity TEXT, saw TEXT, expected TEXT,"
    " source TEXT,"
    " PRIMARY KEY (code, orders, shipment, field)) WITHOUT ROWID;"
    "DELETE FROM shops; DELETE FROM carriers; DELETE FROM ended;"
    "DELETE FROM packed; DELETE FROM flawed; DELETE FROM says;"
    "DELETE FROM seen; DELETE FROM stands";

/* The shops and carriers of sn.conf. */
static enum status
put_conf(struct store *s, const struct conf *conf, struct why *w)
{
	enum status st = SN_OK;
	struct query q;
	size_t i;

	for (i = 0; i < conf->nshop && st == SN_OK; i++) {
		query_open(&q, s,
		    "INSERT INTO shops VALUES (:name, :carrier, :service)");
		query_text(&q, ":name", conf->shop[i].name);
		query_text(&q, ":carrier", conf->shop[i].carrier);
		query_text(&q, ":service", conf->shop[i].service);
		st = query_do(&q, "check shipments", w);
	}
	for (i = 0; i < conf->ncarrier && st == SN_OK; i++) {
		query_open(&q, s,
		    "INSERT INTO carriers VALUES (:name, :service)");
		query_text(&q, ":name", conf->carrier[i].name);
		query_text(&q, ":service", conf->carrier[i].service);
		st = query_do(&q, "check shipments", w);
	}
	return st;
}

/*
 * The shipments picked and what is bundled into them, by what they are, and
 * by what they go: as their labels would have it.
 */
#define GOES								\
	" SELECT s.id, d.orders, d.id, s.status, s.kind, s.cancel,"	\
	"        coalesce(s.carrier, h.carrier),"			\
	"        coalesce(s.service, CASE WHEN"				\
	"        coalesce(s.carrier, h.carrier) = h.carrier"		\
	"        THEN h.service END, k.service, 'parcel'),"		\
	"        s.temperature, s.parcels, s.collect, s.ship_date,"	\
	"        s.deliver_on, s.deliver_slot, s.bundled_into,"		\
	"        s.shipped_at, o.ordered_at, o.mall_state,"		\
	"        o.confirm_by, o.pay_by, o.ship_by, o.cancel_by,"	\
	"        o.stated_total, o.sum_total,"				\
	"        o.fold_by_mail, o.fold_by_phone, ("			\
	"        SELECT group_concat(p.method || ' ' || p.timing ||"	\
	"               ' ' || p.state, ' ')"				\
	"          FROM payment p WHERE p.orders = o.id)"
#define BY								\
	"  JOIN destination d ON d.id = s.destination"			\
	"  JOIN orders o ON o.id = d.orders"				\
	"  LEFT JOIN shops h ON h.name = o.shop"			\
	"  LEFT JOIN carriers k ON k.name = coalesce(s.carrier, h.carrier)" \
	" WHERE s.status NOT IN ('done', 'follow', 'cancel')"

static const char fill[] =
    "INSERT INTO todo" GOES
    "  FROM picked p JOIN shipment s ON s.id = p.id" BY ";"
    "INSERT OR IGNORE INTO todo" GOES
    "  FROM picked p JOIN shipment s ON s.bundled_into = p.id" BY ";"
    "INSERT INTO ended"
    " SELECT s.id, d.orders, d.id, s.status"
    "   FROM picked p JOIN shipment s ON s.id = p.id"
    "   JOIN destination d ON d.id = s.destination"
    "  WHERE s.status IN ('done', 'follow', 'cancel');"
    /* as for picked */
    "ANALYZE temp.todo; ANALYZE temp.ended";

enum status
look_at(struct store *s, const struct conf *conf, const int64_t *id,
    size_t n, struct why *w)
{
	enum status st;

	if ((st = picked_put(s, id, n, w)) != SN_OK ||
	    (st = query_run(s, temporary, "check shipments", w)) != SN_OK ||
	    (st = put_conf(s, conf, w)) != SN_OK)
		return st;
	return query_run(s, fill, "check shipments", w);
}

#define LEVEL								\
	" WHEN 'frozen' THEN 2 WHEN 'chilled' THEN 1"
#define TO								\
	", d.to_name, d.to_kana, d.to_company, d.to_department,"	\
	" d.to_title, d.to_zip, d.to_pref, d.to_city, d.to_town,"	\
	" d.to_building, d.to_phone"
#define MIXES								\
	"CASE WHEN g.quantity > 0 AND l.quantity > l.cancelled"		\
	"      AND l.kind IN ('goods', 'set', 'part')"			\
	"      AND coalesce(l.temperature, i.temperature) IS NOT NULL"	\
	"     THEN CASE coalesce(l.temperature, i.temperature)"		\
	LEVEL " ELSE 0 END END"

/*
 * What several checks ask of every shipment, asked once, when the first of
 * them is on.  LIMIT keeps SQLite from asking again for each column.
 */
static const struct closer {
	const char	*name, *fill;
} closer[] = {
	{ "packed",
	    "INSERT INTO packed"
	    " SELECT t.id,"
	    "        sum(g.quantity > 0 AND l.kind NOT IN ('fee', 'discount')),"
	    "        max(CASE WHEN g.quantity > 0 THEN CASE l.temperature" LEVEL
	    "            END END), min(" MIXES "), max(" MIXES "),"
	    "        max(CASE WHEN l.quantity > l.cancelled THEN"
	    "            l.available_on END)"
	    "   FROM todo t"
	    "  CROSS JOIN shipment_line g ON g.shipment = t.id"
	    "  CROSS JOIN line l ON l.id = g.line"
	    "   LEFT JOIN item i ON i.code = l.code"
	    "  GROUP BY t.id" },
	{ "flawed",
	    "INSERT INTO flawed"
	    " SELECT id, flaws"
	    "   FROM (SELECT t.id, sn_address(d.to_zip, d.to_pref, d.to_city,"
	    "                d.to_town, d.to_building, d.to_company,"
	    "                d.to_name) AS flaws"
	    "           FROM todo t"
	    "           JOIN destination d ON d.id = t.destination"
	    "          LIMIT -1)"
	    "  WHERE flaws <> 0" },
	{ "says",
	    "INSERT INTO says"
	    " SELECT id, error, replaced"
	    "   FROM (SELECT t.id, sn_label_says('error', t.carrier" TO
	    "                ) AS error,"
	    "                sn_label_says('replaced', t.carrier" TO
	    "                ) AS replaced"
	    "           FROM todo t"
	    "           JOIN destination d ON d.id = t.destination"
	    "          WHERE t.carrier IS NOT NULL"
	    "            AND t.status NOT IN ('number', 'notify')"
	    "          LIMIT -1)"
	    "  WHERE error IS NOT NULL OR replaced IS NOT NULL" },
};

enum status
look_closer(struct seeing *r, const char *name, struct why *w)
{
	enum status st;
	size_t i = 0;

	if (name == NULL)
		return SN_OK;
	while (strcmp(closer[i].name, name) != 0) {
		i++;
		assert(i < sizeof(closer) / sizeof(closer[0]));
	}
	if ((r->closer & 1U << i) != 0)
		return SN_OK;
	r->closer |= 1U << i;
	if ((st = query_run(r->store, closer[i].fill, "check shipments",
	    w)) != SN_OK)
		return st;
	return query_run(r->store, arena_printf(&r->arena, "ANALYZE temp.%s",
	    name), "check shipments", w);
}
