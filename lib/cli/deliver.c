#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/deliver.h"

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

enum status
batch_again(struct cmd *c, const char *number, const char *kind,
    const char *file, const char *command, struct why *w)
{
	struct store *s = cmd_store(c, STORE_WRITE);
	struct batch b;
	enum status st;
	char *end;
	int64_t id;

	errno = 0;
	id = strtoll(number, &end, 10);
	if (errno != 0 || *end != '\0' || id < 1)
		st = fail(w, SN_USAGE, _("%s: is no batch"), number);
	else
		st = store_batch_get(&b, s, id, &c->arena, w);
	if (st == SN_OK && strcmp(b.kind, kind) != 0)
		st = fail(w, SN_USAGE, _("batch %" PRId64 " is none of %s"),
		    id, command);
	if (st == SN_OK && !c->dry) {
		b.file = file;
		st = batch_deliver(s, &b, command, w);
	}
	store_close(s);
	return st;
}
