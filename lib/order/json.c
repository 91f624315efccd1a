/*
 * Full records: made from the dictionary, so that a new column is in them
 * at once.
 */

#include <inttypes.h>
#include <string.h>

#include "order/json.h"

static const char *const persons[] = { "by", "to", "from", NULL };

/* Columns that refer to another member of the tree: written by hand. */
static bool
is_reference(const struct table *t, const struct column *c)
{
	return (t == &table_line && strcmp(c->name, "parent") == 0) ||
	    (t == &table_charge && strcmp(c->name, "destination") == 0);
}

/* The person that c is a part of, and what c is called there, or NULL. */
static const char *
person_of(const struct column *c, const char **name)
{
	const char *const *p;
	size_t n;

	if (c->field == NULL || strchr(c->field, '.') == NULL)
		return NULL;
	for (p = persons; *p != NULL; p++) {
		n = strlen(*p);
		if (strncmp(c->name, *p, n) == 0 && c->name[n] == '_' &&
		    strncmp(c->field, *p, n) == 0) {
			*name = c->name + n + 1;
			return *p;
		}
	}
	return NULL;
}

static json_t *
value(const void *rec, const struct column *c)
{
	char digits[24];
	const char *s;
	int64_t n;

	if (!column_is_num(c)) {
		s = record_text(rec, c);
		return s == NULL ? json_null() : json_string(s);
	}
	if ((n = record_num(rec, c)) == NUM_NULL)
		return json_null();
	if (c->type == TYPE_BOOL && (n == 0 || n == 1))
		return json_boolean(n);
	if (c->type != TYPE_ID)
		return json_integer(n);
	snprintf(digits, sizeof(digits), "%" PRId64, n);
	return json_string(digits);
}

/* What is empty is left out, unless an absent key would mean a default. */
static bool
worth(const void *rec, const void *fresh, const struct column *c)
{
	if (column_is_num(c))
		return record_num(rec, c) != NUM_NULL ||
		    record_num(fresh, c) != NUM_NULL;
	return record_text(rec, c) != NULL || record_text(fresh, c) != NULL;
}

/* Put the columns of rec into out, those of persons into objects. */
static int
put_columns(json_t *out, const struct table *t, const void *rec)
{
	struct arena a = ARENA_INIT;
	const void *fresh = record_new(t, &a);
	const char *name, *person;
	const struct column *c;
	json_t *in;
	int bad = 0;

	for (c = t->column; c < t->column + t->n; c++) {
		if ((c->flags & COL_HIDDEN) != 0 || is_reference(t, c) ||
		    !worth(rec, fresh, c))
			continue;
		in = out;
		name = c->name;
		if ((person = person_of(c, &name)) != NULL &&
		    (in = json_object_get(out, person)) == NULL) {
			in = json_object();
			bad |= json_object_set_new(out, person, in);
		}
		bad |= json_object_set_new(in, name, value(rec, c));
	}
	arena_free(&a);
	return bad;
}

static json_t *
object(const struct table *t, const void *rec)
{
	json_t *v = json_object();

	if (put_columns(v, t, rec) == 0)
		return v;
	json_decref(v);
	return NULL;
}

/* NULL, and out given back, when bad says that it is not whole. */
static json_t *
whole(json_t *out, int bad)
{
	if (bad == 0)
		return out;
	json_decref(out);
	return NULL;
}

/* How many of a line go with a shipment; false: none of its business. */
static bool
quantity_here(int64_t *out, const struct tree *t, size_t shipment,
    size_t line)
{
	const struct shipment_line *sl;
	bool found = false;
	size_t i;

	*out = 0;
	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		if (sl->shipment == (int64_t)shipment &&
		    sl->line == (int64_t)line) {
			*out += sl->quantity;
			found = true;
		}
	}
	return found;
}

/* All lines of the order: those that are in no shipment would be lost. */
static json_t *
lines(const struct tree *t, size_t shipment)
{
	json_t *all = json_array(), *v;
	const struct line *l;
	int64_t here;
	int bad = 0;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		v = object(&table_line, l);
		if (l->parent != NUM_NULL)
			bad |= json_object_set_new(v, "parent",
			    json_integer(t->line[l->parent]->seq));
		if (quantity_here(&here, t, shipment, i))
			bad |= json_object_set_new(v, "quantity_here",
			    json_integer(here));
		bad |= json_array_append_new(all, v);
	}
	return whole(all, bad);
}

static json_t *
charges(const struct tree *t)
{
	json_t *all = json_array(), *v;
	const struct charge *c;
	int bad = 0;
	size_t i;

	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		v = object(&table_charge, c);
		if (c->destination != NUM_NULL)
			bad |= json_object_set_new(v, "destination",
			    json_integer(
			    t->destination[c->destination]->seq));
		bad |= json_array_append_new(all, v);
	}
	return whole(all, bad);
}

static json_t *
payments(const struct tree *t)
{
	json_t *all = json_array();
	int bad = 0;
	size_t i;

	for (i = 0; i < t->npayment; i++)
		bad |= json_array_append_new(all,
		    object(&table_payment, t->payment[i]));
	return whole(all, bad);
}

static json_t *
order(const struct tree *t)
{
	json_t *v = object(&table_orders, t->order);
	int bad;

	(void)json_object_del(v, "shop");	/* at the top of the record */
	(void)json_object_del(v, "number");
	bad = json_object_set_new(v, "charges", charges(t));
	bad |= json_object_set_new(v, "payments", payments(t));
	return whole(v, bad);
}

static json_t *
tracking(const struct tree *t, size_t shipment)
{
	json_t *all = json_array();
	int bad = 0;
	size_t i;

	for (i = 0; i < t->ntracking; i++)
		if (t->tracking[i]->shipment == (int64_t)shipment)
			bad |= json_array_append_new(all,
			    object(&table_tracking, t->tracking[i]));
	return whole(all, bad);
}

static json_t *
tags(const struct tree *t, size_t shipment)
{
	json_t *all = json_array();
	int bad = 0;
	size_t i;

	for (i = 0; i < t->ntag; i++)
		if (t->tag[i].shipment == (int64_t)shipment)
			bad |= json_array_append_new(all,
			    json_string(t->tag[i].text));
	return whole(all, bad);
}

/* Names first, so that a person who reads a record knows what it is. */
static json_t *
top(const struct tree *t, const struct shipment *s)
{
	json_t *v = json_object();
	char id[24];

	if (s->id != NUM_NULL) {
		snprintf(id, sizeof(id), "%" PRId64, s->id);
		json_object_set_new(v, "id", json_string(id));
	}
	if (t->order->shop != NULL)
		json_object_set_new(v, "shop", json_string(t->order->shop));
	if (t->order->number != NULL)
		json_object_set_new(v, "number",
		    json_string(t->order->number));
	return v;
}

json_t *
tree_json(const struct tree *t, size_t shipment)
{
	const struct shipment *s = t->shipment[shipment];
	json_t *v = top(t, s);
	int bad;

	bad = put_columns(v, &table_shipment, s);
	bad |= json_object_set_new(v, "destination",
	    object(&table_destination, t->destination[s->destination]));
	bad |= json_object_set_new(v, "lines", lines(t, shipment));
	bad |= json_object_set_new(v, "tracking", tracking(t, shipment));
	bad |= json_object_set_new(v, "tags", tags(t, shipment));
	bad |= json_object_set_new(v, "order", order(t));
	return whole(v, bad);
}
