#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/secrets.h"

enum { SECRET_MAX = 8192 };	/* bytes: a token is some hundred */

enum status
secret_read(const char **out, struct cmd *c, const char *name, struct why *w)
{
	const char *path = cmd_path(c, arena_printf(&c->arena, "secrets/%s",
	    name));
	struct str text = STR_INIT;
	struct stat sb;
	enum status st;

	*out = NULL;
	if (stat(path, &sb) == 0 && (sb.st_mode & 077) != 0)
		return fail(w, SN_DENIED, _("%s: others may read it: chmod "
		    "600"), path);
	if ((st = file_read(&text, path, SECRET_MAX, w)) == SN_OK) {
		*out = arena_strndup(&c->arena, str_text(&text),
		    strcspn(str_text(&text), "\r\n"));
		if (**out == '\0')
			(void)fail(w, SN_DENIED, _("%s: empty"), path);
	}
	str_free(&text);
	return st == SN_OK && **out != '\0' ? SN_OK : SN_DENIED;
}
