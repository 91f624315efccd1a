/*
 * Undo: which runs are taken back, what is refused, and what became of
 * their effects.  The rows themselves are unwind.c's.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/id.h"
#include "base/str.h"
#include "store/row.h"
#include "store/run.h"
#include "store/undo.h"
#include "store/unwind.h"

enum { NAMED = 20 };		/* runs named in one refusal */

static void
add_op(struct unwind *u, int64_t op)
{
	u->op = arena_grow(u->arena, u->op, u->n, &u->cap, sizeof(*u->op));
	u->op[u->n++] = op;
}

/* What the first run in the way did to which row, for the refusal. */
static enum status
describe(const char **out, struct unwind *u, const struct block *b,
    struct why *w)
{
	const char *row, *run;
	enum status st;
	struct run r;

	if ((st = run_get(&r, u->store, b->op, u->arena, w)) != SN_OK ||
	    (st = row_name(&row, u->store, b->tbl, b->id, u->arena, w)) !=
	    SN_OK)
		return st;
	run = run_name(&r, u->arena);
	if (b->came)
		*out = arena_printf(u->arena, _("run %s added %s since"), run,
		    row);
	else if (b->went)
		*out = arena_printf(u->arena, _("run %s removed %s since"),
		    run, row);
	else
		*out = arena_printf(u->arena, _("run %s changed %s of %s "
		    "since"), run, row_field(b->tbl, b->col, false), row);
	return SN_OK;
}

/* Refuse, naming the newest run in the way and the numbers of others. */
static enum status
refuse(struct unwind *u, int64_t op, struct why *w)
{
	const struct block *newest = u->block;
	struct str more = STR_INIT;
	const char *what;
	enum status st;
	size_t i;

	for (i = 0; i < u->nblock; i++)
		if (u->block[i].op > newest->op)
			newest = &u->block[i];
	for (i = 0; i < u->nblock && i < NAMED; i++)
		if (&u->block[i] != newest)
			str_addf(&more, "%s %" PRId64,
			    more.len > 0 ? "," : "", u->block[i].op);
	if ((st = describe(&what, u, newest, w)) != SN_OK)
		goto out;
	if (more.len == 0)
		st = fail(w, SN_CONFLICT, _("%" PRId64 ": %s; undo that "
		    "first, or both with --with-later"), op, what);
	else
		st = fail(w, SN_CONFLICT, _("%" PRId64 ": %s; in the way are "
		    "also:%s; undo them first, or all with --with-later"), op,
		    what, str_text(&more));
out:
	str_free(&more);
	return st;
}

/*
 * Put the runs that stand in the way to those taken back.  Among them may
 * be undos and redos: taking one back turns what it did, so that a run
 * taken back may be undone already then, and is left out.  That depends on
 * newer runs only.  False when nothing came of it.
 */
static bool
join(struct unwind *u)
{
	size_t had = u->n, kept, i;
	bool grew;

	for (i = 0; i < u->nblock; i++)
		add_op(u, u->block[i].op);
	id_sort(u->op, u->n);
	for (i = kept = u->n; i-- > 0; )
		if (stand_stands(&u->stand, u->op[i])) {
			stand_without(&u->stand, u->op[i], true);
			u->op[--kept] = u->op[i];
		}
	u->n -= kept;
	memmove(u->op, u->op + kept, u->n * sizeof(*u->op));
	grew = u->n != had;
	for (i = 0; i < u->nblock && !grew; i++)
		grew = unwind_has(u, u->block[i].op);
	return grew;
}

/*
 * Begin the run again, with nothing done.  A savepoint would do the same,
 * but SQLite's journal of one grows with every statement in it, and walks
 * all of it for each.
 */
static enum status
start_again(struct unwind *u, struct why *w)
{
	enum status st;
	struct run r;
	struct op op;

	if ((st = run_get(&r, u->store, u->store->op, u->arena, w)) != SN_OK)
		return st;
	op = (struct op){ r.who, r.argv, r.why, r.conf };
	store_rollback(u->store);
	if ((st = store_begin(u->store, &op, w)) != SN_OK)
		return st;
	return stand_read(&u->stand, u->store, u->arena, w);
}

static enum status
may_undo(const struct undo *u, struct store *s, struct why *w)
{
	enum status st;
	struct run r;

	if ((st = run_get(&r, s, u->op, u->arena, w)) != SN_OK)
		return st;
	if (r.id == s->op)
		return fail(w, SN_NOTFOUND, _("run %" PRId64 ": no such run; "
		    "sn-log lists them"), r.id);
	if (r.undone_by != NUM_NULL)
		return fail(w, SN_CONFLICT, _("%" PRId64 ": is undone by run "
		    "%" PRId64 " already; undo that to have it back"), r.id,
		    r.undone_by);
	return SN_OK;
}

/*
 * Take back the runs, and as long as others stand against it and may go
 * too, start again with them.  Each round finds all of its depth, so there
 * are as many rounds as runs build on each other, not as there are runs.
 */
static enum status
rounds(struct unwind *u, const struct undo *undo, struct why *w)
{
	enum status st;

	add_op(u, undo->op);
	if ((st = stand_read(&u->stand, u->store, u->arena, w)) != SN_OK)
		return st;
	for (;;) {
		if ((st = may_undo(undo, u->store, w)) != SN_OK)
			return st;
		if (!join(u) && u->nblock > 0)
			return refuse(u, undo->op, w);
		if ((st = unwind(u, w)) != SN_OK || u->nblock == 0)
			return st;
		if (!undo->with_later)
			return refuse(u, undo->op, w);
		if ((st = start_again(u, w)) != SN_OK)
			return st;
	}
}

/*
 * Change the state of the unsent effects of a run, and note that this one
 * did so; *n grows by them.
 */
static enum status
turn_effects(int64_t *n, struct store *s, int64_t op, bool undone,
    struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, s,
	    "INSERT INTO handled (op, effect, old, new)"
	    " SELECT :now, id, state, :new FROM outbox"
	    "  WHERE op = :op AND CASE :new WHEN 'cancelled'"
	    "        THEN state IN ('queued', 'failed', 'dead')"
	    "        ELSE state = 'cancelled' AND error = 'undone' END");
	query_num(&q, ":now", s->op);
	query_num(&q, ":op", op);
	query_text(&q, ":new", undone ? "cancelled" : "queued");
	if ((st = query_do(&q, "effects", w)) != SN_OK)
		return st;
	if (undone)
		query_open(&q, s,
		    "   UPDATE outbox SET state = 'cancelled',"
		    "          error = 'undone'"
		    "    WHERE op = :op"
		    "      AND state IN ('queued', 'failed', 'dead')"
		    "RETURNING id");
	else
		query_open(&q, s,
		    "   UPDATE outbox SET state = 'queued', error = NULL"
		    "    WHERE op = :op AND state = 'cancelled'"
		    "      AND error = 'undone'"
		    "RETURNING id");
	query_num(&q, ":op", op);
	while (query_row(&q))
		(*n)++;
	return query_end(&q, "effects", w);
}

static enum status
targets(int64_t **out, size_t *n, struct store *s, int64_t op,
    struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s, "SELECT target FROM undoing WHERE op = :op");
	query_num(&q, ":op", op);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "read undos", w);
}

/*
 * Run op is undone by run by, or stands again (NUM_NULL); what an undo
 * took back turns the other way.
 */
static enum status
turn(struct undo *u, struct store *s, int64_t op, int64_t by, struct why *w)
{
	int64_t *target;
	enum status st;
	struct query q;
	size_t n, i;

	query_open(&q, s, "UPDATE op SET undone_by = :by WHERE id = :op");
	query_num(&q, ":by", by);
	query_num(&q, ":op", op);
	if ((st = query_do(&q, "mark run", w)) != SN_OK ||
	    (st = turn_effects(by == NUM_NULL ? &u->queued : &u->cancelled, s,
	    op, by != NUM_NULL, w)) != SN_OK ||
	    (st = targets(&target, &n, s, op, u->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++)
		st = turn(u, s, target[i], by == NUM_NULL ? op : NUM_NULL, w);
	return st;
}

static enum status
mark(struct undo *u, struct store *s, int64_t op, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = turn(u, s, op, s->op, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO undoing (op, target) VALUES (:op, :target)");
	query_num(&q, ":op", s->op);
	query_num(&q, ":target", op);
	return query_do(&q, "mark run", w);
}

static void
add_left(struct undo *u, const char *text)
{
	u->left = arena_grow(u->arena, u->left, u->nleft, &u->capleft,
	    sizeof(*u->left));
	u->left[u->nleft++] = text;
}

/* Name the files that a run wrote, and the effects that are out. */
static enum status
find_left(struct undo *u, struct store *s, int64_t op, struct why *w)
{
	struct arena *a = u->arena;
	const char *file;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT id, kind, format, file, rows FROM batch WHERE op = :op"
	    " ORDER BY id");
	query_num(&q, ":op", op);
	while (query_row(&q)) {
		file = query_col(&q, 3, a);
		add_left(u, arena_printf(a, _("batch %" PRId64 " (%s, %s, "
		    "%" PRId64 " rows, %s) was written"), query_int(&q, 0),
		    query_col(&q, 1, a), query_col(&q, 2, a),
		    query_int(&q, 4),
		    file != NULL ? file : _("standard output")));
	}
	if ((st = query_end(&q, "read batches", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT kind, state, count(*), min(key) FROM outbox"
	    " WHERE op = :op AND state IN ('claimed', 'done', 'unknown')"
	    " GROUP BY kind, state ORDER BY kind, state");
	query_num(&q, ":op", op);
	while (query_row(&q))
		add_left(u, arena_printf(a, _("%s %s: %" PRId64 " (%s ...)"),
		    query_col(&q, 0, a), query_col(&q, 1, a),
		    query_int(&q, 2), query_col(&q, 3, a)));
	return query_end(&q, "read effects", w);
}

enum status
store_undo(struct undo *u, struct store *s, struct why *w)
{
	struct unwind work = { .store = s, .arena = u->arena };
	enum status st;
	size_t i;

	if ((st = rounds(&work, u, w)) != SN_OK)
		return st;
	u->changes = work.changes;
	u->n = work.n;
	u->undone = arena_alloc(u->arena, u->n * sizeof(*u->undone));
	for (i = 0; i < work.n && st == SN_OK; i++) {
		u->undone[i] = work.op[work.n - 1 - i];
		if ((st = mark(u, s, u->undone[i], w)) == SN_OK)
			st = find_left(u, s, u->undone[i], w);
	}
	return st;
}
