/*
 * Files of tracking numbers, of any bytes: whatever is recognised is read
 * to its end, and every number that is not refused has its check digit, where
 * the carrier makes one.
 */
#include <string.h>

#include "format/returns.h"
#include "order/tracking.h"
#include "fuzz.h"

struct reading {
	unsigned long	 line;		/* of the row before */
	bool		 check;
};

static enum status
note(const struct returned *r, void *arg, struct why *w)
{
	struct reading *now = arg;

	(void)w;
	MUST(r->line >= now->line);
	now->line = r->line;
	MUST(r->key != NULL && r->number != NULL);
	MUST(r->bad != NULL || *r->number != '\0');
	MUST(r->bad != NULL || !now->check || tracking_7dr(r->number));
	MUST(r->date == NULL || strlen(r->date) == 10);
	return SN_OK;
}

static const char *const names[] = { "yamato-b2cloud-return",
    "sagawa-ehiden3-return", "japanpost-yupri-r-return" };
static struct format *format[3];
static struct arena forever = ARENA_INIT;

static void
read_all(const struct format *f, const char *bytes, size_t n)
{
	struct reading now = { 0, json_object_get(f->json, "check") != NULL };
	struct why w;

	(void)!returns_read(f, bytes, n, note, &now, &w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct format *f;
	struct why w;
	char *bytes;
	size_t i;

	bytes = arena_strndup(&a, (const char *)data, n);
	/* It loads all formats, which takes its time: once in a while. */
	if (n % 16 == 0 &&
	    returns_recognise(&f, bytes, n, NULL, &a, &w) == SN_OK) {
		read_all(f, bytes, n);
		format_free(f);
	}
	if (returns_named(&f, "管理番号", "追跡番号", bytes, n, &a,
	    &w) == SN_OK) {
		read_all(f, bytes, n);
		format_free(f);
	}
	for (i = 0; i < 3; i++) {
		if (format[i] == NULL)
			MUST(format_load(&format[i], names[i], NULL, &forever,
			    &w) == SN_OK);
		read_all(format[i], bytes, n);
	}
	arena_free(&a);
	return 0;
}
