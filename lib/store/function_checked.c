/*
 * Whether a mark of a check is fresh, in SQL.
 */

#include "store/checked.h"
#include "store/function.h"

/*
 * sn_fresh(0, shipment, seq): whether nothing of its order changed since the
 * log had come to seq.  The 0 keeps, for one run of a statement, that the log
 * was read.
 */
static void
fresh(sqlite3_context *c, int n, sqlite3_value **v)
{
	static char looked;
	struct store *s = sqlite3_user_data(c);
	struct why w;

	(void)n;
	if (sqlite3_get_auxdata(c, 0) == NULL) {
		if (checked_look(s, &w) != SN_OK) {
			sqlite3_result_error(c, w.text, -1);
			return;
		}
		sqlite3_set_auxdata(c, 0, &looked, NULL);
	}
	sqlite3_result_int(c, checked_fresh(s, sqlite3_value_int64(v[1]),
	    sqlite3_value_int64(v[2])));
}

const struct function functions_checked[] = {
	{ "sn_fresh", 3, fresh },
	{ NULL, 0, NULL }
};
