/*
 * Whole orders: read, inserted, and what is derived from them as a whole.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/id.h"
#include "conf/conf.h"
#include "store/query.h"
#include "store/tag.h"
#include "store/tree.h"

/* Read the rows of one table that hang off id into a member of a tree. */
#define LIST(t, member, s, table, by, id, w)				\
	list((void *)&(t)->member, &(t)->n##member, &(t)->cap##member, s,	\
	    table, by, id, (t)->arena, w)

static enum status
list(void *out, size_t *n, size_t *cap, struct store *s,
    const struct table *t, const char *by, int64_t id, struct arena *a,
    struct why *w)
{
	void **rows, **all;
	size_t more, i;
	enum status st;

	if ((st = store_list(&rows, &more, s, t, by, id, a, w)) != SN_OK)
		return st;
	memcpy(&all, out, sizeof(all));
	for (i = 0; i < more; i++) {
		all = arena_grow(a, all, *n, cap, sizeof(*all));
		all[(*n)++] = rows[i];
	}
	memcpy(out, &all, sizeof(all));
	return SN_OK;
}

static enum status
list_tags(struct tree *t, struct store *s, size_t shipment, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT id, tag FROM tag WHERE shipment = :id ORDER BY id");
	query_num(&q, ":id", t->shipment[shipment]->id);
	while (query_row(&q))
		tree_tag(t, shipment, query_col(&q, 1, t->arena))->id =
		    query_int(&q, 0);
	return query_end(&q, "read tags", w);
}

/* Position of the line with that id. */
static int64_t
line_at(const struct tree *t, int64_t id)
{
	size_t i;

	for (i = 0; i < t->nline; i++)
		if (t->line[i]->id == id)
			return (int64_t)i;
	return NUM_NULL;
}

static enum status
list_of_shipment(struct tree *t, struct store *s, size_t at, struct why *w)
{
	size_t lines = t->nshipment_line, numbers = t->ntracking;
	int64_t id = t->shipment[at]->id;
	enum status st;

	if ((st = LIST(t, shipment_line, s, &table_shipment_line, "shipment",
	    id, w)) != SN_OK ||
	    (st = LIST(t, tracking, s, &table_tracking, "shipment", id,
	    w)) != SN_OK)
		return st;
	for (; lines < t->nshipment_line; lines++) {
		t->shipment_line[lines]->shipment = (int64_t)at;
		t->shipment_line[lines]->line =
		    line_at(t, t->shipment_line[lines]->line);
	}
	for (; numbers < t->ntracking; numbers++)
		t->tracking[numbers]->shipment = (int64_t)at;
	return list_tags(t, s, at, w);
}

static void
place_charges(struct tree *t)
{
	size_t i, d;

	for (i = 0; i < t->ncharge; i++)
		for (d = 0; d < t->ndestination; d++)
			if (t->charge[i]->destination ==
			    t->destination[d]->id) {
				t->charge[i]->destination = (int64_t)d;
				break;
			}
	for (i = 0; i < t->nline; i++)
		if (t->line[i]->parent != NUM_NULL)
			t->line[i]->parent = line_at(t, t->line[i]->parent);
}

enum status
store_tree_get(struct tree *out, struct store *s, int64_t order,
    struct arena *a, struct why *w)
{
	struct tree *t = out;
	size_t i, shipments;
	enum status st;

	tree_init(t, a);
	t->by_goods = s->conf != NULL &&
	    strcmp(s->conf->collect, "goods") == 0;
	if ((st = store_get(t->order, s, &table_orders, order, a,
	    w)) != SN_OK ||
	    (st = LIST(t, destination, s, &table_destination, "orders", order,
	    w)) != SN_OK ||
	    (st = LIST(t, line, s, &table_line, "orders", order,
	    w)) != SN_OK ||
	    (st = LIST(t, charge, s, &table_charge, "orders", order,
	    w)) != SN_OK ||
	    (st = LIST(t, payment, s, &table_payment, "orders", order,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < t->ndestination; i++) {
		shipments = t->nshipment;
		if ((st = LIST(t, shipment, s, &table_shipment, "destination",
		    t->destination[i]->id, w)) != SN_OK)
			return st;
		for (; shipments < t->nshipment; shipments++) {
			t->shipment[shipments]->destination = (int64_t)i;
			if ((st = list_of_shipment(t, s, shipments,
			    w)) != SN_OK)
				return st;
		}
	}
	place_charges(t);
	return SN_OK;
}

static enum status
put_search(struct store *s, int64_t order, const char *words, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO search (id, fold_text) VALUES (:id, :text)"
	    "    ON CONFLICT (id) DO UPDATE SET fold_text = :text");
	query_num(&q, ":id", order);
	query_text(&q, ":text", words);
	return query_do(&q, "search words", w);
}

/*
 * Insert one member whose columns named by ref hold positions: the ids of
 * those rows stand in for them while the row is written.
 */
static enum status
insert_in(struct store *s, const struct table *table, void *rec,
    int64_t *parent, int64_t id, struct why *w)
{
	int64_t at = *parent;
	enum status st;

	*parent = id;
	st = store_insert(s, table, rec, w);
	*parent = at;
	return st;
}

static enum status
insert_shipments(struct store *s, struct tree *t, struct why *w)
{
	struct shipment *sh;
	enum status st;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		sh = t->shipment[i];
		if ((st = insert_in(s, &table_shipment, sh, &sh->destination,
		    t->destination[sh->destination]->id, w)) != SN_OK)
			return st;
	}
	for (i = 0; i < t->ntracking; i++)
		if ((st = insert_in(s, &table_tracking, t->tracking[i],
		    &t->tracking[i]->shipment,
		    t->shipment[t->tracking[i]->shipment]->id, w)) != SN_OK)
			return st;
	for (i = 0; i < t->ntag; i++)
		if ((st = store_tag_put(s,
		    t->shipment[t->tag[i].shipment]->id, t->tag[i].text,
		    w)) != SN_OK)
			return st;
	return SN_OK;
}

static enum status
insert_lines(struct store *s, struct tree *t, struct why *w)
{
	struct shipment_line *sl;
	int64_t at, parent;
	struct line *l;
	enum status st;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		l->orders = t->order->id;
		parent = l->parent;
		if ((st = insert_in(s, &table_line, l, &l->parent,
		    parent == NUM_NULL ? NUM_NULL : t->line[parent]->id,
		    w)) != SN_OK)
			return st;
	}
	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		at = sl->shipment;
		sl->shipment = t->shipment[at]->id;
		st = insert_in(s, &table_shipment_line, sl, &sl->line,
		    t->line[sl->line]->id, w);
		sl->shipment = at;
		if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

static enum status
insert_money(struct store *s, struct tree *t, struct why *w)
{
	struct charge *c;
	enum status st;
	size_t i;

	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		c->orders = t->order->id;
		if ((st = insert_in(s, &table_charge, c, &c->destination,
		    c->destination == NUM_NULL ? NUM_NULL :
		    t->destination[c->destination]->id, w)) != SN_OK)
			return st;
	}
	for (i = 0; i < t->npayment; i++) {
		t->payment[i]->orders = t->order->id;
		if ((st = store_insert(s, &table_payment, t->payment[i],
		    w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

static enum status
insert_all(struct store *s, struct tree *t, struct why *w)
{
	enum status st;
	size_t i;

	if ((st = store_insert(s, &table_orders, t->order, w)) != SN_OK)
		return st;
	for (i = 0; i < t->ndestination; i++) {
		t->destination[i]->orders = t->order->id;
		if ((st = store_insert(s, &table_destination,
		    t->destination[i], w)) != SN_OK)
			return st;
	}
	if ((st = insert_shipments(s, t, w)) != SN_OK ||
	    (st = insert_lines(s, t, w)) != SN_OK)
		return st;
	return insert_money(s, t, w);
}

/*
 * The sums are columns of the dictionary, so the insert writes them; the
 * search words are the derived columns that the inserts compute anyway.
 */
enum status
store_tree_insert(struct store *s, struct tree *t, struct why *w)
{
	struct str words = STR_INIT;
	enum status st;

	t->order->sum_items = tree_items(t);
	t->order->sum_total = tree_total(t);
	s->words = &words;
	st = insert_all(s, t, w);
	s->words = NULL;
	if (st == SN_OK)
		st = put_search(s, t->order->id, str_text(&words), w);
	str_free(&words);
	return st;
}

enum status
store_order_find(int64_t *out, struct store *s, const char *shop,
    const char *number, struct why *w)
{
	struct query q;

	*out = NUM_NULL;
	query_open(&q, s,
	    "SELECT id FROM orders WHERE shop = :shop AND number = :number");
	query_text(&q, ":shop", shop);
	query_text(&q, ":number", number);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "find order", w);
}

enum status
store_order_of(int64_t *out, struct store *s, int64_t shipment,
    struct why *w)
{
	enum status st;
	struct query q;

	*out = NUM_NULL;
	query_open(&q, s,
	    "SELECT d.orders"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE s.id = :id");
	query_num(&q, ":id", shipment);
	if (query_row(&q))
		*out = query_int(&q, 0);
	if ((st = query_end(&q, "find shipment", w)) != SN_OK)
		return st;
	if (*out == NUM_NULL)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    shipment);
	return SN_OK;
}

enum status
store_touch(struct store *s, int64_t order, struct why *w)
{
	size_t cap;
	void *grown;

	if (s->ntouched > 0 && s->touched[s->ntouched - 1] == order)
		return SN_OK;
	if (s->ntouched == s->captouched) {
		cap = s->captouched == 0 ? 64 : 2 * s->captouched;
		grown = realloc(s->touched, cap * sizeof(*s->touched));
		if (grown == NULL)
			return fail(w, SN_IO, "out of memory");
		s->touched = grown;
		s->captouched = cap;
	}
	s->touched[s->ntouched++] = order;
	return SN_OK;
}

static enum status
refresh(struct store *s, int64_t order, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;
	struct tree t;

	st = store_tree_get(&t, s, order, &a, w);
	if (st == SN_NOTFOUND) {	/* undone */
		query_open(&q, s, "DELETE FROM search WHERE id = :id");
		query_num(&q, ":id", order);
		st = query_do(&q, "search words", w);
		goto out;
	}
	if (st != SN_OK || (st = put_search(s, order, tree_words(&t, &a),
	    w)) != SN_OK)
		goto out;
	query_open(&q, s,
	    "UPDATE orders SET sum_items = :items, sum_total = :total"
	    " WHERE id = :id");
	query_num(&q, ":items", tree_items(&t));
	query_num(&q, ":total", tree_total(&t));
	query_num(&q, ":id", order);
	st = query_do(&q, "sums", w);
out:
	arena_free(&a);
	return st;
}

enum status
refresh_touched(struct store *s, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	id_sort(s->touched, s->ntouched);
	for (i = 0; i < s->ntouched && st == SN_OK; i++)
		if (i == 0 || s->touched[i] != s->touched[i - 1])
			st = refresh(s, s->touched[i], w);
	s->ntouched = 0;
	return st;
}
