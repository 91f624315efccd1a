#include <inttypes.h>
#include <stdio.h>

#include "store/property.h"
#include "store/query.h"

enum status
property_get(const char **out, struct store *s, const char *name,
    struct arena *a, struct why *w)
{
	struct query q;

	*out = NULL;
	query_open(&q, s, "SELECT value FROM property WHERE name = :name");
	query_text(&q, ":name", name);
	if (query_row(&q))
		*out = query_col(&q, 0, a);
	return query_end(&q, "read property", w);
}

enum status
property_set(struct store *s, const char *name, const char *value,
    struct why *w)
{
	struct query q;

	if (value == NULL) {
		query_open(&q, s, "DELETE FROM property WHERE name = :name");
		query_text(&q, ":name", name);
		return query_do(&q, "forget property", w);
	}
	query_open(&q, s,
	    "INSERT INTO property (name, value) VALUES (:name, :value)"
	    "    ON CONFLICT (name) DO UPDATE SET value = excluded.value");
	query_text(&q, ":name", name);
	query_text(&q, ":value", value);
	return query_do(&q, "write property", w);
}

enum status
property_num(int64_t *out, struct store *s, const char *name,
    int64_t fallback, struct why *w)
{
	struct query q;

	*out = fallback;
	query_open(&q, s,
	    "SELECT CAST(value AS INTEGER) FROM property WHERE name = :name");
	query_text(&q, ":name", name);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "read property", w);
}

enum status
property_set_num(struct store *s, const char *name, int64_t v,
    struct why *w)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, v);
	return property_set(s, name, text, w);
}
