/*
 * Any JSON as full records, one a line: what is taken is written again, and
 * that is taken and is the same.
 */
#include <string.h>

#include "order/json.h"
#include "fuzz.h"

static void
again(const struct tree *t, struct arena *a)
{
	struct tree back;
	struct why w;
	json_t *v, *u;
	size_t i;

	tree_init(&back, a);
	for (i = 0; i < t->nshipment; i++) {
		v = tree_json(t, i);
		MUST(v != NULL);
		MUST(tree_add_json(&back, v, &w) == SN_OK);
		u = tree_json(&back, i);
		MUST(json_equal(u, v));
		json_decref(u);
		json_decref(v);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *p = (const char *)data, *end = p + n, *line;
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	struct tree t;
	struct why w;
	json_t *v;

	tree_init(&t, &a);
	for (; p < end && st == SN_OK; p = line + 1) {
		line = memchr(p, '\n', (size_t)(end - p));
		if (line == NULL)
			line = end;
		v = json_loadb(p, (size_t)(line - p), JSON_DECODE_ANY, NULL);
		if (v == NULL)
			continue;
		st = tree_add_json(&t, v, &w);
		MUST(st == SN_OK || st == SN_INVALID);
		json_decref(v);
	}
	if (st == SN_OK && t.nshipment > 0 && tree_json_end(&t, &w) == SN_OK)
		again(&t, &a);
	arena_free(&a);
	return 0;
}
