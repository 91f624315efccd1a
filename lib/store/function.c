#include "store/function.h"

static const struct function *const all[] = {
	functions_address, functions_bundle, functions_buyer,
	functions_calendar, functions_checked, functions_collect,
	functions_fold, functions_label, functions_leave, functions_mail
};

enum status
functions_on(struct store *s, struct why *w)
{
	static const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
	const struct function *f;
	size_t i;

	if (s->functions)
		return SN_OK;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (f = all[i]; f->name != NULL; f++)
			if (sqlite3_create_function(s->db, f->name, f->nargs,
			    flags, s, f->call, NULL, NULL) != SQLITE_OK)
				return fail(w, SN_IO, "%s",
				    sqlite3_errmsg(s->db));
	s->functions = true;
	return SN_OK;
}

const char *
function_text(sqlite3_value *v)
{
	return (const char *)sqlite3_value_text(v);
}
