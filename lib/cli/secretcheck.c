#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "cli/secretcheck.h"
#include "text/date.h"

struct look {
	struct cmd	*cmd;
	struct secret_state *state;
	size_t		 n, cap;
};

static void
say(struct look *l, enum secret_flaw flaw, const char *name,
    const char *expires, const char *text)
{
	const char *path = cmd_path(l->cmd, arena_printf(&l->cmd->arena,
	    "secrets/%s", name));
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->state[i].flaw == flaw &&
		    strcmp(l->state[i].path, path) == 0)
			return;		/* two shops share it */
	l->state = arena_grow(&l->cmd->arena, l->state, l->n, &l->cap,
	    sizeof(*l->state));
	l->state[l->n++] = (struct secret_state){ flaw, path, expires, text };
}

/* Until when they are good. */
static void
dates(struct look *l, const struct conf *conf, const char *today)
{
	const struct conf_secret *s;
	int days;

	for (s = conf->secret; s < conf->secret + conf->nsecret; s++) {
		days = date_diff(today, s->expires);
		if (days < 0)
			say(l, SECRET_EXPIRED, s->name, s->expires,
			    arena_printf(&l->cmd->arena, _("expired on %s"),
			    s->expires));
		else if (days <= SECRET_DAYS)
			say(l, SECRET_SOON, s->name, s->expires,
			    arena_printf(&l->cmd->arena, _("expires on %s, "
			    "days left: %d"), s->expires, days));
	}
}

/* The file of a password that is about to be used. */
static void
used(struct look *l, const char *user, const char *name)
{
	struct stat sb;

	if (user == NULL || name == NULL)
		return;
	if (stat(cmd_path(l->cmd, arena_printf(&l->cmd->arena, "secrets/%s",
	    name)), &sb) == -1)
		say(l, SECRET_MISSING, name, NULL,
		    arena_printf(&l->cmd->arena, _("is not there: its first "
		    "line is the password of %s"), user));
	else if ((sb.st_mode & 077) != 0)
		say(l, SECRET_OPEN, name, NULL, _("others may read it"));
}

enum status
secrets_check(struct secret_state **out, size_t *n, struct cmd *c,
    struct why *w)
{
	const struct conf *conf = cmd_conf(c);
	struct look l = { .cmd = c };
	char today[DATE_SIZE];
	enum status st;
	size_t i;

	if ((st = clock_today(today, w)) != SN_OK)
		return st;
	dates(&l, conf, today);
	used(&l, conf->mail.user, conf->mail.secret);
	for (i = 0; i < conf->nshop; i++)
		used(&l, conf->shop[i].mail.user, conf->shop[i].mail.secret);
	for (i = 0; i < conf->ninbox; i++)
		used(&l, conf->inbox[i].user, conf->inbox[i].secret);
	*out = l.state;
	*n = l.n;
	return SN_OK;
}
