/*
 * The quantities of a line in its shipments.
 */

#include <inttypes.h>

#include "store/import.h"
#include "store/query.h"

static enum status
set(struct store *s, int64_t id, int64_t quantity, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment_line SET quantity = :quantity WHERE id = :id");
	query_num(&q, ":id", id);
	query_num(&q, ":quantity", quantity);
	return query_do(&q, "fit quantities", w);
}

/*
 * Ordered and not cancelled, less what is in shipments.  One that is cancelled
 * keeps what was in it, for people to see.
 */
static enum status
missing(int64_t *out, struct store *s, int64_t line, struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, s,
	    "SELECT l.quantity - l.cancelled - coalesce("
	    "       (SELECT sum(sl.quantity)"
	    "          FROM shipment_line sl"
	    "          JOIN shipment s ON s.id = sl.shipment"
	    "         WHERE sl.line = l.id AND s.kind = 'normal'"
	    "           AND s.status <> 'cancel'), 0)"
	    "  FROM line l"
	    " WHERE l.id = :line");
	query_num(&q, ":line", line);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "fit quantities", w);
}

/*
 * Take quantities away, from shipments without a label first; or from those
 * only.
 */
static enum status
take_away(struct store *s, int64_t line, int64_t many, bool unlabelled,
    struct why *w)
{
	enum status st = SN_OK, end;
	int64_t id, have, less;
	struct query q;

	query_open(&q, s,
	    "SELECT sl.id, sl.quantity"
	    "  FROM shipment_line sl"
	    "  JOIN shipment s ON s.id = sl.shipment"
	    " WHERE sl.line = :line AND s.kind = 'normal' AND sl.quantity > 0"
	    "   AND s.status <> 'cancel'"
	    "   AND (:all OR s.labelled_at IS NULL)"
	    " ORDER BY s.labelled_at IS NOT NULL, s.seq DESC, sl.id DESC");
	query_num(&q, ":line", line);
	query_num(&q, ":all", !unlabelled);
	while (st == SN_OK && many > 0 && query_row(&q)) {
		id = query_int(&q, 0);
		have = query_int(&q, 1);
		less = have < many ? have : many;
		many -= less;
		st = set(s, id, have - less, w);
	}
	end = query_end(&q, "fit quantities", w);
	return st != SN_OK ? st : end;
}

/* Put so many with a shipment that has nothing of the line so far. */
static enum status
add_row(struct store *s, int64_t line, int64_t many, struct why *w)
{
	struct shipment_line sl = { NUM_NULL, NUM_NULL, line, many };
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT s.id"
	    "  FROM shipment_line sl"
	    "  JOIN shipment went ON went.id = sl.shipment"
	    "  JOIN shipment s ON s.destination = went.destination"
	    " WHERE sl.line = :line AND s.kind = 'normal'"
	    "   AND s.status <> 'cancel'"
	    " ORDER BY s.labelled_at IS NOT NULL, s.seq, s.id"
	    " LIMIT 1");
	query_num(&q, ":line", line);
	if (query_row(&q))
		sl.shipment = query_int(&q, 0);
	if ((st = query_end(&q, "fit quantities", w)) != SN_OK ||
	    sl.shipment == NUM_NULL)
		return st;
	return store_insert(s, &table_shipment_line, &sl, w);
}

/*
 * Put more into the first shipment of the line that has no label, or, when
 * all that it went with is cancelled, into another one to the same place.
 */
static enum status
add_more(struct store *s, int64_t line, int64_t many, struct why *w)
{
	int64_t id = NUM_NULL, have = 0;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT sl.id, sl.quantity"
	    "  FROM shipment_line sl"
	    "  JOIN shipment s ON s.id = sl.shipment"
	    " WHERE sl.line = :line AND s.kind = 'normal'"
	    "   AND s.status <> 'cancel' AND s.cancel <> 'done'"
	    " ORDER BY s.labelled_at IS NOT NULL, s.seq, sl.id"
	    " LIMIT 1");
	query_num(&q, ":line", line);
	if (query_row(&q)) {
		id = query_int(&q, 0);
		have = query_int(&q, 1);
	}
	if ((st = query_end(&q, "fit quantities", w)) != SN_OK)
		return st;
	return id != NUM_NULL ? set(s, id, have + many, w) :
	    add_row(s, line, many, w);
}

enum status
store_line_fit(struct store *s, int64_t line, struct why *w)
{
	enum status st;
	int64_t many;

	if ((st = missing(&many, s, line, w)) != SN_OK || many == 0)
		return st;
	return many > 0 ? add_more(s, line, many, w) :
	    take_away(s, line, -many, false, w);
}

enum status
store_line_open(int64_t *out, struct store *s, int64_t line, struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, s,
	    "SELECT coalesce(sum(sl.quantity), 0)"
	    "  FROM shipment_line sl"
	    "  JOIN shipment s ON s.id = sl.shipment"
	    " WHERE sl.line = :line AND s.kind = 'normal'"
	    "   AND s.status <> 'cancel' AND s.labelled_at IS NULL");
	query_num(&q, ":line", line);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "count quantities", w);
}

enum status
store_line_less(struct store *s, int64_t line, int64_t many, struct why *w)
{
	return take_away(s, line, many, true, w);
}
