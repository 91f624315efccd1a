/*
 * Any bytes as leadtime.tsv, behind the shipped one: taken or refused with
 * file and line, and every answer is within its bounds.
 */
#include <string.h>

#include "data/blob.h"
#include "order/leadtime.h"
#include "order/shipday.h"
#include "fuzz.h"

static void
ask(const struct leadtime *t)
{
	const struct leadtime_line *l;
	const char *slot = "none";
	size_t i;
	int days;

	days = leadtime_days(&slot, t, "yamato", "parcel", "東京都",
	    "沖縄県");
	MUST(days >= -1 && days <= LEADTIME_MAX);
	(void)leadtime_too_early("14-16", slot);
	for (i = 0; (l = leadtime_line(t, i)) != NULL; i++) {
		MUST(l->days >= 0 && l->days <= LEADTIME_MAX);
		(void)leadtime_too_early(l->slot, "am");
		(void)leadtime_fits(t, i, "東京都", "沖縄県");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct blob *b = blob_find("data/leadtime.tsv");
	const char *cutoff[7] = { NULL };
	struct arena a = ARENA_INIT;
	struct leadtime *t = leadtime_new(&a);
	struct why w = { "" };

	if (n % 2 == 0)
		MUST(leadtime_add(t, b->name, (const char *)b->data, b->len,
		    &w) == SN_OK);
	if (leadtime_add(t, "own", (const char *)data, n, &w) != SN_OK)
		MUST(strncmp(w.text, "own:", 4) == 0);
	ask(t);
	if (shipday_cutoff(cutoff, arena_strndup(&a, (const char *)data,
	    n)) == SN_OK)
		MUST(cutoff[0] != NULL || cutoff[1] != NULL ||
		    cutoff[2] != NULL || cutoff[3] != NULL ||
		    cutoff[4] != NULL || cutoff[5] != NULL ||
		    cutoff[6] != NULL);
	arena_free(&a);
	return 0;
}
