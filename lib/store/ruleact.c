/*
 * Actions of rules.  The statements are over hit, all shipments that a rule
 * meets; what has no set-based form walks over their ids.
 */

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/bulk.h"
#include "store/ruleact.h"
#include "store/where.h"
#include "text/fold.h"

enum status
ruleact_hits(int64_t **out, size_t *n, struct rule_run *r, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, r->store, "SELECT id FROM hit ORDER BY id");
	while (query_row(&q)) {
		*out = arena_grow(r->arena, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read shipments", w);
}

/* Targets: the rows of t that the shipments of hit are or belong to. */
static const char *
targets(const struct table *t)
{
	if (t == &table_shipment)
		return "INSERT INTO target (id, value)"
		    "SELECT id, :value FROM hit";
	if (t == &table_destination)
		return "INSERT INTO target (id, value)"
		    "SELECT DISTINCT s.destination, :value"
		    "  FROM hit h JOIN shipment s ON s.id = h.id";
	return "INSERT INTO target (id, value)"
	    "SELECT DISTINCT d.orders, :value"
	    "  FROM hit h JOIN shipment s ON s.id = h.id"
	    "  JOIN destination d ON d.id = s.destination";
}

static void
bind_value(struct query *q, const struct column *c, const char *value)
{
	if (value != NULL && column_is_num(c))
		query_num(q, ":value", strtoll(value, NULL, 10));
	else
		query_text(q, ":value", value);
}

static enum status
set(struct rule_run *r, const struct table *t, const struct column *c,
    const char *value, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store, targets(t));
	bind_value(&q, c, value);
	return bulk_fill(&q, t, c, w);
}

/* A service goes with its carrier: another one has none, or the one named. */
static enum status
set_carrier(struct rule_run *r, const struct action *x, struct why *w)
{
	const struct column *service = column_find(&table_shipment,
	    "service");
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO target (id, value)"
	    "SELECT s.id, :service"
	    "  FROM hit h JOIN shipment s ON s.id = h.id"
	    " WHERE :service IS NOT NULL"
	    "    OR s.carrier IS DISTINCT FROM :carrier");
	query_text(&q, ":service", x->more);
	query_text(&q, ":carrier", x->value);
	if ((st = bulk_fill(&q, &table_shipment, service, w)) != SN_OK)
		return st;
	return set(r, x->table, x->column, x->value, w);
}

/* Behind what is there, unless it has it already. */
static enum status
append(struct rule_run *r, const struct action *x, struct why *w)
{
	const char *between = strcmp(x->column->name, "stamps") == 0 ||
	    strcmp(x->column->name, "message") == 0 ? "\n" : " ";
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store, targets(x->table));
	query_text(&q, ":value", x->value);
	if ((st = query_do(&q, "find rows", w)) != SN_OK)
		return st;
	query_once(&q, r->store, arena_printf(r->arena,
	    "UPDATE target SET value = ("
	    "SELECT CASE WHEN t.%s IS NULL THEN value"
	    "       WHEN sn_has(t.%s, value) = 1 THEN t.%s"
	    "       ELSE t.%s || :between || value END"
	    "  FROM %s t WHERE t.id = target.id)", x->column->name,
	    x->column->name, x->column->name, x->column->name,
	    x->table->name));
	query_text(&q, ":between", between);
	return bulk_fill(&q, x->table, x->column, w);
}

static enum status
tag(struct rule_run *r, const struct action *x, struct why *w)
{
	enum status st;
	struct query q;
	int64_t n, first;

	if ((st = query_one(&n, r->store, "SELECT count(*) FROM hit", 0,
	    w)) != SN_OK ||
	    (st = store_ids(&first, r->store, "tag", n, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO tag (id, shipment, tag)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY h.id), h.id, :tag"
	    "  FROM hit h"
	    " WHERE NOT EXISTS (SELECT 1 FROM tag t"
	    "       WHERE t.shipment = h.id AND t.tag = :tag)");
	query_num(&q, ":first", first);
	query_text(&q, ":tag", x->value);
	return query_do(&q, "tag", w);
}

static enum status
untag(struct rule_run *r, const struct action *x, struct why *w)
{
	struct query q;

	query_open(&q, r->store,
	    "DELETE FROM tag"
	    " WHERE tag = :tag AND shipment IN (SELECT id FROM hit)");
	query_text(&q, ":tag", x->value);
	return query_do(&q, "untag", w);
}

/* A pattern with * and ? for LIKE, against folded codes. */
static const char *
like(const char *pattern, struct arena *a)
{
	static const struct field code = { .type = TYPE_TEXT };
	char *p, *marked = arena_strdup(a, pattern);

	for (p = marked; *p != '\0'; p++)
		if (*p == '*')
			*p = EXPR_ANY;
		else if (*p == '?')
			*p = EXPR_ONE;
	return where_like(&code, marked, false, a);
}

static enum status
lines(struct rule_run *r, const struct action *x, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO target (id, value)"
	    "SELECT DISTINCT l.id, :value"
	    "  FROM hit h"
	    "  JOIN shipment_line sl ON sl.shipment = h.id"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE :like IS NULL"
	    "    OR l.fold_sku LIKE :like ESCAPE '\\'"
	    "    OR l.fold_code LIKE :like ESCAPE '\\'");
	bind_value(&q, x->column, x->value);
	query_text(&q, ":like", x->more == NULL ? NULL :
	    like(x->more, r->arena));
	return bulk_fill(&q, x->table, x->column, w);
}

static enum status
parcels_per(struct rule_run *r, const struct action *x, struct why *w)
{
	const struct column *c = column_find(&table_shipment, "parcels");
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO target (id, value)"
	    "SELECT h.id, (sum(sl.quantity) + :per - 1) / :per"
	    "  FROM hit h"
	    "  JOIN shipment_line sl ON sl.shipment = h.id"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE l.kind IN ('goods', 'set', 'promo')"
	    " GROUP BY h.id HAVING sum(sl.quantity) > 0");
	query_num(&q, ":per", x->n);
	return bulk_fill(&q, &table_shipment, c, w);
}

/* The remarks without the text, and without lines that it leaves empty. */
static const char *
without(const char *remarks, const char *text, struct arena *a)
{
	struct str s = STR_INIT;
	const char *at, *kept;
	size_t len;

	for (; (at = strstr(remarks, text)) != NULL; remarks = at) {
		str_add(&s, remarks, (size_t)(at - remarks));
		at += strlen(text);
		if (*at == '\n' && (s.len == 0 || s.p[s.len - 1] == '\n'))
			at++;
	}
	str_puts(&s, remarks);
	for (len = s.len; len > 0 && strchr(" \t\n", s.p[len - 1]) != NULL;)
		len--;
	kept = len == 0 ? NULL : arena_strndup(a, s.p, len);
	str_free(&s);
	return kept;
}

static enum status
put_target(struct store *s, int64_t id, const char *value, struct why *w)
{
	struct query q;

	query_open(&q, s, "INSERT INTO target (id, value)"
	    " VALUES (:id, :value)");
	query_num(&q, ":id", id);
	query_text(&q, ":value", value);
	return query_do(&q, "find rows", w);
}

static enum status
strip(struct rule_run *r, const struct action *x, struct why *w)
{
	const struct column *c = column_find(&table_orders, "remarks");
	enum status st, end;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "SELECT DISTINCT o.id, o.remarks"
	    "  FROM hit h JOIN shipment s ON s.id = h.id"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE sn_has(o.remarks, :text) = 1");
	query_text(&q, ":text", x->value);
	while (st == SN_OK && query_row(&q))
		st = put_target(r->store, query_int(&q, 0), without(
		    query_col(&q, 1, r->arena), x->value, r->arena), w);
	end = query_end(&q, "find remarks", w);
	if (st != SN_OK || end != SN_OK)
		return st != SN_OK ? st : end;
	return bulk_set(r->store, &table_orders, c, w);
}

/* One of the sender's columns becomes the shop's, or the buyer's. */
static enum status
sender_column(struct rule_run *r, const struct action *x,
    const struct conf_shop *shop, const struct column *c, struct why *w)
{
	const struct column *by = column_find(&table_orders,
	    arena_printf(r->arena, "by_%s", c->name + strlen("from_")));
	const struct order as_buyer = { .by = shop->sender };
	enum status st;
	struct query q;

	if ((st = bulk_begin(r->store, w)) != SN_OK)
		return st;
	query_once(&q, r->store, arena_printf(r->arena,
	    "INSERT INTO target (id, value)"
	    "SELECT DISTINCT d.id, CASE :who WHEN 'buyer' THEN o.%s"
	    "       ELSE :value END"
	    "  FROM hit h JOIN shipment s ON s.id = h.id"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE o.shop = :shop", by->name));
	query_text(&q, ":who", x->value);
	query_text(&q, ":shop", shop->name);
	query_text(&q, ":value", record_text(&as_buyer, by));
	return bulk_fill(&q, &table_destination, c, w);
}

static enum status
sender(struct rule_run *r, const struct action *x, struct why *w)
{
	const struct table *t = &table_destination;
	enum status st = SN_OK;
	size_t i, k;

	for (i = 0; i < r->conf->nshop; i++)
		for (k = 0; k < t->n && st == SN_OK; k++)
			if (strncmp(t->column[k].name, "from_", 5) == 0)
				st = sender_column(r, x, &r->conf->shop[i],
				    &t->column[k], w);
	return st;
}

enum status
ruleact(struct rule_run *r, const struct rule *rule, const struct action *x,
    struct why *w)
{
	switch (x->act) {
	case ACTION_SET:
		return strcmp(x->column->name, "carrier") == 0 ?
		    set_carrier(r, x, w) :
		    set(r, x->table, x->column, x->value, w);
	case ACTION_APPEND:
		return append(r, x, w);
	case ACTION_TAG:
		return tag(r, x, w);
	case ACTION_UNTAG:
		return untag(r, x, w);
	case ACTION_ROUTE:
		return ruleact_move(r, rule, &(struct move){
		    .route = x->value }, w);
	case ACTION_MOVE:
		return ruleact_move(r, rule, &(struct move){
		    .status = x->value, .box = x->more }, w);
	case ACTION_LINES:
		return lines(r, x, w);
	case ACTION_CHARGE:
		return ruleact_charge(r, x, w);
	case ACTION_PARCELS_PER:
		return parcels_per(r, x, w);
	case ACTION_ADD:
		return ruleact_add(r, x, w);
	case ACTION_STRIP:
		return strip(r, x, w);
	case ACTION_SENDER:
		return sender(r, x, w);
	case ACTION_SPLIT:
		return ruleact_split(r, rule, x, w);
	case ACTION_SHIP:
		return ruleact_ship(r, x, w);
	case ACTION_STOP:
		break;
	}
	return SN_OK;
}
