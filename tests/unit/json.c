/*
 * Full records and back, over random trees: every column, lines that are in
 * no shipment, several shipments of a destination, sets.
 */

#include <inttypes.h>
#include <stdlib.h>

#include "order/json.h"
#include "tap.h"

enum { TREES = 400 };

static struct arena a = ARENA_INIT;
static struct why w;
static uint64_t state = 42;

static unsigned
rnd(unsigned n)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(state >> 33) % n;
}

/* A column that people see and that is no reference within the tree. */
static bool
shown(const struct table *t, const struct column *c)
{
	return (c->flags & COL_HIDDEN) == 0 && strcmp(c->name, "seq") != 0 &&
	    !(t == &table_line && strcmp(c->name, "parent") == 0) &&
	    !(t == &table_charge && strcmp(c->name, "destination") == 0) &&
	    strcmp(c->name, "shop") != 0 &&
	    !(t == &table_orders && strcmp(c->name, "number") == 0);
}

static void
fill_text(void *rec, const struct column *c)
{
	static const char *const texts[] = { "髙橋", "", "a\"b\\c\n\t", "①",
	    "0123", "null", "{}", "💐" };
	size_t n = 0;

	if (c->words != NULL) {
		while (c->words[n].slug != NULL)
			n++;
		record_set_text(rec, c, c->words[rnd((unsigned)n)].slug);
	} else
		record_set_text(rec, c, texts[rnd(8)]);
}

static void
fill(const struct table *t, void *rec)
{
	const struct column *c;
	int64_t n;

	for (c = t->column; c < t->column + t->n; c++) {
		if (!shown(t, c) || rnd(4) == 0)
			continue;
		if (rnd(8) == 0 && strcmp(c->name, "parcel") != 0) {
			if (column_is_num(c))
				record_set_num(rec, c, NUM_NULL);
			else
				record_set_text(rec, c, NULL);
		} else if (!column_is_num(c))
			fill_text(rec, c);
		else {
			n = c->type == TYPE_BOOL ? rnd(2) : rnd(1000000);
			if (rnd(9) == 0 && c->type == TYPE_YEN)
				n = -n;
			record_set_num(rec, c, n);
		}
	}
}

static void
fill_shipment(struct tree *t, size_t destination)
{
	size_t at, i;
	unsigned n;

	fill(&table_shipment, tree_shipment(t, destination));
	at = t->nshipment - 1;
	for (i = 0; i < t->nline; i++)
		if (rnd(2))
			tree_shipment_line(t, at, i, rnd(9));
	for (n = rnd(3); n > 0; n--)
		fill(&table_tracking, tree_tracking(t, at));
	for (n = rnd(3); n > 0; n--)
		tree_tag(t, at, n == 1 ? "急ぎ" : "a,b");
}

static void
random_tree(struct tree *t)
{
	struct line *l;
	struct charge *c;
	unsigned n;
	size_t i;

	tree_init(t, &a);
	t->order->shop = "rakuten-main";
	t->order->number = "1-2";
	fill(&table_orders, t->order);
	for (n = rnd(5); n > 0; n--) {
		l = tree_line(t);
		fill(&table_line, l);
		if (t->nline > 1 && rnd(2))
			l->parent = rnd((unsigned)t->nline - 1);
	}
	for (n = 1 + rnd(3); n > 0; n--)
		fill(&table_destination, tree_destination(t));
	for (i = 0; i < t->ndestination; i++)
		for (n = 1 + rnd(2); n > 0; n--)
			fill_shipment(t, i);
	for (n = rnd(4); n > 0; n--) {
		c = tree_charge(t);
		fill(&table_charge, c);
		if (rnd(2))
			c->destination = rnd((unsigned)t->ndestination);
	}
	for (n = rnd(3); n > 0; n--)
		fill(&table_payment, tree_payment(t));
}

static bool
same_rec(const struct table *t, const void *x, const void *y)
{
	const struct column *c;

	for (c = t->column; c < t->column + t->n; c++)
		if (c->type == TYPE_ID && (c->flags & COL_HIDDEN) != 0 &&
		    strcmp(c->name, "orders") == 0)
			continue;
		else if (!record_same(x, y, c) && strcmp(c->name, "seen") != 0 &&
		    strcmp(c->name, "labelled_as") != 0) {
			printf("# %s.%s differs\n", t->name, c->name);
			return false;
		}
	return true;
}

#define SAME(x, y, member, table, good) do {				\
	good = good && (x)->n##member == (y)->n##member;			\
	for (size_t k_ = 0; good && k_ < (x)->n##member; k_++)		\
		good = same_rec(table, (x)->member[k_], (y)->member[k_]);	\
} while (0)

static bool
same_tree(const struct tree *x, const struct tree *y)
{
	bool good = same_rec(&table_orders, x->order, y->order);
	size_t i;

	SAME(x, y, destination, &table_destination, good);
	SAME(x, y, shipment, &table_shipment, good);
	SAME(x, y, line, &table_line, good);
	SAME(x, y, shipment_line, &table_shipment_line, good);
	SAME(x, y, charge, &table_charge, good);
	SAME(x, y, payment, &table_payment, good);
	SAME(x, y, tracking, &table_tracking, good);
	good = good && x->ntag == y->ntag;
	for (i = 0; good && i < x->ntag; i++)
		good = x->tag[i].shipment == y->tag[i].shipment &&
		    strcmp(x->tag[i].text, y->tag[i].text) == 0;
	return good;
}

/* Through text, as it goes through a file. */
static bool
round_trip(const struct tree *t)
{
	struct tree back;
	bool good = true;
	json_t *v;
	char *text;
	size_t i;

	tree_init(&back, &a);
	for (i = 0; i < t->nshipment && good; i++) {
		v = tree_json(t, i);
		text = json_dumps(v, JSON_COMPACT);
		json_decref(v);
		v = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
		if (tree_add_json(&back, v, &w) != SN_OK) {
			printf("# %s\n# %s\n", w.text, text);
			good = false;
		}
		json_decref(v);
		free(text);
	}
	if (good && tree_json_end(&back, &w) != SN_OK) {
		printf("# %s\n", w.text);
		good = false;
	}
	return good && same_tree(t, &back);
}

static enum status
add(struct tree *t, const char *text)
{
	json_t *v = json_loads(text, JSON_ALLOW_NUL, NULL);
	enum status st = tree_add_json(t, v, &w);

	json_decref(v);
	return st;
}

/* What is refused, and how. */
static void
refused(const char *text, const char *want)
{
	struct tree t;

	tree_init(&t, &a);
	OK(add(&t, text) == SN_INVALID);
	STREQ(w.text, want);
}

#define HEAD "{\"shop\":\"s\",\"number\":\"1\",\"destination\":{}"

static void
mistakes(void)
{
	struct tree t;

	refused("[]", "not a record");
	refused("{}", "shop: not a string");
	refused("{\"shop\":\"s\",\"number\":1}", "number: not a string");
	refused("{\"id\":\"1\",\"shop\":\"s\",\"number\":\"1\","
	    "\"status\":\"new\"}",
	    "a record without its order: write it with --full");
	refused(HEAD ",\"order\":{\"nonsense\":1}}",
	    "order: nonsense: unknown key");
	refused(HEAD ",\"order\":{\"by\":{\"shop\":\"x\"}}}",
	    "order: by: shop: unknown key");
	refused(HEAD ",\"order\":{\"seen\":1}}", "order: seen: unknown key");
	refused(HEAD ",\"order\":{\"type\":\"x\"}}",
	    "order: type: x: no such word");
	refused(HEAD ",\"order\":{\"type\":1}}",
	    "order: type: not a string");
	refused(HEAD ",\"order\":{\"points\":\"1\"}}",
	    "order: points: not a whole number");
	refused(HEAD ",\"order\":{\"points\":1.5}}",
	    "order: points: not a whole number");
	refused(HEAD ",\"order\":{\"receipt\":\"yes\"}}",
	    "order: receipt: neither true nor false");
	refused(HEAD ",\"order\":{\"id\":7}}",
	    "order: id: not an id, a string of digits");
	refused(HEAD ",\"order\":{\"memo\":\"a\\u0000b\"}}",
	    "order: memo: has a NUL in it");
	refused(HEAD ",\"order\":{\"charges\":{}}}",
	    "order: charges: not an array");
	refused(HEAD ",\"order\":{\"charges\":[{\"destination\":0}]}}",
	    "order: charges[0]: destination: not a sequence number");
	refused(HEAD ",\"order\":{\"number\":\"2\"}}",
	    "order: shop, number: other than above");
	refused(HEAD ",\"order\":{},\"lines\":[{\"parent\":1}]}",
	    "lines[0]: parent: not an earlier line");
	refused(HEAD ",\"order\":{},\"lines\":[{\"seq\":2},{\"seq\":1}]}",
	    "lines[1]: seq: not above the one before");
	refused(HEAD ",\"order\":{},\"lines\":[{\"quantity_here\":\"1\"}]}",
	    "lines[0]: quantity_here: not a whole number");
	refused(HEAD ",\"order\":{},\"tags\":[1]}", "tags[0]: not a string");
	refused(HEAD ",\"order\":{},\"to\":\"x\"}", "to: unknown key");
	refused("{\"shop\":\"s\",\"number\":\"1\",\"order\":{},"
	    "\"destination\":{\"seq\":100000}}",
	    "destination: seq: not a sequence number");
	tree_init(&t, &a);
	OK(add(&t, "{\"shop\":\"s\",\"number\":\"1\",\"order\":{},"
	    "\"destination\":{\"seq\":2}}") == SN_OK);
	OK(tree_json_end(&t, &w) == SN_INVALID);
	STREQ(w.text, "s:1: the record of destination 1 is missing");
	OK(add(&t, "{\"shop\":\"s\",\"number\":\"2\",\"order\":{},"
	    "\"destination\":{}}") == SN_INVALID);
	STREQ(w.text, "of another order");
	OK(add(&t, HEAD ",\"lines\":[{}]}") == SN_INVALID);
	STREQ(w.text, "lines: other than in the order's first record");
	OK(add(&t, HEAD "}") == SN_OK);
	OK(tree_json_end(&t, &w) == SN_OK);
}

/* Words may be Japanese; a shop's own statuses and carriers pass. */
static void
words(void)
{
	struct tree t;

	tree_init(&t, &a);
	OK(add(&t, HEAD ",\"order\":{\"type\":\"定期\"},\"status\":\"inspect\","
	    "\"carrier\":\"my-van\",\"temperature\":\"冷凍\"}") == SN_OK);
	STREQ(t.order->type, "subscription");
	STREQ(t.shipment[0]->status, "inspect");
	STREQ(t.shipment[0]->carrier, "my-van");
	STREQ(t.shipment[0]->temperature, "frozen");
}

int
main(void)
{
	struct tree t;
	int i, bad = 0;

	for (i = 0; i < TREES; i++) {
		random_tree(&t);
		bad += !round_trip(&t);
		arena_reset(&a);
	}
	OK(bad == 0);
	mistakes();
	words();
	arena_free(&a);
	return TAP_END;
}
