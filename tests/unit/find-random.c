/*
 * Queries over random orders: what SQL finds is what a plain reading of the
 * query in C finds, and what should use an index does.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"
#include "order/imply.h"
#include "store/query.h"
#include "store/select.h"
#include "store/tree.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "tap.h"

enum { ORDERS = 60, QUERIES = 4000 };

static char dir[] = "/tmp/sn-find-XXXXXX";
static struct store *s;
static struct why w;
static struct arena rows = ARENA_INIT, a = ARENA_INIT;
static struct tree tree[ORDERS];
static uint64_t state = 20261224;

static unsigned
rnd(unsigned n)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(state >> 33) % n;
}

#define PICK(list) list[rnd(sizeof(list) / sizeof(list[0]))]

static void
must(enum status st)
{
	if (st == SN_OK)
		return;
	printf("Bail out! %s\n", w.text);
	exit(1);
}

static const char *const names[] = { "髙橋 花子", "高橋花子", "田中　太郎",
    "タナカ", "たなか", "100%", "a_b", "A\\B", NULL, "" };
static const char *const prefs[] = { "東京都", "沖縄県", "北海道", NULL };
static const char *const cities[] = { "千代田区", "那覇市", "札幌市北区" };
static const char *const phones[] = { "03-1234-5678", "090-1111-2222", NULL };
static const char *const skus[] = { "FRZ-1", "frz-2", "ＮＲＭ-3", "N*M", NULL };
static const char *const states[] = { "new", "hold", "done", "cancel" };
static const char *const temps[] = { "normal", "frozen", NULL };
static const char *const boxes[] = { "電話", "在庫", "", NULL };
static const char *const days[] = { "2026-12-01", "2026-12-24", "2027-01-05",
    NULL };
static const char *const tags[] = { "急ぎ", "確認済" };

static void
random_lines(struct tree *t, size_t shipment)
{
	unsigned n = rnd(4), i;
	struct line *l;

	for (i = 0; i < n; i++) {
		l = tree_line(t);
		l->sku = PICK(skus);
		l->name = PICK(names);
		l->temperature = PICK(temps);
		l->unit_price = rnd(5) == 0 ? NUM_NULL : 100 * rnd(5);
		l->quantity = 1 + rnd(9);
		tree_shipment_line(t, shipment, t->nline - 1,
		    rnd(2) ? l->quantity : 1);
	}
}

static void
random_shipment(struct tree *t, size_t destination)
{
	struct shipment *sh = tree_shipment(t, destination);
	struct tracking *tr;
	size_t at = t->nshipment - 1;

	sh->status = PICK(states);
	sh->status_at = "2026-12-01T00:00:00";
	sh->route = rnd(2) ? "基本" : "冷凍";
	sh->box = PICK(boxes);
	sh->ship_date = PICK(days);
	sh->weight = rnd(3) == 0 ? NUM_NULL : rnd(5);
	random_lines(t, at);
	if (rnd(2)) {
		tr = tree_tracking(t, at);
		tr->carrier = "yamato";
		tr->number = rnd(2) ? "123456789012" : "000000000007";
		tr->is_void = rnd(4) == 0;
	}
	if (rnd(3) == 0)
		tree_tag(t, at, PICK(tags));
}

static void
random_order(struct tree *t, int i)
{
	struct destination *d;
	struct payment *p;
	unsigned n;

	tree_init(t, &rows);
	t->order->shop = "rakuten-main";
	t->order->mall = "rakuten";
	t->order->number = arena_printf(&rows, "1234-%02d", i);
	t->order->type = "normal";
	t->order->mall_state = "ready";
	t->order->ordered_at = arena_printf(&rows, "2026-12-%02dT%02d:00:00",
	    1 + rnd(28), rnd(24));
	t->order->by.name = PICK(names);
	t->order->by.phone = PICK(phones);
	t->order->by.phone2 = PICK(phones);
	t->order->memo = PICK(names);
	for (n = 1 + rnd(2); n > 0; n--) {
		d = tree_destination(t);
		d->to.name = PICK(names);
		d->to.pref = PICK(prefs);
		d->to.city = PICK(cities);
		d->to.town = "一番町4-4-2";
		d->to.zip = rnd(2) ? "7900001" : NULL;
		d->to.phone = PICK(phones);
		d->noshi = PICK(names);
		d->gift = rnd(2);
		random_shipment(t, t->ndestination - 1);
		if (rnd(3) == 0)
			random_shipment(t, t->ndestination - 1);
	}
	for (n = rnd(3); n > 0; n--) {
		p = tree_payment(t);
		p->method = rnd(2) ? "cod" : "card";
		p->timing = "auth";
		p->state = "none";
		p->amount = rnd(2) ? 1000 : NUM_NULL;
	}
	must(store_tree_insert(s, t, &w));
}

/*
 * The plain reading.
 */

static bool
wild(const char *p, const char *t)
{
	for (; *p != '\0' && *p != EXPR_ANY; p++) {
		if (*t == '\0' || (*p != EXPR_ONE && *p != *t))
			return false;
		if (*p == EXPR_ONE)
			utf8_next(&t);
		else
			t++;
	}
	if (*p == '\0')
		return *t == '\0';
	for (;; t++) {
		if (wild(p + 1, t))
			return true;
		if (*t == '\0')
			return false;
	}
}

static const char *
lower(const char *text)
{
	char *copy = arena_strdup(&a, text), *p;

	for (p = copy; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return copy;
}

static const char *
fold(const struct field *f, const char *text)
{
	if (f->type == TYPE_PHONE || f->type == TYPE_ZIP)
		return fold_digits(text, &a);
	if (f->type == TYPE_TEXT || f->derived != NULL)
		return fold_text(text, &a);
	if (strcmp(f->name, "tracking") == 0)
		return fold_digits(text, &a);
	return text;
}

/* The pattern with its literal parts folded. */
static const char *
fold_pattern(const struct field *f, const char *p, bool around)
{
	static const char marks[] = { EXPR_ANY, EXPR_ONE, '\0' };
	struct str out = STR_INIT;
	const char *text;
	size_t n;

	if (around)
		str_putc(&out, EXPR_ANY);
	for (; *p != '\0'; p += n) {
		n = strcspn(p, marks);
		str_puts(&out, fold(f, arena_strndup(&a, p, n)));
		if (p[n] != '\0')
			str_putc(&out, p[n++]);
	}
	if (around)
		str_putc(&out, EXPR_ANY);
	text = arena_strdup(&a, str_text(&out));
	str_free(&out);
	return text;
}

static bool
number_fits(int64_t n, enum expr_op op, const struct expr_value *v)
{
	if (v->kind == VALUE_NONE || v->kind == VALUE_GIVEN)
		return (n == NUM_NULL) == (v->kind == VALUE_NONE);
	if (n == NUM_NULL)
		return false;
	switch (op) {
	case EXPR_LT:
		return n < v->from;
	case EXPR_LE:
		return n <= v->upto;
	case EXPR_GT:
		return n > v->upto;
	case EXPR_GE:
		return n >= v->from;
	default:
		return (v->from == NUM_NULL || n >= v->from) &&
		    (v->upto == NUM_NULL || n <= v->upto);
	}
}

static bool
between(const char *t, enum expr_op op, const struct expr_value *v)
{
	switch (op) {
	case EXPR_LT:
		return strcmp(t, v->lo) < 0;
	case EXPR_LE:
		return strcmp(t, v->hi) <= 0;
	case EXPR_GT:
		return strcmp(t, v->hi) > 0;
	case EXPR_GE:
		return strcmp(t, v->lo) >= 0;
	default:
		return (v->lo == NULL || strcmp(t, v->lo) >= 0) &&
		    (v->hi == NULL || strcmp(t, v->hi) <= 0);
	}
}

static bool
text_fits(const char *t, const struct field *f, enum expr_op op,
    const struct expr_value *v)
{
	bool empty = t == NULL || *t == '\0';
	bool plain = f->type == TYPE_CODE && f->derived == NULL;

	if (v->kind == VALUE_NONE || v->kind == VALUE_GIVEN)
		return empty == (v->kind == VALUE_NONE);
	if (t == NULL)
		return false;
	if (v->kind == VALUE_SPAN)
		return between(fold(f, t), op, v);
	if (v->kind == VALUE_PATTERN)
		return wild(lower(fold_pattern(f, v->text, op == EXPR_HAS)),
		    lower(fold(f, t)));
	if (op == EXPR_HAS && plain)
		return strstr(lower(t), lower(v->text)) != NULL;
	if (op == EXPR_HAS)
		return strstr(fold(f, t), fold(f, v->text)) != NULL;
	if (strstr(f->name, "pref") != NULL &&
	    strcmp(t, arena_printf(&a, "%s県", v->text)) == 0)
		return true;
	return strcmp(fold(f, t), fold(f, v->text)) == 0;
}

static bool
fits(const void *rec, const struct expr *e)
{
	const struct field *f = &e->field;
	bool yes = false;
	size_t i;

	for (i = 0; i < e->nvalue && !yes; i++)
		if (f->column == NULL)
			yes = text_fits(derived_value(f->derived, rec, &a), f,
			    e->op, &e->value[i]);
		else if (column_is_num(f->column))
			yes = number_fits(record_num(rec, f->column), e->op,
			    &e->value[i]);
		else
			yes = text_fits(record_text(rec, f->column), f, e->op,
			    &e->value[i]);
	return yes != e->unlike;
}

/* The rows of a field's home that belong to a shipment. */
static size_t
members(const void *out[], const struct tree *t, size_t at,
    const struct field *f)
{
	size_t i, n = 0;
	struct line *l;

	switch (f->of) {
	case FIELD_ORDER:
		out[n++] = t->order;
		break;
	case FIELD_DESTINATION:
		out[n++] = t->destination[t->shipment[at]->destination];
		break;
	case FIELD_SHIPMENT:
		out[n++] = t->shipment[at];
		break;
	case FIELD_LINE:
		for (i = 0; i < t->nshipment_line; i++) {
			if (t->shipment_line[i]->shipment != (int64_t)at)
				continue;
			l = arena_alloc(&a, sizeof(*l));
			*l = *t->line[t->shipment_line[i]->line];
			l->quantity = t->shipment_line[i]->quantity;
			out[n++] = l;
		}
		break;
	case FIELD_PAYMENT:
		for (i = 0; i < t->npayment; i++)
			out[n++] = t->payment[i];
		break;
	case FIELD_TRACKING:
		for (i = 0; i < t->ntracking; i++)
			if (t->tracking[i]->shipment == (int64_t)at &&
			    t->tracking[i]->is_void == 0)
				out[n++] = t->tracking[i];
		break;
	case FIELD_TAG:
		for (i = 0; i < t->ntag; i++)
			if (t->tag[i].shipment == (int64_t)at)
				out[n++] = &t->tag[i];
		break;
	default:
		break;
	}
	return n;
}

static int64_t
sum(const void *const *rec, size_t n, const struct field *f)
{
	const struct line *l;
	int64_t total = 0, v;
	size_t i;

	for (i = 0; i < n; i++) {
		if ((v = record_num(rec[i], f->column)) == NUM_NULL)
			return NUM_NULL;
		l = rec[i];
		total += strcmp(f->name, "item.price") == 0 ?
		    v * l->quantity : v;
	}
	return total;
}

static bool
number_test(int64_t n, const struct expr *e)
{
	bool yes = false;
	size_t i;

	for (i = 0; i < e->nvalue; i++)
		yes |= number_fits(n, e->op, &e->value[i]);
	return yes;
}

static bool
test(const struct tree *t, size_t at, const struct expr *e)
{
	const void *rec[64];
	size_t n = members(rec, t, at, &e->field), i, yes = 0;

	if (e->over == OVER_SUM)
		return number_test(sum(rec, n, &e->field), e);
	if (e->over == OVER_COUNT)
		return number_test((int64_t)n, e);
	for (i = 0; i < n; i++)
		yes += fits(rec[i], e);
	return e->over == OVER_ALL ? n > 0 && yes == n : yes > 0;
}

/* By what tree.h says of the search words; all words here are texts. */
static bool
found(const struct tree *t, const struct expr_value *v)
{
	static const struct field none = { .type = TYPE_TEXT };
	const char *text = tree_words(t, &a);

	if (v->kind == VALUE_PATTERN)
		return wild(fold_pattern(&none, v->text, true), text);
	return strstr(text, fold_text(v->text, &a)) != NULL;
}

static bool
holds(const struct tree *t, size_t at, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_AND:
		return holds(t, at, e->left) && holds(t, at, e->right);
	case EXPR_OR:
		return holds(t, at, e->left) || holds(t, at, e->right);
	case EXPR_NOT:
		return !holds(t, at, e->left);
	case EXPR_WORD:
		return found(t, e->value);
	case EXPR_TEST:
		break;
	}
	return test(t, at, e);
}

/*
 * Random queries.
 */

static const char *const terms[] = {
	"status=new", "status!=new", "status=hold,done", "box=", "box=電話",
	"box!=電話", "box=*", "box~電", "box=\"\",在庫", "box=電?", "box!~電",
	"to.name=髙橋花子", "to.name=\"高橋 花子\"", "to.name~たなか",
	"to.name=100%", "to.name~%", "to.name~_", "to.name=*", "to.name=",
	"to.name=?_?", "to.name~\\", "to.name=高橋*", "to.name!~髙橋",
	"by.name=ﾀﾅｶ", "memo~田中", "memo!=田中太郎", "noshi~花子",
	"noshi=髙橋*", "noshi!=\"高橋 花子\"", "noshi=", "to.pref=沖縄",
	"to.pref=沖縄県,北海道", "to.pref!=東京都", "to.pref=*都",
	"to.city=那覇市", "to.city~北", "to.city!=那覇市", "to.city=*市*",
	"to.address~那覇市一番町", "to.address=*4-4-2", "to.zip=790",
	"to.zip=7900001", "to.zip=..7900000", "to.zip!=790-0001", "to.zip=",
	"to.phone=0312345678", "to.phone~1111", "phone=03-1234-5678",
	"phone!=03-1234-5678", "by.phone2=090-1111-2222", "to.phone=03*",
	"by.phone2~5678", "number=1234-05", "number=1234-1*",
	"number=1234-10..1234-20", "number>1234-50", "number~4-3",
	"ship=2026-12-24", "ship=2026-12", "ship<2026-12-24", "ship!=today",
	"ship=..2026-12-24", "ship=2026-12-25..", "ship=", "ship=*",
	"ordered>=2026-12-10", "ordered<2026-12-10", "ordered=2026-12-05",
	"ordered=2026-12-05..2026-12-07", "ordered<=2026-12-20T11:00",
	"weight=2", "weight=1..3", "weight!=2", "weight>=3", "weight=,2",
	"weight=*", "weight<2", "total>=1000", "total=", "total=*",
	"gift=yes", "gift=no", "gift!=yes", "item.sku=FRZ*", "item.sku=nrm-3",
	"item.sku!=FRZ-1", "any item.sku!=FRZ-1", "all item.sku=FRZ*",
	"all item.sku!=FRZ*", "all item.temp=frozen", "item.temp=",
	"any item.temp!=frozen", "item.sku=\"N*M\"", "item.sku~rm",
	"item.name~高橋", "item.quantity>5", "item.quantity=1,2",
	"sum item.quantity>=10", "sum item.quantity=0", "sum item.price>1000",
	"sum item.price=", "sum item.price!=0", "count item>2",
	"count item=0", "count item=1..2", "count tracking=1",
	"tracking=1234-5678-9012", "tracking=*", "tracking!=123456789012",
	"not tracking=*", "tracking~5678", "tag=急ぎ", "tag!=急ぎ", "tag=*",
	"count tag=0", "pay.method=cod", "pay.method!=cod",
	"all pay.method=cod", "pay.amount=", "sum pay.amount>=1000",
	"count pay=2", "高橋", "髙橋 花子", "那覇市", "frz", "F*Z", "a_b",
	"\"100%\"", "例"
};

static void
random_query(struct str *q, int depth)
{
	unsigned how = depth == 0 ? 9 : rnd(10);

	if (how < 6) {
		str_puts(q, rnd(4) == 0 ? "not (" : "(");
		random_query(q, depth - 1);
		str_puts(q, how < 3 ? ") or (" : ") (");
		random_query(q, depth - 1);
		str_puts(q, ")");
	} else if (how == 6) {
		str_puts(q, "not ");
		random_query(q, depth - 1);
	} else
		str_puts(q, PICK(terms));
}

/* Compare both readings of one query. */
static bool
same(const char *query, const struct conf *conf)
{
	const struct expr *e;
	size_t n, i, at, k = 0, want = 0;
	bool good = true;
	int64_t *id;

	must(select_parse(&e, s, conf, query, true, &a, &w));
	must(select_ids(&id, &n, s, e, NULL, 0, 0, &a, &w));
	for (i = 0; i < ORDERS; i++)
		for (at = 0; at < tree[i].nshipment; at++) {
			if (!holds(&tree[i], at, e))
				continue;
			want++;
			for (k = 0; k < n; k++)
				if (id[k] == tree[i].shipment[at]->id)
					break;
			good &= k < n;
		}
	if (!good || want != n)
		printf("# %s: %zu found, %zu expected\n", query, n, want);
	return good && want == n;
}

static void
compare(const struct conf *conf)
{
	struct str q = STR_INIT;
	size_t i, bad = 0;

	for (i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		bad += !same(terms[i], conf);
	OK(bad == 0);
	for (i = 0; i < QUERIES && bad < 10; i++) {
		str_reset(&q);
		random_query(&q, (int)rnd(5));
		bad += !same(str_text(&q), conf);
		arena_reset(&a);
	}
	OK(bad == 0);
	str_free(&q);
}

/*
 * Whether what is proved of two queries holds in every shipment; *claims
 * counts what is.
 */
static bool
proved(const struct expr *x, const struct expr *y, size_t *claims)
{
	bool implies = expr_implies(x, y), disjoint = expr_disjoint(x, y);
	bool empty = expr_empty(x), in_x, in_y;
	size_t i, at;

	*claims += implies || disjoint || empty;
	for (i = 0; i < ORDERS; i++)
		for (at = 0; at < tree[i].nshipment; at++) {
			in_x = holds(&tree[i], at, x);
			in_y = holds(&tree[i], at, y);
			if ((implies && in_x && !in_y) ||
			    (disjoint && in_x && in_y) || (empty && in_x))
				return false;
		}
	return true;
}

static void
proofs(const struct conf *conf)
{
	enum { TERMS = sizeof(terms) / sizeof(terms[0]) };
	const struct expr *e[TERMS], *x, *y;
	struct str q = STR_INIT, r = STR_INIT;
	size_t i, k, claims = 0, bad = 0;

	for (i = 0; i < TERMS; i++)
		must(select_parse(&e[i], s, conf, terms[i], true, &rows, &w));
	for (i = 0; i < TERMS; i++)
		for (k = 0; k < TERMS && bad < 10; k++)
			if (!proved(e[i], e[k], &claims) && ++bad > 0)
				printf("# %s, %s\n", terms[i], terms[k]);
	OK(bad == 0);
	OK(claims > TERMS + 150);
	for (i = 0, claims = 0; i < QUERIES && bad < 10; i++) {
		str_reset(&q);
		str_reset(&r);
		random_query(&q, 2);
		random_query(&r, 2);
		must(select_parse(&x, s, conf, str_text(&q), true, &a, &w));
		must(select_parse(&y, s, conf, str_text(&r), true, &a, &w));
		if (!proved(x, y, &claims) && ++bad > 0)
			printf("# %s, %s\n", str_text(&q), str_text(&r));
		arena_reset(&a);
	}
	OK(bad == 0);
	OK(claims > 50);
	str_free(&q);
	str_free(&r);
}

/* Whether the plan has a step with that text, and no scan of a table. */
static void
plan(const char *query, const char *step, const struct conf *conf)
{
	const struct expr *e;
	const char *text;

	must(select_parse(&e, s, conf, query, true, &a, &w));
	must(select_plan(&text, s, e, &a, &w));
	tap_ok(strstr(text, step) != NULL && strstr(text, "SCAN s\n") == NULL &&
	    strstr(text, "SCAN o\n") == NULL &&
	    strstr(text, "SCAN d\n") == NULL, query, __FILE__, __LINE__);
	if (strstr(text, step) == NULL || strstr(text, "SCAN s\n") != NULL)
		printf("# %s\n", text);
}

static void
plans(const struct conf *conf)
{
	plan("number=1234-05", "orders_number", conf);
	plan("number=1234-0*", "orders_number", conf);
	plan("to.phone=03-1234-5678", "destination_phone", conf);
	plan("by.phone=03-1234-5678", "orders_phone", conf);
	plan("mail=a@example.jp", "orders_mail", conf);
	plan("phone=03-1234-5678", "orders_phone", conf);
	plan("phone=03-1234-5678", "destination_phone", conf);
	plan("tracking=123456789012", "tracking_number", conf);
	plan("pay.agent-id=A1", "payment_agent_id", conf);
	plan("tag=急ぎ", "tag_tag", conf);
	plan("id=12", "INTEGER PRIMARY KEY", conf);
	plan("status=new", "shipment_status", conf);
	plan("number=1 or phone=2 or tracking=3 or id=4", "orders_number",
	    conf);
	plan("高橋", "destination_orders", conf);
}

/* The deepest and the longest query there may be. */
static void
extremes(const struct conf *conf)
{
	struct str q = STR_INIT;
	int i;

	for (i = 0; i < 15; i++)
		str_addf(&q, "not (all item.sku=a* %s ",
		    i % 2 == 0 ? "or" : "and");
	str_puts(&q, "all item.sku=\"\"");
	for (i = 0; i < 15; i++)
		str_puts(&q, ")");
	OK(same(str_text(&q), conf));
	str_reset(&q);
	for (i = 0; i < 400; i++)
		str_addf(&q, "%sto.name~x%d", i == 0 ? "" : " or ", i);
	OK(same(str_text(&q), conf));
	str_reset(&q);
	for (i = 0; i < 400; i++)
		str_addf(&q, " not to.name~x%d", i);
	OK(same(str_text(&q), conf));
	str_reset(&q);
	for (i = 0; i < 399; i++)
		str_addf(&q, "%s0..%d", i == 0 ? "weight=" : ",", i);
	OK(same(str_text(&q), conf));
	str_reset(&q);
	for (i = 0; i < 4999; i++)
		str_addf(&q, "%s%d", i == 0 ? "id=" : ",", i);
	OK(same(str_text(&q), conf));
	str_free(&q);
}

static void
sorted(const struct conf *conf)
{
	struct select_sort *sort;
	const struct expr *e;
	int64_t *id;
	size_t n, nsort;

	must(select_parse(&e, s, conf, "id=*", false, &a, &w));
	must(select_sort(&sort, &nsort, "-id", &a, &w));
	must(select_ids(&id, &n, s, e, sort, nsort, 3, &a, &w));
	OK(n == 3 && id[0] > id[1] && id[1] > id[2]);
	must(select_sort(&sort, &nsort, "出荷予定日,-to.name", &a, &w));
	must(select_ids(&id, &n, s, e, sort, nsort, 0, &a, &w));
	OK(n > ORDERS);
	OK(select_sort(&sort, &nsort, "item.sku", &a, &w) == SN_USAGE);
	STREQ(w.text, "item.sku: a shipment has several: not to sort by");
	OK(select_sort(&sort, &nsort, "totl", &a, &w) == SN_USAGE);
	STREQ(w.text, "totl: no such field; did you mean total?");
	OK(select_sort(&sort, &nsort, "", &a, &w) == SN_USAGE);
}

int
main(void)
{
	static const struct op op = { "test", "[]", NULL, NULL };
	struct conf conf = { .path = "sn.conf" };
	char path[64];
	int i;

	setenv("SN_NOW", "2026-12-24T09:30:00", 1);
	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/store.db", dir);
	must(store_open(&s, path, STORE_CREATE, &w));
	must(store_begin(s, &op, &w));
	for (i = 0; i < ORDERS; i++)
		random_order(&tree[i], i);
	must(store_commit(s, &w));
	compare(&conf);
	proofs(&conf);
	plans(&conf);
	extremes(&conf);
	sorted(&conf);
	store_close(s);
	unlink(path);
	rmdir(dir);
	arena_free(&rows);
	arena_free(&a);
	return TAP_END;
}
