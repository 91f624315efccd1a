#include "store/picked.h"
#include "store/todo.h"

enum status
todo_begin(struct store *s, struct why *w)
{
	return query_run(s,
	    "DROP TABLE IF EXISTS temp.todo;"	/* of another shape, maybe */
	    "CREATE TEMP TABLE todo"
	    " (id INTEGER PRIMARY KEY, destination INTEGER NOT NULL,"
	    "  orders INTEGER NOT NULL) STRICT", "select shipments", w);
}

enum status
todo_put(struct store *s, const int64_t *id, size_t n, struct why *w)
{
	enum status st;

	if ((st = picked_put(s, id, n, w)) != SN_OK)
		return st;
	return query_run(s,
	    "INSERT INTO todo (id, destination, orders)"
	    "SELECT s.id, s.destination, d.orders"
	    "  FROM picked p JOIN shipment s ON s.id = p.id"
	    "  JOIN destination d ON d.id = s.destination"
	    " WHERE true"
	    "    ON CONFLICT DO NOTHING", "select shipments", w);
}
