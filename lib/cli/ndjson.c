#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/ndjson.h"

enum { MAX_LINE = 64 << 20 };	/* an order of ten thousand lines is 10 MB */

static enum status
one(const char *line, size_t len, ndjson_fn *fn, void *arg, struct why *w)
{
	enum status st;
	json_error_t e;
	json_t *v;

	if (len > MAX_LINE)
		return fail(w, SN_USAGE, _("line of %zu bytes: too long"),
		    len);
	v = json_loadb(line, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	    &e);
	if (v == NULL)
		return fail(w, SN_INVALID, _("column %d: %s"), e.column,
		    e.text);
	st = fn(v, arg, w);
	json_decref(v);
	return st;
}

enum status
ndjson_each(FILE *in, const char *name, ndjson_fn *fn, void *arg,
    struct tally *t)
{
	unsigned long number = 0;
	enum status st = SN_OK;
	char *line = NULL;
	size_t cap = 0;
	struct why w;
	ssize_t len;

	while (!status_stops(st) && (len = getline(&line, &cap, in)) != -1) {
		number++;
		if (line[strspn(line, " \t\r\n")] == '\0')
			continue;
		st = one(line, (size_t)len, fn, arg, &w);
		if (st == SN_OK)
			continue;
		warnx("%s:%lu: %s", name, number, w.text);
		t->refused++;
	}
	if (ferror(in)) {
		warn("%s", name);
		st = SN_IO;
	}
	free(line);
	return status_stops(st) ? st : SN_OK;
}

enum status
ndjson_put_new(FILE *out, json_t *v, struct why *w)
{
	enum status st = SN_OK;

	if (v == NULL)
		return fail(w, SN_IO, "out of memory");
	if (json_dumpf(v, out, JSON_COMPACT | JSON_ENCODE_ANY) != 0 ||
	    putc('\n', out) == EOF)
		st = fail(w, SN_IO, "write: %s", strerror(errno));
	json_decref(v);
	return st;
}
