/*
 * Which shipments could go together, in SQL.
 */

#include <inttypes.h>

#include "store/function.h"
#include "store/mate.h"

/*
 * sn_mates(): the ids of those that sn.conf's section bundle would have go
 * together with some of todo, as JSON: [[12,13],[20,24,31]].
 */
static void
mates(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct store *s = sqlite3_user_data(c);
	struct arena a = ARENA_INIT;
	struct str text = STR_INIT;
	struct why w = { "" };
	struct mate *m = NULL;
	size_t nm = 0, i, k;

	(void)n;
	(void)v;
	if (s->conf != NULL && mates_near(&m, &nm, s, s->conf, &a, &w) !=
	    SN_OK) {
		sqlite3_result_error(c, w.text, -1);
		goto out;
	}
	str_putc(&text, '[');
	for (i = 0; i < nm; i += m[i].of)
		for (k = 0; k < m[i].of; k++)
			str_addf(&text, "%s%" PRId64 "%s", k > 0 ? "," :
			    i > 0 ? ",[" : "[", m[i + k].id,
			    k + 1 == m[i].of ? "]" : "");
	str_putc(&text, ']');
	sqlite3_result_text(c, str_text(&text), (int)text.len,
	    SQLITE_TRANSIENT);
out:
	str_free(&text);
	arena_free(&a);
}

const struct function functions_bundle[] = {
	{ "sn_mates", 0, mates },
	{ NULL, 0, NULL }
};
