/*
 * Runs as people see them.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/query.h"
#include "store/run.h"
#include "text/shell.h"

#define COLUMNS								\
	"SELECT o.id, o.at, o.who, o.argv, o.why, o.conf, o.after, o.upto,"\
	"       o.undone_by,"						\
	"       (SELECT group_concat(t.target, ', ')"			\
	"          FROM (SELECT target FROM undoing WHERE op = o.id"	\
	"                 ORDER BY target DESC) t)"			\
	"  FROM op o "

static void
read_run(struct run *r, struct query *q, struct arena *a)
{
	*r = (struct run){
		.id = query_int(q, 0), .at = query_col(q, 1, a),
		.who = query_col(q, 2, a), .argv = query_col(q, 3, a),
		.why = query_col(q, 4, a), .conf = query_col(q, 5, a),
		.after = query_int(q, 6), .upto = query_int(q, 7),
		.undone_by = query_int(q, 8), .undoes = query_col(q, 9, a),
	};
}

enum status
run_get(struct run *out, struct store *s, int64_t op, struct arena *a,
    struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, COLUMNS "WHERE o.id = :op");
	query_num(&q, ":op", op);
	if ((found = query_row(&q)))
		read_run(out, &q, a);
	if ((st = query_end(&q, "read run", w)) != SN_OK || found)
		return st;
	return fail(w, SN_NOTFOUND, _("run %" PRId64 ": no such run; "
	    "sn-log lists them"), op);
}

enum status
run_last(struct run *out, struct store *s, const char *who, struct arena *a,
    struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, COLUMNS
	    " WHERE o.who = :who AND o.undone_by IS NULL"
	    "   AND o.id <> :now"
	    "   AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.op = o.id)"
	    "   AND (EXISTS (SELECT 1 FROM change c WHERE c.op = o.id"
	    "        AND c.seq > o.after"
	    "        AND c.seq <= coalesce(o.upto, c.seq))"
	    "    OR EXISTS (SELECT 1 FROM outbox e WHERE e.op = o.id))"
	    " ORDER BY o.id DESC LIMIT 1");
	query_text(&q, ":who", who);
	query_num(&q, ":now", s->op);
	if ((found = query_row(&q)))
		read_run(out, &q, a);
	if ((st = query_end(&q, "find run", w)) != SN_OK || found)
		return st;
	return fail(w, SN_NOTFOUND, _("%s has no run that stands"), who);
}

/*
 * seq has no holes, so the bounds tell, unless another run committed
 * between two steps of this one.
 */
enum status
run_changes(int64_t *out, struct store *s, const struct run *r,
    struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, s,
	    "SELECT CASE WHEN EXISTS (SELECT 1 FROM op"
	    "           WHERE id > :op AND after < :upto)"
	    "       THEN (SELECT count(*) FROM change"
	    "           WHERE seq > :after AND seq <= :upto AND op = :op)"
	    "       ELSE :upto - :after END");
	query_num(&q, ":op", r->id);
	query_num(&q, ":after", r->after);
	query_num(&q, ":upto", r->upto == NUM_NULL ? r->after : r->upto);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "count changes", w);
}

enum status
run_each(struct store *s, const struct run_filter *f, run_fn *fn, void *arg,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct query q;
	struct run r;

	query_open(&q, s, COLUMNS
	    " WHERE (:since IS NULL OR o.at >= :since)"
	    "   AND (:who IS NULL OR o.who = :who)"
	    " ORDER BY o.id DESC LIMIT :limit");
	query_text(&q, ":since", f->since);
	query_text(&q, ":who", f->who);
	query_num(&q, ":limit", f->limit == NUM_NULL ? -1 : f->limit);
	while (st == SN_OK && query_row(&q)) {
		read_run(&r, &q, &a);
		st = fn(s, &r, arg, w);
		arena_reset(&a);
	}
	end = query_end(&q, "read runs", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}

const char *
run_command(const struct run *r, struct arena *a)
{
	json_t *argv = json_loads(r->argv, 0, NULL), *v;
	struct str t = STR_INIT;
	const char *text;
	size_t i;

	json_array_foreach(argv, i, v)
		if (json_is_string(v)) {
			if (t.len > 0)
				str_putc(&t, ' ');
			shell_word(&t, json_string_value(v));
		}
	text = arena_strdup(a, t.len > 0 ? str_text(&t) : r->argv);
	str_free(&t);
	json_decref(argv);
	return text;
}

const char *
run_name(const struct run *r, struct arena *a)
{
	return arena_printf(a, _("%" PRId64 " by %s at %s (%s)"), r->id,
	    r->who, r->at, run_command(r, a));
}
