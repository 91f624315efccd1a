/*
 * The foldings of text/fold.h in SQL.
 */

#include <string.h>

#include "store/function.h"
#include "text/fold.h"

typedef const char *fold_fn(const char *, struct arena *);

static void
folded(sqlite3_context *c, sqlite3_value *v, fold_fn *fold)
{
	const char *text = function_text(v);
	struct arena a = ARENA_INIT;

	if (text == NULL)
		sqlite3_result_null(c);
	else
		sqlite3_result_text(c, fold(text, &a), -1, SQLITE_TRANSIENT);
	arena_free(&a);
}

static void
fold(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n;
	folded(c, v[0], fold_text);
}

static void
digits(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n;
	folded(c, v[0], fold_digits);
}

/*
 * Whether a text has another in it.  instr() would do, but takes twice the
 * time over a million orders: it makes a copy of each text to put a NUL
 * behind it.
 */
static void
has(sqlite3_context *c, int n, sqlite3_value **v)
{
	const void *text = sqlite3_value_blob(v[0]);
	const void *part = sqlite3_value_blob(v[1]);

	(void)n;
	sqlite3_result_int(c, text != NULL && part != NULL &&
	    memmem(text, (size_t)sqlite3_value_bytes(v[0]), part,
	    (size_t)sqlite3_value_bytes(v[1])) != NULL);
}

const struct function functions_fold[] = {
	{ "sn_fold", 1, fold },
	{ "sn_digits", 1, digits },
	{ "sn_has", 2, has },
	{ NULL, 0, NULL }
};
