#include "store/todo.h"

enum status
todo_begin(struct store *s, struct why *w)
{
	return query_run(s,
	    "CREATE TEMP TABLE IF NOT EXISTS todo"
	    " (id INTEGER PRIMARY KEY, destination INTEGER NOT NULL,"
	    "  orders INTEGER NOT NULL) STRICT;"
	    "DELETE FROM todo", "select shipments", w);
}

enum status
todo_put(struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO todo (id, destination, orders)"
	    "SELECT s.id, s.destination, d.orders"
	    "  FROM shipment s JOIN destination d ON d.id = s.destination"
	    " WHERE s.id = :id"
	    "    ON CONFLICT DO NOTHING");
	query_num(&q, ":id", id);
	return query_do(&q, "select shipments", w);
}
