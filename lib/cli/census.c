#include <inttypes.h>
#include <stdio.h>

#include "base/i18n.h"
#include "cli/census.h"
#include "cli/ndjson.h"
#include "store/admin.h"
#include "store/run.h"

static enum status
print_count(const char *tbl, int64_t rows, void *arg, struct why *w)
{
	(void)arg;
	(void)w;
	printf("%-16s %10" PRId64 "\n", tbl, rows);
	return SN_OK;
}

static enum status
keep_count(const char *tbl, int64_t rows, void *arg, struct why *w)
{
	if (json_object_set_new(arg, tbl,
	    json_integer((json_int_t)rows)) == -1)
		return fail(w, SN_IO, "out of memory");
	return SN_OK;
}

static enum status
put_text(struct cmd *c, struct store *s, const struct store_info *i,
    struct why *w)
{
	enum status st;
	struct run r;

	printf(_("schema %" PRId64 ", %" PRId64 " bytes, %" PRId64
	    " of them free, %" PRId64 " in the write-ahead log\n"),
	    i->schema, i->pages * i->page_size, i->free_pages * i->page_size,
	    i->wal);
	if (i->op != NUM_NULL) {
		if ((st = run_get(&r, s, i->op, &c->arena, w)) != SN_OK)
			return st;
		printf(_("last run: %s\n"), run_name(&r, &c->arena));
	}
	return store_counts(s, print_count, NULL, w);
}

static enum status
put_json(struct store *s, const struct store_info *i, struct why *w)
{
	json_t *counts = json_object();
	enum status st;
	char op[24];

	snprintf(op, sizeof(op), "%" PRId64, i->op);
	if ((st = store_counts(s, keep_count, counts, w)) != SN_OK) {
		json_decref(counts);
		return st;
	}
	return ndjson_put_new(stdout, json_pack("{s:I, s:I, s:I, s:I, s:s?, "
	    "s:o}", "schema", (json_int_t)i->schema, "bytes",
	    (json_int_t)(i->pages * i->page_size), "free",
	    (json_int_t)(i->free_pages * i->page_size), "wal",
	    (json_int_t)i->wal, "op", i->op == NUM_NULL ? NULL : op, "rows",
	    counts), w);
}

enum status
census_put(struct cmd *c, struct store *s, bool json, struct why *w)
{
	struct store_info i;
	enum status st;

	if ((st = store_info(&i, s, w)) != SN_OK)
		return st;
	return json ? put_json(s, &i, w) : put_text(c, s, &i, w);
}
