/*
 * Runs and what they changed: op, change, the triggers that fill the
 * latter, and the ids that runs give out.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/query.h"

enum { COUNTERS = 32 };		/* more than there are tables */

struct counter {
	const char	*name;	/* as store_id() got it; NULL: a free slot */
	int64_t		 next;
	bool		 used;
};

/* Run as one text the statements that the query maker yields. */
static enum status
run_made(struct store *s, const char *maker, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *sql = NULL;
	struct query q;
	enum status st;

	query_once(&q, s, maker);
	if (query_row(&q))
		sql = query_col(&q, 0, &a);
	st = query_end(&q, "make triggers", w);
	if (st == SN_OK && sql != NULL)
		st = query_run(s, sql, "make triggers", w);
	arena_free(&a);
	return st;
}

enum status
log_off(struct store *s, struct why *w)
{
	return run_made(s,
	    "SELECT group_concat('DROP TRIGGER ' || name, ';')"
	    "  FROM sqlite_schema"
	    " WHERE type = 'trigger'", w);
}

/*
 * One trigger for each table and event.  An update fires it only when a
 * column was set that is no derived one; the columns are compared in one
 * VALUES list, which a row of nothing gives its names (SQLite loses those
 * of a bare VALUES here).  An insert reads the one row of running once: its
 * maxima are that row, or NULL, which change.op refuses.  Tables without a
 * logged key, and what is never undone, are left out.  Kept short: every
 * command that opens the store parses them.
 */
enum status
log_on(struct store *s, struct why *w)
{
	return run_made(s,
	    "WITH col (tbl, name, pk) AS ("
	    "       SELECT t.name, c.name, c.pk"
	    "         FROM sqlite_schema t"
	    "         JOIN pragma_table_info(t.name) c"
	    "        WHERE t.type = 'table'"
	    "          AND t.name NOT IN ('op', 'undoing', 'change', 'running',"
	    "              'counter', 'batch', 'batch_shipment', 'outbox',"
	    "              'search', 'municipality', 'postal', 'island',"
	    "              'loaded', 'holiday', 'property', 'enclosure',"
	    "              'handled', 'checked', 'letter_bytes', 'inbox')"
	    "          AND c.name NOT GLOB 'fold_*'"
	    "          AND c.name NOT GLOB 'sum_*'),"
	    "     tab (tbl, key, cols, upd, del) AS ("
	    "       SELECT tbl, max(CASE WHEN pk = 1 THEN name END),"
	    "              group_concat(CASE WHEN pk = 0 THEN name END),"
	    "              group_concat(CASE WHEN pk = 0 THEN '(''' || name ||"
	    "                ''',OLD.' || name || ',NEW.' || name || ')' END),"
	    "              group_concat(CASE WHEN pk = 0 THEN '(''' || name ||"
	    "                ''',OLD.' || name || ')' END)"
	    "         FROM col GROUP BY tbl),"
	    "     head (sql) AS (VALUES (' BEGIN INSERT INTO change"
	    " SELECT NULL,(SELECT op FROM running),'''))"
	    "SELECT group_concat("
	    "  'CREATE TRIGGER ' || tbl || '_i AFTER INSERT ON ' || tbl ||"
	    "   ' BEGIN INSERT INTO change SELECT NULL,max(op),'''"
	    "   || tbl || ''',NEW.' || key || ',''' || key || ''',NULL,NEW.'"
	    "   || key || ',max(why)FROM running;END;"
	    "CREATE TRIGGER ' || tbl || '_u AFTER UPDATE OF ' || cols || ' ON '"
	    "   || tbl || sql || tbl || ''',NEW.' || key ||"
	    "   ',c,o,n,(SELECT why FROM running)"
	    " FROM(SELECT 0 c,NULL o,NULL n UNION ALL VALUES' || upd ||"
	    "   ')WHERE o IS NOT n;END;"
	    "CREATE TRIGGER ' || tbl || '_d AFTER DELETE ON ' || tbl || sql"
	    "   || tbl || ''',OLD.' || key || ',c,o,NULL,"
	    "(SELECT why FROM running)"
	    " FROM(SELECT 0 c,NULL o UNION ALL VALUES' || del || ',('''"
	    "   || key || ''',OLD.' || key || '))WHERE o IS NOT NULL;END', ';')"
	    "  FROM tab, head", w);
}

void
counter_forget(struct store *s)
{
	if (s->counter != NULL)
		memset(s->counter, 0, COUNTERS * sizeof(*s->counter));
}

/* Read the counter of tbl, which starts at 1, into its slot. */
static enum status
counter_read(struct store *s, struct counter *c, const char *tbl,
    struct why *w)
{
	struct query q;

	*c = (struct counter){ .name = tbl, .next = 1 };
	query_open(&q, s, "SELECT next FROM counter WHERE name = :name");
	query_text(&q, ":name", tbl);
	if (query_row(&q))
		c->next = query_int(&q, 0);
	return query_end(&q, "next id", w);
}

enum status
store_id(int64_t *out, struct store *s, const char *tbl, struct why *w)
{
	return store_ids(out, s, tbl, 1, w);
}

enum status
store_ids(int64_t *out, struct store *s, const char *tbl, int64_t n,
    struct why *w)
{
	struct counter *c;
	enum status st;
	size_t i;

	if (s->counter == NULL)
		s->counter = arena_alloc(&s->arena,
		    COUNTERS * sizeof(*s->counter));
	for (i = 0; s->counter[i].name != NULL; i++)
		if (s->counter[i].name == tbl ||
		    strcmp(s->counter[i].name, tbl) == 0)
			break;
	c = &s->counter[i];
	if (c->name == NULL && (st = counter_read(s, c, tbl, w)) != SN_OK)
		return st;
	c->used = true;
	*out = c->next;
	c->next += n;
	return SN_OK;
}

enum status
counter_flush(struct store *s, struct why *w)
{
	struct counter *c;
	enum status st;
	struct query q;

	for (c = s->counter; c != NULL && c->name != NULL; c++) {
		if (!c->used)
			continue;
		query_open(&q, s,
		    "INSERT INTO counter (name, next) VALUES (:name, :next)"
		    "    ON CONFLICT (name) DO UPDATE SET next = :next");
		query_text(&q, ":name", c->name);
		query_num(&q, ":next", c->next);
		if ((st = query_do(&q, "keep ids", w)) != SN_OK)
			return st;
	}
	counter_forget(s);
	return SN_OK;
}

static enum status
op_insert(struct store *s, const struct op *op, struct why *w)
{
	struct stamp now;
	struct query q;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = store_id(&s->op, s, "op", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO op (id, at, who, argv, why, conf, after)"
	    "VALUES (:id, :at, :who, :argv, :why, :conf,"
	    "       (SELECT coalesce(max(seq), 0) FROM change))");
	query_num(&q, ":id", s->op);
	query_text(&q, ":at", now.text);
	query_text(&q, ":who", op->who);
	query_text(&q, ":argv", op->argv);
	query_text(&q, ":why", op->why);
	query_text(&q, ":conf", op->conf);
	return query_do(&q, "begin run", w);
}

/*
 * Let writes of s->op pass.  A long run that somebody undid between two of
 * its steps must not go on.
 */
static enum status
running_on(struct store *s, struct why *w)
{
	enum status st;
	struct query q;
	bool on;

	query_open(&q, s,
	    "   INSERT INTO running (one, op, why)"
	    "   SELECT 1, id, why FROM op WHERE id = :op AND undone_by IS NULL "
	    "RETURNING op");
	query_num(&q, ":op", s->op);
	on = query_row(&q);
	if ((st = query_end(&q, "begin run", w)) != SN_OK || on)
		return st;
	return fail(w, SN_CONFLICT, _("run %" PRId64 " was undone meanwhile: "
	    "it stops here"), s->op);
}

enum status
store_begin(struct store *s, const struct op *op, struct why *w)
{
	enum status st;

	if ((st = query_run(s, "BEGIN IMMEDIATE", _("begin run"), w)) != SN_OK)
		return st;
	if ((st = op_insert(s, op, w)) != SN_OK ||
	    (st = running_on(s, w)) != SN_OK)
		store_rollback(s);
	return st;
}

enum status
store_resume(struct store *s, struct why *w)
{
	enum status st;

	if ((st = query_run(s, "BEGIN IMMEDIATE", _("go on"), w)) != SN_OK)
		return st;
	if ((st = running_on(s, w)) != SN_OK)
		store_rollback(s);
	return st;
}

enum status
store_commit(struct store *s, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = refresh_touched(s, w)) != SN_OK ||
	    (st = counter_flush(s, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE op"
	    "   SET upto = (SELECT coalesce(max(seq), 0) FROM change)"
	    " WHERE id = (SELECT op FROM running)");
	if ((st = query_do(&q, "commit", w)) != SN_OK)
		return st;
	query_open(&q, s, "DELETE FROM running");
	if ((st = query_do(&q, "commit", w)) != SN_OK)
		return st;
	return query_run(s, "COMMIT", "commit", w);
}

enum status
store_because(struct store *s, const char *why, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE running"
	    "   SET why = coalesce(:why, (SELECT why FROM op WHERE id = op))");
	query_text(&q, ":why", why);
	return query_do(&q, "give reason", w);
}

/*
 * A run's changes lie together, between op.after and op.upto: nobody else
 * writes while it holds the lock.  So the change table needs no index by
 * op, which would cost an import a tenth of its time.
 */
enum status
store_changes(struct store *s, int64_t op, change_fn *fn, void *arg,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct change c;
	struct query q;

	query_open(&q, s,
	    "SELECT c.seq, c.op, c.tbl, c.id, c.col, c.old, c.new, c.why"
	    "  FROM op o"
	    "  JOIN change c ON c.seq > o.after"
	    "   AND (o.upto IS NULL OR c.seq <= o.upto) AND c.op = o.id"
	    " WHERE o.id = :op"
	    " ORDER BY c.seq");
	query_num(&q, ":op", op);
	while (st == SN_OK && query_row(&q)) {
		c = (struct change){
			.seq = query_int(&q, 0), .op = query_int(&q, 1),
			.tbl = query_col(&q, 2, &a), .id = query_int(&q, 3),
			.col = query_col(&q, 4, &a),
			.old = query_col(&q, 5, &a),
			.new = query_col(&q, 6, &a),
			.why = query_col(&q, 7, &a),
		};
		st = fn(&c, arg, w);
		arena_reset(&a);
	}
	arena_free(&a);
	end = query_end(&q, "read changes", w);
	return st != SN_OK ? st : end;
}
