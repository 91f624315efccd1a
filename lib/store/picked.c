#include "store/picked.h"

enum status
picked_put(struct store *s, const int64_t *id, size_t n, struct why *w)
{
	enum status st;
	struct query q;
	size_t i;

	if ((st = query_run(s,
	    "CREATE TEMP TABLE IF NOT EXISTS picked ("
	    " seq INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE);"
	    "DELETE FROM picked", "pick shipments", w)) != SN_OK)
		return st;
	query_open(&q, s, "INSERT OR IGNORE INTO picked (id) VALUES (:id)");
	for (i = 0; i < n; i++) {
		query_num(&q, ":id", id[i]);
		query_row(&q);
		query_again(&q);
	}
	if ((st = query_end(&q, "pick shipments", w)) != SN_OK)
		return st;
	/* else a statement over one of them may begin with all shipments */
	return query_run(s, "ANALYZE temp.picked", "pick shipments", w);
}
