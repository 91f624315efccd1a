/*
 * Orders that are there already: which row of the mall's is which of ours,
 * what came, what went, and what a person must be told.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/cancel.h"
#include "store/finding.h"
#include "store/label.h"
#include "store/merge.h"
#include "store/pay.h"
#include "store/query.h"
#include "store/reimport.h"
#include "store/sides.h"
#include "store/tree.h"

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

enum status
sides_begin(struct sides *b, struct why *w)
{
	if (b->merge.changed)
		return SN_OK;
	b->merge.changed = true;
	return store_because(b->im->store, b->merge.why, w);
}

enum status
sides_tell(struct sides *b, const char *code, const char *severity,
    const char *saw, const char *expected, struct why *w)
{
	enum status st;

	if ((st = sides_begin(b, w)) != SN_OK)
		return st;
	return import_finding(b->im, b->in, b->ours->order->id, NULL, code,
	    severity, saw, expected, w);
}

/* What findings call a line: one of each kind may be open for each. */
static const char *
line_field(struct sides *b, const struct line *l)
{
	return arena_printf(b->in->arena, "line.%" PRId64, l->id);
}

static enum status
tell_line(struct sides *b, const char *code, const char *severity,
    const struct line *l, const char *expected, struct why *w)
{
	enum status st;

	if ((st = sides_begin(b, w)) != SN_OK)
		return st;
	return import_finding(b->im, b->in, b->ours->order->id,
	    line_field(b, l), code, severity, l->name, expected, w);
}

/*
 * Whether more goods may be too late: a part has its label, or is done here
 * while the mall waits for it.
 */
static bool
late(const struct tree *t)
{
	const char *state = t->order->mall_state;
	bool gone = strcmp(state, "shipped") == 0 ||
	    strcmp(state, "closed") == 0 || strcmp(state, "cancelled") == 0;
	size_t i;

	for (i = 0; i < t->nshipment; i++)
		if (t->shipment[i]->labelled_at != NULL || (!gone &&
		    (strcmp(t->shipment[i]->status, "done") == 0 ||
		    strcmp(t->shipment[i]->status, "follow") == 0)))
			return true;
	return false;
}

/*
 * The shipment to one of our destinations that more goods go with: one that
 * still goes out, best without a label.
 */
static struct shipment *
open_shipment(const struct tree *t, int64_t destination)
{
	struct shipment *any = NULL;
	size_t i;

	for (i = 0; i < t->nshipment; i++) {
		if (t->shipment[i]->destination != destination)
			continue;
		if (t->shipment[i]->labelled_at == NULL &&
		    strcmp(t->shipment[i]->cancel, "done") != 0)
			return t->shipment[i];
		if (any == NULL || strcmp(any->cancel, "done") == 0)
			any = t->shipment[i];
	}
	return any;
}

/* The same goods: for lines whose ids are ours. */
static bool
same_goods(const struct line *x, const struct line *y)
{
	return same(x->code, y->code) && same(x->sku, y->sku) &&
	    same(x->mall_item, y->mall_item) && same(x->name, y->name) &&
	    same(x->options, y->options);
}

static bool
is_ours(const char *mall_id)
{
	return mall_id != NULL && *mall_id == '~';
}

/* Which of our lines, not taken yet, is the mall's. */
static int64_t
match_line(const struct sides *b, const bool *taken, const struct line *l)
{
	const struct line *mine;
	size_t i;

	for (i = 0; i < b->ours->nline; i++) {
		mine = b->ours->line[i];
		if (!taken[i] && (is_ours(l->mall_id) ?
		    is_ours(mine->mall_id) && same_goods(mine, l) :
		    l->mall_id != NULL && same(mine->mall_id, l->mall_id)))
			return (int64_t)i;
	}
	for (i = 0; is_ours(l->mall_id) && i < b->ours->nline; i++)
		if (!taken[i] && same(b->ours->line[i]->mall_id, l->mall_id) &&
		    same(b->ours->line[i]->code, l->code))
			return (int64_t)i;
	return NUM_NULL;
}

/* The destination of one of the mall's lines, as a position of theirs. */
static int64_t
destination_of(const struct tree *t, size_t line)
{
	size_t i;

	for (i = 0; i < t->nshipment_line; i++)
		if (t->shipment_line[i]->line == (int64_t)line)
			return t->shipment[t->shipment_line[i]->shipment]
			    ->destination;
	return 0;
}

static enum status
add_line(struct sides *b, size_t at, struct why *w)
{
	struct line *l = b->in->line[at];
	struct shipment_line *sl;
	struct shipment *sh;
	enum status st;
	size_t i;

	sh = open_shipment(b->ours,
	    b->destination[destination_of(b->in, at)]);
	l->orders = b->ours->order->id;
	l->seq = (int64_t)b->ours->nline + (int64_t)at + 1;
	l->parent = NUM_NULL;
	for (i = 0; is_ours(l->mall_id) && i < b->ours->nline; i++)
		if (same(b->ours->line[i]->mall_id, l->mall_id))
			l->mall_id = arena_printf(b->in->arena, "~%" PRId64,
			    l->seq);
	if ((st = sides_begin(b, w)) != SN_OK ||
	    (st = store_insert(b->im->store, &table_line, l, w)) != SN_OK)
		return st;
	if (sh != NULL) {
		sl = record_new(&table_shipment_line, b->in->arena);
		sl->shipment = sh->id;
		sl->line = l->id;
		sl->quantity = l->quantity - l->cancelled;
		if ((st = store_insert(b->im->store, &table_shipment_line, sl,
		    w)) != SN_OK)
			return st;
	}
	if ((st = store_touch(b->im->store, l->orders, w)) != SN_OK)
		return st;
	return late(b->ours) ? tell_line(b, "line-added", "error", l, NULL,
	    w) : SN_OK;
}

/* The mall no longer has a line: all of it counts as cancelled. */
static enum status
drop_line(struct sides *b, struct line *l, struct why *w)
{
	char quantity[24];
	enum status st;

	if (l->cancelled == l->quantity)
		return SN_OK;
	snprintf(quantity, sizeof(quantity), "%" PRId64, l->quantity);
	if ((st = merge_value(&b->merge, &table_line,
	    column_find(&table_line, "cancelled"), l, quantity, w)) != SN_OK ||
	    (st = store_line_fit(b->im->store, l->id, w)) != SN_OK)
		return st;
	return tell_line(b, "line-gone", "warning", l, NULL, w);
}

/*
 * The mall took over, as a lower quantity, what was cancelled here: it does
 * not count twice.
 */
static enum status
take_over(struct sides *b, struct line *ours, const struct line *in,
    int64_t before, struct why *w)
{
	int64_t less = before - ours->quantity;
	int64_t own = ours->cancelled - in->cancelled;

	if (less <= 0 || own <= 0)
		return SN_OK;
	ours->cancelled -= less < own ? less : own;
	return store_set(b->im->store, &table_line,
	    column_find(&table_line, "cancelled"), ours->id,
	    arena_printf(b->in->arena, "%" PRId64, ours->cancelled), w);
}

static enum status
merge_line(struct sides *b, struct line *ours, const struct line *in,
    struct why *w)
{
	int64_t count = ours->quantity - ours->cancelled;
	int64_t before = ours->quantity;
	enum status st;

	if ((st = merge_row(&b->merge, &table_line, ours, in, w)) != SN_OK ||
	    (st = take_over(b, ours, in, before, w)) != SN_OK ||
	    ours->quantity - ours->cancelled == count ||
	    (st = store_line_fit(b->im->store, ours->id, w)) != SN_OK)
		return st;
	if (count == 0 && (st = finding_close(b->im->store,
	    b->ours->order->id, "line-gone", line_field(b, ours),
	    w)) != SN_OK)
		return st;
	return ours->quantity - ours->cancelled > count && late(b->ours) ?
	    tell_line(b, "line-added", "error", ours, NULL, w) : SN_OK;
}

/* What was shipped by other ways must not go out from here too. */
static enum status
limit_line(struct sides *b, size_t at, struct line *ours, struct why *w)
{
	const struct tree *t = b->in;
	int64_t left = 0, open;
	enum status st;
	size_t i;

	for (i = 0; i < t->nshipment_line; i++)
		if (t->shipment_line[i]->line == (int64_t)at)
			left += t->shipment_line[i]->quantity;
	if ((st = store_line_open(&open, b->im->store, ours->id,
	    w)) != SN_OK || open <= left || (st = sides_begin(b, w)) != SN_OK)
		return st;
	return store_line_less(b->im->store, ours->id, open - left, w);
}

/*
 * Whether one of our lines goes to one of our destinations; one that was gone
 * altogether comes back to where it went.
 */
static bool
goes_to(const struct tree *t, size_t line, int64_t destination)
{
	const struct shipment_line *sl;
	bool went = false, goes = false;
	size_t i;

	for (i = 0; i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		if (sl->line != (int64_t)line)
			continue;
		if (sl->quantity > 0)
			goes = true;
		if (t->shipment[sl->shipment]->destination != destination)
			continue;
		if (sl->quantity > 0)
			return true;
		went = true;
	}
	return went && !goes;
}

/* Where a line goes is settled here: what the mall moved is only told. */
static enum status
check_way(struct sides *b, size_t at, size_t ours, struct why *w)
{
	const struct tree *t = b->in;
	const struct shipment_line *sl;
	int64_t d;
	size_t i;

	for (i = 0; b->ours->ndestination > 1 && i < t->nshipment_line; i++) {
		sl = t->shipment_line[i];
		if (sl->line != (int64_t)at || sl->quantity <= 0)
			continue;
		d = b->destination[t->shipment[sl->shipment]->destination];
		if (!goes_to(b->ours, ours, d))
			return tell_line(b, "line-moved", "error",
			    b->ours->line[ours],
			    b->ours->destination[d]->to.name, w);
	}
	return SN_OK;
}

static enum status
merge_lines(struct sides *b, struct why *w)
{
	size_t i, n = b->ours->nline;
	bool *taken = arena_alloc(b->in->arena, n + 1);
	enum status st = SN_OK;
	int64_t at;

	for (i = 0; st == SN_OK && i < b->in->nline; i++) {
		at = match_line(b, taken, b->in->line[i]);
		if (at == NUM_NULL) {
			st = add_line(b, i, w);
			continue;
		}
		taken[at] = true;
		st = merge_line(b, b->ours->line[at], b->in->line[i], w);
		if (st == SN_OK && b->carried->to_ship)
			st = limit_line(b, i, b->ours->line[at], w);
		if (st == SN_OK)
			st = check_way(b, i, (size_t)at, w);
	}
	if (!b->carried->lines)
		return st;
	for (i = 0; st == SN_OK && i < n; i++)
		if (!taken[i] && b->ours->line[i]->mall_id != NULL)
			st = drop_line(b, b->ours->line[i], w);
	return st;
}

/* Cancelled at the mall, and so here; the others are told. */
static enum status
cancel_shipments(struct sides *b, const int64_t *id, size_t n, struct why *w)
{
	static const struct cancel how = { .state = "done", .by = "mall" };
	struct store *s = b->im->store;
	enum status st;
	bool changed;
	size_t i;

	if (n == 0)
		return SN_OK;
	st = sides_begin(b, w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = store_cancel(&changed, s, id[i], &how, w);
	return st == SN_OK ? store_cancel_end(s, id, n, &how, w) : st;
}

/* The order was just cancelled at the mall. */
static enum status
cancelled(struct sides *b, struct why *w)
{
	struct tree *t = b->ours;
	int64_t *id = arena_alloc(b->in->arena, t->nshipment * sizeof(*id));
	const struct shipment *sh, *told = NULL;
	enum status st;
	size_t i, n = 0;

	for (i = 0; i < t->nshipment; i++) {
		sh = t->shipment[i];
		if (strcmp(sh->status, "cancel") == 0)
			continue;
		if (strcmp(b->shop->on_cancel, "cancel") == 0 &&
		    sh->labelled_at == NULL && sh->bundled_into == NUM_NULL &&
		    strcmp(sh->status, "done") != 0 &&
		    strcmp(sh->status, "follow") != 0)
			id[n++] = sh->id;
		else if (told == NULL)
			told = sh;
	}
	if ((st = cancel_shipments(b, id, n, w)) != SN_OK || told == NULL)
		return st;
	return sides_tell(b, "mall-cancelled", "error", t->order->mall_word,
	    told->status, w);
}

/* What follows from a new state at the mall. */
static enum status
state_changed(struct sides *b, struct why *w)
{
	const char *state = b->ours->order->mall_state;
	size_t i;

	if (strcmp(state, "cancelled") == 0)
		return cancelled(b, w);
	if (strcmp(state, "shipped") != 0 && strcmp(state, "closed") != 0)
		return SN_OK;
	for (i = 0; i < b->ours->nshipment; i++)
		if (b->ours->shipment[i]->shipped_at == NULL &&
		    strcmp(b->ours->shipment[i]->status, "done") != 0)
			return sides_tell(b, "mall-shipped", "warning",
			    b->ours->order->mall_word,
			    b->ours->shipment[i]->status, w);
	return SN_OK;
}

static enum status
keep_seen(struct sides *b, struct why *w)
{
	char seen[24];

	snprintf(seen, sizeof(seen), "%" PRId64, b->in->order->seen);
	return store_set_quiet(b->im->store, &table_orders,
	    column_find(&table_orders, "seen"), b->ours->order->id, seen, w);
}

/* All that follows once the rows are merged. */
static enum status
follow_up(struct sides *b, const char *state, struct why *w)
{
	struct tree after;
	int64_t released;
	enum status st;
	size_t i;

	if (strcmp(state, b->ours->order->mall_state) != 0 &&
	    (st = state_changed(b, w)) != SN_OK)
		return st;
	if ((st = pay_release(&released, b->im->store, b->ours->order->id,
	    w)) != SN_OK ||
	    (st = store_tree_get(&after, b->im->store, b->ours->order->id,
	    b->in->arena, w)) != SN_OK ||
	    (st = import_look(b->im, &after, w)) != SN_OK)
		return st;
	for (i = 0; i < after.nshipment; i++)
		if (after.shipment[i]->labelled_at != NULL &&
		    (st = label_check(b->im->store, after.shipment[i]->id,
		    w)) != SN_OK)
			return st;
	if ((st = cancel_settle(b->im->store, b->ours->order->id,
	    w)) != SN_OK)
		return st;
	return keep_seen(b, w);
}

enum status
reimport(enum import_outcome *out, struct import *im,
    const struct conf_shop *shop, int64_t order, struct tree *t,
    const struct carried *carried, struct why *w)
{
	struct sides b = { .im = im, .shop = shop, .in = t,
	    .carried = carried };
	struct tree ours;
	const char *state;
	enum status st;

	if ((st = store_tree_get(&ours, im->store, order, t->arena,
	    w)) != SN_OK)
		return st;
	b.ours = &ours;
	t->order->id = order;
	if (ours.order->sync == 0)	/* a person unlinked it */
		return SN_OK;
	state = ours.order->mall_state;
	b.merge = (struct merge){ .store = im->store, .carried = carried,
	    .order = order, .arena = t->arena,
	    .why = arena_printf(t->arena, "%s:%" PRId64, im->file,
	    t->order->source_row) };
	if ((st = merge_row(&b.merge, &table_orders, ours.order, t->order,
	    w)) != SN_OK ||
	    (st = sides_destinations(&b, w)) != SN_OK ||
	    (st = merge_lines(&b, w)) != SN_OK ||
	    (st = sides_charges(&b, w)) != SN_OK ||
	    (st = sides_payments(&b, w)) != SN_OK)
		return st;
	if (!b.merge.changed)
		return SN_OK;
	*out = IMPORT_UPDATED;
	im->because = true;
	return follow_up(&b, state, w);
}
