#include <assert.h>
#include <err.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/cmd.h"
#include "cli/language.h"
#include "text/date.h"

enum {
	MAX_OPTIONS = 40,	/* no manual page should need as many */
	OPT_YES = 0x1000,	/* long options that all commands share */
	OPT_FULL,
	OPT_OUTPUT		/* + enum output */
};

static const struct option common[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "home", required_argument, NULL, 'H' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "yes", no_argument, NULL, OPT_YES },
	{ NULL, 0, NULL, 0 }
};
static const struct option of_writers[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ NULL, 0, NULL, 0 }
};
static const struct option of_selectors[] = {
	{ "query", required_argument, NULL, 'q' },
	{ NULL, 0, NULL, 0 }
};
static const struct option of_records[] = {
	{ "full", no_argument, NULL, OPT_FULL },
	{ "ndjson", no_argument, NULL, OPT_OUTPUT + OUT_NDJSON },
	{ "json", no_argument, NULL, OPT_OUTPUT + OUT_JSON },
	{ "csv", no_argument, NULL, OPT_OUTPUT + OUT_CSV },
	{ "tsv", no_argument, NULL, OPT_OUTPUT + OUT_TSV },
	{ "table", no_argument, NULL, OPT_OUTPUT + OUT_TABLE },
	{ NULL, 0, NULL, 0 }
};

static void
usage(const struct cmd *c, FILE *out)
{
	const char *name = program_invocation_short_name;

	fprintf(out, _("%s: %s\nusage: %s %s\nexample: %s\n"), name,
	    gettext(c->about), name, c->synopsis, c->example);
}

void
cmd_usage(const struct cmd *c)
{
	usage(c, stderr);
	exit(status_exit(SN_USAGE));
}

void
cmd_die(enum status st, const struct why *w)
{
	errx(status_exit(st), "%s", w->text);
}

/* Add opts to the table for getopt_long(3) and to its string of letters. */
static void
add(struct option *all, size_t *n, char **letter, const struct option *opts)
{
	for (; opts != NULL && opts->name != NULL; opts++) {
		assert(*n < MAX_OPTIONS);
		all[(*n)++] = *opts;
		if (opts->val > 0x7f)
			continue;
		*(*letter)++ = (char)opts->val;
		if (opts->has_arg == required_argument)
			*(*letter)++ = ':';
	}
}

/* Take an option that all commands share; false when it is not one. */
static bool
take(struct cmd *c, int ch)
{
	switch (ch) {
	case 'H':
		c->home = optarg;
		break;
	case 'n':
		c->dry = true;
		break;
	case 'q':
		c->query = optarg;
		break;
	case 'v':
		c->verbose = true;
		break;
	case 'h':
		usage(c, stdout);
		exit(cmd_end(c, SN_OK));
	case OPT_YES:
		c->yes = true;
		break;
	case OPT_FULL:
		c->full = true;
		break;
	default:
		if (ch < OPT_OUTPUT)
			return false;
		c->output = (enum output)(ch - OPT_OUTPUT);
	}
	return true;
}

int
cmd_getopt(struct cmd *c, int argc, char *argv[])
{
	struct option all[MAX_OPTIONS + 1] = { { NULL, 0, NULL, 0 } };
	char letters[2 * MAX_OPTIONS + 1] = "", *end = letters;
	size_t n = 0;
	int ch;

	if (c->argv == NULL) {
		language_set(NULL);
		c->given = arena_alloc(&c->arena, ((size_t)argc + 1) *
		    sizeof(*argv));
		memcpy(c->given, argv, (size_t)argc * sizeof(*argv));
	}
	c->argc = argc;
	c->argv = argv;
	add(all, &n, &end, common);
	add(all, &n, &end, c->options);
	if (c->writes) {
		add(all, &n, &end, of_writers);
		signal(SIGPIPE, SIG_IGN);
	}
	if (c->selects)
		add(all, &n, &end, of_selectors);
	if (c->records)
		add(all, &n, &end, of_records);
	while ((ch = getopt_long(argc, argv, letters, all, NULL)) != -1) {
		if (ch == '?')
			cmd_usage(c);
		if (!take(c, ch))
			return ch;
	}
	return -1;
}

const char *
cmd_joined(struct cmd *c, int first)
{
	struct str s = STR_INIT;
	const char *text;
	int i;

	for (i = first; i < c->argc; i++)
		str_addf(&s, "%s%s", i > first ? " " : "", c->argv[i]);
	text = arena_strdup(&c->arena, str_text(&s));
	str_free(&s);
	return text;
}

static void
find_home(struct cmd *c)
{
	const char *dir;

	if (c->home == NULL && (dir = getenv("SN_HOME")) != NULL && *dir)
		c->home = dir;
	if (c->home == NULL && access("sn.conf", F_OK) == 0)
		c->home = ".";
	if (c->home == NULL && (dir = getenv("XDG_DATA_HOME")) != NULL && *dir)
		c->home = arena_printf(&c->arena, "%s/sn", dir);
	if (c->home == NULL && (dir = getenv("HOME")) != NULL && *dir)
		c->home = arena_printf(&c->arena, "%s/.local/share/sn", dir);
	if (c->home == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("no shop directory: name one with -H"));
}

const char *
cmd_path(struct cmd *c, const char *name)
{
	find_home(c);
	return arena_printf(&c->arena, "%s/%s", c->home, name);
}

const struct conf *
cmd_conf(struct cmd *c)
{
	enum status st;
	struct why w;

	if (c->conf != NULL)
		return c->conf;
	st = conf_read(&c->conf, cmd_path(c, "sn.conf"), &c->arena, &w);
	if (st != SN_OK)
		cmd_die(st, &w);
	if (c->conf->language != NULL)
		language_set(c->conf->language);
	return c->conf;
}

void
cmd_language(struct cmd *c)
{
	struct why w;

	if (c->conf == NULL && conf_read(&c->conf, cmd_path(c, "sn.conf"),
	    &c->arena, &w) != SN_OK)
		c->conf = NULL;
	else if (c->conf->language != NULL)
		language_set(c->conf->language);
}

struct store *
cmd_store(struct cmd *c, enum store_mode mode)
{
	struct store *s;
	enum status st;
	struct why w;

	if (mode != STORE_CREATE)
		cmd_language(c);
	st = store_open(&s, cmd_path(c, "store.db"), mode, &w);
	if (st != SN_OK)
		cmd_die(st, &w);
	store_use(s, c->conf, c->home);
	return s;
}

const char *
cmd_day(struct cmd *c, const char *text)
{
	char today[DATE_SIZE], day[DATE_SIZE];
	enum status st;
	struct why w;

	if ((st = clock_today(today, &w)) != SN_OK)
		cmd_die(st, &w);
	if (date_relative(day, text, today) != SN_OK)
		errx(status_exit(SN_USAGE), _("%s: a date was expected, such "
		    "as 2026-12-24, yesterday or -2d"), text);
	return arena_strdup(&c->arena, day);
}

int64_t
cmd_number(const char *option, const char *text, int64_t least)
{
	long long n;
	char *end;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || n < 0)
		errx(status_exit(SN_USAGE), _("%s: %s: not a number"), option,
		    text);
	if (n < least)
		errx(status_exit(SN_USAGE), _("%s: %s: less than %lld"),
		    option, text, (long long)least);
	return n;
}

void
cmd_unread(const struct cmd *c)
{
	if (errno != EPIPE || c->committed)
		return;
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

int
cmd_end(struct cmd *c, enum status st)
{
	if (ferror(stdout) && st == SN_IO)
		;	/* it was told */
	else if (ferror(stdout) || fclose(stdout) == EOF) {
		cmd_unread(c);
		warn("%s", _("standard output"));
		st = SN_IO;
	}
	if (c->spool != NULL)
		fclose(c->spool);
	arena_free(&c->arena);
	return status_exit(st);
}
