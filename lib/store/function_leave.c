/*
 * Whether a shipment may leave, as order/mayship.h judges it, in SQL.
 */

#include <string.h>

#include "base/str.h"
#include "order/mayship.h"
#include "store/function.h"

/* The next word of text, up to a blank or its end. */
static const char *
word(char **text)
{
	char *start = *text;
	size_t n = strcspn(start, " ");

	*text += n;
	if (start[n] != '\0')
		*(*text)++ = '\0';
	return start;
}

/* "bank before none card auth asked" */
static void
read_payments(struct mayship_facts *f, char *text, struct arena *a)
{
	struct mayship_payment *p = NULL;
	size_t cap = 0;

	while (*text != '\0') {
		p = arena_grow(a, p, f->n, &cap, sizeof(*p));
		p[f->n].method = word(&text);
		p[f->n].timing = word(&text);
		p[f->n++].state = word(&text);
	}
	f->payment = p;
}

/*
 * sn_may_ship(cancel, kind, mall state, payments): what is against it, in
 * slugs, as "mall=held bank=none"; NULL when it may.  Payments are method,
 * timing and state of each, all separated by blanks.
 */
static void
may_ship(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct mayship_facts f = { function_text(v[0]), function_text(v[1]),
	    function_text(v[2]), NULL, 0 };
	struct mayship_reason reason[MAYSHIP_MAX];
	const char *payments = function_text(v[3]);
	struct arena a = ARENA_INIT;
	struct str s = STR_INIT;
	size_t i, count;

	(void)n;
	if (payments != NULL)
		read_payments(&f, arena_strdup(&a, payments), &a);
	count = mayship_reasons(reason, &f);
	for (i = 0; i < count; i++)
		str_addf(&s, "%s%s=%s", i > 0 ? " " : "",
		    reason[i].cause == MAYSHIP_CANCEL ? "cancel" :
		    reason[i].cause == MAYSHIP_MALL ? "mall" :
		    reason[i].method, reason[i].state);
	if (count > 0)
		sqlite3_result_text(c, str_text(&s), -1, SQLITE_TRANSIENT);
	else
		sqlite3_result_null(c);
	str_free(&s);
	arena_free(&a);
}

const struct function functions_leave[] = {
	{ "sn_may_ship", 4, may_ship },
	{ NULL, 0, NULL }
};
