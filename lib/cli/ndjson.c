#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/ndjson.h"

enum { MAX_LINE = 64 << 20 };	/* an order of ten thousand lines is 10 MB */

/* Read up to the next newline; *found is false when there was nothing. */
static enum status
next(bool *found, struct str *line, FILE *in, struct why *w)
{
	char buf[4096];
	size_t n = 0;
	int c;

	str_reset(line);
	while ((c = getc_unlocked(in)) != EOF && c != '\n') {
		buf[n++] = (char)c;
		if (n < sizeof(buf))
			continue;
		str_add(line, buf, n);
		n = 0;
		if (line->len > MAX_LINE)
			return fail(w, SN_USAGE, _("the line is longer than "
			    "%d bytes"), MAX_LINE);
	}
	if (ferror(in))
		return fail(w, SN_IO, "%s", strerror(errno));
	str_add(line, buf, n);
	*found = c != EOF || line->len > 0;
	return SN_OK;
}

enum status
ndjson_line(struct str *line, unsigned long *number, FILE *in, struct why *w)
{
	enum status st;
	bool found;

	do {
		if ((st = next(&found, line, in, w)) != SN_OK)
			return st;
		if (!found)
			return SN_NOTFOUND;
		++*number;
	} while (line->len == 0 || line->p[strspn(line->p, " \t\r")] == '\0');
	return SN_OK;
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
