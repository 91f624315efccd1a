/*
 * The crontab of a shop, made from sn.conf.
 */

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/child.h"
#include "cli/crons.h"
#include "text/shell.h"

enum { CRONTAB_MAX = 1 << 20 };	/* bytes; no sane one has as many */

/*
 * sn-autorobo has nothing to do without its file, and a crontab would not
 * be the first place to say so.
 */
static void
look_for_robo(struct crons *k)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->job[i].off == NULL &&
		    strcmp(k->job[i].name, "autorobo") == 0 &&
		    access(cmd_path(k->cmd, "robo.conf"), F_OK) == -1)
			k->job[i].off = N_("there is no robo.conf");
}

void
crons_open(struct crons *k, struct cmd *c, const char *at)
{
	char *dir;

	*k = (struct crons){ .cmd = c, .conf = cmd_conf(c), .dir = at };
	if (at == NULL) {
		if ((dir = realpath(c->home, NULL)) == NULL)
			err(status_exit(SN_IO), "%s", c->home);
		k->dir = arena_strdup(&c->arena, dir);
		free(dir);
	} else if (*at != '/')
		errx(status_exit(SN_USAGE), _("%s: no absolute path"), at);
	if (strpbrk(k->dir, "\r\n") != NULL)
		errx(status_exit(SN_USAGE), _("%s: a name with a line break"),
		    k->dir);
	k->minute = cron_minute(k->conf, k->dir);
	cron_jobs(&k->job, &k->n, k->conf, &c->arena);
	look_for_robo(k);
}

const struct cron_job *
crons_job(const struct crons *k, const char *name)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (strcmp(k->job[i].name, name) == 0)
			return &k->job[i];
	errx(status_exit(SN_USAGE), _("%s: no such job; sn-cron print lists "
	    "them"), name);
}

void
crons_command(struct str *out, const struct crons *k,
    const struct cron_job *j)
{
	str_puts(out, "sn-cron run -H ");
	shell_word(out, k->dir);
	str_addf(out, " %s", j->name);
}

/* The same as crontab(5) takes it, where a % is a line break. */
static void
put_command(struct str *out, const struct crons *k, const struct cron_job *j)
{
	struct str s = STR_INIT;
	const char *p;

	crons_command(&s, k, j);
	for (p = str_text(&s); *p != '\0'; p++) {
		if (*p == '%')
			str_putc(out, '\\');
		str_putc(out, *p);
	}
	str_free(&s);
}

/*
 * Jobs keep their own log and tell their failures themselves: what cron
 * would mail is said twice, unless nobody else is told.
 */
static void
put_settings(struct str *out, const struct crons *k)
{
	const struct conf *c = k->conf;

	str_addf(out, "PATH=%s\n", c->cron.path);
	if (c->cron.mailto != NULL)
		str_addf(out, "MAILTO=%s\n", c->cron.mailto);
	else if (c->alert.command != NULL || c->alert.mail[0] != NULL)
		str_puts(out, "MAILTO=\"\"\n");
}

void
crons_crontab(struct str *out, const struct crons *k)
{
	const struct cron_job *j;

	str_addf(out, _("# jobs of %s, made by sn-cron print\n"), k->dir);
	put_settings(out, k);
	for (j = k->job; j < k->job + k->n; j++) {
		if (j->off != NULL) {
			str_addf(out, "# %s: %s (%s)\n", j->name,
			    gettext(j->title), gettext(j->off));
			continue;
		}
		str_addf(out, "# %s: %s\n", j->name, gettext(j->title));
		cron_when(out, j, k->minute);
		str_putc(out, ' ');
		put_command(out, k, j);
		str_putc(out, '\n');
	}
	str_addf(out, _("# end of the jobs of %s\n"), k->dir);
}

int
crons_print(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "at", required_argument, NULL, 0x100 },
		{ NULL, 0, NULL, 0 }
	};
	struct cmd cmd = {
		.about = N_("print a crontab"),
		.synopsis = "print [-H dir] [--at dir]",
		.example = "sn-cron print",
		.options = options,
	};
	struct str text = STR_INIT;
	const char *at = NULL;
	struct crons k;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		at = optarg;
	if (optind != argc)
		cmd_usage(&cmd);
	crons_open(&k, &cmd, at);
	crons_crontab(&text, &k);
	fputs(str_text(&text), stdout);
	str_free(&text);
	return cmd_end(&cmd, SN_OK);
}

/* What "crontab -l" prints; it fails when there is no crontab. */
static enum status
ask_crontab(const char **out, struct cmd *c, struct why *w)
{
	char *argv[] = { arena_strdup(&c->arena, "crontab"),
	    arena_strdup(&c->arena, "-l"), NULL };
	struct child k = { .argv = argv, .out = tmpfile(), .err = tmpfile() };
	struct str text = STR_INIT;
	char buf[BUFSIZ];
	enum status st;
	int status;
	size_t n;

	if (k.out == NULL || k.err == NULL)
		st = fail(w, SN_IO, _("temporary file: %s"), strerror(errno));
	else if ((st = child_run(&status, &k, w)) == SN_OK && status == 127)
		st = fail(w, SN_IO, "%s", _("crontab: there is no such "
		    "program"));
	if (st == SN_OK && status == 0) {
		rewind(k.out);
		while ((n = fread(buf, 1, sizeof(buf), k.out)) > 0 &&
		    text.len < CRONTAB_MAX)
			str_add(&text, buf, n);
	}
	*out = arena_strdup(&c->arena, str_text(&text));
	str_free(&text);
	if (k.out != NULL)
		fclose(k.out);
	if (k.err != NULL)
		fclose(k.err);
	return st;
}

enum status
crons_installed(const char **out, struct cmd *c, const char *path,
    struct why *w)
{
	struct str text = STR_INIT;
	enum status st;

	if (path == NULL)
		return ask_crontab(out, c, w);
	st = file_read(&text, path, CRONTAB_MAX, w);
	*out = arena_strdup(&c->arena, str_text(&text));
	str_free(&text);
	return st == SN_NOTFOUND ? SN_USAGE : st;
}
