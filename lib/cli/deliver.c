#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/labels.h"

static enum status
print(const struct batch *b, struct why *w)
{
	if (fwrite(b->bytes, 1, b->len, stdout) < b->len ||
	    fflush(stdout) == EOF)
		return fail(w, SN_IO, "%s: %s", _("standard output"),
		    strerror(errno));
	return SN_OK;
}

enum status
batch_deliver(struct store *s, const struct batch *b, const char *command,
    struct why *w)
{
	enum status st;
	struct why cause;

	st = b->file != NULL ? batch_write(b, b->file, &cause) :
	    print(b, &cause);
	if (st != SN_OK)
		return fail(w, st, _("%s; it is recorded: %s --again %" PRId64
		    " writes it"), cause.text, command, b->id);
	return store_batch_written(s, b->id, w);
}
