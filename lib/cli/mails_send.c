/*
 * sn-mail send - mail that waits in the outbox, to its servers
 *
 * One sender at a time takes one letter after the other: claim, call,
 * record.  What the server said decides what becomes of it; when nobody can
 * say whether a letter left, it is never sent again by itself.
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/lock.h"
#include "cli/effects.h"
#include "cli/mails.h"
#include "cli/mails_post.h"
#include "cli/rehearsal.h"
#include "mail/hours.h"
#include "order/mailbox.h"
#include "store/bounced.h"
#include "text/date.h"

enum { OPT_SHOP = 0x100, OPT_LIMIT, OPT_WAIT, OPT_REHEARSAL };

enum {
	MINUTE = 60,		/* seconds */
	TROUBLE = 3		/* letters in a row that a server hung up on:
				   then it is given up until the next run */
};

static const struct option options[] = {
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "limit", required_argument, NULL, OPT_LIMIT },
	{ "wait", no_argument, NULL, OPT_WAIT },
	{ "in-rehearsal", no_argument, NULL, OPT_REHEARSAL },
	{ NULL, 0, NULL, 0 }
};

/* A letter between its claim and its record. */
struct turn {
	struct effect	 e;
	struct effect_end end;
	char		 said[640];
	struct arena	 arena;
};

struct sender {
	struct cmd	*cmd;
	struct store	*store;
	struct report	*report;
	const char	*shop;		/* of one shop's channel; NULL: all */
	int64_t		 limit;		/* letters; 0: none */
	bool		 wait;		/* for the limits of a channel */
	bool		 in_rehearsal;
	sigset_t	 stop;		/* signals that end the run */

	struct turn	 turn[2];	/* the one at hand, and the last */
	struct turn	*last;		/* not recorded yet; NULL: none */
	int64_t		 taken;
	unsigned long	 done, failed, dead, unknown, left;
	enum status	 worst;

	/* of one channel */
	const char	*channel;
	const struct conf_mail *mail;
	struct post	 post;
	int		 trouble;	/* letters in a row */
	bool		 over;		/* no more through it now */
};

/* Remember how it went; the gravest counts. */
static void
note(struct sender *v, enum status st)
{
	if (st > v->worst)
		v->worst = st;
}

static void
count(struct sender *v, enum effect_fate fate)
{
	switch (fate) {
	case EFFECT_DONE:
		v->done++;
		break;
	case EFFECT_FAILED:
		v->failed++;
		break;
	case EFFECT_BACK:
		v->left++;
		break;
	case EFFECT_DEAD:
		v->dead++;
		note(v, SN_SOME);
		break;
	case EFFECT_UNKNOWN:
		v->unknown++;
		note(v, SN_SOME);
	}
}

/* What the fate of one is called; a failed one dies by its last try. */
static const char *
state(const struct turn *t)
{
	switch (t->end.fate) {
	case EFFECT_DONE:
		return "done";
	case EFFECT_DEAD:
		return "dead";
	case EFFECT_UNKNOWN:
		return "unknown";
	case EFFECT_FAILED:
		return t->e.attempts + 1 >= EFFECT_TRIES ? "dead" : "failed";
	default:
		return "queued";
	}
}

static void
tell(struct sender *v, const struct turn *t)
{
	if (t->end.fate == EFFECT_BACK)
		return;
	effects_row(v->report, &t->e, state(t), t->said);
	if (t->end.fate != EFFECT_DONE)
		warnx(_("%" PRId64 " (%s) to %s: %s: %s"), t->e.id, t->e.key,
		    t->e.target != NULL ? t->e.target : "-", state(t),
		    t->said);
}

/* Record the last one, and claim the next; a NULL out claims nothing. */
static enum status
advance(struct sender *v, struct turn *out, struct why *w)
{
	const struct effect_pick pick = { "mail", v->channel };
	struct turn *last = v->last;
	enum status st;

	if (out != NULL)
		arena_reset(&out->arena);
	st = effect_next(out != NULL ? &out->e : NULL, v->store,
	    last != NULL ? &last->end : NULL, &pick,
	    out != NULL ? &out->arena : &last->arena, w);
	if (last == NULL)
		return st;
	if (st == SN_OK || st == SN_NOTFOUND)
		tell(v, last);
	else
		warnx(_("%" PRId64 " (%s): what became of it (%s: %s) could "
		    "not be recorded: it will be shown as unknown"),
		    last->e.id, last->e.key, state(last), last->said);
	v->last = NULL;
	return st;
}

/* What becomes of the letter at hand. */
static void
end(struct turn *t, enum effect_fate fate, const char *said)
{
	snprintf(t->said, sizeof(t->said), "%s", said);
	t->end = (struct effect_end){ .id = t->e.id, .fate = fate,
	    .said = t->said };
}

/* No letter fares better through this server now. */
static void
give_up(struct sender *v, struct turn *t, enum status st,
    const struct why *w)
{
	end(t, EFFECT_BACK, w->text);
	warnx("%s", w->text);
	v->over = true;
	note(v, st);
}

static enum effect_fate
fate_of(enum smtp_end end)
{
	return end == SMTP_DONE ? EFFECT_DONE :
	    end == SMTP_REFUSED ? EFFECT_DEAD :
	    end == SMTP_LATER ? EFFECT_FAILED : EFFECT_UNKNOWN;
}

/* Give it to the server. */
static void
post(struct sender *v, struct turn *t, struct mail *m)
{
	struct smtp_result r;
	enum status st;
	struct why w;

	st = post_send(&r, &v->post, m, &t->arena, &w);
	if (st == SN_INVALID) {
		end(t, EFFECT_DEAD, w.text);
		return;
	}
	if (st != SN_OK) {
		give_up(v, t, st, &w);
		return;
	}
	end(t, fate_of(r.end), r.said);
	if (r.bcc[0] != '\0')
		warnx(_("%" PRId64 " (%s): the copy to %s: %s"), t->e.id,
		    t->e.key, m->bcc, r.bcc);
	v->trouble = r.end != SMTP_DONE && r.cut ? v->trouble + 1 : 0;
	if (v->trouble < TROUBLE)
		return;
	warnx(_("%s: the server hung up on %d letters in a row"),
	    v->mail->server, TROUBLE);
	v->over = true;
	note(v, SN_RETRY);
}

/* A mobile phone must not ring at night. */
static enum status
quiet(bool *out, struct sender *v, struct turn *t, struct why *w)
{
	struct stamp now, next;
	enum status st;

	*out = false;
	if (v->mail->mobile_hours == NULL || t->e.target == NULL ||
	    !mailbox_is_mobile(t->e.target))
		return SN_OK;
	if ((st = clock_now(&now, w)) != SN_OK || (st = mail_hours_next(&next,
	    v->mail->mobile_hours, now.text, w)) != SN_OK ||
	    strcmp(next.text, now.text) == 0)
		return st;
	*out = true;
	end(t, EFFECT_BACK, "");
	t->end.next_at = arena_strdup(&t->arena, next.text);
	return SN_OK;
}

/* Decide about one that is claimed. */
static enum status
send_one(struct sender *v, struct turn *t, struct why *w)
{
	const char *came_back;
	enum status st;
	struct mail m;
	bool later;

	if (v->mail == NULL) {
		end(t, EFFECT_FAILED, _("sn.conf has no server for it any "
		    "more: name one for the shop again, or drop it and queue "
		    "it anew"));
		note(v, SN_SOME);
		return SN_OK;
	}
	if ((st = bounced_why(&came_back, v->store, t->e.target, &t->arena,
	    w)) != SN_OK || (st = quiet(&later, v, t, w)) != SN_OK)
		return st;
	if (came_back != NULL)
		end(t, EFFECT_DEAD, arena_printf(&t->arena, _("mail came back "
		    "from there: %s"), came_back));
	else if (!later && mail_read(&m, t->e.payload, &t->arena, w) != SN_OK)
		end(t, EFFECT_DEAD, w->text);
	else if (!later)
		post(v, t, &m);
	return SN_OK;
}

/* Seconds pass, or a signal ends the run. */
static bool
waited(struct sender *v, time_t seconds)
{
	const struct timespec ts = { .tv_sec = seconds };
	int got = sigtimedwait(&v->stop, NULL, &ts);

	if (got > 0)
		raise(got);	/* it stays pending */
	return got == -1;
}

static bool
stopped(const struct sender *v)
{
	sigset_t now;

	sigpending(&now);
	return sigismember(&now, SIGINT) || sigismember(&now, SIGTERM) ||
	    (v->limit > 0 && v->taken >= v->limit);
}

/* Whether anything is due through the channel. */
static enum status
is_due(bool *out, struct sender *v, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char **channel;
	enum status st;
	size_t n, i;

	*out = false;
	st = effect_channels(&channel, &n, v->store, "mail", &a, w);
	for (i = 0; st == SN_OK && i < n && !*out; i++)
		*out = strcmp(channel[i], v->channel) == 0;
	arena_free(&a);
	return st;
}

static enum status
sent_lately(int64_t *out, struct sender *v, struct why *w)
{
	struct stamp now, since;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	if (time_add(&since, now.text, -MINUTE) != SN_OK)
		since = now;
	return effects_done_since(out, v->store, v->channel, since.text, w);
}

/*
 * Whether the channel's minute has room for one more, if there is one.
 * Without --wait what has no room is left to the next run.
 */
static enum status
room(bool *out, struct sender *v, struct why *w)
{
	int64_t limit = v->mail != NULL ? v->mail->per_minute : 0, n;
	enum status st;
	bool due;

	*out = true;
	if (limit == 0)
		return SN_OK;
	if (v->last != NULL && (st = advance(v, NULL, w)) != SN_OK)
		return st;
	for (;;) {
		if ((st = sent_lately(&n, v, w)) != SN_OK || n < limit ||
		    (st = is_due(&due, v, w)) != SN_OK || !due)
			return st;
		if (!v->wait || stopped(v) || !waited(v, 1)) {
			*out = false;
			return SN_OK;
		}
	}
}

/* One channel, until nothing of it is due or it is given up. */
static enum status
run_channel(struct sender *v, struct why *w)
{
	struct turn *t = &v->turn[0];
	enum status st = SN_OK;
	bool fits = true;

	while (!v->over && !stopped(v)) {
		if ((st = room(&fits, v, w)) != SN_OK || !fits)
			break;
		t = t == &v->turn[0] ? &v->turn[1] : &v->turn[0];
		if ((st = advance(v, t, w)) != SN_OK)
			break;
		v->taken++;
		if ((st = send_one(v, t, w)) != SN_OK)
			break;
		v->last = t;
		count(v, t->end.fate);
	}
	if (st == SN_NOTFOUND)
		st = SN_OK;
	if (st == SN_OK && v->last != NULL)
		st = advance(v, NULL, w);
	if (!fits)
		warnx(_("%s: its limit of %" PRId64 " a minute is reached; the "
		    "next run, or --wait, sends the rest"),
		    v->mail->server, v->mail->per_minute);
	return st;
}

static enum status
send_channel(struct sender *v, const char *channel, struct why *w)
{
	enum status st;

	v->channel = channel;
	v->mail = channel != NULL ? conf_mail(cmd_conf(v->cmd), channel) :
	    NULL;
	if (v->mail != NULL && v->mail->server == NULL)
		v->mail = NULL;
	v->trouble = 0;
	v->over = false;
	if (v->mail == NULL)
		return run_channel(v, w);
	if ((st = post_open(&v->post, v->cmd, v->store, v->mail, w)) ==
	    SN_OK)
		st = run_channel(v, w);
	else if (st == SN_DENIED) {
		warnx("%s", w->text);
		note(v, st);
		st = SN_OK;
	}
	post_close(&v->post);
	return st;
}

/* What a sender that died has left. */
static enum status
find_orphans(struct sender *v, struct why *w)
{
	enum status st;
	int64_t n;

	if ((st = effects_orphaned(&n, v->store, "mail", w)) != SN_OK ||
	    n == 0)
		return st;
	v->unknown += (unsigned long)n;
	note(v, SN_SOME);
	warnx(_("a sender that ended badly left %" PRId64 " that may have "
	    "been sent: sn-outbox list --state unknown"), n);
	return SN_OK;
}

static const char *
channel_of(struct sender *v)
{
	const struct conf *conf = cmd_conf(v->cmd);
	const struct conf_shop *shop;

	if (v->shop == NULL)
		return NULL;
	if ((shop = conf_shop(conf, v->shop)) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such shop in sn.conf"),
		    v->shop);
	return conf_channel(conf, shop);
}

static enum status
send_all(struct sender *v, struct why *w)
{
	const char **channel, *only = channel_of(v);
	struct lock lock = LOCK_INIT;
	enum status st;
	size_t n, i;

	if (!v->in_rehearsal &&
	    (st = rehearsal_refuse(v->store, w)) != SN_OK)
		return st;
	if ((st = lock_take(&lock, cmd_path(v->cmd, "lock-mail"), w)) !=
	    SN_OK)
		return st == SN_RETRY ? fail_at(w, st, "%s",
		    _("mail is being sent already")) : st;
	if ((st = find_orphans(v, w)) == SN_OK)
		st = effect_channels(&channel, &n, v->store, "mail",
		    &v->cmd->arena, w);
	for (i = 0; st == SN_OK && i < n && !stopped(v); i++)
		if (only == NULL || strcmp(channel[i], only) == 0)
			st = send_channel(v, channel[i], w);
	lock_drop(&lock);
	return st;
}

static enum status
show_one(const struct effect *e, void *arg, struct why *w)
{
	struct sender *v = arg;

	(void)w;
	v->left++;
	effects_row(v->report, e, e->state, effect_said(e));
	return SN_OK;
}

/* What would go now. */
static enum status
show_all(struct sender *v, struct why *w)
{
	struct effect_filter f = { .states = "[\"queued\",\"failed\"]",
	    .kind = "mail", .channel = channel_of(v), .limit = v->limit };
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	f.due = now.text;
	return effects_each(v->store, &f, show_one, v, w);
}

static void
read_options(struct sender *v, struct cmd *c, int argc, char *argv[])
{
	char *rest;
	int ch;

	while ((ch = cmd_getopt(c, argc, argv)) != -1)
		switch (ch) {
		case OPT_SHOP:
			v->shop = optarg;
			break;
		case OPT_LIMIT:
			errno = 0;
			v->limit = strtoll(optarg, &rest, 10);
			if (*rest != '\0' || errno != 0 || v->limit <= 0)
				errx(status_exit(SN_USAGE), _("%s: %s: not a "
				    "number"), "--limit", optarg);
			break;
		case OPT_WAIT:
			v->wait = true;
			break;
		case OPT_REHEARSAL:
			v->in_rehearsal = true;
			break;
		}
	if (optind != argc)
		cmd_usage(c);
}

static void
summarise(const struct sender *v)
{
	if (v->cmd->dry && (v->cmd->verbose || isatty(STDERR_FILENO)))
		warnx(_("%lu would be sent"), v->left);
	else if (v->failed + v->dead + v->unknown > 0 || v->cmd->verbose ||
	    isatty(STDERR_FILENO))
		warnx(_("%lu sent, %lu failed and tried again later, %lu "
		    "dead, %lu unknown"), v->done, v->failed, v->dead,
		    v->unknown);
}

int
mails_send(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("send the mail that waits in the outbox"),
		.synopsis = "send [-nv] [-H dir] [--shop shop] [--limit n] "
		    "[--wait] [--in-rehearsal]",
		.example = "sn-mail send --limit 100",
		.options = options,
		.writes = true, .records = true,
	};
	struct sender v = { .cmd = &cmd };
	enum status st, shown;
	sigset_t old;
	struct why w;
	int status;

	read_options(&v, &cmd, argc, argv);
	cmd_conf(&cmd);
	/* A letter that is under way is brought to its end. */
	sigemptyset(&v.stop);
	sigaddset(&v.stop, SIGINT);
	sigaddset(&v.stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &v.stop, &old);
	v.store = cmd_store(&cmd, cmd.dry ? STORE_READ : STORE_WRITE);
	v.report = effects_report(&cmd);
	if ((st = cmd.dry ? show_all(&v, &w) : send_all(&v, &w)) != SN_OK)
		warnx("%s", w.text);
	store_close(v.store);
	note(&v, st);
	cmd.committed = v.taken > 0;
	if ((shown = report_end(v.report, stdout, &w)) != SN_OK)
		warnx("%s", w.text);
	note(&v, shown);
	summarise(&v);
	arena_free(&v.turn[0].arena);
	arena_free(&v.turn[1].arena);
	status = cmd_end(&cmd, v.worst);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return status;
}
