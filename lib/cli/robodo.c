/*
 * Steps of automation that other programs do.
 */

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/child.h"
#include "cli/robo.h"

enum {
	CAUSE_MAX = 400		/* bytes of what a command said last */
};

static enum status
temporary(FILE **out, struct why *w)
{
	if ((*out = tmpfile()) == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	return SN_OK;
}

/* The end of what a command said, on one line. */
static const char *
said(FILE *err, struct arena *a)
{
	char text[CAUSE_MAX + 1], *p;
	size_t n;

	if (fseek(err, -CAUSE_MAX, SEEK_END) == -1)
		rewind(err);
	n = fread(text, 1, CAUSE_MAX, err);
	while (n > 0 && strchr(" \n", text[n - 1]) != NULL)
		n--;
	text[n] = '\0';
	for (p = text; (*p & 0xc0) == 0x80; p++)
		;		/* not from within a character */
	p = arena_strdup(a, p);
	for (n = 0; p[n] != '\0'; n++)
		if ((unsigned char)p[n] < ' ')
			p[n] = ' ';
	return p;
}

/* Run it; *cause is NULL when it did what it was to do. */
static enum status
run(const char **cause, struct cmd *c, const char *command, FILE *in,
    FILE *err, struct why *w)
{
	char home[PATH_MAX], *argv[4] = { NULL };
	FILE *nothing = fopen("/dev/null", "w");
	struct child k = { .argv = argv, .in = in, .out = nothing,
	    .err = err };
	enum status st;
	int status;

	argv[0] = arena_strdup(&c->arena, "sh");
	argv[1] = arena_strdup(&c->arena, "-c");
	argv[2] = arena_strdup(&c->arena, command);
	*cause = NULL;
	if (nothing == NULL || realpath(c->home, home) == NULL)
		return fail(w, SN_IO, "%s: %s", c->home, strerror(errno));
	k.home = k.dir = home;
	st = child_run(&status, &k, w);
	fclose(nothing);
	if (st == SN_OK && status > 1)
		*cause = arena_printf(&c->arena, _("ended with %d: %s"),
		    status, said(err, &c->arena));
	return st;
}

/* The ids, one a line. */
static enum status
put_ids(FILE *out, const int64_t *id, size_t n, struct why *w)
{
	size_t i;

	for (i = 0; i < n; i++)
		fprintf(out, "%" PRId64 "\n", id[i]);
	if (fflush(out) == EOF)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	return SN_OK;
}

enum status
robo_command(struct robo_run *r, struct step_run *section, const int64_t *id,
    size_t n, struct why *w)
{
	const char *cause, *command = section->robo->step[section->at].command;
	FILE *in = NULL, *err = NULL;
	enum status st;

	if (r->cmd->dry)
		return step_record_all(section, id, n, STEP_DONE, NULL, w);
	if ((st = temporary(&in, w)) != SN_OK ||
	    (st = temporary(&err, w)) != SN_OK ||
	    (st = put_ids(in, id, n, w)) != SN_OK ||
	    (st = step_record_all(section, id, n, STEP_CLAIMED, NULL, w)) !=
	    SN_OK || (st = store_commit(r->store, w)) != SN_OK)
		goto out;
	r->cmd->committed = true;
	st = run(&cause, r->cmd, command, in, err, w);
	if (st != SN_OK)
		cause = arena_strdup(&r->cmd->arena, w->text);
	if ((st = store_resume(r->store, w)) != SN_OK ||
	    (st = step_record_all(section, id, n, cause == NULL ? STEP_DONE :
	    STEP_FAILED, cause, w)) != SN_OK)
		goto out;
	section->failed = cause == NULL ? 0 : n;
	st = step_look_again(section, w);
out:
	if (in != NULL)
		fclose(in);
	if (err != NULL)
		fclose(err);
	return st;
}

enum status
robo_send(struct cmd *c, int *status, struct why *w)
{
	enum { BUSY = 5 };	/* another sender is on: it will do */
	char *argv[] = { arena_strdup(&c->arena, "sn-mail"),
	    arena_strdup(&c->arena, "send"), NULL };
	FILE *nothing = fopen("/dev/null", "w");
	struct child k = { .argv = argv, .out = nothing };
	char home[PATH_MAX];
	enum status st;

	if (nothing == NULL || realpath(c->home, home) == NULL)
		return fail(w, SN_IO, "%s: %s", c->home, strerror(errno));
	k.home = home;
	st = child_run(status, &k, w);
	fclose(nothing);
	if (*status == BUSY)
		*status = 0;
	return st;
}
