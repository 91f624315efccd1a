/*
 * A run of the automation: the sections of robo.conf, one after the other.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/alerts.h"
#include "cli/mails_queue.h"
#include "cli/output.h"
#include "cli/robo.h"
#include "data/digest.h"
#include "mail/choose.h"
#include "store/checked.h"
#include "store/inspect.h"
#include "store/property.h"

enum {
	UNREAD = 10000		/* rows of the log that the next run may read
				   again: less than leaving a trace costs */
};

const char *
robo_name(const struct robo *b, struct arena *a)
{
	const char *slash = strrchr(b->file, '/');

	return arena_printf(a, "%s:%u: %s", slash != NULL ? slash + 1 :
	    b->file, b->line, b->title);
}

enum status
robo_try(struct robo_wish *wish, struct cmd *c, struct why *w)
{
	const struct conf *conf = cmd_conf(c);
	struct checks *checks;
	struct robos *robos;
	char today[11];
	enum status st;

	if ((st = clock_today(today, w)) != SN_OK ||
	    (st = checks_read(&checks, cmd_path(c, "checks.conf"), &c->arena,
	    w)) != SN_OK ||
	    (st = robos_read(&robos, cmd_path(c, "robo.conf"), conf, checks,
	    words_mail, today, &c->arena, w)) != SN_OK)
		return st;
	wish->checks = checks;
	wish->robos = robos;
	return SN_OK;
}

void
robo_read(struct robo_wish *wish, struct cmd *c)
{
	enum status st;
	struct why w;

	if ((st = robo_try(wish, c, &w)) != SN_OK)
		cmd_die(st, &w);
	wish->send = wish->send || wish->robos->send;
	c->more_conf = arena_printf(&c->arena, "%s %s",
	    wish->checks->hash != NULL ? wish->checks->hash : "-",
	    wish->robos->hash != NULL ? wish->robos->hash : "-");
	if (wish->route != NULL && conf_route(c->conf, wish->route) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such route"),
		    wish->route);
	if (wish->title != NULL && robos_find(wish->robos, wish->title) ==
	    NULL)
		errx(status_exit(SN_USAGE), _("%s: no such section in "
		    "robo.conf"), wish->title);
}

/* Whether a section has a part in this run. */
static bool
works(const struct robo_wish *wish, const struct robo *b)
{
	if (!b->on)
		return false;
	if (wish->title != NULL && strcmp(b->title, wish->title) != 0)
		return false;
	return wish->route == NULL || b->route == NULL ||
	    strcmp(b->route, wish->route) == 0;
}

/* All conditions are read before anything is done. */
static enum status
open_sections(struct robo_run *r, struct why *w)
{
	const struct robos *all = r->wish->robos;
	struct step_run *x;
	enum status st;
	struct robo *b;
	size_t i;

	r->section = arena_alloc(&r->cmd->arena, (all->n + 1) *
	    sizeof(*r->section));
	for (i = 0; i < all->n; i++) {
		if (!works(r->wish, &all->robo[i]))
			continue;
		b = arena_alloc(&r->cmd->arena, sizeof(*b));
		*b = all->robo[i];
		if (r->wish->route != NULL)
			b->route = r->wish->route;
		x = &r->section[r->n++];
		*x = (struct step_run){ .store = r->store,
		    .conf = r->cmd->conf, .robo = b, .only = NUM_NULL,
		    .arena = &r->cmd->arena };
		if ((st = step_open(x, w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

/*
 * Check what changed since it was checked.  What stays unchecked all the
 * same is in the way of mail.
 */
static enum status
check(struct robo_run *r, struct why *w)
{
	struct inspected done;
	enum status st;
	int64_t *id;
	size_t n;

	if ((st = checked_settle(r->store, w)) != SN_OK ||
	    (st = checked_missing_ids(&id, &n, r->store, &r->cmd->arena,
	    w)) != SN_OK)
		return st;
	r->unchecked = 0;
	if (n == 0)
		return SN_OK;
	if ((st = store_because(r->store, NULL, w)) != SN_OK ||
	    (st = inspect(&done, r->store, r->wish->checks, r->cmd->conf, id,
	    n, w)) != SN_OK)
		return st;
	r->checked += n;
	r->opened += done.opened;
	r->closed += done.closed;
	return checked_missing(&r->unchecked, r->store, w);
}

static void
count(struct robo_run *r, const struct step_run *x, size_t n)
{
	struct arena *a = &r->cmd->arena;

	if (n == 0)
		return;
	r->did = arena_grow(a, r->did, r->ndid, &r->capdid,
	    sizeof(*r->did));
	r->did[r->ndid++] = (struct robo_did){ x->robo,
	    &x->robo->step[x->at], n };
}

static enum status
mail(struct robo_run *r, struct step_run *x, const int64_t *id, size_t n,
    struct why *w)
{
	const char **why = arena_alloc(&r->cmd->arena, n * sizeof(*why));
	size_t i, bad = 0;
	enum status st;

	if ((st = robo_mail(why, r, x->robo->step[x->at].kind, id, n, w)) !=
	    SN_OK || (st = step_record(x, id, why, n, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		bad += why[i] != NULL;
	count(r, x, n - bad);
	r->failed += bad;
	return SN_OK;
}

/* The shipments, whatever was checked before. */
static enum status
check_these(struct robo_run *r, struct step_run *x, const int64_t *id,
    size_t n, struct why *w)
{
	struct inspected done;
	enum status st;

	if ((st = inspect(&done, r->store, r->wish->checks, r->cmd->conf, id,
	    n, w)) != SN_OK || (st = step_record_all(x, id, n, STEP_DONE,
	    NULL, w)) != SN_OK)
		return st;
	r->opened += done.opened;
	r->closed += done.closed;
	r->checked += n;
	count(r, x, n);
	return step_look_again(x, w);
}

static enum status
do_step(struct robo_run *r, struct step_run *x, size_t at, struct why *w)
{
	enum status st;
	int64_t *id;
	size_t n;

	if ((st = step_due(&id, &n, x, at, w)) != SN_OK || n == 0)
		return st;
	r->touched = r->touched || x->robo->step[at].what != ROBO_MAIL;
	switch (x->robo->step[at].what) {
	case ROBO_MAIL:
		return mail(r, x, id, n, w);
	case ROBO_CHECK:
		return check_these(r, x, id, n, w);
	case ROBO_RUN:
		if ((st = robo_command(r, x, id, n, w)) != SN_OK)
			return st;
		break;
	case ROBO_ACTION:
		if ((st = step_act(x, w)) != SN_OK)
			return st;
		break;
	}
	count(r, x, n - x->failed);
	r->failed += x->failed;
	x->failed = 0;
	return SN_OK;
}

/* Keep what the section halts, for the digest. */
static enum status
keep_halts(struct robo_run *r, struct step_run *x, struct why *w)
{
	struct halt *h;
	enum status st;
	size_t i, n;

	if ((st = step_halts(&h, &n, x, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		if (h[i].kind == HALT_FAILED || h[i].kind == HALT_UNKNOWN)
			continue;	/* the ledger has them */
		r->stopped = arena_grow(&r->cmd->arena, r->stopped,
		    r->nstopped, &r->capstopped, sizeof(*r->stopped));
		r->stopped[r->nstopped++] = (struct robo_stopped){ x->robo,
		    h[i] };
	}
	return SN_OK;
}

/*
 * A mail goes only for what was checked after its last change: look again at
 * what the steps before it changed.
 */
static enum status
look_again(struct robo_run *r, struct step_run *x, struct why *w)
{
	enum status st;

	r->touched = false;
	if ((st = check(r, w)) != SN_OK)
		return st;
	return step_look_again(x, w);
}

/* Keep what was done so far, whatever happens to the rest of the run. */
static enum status
keep(struct robo_run *r, struct why *w)
{
	enum status st;
	bool idle;

	if ((st = steps_idle(&idle, r->store, w)) != SN_OK || idle)
		return st;
	/* somebody else may write between two transactions */
	r->touched = true;
	return cmd_step(r->cmd, r->store, w);
}

static enum status
work(struct robo_run *r, struct step_run *x, struct why *w)
{
	bool mails;
	enum status st;
	size_t i;

	if (r->touched) {
		r->touched = false;
		if ((st = check(r, w)) != SN_OK)
			return st;
	}
	if ((st = step_take(x, w)) != SN_OK)
		return st;
	for (i = 0; x->taken > 0 && i < x->robo->nstep; i++) {
		mails = x->robo->step[i].what == ROBO_MAIL;
		if (mails && r->touched &&
		    (st = look_again(r, x, w)) != SN_OK)
			return st;
		if (mails && r->unchecked > 0)
			break;
		if ((st = do_step(r, x, i, w)) != SN_OK)
			return st;
	}
	if ((st = keep_halts(r, x, w)) != SN_OK || (r->wish->route == NULL &&
	    (st = step_prune(x, w)) != SN_OK))
		return st;
	return keep(r, w);
}

/* What failed in sections that are no more, or off, is forgotten. */
static enum status
forget_gone(struct robo_run *r, struct why *w)
{
	const struct robo *b;
	struct step_left *x;
	enum status st;
	size_t i, n;

	if ((st = steps_left(&x, &n, r->store, &r->cmd->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++) {
		b = robos_find(r->wish->robos, x[i].robo);
		if (strcmp(x[i].state, "failed") == 0 &&
		    (b == NULL || !b->on))
			st = steps_forget(r->store, x[i].robo, w);
	}
	return st;
}

/*
 * Whether there is anything to say that the run before has not said: what
 * waits for people is told once, not every three minutes.
 */
static enum status
judge_news(struct robo_run *r, struct why *w)
{
	const char *left = robo_tell_left(r), *told;
	struct digest d;
	enum status st;

	digest_bytes(&d, left, strlen(left));
	if ((st = property_get(&told, r->store, "robo-told", &r->cmd->arena,
	    w)) != SN_OK)
		return st;
	r->quiet = r->ndid == 0 && (*left == '\0' ||
	    (told != NULL && strcmp(told, d.text) == 0));
	if ((told == NULL && *left == '\0') ||
	    (told != NULL && strcmp(told, d.text) == 0))
		return SN_OK;
	r->news = true;
	return property_set(r->store, "robo-told", d.text, w);
}

/* Commit, or leave no trace of a run that had nothing to do. */
static enum status
finish(struct robo_run *r, int64_t settled, struct why *w)
{
	int64_t now;
	enum status st;
	bool idle;

	/* so that the next run finds nothing unchecked */
	if ((r->touched && (st = check(r, w)) != SN_OK) ||
	    (st = steps_left(&r->left, &r->nleft, r->store, &r->cmd->arena,
	    w)) != SN_OK ||
	    (st = judge_news(r, w)) != SN_OK ||
	    (st = steps_idle(&idle, r->store, w)) != SN_OK ||
	    (st = property_num(&now, r->store, "checked", 0, w)) != SN_OK)
		return st;
	if (idle && !r->news && r->checked == 0 && !r->cmd->committed &&
	    now - settled < UNREAD) {
		store_rollback(r->store);
		return SN_OK;
	}
	if (r->wish->digest == DIGEST_STDOUT && !r->cmd->dry)
		fputs(robo_tell(r), r->cmd->spool);
	return cmd_commit(r->cmd, r->store, w);
}

static enum status
sections(struct robo_run *r, struct why *w)
{
	int64_t unknown, settled;
	enum status st;
	size_t i;

	if ((st = property_num(&settled, r->store, "checked", 0, w)) !=
	    SN_OK ||
	    (!r->cmd->dry && (st = steps_orphaned(&unknown, r->store, w)) !=
	    SN_OK) ||
	    (st = forget_gone(r, w)) != SN_OK || (st = check(r, w)) != SN_OK)
		return st;
	for (i = 0; i < r->n; i++)
		if ((st = work(r, &r->section[i], w)) != SN_OK)
			return st;
	return finish(r, settled, w);
}

/* Sending to the outside is not for a store that is a rehearsal. */
static enum status
look_at_store(struct robo_run *r, struct why *w)
{
	const char *copy;
	enum status st;

	if ((st = property_get(&copy, r->store, "rehearsal", &r->cmd->arena,
	    w)) != SN_OK || copy == NULL || r->cmd->dry)
		return st;
	return fail(w, SN_CONFLICT, _("%s: a rehearsal: only -n works here"),
	    r->cmd->home);
}

/* By mail, as people asked; what is not new is told no second time. */
static enum status
tell(struct robo_run *r, struct why *w)
{
	const char *text = robo_tell(r), *subject;
	struct stamp now;
	enum status st;

	if (*text == '\0' || r->quiet)
		return SN_OK;
	if (r->cmd->dry) {
		fputs(text, stderr);
		return SN_OK;
	}
	if (r->wish->digest != DIGEST_MAIL)
		return SN_OK;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	/* with its time: what was told today is told no second time */
	subject = arena_printf(&r->cmd->arena, _("automation at %.5s: %zu "
	    "steps done, %zu stopped, %zu failed"), now.text + 11, r->ndid,
	    r->nstopped, r->nleft);
	if ((st = alert_tell(r->cmd, subject, text, w)) == SN_SOME) {
		warnx("%s", w->text);
		st = SN_OK;
	}
	return st;
}

static enum status
outcome(const struct robo_run *r, struct why *w)
{
	if (r->unchecked > 0)
		return fail(w, SN_CONFLICT, _("%" PRId64 " shipments stay "
		    "unchecked: no mail was queued; see sn-check -q "
		    "checked=no"), r->unchecked);
	*w->text = '\0';
	return r->failed > 0 || (r->wish->exit_code &&
	    (r->nstopped > 0 || r->nleft > 0)) ? SN_SOME : SN_OK;
}

enum status
robo_run(struct cmd *c, struct store *s, const struct robo_wish *wish,
    struct why *w)
{
	struct robo_run r = { .cmd = c, .store = s, .wish = wish };
	struct lock lock = LOCK_INIT;
	enum status st;
	int sent = 0;

	if (!c->dry && (st = lock_take(&lock, cmd_path(c, "lock-robo"),
	    w)) != SN_OK)
		return st == SN_RETRY ? fail_at(w, st, "%s",
		    _("is running already")) : st;
	if ((st = look_at_store(&r, w)) != SN_OK ||
	    (st = open_sections(&r, w)) != SN_OK ||
	    (st = cmd_begin(c, s, NULL, w)) != SN_OK)
		goto out;
	st = sections(&r, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK && c->verbose)
		warnx(_("%zu shipments checked: %" PRId64 " findings opened, %"
		    PRId64 " closed"), r.checked, r.opened, r.closed);
	if (st == SN_OK)
		st = tell(&r, w);
	lock_drop(&lock);
	if (st == SN_OK && wish->send && !c->dry)
		st = robo_send(c, &sent, w);
	if (st == SN_OK)
		st = outcome(&r, w);
	if (st == SN_OK && sent != 0)
		st = fail(w, SN_SOME, _("sn-mail send ended with %d"), sent);
out:
	mails_close(r.mails);
	lock_drop(&lock);
	return st;
}

enum status
robo_settle(struct cmd *c, struct store *s, const struct ids *ids,
    bool done, const char *reason, struct why *w)
{
	enum status st;
	int64_t n;

	if ((st = cmd_begin(c, s, reason, w)) != SN_OK)
		return st;
	if ((st = steps_settle(&n, s, ids->id, ids->n, done, w)) == SN_OK &&
	    (st = output_shipments(c, s, ids, NULL, c->spool, w)) == SN_OK &&
	    (st = cmd_commit(c, s, w)) == SN_OK)
		warnx(done ? _("%" PRId64 " steps count as done") :
		    _("%" PRId64 " steps will be tried again"), n);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
