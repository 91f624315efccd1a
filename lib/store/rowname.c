/*
 * Rows as people call them.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/row.h"

/* What tells one row of a table from its sisters, for people. */
static const struct kind {
	const char	*tbl;
	const char	*kind;		/* N_() */
	const char	*col[5];	/* ended by NULL */
} kinds[] = {
	{ "orders", N_("order"), { "shop", "number" } },
	{ "destination", N_("destination"), { "to_name", "to_company" } },
	{ "shipment", N_("shipment"), { "route", "status", "carrier" } },
	{ "line", N_("item"), { "code", "name", "quantity" } },
	{ "shipment_line", N_("packed"), { "quantity" } },
	{ "charge", N_("charge"), { "kind", "name", "amount" } },
	{ "payment", N_("payment"), { "method", "state", "amount" } },
	{ "tracking", N_("tracking"), { "carrier", "number" } },
	{ "returns", N_("return"), { "reason", "state", "quantity" } },
	{ "tag", N_("tag"), { "tag" } },
	{ "finding", N_("finding"), { "severity", "code", "saw",
	    "expected" } },
	{ "note", N_("note"), { "text" } },
	{ "theirs", N_("the mall says"), { "col", "value" } },
	{ "item", N_("goods"), { "code", "name" } },
	{ "item_alias", N_("other code"), { "shop", "alias" } },
	{ "item_part", N_("part"), { "item", "part", "quantity" } },
	{ "customer", N_("customer"), { "name" } },
	{ "customer_key", N_("customer key"), { "kind", "value" } },
	{ "address", N_("address"), { "name", "pref", "city", "town" } },
	{ "joined", N_("bundled"), { "parent", "status", "route" } },
	{ "waived", N_("fee dropped"), { "amount" } },
	{ "saved_query", N_("saved query"), { "name", "query" } },
	{ "fired", N_("rule"), { "rule" } },
	{ "step", N_("step of automation"), { "step", "state", "cause" } },
	{ "blacklist", N_("blacklist"), { "kind", "value" } },
	{ "learned", N_("learned"), { "code", "key" } },
	{ NULL, NULL, { NULL } }
};

static const struct kind *
find_kind(const char *tbl)
{
	const struct kind *k;

	for (k = kinds; k->tbl != NULL; k++)
		if (strcmp(k->tbl, tbl) == 0)
			break;
	return k;
}

const char *
row_kind(const char *tbl)
{
	const struct kind *k = find_kind(tbl);

	return k->tbl == NULL ? tbl : _(k->kind);
}

static const struct column *
find_column(const char *tbl, const char *col)
{
	const struct table *t = table_find(tbl);

	return t == NULL ? NULL : column_find(t, col);
}

bool
row_is_inner(const char *tbl, const char *col)
{
	return (strcmp(tbl, "orders") == 0 && strcmp(col, "seen") == 0) ||
	    (strcmp(tbl, "shipment") == 0 && strcmp(col, "labelled_as") == 0);
}

const char *
row_field(const char *tbl, const char *col, bool ja)
{
	const struct column *c = find_column(tbl, col);

	if (c == NULL)
		return col;
	if (ja && c->ja != NULL)
		return c->ja;
	return c->field != NULL ? c->field : col;
}

const char *
row_word(const char *tbl, const char *col, const char *value, bool ja)
{
	const struct column *c = find_column(tbl, col);

	if (!ja || value == NULL || c == NULL || c->words == NULL)
		return value;
	return word_ja(c->words, value);
}

const char *
row_says(const struct row *r, bool ja, struct arena *a)
{
	const struct kind *k = find_kind(r->tbl);
	struct str t = STR_INIT;
	const char *v, *text;
	size_t i;

	str_puts(&t, row_kind(r->tbl));
	for (i = 0; i < sizeof(k->col) / sizeof(k->col[0]) &&
	    k->col[i] != NULL; i++) {
		v = row_value(r, k->col[i]);
		if (v == NULL && strcmp(k->col[i], "value") == 0)
			v = "-";
		if (v == NULL || *v == '\0')
			continue;
		if (strcmp(r->tbl, "theirs") == 0 && i == 0)
			v = row_field(row_value(r, "tbl"), v, ja);
		else
			v = row_word(r->tbl, k->col[i], v, ja);
		str_addf(&t, "%s%s", strcmp(k->col[i], "quantity") == 0 ?
		    " ×" : " ", v);
	}
	text = arena_strdup(a, str_text(&t));
	str_free(&t);
	return text;
}

static enum status
order_name(const char **out, struct store *s, int64_t id, struct arena *a,
    struct why *w)
{
	enum status st;
	struct row r;

	if ((st = row_last(&r, s, "orders", id, a, w)) == SN_OK)
		*out = arena_printf(a, "%s:%s", row_value(&r, "shop"),
		    row_value(&r, "number"));
	return st;
}

enum status
row_name(const char **out, struct store *s, const char *tbl, int64_t id,
    struct arena *a, struct why *w)
{
	int64_t order, shipment;
	const char *name;
	enum status st;
	struct row r;

	if ((st = row_last(&r, s, tbl, id, a, w)) != SN_OK ||
	    (st = row_place(&order, &shipment, s, &r, w)) != SN_OK)
		return st;
	if (order == NUM_NULL) {
		*out = row_says(&r, false, a);
		return SN_OK;
	}
	if ((st = order_name(&name, s, order, a, w)) != SN_OK)
		return st;
	if (shipment != NUM_NULL)
		name = arena_printf(a, "%" PRId64 " (%s)", shipment, name);
	if (strcmp(tbl, "shipment") != 0 && strcmp(tbl, "orders") != 0)
		name = arena_printf(a, "%s %s", name, row_says(&r, false, a));
	*out = name;
	return SN_OK;
}
