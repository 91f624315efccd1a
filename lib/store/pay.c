#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/cancel.h"
#include "store/move.h"
#include "store/pay.h"
#include "store/query.h"
#include "store/relabel.h"
#include "text/fold.h"

/* The words of agents and banks, folded by fold_header(). */
static const struct { const char *word, *state; } said[] = {
	{ "ok", "authorised" }, { "○", "authorised" },
	{ "承認", "authorised" }, { "可", "authorised" },
	{ "与信ok", "authorised" }, { "審査ok", "authorised" },
	{ "与信済", "authorised" }, { "与信済み", "authorised" },
	{ "与信完了", "authorised" }, { "authorised", "authorised" },
	{ "authorized", "authorised" }, { "approved", "authorised" },
	{ "ng", "ng" }, { "×", "ng" }, { "否決", "ng" }, { "否認", "ng" },
	{ "不可", "ng" }, { "与信ng", "ng" }, { "審査ng", "ng" },
	{ "rejected", "ng" }, { "declined", "ng" },
	{ "hold", "hold" }, { "保留", "hold" }, { "与信保留", "hold" },
	{ "審査保留", "hold" },
	{ "asked", "asked" }, { "審査中", "asked" }, { "与信中", "asked" },
	{ "与信依頼中", "asked" }, { "依頼中", "asked" },
	{ "pending", "asked" },
	{ "paid", "paid" }, { "入金", "paid" }, { "入金済", "paid" },
	{ "入金済み", "paid" }, { "入金あり", "paid" }, { "支払済", "paid" },
	{ "支払済み", "paid" }, { "決済済", "paid" }, { "決済済み", "paid" },
	{ "速報", "paid" }, { "確報", "paid" },
	{ "expired", "expired" }, { "期限切れ", "expired" },
	{ "期限切", "expired" },
	{ "void", "void" }, { "取消", "void" }, { "取消済", "void" },
	{ "refunding", "refunding" }, { "返金中", "refunding" },
	{ "refunded", "refunded" }, { "返金", "refunded" },
	{ "返金済", "refunded" }, { "返金済み", "refunded" },
};

const char *
pay_state(const char *text, struct arena *a)
{
	const char *folded = fold_header(text, a);
	size_t i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strcmp(said[i].word, folded) == 0)
			return said[i].state;
	return NULL;
}

static bool
is(const char *x, const char *y)
{
	return x != NULL && strcmp(x, y) == 0;
}

static bool
one_of(const char *x, const char *const *list)
{
	for (; *list != NULL; list++)
		if (is(x, *list))
			return true;
	return false;
}

static enum status
find_by(int64_t *order, struct store *s, const char *sql, const char *shop,
    const char *number, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *first = NULL, *second = NULL;
	enum status st;
	struct query q;

	*order = NUM_NULL;
	query_open(&q, s, sql);
	query_text(&q, ":shop", shop);
	query_text(&q, ":number", number);
	if (query_row(&q)) {
		*order = query_int(&q, 0);
		first = query_col(&q, 1, &a);
		if (query_row(&q))
			second = query_col(&q, 1, &a);
	}
	st = query_end(&q, "find order", w);
	if (st == SN_OK && second != NULL)
		st = fail(w, SN_INVALID, _("%s: is an order of %s and of %s; "
		    "name the shop"), number, first, second);
	arena_free(&a);
	return st;
}

enum status
pay_find(int64_t *order, struct store *s, const char *shop,
    const char *number, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *folded = fold_text(number, &a);
	enum status st;

	st = find_by(order, s,
	    "SELECT id, shop FROM orders"
	    " WHERE fold_number = :number AND (:shop IS NULL OR shop = :shop)"
	    " ORDER BY shop LIMIT 2", shop, folded, w);
	if (st == SN_OK && *order == NUM_NULL)
		st = find_by(order, s,
		    "SELECT DISTINCT o.id, o.shop"
		    "  FROM payment p"
		    "  JOIN orders o ON o.id = p.orders"
		    " WHERE p.agent_id = :number"
		    "   AND (:shop IS NULL OR o.shop = :shop)"
		    " ORDER BY o.shop LIMIT 2", shop, number, w);
	arena_free(&a);
	if (st == SN_OK && *order == NUM_NULL)
		return fail(w, SN_NOTFOUND, _("%s: no such order"), number);
	return st;
}

enum status
pay_shipments(int64_t **id, size_t *n, size_t *cap, struct store *s,
    int64_t order, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT s.id"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    " ORDER BY s.id");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		*id = arena_grow(a, *id, *n, cap, sizeof(**id));
		(*id)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "list shipments", w);
}

static enum status
order_name(const char **out, struct store *s, int64_t order,
    struct arena *a, struct why *w)
{
	struct order *o = arena_alloc(a, sizeof(*o));
	enum status st = store_get(o, s, &table_orders, order, a, w);

	if (st == SN_OK)
		*out = arena_printf(a, "%s:%s", o->shop, o->number);
	return st;
}

/* The one payment of the order that p means. */
static enum status
choose(struct payment **out, struct store *s, int64_t order,
    const struct pay *p, struct arena *a, struct why *w)
{
	static const char *const nothing[] = { "points", "free", NULL };
	static const char *const gone[] = { "void", "refunded", NULL };
	size_t n, i, fit = 0, alive = 0;
	struct payment *first = NULL;
	void **rows;
	enum status st;

	*out = NULL;
	if ((st = store_list(&rows, &n, s, &table_payment, "orders", order, a,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		struct payment *pay = rows[i];

		if (p->method != NULL ? !is(pay->method, p->method) :
		    one_of(pay->method, nothing))
			continue;
		fit++;
		first = first == NULL ? pay : first;
		if (one_of(pay->state, gone))
			continue;
		alive++;
		*out = *out == NULL ? pay : *out;
	}
	if (*out == NULL)
		*out = first;
	if (fit == 0 && p->method != NULL)
		return fail(w, SN_INVALID, _("has no payment by %s"),
		    p->method);
	if (fit == 0)
		return fail(w, SN_INVALID, "%s", _("has nothing to pay"));
	if (alive > 1 || (alive == 0 && fit > 1))
		return fail(w, SN_INVALID, _("has %zu payments; name one with "
		    "--method"), alive > 1 ? alive : fit);
	return SN_OK;
}

/* What the payment has to bring: its amount, else the order's total. */
static enum status
to_pay(int64_t *out, struct store *s, const struct payment *pay,
    struct why *w)
{
	struct query q;

	*out = pay->amount;
	if (*out != NUM_NULL)
		return SN_OK;
	query_open(&q, s,
	    "SELECT o.sum_total"
	    "  FROM orders o"
	    " WHERE o.id = :order"
	    "   AND 1 = (SELECT count(*) FROM payment p"
	    "             WHERE p.orders = o.id)");
	query_num(&q, ":order", pay->orders);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "amount to pay", w);
}

/* The state that p leads to, and the yen that came by then. */
static enum status
next_state(const char **state, int64_t *paid, struct store *s,
    const struct payment *pay, const struct pay *p, struct why *w)
{
	enum status st;
	int64_t due;

	*state = p->state;
	*paid = pay->paid;
	if (!is(p->state, "paid"))
		return SN_OK;
	if ((st = to_pay(&due, s, pay, w)) != SN_OK)
		return st;
	if (p->amount == NUM_NULL && (is(pay->state, "over") ||
	    (is(pay->state, "paid") && due == NUM_NULL))) {
		*state = pay->state;
		return SN_OK;
	}
	*paid = p->amount != NUM_NULL ? p->amount : due;
	if (*paid == NUM_NULL)
		return fail(w, SN_INVALID, "%s",
		    _("what is to pay is not known; name the amount"));
	if (*paid == 0 && due != 0)
		return fail(w, SN_INVALID, "%s", _("0 yen are no payment"));
	if (due != NUM_NULL && *paid != due)
		*state = *paid < due ? "partial" : "over";
	return SN_OK;
}

/* Whether the payment may go from its state to the next. */
static enum status
allowed(const struct payment *pay, const char *state, struct why *w)
{
	static const char *const dead[] = {
		"void", "refunding", "refunded", NULL
	};
	static const char *const came[] = { "paid", "over", "partial", NULL };
	static const char *const credit[] = {
		"authorised", "ng", "hold", "asked", NULL
	};
	static const char *const by_credit[] = { "auth", "after", NULL };

	if (one_of(state, credit)) {
		if (!one_of(pay->timing, by_credit))
			return fail(w, SN_CONFLICT, _("%s is not paid by "
			    "credit"), pay->method);
		if (one_of(pay->state, came) || one_of(pay->state, dead))
			return fail(w, SN_CONFLICT, _("is %s already"),
			    pay->state);
	} else if (one_of(state, came)) {
		if (one_of(pay->state, dead))
			return fail(w, SN_CONFLICT, _("is %s, and not paid"),
			    pay->state);
	} else if (is(state, "refunding") || is(state, "refunded")) {
		if (!one_of(pay->state, came) &&
		    !is(pay->state, "refunding") &&
		    !is(pay->state, "authorised"))
			return fail(w, SN_CONFLICT, _("nothing to refund, "
			    "its payment is '%s'"), pay->state);
	} else if (one_of(pay->state, came) || one_of(pay->state, dead))
		return fail(w, SN_CONFLICT, _("is %s already"), pay->state);
	return SN_OK;
}

static enum status
set(struct store *s, const struct payment *pay, const char *column,
    const char *value, struct why *w)
{
	return store_set(s, &table_payment,
	    column_find(&table_payment, column), pay->id, value, w);
}

/* The time to keep for the day that p names, or now. */
static enum status
stamp_of(const char **out, const struct pay *p, struct arena *a,
    struct why *w)
{
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	if (p->on == NULL || strncmp(p->on, now.text, 10) == 0)
		*out = arena_strdup(a, now.text);
	else
		*out = arena_printf(a, "%sT00:00:00", p->on);
	return SN_OK;
}

static enum status
write_state(struct store *s, const struct payment *pay, const char *state,
    int64_t paid, const struct pay *p, struct arena *a, struct why *w)
{
	static const char *const came[] = { "paid", "over", "partial", NULL };
	const char *at;
	enum status st;

	if ((st = stamp_of(&at, p, a, w)) != SN_OK ||
	    (st = set(s, pay, "state", state, w)) != SN_OK)
		return st;
	if (is(state, "authorised"))
		return set(s, pay, "authorised_at", at, w);
	if (!one_of(state, came) ||
	    (st = set(s, pay, "paid", arena_printf(a, "%" PRId64, paid),
	    w)) != SN_OK)
		return st;
	return set(s, pay, "paid_at", at, w);
}

enum status
pay_note(struct pay_outcome *out, struct store *s, int64_t order,
    const struct pay *p, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *name, *state;
	struct payment *pay;
	enum status st;
	int64_t paid;

	*out = (struct pay_outcome){ .changed = false };
	if ((st = order_name(&name, s, order, &a, w)) != SN_OK)
		goto out;
	if ((st = choose(&pay, s, order, p, &a, w)) != SN_OK ||
	    (st = next_state(&state, &paid, s, pay, p, w)) != SN_OK) {
		fail_at(w, st, "%s", name);
		goto out;
	}
	if (!is(pay->state, state) || pay->paid != paid) {
		if ((st = allowed(pay, state, w)) != SN_OK) {
			fail_at(w, st, "%s", name);
			goto out;
		}
		out->changed = true;
		if ((st = write_state(s, pay, state, paid, p, &a,
		    w)) == SN_OK &&
		    (st = label_check_order(s, order, w)) == SN_OK)
			st = cancel_settle(s, order, w);
	}
	if (st == SN_OK)
		st = pay_release(&out->moved, s, order, w);
out:
	arena_free(&a);
	return st;
}

/*
 * Shipments that wait and need not: no payment that has to come before they
 * ship is missing, in no order of their bundle.
 */
static const char sql_free[] =
    "SELECT DISTINCT coalesce(s.bundled_into, s.id)"
    "  FROM shipment s"
    "  JOIN destination d ON d.id = s.destination"
    "  JOIN shipment p ON p.id = coalesce(s.bundled_into, s.id)"
    " WHERE d.orders = :order AND s.status = 'payment'"
    "   AND p.status = 'payment'"
    "   AND NOT EXISTS ("
    "       SELECT 1"
    "         FROM shipment m"
    "         JOIN destination e ON e.id = m.destination"
    "        WHERE (m.id = coalesce(s.bundled_into, s.id)"
    "              OR m.bundled_into = coalesce(s.bundled_into, s.id))"
    "          AND (NOT EXISTS ("
    "               SELECT 1 FROM payment p"
    "                WHERE p.orders = e.orders AND p.state <> 'void')"
    "              OR EXISTS ("
    "               SELECT 1 FROM payment p"
    "                WHERE p.orders = e.orders"
    "                  AND p.timing IN ('before', 'auth')"
    "                  AND p.state NOT IN"
    "                      ('authorised', 'paid', 'over', 'void'))))"
    " ORDER BY 1";

enum status
pay_release(int64_t *n, struct store *s, int64_t order, struct why *w)
{
	const struct move ready = { "ready", NULL, NULL };
	struct arena a = ARENA_INIT;
	int64_t *id = NULL;
	size_t cap = 0, found = 0, i;
	enum status st;
	struct query q;

	query_open(&q, s, sql_free);
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		id = arena_grow(&a, id, found, &cap, sizeof(*id));
		id[found++] = query_int(&q, 0);
	}
	st = query_end(&q, "find what waits", w);
	for (i = 0; i < found && st == SN_OK; i++)
		st = store_move(s, id[i], &ready, w);
	*n = (int64_t)found;
	arena_free(&a);
	return st;
}
