/*
 * Mail addresses in SQL.
 */

#include "order/mailbox.h"
#include "store/function.h"

/* sn_mail_fault(address): why no mail can go there, NULL when it can. */
static void
fault(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *text = function_text(v[0]), *why;

	(void)n;
	why = text != NULL ? mailbox_fault(text) : NULL;
	if (why != NULL)
		sqlite3_result_text(c, why, -1, SQLITE_TRANSIENT);
}

/* sn_mail_mend(address): what was meant, NULL when nobody can tell. */
static void
mend(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *text = function_text(v[0]), *meant;
	struct arena a = ARENA_INIT;

	(void)n;
	meant = text != NULL ? mailbox_mend(text, &a) : NULL;
	if (meant != NULL)
		sqlite3_result_text(c, meant, -1, SQLITE_TRANSIENT);
	arena_free(&a);
}

const struct function functions_mail[] = {
	{ "sn_mail_fault", 1, fault },
	{ "sn_mail_mend", 1, mend },
	{ NULL, 0, NULL }
};
