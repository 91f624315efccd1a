/*
 * One shipment becomes several of the same destination.
 */

#include <inttypes.h>
#include <string.h>

#include "store/move.h"
#include "store/relabel.h"
#include "store/split.h"
#include "store/tag.h"
#include "store/tree.h"
#include "store/whole.h"

static bool
is(const char *s, const char *word)
{
	return s != NULL && strcmp(s, word) == 0;
}

static enum status
next_seq(int64_t *out, struct whole *p, struct why *w)
{
	struct query q;

	*out = 1;
	query_open(&q, p->store,
	    "SELECT max(seq) + 1 FROM shipment WHERE destination = :id");
	query_num(&q, ":id", p->sh.destination);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "number shipment", w);
}

/* Tags, and the rules that met it: they are not to do so again. */
static enum status
copy_marks(struct whole *p, int64_t to, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q, in;
	int64_t id;

	query_open(&q, p->store, "SELECT tag FROM tag WHERE shipment = :id"
	    " ORDER BY id");
	query_num(&q, ":id", p->sh.id);
	while (st == SN_OK && query_row(&q))
		st = store_tag_put(p->store, to, query_col(&q, 0, &p->arena),
		    w);
	end = query_end(&q, "read tags", w);
	if (st != SN_OK || (st = end) != SN_OK)
		return st;
	query_open(&q, p->store, "SELECT rule, stops FROM fired"
	    " WHERE shipment = :id ORDER BY id");
	query_num(&q, ":id", p->sh.id);
	while (st == SN_OK && query_row(&q)) {
		if ((st = store_id(&id, p->store, "fired", w)) != SN_OK)
			break;
		query_open(&in, p->store,
		    "INSERT INTO fired (id, shipment, rule, stops)"
		    "VALUES (:id, :shipment, ?3, ?4)");
		query_num(&in, ":id", id);
		query_num(&in, ":shipment", to);
		query_value_at(&in, 3, &q, 0);
		query_value_at(&in, 4, &q, 1);
		st = query_do(&in, "copy rules", w);
	}
	end = query_end(&q, "read rules", w);
	return st != SN_OK ? st : end;
}

/* What the mall says of columns that were edited here. */
static enum status
copy_theirs(struct whole *p, int64_t to, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q, in;
	int64_t key;

	query_open(&q, p->store, "SELECT col, value FROM theirs"
	    " WHERE tbl = 'shipment' AND id = :id ORDER BY key");
	query_num(&q, ":id", p->sh.id);
	while (st == SN_OK && query_row(&q)) {
		if ((st = store_id(&key, p->store, "theirs", w)) != SN_OK)
			break;
		query_open(&in, p->store,
		    "INSERT INTO theirs (key, tbl, id, col, value)"
		    "VALUES (:key, 'shipment', :id, ?3, ?4)");
		query_num(&in, ":key", key);
		query_num(&in, ":id", to);
		query_value_at(&in, 3, &q, 0);
		query_value_at(&in, 4, &q, 1);
		st = query_do(&in, "copy theirs", w);
	}
	end = query_end(&q, "read theirs", w);
	return st != SN_OK ? st : end;
}

/* A shipment like the one that is split, without its label and its goods. */
static enum status
make_shipment(int64_t *out, struct whole *p, struct why *w)
{
	struct shipment sh = p->sh;
	enum status st;

	sh.id = sh.bundled_into = sh.weight = sh.size = NUM_NULL;
	sh.parcels = 1;
	sh.labelled_at = sh.labelled_as = sh.packed_at = sh.shipped_at = NULL;
	sh.reported_at = sh.delivered_at = NULL;
	if (is(sh.status, "number") || is(sh.status, "notify")) {
		sh.status = "print";
		sh.status_at = p->now.text;
	}
	if (sh.collect != NUM_NULL)
		sh.collect = 0;		/* all on the first */
	if ((st = next_seq(&sh.seq, p, w)) != SN_OK ||
	    (st = store_insert(p->store, &table_shipment, &sh, w)) != SN_OK ||
	    (st = copy_marks(p, sh.id, w)) != SN_OK)
		return st;
	*out = sh.id;
	return copy_theirs(p, sh.id, w);
}

static enum status
set(struct whole *p, int64_t id, const char *column, const char *value,
    struct why *w)
{
	return store_set(p->store, &table_shipment,
	    column_find(&table_shipment, column), id, value, w);
}

static enum status
dress(struct whole *p, int64_t id, const struct split_part *part,
    struct why *w)
{
	enum status st = SN_OK;

	if (part->temperature != NULL &&
	    !is(p->sh.temperature, part->temperature))
		st = set(p, id, "temperature", part->temperature, w);
	if (st == SN_OK && part->ship_date != NULL)
		st = set(p, id, "ship_date", part->ship_date, w);
	if (st == SN_OK && part->no_date)
		st = set(p, id, "deliver_on", NULL, w);
	return st;
}

/* Make a part but the first, and give it its goods. */
static enum status
make_part(int64_t *out, struct whole *p, size_t part, struct why *w)
{
	enum status st;
	size_t i;

	st = make_shipment(out, p, w);
	for (i = 0; i < p->plan.n && st == SN_OK; i++)
		if (p->plan.piece[i].part[part] > 0)
			st = whole_give(p, i, *out,
			    p->plan.piece[i].part[part], w);
	return st;
}

static enum status
make_parts(struct split_made **made, size_t *n, size_t *cap, struct whole *p,
    struct arena *a, struct why *w)
{
	int64_t id, order;
	enum status st;
	size_t k;

	st = dress(p, p->sh.id, &p->plan.part[0], w);
	for (k = 1; k < p->plan.nparts && st == SN_OK; k++) {
		if ((st = make_part(&id, p, k, w)) != SN_OK ||
		    (st = dress(p, id, &p->plan.part[k], w)) != SN_OK)
			return st;
		*made = arena_grow(a, *made, *n, cap, sizeof(**made));
		(*made)[(*n)++] = (struct split_made){ p->sh.id, id };
	}
	if (st != SN_OK || (st = store_order_of(&order, p->store, p->sh.id,
	    w)) != SN_OK)
		return st;
	return label_check_order(p->store, order, w);
}

enum status
store_split(struct split_made **made, size_t *n, size_t *cap,
    struct store *s, int64_t id, const struct split *how, bool force,
    struct arena *a, struct why *w)
{
	struct whole p;
	enum status st;

	if ((st = whole_open(&p, s, id, force, w)) != SN_OK)
		goto out;
	st = split_plan(&p.plan, how, &p.sh, arena_strndup(&p.arena,
	    p.now.text, 10), &p.arena, w);
	if (st != SN_OK)
		st = fail_at(w, st, "%s", store_name(s, id, &p.arena));
	else if (p.plan.nparts > 1)
		st = make_parts(made, n, cap, &p, a, w);
out:
	whole_close(&p);
	return st;
}

/* Whether a split may change the shipment, by its lines alone. */
static bool
may_split(struct store *s, int64_t id, const struct split *how,
    const char *today, enum status *st, struct why *w)
{
	struct query q;
	bool may;

	query_open(&q, s,
	    "SELECT CASE :by"
	    "       WHEN 'temp' THEN count(*) > 1"
	    "           AND (count(l.temperature) < count(*)"
	    "               OR min(l.temperature) <> max(l.temperature))"
	    "       WHEN 'parcels' THEN sum(sl.quantity) > :most"
	    "       WHEN 'available' THEN count(*) > 1"
	    "           AND max(l.available_on) > :today"
	    "       ELSE count(*) > 1 AND (max(l.alone) = 1"
	    "           OR max(l.available_on) > :today) END"
	    "  FROM shipment_line sl"
	    "  JOIN line l ON l.id = sl.line"
	    " WHERE sl.shipment = :id AND sl.quantity > 0");
	query_text(&q, ":by", how->by == SPLIT_TEMP ? "temp" :
	    how->by == SPLIT_PARCELS ? "parcels" :
	    how->by == SPLIT_AVAILABLE ? "available" : "deliver");
	query_num(&q, ":most", how->most);
	query_text(&q, ":today", today);
	query_num(&q, ":id", id);
	may = query_row(&q) && query_int(&q, 0) == 1;
	*st = query_end(&q, "look at goods", w);
	return may;
}

enum status
store_split_some(int64_t *id, size_t *n, struct store *s,
    const struct split *how, struct why *w)
{
	enum status st;
	size_t i, kept = 0;
	char today[11];

	if (how->by == SPLIT_LINE)
		return SN_OK;
	st = clock_today(today, w);
	for (i = 0; i < *n && st == SN_OK; i++)
		if (may_split(s, id[i], how, today, &st, w))
			id[kept++] = id[i];
	if (st == SN_OK)
		*n = kept;
	return st;
}
