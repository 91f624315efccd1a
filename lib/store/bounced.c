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
