/*
 * Findings against a plain model over random histories: addresses and
 * statuses change, some shipments are checked, people acknowledge and take
 * it back, and the check learns.  A second run changes nothing.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/ack.h"
#include "store/inspect.h"
#include "store/query.h"
#include "store/tree.h"
#include "tap.h"

enum { SHIPMENTS = 12, STEPS = 60, SEEDS = 25, TOWNS = 4 };

static const char *const towns[TOWNS] = { "good", "bad", "worse", "awful" };

static struct check check[] = {
	{ .code = "town", .title = "t", .ja = "t", .severity = "warning",
	  .on = true, .learn = "d.to_town", .param = { { "least", 1 } },
	  .nparam = 1, .sql =
	    "SELECT d.orders, s.id, 'destination.' || d.id || '.to_town',"
	    "       d.to_town, NULL, :today"
	    "  FROM todo t"
	    "  JOIN shipment s ON s.id = t.id"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.to_town <> 'good' AND :least = 1" },
	{ .code = "late", .title = "t", .ja = "t", .severity = "error",
	  .on = true, .ended = true, .sql =
	    "SELECT d.orders, s.id, NULL, s.status, NULL, NULL"
	    "  FROM ended t"
	    "  JOIN shipment s ON s.id = t.id"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.to_town = 'awful'" },
	{ .code = "other", .title = "t", .ja = "t", .severity = "error",
	  .on = true, .by = "sn-move(1)" },
};
static struct checks checks = { .path = "checks.conf", .check = check, .n = 3 };
static struct conf_route route = { .name = "r" };
static struct conf conf = { .route = &route, .nroute = 1 };
static const struct op op = { .who = "test", .argv = "[]" };

/* What the store should have of each shipment. */
static struct {
	int	town, seen;		/* seen: what the finding says */
	bool	ended;
	enum { NONE, OPEN, ACKED } state;
	bool	late;
} model[SHIPMENTS];
static bool learnt[TOWNS];
static int64_t shipment[SHIPMENTS];
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
	int i;

	must(store_begin(s, &op, &w), &w);
	for (i = 0; i < SHIPMENTS; i++) {
		tree_init(&t, &a);
		t.order->shop = t.order->mall = "own";
		t.order->number = arena_printf(&a, "%d", i);
		t.order->type = "normal";
		t.order->ordered_at = "2026-12-24T00:00:00";
		t.order->mall_state = "ready";
		tree_destination(&t)->to.town = towns[0];
		tree_shipment(&t, 0)->status = "ready";
		t.shipment[0]->status_at = t.order->ordered_at;
		t.shipment[0]->route = "r";
		must(store_tree_insert(s, &t, &w), &w);
		shipment[i] = t.shipment[0]->id;
	}
	must(store_commit(s, &w), &w);
	arena_free(&a);
	memset(model, 0, sizeof(model));
	memset(learnt, 0, sizeof(learnt));
}

static void
set(struct store *s, const struct table *t, const char *column, int64_t id,
    const char *value)
{
	struct why w;

	must(store_begin(s, &op, &w), &w);
	must(store_set(s, t, column_find(t, column), id, value, &w), &w);
	must(store_commit(s, &w), &w);
}

/* Some shipments by random; which[] says which. */
static size_t
some(int64_t id[SHIPMENTS], bool which[SHIPMENTS])
{
	size_t n = 0;
	int i;

	for (i = 0; i < SHIPMENTS; i++)
		if ((which[i] = rnd(3) > 0))
			id[n++] = shipment[i];
	return n;
}

static void
model_run(const bool which[SHIPMENTS], size_t n)
{
	int i;

	for (i = 0; i < SHIPMENTS; i++) {
		if (model[i].ended && (which[i] ||
		    (n > 1 && model[i].state == OPEN)))
			model[i].state = NONE;
		if (!which[i])
			continue;
		model[i].late = model[i].ended && model[i].town == 3;
		if (model[i].ended)
			continue;
		if (model[i].town == 0)
			model[i].state = NONE;
		else if (learnt[model[i].town]) {
			if (model[i].state == OPEN)
				model[i].state = NONE;
		} else if (model[i].state != ACKED ||
		    model[i].seen != model[i].town) {
			model[i].state = OPEN;
			model[i].seen = model[i].town;
		}
	}
}

static int64_t
changes(struct store *s)
{
	struct query q;
	struct why w;
	int64_t n;

	query_open(&q, s, "SELECT count(*) FROM change WHERE op ="
	    " (SELECT max(id) FROM op)");
	query_row(&q);
	n = query_int(&q, 0);
	must(query_end(&q, "count", &w), &w);
	return n;
}

/* Run the checks, twice: the second time there is nothing to say. */
static bool
run(struct store *s)
{
	bool which[SHIPMENTS];
	int64_t id[SHIPMENTS];
	struct inspected done;
	size_t n = some(id, which);
	struct why w;
	int i;

	model_run(which, n);
	for (i = 0; i < 2; i++) {
		must(store_begin(s, &op, &w), &w);
		must(inspect(&done, s, &checks, &conf, id, n, &w), &w);
		must(store_commit(s, &w), &w);
	}
	return changes(s) == 0 && done.opened == 0 && done.closed == 0;
}

static void
acknowledge(struct store *s, bool back)
{
	const struct ack ack = { "test", "right", back };
	bool which[SHIPMENTS];
	int64_t id[SHIPMENTS], done;
	size_t n = some(id, which);
	struct why w;
	int i;

	must(store_begin(s, &op, &w), &w);
	must(standing_ack(&done, s, &checks, rnd(2) ? "town" : NULL, &ack, id,
	    n, &w), &w);
	must(store_commit(s, &w), &w);
	for (i = 0; i < SHIPMENTS; i++) {
		if (!which[i] || model[i].state != (back ? ACKED : OPEN))
			continue;
		model[i].state = back ? OPEN : ACKED;
		learnt[model[i].town] = !back;
	}
}

static int
town(const char *name)
{
	int i;

	for (i = 0; i < TOWNS && strcmp(towns[i], name) != 0;)
		i++;
	return i;
}

/* The findings that stand are those of the model. */
static bool
agrees(struct store *s)
{
	int state[SHIPMENTS] = { NONE }, seen[SHIPMENTS], i;
	bool late[SHIPMENTS] = { false }, good = true;
	struct query q;
	struct why w;

	query_open(&q, s, "SELECT shipment, code, state, saw FROM finding"
	    " WHERE state <> 'closed'");
	while (query_row(&q)) {
		for (i = 0; shipment[i] != query_int(&q, 0);)
			i++;
		if (strcmp(query_peek(&q, 1), "late") == 0) {
			good = good && !late[i];
			late[i] = true;
			continue;
		}
		good = good && state[i] == NONE;
		state[i] = strcmp(query_peek(&q, 2), "open") == 0 ? OPEN :
		    ACKED;
		seen[i] = town(query_peek(&q, 3));
	}
	must(query_end(&q, "read", &w), &w);
	for (i = 0; i < SHIPMENTS; i++)
		if (state[i] != (int)model[i].state ||
		    late[i] != model[i].late ||
		    (state[i] != NONE && seen[i] != model[i].seen))
			good = false;
	return good;
}

static bool
history(struct store *s)
{
	int i, at;

	make(s);
	for (i = 0; i < STEPS; i++) {
		at = (int)rnd(SHIPMENTS);
		switch (rnd(6)) {
		case 0:
			model[at].ended = !model[at].ended;
			set(s, &table_shipment, "status", shipment[at],
			    model[at].ended ? "done" : "ready");
			break;
		case 1:
		case 2:
			model[at].town = (int)rnd(TOWNS);
			set(s, &table_destination, "to_town", shipment[at],
			    towns[model[at].town]);
			break;
		case 3:
			acknowledge(s, rnd(3) == 0);
			break;
		default:
			if (!run(s))
				return false;
		}
		if (!agrees(s)) {
			printf("# seed %u step %d\n", seed, i);
			return false;
		}
	}
	return true;
}

/* A check that is off, and one that only describes. */
static void
switches(struct store *s)
{
	int64_t id[SHIPMENTS], n = SHIPMENTS;
	struct inspected done;
	struct query q;
	struct why w;

	make(s);
	memcpy(id, shipment, sizeof(id));
	set(s, &table_destination, "to_town", id[0], "bad");
	must(store_begin(s, &op, &w), &w);
	query_open(&q, s, "INSERT INTO finding (id, orders, code, severity,"
	    " opened_at) VALUES (900, 1, 'other', 'error', '')");
	must(query_do(&q, "seed", &w), &w);
	must(inspect(&done, s, &checks, &conf, id, (size_t)n, &w), &w);
	OK(done.opened == 1 && done.closed == 0);
	check[0].on = false;
	must(inspect(&done, s, &checks, &conf, id + 5, 2, &w), &w);
	OK(done.opened == 0 && done.closed == 1);
	check[0].on = true;
	check[0].param[0].value = 0;
	must(inspect(&done, s, &checks, &conf, id, (size_t)n, &w), &w);
	OK(done.opened == 0 && done.closed == 0);
	check[0].param[0].value = 1;
	must(query_one(&n, s, "SELECT count(*) FROM finding"
	    " WHERE code = 'other' AND state = 'open'", 0, &w), &w);
	OK(n == 1);
	store_rollback(s);
}

int
main(void)
{
	char dir[] = "/tmp/sn-inspect-XXXXXX", path[64];
	struct store *s;
	struct why w;
	unsigned i;

	if (mkdtemp(dir) == NULL)
		return 1;
	for (i = 0; i <= SEEDS; i++) {
		snprintf(path, sizeof(path), "%s/%u.db", dir, i);
		must(store_open(&s, path, STORE_CREATE, &w), &w);
		seed = i;
		if (i < SEEDS)
			OK(history(s));
		else
			switches(s);
		store_close(s);
		unlink(path);
	}
	rmdir(dir);
	return TAP_END;
}
