/*
 * Whether a store is whole and says nothing impossible.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "data/digest.h"
#include "store/admin.h"
#include "store/shape.h"
#include "store/stand.h"
#include "store/tree.h"

enum {
	SAMPLE = 500,		/* orders computed again without --full: these
				   are the ones that people work on */
	SHOWN = 20		/* findings of one kind: more say no more */
};

struct checker {
	struct store	*store;
	bool		 full;
	problem_fn	*fn;
	void		*arg;
	struct arena	 arena;		/* of one finding */
};

static enum status
found(struct checker *k, const char *what, const char *where, struct why *w)
{
	enum status st = k->fn(arena_printf(&k->arena, "%s: %s", what, where),
	    k->arg, w);

	arena_reset(&k->arena);
	return st;
}

/* What must not be, and a query that finds it. */
static const struct rule {
	const char	*what;		/* N_() */
	const char	*find;
} rules[] = {
	{ N_("run left half done"),
	    "SELECT op FROM running" },
	{ N_("change without its run"),
	    "SELECT DISTINCT op FROM change"
	    " WHERE op NOT IN (SELECT id FROM op)" },
	{ N_("id of the log above its counter"),
	    "SELECT x.tbl FROM (SELECT tbl, max(id) AS top FROM change"
	    "   GROUP BY tbl) x LEFT JOIN counter c ON c.name = x.tbl"
	    " WHERE coalesce(c.next, 0) <= x.top" },
	{ N_("id above its counter"),
	    "SELECT x.tbl FROM (SELECT 'op' AS tbl, max(id) AS top FROM op"
	    "   UNION ALL SELECT 'batch', max(id) FROM batch"
	    "   UNION ALL SELECT 'batch_shipment', max(id)"
	    "       FROM batch_shipment"
	    "   UNION ALL SELECT 'outbox', max(id) FROM outbox) x"
	    "  LEFT JOIN counter c ON c.name = x.tbl"
	    " WHERE coalesce(c.next, 0) <= x.top" },
	{ N_("undo without its run, or of a later one"),
	    "SELECT op FROM undoing WHERE op <= target"
	    " UNION SELECT id FROM op WHERE undone_by IS NOT NULL"
	    "   AND NOT EXISTS (SELECT 1 FROM undoing"
	    "       WHERE op = undone_by)" },
	{ N_("item packed more often than it was ordered"),
	    "SELECT l.id FROM line l"
	    "  JOIN shipment_line p ON p.line = l.id"
	    "  JOIN shipment s ON s.id = p.shipment"
	    " WHERE s.kind = 'normal' AND s.status <> 'cancel'"
	    " GROUP BY l.id HAVING sum(p.quantity) > l.quantity" },
	{ N_("shipment packs an item of another order"),
	    "SELECT s.id FROM shipment_line p"
	    "  JOIN line l ON l.id = p.line"
	    "  JOIN shipment s ON s.id = p.shipment"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders <> l.orders" },
	{ N_("shipment bundled into a bundled one"),
	    "SELECT s.id FROM shipment s"
	    "  JOIN shipment p ON p.id = s.bundled_into"
	    " WHERE p.bundled_into IS NOT NULL" },
	{ N_("value of the mall for a row that is gone"),
	    "SELECT key FROM theirs t"
	    " WHERE (tbl = 'orders' AND NOT EXISTS (SELECT 1 FROM orders"
	    "       WHERE id = t.id))"
	    "    OR (tbl = 'destination' AND NOT EXISTS (SELECT 1"
	    "       FROM destination WHERE id = t.id))"
	    "    OR (tbl = 'shipment' AND NOT EXISTS (SELECT 1"
	    "       FROM shipment WHERE id = t.id))"
	    "    OR (tbl = 'line' AND NOT EXISTS (SELECT 1 FROM line"
	    "       WHERE id = t.id))"
	    "    OR (tbl = 'charge' AND NOT EXISTS (SELECT 1 FROM charge"
	    "       WHERE id = t.id))"
	    "    OR (tbl = 'payment' AND NOT EXISTS (SELECT 1 FROM payment"
	    "       WHERE id = t.id))" },
	{ N_("order without its search words, or words without order"),
	    "SELECT id FROM orders"
	    " WHERE id NOT IN (SELECT id FROM search)"
	    " UNION ALL SELECT id FROM search"
	    "   WHERE id NOT IN (SELECT id FROM orders)" },
	{ NULL, NULL }
};

static enum status
check_rule(struct checker *k, const struct rule *r, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q;
	int n = 0;

	query_open(&q, k->store, r->find);
	while (st == SN_OK && n++ < SHOWN && query_row(&q))
		st = found(k, _(r->what), query_col(&q, 0, &k->arena), w);
	end = query_end(&q, "check", w);
	return st != SN_OK ? st : end;
}

/* What SQLite itself knows of damage. */
static enum status
check_file(struct checker *k, struct why *w)
{
	enum status st = SN_OK, end;
	const char *said;
	struct query q;

	query_once(&q, k->store, "PRAGMA integrity_check(100)");
	while (st == SN_OK && query_row(&q)) {
		said = query_col(&q, 0, &k->arena);
		if (said != NULL && strcmp(said, "ok") != 0)
			st = found(k, _("damaged"), said, w);
	}
	end = query_end(&q, "check", w);
	if (st != SN_OK || (st = end) != SN_OK)
		return st;
	query_once(&q, k->store, "PRAGMA foreign_key_check");
	while (st == SN_OK && query_row(&q))
		st = found(k, _("reference to nothing"),
		    arena_printf(&k->arena, "%s %" PRId64 " -> %s",
		    query_col(&q, 0, &k->arena), query_int(&q, 1),
		    query_col(&q, 2, &k->arena)), w);
	end = query_end(&q, "check", w);
	return st != SN_OK ? st : end;
}

static enum status
check_counters(struct checker *k, struct why *w)
{
	const struct shape *p;
	int64_t top, next;
	enum status st;
	struct query q;

	if ((st = shape_all(&p, k->store, w)) != SN_OK)
		return st;
	for (; p->name != NULL; p++) {
		if ((st = query_one(&top, k->store, p->highest, NUM_NULL,
		    w)) != SN_OK)
			return st;
		next = 0;
		query_open(&q, k->store,
		    "SELECT next FROM counter WHERE name = :name");
		query_text(&q, ":name", p->name);
		if (query_row(&q))
			next = query_int(&q, 0);
		if ((st = query_end(&q, "check", w)) != SN_OK ||
		    (top != NUM_NULL && next <= top && (st = found(k,
		    _("id above its counter"), p->name, w)) != SN_OK))
			return st;
	}
	return SN_OK;
}

/* Whether undone_by is what the undos come to. */
static enum status
check_undos(struct checker *k, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st, end;
	struct stand stand;
	struct query q;
	int64_t op;

	if ((st = stand_read(&stand, k->store, &a, w)) != SN_OK)
		goto out;
	query_open(&q, k->store, "SELECT id, undone_by IS NULL FROM op");
	while (st == SN_OK && query_row(&q)) {
		op = query_int(&q, 0);
		if (stand_stands(&stand, op) != (query_int(&q, 1) == 1))
			st = found(k, _("run neither undone nor standing"),
			    query_col(&q, 0, &k->arena), w);
	}
	end = query_end(&q, "check", w);
	st = st != SN_OK ? st : end;
out:
	arena_free(&a);
	return st;
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* The folded columns of one row of the dictionary. */
static enum status
check_folds(struct checker *k, const struct table *t, const void *rec,
    struct why *w)
{
	enum status st, end;
	const struct derived *d;
	const struct shape *p;
	struct arena a = ARENA_INIT;
	struct query q;
	int at = 0;

	if ((st = shape_find(&p, k->store, t->name, w)) != SN_OK ||
	    p->folds == NULL)
		return st;
	query_open(&q, k->store, p->folds);
	query_num_at(&q, 1, record_num(rec, &t->column[0]));
	if (query_row(&q))
		for (d = derived; d->name != NULL && st == SN_OK; d++)
			if (d->table == t && !same(query_peek(&q, at++),
			    derived_value(d, rec, &a)))
				st = found(k, _("derived value is stale"),
				    arena_printf(&k->arena, "%s %" PRId64
				    " %s", t->name, record_num(rec,
				    &t->column[0]), d->name), w);
	end = query_end(&q, "check", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}

static enum status
check_words(struct checker *k, const struct tree *t, struct why *w)
{
	bool right = true;
	enum status st;
	struct query q;

	query_open(&q, k->store,
	    "SELECT fold_text FROM search WHERE id = :id");
	query_num(&q, ":id", t->order->id);
	if (query_row(&q))
		right = same(query_peek(&q, 0), tree_words(t, t->arena));
	if ((st = query_end(&q, "check", w)) != SN_OK)
		return st;
	if (t->order->sum_items == tree_items(t) &&
	    t->order->sum_total == tree_total(t) && right)
		return SN_OK;
	return found(k, right ? _("sum is stale") :
	    _("search words are stale"), arena_printf(&k->arena,
	    "orders %" PRId64, t->order->id), w);
}

static enum status
check_order(struct checker *k, int64_t id, struct arena *a, struct why *w)
{
	enum status st;
	struct tree t;
	size_t i;

	if ((st = store_tree_get(&t, k->store, id, a, w)) != SN_OK ||
	    (st = check_folds(k, &table_orders, t.order, w)) != SN_OK)
		return st;
	for (i = 0; i < t.ndestination && st == SN_OK; i++)
		st = check_folds(k, &table_destination, t.destination[i], w);
	for (i = 0; i < t.nline && st == SN_OK; i++)
		st = check_folds(k, &table_line, t.line[i], w);
	return st != SN_OK ? st : check_words(k, &t, w);
}

static enum status
check_derived(struct checker *k, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, k->store,
	    "SELECT id FROM orders ORDER BY id DESC LIMIT :limit");
	query_num(&q, ":limit", k->full ? -1 : SAMPLE);
	while (st == SN_OK && query_row(&q)) {
		st = check_order(k, query_int(&q, 0), &a, w);
		arena_reset(&a);
	}
	end = query_end(&q, "check", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}

/* Files must be written again byte for byte. */
static enum status
check_batches(struct checker *k, struct why *w)
{
	enum status st = SN_OK, end;
	struct digest d;
	struct query q;

	query_open(&q, k->store, "SELECT id, bytes, sha256 FROM batch");
	while (st == SN_OK && query_row(&q)) {
		digest_bytes(&d, sqlite3_column_blob(q.stmt, 1),
		    (size_t)sqlite3_column_bytes(q.stmt, 1));
		if (!same(d.text, query_peek(&q, 2)))
			st = found(k, _("bytes of a batch have changed"),
			    query_col(&q, 0, &k->arena), w);
	}
	end = query_end(&q, "check", w);
	return st != SN_OK ? st : end;
}

enum status
store_check(struct store *s, bool full, problem_fn *fn, void *arg,
    struct why *w)
{
	struct checker k = { .store = s, .full = full, .fn = fn, .arg = arg };
	const struct rule *r;
	enum status st;

	/* All of it in one state, while others write. */
	if ((st = query_run(s, "BEGIN", "check", w)) != SN_OK)
		return st;
	if ((st = check_file(&k, w)) == SN_OK &&
	    (st = check_counters(&k, w)) == SN_OK &&
	    (st = check_undos(&k, w)) == SN_OK &&
	    (st = check_derived(&k, w)) == SN_OK && full)
		st = check_batches(&k, w);
	for (r = rules; r->what != NULL && st == SN_OK; r++)
		st = check_rule(&k, r, w);
	store_rollback(s);
	arena_free(&k.arena);
	return st;
}
