/*
 * The same jobs for systemd(1): a service and a timer for each.
 */

#include <ctype.h>
#include <errno.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "cli/crons.h"
#include "data/digest.h"

/*
 * The name of a job's units: the directory with hyphens for slashes.  What a
 * unit's name cannot have is left out, and some digits keep two directories
 * apart.
 */
static const char *
unit(const struct crons *k, const struct cron_job *j)
{
	struct arena *a = &k->cmd->arena;
	char *name = arena_strdup(a, k->dir + 1), *p;
	bool plain = true;
	struct digest d;

	for (p = name; *p != '\0'; p++)
		if (*p == '/')
			*p = '-';
		else if (!isalnum((unsigned char)*p) && *p != '_') {
			plain = false;
			*p = '_';
		}
	if (plain)
		return arena_printf(a, "sn-%s-%s", name, j->name);
	digest_bytes(&d, k->dir, strlen(k->dir));
	return arena_printf(a, "sn-%s-%.6s-%s", name, d.text, j->name);
}

/* A word of a unit, in quotes; each character of doubled stands twice. */
static void
put_word(struct str *out, const char *v, const char *doubled)
{
	str_putc(out, '"');
	for (; *v != '\0'; v++) {
		if (*v == '"' || *v == '\\')
			str_putc(out, '\\');
		else if (strchr(doubled, *v) != NULL)
			str_putc(out, *v);
		str_putc(out, *v);
	}
	str_putc(out, '"');
}

static void
service(struct str *out, const struct crons *k, const struct cron_job *j)
{
	str_addf(out, "[Unit]\nDescription=sn: %s (%s)\n\n[Service]\n"
	    "Type=oneshot\nEnvironment=", j->name, gettext(j->title));
	put_word(out, arena_printf(&k->cmd->arena, "PATH=%s",
	    k->conf->cron.path), "%");
	str_puts(out, "\nExecStart=/usr/bin/env sn-cron run -H ");
	put_word(out, k->dir, "%$");
	str_addf(out, " %s\nSuccessExitStatus=1 5\n", j->name);
}

static void
timer(struct str *out, const struct crons *k, const struct cron_job *j)
{
	str_addf(out, "[Unit]\nDescription=sn: %s (%s)\n\n[Timer]\n"
	    "OnCalendar=", j->name, gettext(j->title));
	cron_calendar(out, j, k->minute);
	str_puts(out, " Asia/Tokyo");
	if (j->every == 0)
		str_puts(out, "\nPersistent=true");
	str_puts(out, "\n\n[Install]\nWantedBy=timers.target\n");
}

/* One file: into the directory, or behind its name on standard output. */
static enum status
put_file(struct crons *k, const char *dir, const char *name,
    const struct str *text, struct why *w)
{
	const char *path;
	bool good;
	FILE *f;

	if (dir == NULL) {
		printf("# %s\n%s\n", name, str_text(text));
		return SN_OK;
	}
	path = arena_printf(&k->cmd->arena, "%s/%s", dir, name);
	if ((f = fopen(path, "w")) == NULL)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	good = fputs(str_text(text), f) != EOF;
	if (fclose(f) == EOF || !good)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	puts(path);
	return SN_OK;
}

static enum status
put_units(struct crons *k, const char *dir, struct why *w)
{
	static const struct {
		const char	*suffix;
		void		(*fill)(struct str *, const struct crons *,
				    const struct cron_job *);
	} kinds[] = { { "service", service }, { "timer", timer } };
	const struct cron_job *j;
	struct str text = STR_INIT;
	enum status st = SN_OK;
	size_t i;

	for (j = k->job; j < k->job + k->n; j++)
		for (i = 0; i < 2 && j->off == NULL && st == SN_OK; i++) {
			str_reset(&text);
			kinds[i].fill(&text, k, j);
			st = put_file(k, dir, arena_printf(&k->cmd->arena,
			    "%s.%s", unit(k, j), kinds[i].suffix), &text, w);
		}
	str_free(&text);
	return st;
}

int
crons_systemd(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "at", required_argument, NULL, 0x100 },
		{ "output", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 }
	};
	struct cmd cmd = {
		.about = N_("print or write timers for systemd"),
		.synopsis = "systemd [-H dir] [--at dir] [-o dir]",
		.example = "sn-cron systemd -o ~/.config/systemd/user",
		.options = options,
	};
	const char *at = NULL, *dir = NULL;
	enum status st;
	struct crons k;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'o')
			dir = optarg;
		else
			at = optarg;
	if (optind != argc)
		cmd_usage(&cmd);
	crons_open(&k, &cmd, at);
	if ((st = put_units(&k, dir, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
