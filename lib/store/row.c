/*
 * Any row as text, now or as the log remembers it.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/row.h"
#include "store/shape.h"

static void
start(struct row *r, const struct shape *p, int64_t id, struct arena *a)
{
	*r = (struct row){ .tbl = p->name, .id = id, .table = p->table,
	    .key = p->key, .col = p->col, .n = p->n };
	r->value = arena_alloc(a, (p->n + 1) * sizeof(*r->value));
}

static enum status
read_now(struct row *r, struct store *s, const struct shape *p,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t i;

	query_open(&q, s, p->get);
	query_num_at(&q, 1, r->id);
	if ((r->here = query_row(&q)))
		for (i = 0; i < p->n; i++)
			r->value[i] = query_col(&q, (int)i, a);
	return query_end(&q, p->name, w);
}

/* The values that the row had when it was deleted last. */
static enum status
read_gone(bool *found, struct row *r, struct store *s,
    const struct shape *p, struct arena *a, struct why *w)
{
	int64_t seq, last = NUM_NULL;
	const char *col;
	struct query q;
	size_t i;

	query_open(&q, s,
	    "SELECT seq, col, old FROM change"
	    " WHERE tbl = :tbl AND id = :id AND new IS NULL"
	    " ORDER BY seq DESC");
	query_text(&q, ":tbl", p->name);
	query_num(&q, ":id", r->id);
	*found = false;
	while (query_row(&q)) {
		seq = query_int(&q, 0);
		col = query_col(&q, 1, a);
		if (!*found && strcmp(col, p->key) != 0)
			continue;
		i = shape_col(p, col);
		if (*found && (seq != last - 1 || i == p->n ||
		    r->value[i] != NULL))
			break;
		*found = true;
		last = seq;
		if (i < p->n)
			r->value[i] = query_col(&q, 2, a);
	}
	return query_end(&q, "read change", w);
}

enum status
row_last(struct row *out, struct store *s, const char *tbl, int64_t id,
    struct arena *a, struct why *w)
{
	const struct shape *p;
	enum status st;
	bool found;

	if ((st = shape_read(&p, s, tbl, w)) != SN_OK)
		return st;
	start(out, p, id, a);
	if ((st = read_now(out, s, p, a, w)) != SN_OK || out->here ||
	    (st = read_gone(&found, out, s, p, a, w)) != SN_OK || found)
		return st;
	return fail(w, SN_NOTFOUND, _("%s %" PRId64 ": no such row"), tbl, id);
}

/* From now backwards: each later change is taken off again. */
enum status
row_at(struct row *out, struct store *s, const char *tbl, int64_t id,
    int64_t seq, struct arena *a, struct why *w)
{
	const struct shape *p;
	const char *col;
	enum status st;
	struct query q;
	size_t i;

	if ((st = shape_read(&p, s, tbl, w)) != SN_OK)
		return st;
	start(out, p, id, a);
	if ((st = read_now(out, s, p, a, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT col, old FROM change"
	    " WHERE tbl = :tbl AND id = :id AND seq > :seq"
	    " ORDER BY seq DESC");
	query_text(&q, ":tbl", tbl);
	query_num(&q, ":id", id);
	query_num(&q, ":seq", seq);
	while (query_row(&q)) {
		col = query_col(&q, 0, a);
		i = shape_col(p, col);
		if (i < p->n)
			out->value[i] = query_col(&q, 1, a);
		else	/* before the row came, or after it went */
			memset(out->value, 0, p->n * sizeof(*out->value));
	}
	return query_end(&q, "read change", w);
}

const char *
row_value(const struct row *r, const char *col)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->col[i], col) == 0)
			return r->value[i];
	return NULL;
}

int64_t
row_num(const struct row *r, const char *col)
{
	const char *v = row_value(r, col);

	return v == NULL ? NUM_NULL : strtoll(v, NULL, 10);
}

enum status
row_place(int64_t *order, int64_t *shipment, struct store *s,
    const struct row *r, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	struct row up;

	*order = strcmp(r->tbl, "orders") == 0 ? r->id : row_num(r, "orders");
	*shipment = strcmp(r->tbl, "shipment") == 0 ? r->id :
	    row_num(r, "shipment");
	if (*order != NUM_NULL)
		return SN_OK;
	if (strcmp(r->tbl, "theirs") == 0) {
		if ((st = row_last(&up, s, row_value(r, "tbl"),
		    row_num(r, "id"), &a, w)) == SN_OK)
			st = row_place(order, shipment, s, &up, w);
	} else if (strcmp(r->tbl, "shipment") == 0) {
		if ((st = row_last(&up, s, "destination",
		    row_num(r, "destination"), &a, w)) == SN_OK)
			*order = row_num(&up, "orders");
	} else if (*shipment != NUM_NULL) {
		if ((st = row_last(&up, s, "shipment", *shipment, &a,
		    w)) == SN_OK)
			st = row_place(order, &(int64_t){ 0 }, s, &up, w);
	}
	arena_free(&a);
	return st;
}
