/*
 * A file of postal codes of any bytes: what is read is in order, each record
 * once, with codes of digits, and no record is open.
 */
#include <string.h>

#include "order/postal_file.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const struct postal_record *r;
	struct island *island;
	struct postal_file f;
	struct why w;
	size_t i;

	if (postal_file_read(&f, (const char *)data, n, &a, &w) == SN_OK) {
		MUST(f.n > 0 && f.n <= f.rows && f.codes <= f.n);
		for (i = 0; i < f.n; i++) {
			r = &f.record[i];
			MUST(strspn(r->row.zip, "0123456789") == 7);
			MUST(strspn(r->row.jis, "0123456789") == 5);
			MUST(*r->pref != '\0' && *r->city != '\0');
			MUST(r->kana != NULL);
			MUST((*r->row.name != '\0') ==
			    (f.kind == POSTAL_BUSINESSES));
			MUST(i == 0 || postal_row_order(&r[-1].row,
			    &r->row) < 0);
		}
	} else
		MUST(*w.text != '\0');
	if (islands_read(&island, &i, arena_strndup(&a, (const char *)data,
	    n), &a, &w) == SN_OK)
		islands_sort(island, i, &a);
	arena_free(&a);
	return 0;
}
