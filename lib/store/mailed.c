/*
 * What went to whom by mail, for people.
 */

#include "store/mailed.h"
#include "store/picked.h"

/* A bounce that names the mail: then what the server said was too early. */
#define BOUNCE								\
	"FROM letter l WHERE l.reply_to_id = e.message_id"		\
	"   AND l.kind = 'bounce' AND e.state = 'done'"
#define STATE								\
	"CASE WHEN EXISTS (SELECT 1 " BOUNCE ") THEN 'bounced' ELSE e.state END"
#define MAILS								\
	"SELECT e.id, e.key, o.shop || ':' || o.number, e.orders,"	\
	"       e.shipment, " STATE ", CASE WHEN :whole THEN e.payload END,"	\
	"       coalesce((SELECT l.cause " BOUNCE		\
	"           ORDER BY l.id LIMIT 1), e.error, e.result),"	\
	"       e.attempts, e.made_at,"					\
	"       e.next_at, e.done_at, e.title, e.target"		\
	"  FROM outbox e LEFT JOIN orders o ON o.id = e.orders"		\
	" WHERE e.kind = 'mail'"
#define AND_REST							\
	"   AND (:to IS NULL OR e.target = :to)"			\
	"   AND (:state IS NULL OR " STATE " = :state)"			\
	"   AND (:since IS NULL OR coalesce(e.done_at, e.made_at) >= :since)" \
	" ORDER BY e.id"

/* The statement whose index has the least to pass over. */
static void
open_query(struct query *q, struct store *s, const struct mailed_wish *wish)
{
	if (wish->order != NUM_NULL) {
		query_open(q, s, MAILS "   AND e.orders = :order" AND_REST);
		query_num(q, ":order", wish->order);
	} else if (wish->shipment != NULL)
		query_open(q, s, MAILS
		    "   AND e.orders IN (SELECT d.orders FROM picked p"
		    "       JOIN shipment s ON s.id = p.id"
		    "       JOIN destination d ON d.id = s.destination)"
		    AND_REST);
	else if (wish->to != NULL)
		query_open(q, s, MAILS "   AND e.target = :to" AND_REST);
	else
		query_open(q, s, MAILS AND_REST);
	query_text(q, ":to", wish->to);
	query_text(q, ":since", wish->since);
	query_text(q, ":state", wish->state);
	query_num(q, ":whole", wish->whole);
}

enum status
mailed_each(struct store *s, const struct mailed_wish *wish, mailed_fn *fn,
    void *arg, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct mailed m;
	struct query q;

	if (wish->shipment != NULL &&
	    (st = picked_put(s, wish->shipment, wish->n, w)) != SN_OK)
		return st;
	open_query(&q, s, wish);
	while (st == SN_OK && query_row(&q)) {
		arena_reset(&a);
		m = (struct mailed){
			.id = query_int(&q, 0), .key = query_col(&q, 1, &a),
			.order = query_col(&q, 2, &a),
			.orders = query_int(&q, 3),
			.shipment = query_int(&q, 4),
			.state = query_col(&q, 5, &a),
			.payload = query_col(&q, 6, &a),
			.said = query_col(&q, 7, &a),
			.attempts = query_int(&q, 8),
			.made_at = query_col(&q, 9, &a),
			.next_at = query_col(&q, 10, &a),
			.done_at = query_col(&q, 11, &a),
			.title = query_col(&q, 12, &a),
			.target = query_col(&q, 13, &a),
		};
		st = fn(&m, arg, w);
	}
	end = query_end(&q, "read mails", w);
	arena_free(&a);
	return st != SN_OK ? st : end;
}
