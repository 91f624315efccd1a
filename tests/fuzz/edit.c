/*
 * Edits as people type them: whatever is read is in a form that reads the
 * same once more, and applying it neither fails on what it made itself nor
 * changes anything the second time it is set.
 */

#include <string.h>

#include "order/edit.h"
#include "text/utf8.h"

#include "fuzz.h"

/* Every name is a phrase, but for one. */
static enum status
phrase(const char **out, const char *value, const void *arg, struct why *w)
{
	(void)arg;
	if (strcmp(value, "@none") == 0)
		return fail(w, SN_INVALID, "no such phrase");
	*out = value + 1;
	return SN_OK;
}

static const struct edit_frame frame = { .today = "2026-12-24" };
static const struct edit_frame phrases = { .today = "2026-12-24",
    .phrase = phrase };

/* A value that fits the column, to apply the edit to. */
static const char *
some_value(const struct column *c)
{
	switch (c->type) {
	case TYPE_NUM:
	case TYPE_YEN:
		return "3";
	case TYPE_DATE:
		return "2026-12-24";
	default:
		return "a b";
	}
}

static void
check(const struct edit *e, struct arena *a)
{
	const char *after, *again;
	struct why w;

	MUST(e->field != NULL);
	if (e->table == NULL) {
		MUST(e->how != EDIT_SET && *e->value != '\0');
		return;
	}
	MUST(e->column != NULL && (e->column->flags & COL_EDIT) != 0);
	MUST(e->value == NULL || utf8_valid(e->value, strlen(e->value)));
	if (e->how == EDIT_SET && e->value != NULL) {
		MUST(edit_value(&again, e->table, e->column, e->value, &frame,
		    a, &w) == SN_OK);
		MUST(again != NULL && strcmp(again, e->value) == 0);
	}
	if (edit_apply(&after, e, some_value(e->column), a, &w) != SN_OK)
		MUST(w.text[0] != '\0');
	else if (e->how == EDIT_SET)
		MUST(after == e->value);
	if (edit_apply(&after, e, NULL, a, &w) == SN_OK && after != NULL)
		MUST(utf8_valid(after, strlen(after)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *text = arena_strndup(&a, (const char *)data, n);
	struct why w = { "" };
	struct edit e;

	if (edit_is(text)) {
		if (edit_parse(&e, text, &frame, &a, &w) == SN_OK)
			check(&e, &a);
		else
			MUST(w.text[0] != '\0');
		w.text[0] = '\0';
		if (edit_parse(&e, text, &phrases, &a, &w) != SN_OK)
			MUST(w.text[0] != '\0');
	}
	arena_free(&a);
	return 0;
}
