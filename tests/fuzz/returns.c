/*
 * Files of tracking numbers, of any bytes: whatever is recognised is read
 * to its end, and every number that is not refused has its check digit.
 */
#include <string.h>

#include "format/returns.h"
#include "order/tracking.h"
#include "fuzz.h"

static enum status
note(const struct returned *r, void *arg, struct why *w)
{
	unsigned long *line = arg;

	(void)w;
	MUST(r->line >= *line);
	*line = r->line;
	MUST(r->key != NULL && r->number != NULL);
	MUST(r->bad != NULL || tracking_7dr(r->number));
	MUST(r->date == NULL || strlen(r->date) == 10);
	return SN_OK;
}

static const char *const names[] = { "yamato-b2cloud-return",
    "sagawa-ehiden3-return" };
static struct format *format[2];
static struct arena forever = ARENA_INIT;

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	unsigned long line = 0;
	struct format *f;
	struct why w;
	char *bytes;
	size_t i;

	bytes = arena_strndup(&a, (const char *)data, n);
	/* It loads all formats, which takes its time: once in a while. */
	if (n % 16 == 0 &&
	    returns_recognise(&f, bytes, n, NULL, &a, &w) == SN_OK) {
		(void)!returns_read(f, bytes, n, note, &line, &w);
		format_free(f);
	}
	for (i = 0; i < 2; i++) {
		if (format[i] == NULL)
			MUST(format_load(&format[i], names[i], NULL, &forever,
			    &w) == SN_OK);
		line = 0;
		(void)!returns_read(format[i], bytes, n, note, &line, &w);
	}
	arena_free(&a);
	return 0;
}
