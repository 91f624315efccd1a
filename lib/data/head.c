#include <string.h>

#include "data/head.h"

void
head_open(struct head *h, const struct blob *b, struct arena *a)
{
	*h = (struct head){ .next = (const char *)b->data, .arena = a };
}

bool
head_next(struct head *h)
{
	const char *line, *colon;
	size_t n;

	while (strncmp(h->next, "-- ", 3) == 0) {
		n = strcspn(h->next + 3, "\n");
		line = arena_strndup(h->arena, h->next + 3, n);
		h->next += 3 + n;
		h->next += *h->next == '\n';
		if ((colon = strstr(line, ": ")) == NULL)
			continue;
		h->key = arena_strndup(h->arena, line,
		    (size_t)(colon - line));
		h->value = colon + 2;
		return true;
	}
	return false;
}

const char *
head_name(const struct blob *b, const char *dir, const char *suffix,
    struct arena *a)
{
	size_t len = strlen(b->name), before = strlen(dir);
	size_t after = strlen(suffix);

	if (strncmp(b->name, dir, before) != 0 || len <= before + after ||
	    strcmp(b->name + len - after, suffix) != 0)
		return NULL;
	return arena_strndup(a, b->name + before, len - before - after);
}
