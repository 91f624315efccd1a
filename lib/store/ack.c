#include <string.h>

#include "base/clock.h"
#include "store/ack.h"
#include "store/function.h"
#include "store/picked.h"

/* Those of the shipments, and once those of their orders. */
#define STANDING							\
	"(SELECT p.seq, f.id FROM picked p"				\
	"   JOIN finding f ON f.shipment = p.id"			\
	"  WHERE f.state <> 'closed'"					\
	" UNION ALL "							\
	"SELECT min(p.seq), f.id FROM picked p"				\
	"  JOIN shipment s ON s.id = p.id"				\
	"  JOIN destination d ON d.id = s.destination"			\
	"  JOIN finding f ON f.orders = d.orders AND f.shipment IS NULL" \
	" WHERE f.state <> 'closed'"					\
	" GROUP BY f.id)"

#define SEVERITY							\
	"CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2"	\
	" ELSE 3 END"

static void
read_standing(struct standing *out, struct query *q)
{
	const char **text[] = { &out->shipment, &out->order, &out->code,
	    &out->severity, &out->field, &out->saw, &out->expected,
	    &out->source, &out->state, &out->ack_by, &out->ack_why };
	size_t i;

	for (i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = query_peek(q, (int)i);
}

enum status
standing_each(struct store *s, const int64_t *id, size_t n, standing_fn *fn,
    void *arg, struct why *w)
{
	enum status st, end;
	struct standing f;
	struct query q;

	if ((st = picked_put(s, id, n, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT f.shipment, o.shop || ':' || o.number, f.code, f.severity,"
	    "       f.field, f.saw, f.expected, f.source, f.state, f.ack_by,"
	    "       f.ack_why"
	    "  FROM " STANDING " t"
	    "  JOIN finding f ON f.id = t.id"
	    "  JOIN orders o ON o.id = f.orders"
	    " ORDER BY t.seq, " SEVERITY ", f.code, f.id");
	while (st == SN_OK && query_row(&q)) {
		read_standing(&f, &q);
		st = fn(&f, arg, w);
	}
	end = query_end(&q, "list findings", st == SN_OK ? w :
	    &(struct why){ "" });
	return st != SN_OK ? st : end;
}

enum status
standing_counts(struct standing_count **out, size_t *nout, struct store *s,
    const int64_t *id, size_t n, struct arena *a, struct why *w)
{
	struct standing_count *c;
	enum status st;
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*nout = 0;
	if ((st = picked_put(s, id, n, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT f.code, f.severity, sum(f.state = 'open'),"
	    "       sum(f.state = 'acked')"
	    "  FROM " STANDING " t JOIN finding f ON f.id = t.id"
	    " GROUP BY f.code, f.severity"
	    " ORDER BY " SEVERITY ", 3 DESC, f.code");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *nout, &cap, sizeof(**out));
		c = &(*out)[(*nout)++];
		c->code = query_col(&q, 0, a);
		c->severity = query_col(&q, 1, a);
		c->open = query_int(&q, 2);
		c->acked = query_int(&q, 3);
	}
	return query_end(&q, "count findings", w);
}

/* What stands is told by the statements for learned: they come first. */
#define KEYS								\
	"SELECT DISTINCT f.code, (%s) AS key"				\
	"  FROM " STANDING " t JOIN finding f ON f.id = t.id"		\
	"  JOIN destination d ON d.id = coalesce("			\
	"       (SELECT destination FROM shipment WHERE id = f.shipment)," \
	"       (SELECT min(id) FROM destination WHERE orders = f.orders))" \
	" WHERE f.code = :code AND f.state = :state"

/* Keep the keys of what is acknowledged that are not kept yet. */
static enum status
learn(struct store *s, const struct check *c, const struct ack *ack,
    const char *now, struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t n = 0, first = 0;
	enum status st;
	struct query q;

	query_once(&q, s, arena_printf(&a, "SELECT count(*) FROM (" KEYS ")",
	    c->learn));
	query_text(&q, ":code", c->code);
	query_text(&q, ":state", "open");
	if (query_row(&q))
		n = query_int(&q, 0);
	if ((st = query_end(&q, "learn", w)) != SN_OK || n == 0 ||
	    (st = store_ids(&first, s, "learned", n, w)) != SN_OK)
		goto out;
	query_once(&q, s, arena_printf(&a,
	    "INSERT INTO learned (id, code, key, why, at, who)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY k.key), k.code,"
	    "       k.key, :why, :now, :who"
	    "  FROM (" KEYS ") k"
	    " WHERE k.key IS NOT NULL"
	    "    ON CONFLICT (code, key) DO NOTHING", c->learn));
	query_num(&q, ":first", first);
	query_text(&q, ":code", c->code);
	query_text(&q, ":state", "open");
	query_text(&q, ":why", ack->why);
	query_text(&q, ":now", now);
	query_text(&q, ":who", ack->who);
	st = query_do(&q, "learn", w);
out:
	arena_free(&a);
	return st;
}

static enum status
unlearn(struct store *s, const struct check *c, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;

	query_once(&q, s, arena_printf(&a,
	    "DELETE FROM learned"
	    " WHERE code = :code AND key IN (SELECT key FROM (" KEYS "))",
	    c->learn));
	query_text(&q, ":code", c->code);
	query_text(&q, ":state", "acked");
	st = query_do(&q, "forget", w);
	arena_free(&a);
	return st;
}

static enum status
learn_all(struct store *s, const struct checks *checks, const char *code,
    const struct ack *ack, const char *now, struct why *w)
{
	const struct check *c;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < checks->n && st == SN_OK; i++) {
		c = &checks->check[i];
		if (c->learn == NULL ||
		    (code != NULL && strcmp(code, c->code) != 0))
			continue;
		st = ack->back ? unlearn(s, c, w) : learn(s, c, ack, now, w);
	}
	return st;
}

enum status
standing_ack(int64_t *done, struct store *s, const struct checks *checks,
    const char *code, const struct ack *ack, const int64_t *id, size_t n,
    struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	*done = 0;
	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = functions_on(s, w)) != SN_OK ||
	    (st = picked_put(s, id, n, w)) != SN_OK ||
	    (st = learn_all(s, checks, code, ack, now.text, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE finding"
	    "   SET state = :to, ack_by = :who, ack_why = :why"
	    " WHERE state = :from AND (:code IS NULL OR code = :code)"
	    "   AND id IN (SELECT id FROM " STANDING ")");
	query_text(&q, ":from", ack->back ? "acked" : "open");
	query_text(&q, ":to", ack->back ? "open" : "acked");
	query_text(&q, ":who", ack->back ? NULL : ack->who);
	query_text(&q, ":why", ack->back ? NULL : ack->why);
	query_text(&q, ":code", code);
	if ((st = query_do(&q, "acknowledge", w)) == SN_OK)
		*done = sqlite3_changes(s->db);
	return st;
}
