#include <inttypes.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/note.h"
#include "store/picked.h"

/* The orders of what was picked, in its order. */
#define OF_ORDERS							\
	"SELECT d.orders, min(p.seq) AS seq"				\
	"  FROM picked p"						\
	"  JOIN shipment s ON s.id = p.id"				\
	"  JOIN destination d ON d.id = s.destination"			\
	" GROUP BY d.orders"

/* Read the notes that q yields: id, at, who, text and, or NULL, the order. */
static enum status
read_notes(struct note **out, size_t *n, struct query *q, struct arena *a,
    struct why *w)
{
	struct note *to;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	while (query_row(q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		to = &(*out)[(*n)++];
		to->id = query_int(q, 0);
		to->at = query_col(q, 1, a);
		to->who = query_col(q, 2, a);
		to->text = query_col(q, 3, a);
		to->order = query_col(q, 4, a);
	}
	return query_end(q, "list notes", w);
}

enum status
note_list(struct note **out, size_t *n, struct store *s, int64_t order,
    struct arena *a, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT id, at, who, text, NULL FROM note WHERE orders = :order"
	    " ORDER BY id");
	query_num(&q, ":order", order);
	return read_notes(out, n, &q, a, w);
}

enum status
note_list_of(struct note **out, size_t *n, struct store *s,
    const int64_t *id, size_t nid, struct arena *a, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = picked_put(s, id, nid, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT n.id, n.at, n.who, n.text, o.shop || ':' || o.number"
	    "  FROM (" OF_ORDERS ") x"
	    "  JOIN orders o ON o.id = x.orders"
	    "  JOIN note n ON n.orders = o.id"
	    " ORDER BY x.seq, n.id");
	return read_notes(out, n, &q, a, w);
}

enum status
note_add(int64_t *added, struct store *s, const int64_t *id, size_t n,
    const char *text, const char *who, struct why *w)
{
	struct stamp now;
	int64_t first;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = picked_put(s, id, n, w)) != SN_OK ||
	    (st = query_one(added, s, "SELECT count(*) FROM ("
	    OF_ORDERS ")", 0, w)) != SN_OK ||
	    (st = store_ids(&first, s, "note", *added, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO note (id, orders, at, who, text)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY x.seq),"
	    "       x.orders, :now, :who, :text"
	    "  FROM (" OF_ORDERS ") x");
	query_num(&q, ":first", first);
	query_text(&q, ":now", now.text);
	query_text(&q, ":who", who);
	query_text(&q, ":text", text);
	return query_do(&q, "write notes", w);
}

enum status
note_remove(struct store *s, int64_t id, struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, s, "DELETE FROM note WHERE id = :id");
	query_num(&q, ":id", id);
	if ((st = query_do(&q, "remove note", w)) != SN_OK)
		return st;
	return sqlite3_changes(s->db) > 0 ? SN_OK :
	    fail(w, SN_NOTFOUND, _("%" PRId64 ": no such note"), id);
}

enum status
theirs_list(struct differing **out, size_t *n, struct store *s,
    int64_t order, struct arena *a, struct why *w)
{
	struct differing d;
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "WITH here (place, tbl, id) AS ("
	    "       SELECT 1, 'orders', :order"
	    " UNION ALL "
	    "SELECT 2, 'destination', id FROM destination"
	    " WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 3, 'shipment', s.id FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE d.orders = :order"
	    " UNION ALL "
	    "SELECT 4, 'line', id FROM line WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 5, 'charge', id FROM charge WHERE orders = :order"
	    " UNION ALL "
	    "SELECT 6, 'payment', id FROM payment WHERE orders = :order)"
	    "SELECT t.tbl, t.id, t.col, t.value"
	    "  FROM here h"
	    "  JOIN theirs t ON t.tbl = h.tbl AND t.id = h.id"
	    " ORDER BY h.place, t.id, t.key");
	query_num(&q, ":order", order);
	while (query_row(&q)) {
		d.table = table_find(query_col(&q, 0, a));
		d.id = query_int(&q, 1);
		d.column = d.table == NULL ? NULL : column_find(d.table,
		    query_col(&q, 2, a));
		d.theirs = query_col(&q, 3, a);
		if (d.column == NULL)
			continue;	/* of a version that had it */
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = d;
	}
	return query_end(&q, "list theirs", w);
}
