#include "base/clock.h"
#include "store/finding.h"
#include "store/query.h"
#include "store/tree.h"

/*
 * The id of the finding that f repeats, NUM_NULL when there is none, and
 * whether nothing is to be written for it.
 */
static enum status
find(int64_t *id, bool *same, struct store *s, const struct finding *f,
    struct why *w)
{
	struct query q;

	*id = NUM_NULL;
	*same = false;
	query_open(&q, s,
	    "SELECT id, saw IS NOT DISTINCT FROM :saw"
	    "       AND expected IS NOT DISTINCT FROM :expected"
	    "       AND (severity = :severity OR state = 'acked')"
	    "  FROM finding"
	    " WHERE orders = :orders AND code = :code"
	    "   AND shipment IS NOT DISTINCT FROM :shipment"
	    "   AND field IS NOT DISTINCT FROM :field"
	    "   AND state <> 'closed'");
	query_num(&q, ":orders", f->orders);
	query_num(&q, ":shipment", f->shipment);
	query_text(&q, ":code", f->code);
	query_text(&q, ":severity", f->severity);
	query_text(&q, ":field", f->field);
	query_text(&q, ":saw", f->saw);
	query_text(&q, ":expected", f->expected);
	if (query_row(&q)) {
		*id = query_int(&q, 0);
		*same = query_int(&q, 1) == 1;
	}
	return query_end(&q, "find finding", w);
}

static enum status
update(struct store *s, int64_t id, const struct finding *f, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE finding"
	    "   SET state = 'open', ack_by = NULL, ack_why = NULL, saw = :saw,"
	    "       expected = :expected, severity = :severity,"
	    "       source = :source"
	    " WHERE id = :id");
	query_num(&q, ":id", id);
	query_text(&q, ":saw", f->saw);
	query_text(&q, ":expected", f->expected);
	query_text(&q, ":severity", f->severity);
	query_text(&q, ":source", f->source);
	return query_do(&q, "update finding", w);
}

enum status
finding_open(struct store *s, struct finding *f, struct why *w)
{
	struct stamp now;
	enum status st;
	int64_t id;
	bool same;

	if ((f->orders == NUM_NULL &&
	    (st = store_order_of(&f->orders, s, f->shipment, w)) != SN_OK) ||
	    (st = find(&id, &same, s, f, w)) != SN_OK || same)
		return st;
	if (id != NUM_NULL)
		return update(s, id, f, w);
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	f->id = NUM_NULL;
	f->state = "open";
	f->opened_at = now.text;
	st = store_insert(s, &table_finding, f, w);
	f->opened_at = NULL;
	return st;
}

enum status
finding_close(struct store *s, int64_t order, const char *code,
    const char *field, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE orders = :orders AND code = :code AND state = 'open'"
	    "   AND (:field IS NULL OR field = :field)");
	query_text(&q, ":now", now.text);
	query_num(&q, ":orders", order);
	query_text(&q, ":code", code);
	query_text(&q, ":field", field);
	return query_do(&q, "close finding", w);
}

enum status
finding_settle(struct store *s, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE finding"
	    "   SET state = 'closed', closed_at = :now"
	    " WHERE state = 'open'"
	    "   AND code IN ('mall-cancelled', 'mall-shipped')"
	    "   AND NOT EXISTS (SELECT 1 FROM destination d"
	    "         JOIN shipment p ON p.destination = d.id"
	    "        WHERE d.orders = finding.orders"
	    "          AND p.status <> 'cancel'"
	    "          AND (finding.code = 'mall-cancelled'"
	    "           OR p.status NOT IN ('done', 'follow')))");
	query_text(&q, ":now", now.text);
	return query_do(&q, "close findings", w);
}
