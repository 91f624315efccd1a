/*
 * Alerts: the way from a program that nobody watches to a person.
 */

#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/alerts.h"
#include "cli/child.h"
#include "mail/mail.h"
#include "order/mailbox.h"
#include "store/outbox.h"

enum { TOLD_MAX = 1 << 20 };	/* bytes of a day's subjects */

struct alert {
	struct cmd	*cmd;
	const char	*now, *day, *subject, *text;
};

/* The line of this alert in the file of those that were told. */
static const char *
line_of(const struct alert *al)
{
	char *line = arena_printf(&al->cmd->arena, "%s %s", al->day,
	    al->subject), *p;

	for (p = line; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	return line;
}

/*
 * What was told on this day, each line ended; false: that cannot be known,
 * and twice is better than never.
 */
static bool
read_told(struct str *out, const struct alert *al)
{
	const char *path = cmd_path(al->cmd, "cron/told");
	struct str all = STR_INIT;
	struct why ignored;
	const char *p;
	size_t n;
	bool good;

	good = file_read(&all, path, TOLD_MAX, &ignored) == SN_OK;
	for (p = str_text(&all); good && *p != '\0'; p += n + (p[n] != '\0')) {
		n = strcspn(p, "\n");
		if (strncmp(p, al->day, strlen(al->day)) != 0)
			continue;
		str_add(out, p, n);
		str_putc(out, '\n');
	}
	str_free(&all);
	return good;
}

static bool
was_told(const struct alert *al)
{
	const char *line = line_of(al), *p;
	struct str told = STR_INIT;
	bool found = false;
	size_t n = strlen(line);

	if (read_told(&told, al))
		for (p = str_text(&told); !found && *p != '\0';
		    p += strcspn(p, "\n") + 1)
			found = strncmp(p, line, n) == 0 && p[n] == '\n';
	str_free(&told);
	return found;
}

/* A directory that cannot be written only means that it is told again. */
static void
remember(const struct alert *al)
{
	const char *path = cmd_path(al->cmd, "cron/told");
	const char *new = arena_printf(&al->cmd->arena, "%s.new", path);
	struct str told = STR_INIT;
	bool good;
	FILE *f;

	(void)read_told(&told, al);
	(void)mkdir(cmd_path(al->cmd, "cron"), 0700);
	if ((f = fopen(new, "w")) != NULL) {
		good = fprintf(f, "%s%s\n", str_text(&told), line_of(al)) > 0;
		good = fclose(f) == 0 && good;
		if (!good || rename(new, path) == -1)
			unlink(new);
	}
	str_free(&told);
}

/* One letter into the outbox; its key lets no second one in on that day. */
static enum status
put_mail(const struct alert *al, struct store *s, const char *to,
    struct why *w)
{
	struct arena *a = &al->cmd->arena;
	const struct conf_mail *by = &al->cmd->conf->mail;
	const char *key = arena_printf(a, "mail alert %s %s to %s", al->day,
	    al->subject, to);
	struct effect e = { .key = key, .kind = "mail",
	    .channel = conf_channel(al->cmd->conf, NULL),
	    .target = mailbox_fold(to, a), .title = al->subject,
	    .orders = NUM_NULL, .shipment = NUM_NULL };
	struct mail m = { .from = by->from, .from_name = by->from_name,
	    .envelope = by->envelope, .to = to, .subject = al->subject,
	    .text = al->text, .automatic = true,
	    .message_id = mail_message_id(key, al->now, NULL, by->from, a) };
	struct str payload = STR_INIT;
	enum status st;
	bool fresh;

	e.message_id = m.message_id;
	if ((st = mail_payload(&payload, &m, w)) == SN_OK) {
		e.payload = str_text(&payload);
		st = effect_put(&fresh, s, &e, w);
	}
	str_free(&payload);
	return st;
}

static enum status
put_mails(const struct alert *al, struct cmd *run, struct why *w)
{
	const char **to = al->cmd->conf->alert.mail;
	struct store *s = NULL;
	enum status st;

	if ((st = store_open(&s, cmd_path(run, "store.db"), STORE_WRITE,
	    w)) == SN_OK)
		st = cmd_begin(run, s, NULL, w);
	for (; st == SN_OK && *to != NULL; to++)
		st = put_mail(al, s, *to, w);
	if (st == SN_OK)
		st = cmd_commit(run, s, w);
	store_close(s);
	return st;
}

/* The letters in a run of their own: what the caller spooled is not theirs. */
static enum status
by_mail(const struct alert *al, struct why *w)
{
	const struct conf *conf = al->cmd->conf;
	struct cmd run = { .home = al->cmd->home, .conf = al->cmd->conf,
	    .argc = al->cmd->argc, .argv = al->cmd->argv,
	    .given = al->cmd->given };
	enum status st;

	if (conf->mail.from == NULL || strchr(conf->mail.from, '@') == NULL ||
	    conf->mail.server == NULL)
		return fail(w, SN_USAGE, _("alert: mail: section mail of "
		    "sn.conf names no server or no sender"));
	st = put_mails(al, &run, w);
	if (run.spool != NULL)
		fclose(run.spool);
	arena_free(&run.arena);
	return st == SN_OK ? SN_OK : fail_at(w, st, "%s", _("alert: mail"));
}

/* Subject and text on the standard input of the shop's own command. */
static enum status
by_command(const struct alert *al, struct why *w)
{
	const char *command = al->cmd->conf->alert.command;
	char *home = realpath(cmd_path(al->cmd, "."), NULL);
	char *argv[] = { arena_strdup(&al->cmd->arena, "sh"),
	    arena_strdup(&al->cmd->arena, "-c"),
	    arena_strdup(&al->cmd->arena, command), NULL };
	struct child k = { .home = home, .dir = home, .argv = argv,
	    .in = tmpfile(), .out = stderr };
	enum status st = SN_OK;
	int status;

	if (k.in == NULL || fprintf(k.in, "%s\n\n%s", al->subject,
	    al->text) < 0 || fflush(k.in) == EOF)
		st = fail(w, SN_IO, _("temporary file: %s"), strerror(errno));
	else if ((st = child_run(&status, &k, w)) == SN_OK && status != 0)
		st = fail(w, SN_IO, _("alert: command: exit %d"), status);
	if (k.in != NULL)
		fclose(k.in);
	free(home);
	return st;
}

enum status
alert_tell(struct cmd *c, const char *subject, const char *text,
    struct why *w)
{
	struct alert al = { .cmd = c, .subject = subject, .text = text };
	enum status st = SN_OK;
	bool told = false;
	struct stamp now;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	al.now = arena_strdup(&c->arena, now.text);
	al.day = arena_strndup(&c->arena, now.text, 10);
	cmd_language(c);
	if (was_told(&al))
		return SN_OK;
	if (c->conf != NULL && c->conf->alert.mail[0] != NULL &&
	    (st = by_mail(&al, w)) == SN_OK)
		told = true;
	if (c->conf != NULL && c->conf->alert.command != NULL) {
		if (by_command(&al, w) == SN_OK)
			told = true;
		else
			st = SN_SOME;
	}
	if (!told)
		fprintf(stderr, "%s: %s\n%s", program_invocation_short_name,
		    subject, text);
	remember(&al);
	return st == SN_OK ? SN_OK : SN_SOME;
}
