/*
 * Random bundling, editing, moving, cancelling and undoing: yen, quantities
 * and lines stay what they were, every yen due on delivery is collected
 * once, bundles are flat and of one place, and a join taken back leaves
 * every row as it was.
 */

#include <unistd.h>

#include "store/bundle.h"
#include "store/label.h"
#include "store/move.h"
#include "store/tree.h"
#include "store/undo.h"
#include "random.h"
#include "tap.h"

enum { SEEDS = 20, STEPS = 120, ORDERS = 14 };

static char dir[] = "/tmp/sn-bundle-XXXXXX";
static const char *no_shops[] = { NULL };
static struct conf_route route = { .name = "基本" };
static struct conf conf = { .path = "sn.conf", .prefix = "S",
    .route = &route, .nroute = 1, .bundle = { .parent = "first",
    .postage = "keep", .cod_fee = "keep", .apart = no_shops } };

static void
add_charge(struct tree *t, const char *kind, int64_t amount, bool order)
{
	struct charge *c = tree_charge(t);

	c->kind = kind;
	c->amount = amount;
	c->tax_rate = 10;
	c->tax_included = rnd(4) != 0;
	c->destination = order ? NUM_NULL : 0;
}

static void
insert_order(unsigned n)
{
	static const char *const places[] = { "new", "ready", "print" };
	struct arena a = ARENA_INIT;
	size_t d, many = 1 + (rnd(5) == 0);
	struct shipment *sh;
	struct payment *p;
	struct tree t;

	tree_init(&t, &a);
	t.order->shop = t.order->mall = rnd(2) ? "rakuten" : "yahoo";
	t.order->number = arena_printf(&a, "%u", n);
	t.order->type = "normal";
	t.order->ordered_at = "2026-12-24T09:30:00";
	t.order->mall_state = "ready";
	for (d = 0; d < many; d++) {
		tree_destination(&t)->to.name = "佐藤";
		sh = tree_shipment(&t, d);
		sh->status = places[rnd(3)];
		sh->status_at = "2026-12-24T09:30:00";
		sh->route = "基本";
		tree_line(&t)->quantity = 1 + rnd(4);
		t.line[d]->unit_price = 100 * (1 + rnd(9));
		t.line[d]->tax_rate = 8;
		t.line[d]->tax_included = 1;
		tree_shipment_line(&t, d, d, t.line[d]->quantity);
	}
	if (rnd(4) > 0)
		add_charge(&t, "postage", 100 * (1 + rnd(9)), rnd(2));
	p = tree_payment(&t);
	p->method = rnd(2) ? "cod" : "card";
	p->timing = word_timing_of(p->method);
	p->state = "none";
	if (strcmp(p->method, "cod") == 0)
		add_charge(&t, "cod", 330, true);
	p->amount = rnd(2) ? tree_total(&t) : NUM_NULL;
	t.order->stated_total = tree_total(&t);
	must(store_tree_insert(s, &t, &w));
	arena_free(&a);
}

/* What must never change: goods, and the yen with what was made up for. */
static char *
sums(void)
{
	return text_of("SELECT (SELECT sum(quantity) FROM shipment_line),"
	    " (SELECT sum(quantity) FROM line),"
	    " (SELECT sum(quantity * unit_price) FROM line),"
	    " (SELECT count(*) FROM line),"
	    " (SELECT sum(amount) FROM charge WHERE id NOT IN"
	    "   (SELECT charge FROM waived)),"
	    " (SELECT sum(amount) FROM payment) +"
	    " (SELECT coalesce(sum(yen), 0) FROM waived v"
	    "   JOIN payment p ON p.id = v.payment)");
}

/* What a shop relies on, whatever was done. */
static bool
sound(void)
{
	return one("SELECT count(*) FROM shipment s"
	    " JOIN shipment p ON p.id = s.bundled_into"
	    " WHERE p.bundled_into IS NOT NULL OR p.id = s.id"
	    " OR p.status <> s.status OR p.route <> s.route"
	    " OR p.box IS NOT s.box OR p.status = 'cancel'") == 0 &&
	    one("SELECT count(*) FROM joined j JOIN shipment s"
	    " ON s.id = j.shipment WHERE s.bundled_into IS NULL") == 0 &&
	    one("SELECT count(*) FROM waived v JOIN shipment s"
	    " ON s.id = v.shipment WHERE s.bundled_into IS NULL") == 0 &&
	    one("SELECT count(*) FROM waived v JOIN charge c"
	    " ON c.id = v.charge WHERE c.amount <> -v.amount") == 0;
}

/* What the couriers collect, by labels. */
static int64_t
collected(void)
{
	struct arena a = ARENA_INIT;
	struct label_facts facts;
	int64_t sum = 0, id[64];
	struct label l;
	struct query q;
	size_t n = 0, i;

	query_once(&q, s, "SELECT id FROM shipment WHERE bundled_into IS NULL"
	    " AND status <> 'cancel'");
	while (query_row(&q) && n < 64)
		id[n++] = query_int(&q, 0);
	must(query_end(&q, "shipments", &w));
	must(store_label_facts(&facts, s, &w));
	for (i = 0; i < n; i++) {
		must(store_label_get(&l, s, &conf, &facts, id[i], NULL, &a,
		    &w));
		l.conf.today = "2026-12-24";
		must(label_compute(&l, &a, &w));
		sum += l.collect;
	}
	arena_free(&a);
	return sum;
}

/* The same by orders, of which something goes. */
static int64_t
due(void)
{
	int64_t n = one("SELECT sum(coalesce(p.amount, o.sum_total))"
	    " FROM payment p JOIN orders o ON o.id = p.orders"
	    " WHERE p.timing = 'delivery' AND p.state <> 'void' AND EXISTS (SELECT 1"
	    " FROM destination d JOIN shipment s ON s.destination = d.id"
	    " WHERE d.orders = o.id AND s.status <> 'cancel')");

	return n == NUM_NULL ? 0 : n;
}

/* A shipment that stands alone or is a parent, or any; NUM_NULL: none. */
static int64_t
pick(const char *which)
{
	char sql[200];
	int64_t n;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM shipment s WHERE %s",
	    which);
	if ((n = one(sql)) == 0)
		return NUM_NULL;
	snprintf(sql, sizeof(sql), "SELECT id FROM shipment s WHERE %s"
	    " ORDER BY id LIMIT 1 OFFSET %u", which, rnd((unsigned)n));
	return one(sql);
}

static bool
join(int64_t parent, int64_t child)
{
	static const char *const words[] = { "keep", "drop" };
	struct bundle_terms t = { words[rnd(2)], words[rnd(2)], 0 };
	struct bundle_member p, c;
	struct arena a = ARENA_INIT;
	bool may;

	must(bundle_member_get(&p, s, &conf, parent, &a, &w));
	must(bundle_member_get(&c, s, &conf, child, &a, &w));
	may = parent != child && bundle_barred(&p, &a) == NULL &&
	    bundle_barred(&c, &a) == NULL;
	if (may) {
		t.despite = bundle_conflicts(&conf.bundle, &p, &c);
		must(bundle_join(s, &p, &c, &t, &w));
		must(bundle_fees(s, parent, &w));
	}
	arena_free(&a);
	return may;
}

static enum status
undo(int64_t id)
{
	struct bundle_undone u;
	struct arena a = ARENA_INIT;
	enum status st;

	st = bundle_undo(&u, s, id, rnd(2), &a, &w);
	if (st > SN_CONFLICT)
		must(st);
	arena_free(&a);
	return st;
}

/* Whether it was a cancel, which makes an order come to less. */
static bool
move(void)
{
	static const char *const to[] = { "new", "ready", "print", "hold",
	    "cancel" };
	struct move m = { to[rnd(12) == 0 ? 4 : rnd(4)], NULL, NULL };
	int64_t id = pick("1");

	if (strcmp(m.status, "hold") == 0)
		m.box = rnd(2) ? "電話" : "在庫";
	if (store_move(s, id, &m, &w) > SN_CONFLICT)
		must(SN_IO);
	return strcmp(m.status, "cancel") == 0;
}

static void
edit(void)
{
	static const char *const of[] = { "deliver_on", "label_note",
	    "temperature" };
	static const char *const value[] = { "2026-12-30", "x", "chilled" };
	unsigned n = rnd(3);

	must(store_set(s, &table_shipment, column_find(&table_shipment,
	    of[n]), pick("1"), rnd(2) ? value[n] : NULL, &w));
}

/* Join two, and take it back by the child or by its op: nothing is left. */
static bool
there_and_back(void)
{
	int64_t parent = pick("bundled_into IS NULL"),
	    child = pick("bundled_into IS NULL");
	struct arena a = ARENA_INIT;
	struct undo u = { .arena = &a };
	char *before = dump();
	bool good;

	begin();
	if (!join(parent, child)) {
		store_rollback(s);
		free(before);
		return true;
	}
	must(store_commit(s, &w));
	u.op = store_op(s);
	begin();
	if (rnd(2))
		must(undo(child));
	else
		must(store_undo(&u, s, &w));
	must(store_commit(s, &w));
	good = same(before, dump());
	arena_free(&a);
	return good;
}

/* Whether sums may change. */
static bool
step(void)
{
	unsigned n = rnd(10);
	bool cancelled = false;

	begin();
	if (n < 4)
		join(pick("bundled_into IS NULL"),
		    pick("bundled_into IS NULL"));
	else if (n < 6)
		(void)undo(pick("1"));
	else if (n < 8)
		cancelled = move();
	else
		edit();
	must(store_commit(s, &w));
	return cancelled;
}

static void
history(unsigned seed)
{
	char path[64], *was, *is;
	bool good = true, cancelled;
	int64_t id;
	unsigned i;

	state = seed * 7919U + 1;
	snprintf(path, sizeof(path), "%s/%u.db", dir, seed);
	must(store_open(&s, path, STORE_CREATE, &w));
	must(query_run(s, "PRAGMA synchronous = OFF", "test", &w));
	begin();
	for (i = 0; i < ORDERS; i++)
		insert_order(i);
	must(store_commit(s, &w));
	was = sums();
	for (i = 0; i < STEPS && good; i++) {
		cancelled = false;
		if (rnd(3) == 0)
			good = there_and_back();
		else
			cancelled = step();
		good = good && sound() && collected() == due();
		is = sums();
		good = good && (cancelled || strcmp(was, is) == 0);
		free(was);
		was = is;
	}
	tap_ok(good, "bundles are sound, yen and goods stay", __FILE__,
	    (int)seed);
	while ((id = pick("bundled_into IS NOT NULL")) != NUM_NULL) {
		begin();
		must(undo(id));
		must(store_commit(s, &w));
	}
	OK(one("SELECT (SELECT count(*) FROM joined) +"
	    " (SELECT count(*) FROM waived) + (SELECT count(*) FROM charge"
	    "   WHERE kind = 'adjustment')") == 0);
	OK(same(was, sums()));
	store_close(s);
	unlink(path);
}

int
main(void)
{
	unsigned seed;

	setenv("SN_NOW", "2026-12-24T09:30:00", 1);
	if (mkdtemp(dir) == NULL)
		return 1;
	for (seed = 1; seed <= SEEDS; seed++)
		history(seed);
	rmdir(dir);
	return TAP_END;
}
