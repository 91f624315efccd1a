#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/function.h"
#include "store/relabel.h"
#include "store/ruleact.h"
#include "store/select.h"
#include "store/todo.h"

/* Forget which rules met the selected shipments. */
static enum status
forget(struct store *s, struct why *w)
{
	return query_run(s,
	    "DELETE FROM fired WHERE shipment IN (SELECT id FROM todo)",
	    "forget rules", w);
}

/*
 * Fill todo with the shipments that rules may still meet; hit are those that
 * the rule at hand meets.
 */
static enum status
select_shipments(struct rule_run *r, const int64_t *id, size_t n,
    struct why *w)
{
	struct store *s = r->store;
	enum status st;
	struct query q;

	/* each rule reads much again */
	if ((st = query_run(s, "PRAGMA cache_size = -32768", "prepare rules",
	    w)) != SN_OK ||
	    (st = todo_begin(s, w)) != SN_OK ||
	    (st = todo_put(s, id, n, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "DELETE FROM todo WHERE id NOT IN (SELECT s.id FROM todo"
	    "         JOIN shipment s ON s.id = todo.id"
	    "        WHERE s.bundled_into IS NULL"
	    "          AND s.status NOT IN ('done', 'follow', 'cancel')"
	    "          AND (s.status = 'new' OR :any = 1))");
	query_num(&q, ":any", r->any);
	if ((st = query_do(&q, "select shipments", w)) != SN_OK)
		return st;
	if (r->again)
		return forget(s, w);
	return query_run(s,
	    "DELETE FROM todo WHERE id IN"
	    " (SELECT shipment FROM fired WHERE stops = 1)",
	    "select shipments", w);
}

enum status
rule_cond(const struct expr **out, struct store *s, const struct conf *c,
    const char *file, const struct rule *r, struct arena *a, struct why *w)
{
	enum status st;

	*out = NULL;
	if (r->cond == NULL)
		return SN_OK;
	st = select_parse(out, s, c, r->cond, false, a, w);
	return st == SN_OK ? st : fail_at(w, st, "%s:%u: rule \"%s\": if",
	    file, r->cond_line, r->title);
}

/*
 * Rules whose conditions are looked at in one pass: nothing that one of them
 * does changes what the condition of a later one finds.
 */
struct batch {
	const struct expr	**cond;	/* of all rules */
	size_t			 from, upto;
};

/* The batch that begins with rule at. */
static struct batch
batch(const struct rules *rules, const struct expr **cond, size_t at)
{
	struct batch b = { cond, at, at + 1 };
	const struct rule *r;
	size_t i, k;

	for (; b.upto < rules->n && b.upto - at < SELECT_AT_ONCE; b.upto++)
		for (i = at; i < b.upto; i++) {
			r = &rules->rule[i];
			for (k = 0; k < r->nthen; k++)
				if (action_touches(&r->then[k],
				    cond[b.upto]))
					return b;
		}
	return b;
}

/* Fill hit with what rule at of the batch meets. */
static enum status
find_hits(int64_t *n, struct rule_run *r, const struct batch *b, size_t at,
    struct why *w)
{
	struct store *s = r->store;
	enum status st;
	struct query q;

	if (b->upto - b->from == 1) {
		if ((st = select_hits(s, b->cond[at], r->arena, w)) != SN_OK)
			return st;
	} else {
		if ((at == b->from && (st = select_met(s, b->cond + at,
		    b->upto - at, r->arena, w)) != SN_OK) ||
		    (st = select_none(s, w)) != SN_OK)
			return st;
		query_open(&q, s,
		    "INSERT INTO hit"
		    " SELECT id FROM met"
		    "  WHERE (mask & :bit) <> 0"
		    "    AND id IN (SELECT id FROM todo)");
		query_num(&q, ":bit", INT64_C(1) << (at - b->from));
		if ((st = query_do(&q, "find", w)) != SN_OK)
			return st;
	}
	query_open(&q, s,
	    "DELETE FROM hit WHERE EXISTS (SELECT 1 FROM fired"
	    "       WHERE shipment = hit.id AND rule = :rule)");
	query_text(&q, ":rule", r->rules->rule[at].title);
	if ((st = query_do(&q, "find", w)) != SN_OK)
		return st;
	return query_one(n, s, "SELECT count(*) FROM hit", 0, w);
}

static bool
stops(const struct rule *rule)
{
	size_t i;

	for (i = 0; i < rule->nthen; i++)
		if (rule->then[i].act == ACTION_STOP)
			return true;
	return false;
}

/* Remember that the rule met the n shipments. */
static enum status
remember(struct rule_run *r, const struct rule *rule, int64_t n,
    struct why *w)
{
	struct store *s = r->store;
	enum status st;
	struct query q;
	int64_t first;

	if ((st = store_ids(&first, s, "fired", n, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO fired (id, shipment, rule, stops)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY id), id, :rule,"
	    "       :stops"
	    "  FROM hit");
	query_num(&q, ":first", first);
	query_text(&q, ":rule", rule->title);
	query_num(&q, ":stops", stops(rule));
	if ((st = query_do(&q, "remember rule", w)) != SN_OK ||
	    !stops(rule))
		return st;
	return query_run(s,
	    "DELETE FROM todo WHERE id IN (SELECT id FROM hit)",
	    "stop", w);
}

static enum status
because(struct rule_run *r, const struct rule *rule, unsigned line,
    struct why *w)
{
	return store_because(r->store, arena_printf(r->arena, "%s:%u: %s",
	    r->file, line, rule->title), w);
}

enum status
ruleact_labels(struct rule_run *r, struct why *w)
{
	int64_t *order = NULL;
	size_t n = 0, cap = 0, i;
	enum status st;
	struct query q;

	if (!r->any)
		return SN_OK;	/* what is new has none */
	query_open(&q, r->store,
	    "SELECT DISTINCT d.orders FROM hit h"
	    "  JOIN shipment s ON s.id = h.id"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE s.labelled_as IS NOT NULL");
	while (query_row(&q)) {
		order = arena_grow(r->arena, order, n, &cap, sizeof(*order));
		order[n++] = query_int(&q, 0);
	}
	st = query_end(&q, "find labels", w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = label_check_order(r->store, order[i], w);
	return st;
}

/*
 * Remembered before anything is done: parts that are split off take with
 * them what is remembered of their shipment.  Sums are right for the rules
 * after this one.
 */
static enum status
apply(struct rule_run *r, const struct batch *b, size_t at, struct why *w)
{
	const struct rule *rule = &r->rules->rule[at];
	struct rule_met *met = &r->met[at];
	enum status st;
	size_t i;

	met->rule = rule;
	if ((st = find_hits(&met->n, r, b, at, w)) != SN_OK ||
	    met->n == 0 ||
	    (st = because(r, rule, rule->line, w)) != SN_OK ||
	    (st = remember(r, rule, met->n, w)) != SN_OK)
		return st;
	for (i = 0; i < rule->nthen; i++)
		if ((st = because(r, rule, rule->then[i].line, w)) != SN_OK ||
		    (st = ruleact(r, rule, &rule->then[i], w)) != SN_OK)
			return st;
	if ((st = refresh_touched(r->store, w)) != SN_OK)
		return st;
	return ruleact_labels(r, w);
}

enum status
rules_run(struct rule_run *r, const int64_t *id, size_t n, struct why *w)
{
	const struct rules *rules = r->rules;
	struct batch b = { NULL, 0, 0 };
	const struct expr **cond;
	enum status st;
	size_t i;

	cond = arena_alloc(r->arena, (rules->n + 1) * sizeof(*cond));
	r->met = arena_alloc(r->arena, (rules->n + 1) * sizeof(*r->met));
	if ((st = functions_on(r->store, w)) != SN_OK)
		return st;
	for (i = 0; i < rules->n; i++)
		if ((st = rule_cond(&cond[i], r->store, r->conf, rules->path,
		    &rules->rule[i], r->arena, w)) != SN_OK)
			return st;
	if ((st = select_shipments(r, id, n, w)) != SN_OK ||
	    (st = query_one(&r->nsel, r->store, "SELECT count(*) FROM todo", 0,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < rules->n && st == SN_OK; i++) {
		if (i == b.upto)
			b = batch(rules, cond, i);
		st = apply(r, &b, i, w);
	}
	return st == SN_OK ? store_because(r->store, NULL, w) : st;
}

enum status
rules_fired(struct rule_fired **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT rule, count(*) FROM fired GROUP BY rule ORDER BY rule");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n].title = query_col(&q, 0, a);
		(*out)[(*n)++].n = query_int(&q, 1);
	}
	return query_end(&q, "read rules", w);
}
