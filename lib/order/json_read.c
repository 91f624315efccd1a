/*
 * Full records read back.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/json.h"

enum {
	SEQ_MAX = 10000,	/* destinations and lines of one order */
	DIGITS_MAX = 18
};

/*
 * Keys of a record that are no columns; read by hand, but for members: each
 * of these says where it belongs.
 */
static const char *const of_top[] = {
	"shop", "number", "order", "destination", "lines", "tracking", "tags",
	"members", NULL
};
static const char *const of_order[] = { "charges", "payments", NULL };
static const char *const of_line[] = { "quantity_here", "parent", NULL };
static const char *const of_charge[] = { "destination", NULL };
static const char *const of_none[] = { NULL };

static bool
listed(const char *const *list, const char *key)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, key) == 0)
			return true;
	return false;
}

static enum status
take_num(void *rec, const struct column *c, json_t *v, struct why *w)
{
	const char *s = json_string_value(v);
	size_t n;

	if (c->type == TYPE_ID) {
		n = s == NULL ? 0 : strspn(s, "0123456789");
		if (n == 0 || n > DIGITS_MAX || s[n] != '\0')
			return fail(w, SN_INVALID, "%s",
			    _("not an id, a string of digits"));
		record_set_num(rec, c, strtoll(s, NULL, 10));
	} else if (json_is_integer(v) && json_integer_value(v) != NUM_NULL)
		record_set_num(rec, c, json_integer_value(v));
	else if (c->type == TYPE_BOOL && json_is_boolean(v))
		record_set_num(rec, c, json_is_true(v));
	else
		return fail(w, SN_INVALID, "%s", c->type == TYPE_BOOL ?
		    _("neither true nor false") : _("not a whole number"));
	return SN_OK;
}

/* Statuses and carriers of a shop's own are words too. */
static bool
open_list(const struct word *words)
{
	return words == words_status || words == words_carrier;
}

static enum status
take(void *rec, const struct column *c, json_t *v, struct arena *a,
    struct why *w)
{
	const struct word *word;
	const char *s;

	if (json_is_null(v)) {
		if (column_is_num(c))
			record_set_num(rec, c, NUM_NULL);
		else
			record_set_text(rec, c, NULL);
		return SN_OK;
	}
	if (column_is_num(c))
		return take_num(rec, c, v, w);
	if ((s = json_string_value(v)) == NULL)
		return fail(w, SN_INVALID, "%s", _("not a string"));
	if (strlen(s) != json_string_length(v))
		return fail(w, SN_INVALID, "%s", _("has a NUL in it"));
	if (c->words != NULL && (word = word_find(c->words, s)) != NULL)
		s = word->slug;
	else if (c->words != NULL && !open_list(c->words))
		return fail(w, SN_INVALID, _("%s: no such word"), s);
	record_set_text(rec, c, arena_strdup(a, s));
	return SN_OK;
}

/* The column that key names within t, or within a person of it. */
static const struct column *
column_of(const struct table *t, const char *person, const char *key)
{
	const struct column *c;
	char name[64];

	if (person != NULL) {
		snprintf(name, sizeof(name), "%s_%s", person, key);
		key = name;
	}
	c = column_find(t, key);
	return c == NULL || (c->flags & COL_HIDDEN) != 0 ? NULL : c;
}

static bool
is_person(const struct table *t, const char *key)
{
	if (t == &table_orders)
		return strcmp(key, "by") == 0;
	return t == &table_destination &&
	    (strcmp(key, "to") == 0 || strcmp(key, "from") == 0);
}

/* Take all columns of an object; known are the keys to pass over. */
static enum status
take_columns(void *rec, const struct table *t, const char *person,
    json_t *in, const char *const *known, struct arena *a, struct why *w)
{
	const struct column *c;
	const char *key;
	enum status st;
	json_t *v;

	if (!json_is_object(in))
		return fail(w, SN_INVALID, "%s", _("not an object"));
	json_object_foreach(in, key, v) {
		if (listed(known, key))
			continue;
		if (person == NULL && is_person(t, key))
			st = take_columns(rec, t, key, v, of_none, a, w);
		else if ((c = column_of(t, person, key)) != NULL)
			st = take(rec, c, v, a, w);
		else
			st = fail(w, SN_INVALID, "%s", _("unknown key"));
		if (st != SN_OK)
			return fail_at(w, st, "%s", key);
	}
	return SN_OK;
}

/* The array called key in an object; an absent one is empty. */
static enum status
array(json_t **out, json_t *in, const char *key, struct why *w)
{
	*out = json_object_get(in, key);
	if (*out == NULL || json_is_array(*out))
		return SN_OK;
	return fail(w, SN_INVALID, _("%s: not an array"), key);
}

/* A sequence number that points at another member; 0 when absent. */
static enum status
pointer(int64_t *out, json_t *in, const char *key, struct why *w)
{
	json_t *v = json_object_get(in, key);

	*out = 0;
	if (v == NULL)
		return SN_OK;
	*out = json_integer_value(v);
	if (*out >= 1 && *out <= SEQ_MAX)
		return SN_OK;
	return fail(w, SN_INVALID, _("%s: not a sequence number"), key);
}

/* Make room for destination number seq; those before it may come later. */
static void
destinations_up_to(struct tree *t, int64_t seq)
{
	while ((int64_t)t->ndestination < seq)
		tree_destination(t);
}

static enum status
add_charges(struct tree *t, json_t *in, struct why *w)
{
	struct charge *c;
	enum status st;
	json_t *all, *v;
	int64_t seq;
	size_t i;

	if ((st = array(&all, in, "charges", w)) != SN_OK)
		return st;
	json_array_foreach(all, i, v) {
		c = tree_charge(t);
		if ((st = take_columns(c, &table_charge, NULL, v, of_charge,
		    t->arena, w)) != SN_OK ||
		    (st = pointer(&seq, v, "destination", w)) != SN_OK)
			return fail_at(w, st, "charges[%zu]", i);
		destinations_up_to(t, seq);
		if (seq > 0)
			c->destination = seq - 1;
	}
	return SN_OK;
}

static enum status
add_payments(struct tree *t, json_t *in, struct why *w)
{
	enum status st;
	json_t *all, *v;
	size_t i;

	if ((st = array(&all, in, "payments", w)) != SN_OK)
		return st;
	json_array_foreach(all, i, v)
		if ((st = take_columns(tree_payment(t), &table_payment, NULL,
		    v, of_none, t->arena, w)) != SN_OK)
			return fail_at(w, st, "payments[%zu]", i);
	return SN_OK;
}

/* Position of the line with that seq before the last one, or NUM_NULL. */
static int64_t
line_of(const struct tree *t, int64_t seq)
{
	size_t i;

	for (i = 0; i + 1 < t->nline; i++)
		if (t->line[i]->seq == seq)
			return (int64_t)i;
	return NUM_NULL;
}

static enum status
add_lines(struct tree *t, json_t *in, struct why *w)
{
	struct line *l;
	enum status st;
	json_t *all, *v;
	int64_t seq;
	size_t i;

	if ((st = array(&all, in, "lines", w)) != SN_OK)
		return st;
	if (json_array_size(all) > SEQ_MAX)
		return fail(w, SN_INVALID, _("lines: more than %d"), SEQ_MAX);
	json_array_foreach(all, i, v) {
		l = tree_line(t);
		if ((st = take_columns(l, &table_line, NULL, v, of_line,
		    t->arena, w)) != SN_OK ||
		    (st = pointer(&seq, v, "parent", w)) != SN_OK)
			return fail_at(w, st, "lines[%zu]", i);
		if (i > 0 && l->seq <= t->line[i - 1]->seq)
			return fail(w, SN_INVALID, _("lines[%zu]: seq: not "
			    "above the one before"), i);
		if (seq > 0 && (l->parent = line_of(t, seq)) == NUM_NULL)
			return fail(w, SN_INVALID, _("lines[%zu]: parent: not "
			    "an earlier line"), i);
	}
	return SN_OK;
}

/* What the first record of an order says of it. */
static enum status
add_order(struct tree *t, json_t *v, const char *shop, const char *number,
    struct why *w)
{
	json_t *in = json_object_get(v, "order");
	enum status st;

	if (in == NULL)
		return fail(w, SN_INVALID, "%s",
		    _("a record without its order: write it with --full"));
	t->order->shop = arena_strdup(t->arena, shop);
	t->order->number = arena_strdup(t->arena, number);
	if ((st = take_columns(t->order, &table_orders, NULL, in, of_order,
	    t->arena, w)) != SN_OK ||
	    (st = add_charges(t, in, w)) != SN_OK ||
	    (st = add_payments(t, in, w)) != SN_OK)
		return fail_at(w, st, "order");
	if (strcmp(t->order->shop, shop) != 0 ||
	    strcmp(t->order->number, number) != 0)
		return fail(w, SN_INVALID, "%s",
		    _("order: shop, number: other than above"));
	return add_lines(t, v, w);
}

/* Which shipment takes how many of each line. */
static enum status
add_quantities(struct tree *t, json_t *v, size_t shipment, struct why *w)
{
	json_t *one, *here;
	size_t i;

	if (json_array_size(json_object_get(v, "lines")) != t->nline)
		return fail(w, SN_INVALID, "%s",
		    _("lines: other than in the order's first record"));
	json_array_foreach(json_object_get(v, "lines"), i, one) {
		if ((here = json_object_get(one, "quantity_here")) == NULL)
			continue;
		if (!json_is_integer(here) ||
		    json_integer_value(here) == NUM_NULL)
			return fail(w, SN_INVALID, _("lines[%zu]: "
			    "quantity_here: not a whole number"), i);
		tree_shipment_line(t, shipment, i, json_integer_value(here));
	}
	return SN_OK;
}

static enum status
add_tracking(struct tree *t, json_t *v, size_t shipment, struct why *w)
{
	enum status st;
	json_t *all, *one;
	size_t i;

	if ((st = array(&all, v, "tracking", w)) != SN_OK)
		return st;
	json_array_foreach(all, i, one)
		if ((st = take_columns(tree_tracking(t, shipment),
		    &table_tracking, NULL, one, of_none, t->arena,
		    w)) != SN_OK)
			return fail_at(w, st, "tracking[%zu]", i);
	if ((st = array(&all, v, "tags", w)) != SN_OK)
		return st;
	json_array_foreach(all, i, one) {
		if (!json_is_string(one))
			return fail(w, SN_INVALID, _("tags[%zu]: not a string"),
			    i);
		tree_tag(t, shipment, arena_strdup(t->arena,
		    json_string_value(one)));
	}
	return SN_OK;
}

/* The destination of a record: the same seq is the same destination. */
static enum status
add_destination(int64_t *at, struct tree *t, json_t *v, struct why *w)
{
	json_t *in = json_object_get(v, "destination");
	struct destination *d;
	enum status st;
	int64_t seq;

	if (!json_is_object(in))
		return fail(w, SN_INVALID, _("destination: not an object"));
	if ((st = pointer(&seq, in, "seq", w)) != SN_OK)
		return fail_at(w, st, "destination");
	if (seq == 0)
		seq = 1;
	destinations_up_to(t, seq);
	d = t->destination[seq - 1];
	if ((st = take_columns(d, &table_destination, NULL, in, of_none,
	    t->arena, w)) != SN_OK)
		return fail_at(w, st, "destination");
	d->seq = seq;
	*at = seq - 1;
	return SN_OK;
}

enum status
tree_add_json(struct tree *t, json_t *v, struct why *w)
{
	const char *shop = json_string_value(json_object_get(v, "shop"));
	const char *number = json_string_value(json_object_get(v, "number"));
	struct shipment *s;
	int64_t at = 0;
	enum status st;

	if (!json_is_object(v))
		return fail(w, SN_INVALID, "%s", _("not a record"));
	if (shop == NULL || number == NULL)
		return fail(w, SN_INVALID, _("%s: not a string"),
		    shop == NULL ? "shop" : "number");
	if (t->order->shop == NULL) {
		if ((st = add_order(t, v, shop, number, w)) != SN_OK)
			return st;
	} else if (strcmp(t->order->shop, shop) != 0 ||
	    strcmp(t->order->number, number) != 0)
		return fail(w, SN_INVALID, "%s", _("of another order"));
	if ((st = add_destination(&at, t, v, w)) != SN_OK)
		return st;
	s = tree_shipment(t, (size_t)at);
	if ((st = take_columns(s, &table_shipment, NULL, v, of_top, t->arena,
	    w)) != SN_OK ||
	    (st = add_quantities(t, v, t->nshipment - 1, w)) != SN_OK)
		return st;
	return add_tracking(t, v, t->nshipment - 1, w);
}

enum status
tree_json_end(const struct tree *t, struct why *w)
{
	size_t d, s;

	for (d = 0; d < t->ndestination; d++) {
		for (s = 0; s < t->nshipment; s++)
			if (t->shipment[s]->destination == (int64_t)d)
				break;
		if (s == t->nshipment)
			return fail(w, SN_INVALID, _("%s:%s: the record of "
			    "destination %zu is missing"), t->order->shop,
			    t->order->number, d + 1);
	}
	return SN_OK;
}
