/*
 * Files of any bytes: what guess proposes has a target for each column or
 * none, and can be written as JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "format/guess.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct guess g;
	struct why w;
	char *bytes, *text;
	FILE *in;
	size_t i;

	/* Its synonyms are read each time: once in a while. */
	if (n == 0 || n % 4 != 0)
		return 0;
	bytes = arena_strndup(&a, (const char *)data, n);
	in = fmemopen(bytes, n, "r");
	MUST(in != NULL);
	if (guess_format(&g, in, "file", "name", NULL, &a,
	    &w) == SN_OK) {
		for (i = 0; i < g.n; i++)
			MUST(g.column[i].header != NULL &&
			    (g.column[i].target == NULL ||
			    *g.column[i].target != '\0'));
		text = json_dumps(g.format, JSON_COMPACT);
		MUST(text != NULL);
		free(text);
		json_decref(g.format);
	}
	fclose(in);
	arena_free(&a);
	return 0;
}
