/*
 * Ways to split as people and rules type them: whatever is read shares some
 * goods so that none is lost and none is there twice.
 */

#include <string.h>

#include "order/split.h"
#include "fuzz.h"

enum { PIECES = 6 };

static void
goods(struct split_piece *piece, struct arena *a)
{
	static const char *const temperature[PIECES] = { NULL, "frozen",
	    "chilled", "normal", "frozen", NULL };
	static const char *const day[PIECES] = { NULL, "2026-12-25", NULL,
	    "2027-01-05", "2026-12-25", "2026-01-01" };
	static const char *const kind[PIECES] = { "goods", "set", "part",
	    "promo", "fee", "goods" };
	struct line *l;
	size_t i;

	for (i = 0; i < PIECES; i++) {
		l = record_new(&table_line, a);
		l->id = l->seq = (int64_t)i + 1;
		l->kind = kind[i];
		l->code = i < 3 ? "A" : "B:2";
		l->name = "みかん";
		l->temperature = temperature[i];
		l->available_on = day[i];
		l->alone = i == 3;
		l->parent = i == 2 ? 2 : NUM_NULL;
		piece[i] = (struct split_piece){ .line = l,
		    .tolerates = i == 3 ? "chilled" : NULL,
		    .quantity = (int64_t)i + 1 };
	}
}

static void
check(const struct split_plan *p)
{
	int64_t gone;
	size_t i, k;

	MUST(p->nparts >= 1);
	for (i = 0; i < p->n; i++) {
		gone = 0;
		for (k = 1; k < p->nparts; k++) {
			MUST(p->piece[i].part[k] >= 0);
			gone += p->piece[i].part[k];
		}
		MUST(gone <= p->piece[i].quantity);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct split_piece piece[PIECES];
	struct split_plan p = { .piece = piece, .n = PIECES };
	struct shipment *sh = record_new(&table_shipment, &a);
	struct split how;
	struct why w;

	goods(piece, &a);
	sh->deliver_on = n % 2 == 0 ? "2026-12-28" : NULL;
	if (split_parse(&how, arena_strndup(&a, (const char *)data, n), &a,
	    &w) == SN_OK &&
	    split_plan(&p, &how, sh, "2026-12-24", &a, &w) == SN_OK)
		check(&p);
	arena_free(&a);
	return 0;
}
