/*
 * Running checks: the statements of lib/store/check, and the queries of
 * checks.conf.
 */

#include <assert.h>

#include "base/i18n.h"
#include "store/seen.h"
#include "store/select.h"

enum {
	COLUMNS = 6		/* that a check yields */
};

/* Bind a parameter that the check need not use. */
static void
bind(struct query *q, struct seeing *r, const char *name, const char *text,
    int64_t num)
{
	const char *param = arena_printf(&r->arena, ":%s", name);

	if (sqlite3_bind_parameter_index(q->stmt, param) == 0)
		return;
	if (text != NULL)
		query_text(q, param, text);
	else
		query_num(q, param, num);
}

/*
 * Of whatever a check sees twice the first counts.  What is no shipment, no
 * field, is 0 and '': NULL equals nothing.
 */
static enum status
see(struct seeing *r, const struct check *c, struct why *w)
{
	struct query q, put;
	enum status st, end;
	int i;

	query_open(&q, r->store, c->sql);
	if (!query_failed(&q)) {
		assert(sqlite3_column_count(q.stmt) == COLUMNS);
		bind(&q, r, "now", r->now.text, 0);
		bind(&q, r, "today", r->today, 0);
		for (i = 0; i < (int)c->nparam; i++)
			bind(&q, r, c->param[i].name, NULL,
			    c->param[i].value);
	}
	query_open(&put, r->store,
	    "INSERT OR IGNORE INTO seen (code, orders, shipment, field, saw,"
	    "       expected, source)"
	    "VALUES (?1, ?2, coalesce(?3, 0), coalesce(?4, ''), ?5, ?6, ?7)");
	query_text_at(&put, 1, c->code);
	while (query_row(&q)) {
		query_again(&put);
		for (i = 0; i < COLUMNS; i++)
			query_value_at(&put, i + 2, &q, i);
		query_row(&put);
	}
	st = query_end(&put, c->code, w);
	end = query_end(&q, c->code, st == SN_OK ? w : &(struct why){ "" });
	return st != SN_OK ? st : end;
}

/* The query of the shop's own check, or where in checks.conf it is wrong. */
static enum status
parse(const struct expr **out, struct store *s, const struct checks *checks,
    const struct check *c, const struct conf *conf, struct arena *a,
    struct why *w)
{
	enum status st;

	st = select_parse(out, s, conf, c->query, false, a, w);
	if (st == SN_USAGE)
		return fail_at(w, st, "%s:%u", checks->path, c->line);
	return st;
}

static enum status
see_own(struct seeing *r, const struct check *c, struct why *w)
{
	const struct expr *e;
	enum status st;
	struct query q;

	if ((st = parse(&e, r->store, r->checks, c, r->conf, &r->arena,
	    w)) != SN_OK ||
	    (st = select_hits(r->store, e, &r->arena, w)) != SN_OK)
		return st;
	query_open(&q, r->store,
	    "INSERT INTO seen (code, orders, shipment, field, saw, source)"
	    "SELECT :code, t.orders, t.id, '', :saw, '" OWN_SOURCE "'"
	    "  FROM hit h JOIN todo t ON t.id = h.id");
	query_text(&q, ":code", c->code);
	query_text(&q, ":saw", c->title);
	return query_do(&q, c->code, w);
}

/*
 * Mark what was called right by the key of its destination; the statement
 * is made of the check's own expression.
 */
static enum status
recall(struct seeing *r, const struct check *c, struct why *w)
{
	enum status st;
	struct query q;
	bool some;

	query_open(&q, r->store, "SELECT 1 FROM learned WHERE code = :code");
	query_text(&q, ":code", c->code);
	some = query_row(&q);
	if ((st = query_end(&q, "recall", w)) != SN_OK || !some)
		return st;
	query_once(&q, r->store, arena_printf(&r->arena,
	    "UPDATE seen SET learned = 1"
	    " WHERE code = :code AND shipment IN ("
	    "       SELECT s.id FROM seen n"
	    "         JOIN shipment s ON s.id = n.shipment"
	    "         JOIN destination d ON d.id = s.destination"
	    "         JOIN learned k ON k.code = n.code AND k.key = (%s)"
	    "        WHERE n.code = :code)", c->learn));
	query_text(&q, ":code", c->code);
	return query_do(&q, "recall", w);
}

enum status
seen_all(struct seeing *r, struct why *w)
{
	const struct check *c;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < r->checks->n && st == SN_OK; i++) {
		c = &r->checks->check[i];
		if (!c->on || c->by != NULL ||
		    (c->ended ? r->ended : r->todo) == 0)
			continue;
		if ((st = look_closer(r, c->needs, w)) != SN_OK)
			break;
		st = c->sql != NULL ? see(r, c, w) : see_own(r, c, w);
		if (st == SN_OK && c->learn != NULL)
			st = recall(r, c, w);
	}
	return st;
}

enum status
inspect_queries(struct store *s, const struct checks *checks,
    const struct conf *conf, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	const struct expr *e;
	size_t i;

	for (i = 0; i < checks->n && st == SN_OK; i++)
		if (checks->check[i].query != NULL)
			st = parse(&e, s, checks, &checks->check[i], conf, &a,
			    w);
	arena_free(&a);
	return st;
}
