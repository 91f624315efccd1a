/*
 * Marks of checks, and the log read for what makes them stale.
 */

#include <stdlib.h>
#include <string.h>

#include "store/checked.h"
#include "store/function.h"
#include "store/property.h"
#include "store/query.h"

/*
 * Tables whose rows belong to an order, and how its id is found; the column
 * by which a row that is gone, and so is in the log only, still names what
 * it hung off, and what that is.
 */
enum { ORDERS, DESTINATION, SHIPMENT };
static const struct part {
	const char	*tbl;
	const char	*order;
	const char	*by;
	int		 of;
} parts[] = {
	{ "orders", "SELECT :id", NULL, ORDERS },
	{ "destination", "SELECT orders FROM destination WHERE id = :id",
	    "orders", ORDERS },
	{ "shipment", "SELECT d.orders FROM shipment s"
	    " JOIN destination d ON d.id = s.destination WHERE s.id = :id",
	    "destination", DESTINATION },
	{ "line", "SELECT orders FROM line WHERE id = :id",
	    "orders", ORDERS },
	{ "charge", "SELECT orders FROM charge WHERE id = :id",
	    "orders", ORDERS },
	{ "payment", "SELECT orders FROM payment WHERE id = :id", "orders",
	    ORDERS },
	{ "shipment_line", "SELECT d.orders FROM shipment_line x"
	    " JOIN shipment s ON s.id = x.shipment"
	    " JOIN destination d ON d.id = s.destination WHERE x.id = :id",
	    "shipment", SHIPMENT },
	{ "tracking", "SELECT d.orders FROM tracking x"
	    " JOIN shipment s ON s.id = x.shipment"
	    " JOIN destination d ON d.id = s.destination WHERE x.id = :id",
	    "shipment", SHIPMENT },
	{ "tag", "SELECT d.orders FROM tag x"
	    " JOIN shipment s ON s.id = x.shipment"
	    " JOIN destination d ON d.id = s.destination WHERE x.id = :id",
	    "shipment", SHIPMENT },
	{ "returns", "SELECT d.orders FROM returns x"
	    " JOIN shipment s ON s.id = x.shipment"
	    " JOIN destination d ON d.id = s.destination WHERE x.id = :id",
	    "shipment", SHIPMENT },
	/* only when an undo wrote it */
	{ "finding", "SELECT orders FROM finding WHERE id = :id", "orders",
	    ORDERS },
};
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static const struct part *
part_find(const char *tbl)
{
	size_t i;

	for (i = 0; i < PARTS; i++)
		if (strcmp(parts[i].tbl, tbl) == 0)
			return &parts[i];
	return NULL;
}

/* What only records what we did, or is the store's own. */
static bool
is_record(const char *col)
{
	return strcmp(col, "reported_at") == 0 || strcmp(col, "seen") == 0;
}

/* The order that row id of p belongs to, or NUM_NULL. */
static enum status
find_order(int64_t *out, struct store *s, const struct part *p, int64_t id,
    struct why *w)
{
	struct query q;

	*out = NUM_NULL;
	query_open(&q, s, p->order);
	query_num(&q, ":id", id);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "read order", w);
}

static void
put_stale(struct store *s, int64_t shipment, int64_t seq)
{
	s->stale = arena_grow(&s->arena, s->stale, s->nstale, &s->capstale,
	    sizeof(*s->stale));
	s->stale[s->nstale++] = (struct stale){ shipment, seq };
}

/*
 * All shipments of the order that were marked before seq, and the parents
 * of the bundles that they are in.
 */
static enum status
stale_order(struct store *s, int64_t order, int64_t seq, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT k.shipment"
	    "   FROM destination d"
	    "  CROSS JOIN shipment s ON s.destination = d.id"
	    "  CROSS JOIN checked k ON k.shipment IN (s.id, s.bundled_into)"
	    "  WHERE d.orders = :order AND k.seq < :seq");
	query_num(&q, ":order", order);
	query_num(&q, ":seq", seq);
	while (query_row(&q))
		put_stale(s, query_int(&q, 0), seq);
	return query_end(&q, "find stale marks", w);
}

/*
 * A walk over the log, from its end: the latest change of an order comes
 * first, and others that lie beside it add nothing.
 */
struct walk {
	struct store	*store;
	const struct part *part;	/* of the row read last */
	int64_t		 id;		/* and its id */
	int64_t		 order;		/* put last */
};

static enum status
put_order(struct walk *k, int64_t order, int64_t seq, struct why *w)
{
	if (order == NUM_NULL || order == k->order)
		return SN_OK;
	k->order = order;
	return stale_order(k->store, order, seq, w);
}

/* The order of row id of the part at position of. */
static enum status
put_owner(struct walk *k, int of, int64_t id, int64_t seq, struct why *w)
{
	enum status st;
	int64_t order;

	if ((st = find_order(&order, k->store, &parts[of], id, w)) != SN_OK)
		return st;
	return put_order(k, order, seq, w);
}

/*
 * One row of the log, on which q stands: seq, tbl, id, col, old, whether
 * it is gone, whether it came, whether an undo wrote it.
 */
static enum status
take(struct walk *k, struct query *q, struct why *w)
{
	const char *col = query_peek(q, 3);
	const struct part *p = part_find(query_peek(q, 1));
	int64_t seq = query_int(q, 0), id = query_int(q, 2), order;
	bool gone = query_int(q, 5) == 1, key = strcmp(col, "id") == 0;
	enum status st;

	if (p == NULL || is_record(col) ||
	    (strcmp(p->tbl, "finding") == 0 && query_int(q, 7) == 0))
		return SN_OK;
	/* one that is gone has no mark, whenever it was left */
	if (gone && key && strcmp(p->tbl, "shipment") == 0)
		put_stale(k->store, id, INT64_MAX);
	/* what is gone is told by what it hung off */
	if (gone && p->by != NULL && strcmp(p->by, col) == 0)
		return put_owner(k, p->of, query_int(q, 4), seq, w);
	if (strcmp(col, "bundled_into") == 0 && query_int(q, 4) != NUM_NULL &&
	    (st = put_owner(k, SHIPMENT, query_int(q, 4), seq, w)) != SN_OK)
		return st;
	if (p == k->part && id == k->id)
		return SN_OK;
	/* an order that comes has no marks, and brings its parts */
	if (key && query_int(q, 6) == 1 && p == &parts[0])
		return SN_OK;
	k->part = p;
	k->id = id;
	if ((st = find_order(&order, k->store, p, id, w)) != SN_OK)
		return st;
	return put_order(k, order, seq, w);
}

static enum status
walk(struct walk *k, int64_t from, struct why *w)
{
	enum status st = SN_OK, end;
	struct query q;

	query_open(&q, k->store,
	    "SELECT c.seq, c.tbl, c.id, c.col, c.old,"
	    "       c.new IS NULL AND c.old IS NOT NULL,"
	    "       c.old IS NULL AND c.col = 'id',"
	    "       c.tbl = 'finding'"
	    "           AND EXISTS (SELECT 1 FROM undoing WHERE op = c.op)"
	    "  FROM change c WHERE c.seq > :from ORDER BY c.seq DESC");
	query_num(&q, ":from", from);
	while (st == SN_OK && query_row(&q))
		st = take(k, &q, w);
	end = query_end(&q, "read the log", w);
	return st != SN_OK ? st : end;
}

/* By shipment, its latest change first. */
static int
by_shipment(const void *x, const void *y)
{
	const struct stale *a = x, *b = y;

	if (a->shipment != b->shipment)
		return a->shipment < b->shipment ? -1 : 1;
	return (a->seq < b->seq) - (a->seq > b->seq);
}

/*
 * Fill s->stale; *upto is how far the log was read.  What is older than the
 * oldest mark that matters makes none stale: a bulk import that was checked
 * at once is not read.
 */
static enum status
find_stale(int64_t *upto, struct store *s, int64_t oldest, struct why *w)
{
	struct walk k = { .store = s, .order = NUM_NULL };
	int64_t from, last;
	enum status st;

	s->nstale = 0;
	if ((st = property_num(&from, s, "checked", 0, w)) != SN_OK ||
	    (st = query_one(&last, s,
	    "SELECT coalesce(max(seq), 0) FROM change", 0, w)) != SN_OK)
		return st;
	*upto = last > from ? last : from;
	if ((st = walk(&k, oldest > from ? oldest : from, w)) != SN_OK)
		return st;
	if (s->nstale > 0)
		qsort(s->stale, s->nstale, sizeof(*s->stale), by_shipment);
	return SN_OK;
}

/* Of all marks; without any the log need not be read. */
static enum status
oldest_mark(int64_t *out, struct store *s, struct why *w)
{
	return query_one(out, s,
	    "SELECT coalesce(min(seq), (SELECT max(seq) FROM change), 0)"
	    "  FROM checked", 0, w);
}

enum status
checked_look(struct store *s, struct why *w)
{
	int64_t upto, oldest;
	enum status st;

	if ((st = oldest_mark(&oldest, s, w)) != SN_OK)
		return st;
	return find_stale(&upto, s, oldest, w);
}

bool
checked_fresh(const struct store *s, int64_t shipment, int64_t seq)
{
	size_t low = 0, high = s->nstale, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (s->stale[mid].shipment < shipment)
			low = mid + 1;
		else
			high = mid;
	}
	return low == s->nstale || s->stale[low].shipment != shipment ||
	    s->stale[low].seq <= seq;
}

enum status
checked_settle(struct store *s, struct why *w)
{
	enum status st;
	struct query q;
	int64_t upto, oldest;
	size_t i;

	if ((st = oldest_mark(&oldest, s, w)) != SN_OK ||
	    (st = find_stale(&upto, s, oldest, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "DELETE FROM checked WHERE shipment = :id AND seq < :seq");
	for (i = 0; i < s->nstale; i++) {
		query_num(&q, ":id", s->stale[i].shipment);
		query_num(&q, ":seq", s->stale[i].seq);
		query_row(&q);
		query_again(&q);
	}
	if ((st = query_end(&q, "forget stale marks", w)) != SN_OK)
		return st;
	s->nstale = 0;
	return property_set_num(s, "checked", upto, w);
}

/*
 * Shipments that are to leave, without a mark: by their statuses, of which
 * there are few, so that the many that are done are passed by.
 */
#define MISSING								\
	"  FROM standing x CROSS JOIN shipment s ON s.status = x.status" \
	" WHERE x.status NOT IN ('done', 'follow', 'cancel')"		\
	"   AND NOT EXISTS (SELECT 1 FROM checked k"			\
	"       WHERE k.shipment = s.id"				\
	"         AND sn_fresh(0, k.shipment, k.seq) = 1)"
#define STANDING							\
	"WITH RECURSIVE standing (status) AS ("				\
	"       SELECT min(status) FROM shipment UNION ALL"		\
	"       SELECT (SELECT min(status) FROM shipment"		\
	"                WHERE status > x.status)"			\
	"         FROM standing x WHERE x.status IS NOT NULL)"

enum status
checked_missing(int64_t *n, struct store *s, struct why *w)
{
	enum status st;

	if ((st = functions_on(s, w)) != SN_OK)
		return st;
	return query_one(n, s, STANDING "SELECT count(*)" MISSING, 0, w);
}

enum status
checked_missing_ids(int64_t **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	enum status st;
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	if ((st = functions_on(s, w)) != SN_OK)
		return st;
	query_open(&q, s, STANDING
	    "SELECT DISTINCT coalesce(s.bundled_into, s.id)" MISSING
	    " ORDER BY 1");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = query_int(&q, 0);
	}
	return query_end(&q, "find unchecked shipments", w);
}

enum status
checked_are(bool *is, struct store *s, const int64_t *id, size_t n,
    struct why *w)
{
	int64_t upto, oldest = INT64_MAX, *seq;
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;
	size_t i;

	seq = arena_alloc(&a, (n + 1) * sizeof(*seq));
	query_open(&q, s, "SELECT seq FROM checked WHERE shipment = :id");
	for (i = 0; i < n; i++) {
		query_num(&q, ":id", id[i]);
		if ((is[i] = query_row(&q)))
			seq[i] = query_int(&q, 0);
		query_again(&q);
		if (is[i] && seq[i] < oldest)
			oldest = seq[i];
	}
	if ((st = query_end(&q, "read marks", w)) == SN_OK)
		st = find_stale(&upto, s, oldest, w);
	for (i = 0; i < n && st == SN_OK; i++)
		is[i] = is[i] && checked_fresh(s, id[i], seq[i]);
	arena_free(&a);
	return st;
}
