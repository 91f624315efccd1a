/*
 * Order mails: whatever a letter says, it is a table that the reader of
 * orders takes or refuses, or it is refused with a reason.
 */
#include <stdlib.h>
#include <string.h>

#include "format/letter.h"
#include "format/orders.h"
#include "fuzz.h"
#include "text/utf8.h"

static enum status
on_order(const struct orders_got *got, void *arg, struct why *w)
{
	unsigned long *orders = arg;

	(void)w;
	MUST(got->tree->nline > 0 && got->tree->order->number != NULL);
	(void)tree_total(got->tree);
	++*orders;
	return SN_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena kept = ARENA_INIT;
	static struct format *f;
	static struct letter_layout *l;
	struct arena a = ARENA_INIT;
	struct letter_text t = { .subject = "ご注文",
	    .date = "2026-12-24T09:30:00" };
	struct str csv = STR_INIT;
	unsigned long orders = 0;
	struct why w = { "" };
	FILE *in;

	if (f == NULL) {
		MUST(format_load(&f, "mail-cart", NULL, &kept, &w) == SN_OK);
		MUST(letter_layout(&l, f, &kept, &w) == SN_OK);
	}
	t.text = arena_strndup(&a, (const char *)data, size);
	if (utf8_valid(t.text, strlen(t.text))) {
		if (letter_table(&csv, l, &t, &w) != SN_OK) {
			MUST(w.text[0] != '\0');
		} else {
			in = fmemopen(csv.p, csv.len, "r");
			MUST(in != NULL);
			if (orders_read(NULL, in, "mail", f, NULL, on_order,
			    &orders, &w) == SN_OK)
				MUST(orders <= 1);
			fclose(in);
		}
	}
	str_free(&csv);
	arena_free(&a);
	return 0;
}
