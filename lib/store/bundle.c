/*
 * Into a bundle and out of it.  What a shipment had before is kept in
 * joined, and not looked up in the log: it is right after any edit, and in
 * any copy of the store.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/bundle.h"
#include "store/finding.h"
#include "store/move.h"
#include "store/query.h"

/* One that comes out of another bundle keeps what was decided there. */
static enum status
join_one(struct store *s, int64_t child, int64_t parent,
    const struct bundle_terms *t, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;
	int64_t id;

	if ((st = store_id(&id, s, "joined", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO joined (id, shipment, parent, before, status,"
	    "       status_at, box, route, to_status, to_box, to_route,"
	    "       postage, cod_fee, despite)"
	    "SELECT :id, c.id, p.id, c.bundled_into, c.status, c.status_at,"
	    "       c.box, c.route, p.status, p.box, p.route,"
	    "       coalesce(j.postage, :postage), coalesce(j.cod_fee, :cod),"
	    "       nullif(trim(coalesce(j.despite, '') || ' ' || :despite), '')"
	    "     FROM shipment c "
	    "     JOIN shipment p ON p.id = :parent "
	    "LEFT JOIN joined j ON j.id = (SELECT max(x.id) FROM joined x"
	    "          WHERE x.shipment = c.id)"
	    "    WHERE c.id = :child");
	query_num(&q, ":id", id);
	query_num(&q, ":child", child);
	query_num(&q, ":parent", parent);
	query_text(&q, ":postage", t->postage);
	query_text(&q, ":cod", t->cod_fee);
	query_text(&q, ":despite", bundle_names(t->despite, " ", &a));
	st = query_do(&q, "note bundle", w);
	arena_free(&a);
	if (st != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET bundled_into = :parent, (status, status_at, box, route) ="
	    "       (SELECT p.status, p.status_at, p.box, p.route"
	    "          FROM shipment p WHERE p.id = :parent)"
	    " WHERE id = :child");
	query_num(&q, ":child", child);
	query_num(&q, ":parent", parent);
	return query_do(&q, "bundle shipment", w);
}

/* What is bundled into a shipment, in the order that it came. */
static enum status
in_order(int64_t **id, size_t *n, struct store *s, int64_t parent,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	query_open(&q, s,
	    "   SELECT c.id"
	    "     FROM shipment c "
	    "LEFT JOIN joined j ON j.shipment = c.id"
	    "    WHERE c.bundled_into = :parent"
	    " GROUP BY c.id"
	    " ORDER BY coalesce(max(j.id), 0), c.id");
	query_num(&q, ":parent", parent);
	while (query_row(&q)) {
		*id = arena_grow(a, *id, *n, &cap, sizeof(**id));
		(*id)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read bundle", w);
}

enum status
bundle_join(struct store *s, const struct bundle_member *parent,
    const struct bundle_member *child, const struct bundle_terms *terms,
    struct why *w)
{
	struct bundle_terms t = *terms;
	struct arena a = ARENA_INIT;
	int64_t *id = NULL;
	size_t n = 0, i;
	enum status st;

	if (child->temperature != parent->temperature)
		t.despite |= BUNDLE_TEMPERATURE;	/* it is tolerated */
	if ((st = in_order(&id, &n, s, child->id, &a, w)) == SN_OK)
		st = join_one(s, child->id, parent->id, &t, w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = join_one(s, id[i], parent->id, &t, w);
	arena_free(&a);
	return st;
}

/* The newest row of joined of a shipment. */
struct joined {
	int64_t	id;		/* NUM_NULL: none */
	int64_t	before;		/* a bundle that is there still, or NUM_NULL */
	bool	moved;		/* since */
};

static enum status
last_joined(struct joined *out, struct store *s, int64_t shipment,
    struct why *w)
{
	struct query q;

	*out = (struct joined){ NUM_NULL, NUM_NULL, true };
	query_open(&q, s,
	    "   SELECT j.id, b.id,"
	    "          s.status <> j.to_status OR s.route <> j.to_route"
	    "          OR s.box IS DISTINCT FROM j.to_box"
	    "     FROM joined j"
	    "     JOIN shipment s ON s.id = j.shipment "
	    "LEFT JOIN shipment b ON b.id = j.before"
	    "          AND b.bundled_into IS NULL AND b.status <> 'cancel'"
	    "    WHERE j.shipment = :id"
	    " ORDER BY j.id DESC LIMIT 1");
	query_num(&q, ":id", shipment);
	if (query_row(&q)) {
		out->id = query_int(&q, 0);
		out->before = query_int(&q, 1);
		out->moved = query_int(&q, 2) == 1;
	}
	return query_end(&q, "read bundle", w);
}

static enum status
drop_joined(struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s, "DELETE FROM joined WHERE id = :id");
	query_num(&q, ":id", id);
	return query_do(&q, "forget bundle", w);
}

static enum status
restore(struct store *s, int64_t shipment, const struct joined *j,
    struct why *w)
{
	struct query q;

	query_open(&q, s, j->moved ?
	    "UPDATE shipment SET bundled_into = :before WHERE id = :id" :
	    "UPDATE shipment"
	    "   SET bundled_into = :before, (status, status_at, box, route) ="
	    "       (SELECT j.status, j.status_at, j.box, j.route"
	    "          FROM joined j WHERE j.id = :joined)"
	    " WHERE id = :id");
	query_num(&q, ":id", shipment);
	query_num(&q, ":before", j->before);
	if (!j->moved)
		query_num(&q, ":joined", j->id);
	return query_do(&q, "undo bundle", w);
}

/*
 * Take one join of a shipment back, or, with all, whatever it takes until it
 * stands alone.
 */
static enum status
leave(bool *stayed, struct store *s, int64_t shipment, bool all,
    struct why *w)
{
	struct joined j;
	enum status st;

	*stayed = false;
	if ((st = last_joined(&j, s, shipment, w)) != SN_OK)
		return st;
	do {
		all = all || j.before == NUM_NULL;
		if (all)
			j.before = NUM_NULL;
		*stayed = *stayed || j.moved;
		if ((st = restore(s, shipment, &j, w)) != SN_OK ||
		    (st = drop_joined(s, j.id, w)) != SN_OK ||
		    (st = last_joined(&j, s, shipment, w)) != SN_OK)
			return st;
	} while (all && j.id != NUM_NULL);
	return SN_OK;
}

/* What is to know before one leaves. */
struct stand {
	int64_t		parent;		/* of the bundle, itself perhaps */
	bool		labelled, gone, bundled;
};

static enum status
read_stand(struct stand *out, struct store *s, int64_t id, struct why *w)
{
	bool found;
	enum status st;
	struct query q;

	*out = (struct stand){ .parent = id };
	query_open(&q, s,
	    "SELECT coalesce(s.bundled_into, s.id),"
	    "       coalesce(p.labelled_at, s.labelled_at) IS NOT NULL,"
	    "       s.shipped_at IS NOT NULL"
	    "       OR s.status IN ('notify', 'done', 'follow'),"
	    "       s.bundled_into IS NOT NULL OR EXISTS"
	    "       (SELECT 1 FROM shipment c WHERE c.bundled_into = s.id)"
	    "  FROM shipment s"
	    "  JOIN shipment p ON p.id = coalesce(s.bundled_into, s.id)"
	    " WHERE s.id = :id");
	query_num(&q, ":id", id);
	if ((found = query_row(&q))) {
		out->parent = query_int(&q, 0);
		out->labelled = query_int(&q, 1) == 1;
		out->gone = query_int(&q, 2) == 1;
		out->bundled = query_int(&q, 3) == 1;
	}
	if ((st = query_end(&q, "read shipment", w)) != SN_OK)
		return st;
	return found ? SN_OK : fail(w, SN_NOTFOUND,
	    _("%" PRId64 ": no such shipment"), id);
}

static enum status
may_leave(struct stand *out, struct store *s, int64_t id, bool late,
    struct why *w)
{
	enum status st;

	if ((st = read_stand(out, s, id, w)) != SN_OK)
		return st;
	if (!out->bundled)
		return store_refuse(s, id, w, _("is in no bundle"));
	if (out->gone)
		return store_refuse(s, id, w, _("has left with its bundle"));
	if (out->labelled && !late)
		return store_refuse(s, id, w, _("has its label, which shows "
		    "the whole bundle; --despite label takes it out all the "
		    "same"));
	return SN_OK;
}

/*
 * Who leaves with id: itself if it is a child, and those that it brought;
 * of a parent all, the ones that were in no other bundle first.
 */
static enum status
who_leaves(struct bundle_undone *out, struct store *s, int64_t id,
    int64_t parent, struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "   SELECT c.id"
	    "     FROM shipment c "
	    "LEFT JOIN joined j ON j.id ="
	    "          (SELECT max(x.id) FROM joined x WHERE x.shipment = c.id)"
	    "    WHERE c.bundled_into = :parent"
	    "      AND (:id IN (:parent, c.id) OR j.before = :id)"
	    " ORDER BY c.id <> :id, j.before IS NOT NULL, c.id");
	query_num(&q, ":id", id);
	query_num(&q, ":parent", parent);
	while (query_row(&q)) {
		out->left = arena_grow(a, out->left, out->nleft,
		    &out->capleft, sizeof(*out->left));
		out->left[out->nleft++] = query_int(&q, 0);
	}
	return query_end(&q, "read bundle", w);
}

/* One that leaves a parcel with a label needs a label of its own. */
static enum status
unlabel(struct store *s, int64_t id, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET labelled_at = NULL, labelled_as = NULL,"
	    "       status = 'print', status_at = :now, box = NULL"
	    " WHERE id = :id AND labelled_at IS NOT NULL");
	query_text(&q, ":now", now.text);
	query_num(&q, ":id", id);
	return query_do(&q, "take label off", w);
}

enum status
bundle_shows_too_much(struct store *s, int64_t parent, int64_t left,
    const char *code, const char *source, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct finding *f = record_new(&table_finding, &a);
	enum status st;

	f->shipment = parent;
	f->code = code;
	f->severity = "error";
	f->saw = arena_printf(&a, "%" PRId64, left);
	f->source = source;
	st = finding_open(s, f, w);
	arena_free(&a);
	return st;
}

enum status
bundle_undo(struct bundle_undone *out, struct store *s, int64_t id,
    bool late, struct arena *a, struct why *w)
{
	struct stand at;
	enum status st;
	bool stayed;
	size_t i;

	*out = (struct bundle_undone){ .left = NULL };
	if ((st = may_leave(&at, s, id, late, w)) != SN_OK ||
	    (st = who_leaves(out, s, id, at.parent, a, w)) != SN_OK)
		return st;
	out->parent = at.parent;
	if (at.labelled && (st = bundle_shows_too_much(s, at.parent, id,
	    "bundle-undone", "sn-bundle(1)", w)) != SN_OK)
		return st;
	for (i = 0; i < out->nleft; i++) {
		if ((st = leave(&stayed, s, out->left[i],
		    out->left[i] == id, w)) != SN_OK ||
		    (at.labelled &&
		    (st = unlabel(s, out->left[i], w)) != SN_OK))
			return st;
		if (!stayed)
			continue;
		out->stayed = arena_grow(a, out->stayed, out->nstayed,
		    &out->capstayed, sizeof(*out->stayed));
		out->stayed[out->nstayed++] = out->left[i];
	}
	for (i = 0; i < out->nleft; i++)
		if ((st = bundle_fees(s, out->left[i], w)) != SN_OK)
			return st;
	return bundle_fees(s, at.parent, w);
}

/* What is left of an order may be a second fee now, in any bundle. */
static enum status
fees_of_order(struct store *s, int64_t id, struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t *parent = NULL;
	size_t n = 0, cap = 0, i;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT DISTINCT x.bundled_into"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN destination xd ON xd.orders = d.orders"
	    "  JOIN shipment x ON x.destination = xd.id"
	    " WHERE s.id = :id AND x.bundled_into IS NOT NULL"
	    " ORDER BY 1");
	query_num(&q, ":id", id);
	while (query_row(&q)) {
		parent = arena_grow(&a, parent, n, &cap, sizeof(*parent));
		parent[n++] = query_int(&q, 0);
	}
	st = query_end(&q, "read bundles", w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = bundle_fees(s, parent[i], w);
	arena_free(&a);
	return st;
}

enum status
bundle_cancelled(struct store *s, int64_t id, int64_t first, int64_t parent,
    struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, s,
	    "DELETE FROM joined WHERE shipment IN (:id, :first)");
	query_num(&q, ":id", id);
	query_num(&q, ":first", first);
	if ((st = query_do(&q, "forget bundle", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE joined SET parent = :first"
	    " WHERE parent = :id AND :first IS NOT NULL");
	query_num(&q, ":id", id);
	query_num(&q, ":first", first);
	if ((st = query_do(&q, "note bundle", w)) != SN_OK ||
	    (st = bundle_fees(s, id, w)) != SN_OK)
		return st;
	if (first != NUM_NULL)
		parent = first;
	if (parent != NUM_NULL && (st = bundle_fees(s, parent, w)) != SN_OK)
		return st;
	return fees_of_order(s, id, w);
}
