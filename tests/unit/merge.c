/*
 * Merging against a plain model over random histories: a mall changes
 * fields of an order, people edit the same fields, and the file comes again
 * and again.  The model of a field is two values, ours and the mall's.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/import.h"
#include "store/tree.h"
#include "tap.h"

enum { FIELDS = 9, STEPS = 400, SEEDS = 12 };

/* A field of the model: which one, ours, the mall's. */
struct field {
	const struct table	*table;
	const char		*col;
	const char		*ours;
	const char		*theirs;
};

static struct conf_route route = { .name = "基本" };
static struct conf conf = { .route = &route, .nroute = 1 };
static struct conf_shop shop = { .name = "main", .mall = "rakuten",
    .entry = "new", .on_cancel = "find" };
static const char *const values[] = { "a", "b", "c", NULL };
static unsigned seed;

static unsigned
pick(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void
start(struct field f[FIELDS])
{
	static const struct field all[FIELDS] = {
		{ &table_orders, "remarks", NULL, NULL },
		{ &table_orders, "by_name", NULL, NULL },
		{ &table_orders, "receipt_name", NULL, NULL },
		{ &table_destination, "to_town", NULL, NULL },
		{ &table_destination, "noshi", NULL, NULL },
		{ &table_shipment, "pickup_point", NULL, NULL },
		{ &table_line, "options", NULL, NULL },
		{ &table_charge, "name", NULL, NULL },
		{ &table_payment, "agent_id", NULL, NULL },
	};

	memcpy(f, all, sizeof(all));
}

static void *
record_of(struct tree *t, const struct table *table)
{
	if (table == &table_orders)
		return t->order;
	if (table == &table_destination)
		return t->destination[0];
	if (table == &table_shipment)
		return t->shipment[0];
	if (table == &table_line)
		return t->line[0];
	if (table == &table_charge)
		return t->charge[0];
	return t->payment[0];
}

/* The order as the mall has it. */
static void
mall_tree(struct tree *t, const struct field f[FIELDS], struct arena *a)
{
	size_t i;

	tree_init(t, a);
	t->order->number = "1";
	t->order->type = "normal";
	t->order->ordered_at = "2026-12-24T00:00:00";
	t->order->mall_state = "ready";
	t->order->source_row = 2;
	tree_destination(t)->mall_id = "d1";
	tree_shipment(t, 0);
	tree_line(t)->mall_id = "l1";
	t->line[0]->quantity = 2;
	t->line[0]->unit_price = 100;
	tree_shipment_line(t, 0, 0, 2);
	tree_charge(t)->kind = "postage";
	t->charge[0]->amount = 500;
	tree_payment(t)->method = "card";
	t->payment[0]->timing = "auth";
	t->payment[0]->state = "authorised";
	for (i = 0; i < FIELDS; i++)
		record_set_text(record_of(t, f[i].table),
		    column_find(f[i].table, f[i].col), f[i].theirs);
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* Bring the mall's order in; the model does the same. */
static bool
import(struct store *s, struct field f[FIELDS], const char *before[FIELDS],
    enum import_outcome want)
{
	static const struct op op = { .who = "test", .argv = "[]" };
	struct arena a = ARENA_INIT;
	enum import_outcome got;
	struct carried carried;
	struct import im;
	struct tree t;
	struct why w;
	bool good;
	size_t i;

	carried_all(&carried);
	mall_tree(&t, f, &a);
	good = store_begin(s, &op, &w) == SN_OK &&
	    import_init(&im, s, &conf, "file", &w) == SN_OK &&
	    import_order(&got, &im, &shop, &t, &carried, &w) == SN_OK &&
	    store_commit(s, &w) == SN_OK;
	if (!good)
		printf("# %s\n", w.text);
	for (i = 0; i < FIELDS; i++)
		if (same(f[i].ours, before[i]))
			f[i].ours = f[i].theirs;
	arena_free(&a);
	return good && got == want;
}

static bool
edit(struct store *s, struct field *f, const char *value)
{
	static const struct op op = { .who = "test", .argv = "[]" };
	struct why w;

	f->ours = value;
	return store_begin(s, &op, &w) == SN_OK &&
	    store_set(s, f->table, column_find(f->table, f->col), 1, value,
	    &w) == SN_OK && store_commit(s, &w) == SN_OK;
}

/* The store holds what the model holds. */
static bool
agrees(struct store *s, const struct field f[FIELDS])
{
	struct arena a = ARENA_INIT;
	bool good = true;
	struct tree t;
	struct why w;
	size_t i;

	if (store_tree_get(&t, s, 1, &a, &w) != SN_OK)
		good = false;
	for (i = 0; good && i < FIELDS; i++)
		if (!same(record_text(record_of(&t, f[i].table),
		    column_find(f[i].table, f[i].col)), f[i].ours)) {
			printf("# %s.%s differs\n", f[i].table->name,
			    f[i].col);
			good = false;
		}
	arena_free(&a);
	return good;
}

static bool
history(struct store *s)
{
	const char *before[FIELDS];
	struct field f[FIELDS];
	bool good, moved;
	size_t i, k, n;

	start(f);
	memset(before, 0, sizeof(before));
	good = import(s, f, before, IMPORT_NEW);
	for (n = 0; good && n < STEPS; n++) {
		for (i = 0; i < FIELDS; i++)
			before[i] = f[i].theirs;
		if (pick(2) == 0) {
			k = pick(FIELDS);
			good = edit(s, &f[k], values[pick(4)]);
		} else {
			moved = false;
			for (k = pick(4); k > 0; k--) {
				i = pick(FIELDS);
				f[i].theirs = values[pick(4)];
			}
			for (i = 0; i < FIELDS; i++)
				moved |= !same(before[i], f[i].theirs);
			good = import(s, f, before, moved ? IMPORT_UPDATED :
			    IMPORT_UNCHANGED);
		}
		good = good && agrees(s, f);
	}
	return good;
}

int
main(void)
{
	char dir[] = "/tmp/merge.XXXXXX", path[64];
	struct store *s;
	struct why w;
	int i;

	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/store.db", dir);
	for (i = 0; i < SEEDS; i++) {
		seed = (unsigned)i + 1;
		if (store_open(&s, path, STORE_CREATE, &w) != SN_OK) {
			printf("Bail out! %s\n", w.text);
			return 1;
		}
		OK(history(s));
		store_close(s);
		unlink(path);
	}
	rmdir(dir);
	return TAP_END;
}
