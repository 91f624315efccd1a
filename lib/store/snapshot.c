#include "store/query.h"
#include "store/snapshot.h"

enum status
snapshot_begin(bool *mine, struct store *s, struct why *w)
{
	enum status st;

	*mine = false;
	if (sqlite3_get_autocommit(s->db) == 0)
		return SN_OK;
	st = query_run(s, "BEGIN", "read", w);
	*mine = st == SN_OK;
	return st;
}

void
snapshot_end(struct store *s, bool mine)
{
	if (mine)
		store_rollback(s);	/* nothing was written */
}
