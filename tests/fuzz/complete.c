/*
 * Files of no known layout: whatever their headers are, the format that is
 * guessed for them can be compiled, and the file is read by it or refused.
 */
#include <string.h>

#include "format/guess.h"
#include "format/orders.h"
#include "fuzz.h"

static enum status
on_order(const struct orders_got *got, void *arg, struct why *w)
{
	(void)arg;
	(void)w;
	MUST(got->tree->order->number != NULL);
	MUST(got->tree->order->ordered_at != NULL);
	MUST(got->tree->nline > 0);
	return SN_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct orders_count n;
	struct format *f;
	struct guess g;
	enum status st;
	size_t unknown;
	FILE *in = tmpfile();
	struct why w;

	MUST(in != NULL && fwrite(data, 1, size, in) == size);
	rewind(in);
	MUST(format_load(&f, "generic", NULL, &a, &w) == SN_OK);
	st = guess_complete(&g, f, in, "in", &a, &w);
	MUST(st == SN_OK || st == SN_INVALID);
	(void)guess_unknown(&unknown, &g, &a);
	MUST(unknown <= g.n);
	if (st == SN_OK) {
		st = orders_read(&n, in, "in", f, NULL, on_order, NULL, &w);
		MUST(st == SN_OK || st == SN_INVALID || (st == SN_USAGE &&
		    n.orders == 0 && strncmp(w.text, "generic:", 8) != 0));
	}
	format_free(f);
	arena_free(&a);
	fclose(in);
	return 0;
}
