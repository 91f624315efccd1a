/*
 * Undo over random histories: every writer of the library, whole orders,
 * edits, moves, tags, findings, what the mall says, splits, runs of several
 * steps with others between, undos and redos among them.  The seeds are
 * fixed, so that a failure can be seen again.
 */

#include <unistd.h>

#include "store/finding.h"
#include "store/move.h"
#include "store/tag.h"
#include "store/theirs.h"
#include "store/tree.h"
#include "store/undo.h"
#include "random.h"
#include "tap.h"

enum { SEEDS = 24, RUNS = 40 };

static char dir[] = "/tmp/sn-undo-XXXXXX";

static char *
log_of(int64_t op)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT tbl, id, col, old, new FROM change"
	    " WHERE op = %" PRId64 " ORDER BY seq", op);
	return text_of(sql);
}

static const char *
value(const struct column *c, char buf[32])
{
	static const char *const words[] = { "みかん", "ﾐｶﾝ", "髙橋", "A-1",
	    "", "x", "03-1234-5678" };

	if (c->words != NULL)
		return c->words[rnd(2)].slug;
	if (column_is_num(c))
		snprintf(buf, 32, "%u", rnd(5));
	else
		snprintf(buf, 32, "%s", words[rnd(7)]);
	return buf;
}

static void
insert_order(void)
{
	struct arena a = ARENA_INIT;
	size_t d, n = 1 + rnd(3);
	struct shipment *sh;
	struct tree t;

	tree_init(&t, &a);
	t.order->shop = "rakuten-main";
	t.order->mall = "rakuten";
	t.order->number = arena_printf(&a, "%" PRIu64, state >> 20);
	t.order->type = "normal";
	t.order->ordered_at = "2026-12-24T09:30:00";
	t.order->mall_state = "ready";
	t.order->by.name = "山田 太郎";
	for (d = 0; d < n; d++) {
		tree_destination(&t)->to.name = "佐藤";
		sh = tree_shipment(&t, d);
		sh->status = "new";
		sh->status_at = "2026-12-24T09:30:00";
		sh->route = "基本";
		tree_line(&t)->quantity = 3;
		t.line[d]->unit_price = 100;
		t.line[d]->name = "みかん";
		tree_shipment_line(&t, d, d, 3);
	}
	tree_charge(&t)->kind = "postage";
	t.charge[0]->amount = 500;
	t.charge[0]->destination = 0;
	tree_payment(&t)->method = "bank";
	t.payment[0]->timing = "before";
	t.payment[0]->state = "none";
	if (rnd(2))
		tree_tag(&t, 0, "冷凍");
	must(store_tree_insert(s, &t, &w));
	arena_free(&a);
}

static void
edit(void)
{
	static const struct table *const of[] = { &table_orders,
	    &table_destination, &table_shipment, &table_line, &table_charge,
	    &table_payment, &table_item };
	const struct table *t = of[rnd(7)];
	const struct column *c;
	int64_t id = any(t->name);
	const char *v;
	char buf[32];

	do
		c = &t->column[rnd((unsigned)t->n)];
	while ((c->flags & COL_EDIT) == 0 || strcmp(c->name, "code") == 0);
	if (id == NUM_NULL)
		return;
	v = value(c, buf);
	switch (rnd(4)) {
	case 0:
		must(store_set_quiet(s, t, c, id, v, &w));
		break;
	case 1:
		if ((c->flags & COL_MALL) != 0) {
			must(theirs_put(s, t, c, id, v, &w));
			break;
		}
		/* FALLTHROUGH */
	default:
		must(store_set(s, t, c, id, v, &w));
	}
}

static void
label_things(void)
{
	static const char *const tags[] = { "冷凍", "要確認", "x" };
	struct finding f = { .code = tags[rnd(3)], .severity = "warning",
	    .saw = tags[rnd(3)], .shipment = NUM_NULL };
	int64_t shipment = any("shipment"), order = any("orders");
	struct move m = { words_status[rnd(9)].slug, NULL, NULL };

	if (shipment == NUM_NULL)
		return;
	f.orders = order;
	switch (rnd(5)) {
	case 0:
		must(store_tag_put(s, shipment, tags[rnd(3)], &w));
		break;
	case 1:
		must(store_tag_drop(s, shipment, tags[rnd(3)], &w));
		break;
	case 2:
		must(finding_open(s, &f, &w));
		break;
	case 3:
		must(finding_close(s, order, tags[rnd(3)], NULL, &w));
		break;
	default:
		if (store_move(s, shipment, &m, &w) > SN_CONFLICT)
			must(SN_IO);
	}
}

static void
run_sql(const char *sql, int64_t id, int64_t other)
{
	struct query q;

	query_once(&q, s, sql);
	if (sqlite3_bind_parameter_index(q.stmt, ":id") > 0)
		query_num(&q, ":id", id);
	if (sqlite3_bind_parameter_index(q.stmt, ":other") > 0)
		query_num(&q, ":other", other);
	must(query_do(&q, sql, &w));
}

/* What splits, bundles, masters and merges do to rows. */
static void
rows(void)
{
	int64_t id = any("shipment_line"), new, other;

	switch (rnd(6)) {
	case 0:		/* a part of a shipment goes alone */
		if (id == NUM_NULL)
			return;
		must(store_id(&new, s, "shipment", &w));
		run_sql("INSERT INTO shipment (id, destination, seq, status,"
		    " status_at, route)"
		    " SELECT :id, destination, seq + 1, status, status_at,"
		    " route FROM shipment WHERE id = (SELECT shipment"
		    " FROM shipment_line WHERE id = :other)", new, id);
		must(store_id(&other, s, "shipment_line", &w));
		run_sql("UPDATE shipment_line SET quantity = quantity - 1"
		    " WHERE id = :id", id, 0);
		run_sql("INSERT INTO shipment_line (id, shipment, line,"
		    " quantity) SELECT :id, (SELECT max(id) FROM shipment),"
		    " line, 1 FROM shipment_line WHERE id = :other", other,
		    id);
		break;
	case 1:		/* the mall took a line away */
		id = any("line");
		run_sql("DELETE FROM shipment_line WHERE line = :id", id, 0);
		run_sql("DELETE FROM theirs WHERE tbl = 'line' AND id = :id",
		    id, 0);
		other = id == NUM_NULL ? id : one("SELECT max(id) FROM orders");
		run_sql("DELETE FROM line WHERE id = :id AND orders = :other",
		    id, other);
		if (other != NUM_NULL)
			must(store_touch(s, other, &w));
		break;
	case 2:
		id = any("shipment");
		run_sql("UPDATE shipment SET bundled_into = :other"
		    " WHERE id = :id AND id > :other", id, any("shipment"));
		break;
	case 3:
		must(store_id(&new, s, "item", &w));
		run_sql("INSERT INTO item (id, code)"
		    " VALUES (:id, 'c' || :other) ON CONFLICT DO NOTHING",
		    new, rnd(4));
		break;
	case 4:
		run_sql("UPDATE OR IGNORE item SET code = 'c' || :other"
		    " WHERE id = :id", any("item"), rnd(4));
		break;
	default:
		run_sql("DELETE FROM item WHERE id = :id", any("item"), 0);
	}
}

static void
act(void)
{
	unsigned n = 1 + rnd(4);

	while (n-- > 0)
		switch (rnd(8)) {
		case 0:
			insert_order();
			break;
		case 1:
		case 2:
			rows();
			break;
		case 3:
		case 4:
			label_things();
			break;
		default:
			edit();
		}
}

/* A run; some commit on the way, and let another run in between. */
static void
write_run(void)
{
	int64_t first;

	begin();
	act();
	first = store_op(s);
	if (rnd(6) == 0) {
		must(store_commit(s, &w));
		begin();
		act();
		must(store_commit(s, &w));
		s->op = first;
		must(store_resume(s, &w));
		act();
	}
	must(store_commit(s, &w));
}

static enum status
undo(int64_t op, bool later, bool keep)
{
	struct arena a = ARENA_INIT;
	struct undo u = { .op = op, .with_later = later, .arena = &a };
	enum status st;

	begin();
	if ((st = store_undo(&u, s, &w)) == SN_OK && keep)
		must(store_commit(s, &w));
	else if (st != SN_OK)
		store_rollback(s);
	arena_free(&a);
	return st;
}

/*
 * Net effect of a run on cells of rows that were there before and after,
 * and which rows came and went.
 */
static char *
net(int64_t op, bool inverse)
{
	char sql[900];

	snprintf(sql, sizeof(sql),
	    "WITH c AS (SELECT tbl, id, col,"
	    " first_value(old) OVER x AS a, last_value(new) OVER x AS b,"
	    " CASE tbl WHEN 'theirs' THEN 'key' ELSE 'id' END AS key"
	    " FROM change WHERE op = %" PRId64
	    " WINDOW x AS (PARTITION BY tbl, id, col ORDER BY seq ROWS"
	    " BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))"
	    " SELECT DISTINCT tbl, id, col, %s FROM c"
	    " WHERE a IS NOT b AND (col = key OR NOT EXISTS (SELECT 1"
	    " FROM c k WHERE k.tbl = c.tbl AND k.id = c.id AND k.col = k.key))"
	    " ORDER BY 1, 2, 3", op, inverse ? "b, a" : "a, b");
	return text_of(sql);
}

/* Undo any run: refused without a trace, or exact, and the redo as well. */
static bool
try_undo(void)
{
	int64_t op = 1 + rnd((unsigned)one("SELECT max(id) FROM op"));
	bool later = rnd(3) == 0, good;
	char *before = dump(), *rehearsed;
	int64_t changes = one("SELECT count(*) FROM change"), by;
	enum status st;

	if ((st = undo(op, later, false)) != SN_OK) {
		good = st == SN_CONFLICT &&
		    one("SELECT count(*) FROM change") == changes;
		return same(before, dump()) && good;
	}
	rehearsed = log_of(store_op(s));
	store_rollback(s);
	must(undo(op, later, true));
	by = store_op(s);
	good = same(rehearsed, log_of(by));
	if (one("SELECT count(*) FROM undoing"
	    " WHERE op = (SELECT max(op) FROM undoing)") == 1)
		good &= same(net(by, false), net(op, true));
	if (rnd(2)) {
		must(undo(by, false, true));
		return same(before, dump()) && good;
	}
	free(before);
	return good;
}

static bool
derived_right(void)
{
	char *before = dump();
	int64_t last = one("SELECT max(id) FROM orders"), id;
	const struct table *const of[] = { &table_orders, &table_destination,
	    &table_line };
	size_t i;
	char sql[100];

	begin();
	for (i = 0; i < 3; i++)
		for (id = 1; id < 2000; id++) {
			snprintf(sql, sizeof(sql), "SELECT 1 FROM %s WHERE "
			    "id = %" PRId64, of[i]->name, id);
			if (one(sql) == 1)
				must(store_derive(s, of[i], id, &w));
			else if (id > last * 4 + 8)
				break;
			if (i == 0 && one(sql) == 1)
				must(store_touch(s, id, &w));
		}
	must(store_commit(s, &w));
	return same(before, dump());
}

/* Newest first every run goes, or the first takes all others with it. */
static void
undo_all(bool later)
{
	int64_t op;

	while ((op = one(later ?
	    "SELECT min(id) FROM op o WHERE undone_by IS NULL AND after < upto"
	    " AND NOT EXISTS (SELECT 1 FROM undoing WHERE op = o.id)" :
	    "SELECT id FROM op o WHERE undone_by IS NULL AND after < upto"
	    " AND NOT EXISTS (SELECT 1 FROM undoing WHERE op = o.id)"
	    " ORDER BY upto DESC LIMIT 1")) != NUM_NULL)
		must(undo(op, true, true));
}

static void
history(unsigned seed)
{
	char path[64], *empty;
	bool good = true;
	unsigned i;

	state = seed * 7919U + 1;
	snprintf(path, sizeof(path), "%s/%u.db", dir, seed);
	must(store_open(&s, path, STORE_CREATE, &w));
	must(query_run(s, "PRAGMA synchronous = OFF", "test", &w));
	empty = dump();
	for (i = 0; i < RUNS && good; i++)
		if (i > 3 && rnd(3) == 0)
			good = try_undo();
		else
			write_run();
	tap_ok(good, "undo is exact or refused, redo brings all back",
	    __FILE__, (int)seed);
	OK(derived_right());
	undo_all(seed % 2 == 0);
	OK(same(empty, dump()));
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
