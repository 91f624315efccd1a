/*
 * Cases beside the rules: an order of nothing but what a case gives.
 */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "order/field.h"
#include "order/tree.h"
#include "store/query.h"
#include "store/rule.h"
#include "store/rulecase.h"
#include "store/select.h"
#include "store/tree.h"

enum {
	LINES_MAX = 50,		/* of an order in a case */
	PURCHASES_MAX = 100
};

/* A case at work. */
struct trial {
	struct store		*store;
	const struct conf	*conf;
	const struct rules	*rules;
	const char		*file;
	const struct rule_case	*test;
	struct edit_frame	 frame;
	struct tree		 tree;
	int64_t			 purchases, total;
	struct rule_failed	*failed;
	size_t			 n, cap;
	struct arena		*arena;
	struct why		*w;
};

enum status
rule_case_open(struct store **s, const struct conf *c, const char *home,
    struct why *w)
{
	enum status st;

	if ((st = store_open(s, ":memory:", STORE_CREATE, w)) == SN_OK)
		store_use(*s, c, home);
	return st;
}

static enum status
bad(struct trial *t, const char *text)
{
	return fail_at(t->w, SN_USAGE, "%s:%u: %s: %s", t->file,
	    t->test->line, t->test->title, text);
}

/* The line of that number, made with all before it. */
static struct line *
line_of(struct trial *t, const char *pick)
{
	long n = pick == NULL ? 1 : strtol(pick, NULL, 10);
	struct line *l;

	if (n < 1 || n > LINES_MAX)
		return NULL;
	while (t->tree.nline < (size_t)n) {
		l = tree_line(&t->tree);
		l->quantity = 1;
		l->unit_price = 0;
		l->tax_rate = 10;
		l->tax_included = 1;
		l->mall_id = arena_printf(t->arena, "%zu", t->tree.nline);
		tree_shipment_line(&t->tree, 0, t->tree.nline - 1, 1);
	}
	return t->tree.line[n - 1];
}

static struct payment *
payment(struct trial *t)
{
	struct payment *p;

	if (t->tree.npayment > 0)
		return t->tree.payment[0];
	p = tree_payment(&t->tree);
	p->method = "card";
	p->timing = "auth";
	p->state = "authorised";
	return p;
}

static struct charge *
charge(struct trial *t)
{
	struct charge *c;

	if (t->tree.ncharge > 0)
		return t->tree.charge[0];
	c = tree_charge(&t->tree);
	c->kind = "postage";
	c->amount = 0;
	return c;
}

/* The record that a field of a case belongs to; NULL: of none. */
static void *
record_of(struct trial *t, const struct table **table, const struct field *f,
    const char *pick)
{
	switch (f->of) {
	case FIELD_ORDER:
		*table = &table_orders;
		return t->tree.order;
	case FIELD_DESTINATION:
		*table = &table_destination;
		return t->tree.destination[0];
	case FIELD_SHIPMENT:
		*table = &table_shipment;
		return t->tree.shipment[0];
	case FIELD_LINE:
		*table = &table_line;
		return line_of(t, pick);
	case FIELD_CHARGE:
		*table = &table_charge;
		return charge(t);
	case FIELD_PAYMENT:
		*table = &table_payment;
		return payment(t);
	default:
		return NULL;
	}
}

/* Fields that are made of other rows: see settle_total(). */
static bool
special(struct trial *t, const struct field *f, const char *value)
{
	const char *rank;
	size_t i;

	if (strcmp(f->name, "total") == 0)
		t->total = strtoll(value, NULL, 10);
	else if (strcmp(f->name, "purchases") == 0)
		t->purchases = strtoll(value, NULL, 10);
	else if (strcmp(f->name, "rank") == 0) {
		for (i = 0; i < t->conf->nrank; i++) {
			rank = t->conf->rank[i].name;
			if (strcmp(rank, value) == 0)
				t->purchases = t->conf->rank[i].from;
		}
	} else if (strcmp(f->name, "tag") == 0)
		tree_tag(&t->tree, 0, value);
	else
		return false;
	return true;
}

static enum status
put(struct trial *t, const struct field *f, const char *pick,
    const char *value, const char *text)
{
	const struct table *table;
	const char *slug, *v;
	enum status st;
	void *rec;

	if (special(t, f, value))
		return SN_OK;
	if (f->column == NULL ||
	    (rec = record_of(t, &table, f, pick)) == NULL) {
		fail(t->w, SN_USAGE, _("%s: cannot be given"), text);
		return bad(t, _("given"));
	}
	v = value;
	if (f->words == words_status &&
	    (slug = conf_status(t->conf, NULL, value)) != NULL)
		v = slug;
	else if ((st = edit_value(&v, table, f->column, value, &t->frame,
	    t->arena, t->w)) != SN_OK) {
		fail_at(t->w, SN_USAGE, "%s", text);
		return bad(t, _("given"));
	}
	if (column_is_num(f->column))
		record_set_num(rec, f->column, v == NULL ? NUM_NULL :
		    strtoll(v, NULL, 10));
	else
		record_set_text(rec, f->column, v);
	if (f->column == column_find(&table_line, "quantity"))
		t->tree.shipment_line[pick == NULL ? 0 :
		    strtol(pick, NULL, 10) - 1]->quantity =
		    record_num(rec, f->column);
	return SN_OK;
}

/* FIELD=VALUE or FIELD[N]=VALUE. */
static enum status
give(struct trial *t, const char *text)
{
	const char *equals = strchr(text, '='), *open, *pick = NULL;
	const char *name;
	struct field f;

	if (equals == NULL) {
		fail(t->w, SN_USAGE, _("%s: FIELD=VALUE was expected"), text);
		return bad(t, _("given"));
	}
	name = arena_strndup(t->arena, text, (size_t)(equals - text));
	if ((open = strchr(name, '[')) != NULL) {
		pick = arena_strndup(t->arena, open + 1, strcspn(open + 1,
		    "]"));
		name = arena_printf(t->arena, "%.*s%s", (int)(open - name),
		    name, open + 1 + strcspn(open + 1, "]") +
		    (strchr(open, ']') != NULL));
	}
	if (!field_find(&f, name)) {
		fail(t->w, SN_USAGE, _("%s: no such field"), name);
		return bad(t, _("given"));
	}
	return put(t, &f, pick, equals + 1, text);
}

/* An order that has nothing but what every order has. */
static enum status
bare(struct trial *t, struct stamp *now)
{
	const struct conf_shop *shop = t->conf->nshop > 0 ?
	    &t->conf->shop[0] : NULL;
	struct order *o;
	enum status st;

	if ((st = clock_now(now, t->w)) != SN_OK)
		return st;
	tree_init(&t->tree, t->arena);
	o = t->tree.order;
	o->shop = shop != NULL ? shop->name : "shop";
	o->mall = shop != NULL ? shop->mall : "own";
	o->number = "1";
	o->type = "normal";
	o->ordered_at = now->text;
	o->mall_state = "ready";
	o->by.mail = "buyer@example.jp";
	tree_destination(&t->tree);
	tree_shipment(&t->tree, 0);
	t->tree.shipment[0]->status = "new";
	t->tree.shipment[0]->status_at = now->text;
	t->tree.shipment[0]->route = shop != NULL ? shop->route :
	    t->conf->route[0].name;
	line_of(t, NULL);
	return SN_OK;
}

/* The shop that a case names brings its mall. */
static void
settle_mall(struct trial *t)
{
	const struct conf_shop *shop = conf_shop(t->conf,
	    t->tree.order->shop);
	size_t i;

	for (i = 0; t->test->given[i] != NULL; i++)
		if (strncmp(t->test->given[i], "mall=", 5) == 0)
			return;
	if (shop != NULL)
		t->tree.order->mall = shop->mall;
}

/* The total that is given is the price of the first line, and an odd rest. */
static void
settle_total(struct trial *t)
{
	struct line *l = line_of(t, NULL);
	struct charge *c;
	int64_t rest;

	if (t->total == NUM_NULL || l->quantity < 1)
		return;
	l->unit_price = 0;
	rest = t->total - tree_total(&t->tree);
	l->unit_price = rest / l->quantity;
	if (rest % l->quantity == 0)
		return;
	c = tree_charge(&t->tree);
	c->kind = "adjustment";
	c->amount = rest % l->quantity;
}

/* Orders of the same buyer that came before. */
static enum status
insert_earlier(struct trial *t, int64_t n)
{
	struct tree before;
	enum status st = SN_OK;
	int64_t i;

	for (i = 1; i < n && i < PURCHASES_MAX && st == SN_OK; i++) {
		tree_init(&before, t->arena);
		*before.order = *t->tree.order;
		before.order->number = arena_printf(t->arena, "before-%d",
		    (int)i);
		before.order->ordered_at = "2000-01-01T00:00:00";
		tree_destination(&before);
		tree_shipment(&before, 0);
		*before.shipment[0] = *t->tree.shipment[0];
		st = store_tree_insert(t->store, &before, t->w);
	}
	return st;
}

static void
add_failed(struct trial *t, const char *text)
{
	t->failed = arena_grow(t->arena, t->failed, t->n, &t->cap,
	    sizeof(*t->failed));
	t->failed[t->n++].text = text;
}

/* Whether some shipment of the order is as the query says. */
static enum status
expect(struct trial *t, const char *query)
{
	const struct expr *e;
	int64_t *id;
	enum status st;
	size_t n;

	if ((st = select_parse(&e, t->store, t->conf, arena_printf(t->arena,
	    "order=%lld and (%s)", (long long)t->tree.order->id, query),
	    false, t->arena, t->w)) != SN_OK)
		return bad(t, _("expect"));
	if ((st = select_ids(&id, &n, t->store, e, NULL, 0, 1, t->arena,
	    t->w)) == SN_OK && n == 0)
		add_failed(t, arena_printf(t->arena, _("does not hold: %s"),
		    query));
	return st;
}

static void
check_rules(struct trial *t, const struct rule_run *r)
{
	const char *const *title;
	const struct rule *rule;

	for (title = t->test->fires; *title != NULL; title++) {
		rule = rules_find(t->rules, *title);
		if (r->met[rule - t->rules->rule].n == 0)
			add_failed(t, arena_printf(t->arena,
			    _("rule did not meet it: %s"), *title));
	}
	for (title = t->test->spares; *title != NULL; title++) {
		rule = rules_find(t->rules, *title);
		if (r->met[rule - t->rules->rule].n > 0)
			add_failed(t, arena_printf(t->arena,
			    _("rule met it: %s"), *title));
	}
}

static enum status
run(struct trial *t)
{
	struct rule_run r = { .store = t->store, .conf = t->conf,
	    .rules = t->rules, .file = t->file, .any = true,
	    .arena = t->arena };
	enum status st;
	size_t i;

	for (i = 0; t->test->given[i] != NULL; i++)
		if ((st = give(t, t->test->given[i])) != SN_OK)
			return st;
	settle_mall(t);
	settle_total(t);
	if ((st = insert_earlier(t, t->purchases)) != SN_OK ||
	    (st = store_tree_insert(t->store, &t->tree, t->w)) != SN_OK ||
	    (st = rules_run(&r, &t->tree.shipment[0]->id, 1, t->w)) !=
	    SN_OK)
		return st;
	check_rules(t, &r);
	for (i = 0; t->test->expect[i] != NULL && st == SN_OK; i++)
		st = expect(t, t->test->expect[i]);
	return st;
}

enum status
rule_case_run(struct rule_failed **out, size_t *n, struct store *s,
    const struct conf *c, const struct rules *rules, const char *file,
    const struct rule_case *test, struct arena *a, struct why *w)
{
	static const struct op op = { "test", "[]", NULL, NULL };
	struct trial t = { .store = s, .conf = c, .rules = rules,
	    .file = file, .test = test, .total = NUM_NULL, .arena = a,
	    .w = w };
	char today[sizeof(t.frame.today)];
	struct stamp now;
	enum status st;

	if ((st = clock_today(today, w)) != SN_OK ||
	    (st = bare(&t, &now)) != SN_OK ||
	    (st = store_begin(s, &op, w)) != SN_OK)
		return st;
	conf_frame(&t.frame, c, today, a);
	st = run(&t);
	store_rollback(s);
	*out = t.failed;
	*n = t.n;
	return st;
}
