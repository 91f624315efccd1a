/*
 * Letters as people look at them and turn them: lists, threads, states.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/letter.h"
#include "store/picked.h"

#define COLUMNS								\
	"SELECT l.id, l.inbox, l.uid, l.message_id, l.reply_to_id, l.kind," \
	"       l.by_name, l.by_mail, l.to_mail, l.subject, l.files,"	\
	"       l.cause, l.at, l.came_at, l.shop, l.orders, l.matched,"	\
	"       l.thread, l.state, l.who, l.state_at, l.sha256,"	\
	"       o.shop || ':' || o.number,"				\
	"       (SELECT group_concat(DISTINCT s.status)"		\
	"          FROM destination d"					\
	"          JOIN shipment s ON s.destination = d.id"		\
	"         WHERE d.orders = o.id)"
#define TABLES								\
	"  FROM letter l"						\
	"  LEFT JOIN orders o ON o.id = l.orders"
enum { BODY = 24 };		/* the column behind those */

static void
read_letter(struct letter *l, struct query *q, struct arena *a)
{
	*l = (struct letter){
		.id = query_int(q, 0), .inbox = query_col(q, 1, a),
		.uid = query_col(q, 2, a), .message_id = query_col(q, 3, a),
		.reply_to_id = query_col(q, 4, a),
		.kind = query_col(q, 5, a), .by_name = query_col(q, 6, a),
		.by_mail = query_col(q, 7, a), .to_mail = query_col(q, 8, a),
		.subject = query_col(q, 9, a), .files = query_int(q, 10),
		.cause = query_col(q, 11, a), .at = query_col(q, 12, a),
		.came_at = query_col(q, 13, a), .shop = query_col(q, 14, a),
		.orders = query_int(q, 15), .matched = query_col(q, 16, a),
		.thread = query_int(q, 17), .state = query_col(q, 18, a),
		.who = query_col(q, 19, a), .state_at = query_col(q, 20, a),
		.sha256 = query_col(q, 21, a), .order = query_col(q, 22, a),
		.statuses = query_col(q, 23, a),
	};
}

static enum status
no_such(int64_t id, struct why *w)
{
	return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such letter"), id);
}

enum status
letter_get(struct letter *out, struct store *s, int64_t id, struct arena *a,
    struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, COLUMNS ", l.body" TABLES " WHERE l.id = :id");
	query_num(&q, ":id", id);
	if ((found = query_row(&q))) {
		read_letter(out, &q, a);
		out->body = query_col(&q, BODY, a);
	}
	if ((st = query_end(&q, "read letter", w)) != SN_OK || found)
		return st;
	return no_such(id, w);
}

#define FILTER								\
	" AND (:states IS NULL"						\
	"      OR instr(:states, ' ' || l.state || ' ') > 0)"		\
	" AND (:inbox IS NULL OR l.inbox = :inbox)"			\
	" AND (:shop IS NULL OR l.shop = :shop)"			\
	" AND l.id > :above"
#define OPEN_FIRST							\
	" ORDER BY l.state <> 'open', l.state <> 'waiting', l.id"

/*
 * Lists of one order or thread find their letters by its index, and those of
 * what is to be done by that of states.
 */
static void
open_list(struct query *q, struct store *s, const struct letter_filter *f)
{
	if (f->shipment != NULL)
		query_open(q, s, COLUMNS TABLES
		    " WHERE l.orders IN (SELECT d.orders FROM picked p"
		    "         JOIN shipment s ON s.id = p.id"
		    "         JOIN destination d ON d.id = s.destination)"
		    FILTER OPEN_FIRST);
	else if (f->orders != 0)
		query_open(q, s, COLUMNS TABLES
		    " WHERE l.orders = :orders" FILTER " ORDER BY l.id");
	else if (f->thread != 0)
		query_open(q, s, COLUMNS TABLES
		    " WHERE l.thread = :thread" FILTER " ORDER BY l.id");
	else if (f->states != NULL && strstr(f->states, " closed ") == NULL)
		query_open(q, s, COLUMNS TABLES
		    " WHERE l.state <> 'closed'" FILTER OPEN_FIRST);
	else
		query_open(q, s, COLUMNS TABLES " WHERE true" FILTER OPEN_FIRST);
	if (f->shipment == NULL && f->orders != 0)
		query_num(q, ":orders", f->orders);
	else if (f->shipment == NULL && f->thread != 0)
		query_num(q, ":thread", f->thread);
	query_text(q, ":states", f->states);
	query_text(q, ":inbox", f->inbox);
	query_text(q, ":shop", f->shop);
	query_num(q, ":above", f->above);
}

enum status
letter_each(struct store *s, const struct letter_filter *f, letter_fn *fn,
    void *arg, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK, end;
	struct letter l;
	struct query q;

	if (f->shipment != NULL &&
	    (st = picked_put(s, f->shipment, f->nshipment, w)) != SN_OK)
		return st;
	open_list(&q, s, f);
	while (st == SN_OK && query_row(&q)) {
		read_letter(&l, &q, &a);
		st = fn(&l, arg, w);
		arena_reset(&a);
	}
	end = query_end(&q, "list letters", st == SN_OK ? w :
	    &(struct why){ "" });
	arena_free(&a);
	return st != SN_OK ? st : end;
}

/* The thread of a letter, and its kind in a. */
static enum status
thread_of(int64_t *out, const char **kind, struct store *s, int64_t id,
    struct arena *a, struct why *w)
{
	enum status st;
	struct query q;
	bool found;

	query_open(&q, s, "SELECT thread, kind FROM letter WHERE id = :id");
	query_num(&q, ":id", id);
	if ((found = query_row(&q))) {
		*out = query_int(&q, 0);
		*kind = query_col(&q, 1, a);
	}
	if ((st = query_end(&q, "find letter", w)) != SN_OK || found)
		return st;
	return no_such(id, w);
}

enum status
letter_assign(struct store *s, int64_t id, int64_t orders, struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t thread = 0;
	const char *kind;
	enum status st;
	struct query q;

	st = thread_of(&thread, &kind, s, id, &a, w);
	arena_free(&a);
	if (st != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE letter"
	    "   SET orders = :orders, matched = 'hand',"
	    "       shop = coalesce((SELECT shop FROM orders"
	    "           WHERE id = :orders), shop)"
	    " WHERE thread = :thread");
	query_num(&q, ":orders", orders);
	query_num(&q, ":thread", thread);
	return query_do(&q, "assign letter", w);
}

/*
 * Answered or closed is all of a thread that was not closed; opened again is
 * the letter that a person named.
 */
enum status
letter_turn(struct store *s, int64_t id, const char *state, const char *who,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	int64_t thread = 0;
	const char *kind = "";
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = thread_of(&thread, &kind, s, id, &a, w)) != SN_OK)
		goto out;
	query_open(&q, s,
	    "UPDATE letter SET state = :state, who = :who, state_at = :now"
	    " WHERE CASE :state"
	    "       WHEN 'open' THEN id = :id AND state <> 'open'"
	    "       WHEN 'closed' THEN thread = :thread AND state <> 'closed'"
	    "       ELSE thread = :thread AND (id = :id OR state = 'open')"
	    "       END");
	query_text(&q, ":state", state);
	query_text(&q, ":who", who);
	query_text(&q, ":now", now.text);
	query_num(&q, ":id", id);
	query_num(&q, ":thread", thread);
	if ((st = query_do(&q, "turn letter", w)) == SN_OK &&
	    sqlite3_changes(s->db) == 0)
		st = fail(w, SN_CONFLICT, strcmp(state, "open") == 0 ?
		    _("%" PRId64 ": is open already") :
		    _("%" PRId64 ": is closed already"), id);
out:
	arena_free(&a);
	return st;
}

enum status
letter_answers(struct letter_answer **out, size_t *n, struct store *s,
    int64_t thread, struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT b.id, b.made_at, b.title, b.state, b.payload"
	    "  FROM letter l"
	    "  JOIN outbox b ON b.key >= 'mail reply letter ' || l.id || ' #'"
	    "   AND b.key < 'mail reply letter ' || l.id || ' $'"
	    " WHERE l.thread = :thread"
	    " ORDER BY b.id");
	query_num(&q, ":thread", thread);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = (struct letter_answer){ query_int(&q, 0),
		    query_col(&q, 1, a), query_col(&q, 2, a),
		    query_col(&q, 3, a), query_col(&q, 4, a) };
	}
	return query_end(&q, "list answers", w);
}

enum status
letter_answer_key(const char **out, struct store *s, int64_t id,
    struct arena *a, struct why *w)
{
	int64_t answers = 0;
	struct query q;

	query_open(&q, s,
	    "SELECT count(*) FROM outbox"
	    " WHERE key >= 'mail reply letter ' || :id || ' #'"
	    "   AND key < 'mail reply letter ' || :id || ' $'");
	query_num(&q, ":id", id);
	if (query_row(&q))
		answers = query_int(&q, 0);
	*out = arena_printf(a, "mail reply letter %" PRId64 " #%" PRId64, id,
	    answers + 1);
	return query_end(&q, "count answers", w);
}
