/*
 * The rank that sn.conf gives a buyer, in SQL.
 */

#include "conf/conf.h"
#include "store/function.h"

static void
rank(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct store *s = sqlite3_user_data(c);
	const char *name = s->conf == NULL ? NULL :
	    conf_rank(s->conf, sqlite3_value_int64(v[0]));

	(void)n;
	if (name == NULL)
		sqlite3_result_null(c);
	else
		sqlite3_result_text(c, name, -1, SQLITE_STATIC);
}

const struct function functions_buyer[] = {
	{ "sn_rank", 1, rank },
	{ NULL, 0, NULL }
};
