#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "format/difference.h"

struct telling {
	difference_fn	*fn;
	void		*arg;
	struct arena	*arena;
};

static void	compare(const struct telling *t, const char *where,
		    json_t *old, json_t *now);

static const char *
text_of(json_t *v, struct arena *a)
{
	const char *copy;
	char *text;

	if (v == NULL)
		return NULL;
	text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
	copy = arena_strdup(a, text);
	free(text);
	return copy;
}

static const char *
path(const struct telling *t, const char *where, const char *key)
{
	return *where == '\0' ? arena_strdup(t->arena, key) :
	    arena_printf(t->arena, "%s.%s", where, key);
}

static void
compare_objects(const struct telling *t, const char *where, json_t *old,
    json_t *now)
{
	const char *key;
	json_t *v;

	json_object_foreach(old, key, v)
		compare(t, path(t, where, key), v, json_object_get(now, key));
	json_object_foreach(now, key, v)
		if (json_object_get(old, key) == NULL)
			compare(t, path(t, where, key), NULL, v);
}

static const char *
header_of(json_t *o)
{
	return json_string_value(json_object_get(o, "header"));
}

/* How many columns of list before i have its header. */
static size_t
nth(json_t *list, size_t i)
{
	const char *header = header_of(json_array_get(list, i));
	size_t k, n = 0;

	for (k = 0; k < i; k++)
		n += strcmp(header_of(json_array_get(list, k)), header) == 0;
	return n;
}

/* The one of list that is to it what the i-th is to from, or NULL. */
static json_t *
partner(json_t *list, json_t *from, size_t i)
{
	const char *header = header_of(json_array_get(from, i));
	size_t k, n = nth(from, i);

	for (k = 0; k < json_array_size(list); k++)
		if (strcmp(header_of(json_array_get(list, k)), header) == 0 &&
		    n-- == 0)
			return json_array_get(list, k);
	return NULL;
}

static bool
has_headers(json_t *list)
{
	json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
		if (header_of(v) == NULL)
			return false;
	return json_array_size(list) > 0;
}

static void
compare_columns(const struct telling *t, const char *where, json_t *old,
    json_t *now)
{
	const char *place;
	json_t *v;
	size_t i;

	json_array_foreach(old, i, v) {
		place = arena_printf(t->arena, "%s[%s]", where, header_of(v));
		compare(t, place, v, partner(now, old, i));
	}
	json_array_foreach(now, i, v)
		if (partner(old, now, i) == NULL)
			compare(t, arena_printf(t->arena, "%s[%s]", where,
			    header_of(v)), NULL, v);
}

static void
compare_arrays(const struct telling *t, const char *where, json_t *old,
    json_t *now)
{
	size_t i, n = json_array_size(old), m = json_array_size(now);

	for (i = 0; i < n || i < m; i++)
		compare(t, arena_printf(t->arena, "%s[%zu]", where, i),
		    json_array_get(old, i), json_array_get(now, i));
}

static void
compare(const struct telling *t, const char *where, json_t *old,
    json_t *now)
{
	if (old != NULL && now != NULL && json_equal(old, now))
		return;
	if (json_is_object(old) && json_is_object(now))
		compare_objects(t, where, old, now);
	else if (has_headers(old) && has_headers(now))
		compare_columns(t, where, old, now);
	else if (json_is_array(old) && json_is_array(now))
		compare_arrays(t, where, old, now);
	else
		t->fn(where, text_of(old, t->arena), text_of(now, t->arena),
		    t->arg);
}

void
difference_tell(json_t *old, json_t *now, difference_fn *fn, void *arg,
    struct arena *a)
{
	const struct telling t = { fn, arg, a };

	compare(&t, "", old, now);
}
