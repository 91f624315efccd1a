/*
 * Cancellations of shipments and of lines in them, whoever asks for them: the
 * one home of what that means for the shipment.  What it means for its order
 * is in cancelend.c.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/bundle.h"
#include "store/cancel.h"
#include "store/finding.h"
#include "store/move.h"
#include "store/whole.h"

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

/* The first child of a cancelled parent becomes the parent of the rest. */
static enum status
new_parent(struct store *s, int64_t old, int64_t first, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET bundled_into = CASE WHEN id <> :first THEN :first END"
	    " WHERE bundled_into = :old");
	query_num(&q, ":first", first);
	query_num(&q, ":old", old);
	return query_do(&q, "release bundle", w);
}

/* The first of what is bundled into id, NUM_NULL when nothing is. */
static enum status
first_child(int64_t *out, struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT min(id) FROM shipment WHERE bundled_into = :id");
	query_num(&q, ":id", id);
	*out = query_row(&q) ? query_int(&q, 0) : NUM_NULL;
	return query_end(&q, "find bundle", w);
}

static enum status
cancel_one(struct store *s, int64_t id, const char *by, const char *now,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET status = 'cancel', status_at = :now, box = NULL,"
	    "       bundled_into = NULL, cancel = 'done',"
	    "       cancel_from = coalesce(:by, cancel_from, 'shop')"
	    " WHERE id = :id");
	query_text(&q, ":now", now);
	query_text(&q, ":by", by);
	query_num(&q, ":id", id);
	return query_do(&q, "cancel shipment", w);
}

/* Nothing travels under its numbers, and none of them comes again. */
static enum status
void_numbers(struct store *s, int64_t id, const char *now, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE tracking"
	    "   SET void = 1, state = 'void', state_at = :now"
	    " WHERE shipment = :id AND void = 0");
	query_num(&q, ":id", id);
	query_text(&q, ":now", now);
	return query_do(&q, "void numbers", w);
}

static enum status
set_state(struct store *s, int64_t id, const struct cancel *how,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET cancel = :state,"
	    "       cancel_from = coalesce(:by, cancel_from, 'buyer')"
	    " WHERE id = :id");
	query_text(&q, ":state", how->state);
	query_text(&q, ":by", how->by);
	query_num(&q, ":id", id);
	return query_do(&q, "note cancel", w);
}

/* Whether the buyer asked for it, here or at the mall. */
static enum status
was_asked(bool *asked, const struct whole *p, struct why *w)
{
	struct query q;

	query_open(&q, p->store,
	    "SELECT 1"
	    "  FROM destination d"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE d.id = :id AND o.mall_state = 'cancel-asked'");
	query_num(&q, ":id", p->sh.destination);
	*asked = query_row(&q) || is(p->sh.cancel, "asked");
	return query_end(&q, "find who asked", w);
}

/* It is asked for, or refused: the shipment stays where it is. */
static enum status
note(bool *changed, const struct whole *p, const struct cancel *how,
    struct why *w)
{
	const struct shipment *sh = &p->sh;
	enum status st;
	bool asked;

	if (is(sh->cancel, how->state) &&
	    (how->by == NULL || is(sh->cancel_from, how->by)))
		return SN_OK;
	if (is(sh->status, "cancel"))
		return store_refuse(p->store, sh->id, w, _("is cancelled"));
	if (is(sh->status, "done") || is(sh->status, "follow"))
		return store_refuse(p->store, sh->id, w,
		    _("is done; what comes back is a return"));
	if (is(how->state, "refused") && !is(sh->cancel, "refused")) {
		if ((st = was_asked(&asked, p, w)) != SN_OK)
			return st;
		if (!asked)
			return store_refuse(p->store, sh->id, w,
			    _("nobody asked to cancel it"));
	}
	*changed = true;
	return set_state(p->store, sh->id, how, w);
}

/* All of the shipment, which leaves the parcel that its bundle is. */
static enum status
cancel_whole(struct whole *p, const struct cancel *how, bool labelled,
    struct why *w)
{
	struct store *s = p->store;
	int64_t id = p->sh.id, child, stays_on;
	enum status st;

	if ((st = first_child(&child, s, id, w)) != SN_OK)
		return st;
	stays_on = p->sh.bundled_into != NUM_NULL ? p->sh.bundled_into :
	    child;
	if (labelled && stays_on != NUM_NULL &&
	    (st = bundle_shows_too_much(s, stays_on, id,
	    "bundle-cancelled", "sn-cancel(1)", w)) != SN_OK)
		return st;
	st = child != NUM_NULL ? new_parent(s, id, child, w) :
	    void_numbers(s, id, p->now.text, w);
	if (st != SN_OK ||
	    (st = cancel_one(s, id, how->by, p->now.text, w)) != SN_OK)
		return st;
	return bundle_cancelled(s, id, child, p->sh.bundled_into, w);
}

static enum status
cancel_line(struct whole *p, size_t piece, int64_t quantity, struct why *w)
{
	const struct split_piece *g = &p->plan.piece[piece];
	const struct column *c = column_find(&table_line, "cancelled");
	struct line *l = record_new(&table_line, &p->arena);
	enum status st;
	struct query q;

	if (quantity == 0)
		return SN_OK;
	query_open(&q, p->store,
	    "UPDATE shipment_line SET quantity = quantity - :quantity"
	    " WHERE id = :id");
	query_num(&q, ":quantity", quantity);
	query_num(&q, ":id", p->row[piece]);
	if ((st = query_do(&q, "cancel goods", w)) != SN_OK ||
	    (st = store_get(l, p->store, &table_line, g->line->id, &p->arena,
	    w)) != SN_OK || !is(p->sh.kind, "normal"))
		return st;	/* what replaces something was not ordered */
	return store_set(p->store, &table_line, c, l->id,
	    arena_printf(&p->arena, "%" PRId64, l->cancelled + quantity), w);
}

/* Whether something that ships is left when what is planned goes. */
static bool
leaves(const struct split_plan *p)
{
	const struct split_piece *g;

	for (g = p->piece; g < p->piece + p->n; g++)
		if (g->quantity > g->part[1] && !is(g->line->kind, "fee") &&
		    !is(g->line->kind, "discount"))
			return true;
	return false;
}

/* What was asked for is done with some of it: the rest may go. */
static enum status
answered(const struct whole *p, struct why *w)
{
	struct query q;

	query_open(&q, p->store,
	    "UPDATE shipment SET cancel = 'none', cancel_from = NULL"
	    " WHERE id = :id");
	query_num(&q, ":id", p->sh.id);
	return query_do(&q, "answer cancel", w);
}

/* The parcel is packed, or nearly, with goods that are to come out. */
static enum status
tell_packed(struct whole *p, struct why *w)
{
	struct finding *f = record_new(&table_finding, &p->arena);
	const struct split_piece *g;

	for (g = p->plan.piece; g < p->plan.piece + p->plan.n; g++)
		if (g->part[1] > 0)
			f->saw = arena_printf(&p->arena, "%s%s%s x%" PRId64,
			    f->saw != NULL ? f->saw : "",
			    f->saw != NULL ? ", " : "",
			    g->line->name != NULL ? g->line->name : "?",
			    g->part[1]);
	f->shipment = p->sh.id;
	f->code = "cancel-packed";
	f->severity = "warning";
	f->field = arena_printf(&p->arena, "shipment.%" PRId64 ".labelled_at",
	    p->sh.id);
	f->source = "sn-cancel(1)";
	return finding_open(p->store, f, w);
}

static enum status
cancel_lines(struct whole *p, const struct cancel *how, bool labelled,
    struct why *w)
{
	const struct split plan = { .by = SPLIT_LINE, .line = how->line,
	    .n = how->n, .whole = true };
	enum status st;
	size_t i;

	if ((st = split_plan(&p->plan, &plan, &p->sh, p->now.text, &p->arena,
	    w)) != SN_OK)
		return fail_at(w, st, "%s", store_name(p->store, p->sh.id,
		    &p->arena));
	if (!leaves(&p->plan))
		return cancel_whole(p, how, labelled, w);
	for (i = 0; i < p->plan.n && st == SN_OK; i++)
		st = cancel_line(p, i, p->plan.piece[i].part[1], w);
	if (st == SN_OK && labelled)
		st = tell_packed(p, w);
	if (st != SN_OK || !is(p->sh.cancel, "asked"))
		return st;
	return answered(p, w);
}

enum status
store_cancel(bool *changed, struct store *s, int64_t id,
    const struct cancel *how, struct why *w)
{
	struct place at;
	enum status st;
	struct whole p;

	*changed = false;
	if ((st = whole_read(&p, s, id, how->n > 0, w)) != SN_OK ||
	    (st = store_place(&at, s, id, &p.arena, w)) != SN_OK)
		goto out;
	if (!is(how->state, "done")) {
		st = note(changed, &p, how, w);
		goto out;
	}
	if (is(p.sh.status, "cancel"))
		goto out;
	*changed = true;
	if (is(p.sh.status, "done") || is(p.sh.status, "follow"))
		st = store_refuse(s, id, w,
		    _("is done; what comes back is a return"));
	else if (at.labelled && !how->force)
		st = store_refuse(s, id, w, _("has its label; --force "
		    "cancels it all the same"));
	else if (how->n > 0)
		st = cancel_lines(&p, how, at.labelled, w);
	else
		st = cancel_whole(&p, how, at.labelled, w);
out:
	whole_close(&p);
	return st;
}
