/*
 * A format that says only what it knows: the rest of it is guessed from the
 * headers of each file.
 */

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "format/guess.h"
#include "text/fold.h"

/* Whether v, a part of a format, names the header, alone or with others. */
static bool
names(json_t *v, const char *folded, struct arena *a)
{
	const char *s = json_string_value(v), *key;
	size_t i, n;
	json_t *e;

	for (; s != NULL; s = s[n] == '\0' ? NULL : s + n + 1) {
		n = strcspn(s, "|");
		if (strcmp(fold_header(arena_strndup(a, s, n), a), folded) ==
		    0)
			return true;
	}
	json_array_foreach(v, i, e)
		if (names(e, folded, a))
			return true;
	json_object_foreach(v, key, e)
		if (strcmp(fold_header(key, a), folded) == 0 ||
		    names(e, folded, a))
			return true;
	return false;
}

/* What the format itself says of a column is understood. */
static void
mark_named(struct guess *g, json_t *format, struct arena *a)
{
	static const char *const parts[] = { "order", "destination",
	    "shipment", "line", "charges", "payments", "tags" };
	const char *folded;
	size_t i, k;

	for (i = 0; i < g->n; i++) {
		folded = fold_header(g->column[i].header, a);
		for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++)
			if (g->column[i].target == NULL &&
			    names(json_object_get(format, parts[k]), folded,
			    a))
				g->column[i].target = "-";
	}
}

/* Add the charges of kinds that mine has none of. */
static void
add_charges(json_t *mine, json_t *guessed)
{
	json_t *charge, *other;
	size_t i, k;

	json_array_foreach(guessed, i, charge) {
		json_array_foreach(mine, k, other)
			if (json_equal(json_object_get(other, "kind"),
			    json_object_get(charge, "kind")))
				break;
		if (k == json_array_size(mine))
			json_array_append(mine, charge);
	}
}

/* Add to mine what was guessed and mine does not say. */
static void
merge(json_t *mine, json_t *guessed)
{
	json_t *own, *v;
	const char *key;

	json_object_foreach(guessed, key, v) {
		own = json_object_get(mine, key);
		if (own == NULL)
			json_object_set(mine, key, v);
		else if (json_is_object(own))
			json_object_update_missing(own, v);
		else if (strcmp(key, "charges") == 0)
			add_charges(own, v);
	}
}

/* Whether line says what was ordered. */
static bool
has_goods(json_t *line)
{
	return json_object_get(line, "name") != NULL ||
	    json_object_get(line, "code") != NULL ||
	    json_object_get(line, "sku") != NULL;
}

/*
 * A price of the whole line is not needed beside that of a piece, and a
 * quantity, which is 1 where no column tells it, not without goods.  Orders
 * of a file that tells no status are there to be shipped.
 */
static void
settle(json_t *format)
{
	json_t *line = json_object_get(format, "line");
	json_t *order = json_object_get(format, "order");

	if (json_object_get(line, "unit_price") != NULL)
		json_object_del(line, "total");
	if (!has_goods(line))
		json_object_clear(line);
	if (json_object_get(order, "mall_state") == NULL)
		json_object_set_new(order, "mall_state",
		    json_pack("{s:s}", "const", "ready"));
}

/* Whether the format takes files without goods. */
static bool
may_lack_goods(json_t *format)
{
	json_t *v;
	size_t i;

	json_array_foreach(json_object_get(format, "partial"), i, v)
		if (json_is_string(v) &&
		    strcmp(json_string_value(v), "lines") == 0)
			return true;
	return false;
}

static enum status
need(const struct format *f, const char *file, struct why *w)
{
	json_t *line = json_object_get(f->json, "line");
	const char *missing = NULL;

	if (json_object_get(json_object_get(f->json, "order"), "number") ==
	    NULL || json_object_get(f->json, "key") == NULL)
		missing = "order.number";
	else if (!has_goods(line) && !may_lack_goods(f->json))
		missing = "line.name";
	if (missing == NULL)
		return SN_OK;
	return fail(w, SN_INVALID, _("%s: no column for: %s"), file, missing);
}

enum status
guess_complete(struct guess *out, struct format *f, FILE *in,
    const char *file, struct arena *a, struct why *w)
{
	json_t *own = json_object_get(f->json, "guess"), *v;
	enum status st;

	*out = (struct guess){ .n = 0 };
	if (f->kind != FORMAT_ORDER || own == NULL)
		return SN_OK;
	if ((st = guess_format(out, in, file, f->name, own, a, w)) != SN_OK)
		return st;
	mark_named(out, f->json, a);
	if ((v = json_object_get(out->format, "delimiter")) != NULL)
		f->delimiter = *json_string_value(v);
	merge(f->json, out->format);
	settle(f->json);
	json_decref(out->format);
	out->format = NULL;
	return need(f, file, w);
}

const char *
guess_unknown(size_t *n, const struct guess *g, struct arena *a)
{
	struct str s = STR_INIT;
	const char *list;
	size_t i;

	*n = 0;
	for (i = 0; i < g->n; i++)
		if (g->column[i].target == NULL)
			str_addf(&s, "%s%s", (*n)++ > 0 ? ", " : "",
			    g->column[i].header);
	list = arena_strdup(a, str_text(&s));
	str_free(&s);
	return list;
}
