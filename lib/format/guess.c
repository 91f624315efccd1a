#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "data/blob.h"
#include "format/guess.h"
#include "order/model.h"
#include "text/fold.h"

enum { PARTS = 3 };	/* columns that one value may lie in */

/* A format on its way. */
struct draft {
	const struct guess	*guess;
	json_t			*usual;	/* what else a target's spec has */
	json_t			*format;
	struct str		 missing;
};

/*
 * The headers of a target: those that hold all of it, else those of its
 * parts in their order.  New.
 */
static json_t *
headers_of(const struct guess *g, const char *base, bool recipient)
{
	const char *part[PARTS + 1] = { NULL };
	json_t *list = json_array();
	size_t i, n = strlen(base), k;
	const char *t;

	for (i = 0; i < g->n; i++) {
		t = g->column[i].target;
		if (t == NULL || strncmp(t, base, n) != 0 ||
		    (recipient && !g->column[i].recipient))
			continue;
		if (t[n] == '\0')
			json_array_append_new(list,
			    json_string(g->column[i].header));
		else if (t[n] == '/' && t[n + 1] > '0' &&
		    t[n + 1] <= '0' + PARTS) {
			k = (size_t)(t[n + 1] - '0');
			if (part[k] == NULL)
				part[k] = g->column[i].header;
		}
	}
	for (k = 1; json_array_size(list) == 0 && k <= PARTS; k++)
		if (part[k] != NULL)
			break;
	for (; k <= PARTS && part[k] != NULL; k++)
		json_array_append_new(list, json_string(part[k]));
	return list;
}

/* Whether the column's headers are all of it, as parts, or alternatives. */
static bool
in_parts(const struct guess *g, const char *base)
{
	size_t i, n = strlen(base);

	for (i = 0; i < g->n; i++)
		if (g->column[i].target != NULL &&
		    strcmp(g->column[i].target, base) == 0)
			return false;
	for (i = 0; i < g->n; i++)
		if (g->column[i].target != NULL &&
		    strncmp(g->column[i].target, base, n) == 0 &&
		    g->column[i].target[n] == '/')
			return true;
	return false;
}

/* Hang the condition without a header on the first of list.  New. */
static json_t *
conditional(json_t *usual, json_t *list)
{
	json_t *spec = json_deep_copy(usual), *when, *patterns;

	when = json_object_get(spec, "when");
	patterns = json_incref(json_object_get(when, ""));
	json_object_del(when, "");
	json_object_set_new(when, json_string_value(json_array_get(list, 0)),
	    patterns);
	return spec;
}

/* The specification of a target, new; NULL: no column is for it. */
static json_t *
spec_of(const struct draft *d, const char *base, bool recipient)
{
	json_t *usual = json_object_get(d->usual, base), *spec;
	json_t *list = headers_of(d->guess, base, recipient);
	size_t n = json_array_size(list);

	if (n == 0)
		spec = NULL;
	else if (json_object_get(usual, "const") != NULL)
		spec = conditional(usual, list);
	else {
		if (n == 1 || (!in_parts(d->guess, base) &&
		    json_object_get(usual, "join") == NULL))
			spec = json_incref(json_array_get(list, 0));
		else
			spec = json_incref(list);
		if (usual != NULL) {
			spec = json_pack("{s:o}", "from", spec);
			json_object_update(spec, usual);
		}
	}
	json_decref(list);
	return spec;
}

/* All columns of a table that some header is for; new. */
static json_t *
section(const struct draft *d, const char *name, const struct table *t,
    struct arena *a)
{
	json_t *o = json_object(), *spec;
	const char *column;
	size_t i;

	for (i = 0; i < t->n; i++) {
		column = t->column[i].name;
		spec = spec_of(d, arena_printf(a, "%s.%s", name, column),
		    false);
		if (spec == NULL && t == &table_destination &&
		    strncmp(column, "to_", 3) == 0)
			spec = spec_of(d, arena_printf(a, "order.by_%s",
			    column + 3), true);
		if (spec != NULL)
			json_object_set_new(o, column, spec);
	}
	return o;
}

/* No order can be without a column for base, or for other. */
static void
need(struct draft *d, const char *base, const char *other)
{
	json_t *list = headers_of(d->guess, base, false), *more;
	bool found = json_array_size(list) > 0;

	json_decref(list);
	if (!found && other != NULL) {
		more = headers_of(d->guess, other, false);
		found = json_array_size(more) > 0;
		json_decref(more);
	}
	if (found)
		return;
	str_addf(&d->missing, "%s%s", d->missing.len > 0 ? ", " : "",
	    base);
}

static void
put_lines(struct draft *d, struct arena *a)
{
	json_t *line = section(d, "line", &table_line, a), *total;

	if (json_object_get(line, "unit_price") == NULL &&
	    (total = spec_of(d, "line.total", false)) != NULL)
		json_object_set_new(line, "total", total);
	if (json_object_get(line, "quantity") == NULL)
		json_object_set_new(line, "quantity", json_integer(1));
	json_object_set_new(d->format, "line", line);
}

static void
put_money(struct draft *d, struct arena *a)
{
	const struct word *kind = words_charge_kind;
	json_t *charges = json_array(), *spec, *word;

	for (; kind->slug != NULL; kind++) {
		spec = spec_of(d, arena_printf(a, "charges.%s", kind->slug),
		    false);
		if (spec != NULL)
			json_array_append_new(charges, json_pack("{s:s, s:o}",
			    "kind", kind->slug, "amount", spec));
	}
	json_object_set_new(d->format, "charges", charges);
	if ((spec = spec_of(d, "payments.method", false)) == NULL)
		return;
	word = json_object_get(spec, "from");
	json_object_set_new(d->format, "payments", json_pack("[{s:O, s:O}]",
	    "method", spec, "word", word));
	json_decref(spec);
}

static void
put_destination(struct draft *d, struct arena *a)
{
	json_t *o = section(d, "destination", &table_destination, a);
	json_t *key = spec_of(d, "destination.key", false);

	if (key != NULL) {
		json_object_set_new(o, "key", key);
		json_object_set(o, "mall_id", key);
	}
	json_object_set_new(d->format, "destination", o);
}

/* The headers that tell the file, and the one of the order's number. */
static void
put_signature(struct draft *d)
{
	static const char *const bases[] = { "order.number",
	    "order.ordered_at", "line.quantity", "line.name",
	    "order.by_name", "destination.to_name" };
	json_t *requires = json_array(), *list;
	size_t i;

	for (i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		list = headers_of(d->guess, bases[i], false);
		if (i == 0 && json_array_size(list) > 0)
			json_object_set(d->format, "key",
			    json_array_get(list, 0));
		if (json_array_size(list) > 0)
			json_array_append(requires, json_array_get(list, 0));
		json_decref(list);
	}
	json_object_set_new(d->format, "requires", requires);
}

static enum status
put_head(struct draft *d, const struct table_file *t, const char *name,
    struct arena *a, struct why *w)
{
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	d->format = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
	    "name", name, "kind", "order", "mall", "own", "title", name,
	    "source", "guessed from headers", "seen",
	    arena_strndup(a, now.text, 10), "confidence", "unverified",
	    "encoding", enc_name(t->encoding));
	if (t->conf.delimiter != ',')
		json_object_set_new(d->format, "delimiter",
		    json_string(arena_strndup(a, &t->conf.delimiter, 1)));
	return SN_OK;
}

/* The table by the delimiter that makes more columns of its first row. */
static enum status
open_table(struct table_file *out, FILE *in, const char *file,
    struct arena *a, struct why *w)
{
	struct format comma = { .delimiter = ',', .quoted = true };
	struct format tab = { .delimiter = '\t', .quoted = true };
	struct table_file other;
	enum status st;
	enum enc e;

	if ((st = table_encoding(&e, in, file, w)) != SN_OK ||
	    (st = table_open(out, in, file, e, &comma, a, w)) != SN_OK ||
	    (st = table_open(&other, in, file, e, &tab, a, w)) != SN_OK)
		return st;
	if (other.header.n > out->header.n)
		*out = other;
	return SN_OK;
}

/* What own says of the column, or NULL. */
static const char *
own_target(json_t *own, const char *folded, struct arena *a)
{
	const char *header;
	json_t *v;

	json_object_foreach(own, header, v)
		if (strcmp(fold_header(header, a), folded) == 0)
			return json_string_value(v);
	return NULL;
}

/* The headers as they stand in the file; '|' parts names in a format. */
static enum status
read_headers(struct guess *out, const struct table_file *t, json_t *own,
    struct arena *a, struct why *w)
{
	enum status st;
	struct decoder *d;
	const char *s;
	size_t i;

	if ((st = decoder_open(&d, t->encoding, w)) != SN_OK)
		return st;
	out->column = arena_alloc(a, (t->header.n + 1) *
	    sizeof(*out->column));
	for (i = 0; st == SN_OK && i < t->header.n; i++) {
		st = decoder_text(&s, d, t->header.cell[i].p,
		    t->header.cell[i].len, a, w);
		if (st == SN_OK && *t->headers.name[i] != '\0' &&
		    strchr(s, '|') == NULL) {
			out->column[out->n].header = s;
			out->column[out->n++].target = own_target(own,
			    t->headers.name[i], a);
		}
	}
	decoder_close(d);
	return st;
}

enum status
guess_format(struct guess *out, FILE *in, const char *file,
    const char *name, json_t *own, struct arena *a, struct why *w)
{
	const struct blob *b = blob_find("data/guess.json");
	struct draft d = { .guess = out, .missing = STR_INIT };
	struct table_file t;
	enum status st;

	*out = (struct guess){ .n = 0 };
	if ((st = open_table(&t, in, file, a, w)) != SN_OK ||
	    (st = read_headers(out, &t, own, a, w)) != SN_OK ||
	    (st = put_head(&d, &t, name, a, w)) != SN_OK)
		return st;
	guess_targets(out->column, out->n, a);
	d.usual = json_loadb((const char *)b->data, b->len, 0, NULL);
	put_signature(&d);
	json_object_set_new(d.format, "order", section(&d, "order",
	    &table_orders, a));
	put_destination(&d, a);
	json_object_set_new(d.format, "shipment", section(&d, "shipment",
	    &table_shipment, a));
	put_lines(&d, a);
	put_money(&d, a);
	json_decref(d.usual);
	need(&d, "order.number", NULL);
	need(&d, "order.ordered_at", NULL);
	need(&d, "line.quantity", NULL);
	need(&d, "line.unit_price", "line.total");
	out->missing = arena_strdup(a, str_text(&d.missing));
	str_free(&d.missing);
	out->format = d.format;
	return SN_OK;
}
