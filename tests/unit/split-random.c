/*
 * Random splits, moves, joins, cancellations, edits and undos: nothing of an
 * order is lost or there twice, and what the courier collects makes what is
 * unpaid.  The seeds are fixed, so that a failure can be seen again.
 */

#include <string.h>
#include <unistd.h>

#include "conf/conf.h"
#include "order/label.h"
#include "store/cancel.h"
#include "store/import.h"
#include "store/split.h"
#include "store/tree.h"
#include "store/undo.h"
#include "random.h"
#include "tap.h"

enum { SEEDS = 30, STEPS = 60, ORDERS = 3 };

static char dir[] = "/tmp/sn-split-XXXXXX";
static struct conf conf = { .collect = "goods" };

/* What may be refused for what the order is like, but must not fail. */
static void
may(enum status st)
{
	if (status_stops(st))
		must(st);
}

static void
insert_order(void)
{
	static const char *const temperature[] = { NULL, "normal", "chilled",
	    "frozen" };
	static const char *const day[] = { NULL, "2026-12-20", "2026-12-30",
	    "2027-01-05" };
	struct arena a = ARENA_INIT;
	size_t d, i, n = 1 + rnd(2), lines = 1 + rnd(4);
	struct shipment *sh;
	struct line *l;
	struct tree t;

	tree_init(&t, &a);
	t.order->shop = t.order->mall = rnd(2) ? "own" : "rakuten";
	t.order->number = arena_printf(&a, "%" PRIu64, state >> 20);
	t.order->type = "normal";
	t.order->ordered_at = "2026-12-24T09:30:00";
	t.order->mall_state = "ready";
	for (d = 0; d < n; d++) {
		tree_destination(&t);
		sh = tree_shipment(&t, d);
		sh->status = "ready";
		sh->status_at = "2026-12-24T09:30:00";
		sh->route = "基本";
	}
	for (i = 0; i < lines; i++) {
		l = tree_line(&t);
		l->mall_id = arena_printf(&a, "%zu", i);
		l->quantity = 1 + rnd(6);
		l->unit_price = rnd(1000);
		l->tax_included = 1;
		l->temperature = temperature[rnd(4)];
		l->available_on = day[rnd(4)];
		l->alone = rnd(4) == 0;
		tree_shipment_line(&t, rnd((unsigned)n), i, l->quantity);
	}
	tree_charge(&t)->kind = "postage";
	t.charge[0]->amount = 500;
	tree_payment(&t)->method = "cod";
	t.payment[0]->timing = "delivery";
	t.payment[0]->state = "none";
	t.payment[0]->amount = tree_total(&t);
	must(store_tree_insert(s, &t, &w));
	arena_free(&a);
}

/* Some line of the shipment, by its number, and some of it or all. */
static void
pick(struct split_line *out, int64_t shipment, struct arena *a)
{
	int64_t seq = one(arena_printf(a, "SELECT l.seq FROM shipment_line sl"
	    " JOIN line l ON l.id = sl.line WHERE sl.shipment = %" PRId64
	    " ORDER BY l.seq * %u %% 7 LIMIT 1", shipment, 1 + rnd(6)));

	out->line = arena_printf(a, "%" PRId64, seq);
	out->quantity = rnd(2) ? NUM_NULL : 1 + rnd(3);
}

static void
split(int64_t id, bool force, struct arena *a)
{
	struct split_made *made = NULL;
	struct split_line line;
	struct split how = { .by = (enum split_by)rnd(5), .most = 1 + rnd(3),
	    .line = &line, .n = 1 };
	size_t n = 0, cap = 0;

	pick(&line, id, a);
	may(store_split(&made, &n, &cap, s, id, &how, force, a, &w));
}

static void
regroup(int64_t id, bool force, struct arena *a)
{
	struct split_line line;
	struct split how = { .by = SPLIT_LINE, .line = &line, .n = 1 };
	int64_t into, *gone = NULL;
	size_t n = 0, cap = 0;
	bool emptied;

	pick(&line, id, a);
	if (rnd(2))
		may(store_split_join(&into, &gone, &n, &cap, s, id, force, a,
		    &w));
	else
		may(store_split_move(&emptied, s, id, any("shipment"), &how,
		    force, &w));
}

static void
cancel(int64_t id, bool force, struct arena *a)
{
	static const char *const states[] = { "asked", "refused", "done",
	    "done", "done" };
	struct split_line line;
	struct cancel how = { .state = states[rnd(5)], .by = "buyer",
	    .line = &line, .force = force };
	enum status st;
	bool changed;

	how.n = strcmp(how.state, "done") == 0 && rnd(3) > 0;
	pick(&line, id, a);
	may(st = store_cancel(&changed, s, id, &how, &w));
	if (st == SN_OK && changed)
		must(store_cancel_end(s, &id, 1, &how, &w));
}

/*
 * A person, or the mall, changes how many there are, where something still
 * goes to the same place.
 */
static void
edit(int64_t line)
{
	const struct column *quantity = column_find(&table_line, "quantity");
	const struct column *cancelled = column_find(&table_line,
	    "cancelled");
	char n[24], sql[300];

	snprintf(sql, sizeof(sql), "SELECT 1 FROM shipment_line sl"
	    " JOIN shipment a ON a.id = sl.shipment"
	    " JOIN shipment b ON b.destination = a.destination"
	    " WHERE b.status <> 'cancel' AND sl.line = %" PRId64, line);
	if (one(sql) == NUM_NULL)
		return;
	snprintf(n, sizeof(n), "%u", 1 + rnd(6));
	must(store_set(s, &table_line, quantity, line, n, &w));
	must(store_set(s, &table_line, cancelled, line, "0", &w));
	must(store_line_fit(s, line, &w));
}

static void
label(int64_t shipment)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment SET status = 'number', labelled_as = '1-0',"
	    "       labelled_at = '2026-12-24T09:30:00'"
	    " WHERE id = :id AND status = 'ready'");
	query_num(&q, ":id", shipment);
	must(query_do(&q, "label", &w));
}

static bool
said(bool good, const char *what, int64_t id)
{
	if (!good)
		printf("# %s %" PRId64 "\n", what, id);
	return good;
}

/* Every item is in one shipment that goes out, or cancelled. */
static bool
goods_right(const struct tree *t)
{
	const struct shipment_line *sl;
	bool good = true, left = false;
	int64_t live;
	size_t i, k;

	for (i = 0; i < t->nshipment; i++)
		left |= strcmp(t->shipment[i]->status, "cancel") != 0;
	for (i = 0; i < t->nline; i++) {
		live = 0;
		for (k = 0; k < t->nshipment_line; k++) {
			sl = t->shipment_line[k];
			good &= said(sl->quantity >= 0, "negative", sl->id);
			if (sl->line == (int64_t)i && strcmp(t->shipment[
			    sl->shipment]->status, "cancel") != 0)
				live += sl->quantity;
		}
		good &= said(!left || live == t->line[i]->quantity -
		    t->line[i]->cancelled, "line", t->line[i]->id);
	}
	return good;
}

/* What is collected in all is what is unpaid, and not a yen more. */
static bool
money_right(const struct tree *t)
{
	const struct payment *p = t->payment[0];
	int64_t sum = 0;
	bool left = false;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		sum += label_collect(t, i);
		left |= strcmp(t->shipment[i]->status, "cancel") != 0;
	}
	return said(sum == (left ? p->amount - p->paid : 0), "collected",
	    t->order->id) &&
	    said(left == (strcmp(p->state, "void") != 0), "payment", p->id) &&
	    said(t->order->sum_total == tree_total(t), "total",
	    t->order->id);
}

static bool
all_right(void)
{
	struct arena a = ARENA_INIT;
	int64_t id, last = one("SELECT max(id) FROM orders");
	struct tree t;
	bool good = true;

	for (id = 1; id <= last; id++) {
		must(store_tree_get(&t, s, id, &a, &w));
		good &= goods_right(&t) && money_right(&t);
	}
	arena_free(&a);
	return good && said(one("SELECT count(*) FROM shipment s JOIN shipment"
	    " p ON p.id = s.bundled_into WHERE p.status = 'cancel'") == 0,
	    "bundled into a cancelled one", 0);
}

/* All that splits and joins must not change. */
static int64_t
ordered(void)
{
	return one("SELECT sum(id * (quantity * 31 + cancelled)) FROM line") *
	    1000003 + one("SELECT sum(id * sum_total) FROM orders");
}

static void
undo(void)
{
	struct arena a = ARENA_INIT;
	struct undo u = { .arena = &a, .with_later = true };

	u.op = one("SELECT max(id) FROM op WHERE undone_by IS NULL"
	    " AND after < upto AND id > 1 AND NOT EXISTS (SELECT 1"
	    " FROM undoing WHERE op = op.id)");
	if (u.op != NUM_NULL) {
		begin();
		must(store_undo(&u, s, &w));
		must(store_commit(s, &w));
	}
	arena_free(&a);
}

static bool
step(void)
{
	struct arena a = ARENA_INIT;
	int64_t id = any("shipment"), before = ordered();
	bool force = rnd(4) == 0, same = false;
	unsigned what = rnd(10);

	if (what == 9) {
		undo();
		return all_right();
	}
	begin();
	if (what < 4)
		split(id, force, &a);
	else if (what < 6)
		regroup(id, force, &a);
	else if (what < 7)
		cancel(id, force, &a);
	else if (what < 8)
		edit(any("line"));
	else
		label(id);
	same = what < 6;
	must(store_commit(s, &w));
	arena_free(&a);
	return all_right() && said(!same || ordered() == before, "ordered",
	    id);
}

static void
history(unsigned seed)
{
	char path[64];
	bool good = true;
	unsigned i;

	state = seed * 7919U + 1;
	snprintf(path, sizeof(path), "%s/%u.db", dir, seed);
	must(store_open(&s, path, STORE_CREATE, &w));
	must(query_run(s, "PRAGMA synchronous = OFF", "test", &w));
	store_use(s, seed % 2 == 0 ? &conf : NULL, NULL);
	begin();
	for (i = 0; i < ORDERS; i++)
		insert_order();
	must(store_commit(s, &w));
	for (i = 0; i < STEPS && good; i++)
		good = step();
	tap_ok(good, "goods and money are right", __FILE__, (int)seed);
	store_close(s);
	unlink(path);
}

int
main(int argc, char *argv[])
{
	unsigned seed, seeds = SEEDS;

	if (argc > 1)		/* more of them, by hand */
		seeds = (unsigned)strtoul(argv[1], NULL, 10);
	setenv("SN_NOW", "2026-12-24T09:30:00", 1);
	if (mkdtemp(dir) == NULL)
		return 1;
	for (seed = 1; seed <= seeds; seed++)
		history(seed);
	rmdir(dir);
	return TAP_END;
}
