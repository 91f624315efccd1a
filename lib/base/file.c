#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"

enum status
file_read(struct str *out, const char *path, size_t most, struct why *w)
{
	bool in = strcmp(path, "-") == 0;
	const char *name = in ? "stdin" : path;
	FILE *f = in ? stdin : fopen(path, "r");
	size_t n, all = 0;
	enum status st = SN_OK;
	char buf[BUFSIZ];

	if (f == NULL)
		return fail(w, errno == ENOENT ? SN_NOTFOUND : SN_IO, "%s: %s",
		    name, strerror(errno));
	while (all <= most && (n = fread(buf, 1, sizeof(buf), f)) > 0) {
		str_add(out, buf, n);
		all += n;
	}
	if (ferror(f))
		st = fail(w, SN_IO, "%s: %s", name, strerror(errno));
	else if (all > most)
		st = fail(w, SN_USAGE, _("%s: larger than %zu bytes"), name,
		    most);
	if (!in)
		fclose(f);
	return st;
}
