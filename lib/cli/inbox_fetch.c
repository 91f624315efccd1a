/*
 * sn-inbox fetch - letters into the store
 *
 * Some at a time: all their bytes, then the store, then the word to the
 * server that they are read.  What breaks off between gives the same letter
 * again, which the store knows.
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/lock.h"
#include "cli/inbox.h"
#include "cli/inbox_letterbox.h"
#include "data/digest.h"
#include "mail/parse.h"
#include "order/mailbox.h"

enum { OPT_INBOX = 0x100 };

static const struct option options[] = {
	{ "inbox", required_argument, NULL, OPT_INBOX },
	{ NULL, 0, NULL, 0 }
};

/* A run over all inboxes. */
struct fetch {
	struct cmd	*cmd;
	struct store	*store;
	bool		 begun;		/* the run has its op */
	int64_t		 last;		/* letter that was there before; -1:
					   not known yet */
	unsigned long	 fresh, known, matched, broken, refused;
	struct arena	 arena;		/* of the letters at hand */
};

static const char *
folded(const char *mail, struct arena *a)
{
	return mail != NULL ? mailbox_fold(mail, a) : NULL;
}

/* What a bounce says: "5.1.1: user unknown". */
static const char *
said(const struct message_bounce *b, struct arena *a)
{
	if (b->status == NULL || b->said == NULL)
		return b->said != NULL ? b->said : b->status;
	return arena_printf(a, "%s: %s", b->status, b->said);
}

/* The last of the ids that blanks part. */
static const char *
last_id(const char *ids)
{
	const char *blank = ids != NULL ? strrchr(ids, ' ') : NULL;

	return blank != NULL ? blank + 1 : ids;
}

static void
news(struct letter_news *out, struct fetch *f, const struct letterbox *p,
    const struct piece *piece)
{
	static const char *const kinds[] = { "inquiry", "automatic",
	    "bounce" };
	struct arena *a = &f->arena;
	struct letter *l = &out->letter;
	struct digest *sum = arena_alloc(a, sizeof(*sum));
	const char *bytes = str_text(&p->bytes) + piece->from;
	struct message m;

	message_parse(&m, bytes, piece->len, a);
	digest_bytes(sum, piece->cause == NULL ? bytes : piece->uid != NULL ?
	    piece->uid : piece->path != NULL ? piece->path : p->name,
	    piece->cause == NULL ? piece->len : strlen(piece->uid != NULL ?
	    piece->uid : piece->path != NULL ? piece->path : p->name));
	*out = (struct letter_news){
		.references = m.references,
		.bytes = piece->cause == NULL ? bytes : NULL,
		.nbytes = piece->len, .bounced = folded(m.bounce.mail, a),
		.bounced_id = m.bounce.message_id, .hard = m.bounce.hard,
	};
	*l = (struct letter){
		.inbox = p->name, .uid = piece->uid,
		.message_id = m.message_id,
		.reply_to_id = m.in_reply_to != NULL ? m.in_reply_to :
		    last_id(m.references),
		.kind = kinds[m.kind], .by_name = m.from_name,
		.by_mail = folded(m.reply_to != NULL ? m.reply_to : m.from,
		    a),
		.to_mail = folded(m.to, a), .subject = m.subject,
		.body = *m.text != '\0' ? m.text : NULL,
		.files = (int64_t)m.npart,
		.cause = piece->cause != NULL ? piece->cause :
		    m.cause != NULL ? m.cause : said(&m.bounce, a),
		.at = m.date, .orders = NUM_NULL, .sha256 = sum->text,
		.shop = p->inbox != NULL ? p->inbox->shop : NULL,
	};
	if (piece->cause != NULL || m.cause != NULL)
		f->broken++;
}

/* Begin the run, or go on with it. */
static enum status
begin(struct fetch *f, struct why *w)
{
	enum status st;

	if (f->begun && !f->cmd->dry)
		return store_resume(f->store, w);
	if ((st = cmd_begin(f->cmd, f->store, NULL, w)) == SN_OK)
		f->begun = true;
	return st;
}

static enum status
commit(struct fetch *f, struct why *w)
{
	enum status st;

	if (f->cmd->dry)
		return cmd_commit(f->cmd, f->store, w);
	if ((st = store_commit(f->store, w)) == SN_OK)
		f->cmd->committed = true;
	return st;
}

/* Keep the letters at hand. */
static enum status
keep(struct fetch *f, struct letterbox *p, struct why *w)
{
	struct letter_news one;
	enum status st;
	bool fresh;
	size_t i;

	if ((st = begin(f, w)) != SN_OK)
		return st;
	for (i = 0; i < p->n && st == SN_OK; i++) {
		news(&one, f, p, &p->piece[i]);
		if ((st = letter_put(&fresh, f->store, &one, w)) != SN_OK)
			break;
		if (fresh && f->last == -1)
			f->last = one.letter.id - 1;
		*(fresh ? &f->fresh : &f->known) += 1;
		if (fresh && one.letter.orders != NUM_NULL)
			f->matched++;
		arena_reset(&f->arena);
	}
	if (st == SN_OK && p->imap != NULL)
		st = letter_floor_put(f->store, p->name,
		    imap_validity(p->imap), p->floor, w);
	if (st == SN_OK)
		st = commit(f, w);
	store_rollback(f->store);	/* does nothing after a commit */
	return st;
}

/*
 * All of an inbox.  How far a folder is read is noted the first time though
 * it be empty: from then on every message is new.
 */
static enum status
inbox(struct fetch *f, const struct conf_inbox *in, const char *name,
    struct why *w)
{
	struct letterbox p;
	enum status st;

	st = letterbox_open(&p, f->cmd, f->store, in, name, w);
	while (st == SN_OK && (st = letterbox_more(&p, w)) == SN_OK) {
		if (p.n == 0 && p.nseen == 0 && !p.strange)
			break;
		if ((p.n > 0 || p.strange) && (st = keep(f, &p, w)) != SN_OK)
			break;
		p.strange = false;
		st = letterbox_settle(&p, w);
	}
	f->refused += p.refused;
	letterbox_close(&p);
	return st;
}

/* One after the other: what is wrong with one does not stop the next. */
static enum status
inboxes(struct fetch *f, const struct conf *conf, char *names[],
    struct why *w)
{
	enum status st = SN_OK, one;
	const struct conf_inbox *in;
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (conf_inbox(conf, names[i]) == NULL)
			return fail(w, SN_USAGE, _("%s: sn.conf has no such "
			    "inbox"), names[i]);
	for (i = 0; *names != NULL ? names[i] != NULL : i < conf->ninbox;
	    i++) {
		in = *names != NULL ? conf_inbox(conf, names[i]) :
		    &conf->inbox[i];
		if ((one = inbox(f, in, in->name, w)) == SN_OK)
			continue;
		warnx("%s: %s", in->name, w->text);
		w->text[0] = '\0';
		if (one > st)
			st = one;
		if (one == SN_IO && !f->cmd->committed && f->begun)
			break;	/* the store itself */
	}
	return st;
}

static enum status
given(struct fetch *f, const struct conf *conf, const char *name,
    struct why *w)
{
	const struct conf_inbox *in = name != NULL ? conf_inbox(conf, name) :
	    NULL;
	enum status st;
	struct letterbox p;

	if (name != NULL && in == NULL)
		return fail(w, SN_USAGE, _("%s: sn.conf has no such inbox"),
		    name);
	st = letterbox_open(&p, f->cmd, f->store, NULL, name != NULL ? name : "-",
	    w);
	p.inbox = in;	/* for its shop */
	while (st == SN_OK && (st = letterbox_more(&p, w)) == SN_OK && p.n > 0)
		st = keep(f, &p, w);
	letterbox_close(&p);
	return st;
}

static enum status
finish(struct fetch *f, enum status st, struct why *w)
{
	struct letter_filter of = { .above = f->last };
	enum status end;

	if (f->cmd->verbose || f->refused + f->broken > 0 ||
	    isatty(STDERR_FILENO))
		warnx(_("%lu new letters, %lu matched to orders, %lu known, "
		    "%lu not read whole, %lu refused"), f->fresh, f->matched,
		    f->known, f->broken, f->refused);
	if (f->fresh > 0 && !f->cmd->dry &&
	    (end = inbox_table(f->cmd, f->store, &of, stdout, w)) != SN_OK)
		return end;
	return st == SN_OK && f->refused > 0 ? SN_SOME : st;
}

int
inbox_fetch(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("fetch letters into the store"),
		.synopsis = "[-nv] [-H dir] [inbox ... | [--inbox inbox] -]",
		.example = "sn-inbox fetch",
		.options = options,
		.writes = true, .records = true,
	};
	struct fetch f = { .cmd = &cmd, .last = -1 };
	struct lock lock = LOCK_INIT;
	const struct conf *conf;
	const char *name = NULL;
	struct why w = { "" };
	enum status st;
	bool input;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		name = optarg;
	input = optind + 1 == cmd.argc && strcmp(cmd.argv[optind], "-") == 0;
	if (name != NULL && !input)
		cmd_usage(&cmd);
	conf = cmd_conf(&cmd);
	if (!input && optind == cmd.argc && conf->ninbox == 0)
		st = fail(&w, SN_USAGE, "%s", _("sn.conf has no section "
		    "inbox"));
	else if ((st = lock_take(&lock, cmd_path(&cmd, "lock-inbox"),
	    &w)) == SN_OK) {
		f.store = cmd_store(&cmd, STORE_WRITE);
		st = input ? given(&f, conf, name, &w) :
		    inboxes(&f, conf, cmd.argv + optind, &w);
		if (f.begun || st == SN_OK)
			st = finish(&f, st, &w);
		store_close(f.store);
	}
	lock_drop(&lock);
	arena_free(&f.arena);
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
