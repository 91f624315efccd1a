/*
 * Order files: the first byte chooses the format, and for a pair the rest
 * is parted at a line of "--".  Whatever comes, every row is either in an
 * order or refused, an order's quantities are in its shipment, and what is
 * refused is not in part taken.
 */
#include <string.h>

#include "format/orders.h"
#include "fuzz.h"

static const char *const names[] = { "rakuten", "yahoo", "amazon-unshipped",
	"amazon-orders", "shopify", "sukeneko" };

enum { FORMATS = sizeof(names) / sizeof(names[0]) };

struct seen {
	unsigned long	taken, refused;
	bool		picky;		/* the caller refuses some orders */
};

static enum status
on_order(const struct orders_got *got, void *arg, struct why *w)
{
	const struct tree *t = got->tree;
	struct seen *seen = arg;
	size_t i;

	MUST(t->order->number != NULL && *t->order->number != '\0');
	MUST(t->order->ordered_at != NULL && t->order->mall_state != NULL);
	MUST(t->ndestination > 0 && t->nshipment == t->ndestination);
	MUST(t->nline > 0 && got->rows > 0);
	for (i = 0; i < t->nshipment_line; i++) {
		MUST(t->shipment_line[i]->shipment < (int64_t)t->nshipment);
		MUST(t->shipment_line[i]->line < (int64_t)t->nline);
		MUST(t->shipment_line[i]->quantity > 0);
	}
	(void)tree_total(t);
	(void)tree_hash(t);
	if (seen->picky && got->line % 3 == 0)
		return fail(w, SN_CONFLICT, "not today");
	seen->taken += got->rows;
	return SN_OK;
}

static enum status
on_refused(const struct orders_refused *r, void *arg, struct why *w)
{
	struct seen *seen = arg;

	(void)w;
	MUST(r->row->n > 0 && r->header->n > 0 && *r->reason != '\0');
	seen->refused++;
	return SN_OK;
}

static FILE *
file_of(const uint8_t *p, size_t n)
{
	FILE *f = tmpfile();

	MUST(f != NULL && fwrite(p, 1, n, f) == n);
	rewind(f);
	return f;
}

static void
read_them(FILE *in, FILE *second, const struct format *f, bool picky)
{
	const struct orders_conf conf = { .second = second,
	    .second_name = "second", .refused = on_refused };
	struct seen seen = { .picky = picky };
	struct orders_count n;
	enum status st;
	struct why w;

	st = orders_read(&n, in, "in", f, &conf, on_order, &seen, &w);
	MUST(st == SN_OK || st == SN_INVALID || st == SN_USAGE);
	MUST(n.refused == seen.refused);
	/* A file that breaks loses the row that it breaks in. */
	MUST(st == SN_OK ? n.read == seen.taken + seen.refused :
	    n.read >= seen.taken);
	MUST(st != SN_USAGE || seen.taken == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct format *formats[FORMATS];
	static struct arena a;
	const uint8_t *cut;
	size_t which, rest = 0;
	FILE *in, *second = NULL;
	struct why w;

	if (size == 0)
		return 0;
	which = *data % FORMATS;
	if (formats[which] == NULL)
		MUST(format_load(&formats[which], names[which], NULL, &a,
		    &w) == SN_OK);
	data++;
	size--;
	cut = memmem(data, size, "\n--\n", 4);
	if (cut != NULL && orders_pair(formats[which])) {
		rest = size - (size_t)(cut - data) - 4;
		second = file_of(cut + 4, rest);
		size = (size_t)(cut - data) + 1;
	}
	in = file_of(data, size);
	read_them(in, second, formats[which], size % 2 == 0);
	fclose(in);
	if (second != NULL)
		fclose(second);
	return 0;
}
