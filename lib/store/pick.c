/*
 * Fields of many shipments, for output.
 */

#include <string.h>

#include "base/str.h"
#include "store/function.h"
#include "store/pick.h"
#include "store/query.h"
#include "store/snapshot.h"
#include "store/source.h"

static void
add_several(struct str *sql, const struct field *f)
{
	str_puts(sql, "(SELECT group_concat(x, char(31))"
	    " FROM (SELECT coalesce(");
	source_value(sql, f);
	str_puts(sql, ", '') AS x ");
	source_from(sql, f);
	str_addf(sql, " ORDER BY %s))", sources[f->of].order);
}

static void
make(struct str *sql, const struct field *field, size_t n, bool per_line)
{
	size_t i;

	str_puts(sql, "SELECT ");
	for (i = 0; i < n; i++) {
		if (i > 0)
			str_puts(sql, ", ");
		if (sources[field[i].of].from == NULL ||
		    (per_line && field[i].of == FIELD_LINE))
			source_value(sql, &field[i]);
		else
			add_several(sql, &field[i]);
	}
	str_puts(sql, " FROM " SOURCE_SHIPMENTS);
	if (per_line)
		str_puts(sql, " JOIN shipment_line sl ON sl.shipment = s.id"
		    " JOIN line l ON l.id = sl.line");
	str_puts(sql, " WHERE s.id = ?1");
	if (per_line)
		str_puts(sql, " ORDER BY l.seq, sl.id");
}

static enum status
pick_one(struct query *q, const char **value, size_t n, pick_fn *fn,
    void *arg, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	while (st == SN_OK && query_row(q)) {
		for (i = 0; i < n; i++)
			value[i] = query_peek(q, (int)i);
		st = fn(value, arg, w);
	}
	query_again(q);
	return st;
}

enum status
pick_each(struct store *s, const struct field *field, size_t nfield,
    bool per_line, const int64_t *id, size_t n, pick_fn *fn, void *arg,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	const char **value = arena_alloc(&a, nfield * sizeof(*value));
	enum status st = SN_OK, ended = SN_OK;
	struct str sql = STR_INIT;
	struct why ignored;
	struct query q;
	bool mine;
	size_t i;

	if ((st = functions_on(s, w)) != SN_OK ||
	    (st = snapshot_begin(&mine, s, w)) != SN_OK)
		goto out;
	make(&sql, field, nfield, per_line);
	query_once(&q, s, str_text(&sql));
	for (i = 0; i < n && st == SN_OK && !query_failed(&q); i++) {
		query_num_at(&q, 1, id[i]);
		st = pick_one(&q, value, nfield, fn, arg, w);
	}
	ended = query_end(&q, "read shipments", st == SN_OK ? w : &ignored);
	snapshot_end(s, mine);
out:
	str_free(&sql);
	arena_free(&a);
	return st != SN_OK ? st : ended;
}
