#include "base/clock.h"
#include "store/bounced.h"
#include "store/query.h"

enum status
bounced_why(const char **out, struct store *s, const char *mail,
    struct arena *a, struct why *w)
{
	struct query q;

	*out = NULL;
	query_open(&q, s,
	    "SELECT coalesce(cause, at) FROM bounced"
	    " WHERE mail = :mail AND hard = 1");
	query_text(&q, ":mail", mail);
	if (query_row(&q))
		*out = query_col(&q, 0, a);
	return query_end(&q, "read bounces", w);
}

enum status
bounced_put(struct store *s, const char *mail, bool hard, const char *cause,
    struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;
	int64_t id;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = store_id(&id, s, "bounced", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO bounced (id, mail, hard, times, cause, at)"
	    "VALUES (:id, :mail, :hard, 1, :cause, :now)"
	    "    ON CONFLICT (mail) DO UPDATE"
	    "   SET hard = max(bounced.hard, excluded.hard),"
	    "       times = bounced.times + 1, at = excluded.at,"
	    "       cause = CASE WHEN bounced.hard > excluded.hard"
	    "           THEN bounced.cause ELSE excluded.cause END");
	query_num(&q, ":id", id);
	query_text(&q, ":mail", mail);
	query_num(&q, ":hard", hard);
	query_text(&q, ":cause", cause);
	query_text(&q, ":now", now.text);
	return query_do(&q, "note bounce", w);
}

enum status
bounced_drop(struct store *s, const char *mail, struct why *w)
{
	struct query q;

	query_open(&q, s, "DELETE FROM bounced WHERE mail = :mail");
	query_text(&q, ":mail", mail);
	return query_do(&q, "forget bounce", w);
}
