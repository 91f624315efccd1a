/*
 * Order mails: sn-inbox takes them apart, for it is the one program that
 * loads what reads mail, and its records come in as any others.
 */

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/child.h"
#include "cli/intake.h"

static const char prefix[] = "mail:";

bool
intake_is_letters(const struct intake *in)
{
	return in->format != NULL &&
	    strncmp(in->format, prefix, sizeof(prefix) - 1) == 0;
}

/* The rejects of each file are a file of their own, beside those of rows. */
static const char *
rejects_of(const struct intake *in)
{
	struct arena *a = &in->cmd->arena;
	size_t n = in->nfile + in->files.refused;

	return n == 0 ? arena_printf(a, "%s.mbox", in->rejects) :
	    arena_printf(a, "%s.%zu.mbox", in->rejects, n + 1);
}

/* What it ended with; it has said why. */
static enum status
judge(struct intake *in, const char *path, int status, struct why *w)
{
	if (status == 1)
		in->files.refused++;
	if (status <= 1)
		return SN_OK;
	return fail(w, status == 6 ? SN_IO : SN_INVALID, _("%s: sn-inbox "
	    "ended with %d; nothing of it was stored"), path, status);
}

enum status
intake_letters(FILE **out, struct intake *in, const char *path, FILE *bytes,
    struct why *w)
{
	struct arena *a = &in->cmd->arena;
	char home[PATH_MAX], *argv[11] = { NULL };
	struct child k = { .argv = argv, .home = home, .in = bytes };
	enum status st;
	int status;
	size_t n = 0;

	argv[n++] = arena_strdup(a, "sn-inbox");
	argv[n++] = arena_strdup(a, "parse");
	argv[n++] = arena_strdup(a, "-f");
	argv[n++] = arena_strdup(a, in->format + sizeof(prefix) - 1);
	if (in->shop != NULL) {
		argv[n++] = arena_strdup(a, "--shop");
		argv[n++] = arena_strdup(a, in->shop);
	}
	if (in->rejects != NULL) {
		argv[n++] = arena_strdup(a, "--rejects");
		argv[n++] = arena_strdup(a, rejects_of(in));
	}
	argv[n++] = arena_strdup(a, "--");
	argv[n] = arena_strdup(a, bytes != NULL ? "-" : path);
	if (realpath(in->cmd->home, home) == NULL)
		return fail(w, SN_IO, "%s: %s", in->cmd->home,
		    strerror(errno));
	if ((k.out = tmpfile()) == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	if ((st = child_run(&status, &k, w)) == SN_OK)
		st = judge(in, path, status, w);
	if (st == SN_OK) {
		rewind(k.out);
		*out = k.out;
	} else
		fclose(k.out);
	return st;
}
