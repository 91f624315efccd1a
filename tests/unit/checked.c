/*
 * Marks of checks against a plain model, over random histories: something
 * of an order changes, comes or goes, some shipments are checked, the log is
 * read now and then.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/checked.h"
#include "store/inspect.h"
#include "store/query.h"
#include "store/tree.h"
#include "store/undo.h"
#include "tap.h"

enum { ORDERS = 6, EACH = 2, SHIPMENTS = ORDERS * EACH, STEPS = 60,
    SEEDS = 20 };

static struct checks checks = { .path = "checks.conf" };
static struct conf_route route = { .name = "r" };
static struct conf conf = { .route = &route, .nroute = 1 };
static const struct op op = { .who = "test", .argv = "[]" };
static int64_t order[ORDERS], shipment[SHIPMENTS];
static bool model[SHIPMENTS];
static unsigned seed;

static void
must(enum status st, const struct why *w)
{
	if (st == SN_OK)
		return;
	printf("# %s\nBail out!\n", w->text);
	exit(1);
}

static unsigned
rnd(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void
make(struct store *s)
{
	struct arena a = ARENA_INIT;
	struct tree t;
	struct why w;
	size_t i, k;

	must(store_begin(s, &op, &w), &w);
	for (i = 0; i < ORDERS; i++) {
		tree_init(&t, &a);
		t.order->shop = t.order->mall = "own";
		t.order->number = arena_printf(&a, "%zu", i);
		t.order->type = "normal";
		t.order->ordered_at = "2026-12-24T00:00:00";
		t.order->mall_state = "ready";
		for (k = 0; k < EACH; k++) {
			tree_destination(&t);
			tree_shipment(&t, k)->status = "new";
			t.shipment[k]->status_at = t.order->ordered_at;
			t.shipment[k]->route = "r";
			tree_line(&t)->quantity = 3;
			tree_shipment_line(&t, k, k, 3);
			tree_charge(&t)->kind = "postage";
			tree_payment(&t)->method = "cod";
			t.payment[k]->timing = "delivery";
			t.payment[k]->state = "none";
			tree_tracking(&t, k)->number = t.order->number;
			t.tracking[k]->carrier = "yamato";
			t.tracking[k]->state = "issued";
			tree_tag(&t, k, "seen");
		}
		must(store_tree_insert(s, &t, &w), &w);
		order[i] = t.order->id;
		for (k = 0; k < EACH; k++)
			shipment[i * EACH + k] = t.shipment[k]->id;
	}
	must(store_commit(s, &w), &w);
	arena_free(&a);
	memset(model, 0, sizeof(model));
}

/*
 * What may happen to shipment :id of the order :order, with a value that is
 * never there already; stale says whether marks are.
 */
static const struct {
	const char	*sql;
	bool		 stale;
} events[] = {
	{ "UPDATE orders SET memo = :new WHERE id = :order", true },
	{ "UPDATE destination SET to_town = :new WHERE orders = :order",
	    true },
	{ "UPDATE shipment SET label_note = :new WHERE id = :id", true },
	{ "UPDATE line SET name = :new WHERE orders = :order", true },
	{ "UPDATE shipment_line SET quantity = :new WHERE shipment = :id",
	    true },
	{ "UPDATE charge SET amount = :new WHERE orders = :order", true },
	{ "UPDATE payment SET paid = :new WHERE orders = :order", true },
	{ "UPDATE tracking SET parcel = :new WHERE shipment = :id", true },
	{ "INSERT INTO tag (id, shipment, tag) VALUES (:new + 9000, :id, :new)",
	    true },
	{ "INSERT INTO charge (id, orders, seq, kind)"
	    " VALUES (:new + 9000, :order, 9, 'cod')", true },
	{ "INSERT INTO returns (id, shipment, reason, state)"
	    " VALUES (:new + 9000, :id, 'absent', 'asked')", true },
	{ "DELETE FROM tag WHERE shipment = :id AND id > 9000", true },
	{ "DELETE FROM charge WHERE orders = :order AND id > 9000", true },
	{ "DELETE FROM returns WHERE shipment = :id", true },
	{ "UPDATE shipment SET reported_at = :new WHERE id = :id", false },
	{ "INSERT INTO finding (id, orders, shipment, code, severity,"
	    " opened_at) VALUES (:new + 9000, :order, :id, 'x', 'note', '')",
	    false },
	{ "INSERT INTO note (id, orders, at, who, text)"
	    " VALUES (:new + 9000, :order, '', '', '')", false },
};
enum { EVENTS = sizeof(events) / sizeof(events[0]) };

static void
happen(struct store *s)
{
	static int64_t new;
	size_t what = rnd(EVENTS), at = rnd(SHIPMENTS), first = at / EACH * EACH;
	struct query q;
	struct why w;
	int64_t n;

	must(store_begin(s, &op, &w), &w);
	query_once(&q, s, events[what].sql);
	if (sqlite3_bind_parameter_index(q.stmt, ":new") > 0)
		query_num(&q, ":new", ++new);
	if (sqlite3_bind_parameter_index(q.stmt, ":id") > 0)
		query_num(&q, ":id", shipment[at]);
	if (sqlite3_bind_parameter_index(q.stmt, ":order") > 0)
		query_num(&q, ":order", order[at / EACH]);
	must(query_do(&q, "event", &w), &w);
	must(query_one(&n, s, "SELECT changes()", 0, &w), &w);
	must(store_commit(s, &w), &w);
	if (events[what].stale && n > 0)
		model[first] = model[first + 1] = false;
}

static void
check(struct store *s)
{
	int64_t id[SHIPMENTS];
	struct inspected done;
	struct why w;
	size_t n = 0, i;

	for (i = 0; i < SHIPMENTS; i++)
		if (rnd(2) == 0) {
			id[n++] = shipment[i];
			model[i] = true;
		}
	must(store_begin(s, &op, &w), &w);
	must(inspect(&done, s, &checks, &conf, id, n, &w), &w);
	must(store_commit(s, &w), &w);
}

static void
settle(struct store *s)
{
	struct why w;

	must(store_begin(s, &op, &w), &w);
	must(checked_settle(s, &w), &w);
	must(store_commit(s, &w), &w);
}

static bool
agrees(struct store *s)
{
	bool is[SHIPMENTS], good = true;
	int64_t missing = 0, n;
	struct why w;
	size_t i;

	must(checked_look(s, &w), &w);
	must(checked_are(is, s, shipment, SHIPMENTS, &w), &w);
	must(checked_missing(&n, s, &w), &w);
	for (i = 0; i < SHIPMENTS; i++) {
		good = good && is[i] == model[i];
		missing += !model[i];
	}
	return good && n == missing;
}

static bool
history(struct store *s)
{
	int i;

	make(s);
	for (i = 0; i < STEPS; i++) {
		if (rnd(3) == 0)
			check(s);
		else if (rnd(3) == 0)
			settle(s);
		else
			happen(s);
		if (!agrees(s)) {
			printf("# seed %u step %d\n", seed, i);
			return false;
		}
	}
	return true;
}

/* Those that are gone, bundled, ended, or whose findings an undo took. */
static void
edges(struct store *s)
{
	struct arena a = ARENA_INIT;
	struct undo u = { .arena = &a };
	int64_t n, *id;
	bool is[2];
	struct why w;
	size_t count;

	make(s);
	must(store_begin(s, &op, &w), &w);
	must(inspect(&(struct inspected){ 0, 0 }, s, &checks, &conf, shipment,
	    SHIPMENTS, &w), &w);
	must(query_run(s, "INSERT INTO finding (id, orders, code, severity,"
	    " opened_at) VALUES (1, 1, 'x', 'note', '')", "seed", &w), &w);
	must(store_commit(s, &w), &w);
	u.op = store_op(s);
	must(checked_look(s, &w), &w);
	must(checked_missing(&n, s, &w), &w);
	OK(n == 0);
	must(store_begin(s, &op, &w), &w);
	must(store_undo(&u, s, &w), &w);
	must(checked_look(s, &w), &w);
	must(checked_missing(&n, s, &w), &w);
	OK(n == EACH);
	store_rollback(s);

	must(store_begin(s, &op, &w), &w);
	must(query_run(s, "UPDATE shipment SET bundled_into = 1 WHERE id = 3;"
	    "UPDATE shipment SET status = 'done' WHERE id = 5",
	    "seed", &w), &w);
	must(checked_settle(s, &w), &w);
	must(checked_missing_ids(&id, &count, s, &a, &w), &w);
	OK(count == 3 && id[0] == 1 && id[1] == 4 && id[2] == 6);
	must(inspect(&(struct inspected){ 0, 0 }, s, &checks, &conf, id,
	    count, &w), &w);
	must(checked_missing(&n, s, &w), &w);
	OK(n == 0);
	must(query_run(s, "UPDATE shipment SET bundled_into = NULL"
	    " WHERE id = 3", "seed", &w), &w);
	must(checked_settle(s, &w), &w);
	must(checked_are(is, s, (int64_t []){ 1, 3 }, 2, &w), &w);
	OK(!is[0] && !is[1]);
	store_rollback(s);
	arena_free(&a);
}

int
main(void)
{
	char dir[] = "/tmp/sn-checked-XXXXXX", path[64];
	struct store *s;
	struct why w;
	unsigned i;

	if (mkdtemp(dir) == NULL)
		return 1;
	for (i = 0; i <= SEEDS; i++) {
		seed = i;
		snprintf(path, sizeof(path), "%s/%u.db", dir, i);
		must(store_open(&s, path, STORE_CREATE, &w), &w);
		if (i == SEEDS)
			edges(s);
		else
			OK(history(s));
		store_close(s);
		unlink(path);
	}
	rmdir(dir);
	return TAP_END;
}
