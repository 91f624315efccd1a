/*
 * Any file as the template of a mail: a letter comes out, with a subject of
 * one line and text, or the file is refused with its place.
 */
#include <string.h>

#include "mail/compose.h"
#include "mail/sample.h"
#include "mail/view.h"
#include "text/utf8.h"
#include "fuzz.h"

static enum status
fault(const struct mustache_fault *f, void *arg, struct why *w)
{
	(void)arg;
	(void)w;
	MUST(f->line > 0 && *f->name != '\0');
	return SN_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct choice choice = { .by = { NULL } };
	static const struct conf conf = { .nshop = 0 };
	struct arena a = ARENA_INIT;
	struct template file = { .name = "thanks.txt", .place = "t",
	    .own = true };
	struct composer c;
	struct view v = { .conf = &conf, .shipment = NUM_NULL,
	    .purchases = 1, .today = "2026-12-31" };
	struct mustache_value root;
	struct composed letter;
	struct tree t;
	enum status st;
	struct why w;

	file.text = arena_strndup(&a, (const char *)data, n);
	file.len = strlen(file.text);
	if (!utf8_valid(file.text, file.len))
		goto out;
	MUST(compose_open(&c, "/nonexistent", &a, &w) == SN_OK);
	/* the first of what is compiled in is the file that is tested */
	c.templates.one[0] = file;
	c.templates.n = 1;
	sample_make(&t, n % sample_count(), "thanks", "own", "own", &a);
	v.tree = &t;
	root = view_make(&v, &a);
	st = compose(&letter, &c, "thanks", &choice, &root, &a, &w);
	MUST(st == SN_OK || st == SN_USAGE || st == SN_INVALID);
	if (st == SN_OK) {
		MUST(*letter.subject != '\0' &&
		    strpbrk(letter.subject, "\r\n") == NULL);
		MUST(letter.text[strlen(letter.text) - 1] == '\n');
		MUST(strchr(letter.text, '\r') == NULL);
		MUST(compose_check(&c, letter.from, &choice, view_known,
		    fault, NULL, &w) == SN_OK);
	} else
		MUST(strncmp(w.text, "t:", 2) == 0);
	compose_close(&c);
out:
	arena_free(&a);
	return 0;
}
