/*
 * Goods go from one shipment to another of the same destination, some or
 * all of them.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/move.h"
#include "store/relabel.h"
#include "store/split.h"
#include "store/tree.h"
#include "store/whole.h"

/* Whether somebody outside may know the shipment by its id, or must still. */
static enum status
is_known(bool *known, struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT EXISTS (SELECT 1 FROM batch_shipment WHERE shipment = :id)"
	    "    OR EXISTS (SELECT 1 FROM outbox WHERE shipment = :id)"
	    "    OR EXISTS (SELECT 1 FROM tracking WHERE shipment = :id)"
	    "    OR EXISTS (SELECT 1 FROM returns WHERE shipment = :id)"
	    "    OR EXISTS (SELECT 1 FROM shipment WHERE replaces = :id"
	    "           OR bundled_into = :id)"
	    "    OR EXISTS (SELECT 1 FROM shipment WHERE id = :id"
	    "           AND labelled_at IS NOT NULL)");
	query_num(&q, ":id", id);
	*known = query_row(&q) && query_int(&q, 0) == 1;
	return query_end(&q, "look for shipment", w);
}

/*
 * What hangs off a shipment goes first.  Lines of which nothing is left keep
 * their place, at least in one shipment.
 */
static enum status
delete(struct store *s, int64_t id, int64_t to, struct why *w)
{
	static const char *const sql[] = {
		"UPDATE shipment_line SET shipment = :to"
		" WHERE shipment = :id AND NOT EXISTS (SELECT 1"
		"       FROM shipment_line x WHERE x.shipment = :to"
		"        AND x.line = shipment_line.line)",
		"DELETE FROM tag WHERE shipment = :id",
		"DELETE FROM fired WHERE shipment = :id",
		"DELETE FROM finding WHERE shipment = :id",
		"DELETE FROM theirs WHERE tbl = 'shipment' AND id = :id",
		"DELETE FROM shipment_line WHERE shipment = :id",
		"DELETE FROM shipment WHERE id = :id"
	};
	enum status st = SN_OK;
	struct query q;
	size_t i;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]) && st == SN_OK; i++) {
		query_open(&q, s, sql[i]);
		query_num(&q, ":id", id);
		if (i == 0)
			query_num(&q, ":to", to);
		st = query_do(&q, "delete shipment", w);
	}
	return st;
}

/* Nothing is in the shipment any more: the rest of it is in to. */
static enum status
drop(struct store *s, int64_t id, int64_t to, struct why *w)
{
	static const struct move gone = { .status = "cancel" };
	enum status st;
	bool known;

	if ((st = is_known(&known, s, id, w)) != SN_OK)
		return st;
	return known ? store_move(s, id, &gone, w) : delete(s, id, to, w);
}

/* How cold a piece of p must be kept. */
static int
cold_of(const struct whole *p, const struct split_piece *g)
{
	return word_cold(g->line->temperature != NULL ? g->line->temperature :
	    p->sh.temperature);
}

/*
 * A shipment that says its temperature must be as cold as what it gets; and
 * one that says none must, when the goods do not say it themselves.
 */
static enum status
keep_cold(struct whole *to, const struct whole *from,
    const struct split_piece *g, struct why *w)
{
	int need = cold_of(from, g), have = word_cold(to->sh.temperature);
	size_t i;

	if (to->sh.temperature == NULL) {
		if (g->line->temperature != NULL)
			return SN_OK;
		for (i = 0; i < to->plan.n; i++)
			if (cold_of(to, &to->plan.piece[i]) > have)
				have = cold_of(to, &to->plan.piece[i]);
	}
	if (need <= have)
		return SN_OK;
	to->sh.temperature = words_temperature[need].slug;
	return store_set(to->store, &table_shipment,
	    column_find(&table_shipment, "temperature"), to->sh.id,
	    to->sh.temperature, w);
}

/* An amount that was set stays the same in all. */
static enum status
give_collect(struct whole *from, struct whole *to, struct why *w)
{
	int64_t sum;

	if (from->sh.collect == NUM_NULL || to->sh.collect == NUM_NULL ||
	    __builtin_add_overflow(from->sh.collect, to->sh.collect, &sum) ||
	    from->sh.collect == 0)
		return SN_OK;
	return store_set(to->store, &table_shipment,
	    column_find(&table_shipment, "collect"), to->sh.id,
	    arena_printf(&to->arena, "%" PRId64, sum), w);
}

static enum status
give(struct whole *from, struct whole *to, size_t piece, int64_t quantity,
    struct why *w)
{
	enum status st;

	if (quantity == 0)
		return SN_OK;
	st = keep_cold(to, from, &from->plan.piece[piece], w);
	return st != SN_OK ? st : whole_give(from, piece, to->sh.id, quantity,
	    w);
}

/* All that is left goes along, and the shipment is gone. */
static enum status
give_rest(struct whole *from, struct whole *to, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < from->plan.n && st == SN_OK; i++)
		st = give(from, to, i, from->plan.piece[i].quantity, w);
	if (st == SN_OK && (st = give_collect(from, to, w)) == SN_OK)
		st = drop(from->store, from->sh.id, to->sh.id, w);
	return st;
}

static enum status
check_pair(const struct whole *from, const struct whole *to, struct why *w)
{
	enum status st;

	if (from->sh.id == to->sh.id)
		st = store_refuse(from->store, from->sh.id, w,
		    _("is the same shipment"));
	else if (from->sh.destination != to->sh.destination)
		st = store_refuse(from->store, from->sh.id, w,
		    _("has another destination than %" PRId64), to->sh.id);
	else if (strcmp(from->sh.kind, to->sh.kind) != 0)
		st = store_refuse(from->store, from->sh.id, w,
		    _("is of another kind than %" PRId64), to->sh.id);
	else
		return SN_OK;
	return st == SN_CONFLICT ? SN_INVALID : st;
}

static enum status
labels(const struct whole *p, struct why *w)
{
	enum status st;
	int64_t order;

	if ((st = store_order_of(&order, p->store, p->sh.id, w)) != SN_OK)
		return st;
	return label_check_order(p->store, order, w);
}

/* Whether something that ships is left. */
static bool
is_empty(const struct split_plan *p)
{
	const struct split_piece *g;

	for (g = p->piece; g < p->piece + p->n; g++)
		if (g->quantity > 0 && strcmp(g->line->kind, "fee") != 0 &&
		    strcmp(g->line->kind, "discount") != 0)
			return false;
	return true;
}

enum status
store_split_move(bool *emptied, struct store *s, int64_t from, int64_t to,
    const struct split *how, bool force, struct why *w)
{
	struct split all = *how;
	struct whole f, t;
	enum status st;
	size_t i;

	*emptied = false;
	all.whole = true;
	t.arena = (struct arena)ARENA_INIT;
	if ((st = whole_open(&f, s, from, force, w)) != SN_OK ||
	    (st = whole_open(&t, s, to, force, w)) != SN_OK ||
	    (st = check_pair(&f, &t, w)) != SN_OK)
		goto out;
	if ((st = split_plan(&f.plan, &all, &f.sh, f.now.text, &f.arena,
	    w)) != SN_OK) {
		st = fail_at(w, st, "%s", store_name(s, from, &f.arena));
		goto out;
	}
	for (i = 0; i < f.plan.n && st == SN_OK; i++)
		st = give(&f, &t, i, f.plan.piece[i].part[1], w);
	if (st == SN_OK && (*emptied = is_empty(&f.plan)))
		st = give_rest(&f, &t, w);
	if (st == SN_OK)
		st = labels(&t, w);
out:
	whole_close(&f);
	whole_close(&t);
	return st;
}

/*
 * The open shipments of the destination and kind of id, itself among them,
 * in order; those that have a label only when forced.
 */
static enum status
siblings(int64_t **out, size_t *n, struct store *s, int64_t id, bool force,
    struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT s.id"
	    "  FROM shipment me"
	    "  JOIN shipment s ON s.destination = me.destination"
	    "   AND s.kind = me.kind"
	    " WHERE me.id = :id"
	    "   AND s.bundled_into IS NULL"
	    "   AND s.status NOT IN ('done', 'follow', 'cancel')"
	    "   AND (s.labelled_at IS NULL OR :force)"
	    " ORDER BY s.seq, s.id");
	query_num(&q, ":id", id);
	query_num(&q, ":force", force);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "find parts", w);
}

static enum status
join_one(struct store *s, int64_t id, int64_t into, bool force, struct why *w)
{
	struct whole f, t;
	enum status st;

	t.arena = (struct arena)ARENA_INIT;
	if ((st = whole_open(&f, s, id, force, w)) == SN_OK &&
	    (st = whole_open(&t, s, into, force, w)) == SN_OK)
		st = give_rest(&f, &t, w);
	if (st == SN_OK)
		st = labels(&t, w);
	whole_close(&f);
	whole_close(&t);
	return st;
}

enum status
store_split_join(int64_t *into, int64_t **gone, size_t *n, size_t *cap,
    struct store *s, int64_t id, bool force, struct arena *a, struct why *w)
{
	enum status st;
	struct whole p;
	int64_t *part;
	size_t many, i;

	if ((st = whole_open(&p, s, id, force, w)) != SN_OK ||
	    (st = siblings(&part, &many, s, id, force, &p.arena, w)) != SN_OK)
		goto out;
	*into = part[0];
	for (i = 1; i < many && st == SN_OK; i++) {
		if (part[0] != id && part[i] != id)
			continue;
		st = join_one(s, part[i], part[0], force, w);
		*gone = arena_grow(a, *gone, *n, cap, sizeof(**gone));
		(*gone)[(*n)++] = part[i];
	}
out:
	whole_close(&p);
	return st;
}
