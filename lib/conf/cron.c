/*
 * What sn.conf(5) says of what runs by itself, the jobs that come along,
 * and when they run.
 */

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "conf/cron.h"
#include "conf/reader.h"
#include "data/digest.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)

enum { HOUR = 60 };		/* minutes */

static cfg_opt_t job_opts[] = {
	TEXT("on"), TEXT("every"), TEXT("at"), TEXT("day"), TEXT("hours"),
	TEXT("command"), TEXT("alert"), CFG_END()
};
cfg_opt_t cron_opts[] = {
	TEXT("import"), TEXT("backup"), TEXT("log"), TEXT("mailto"),
	TEXT("path"), TEXT("hours"), TEXT("minute"), TEXT("keep"),
	TEXT("retries"), CFG_SEC("job", job_opts, CFGF_MULTI | CFGF_TITLE),
	CFG_END()
};

static check_fn check_whole, check_at, check_every, check_minute,
	 check_month_day, check_exit, check_some, check_mailto;

#define AT(member) offsetof(struct conf_cron, member)

static const struct member cron_members[] = {
	{ "import", check_line, AT(import), NULL },
	{ "backup", check_line, AT(backup), "backup" },
	{ "log", check_line, AT(log), "cron/log" },
	{ "mailto", check_mailto, AT(mailto), NULL },
	{ "path", check_line, AT(path), "/usr/local/bin:/usr/bin:/bin" },
	{ "hours", check_whole, AT(hours), NULL },
	{ NULL, NULL, 0, NULL }
};

#undef AT
#define AT(member) offsetof(struct conf_job, member)

static const struct member job_members[] = {
	{ "on", check_yes, AT(on), NULL },
	{ "at", check_at, AT(at), NULL },
	{ "hours", check_whole, AT(hours), NULL },
	{ "command", check_line, AT(command), NULL },
	{ NULL, NULL, 0, NULL }
};

/* Hours without minutes: a crontab has no others. */
static enum status
check_whole(struct reader *r, const char *path, const char **v)
{
	enum status st;

	if ((st = check_hours(r, path, v)) != SN_OK)
		return st;
	if (strncmp(*v + 2, ":00-", 4) != 0 || strcmp(*v + 8, ":00") != 0)
		return reader_bad(r, path, _("%s: whole hours were expected, "
		    "such as 06:00-23:00"), *v);
	return SN_OK;
}

static enum status
check_at(struct reader *r, const char *path, const char **v)
{
	const char *t = *v;

	if (strlen(t) == 5 && strspn(t, "0123456789") == 2 && t[2] == ':' &&
	    strspn(t + 3, "0123456789") == 2 && strncmp(t, "24", 2) < 0 &&
	    t[3] < '6')
		return SN_OK;
	return reader_bad(r, path, _("%s: not a time like 02:30"), t);
}

/* A number between two; what is between them for people. */
static enum status
between(struct reader *r, const char *path, const char *v, long least,
    long most)
{
	enum status st;
	long n;

	if ((st = check_number(r, path, &v)) != SN_OK)
		return st;
	n = strtol(v, NULL, 10);
	if (n < least || n > most)
		return reader_bad(r, path, _("%s: not from %ld to %ld"), v,
		    least, most);
	return SN_OK;
}

/* The clock of cron begins anew each hour. */
static enum status
check_every(struct reader *r, const char *path, const char **v)
{
	enum status st;

	if ((st = between(r, path, *v, 1, HOUR)) == SN_OK &&
	    HOUR % strtol(*v, NULL, 10) != 0)
		return reader_bad(r, path, _("%s: an hour is no multiple of "
		    "it: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60"), *v);
	return st;
}

static enum status
check_minute(struct reader *r, const char *path, const char **v)
{
	return between(r, path, *v, 0, HOUR - 1);
}

/* A day that every month has. */
static enum status
check_month_day(struct reader *r, const char *path, const char **v)
{
	return between(r, path, *v, 1, 28);
}

static enum status
check_exit(struct reader *r, const char *path, const char **v)
{
	return between(r, path, *v, 0, 6);
}

static enum status
check_some(struct reader *r, const char *path, const char **v)
{
	return between(r, path, *v, 1, 9999);
}

/* What crontab(5) takes: addresses or users, separated by commas. */
static enum status
check_mailto(struct reader *r, const char *path, const char **v)
{
	if (strpbrk(*v, " \t\"'%#") != NULL)
		return reader_bad(r, path, _("%s: no address"), *v);
	return check_line(r, path, v);
}

static enum status
read_job(struct conf_job *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "cron\njob",
	    check_slug)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, job_members)) != SN_OK ||
	    (st = reader_number(&out->every, r, sec, path, "every",
	    check_every, NUM_NULL)) != SN_OK ||
	    (st = reader_number(&out->day, r, sec, path, "day",
	    check_month_day, NUM_NULL)) != SN_OK ||
	    (st = reader_number(&out->alert, r, sec, path, "alert",
	    check_exit, NUM_NULL)) != SN_OK)
		return st;
	if (out->every != NUM_NULL && (out->at != NULL ||
	    out->day != NUM_NULL))
		return reader_bad(r, path, _("every stands alone: without at "
		    "and day"));
	return SN_OK;
}

/* The jobs that come along, in the order in which people read them. */
static const struct cron_job shipped[] = {
	{ .name = "import", .title = N_("order files of a directory"),
	    .every = 15, .alert = 1 },
	{ .name = "route", .title = N_("rules and checks for what is new"),
	    .every = 5, .alert = 2 },
	{ .name = "autorobo", .title = N_("automation"), .every = 5,
	    .command = "sn-autorobo", .alert = 2 },
	{ .name = "mail", .title = N_("mail that waits in the outbox"),
	    .every = 5, .command = "sn-mail send", .alert = 2 },
	{ .name = "inbox", .title = N_("mail that comes in"), .every = 5,
	    .command = "sn-inbox fetch", .alert = 2 },
	{ .name = "follow", .title = N_("follow mails"), .at = "10:00",
	    .command = "sn-autorobo --only follow", .alert = 2,
	    .off = N_("off") },
	{ .name = "backup", .title = N_("a copy of the store"),
	    .at = "02:00", .alert = 1 },
	{ .name = "doctor", .title = N_("a look whether all is well, and at "
	    "what expires"), .at = "07:00",
	    .command = "sn-doctor --exit-code", .alert = 1 },
	{ .name = "next", .title = N_("what people should do today"),
	    .at = "08:00", .command = "sn-next", .alert = 0,
	    .off = N_("off") },
	{ .name = "postal", .title = N_("new postal codes"), .at = "04:00",
	    .day = 3, .command = "sn-postal update", .alert = 2 },
};
enum { SHIPPED = sizeof(shipped) / sizeof(shipped[0]) };

/* A job of the shop's own needs to be told all. */
static enum status
check_own(const struct conf_job *j, struct reader *r)
{
	const char *path = arena_printf(r->arena, "cron\njob\n%s", j->name);
	size_t i;

	for (i = 0; i < SHIPPED; i++)
		if (strcmp(shipped[i].name, j->name) == 0)
			return SN_OK;
	if (j->command == NULL)
		return reader_bad(r, path, _("no job that comes along has "
		    "this name, and one of your own needs a command"));
	if (j->every == NUM_NULL && j->at == NULL)
		return reader_bad(r, path, _("when is missing: every = "
		    "minutes or at = \"02:30\""));
	return SN_OK;
}

enum status
reader_cron(struct conf_cron *out, struct reader *r, cfg_t *sec)
{
	unsigned i, n = cfg_size(sec, "job");
	enum status st;

	if ((st = reader_fill(out, r, sec, "cron", cron_members)) != SN_OK ||
	    (st = reader_number(&out->minute, r, sec, "cron", "minute",
	    check_minute, NUM_NULL)) != SN_OK ||
	    (st = reader_number(&out->keep, r, sec, "cron", "keep",
	    check_some, 14)) != SN_OK ||
	    (st = reader_number(&out->retries, r, sec, "cron", "retries",
	    check_some, 3)) != SN_OK)
		return st;
	out->job = arena_alloc(r->arena, (n + 1) * sizeof(*out->job));
	for (i = 0; i < n; i++) {
		if ((st = read_job(&out->job[i], r, cfg_getnsec(sec, "job",
		    i))) != SN_OK ||
		    (st = check_own(&out->job[i], r)) != SN_OK)
			return st;
		out->njob++;
	}
	return SN_OK;
}

/* Whether the shop has what a job that comes along works on. */
static const char *
lacks(const char *name, const struct conf *c)
{
	size_t i;

	if (strcmp(name, "import") == 0 && c->cron.import == NULL)
		return N_("cron { import } names no directory");
	if (strcmp(name, "inbox") == 0 && c->ninbox == 0)
		return N_("there is no inbox");
	if (strcmp(name, "mail") != 0 || c->mail.server != NULL)
		return NULL;
	for (i = 0; i < c->nshop; i++)
		if (c->shop[i].mail.server != NULL)
			return NULL;
	return N_("mail { server } is not set");
}

/* What the shop says of a job stands over how it comes. */
static void
override(struct cron_job *j, const struct conf_job *by)
{
	if (by->on != NULL)
		j->off = strcmp(by->on, "yes") == 0 ? NULL : N_("off");
	if (by->every != NUM_NULL) {
		j->every = by->every;
		j->at = NULL;
		j->day = 0;
	}
	if (by->at != NULL) {
		j->every = 0;
		j->at = by->at;
		j->exact = true;
	}
	if (by->day != NUM_NULL && j->at != NULL)
		j->day = by->day;
	if (by->hours != NULL)
		j->hours = by->hours;
	if (by->command != NULL)
		j->command = by->command;
	if (by->alert != NUM_NULL)
		j->alert = by->alert;
}

static const struct conf_job *
said(const struct conf *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->cron.njob; i++)
		if (strcmp(c->cron.job[i].name, name) == 0)
			return &c->cron.job[i];
	return NULL;
}

void
cron_jobs(struct cron_job **out, size_t *n, const struct conf *c,
    struct arena *a)
{
	struct cron_job *j = arena_alloc(a, (SHIPPED + c->cron.njob) *
	    sizeof(*j));
	const struct conf_job *by;
	size_t i;

	*out = j;
	for (i = 0; i < SHIPPED; i++, j++) {
		*j = shipped[i];
		if ((by = said(c, j->name)) != NULL)
			override(j, by);
		if (j->off == NULL)
			j->off = lacks(j->name, c);
		if (j->hours == NULL)
			j->hours = c->cron.hours;
	}
	for (by = c->cron.job; by < c->cron.job + c->cron.njob; by++) {
		for (i = 0; i < SHIPPED; i++)
			if (strcmp(shipped[i].name, by->name) == 0)
				break;
		if (i < SHIPPED)
			continue;
		*j = (struct cron_job){ .name = by->name, .title = by->name,
		    .hours = c->cron.hours, .alert = 2 };
		override(j++, by);
	}
	*n = (size_t)(j - *out);
}

unsigned
cron_minute(const struct conf *c, const char *dir)
{
	struct digest d;

	if (c->cron.minute != NUM_NULL)
		return (unsigned)c->cron.minute;
	digest_bytes(&d, dir, strlen(dir));
	d.text[7] = '\0';
	return (unsigned)(strtoul(d.text, NULL, 16) % HOUR);
}

/* Append the hours of a job: from-to and, over midnight, two of them. */
static void
put_hours(struct str *out, const char *hours, const char *to)
{
	int from, until;

	if (hours == NULL) {
		str_putc(out, '*');
		return;
	}
	from = (int)strtol(hours, NULL, 10);
	until = (int)strtol(hours + 6, NULL, 10) - 1;
	if (until < 0)
		until = 23;
	if (from <= until)
		str_addf(out, "%d%s%d", from, to, until);
	else
		str_addf(out, "%d%s23,0%s%d", from, to, to, until);
}

/* The minute of a job that runs once a day or month. */
static unsigned
minute_at(const struct cron_job *j, unsigned minute)
{
	return j->exact ? (unsigned)strtoul(j->at + 3, NULL, 10) : minute;
}

void
cron_when(struct str *out, const struct cron_job *j, unsigned minute)
{
	if (j->every == 0) {
		str_addf(out, "%u %ld ", minute_at(j, minute),
		    strtol(j->at, NULL, 10));
		if (j->day > 0)
			str_addf(out, "%d", (int)j->day);
		else
			str_putc(out, '*');
		str_puts(out, " * *");
		return;
	}
	if (j->every == 1)
		str_puts(out, "* ");
	else if (j->every == HOUR)
		str_addf(out, "%u ", minute);
	else
		str_addf(out, "%u-59/%d ", minute % (unsigned)j->every,
		    (int)j->every);
	put_hours(out, j->hours, "-");
	str_puts(out, " * * *");
}

void
cron_calendar(struct str *out, const struct cron_job *j, unsigned minute)
{
	if (j->every == 0) {
		str_puts(out, "*-*-");
		if (j->day > 0)
			str_addf(out, "%02d", (int)j->day);
		else
			str_putc(out, '*');
		str_addf(out, " %.2s:%02u:00", j->at, minute_at(j, minute));
		return;
	}
	str_puts(out, "*-*-* ");
	put_hours(out, j->hours, "..");
	if (j->every == HOUR)
		str_addf(out, ":%02u:00", minute);
	else
		str_addf(out, ":%u/%d:00", minute % (unsigned)j->every,
		    (int)j->every);
}
