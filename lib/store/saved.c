#include <string.h>

#include "base/i18n.h"
#include "store/query.h"
#include "store/saved.h"
#include "store/select.h"

enum status
saved_list(struct conf_query **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	query_open(&q, s, "SELECT name, query FROM saved_query ORDER BY name");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n].name = query_col(&q, 0, a);
		(*out)[(*n)++].query = query_col(&q, 1, a);
	}
	return query_end(&q, "list queries", w);
}

/* Put it there first: what it means is asked of the store as it will be. */
enum status
saved_put(struct store *s, const struct conf *c, const char *name,
    const char *query, struct why *w)
{
	struct arena a = ARENA_INIT;
	const struct expr *e;
	enum status st;
	struct query q;
	int64_t id;

	if (!conf_is_name(name))
		return fail(w, SN_USAGE, _("%s: a name has no blanks and no "
		    "marks, and at most %d bytes"), name, CONF_NAME_MAX);
	if (conf_query(c, name) != NULL)
		return fail(w, SN_USAGE, _("%s: is a query of sn.conf; change "
		    "it there"), name);
	if ((st = store_id(&id, s, "saved_query", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO saved_query (id, name, query)"
	    "VALUES (:id, :name, :query)"
	    "    ON CONFLICT (name) DO UPDATE SET query = :query");
	query_num(&q, ":id", id);
	query_text(&q, ":name", name);
	query_text(&q, ":query", query);
	if ((st = query_do(&q, "save query", w)) == SN_OK &&
	    (st = select_parse(&e, s, c, query, true, &a, w)) == SN_OK)
		st = select_parse(&e, s, c, arena_printf(&a, "@%s", name),
		    true, &a, w);
	arena_free(&a);
	return st;
}

/* Refuse when a query speaks of @name and means nothing without it. */
static enum status
check_user(struct store *s, const struct conf *c, const char *name,
    const struct conf_query *user, struct arena *a, struct why *w)
{
	const struct expr *e;
	struct why none;

	if (strstr(user->query, arena_printf(a, "@%s", name)) == NULL ||
	    select_parse(&e, s, c, user->query, true, a, &none) == SN_OK)
		return SN_OK;
	return fail(w, SN_CONFLICT, _("%s: the query @%s uses it"), name,
	    user->name);
}

enum status
saved_drop(struct store *s, const struct conf *c, const char *name,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	struct conf_query *left;
	enum status st;
	struct query q;
	size_t i, n;

	query_open(&q, s, "DELETE FROM saved_query WHERE name = :name");
	query_text(&q, ":name", name);
	if ((st = query_do(&q, "forget query", w)) != SN_OK)
		return st;
	if (sqlite3_changes(s->db) == 0)
		return conf_query(c, name) != NULL ?
		    fail(w, SN_USAGE, _("%s: is a query of sn.conf; change "
		    "it there"), name) :
		    fail(w, SN_USAGE, _("%s: no saved query of that name"),
		    name);
	st = saved_list(&left, &n, s, &a, w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = check_user(s, c, name, &left[i], &a, w);
	for (i = 0; i < c->nquery && st == SN_OK; i++)
		st = check_user(s, c, name, &c->query[i], &a, w);
	arena_free(&a);
	return st;
}
