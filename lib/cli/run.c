/*
 * A writing run as a command sees it: begin, spool, commit or show.
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/cmd.h"
#include "cli/diff.h"
#include "cli/ndjson.h"
#include "store/outbox.h"

const char *
cmd_who(struct arena *a)
{
	struct passwd *pw = getpwuid(geteuid());

	return pw != NULL ? arena_strdup(a, pw->pw_name) :
	    arena_printf(a, "%lu", (unsigned long)geteuid());
}

/* The command line as a JSON array: spaces in it stay apart. */
static const char *
args(struct cmd *c)
{
	json_t *v = json_array();
	const char *s = NULL, *verb = strchr(c->given[0], ' ');
	char *text;
	int i;

	json_array_append_new(v, json_string(program_invocation_short_name));
	if (verb != NULL && strchr(c->given[0], '/') == NULL)
		json_array_append_new(v, json_string(verb + 1));
	for (i = 1; i < c->argc; i++)
		json_array_append_new(v, json_string(c->given[i]));
	if ((text = json_dumps(v, JSON_COMPACT)) != NULL)
		s = arena_strdup(&c->arena, text);
	free(text);
	json_decref(v);
	return s;
}

static enum status
spool_failed(struct why *w)
{
	return fail(w, SN_IO, _("temporary file: %s"), strerror(errno));
}

enum status
cmd_begin(struct cmd *c, struct store *s, const char *why, struct why *w)
{
	struct op op = { .why = why };

	op.who = cmd_who(&c->arena);
	op.conf = c->conf != NULL ? c->conf->hash : NULL;
	if (op.conf != NULL && c->more_conf != NULL)
		op.conf = arena_printf(&c->arena, "%s %s", op.conf,
		    c->more_conf);
	if ((op.argv = args(c)) == NULL)
		return fail(w, SN_USAGE, _("the command line is not UTF-8"));
	if (c->spool == NULL && (c->spool = tmpfile()) == NULL)
		return spool_failed(w);
	return store_begin(s, &op, w);
}

/* Put the diff of the run in place of what was spooled. */
static enum status
respool(FILE *spool, struct store *s, struct why *w)
{
	enum status st;

	rewind(spool);
	if (ftruncate(fileno(spool), 0) == -1)
		return spool_failed(w);
	if ((st = store_changes(s, store_op(s), diff_put, spool, w)) != SN_OK)
		return st;
	return effects_changed(s, store_op(s), diff_put, spool, w);
}

/* Copy the spool to standard output, whose errors cmd_end() reports. */
static void
print(FILE *spool)
{
	char buf[1 << 16];
	size_t n;

	rewind(spool);
	while ((n = fread(buf, 1, sizeof(buf), spool)) > 0)
		if (fwrite(buf, 1, n, stdout) < n)
			break;
}

enum status
cmd_commit(struct cmd *c, struct store *s, struct why *w)
{
	enum status st;

	if (c->dry && (st = respool(c->spool, s, w)) != SN_OK)
		return st;
	if (fflush(c->spool) == EOF)
		return spool_failed(w);
	if (c->dry)
		store_rollback(s);
	else if ((st = store_commit(s, w)) != SN_OK)
		return st;
	c->committed = !c->dry;
	print(c->spool);
	return SN_OK;
}

enum status
cmd_step(struct cmd *c, struct store *s, struct why *w)
{
	enum status st;

	if (c->dry)
		return SN_OK;
	if ((st = store_commit(s, w)) != SN_OK)
		return st;
	c->committed = true;
	return store_resume(s, w);
}

enum status
cmd_ask(struct cmd *c, const char *question, struct why *w)
{
	enum status st = SN_OK;
	char answer[16] = "";
	FILE *tty;

	if (c->yes || c->dry)
		return SN_OK;
	if ((tty = fopen("/dev/tty", "r+")) == NULL)
		return fail(w, SN_CONFLICT, _("%s: nobody to ask; add --yes"),
		    question);
	fprintf(tty, "%s [y/N] ", question);
	fflush(tty);
	if (fgets(answer, sizeof(answer), tty) == NULL ||
	    (answer[0] != 'y' && answer[0] != 'Y'))
		st = fail(w, SN_CONFLICT, _("%s: no"), question);
	fclose(tty);
	return st;
}
