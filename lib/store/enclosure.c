#include "base/i18n.h"
#include "data/digest.h"
#include "store/enclosure.h"
#include "store/query.h"

enum status
enclosure_put(const char **sha256, struct store *s, const void *bytes,
    size_t len, struct arena *a, struct why *w)
{
	struct digest d;
	struct query q;

	digest_bytes(&d, bytes, len);
	*sha256 = arena_strdup(a, d.text);
	query_open(&q, s,
	    "INSERT OR IGNORE INTO enclosure (sha256, bytes)"
	    " VALUES (:sha256, :bytes)");
	query_text(&q, ":sha256", d.text);
	query_blob(&q, ":bytes", bytes, len);
	return query_do(&q, "keep file", w);
}

enum status
enclosure_get(const char **bytes, size_t *len, struct store *s,
    const char *sha256, struct arena *a, struct why *w)
{
	const void *p;
	enum status st;
	struct query q;

	*bytes = NULL;
	*len = 0;
	query_open(&q, s,
	    "SELECT bytes FROM enclosure WHERE sha256 = :sha256");
	query_text(&q, ":sha256", sha256);
	if (query_row(&q)) {
		p = sqlite3_column_blob(q.stmt, 0);
		*len = (size_t)sqlite3_column_bytes(q.stmt, 0);
		*bytes = arena_strndup(a, p != NULL ? p : "", *len);
	}
	if ((st = query_end(&q, "read file", w)) != SN_OK || *bytes != NULL)
		return st;
	return fail(w, SN_NOTFOUND, _("a file that goes with it is gone "
	    "(%.12s)"), sha256);
}
