/*
 * sn-mail write - one mail by hand
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mails_make.h"
#include "cli/output.h"
#include "order/mailbox.h"
#include "store/enclosure.h"
#include "store/tree.h"
#include "text/utf8.h"

enum { OPT_ATTACH = 0x100, OPT_BARE, OPT_BODY, OPT_SUBJECT, OPT_TEMPLATE,
	OPT_TO };

static const struct option options[] = {
	{ "attach", required_argument, NULL, OPT_ATTACH },
	{ "bare", no_argument, NULL, OPT_BARE },
	{ "body", required_argument, NULL, OPT_BODY },
	{ "reason", required_argument, NULL, 'r' },
	{ "subject", required_argument, NULL, OPT_SUBJECT },
	{ "template", required_argument, NULL, OPT_TEMPLATE },
	{ "to", required_argument, NULL, OPT_TO },
	{ NULL, 0, NULL, 0 }
};

/* The letter as it was asked for. */
struct writing {
	struct cmd	*cmd;
	struct store	*store;
	const char	*reason;
	const char	*subject;	/* NULL: the template's */
	const char	*from;		/* file of the text; NULL: a template */
	const char	*text;
	const char	*kind;		/* the template's name, or NULL */
	const char	*to;		/* NULL: the buyer */
	bool		 bare;		/* no signature below */
	struct mail_file file[MAIL_FILES_MAX];
	struct str	 bytes[MAIL_FILES_MAX];
	size_t		 nfile;
};

/* What readers take files for, by the end of their names. */
static const struct {
	const char	*end, *type;
} types[] = {
	{ ".csv", "text/csv" }, { ".txt", "text/plain" },
	{ ".pdf", "application/pdf" }, { ".zip", "application/zip" },
	{ ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" },
	{ ".png", "image/png" }, { ".gif", "image/gif" },
	{ ".webp", "image/webp" }, { ".heic", "image/heic" },
	{ ".html", "text/html" }, { ".ics", "text/calendar" },
	{ ".doc", "application/msword" },
	{ ".xls", "application/vnd.ms-excel" },
	{ ".ppt", "application/vnd.ms-powerpoint" },
	{ ".docx", "application/vnd.openxmlformats-officedocument."
	    "wordprocessingml.document" },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument."
	    "spreadsheetml.sheet" },
	{ ".pptx", "application/vnd.openxmlformats-officedocument."
	    "presentationml.presentation" },
};

static const char *
type_of(const char *name)
{
	size_t i, n = strlen(name), m;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		m = strlen(types[i].end);
		if (n > m && strcasecmp(name + n - m, types[i].end) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

/* A file that must be there; one that is not is a slip of the pen. */
static enum status
read_file(struct str *out, const char *path, size_t most, struct why *w)
{
	enum status st = file_read(out, path, most, w);

	return st == SN_NOTFOUND ? SN_USAGE : st;
}

static enum status
attach(struct writing *wr, const char *path, struct why *w)
{
	struct mail_file *f = &wr->file[wr->nfile];
	struct str *bytes = &wr->bytes[wr->nfile];
	const char *slash = strrchr(path, '/');
	enum status st;

	if (strcmp(path, "-") == 0)
		cmd_usage(wr->cmd);	/* it would have no name */
	if (wr->nfile == MAIL_FILES_MAX)
		return fail(w, SN_USAGE, _("more than %d files"),
		    MAIL_FILES_MAX);
	wr->nfile++;
	if ((st = read_file(bytes, path, MAIL_BYTES_MAX, w)) != SN_OK)
		return st;
	*f = (struct mail_file){
		.name = slash != NULL ? slash + 1 : path,
		.bytes = str_text(bytes), .len = bytes->len,
	};
	f->type = type_of(f->name);
	return SN_OK;
}

/* The text that was typed, its lines ended by \n, the last one too. */
static enum status
read_text(struct writing *wr, struct why *w)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct str in = STR_INIT, out = STR_INIT;
	enum status st;
	const char *p;

	if ((st = read_file(&in, wr->from, MAIL_TEXT_MAX, w)) != SN_OK)
		goto out;
	p = str_text(&in);
	if (strlen(p) < in.len || !utf8_valid(p, in.len)) {
		st = fail(w, SN_USAGE, _("%s: not UTF-8 text"), wr->from);
		goto out;
	}
	for (p += strncmp(p, bom, 3) == 0 ? 3 : 0; *p != '\0'; p++)
		if (*p != '\r')
			str_putc(&out, *p);
		else if (p[1] != '\n')
			str_putc(&out, '\n');
	p = str_text(&out);
	if (p[strspn(p, " \t\n")] == '\0') {
		st = fail(w, SN_USAGE, _("%s: the text is empty"), wr->from);
		goto out;
	}
	if (out.p[out.len - 1] != '\n')
		str_putc(&out, '\n');
	wr->text = arena_strdup(&wr->cmd->arena, out.p);
out:
	str_free(&in);
	str_free(&out);
	return st;
}

/* Once for all shipments, which must be of one order. */
static enum status
find_order(int64_t *order, const struct writing *wr, const struct ids *ids,
    struct why *w)
{
	enum status st;
	int64_t other;
	size_t i;

	if ((st = store_order_of(order, wr->store, ids->id[0], w)) != SN_OK)
		return st;
	for (i = 1; i < ids->n; i++) {
		if ((st = store_order_of(&other, wr->store, ids->id[i],
		    w)) != SN_OK)
			return st;
		if (other != *order)
			return fail(w, SN_USAGE, "%s", _("one mail goes to "
			    "one order: name the shipments of one"));
	}
	return SN_OK;
}

/* The letter without its files; who gets it must be good. */
static enum status
make_letter(struct making *k, const struct writing *wr, struct why *w)
{
	const struct mails_wish by = { .kind = wr->kind };
	const struct conf_mail *m = k->mail;
	struct mail *l = &k->letter;
	enum status st;

	if (wr->kind != NULL) {
		k->wish = &by;
		st = making_compose(k, w);
		k->wish = NULL;
		if (st != SN_OK)
			return st;
	} else {
		*l = (struct mail){ .from = m->from,
		    .from_name = m->from_name, .envelope = m->envelope,
		    .reply_to = m->reply_to, .bcc = m->bcc,
		    .to = k->tree.order->by.mail,
		    .to_name = k->tree.order->by.name };
		l->text = m->signature == NULL || wr->bare ? wr->text :
		    arena_printf(&k->m->work, "%s\n%s\n", wr->text,
		    m->signature);
	}
	if (wr->subject != NULL)
		l->subject = wr->subject;
	if (wr->to != NULL) {
		l->to = wr->to;
		l->to_name = NULL;
	}
	return making_judge_address(k, l->to, w);
}

/* Whether it can be written as it will be when it goes. */
static enum status
try_letter(const struct making *k, struct why *w)
{
	struct mail l = k->letter;
	struct str s = STR_INIT;
	enum status st;

	l.message_id = "1@example.jp";
	st = mail_write(&s, &l, k->m->now.text, w);
	str_free(&s);
	return st == SN_INVALID ? SN_USAGE : st;
}

static enum status
keep_files(struct making *k, struct writing *wr, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < wr->nfile && st == SN_OK; i++)
		st = enclosure_put(&wr->file[i].sha256, k->m->store,
		    wr->file[i].bytes, wr->file[i].len, &k->m->work, w);
	return st;
}

/* Within the run. */
static enum status
queue(struct mails *m, struct writing *wr, const struct ids *ids,
    int64_t order, struct why *w)
{
	static const struct mails_wish wish = { .kind = "write" };
	struct making k = { .m = m, .wish = &wish, .order = order,
	    .id = ids->id[0] };
	enum status st;
	int64_t last;

	if ((st = making_read(&k, w)) != SN_OK ||
	    (st = making_judge_sender(&k, w)) != SN_OK ||
	    (st = make_letter(&k, wr, w)) != SN_OK)
		return st;
	k.letter.file = wr->file;
	k.letter.nfile = wr->nfile;
	if ((st = try_letter(&k, w)) != SN_OK ||
	    (st = keep_files(&k, wr, w)) != SN_OK ||
	    (st = mailing_last(&last, m->store, k.key, w)) != SN_OK)
		return st;
	return making_put(&k, last, w);
}

static enum status
run(struct writing *wr, const struct ids *ids, struct why *w)
{
	struct cmd *c = wr->cmd;
	struct mails *m = NULL;
	enum status st;
	int64_t order;

	if ((st = find_order(&order, wr, ids, w)) != SN_OK ||
	    (st = mails_open(&m, c, wr->store, w)) != SN_OK ||
	    (st = cmd_begin(c, wr->store, wr->reason, w)) != SN_OK)
		goto out;
	if ((st = queue(m, wr, ids, order, w)) == SN_OK &&
	    (st = output_shipments(c, wr->store, ids, NULL, c->spool,
	    w)) == SN_OK)
		st = cmd_commit(c, wr->store, w);
	store_rollback(wr->store);	/* does nothing after a commit */
out:
	mails_close(m);
	return st;
}

/* The name of a template: a kind of mail, or write-NAME of the shop. */
static const char *
template_of(struct cmd *c, const char *name)
{
	const char *kind = mails_kind(name);

	return kind != NULL ? kind : arena_printf(&c->arena, "write-%s",
	    name);
}

/* Options, and all that is read, before the store is open. */
static enum status
read_all(struct writing *wr, int argc, char *argv[], struct why *w)
{
	struct cmd *c = wr->cmd;
	enum status st = SN_OK;
	int ch;

	while (st == SN_OK && (ch = cmd_getopt(c, argc, argv)) != -1)
		switch (ch) {
		case OPT_ATTACH:
			st = attach(wr, optarg, w);
			break;
		case OPT_BARE:
			wr->bare = true;
			break;
		case OPT_BODY:
			wr->from = optarg;
			break;
		case 'r':
			wr->reason = optarg;
			break;
		case OPT_SUBJECT:
			wr->subject = optarg;
			break;
		case OPT_TEMPLATE:
			wr->kind = template_of(c, optarg);
			break;
		case OPT_TO:
			wr->to = optarg;
			break;
		}
	if (st == SN_OK && wr->from == NULL && c->argc - optind > 1 &&
	    strcmp(c->argv[c->argc - 1], "-") == 0) {
		wr->from = "-";
		c->argv[--c->argc] = NULL;
	}
	if (st == SN_OK && ((wr->from == NULL) == (wr->kind == NULL) ||
	    (wr->subject == NULL && wr->kind == NULL)))
		cmd_usage(c);
	if (st == SN_OK && wr->to != NULL)
		st = mailbox_check(wr->to, w) == SN_OK ? SN_OK : SN_USAGE;
	return st == SN_OK && wr->from != NULL ? read_text(wr, w) : st;
}

int
mails_write(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("write one mail by hand"),
		.synopsis = "write [-nv] [-H dir] [-r reason] [--attach file] "
		    "[--bare] [--to address]\n"
		    "           --subject subject --body file -q query | "
		    "shipment ...\n"
		    "       sn-mail write [-nv] [-H dir] [-r reason] "
		    "[--attach file] [--to address]\n"
		    "           [--subject subject] --template name "
		    "-q query | shipment ...",
		.example = "sn-mail write --subject 'ご注文の件' "
		    "--body letter.txt rakuten-main:1002",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct writing wr = { .cmd = &cmd };
	struct tally tally = { 0, 0 };
	struct why w = { "" };
	enum status st;
	struct ids ids;
	size_t i;

	if ((st = read_all(&wr, argc, argv, &w)) == SN_OK) {
		cmd_conf(&cmd);
		wr.store = cmd_store(&cmd, STORE_WRITE);
		cmd_select(&ids, &cmd, wr.store, &tally);
		if (ids.n > 0 && tally.refused == 0)
			st = run(&wr, &ids, &w);
		store_close(wr.store);
	}
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (ids.n > 0 && tally.refused == 0 &&
	    (cmd.verbose || isatty(STDERR_FILENO)))
		warnx("%s", _("queued; sn-mail send sends it"));
	for (i = 0; i < wr.nfile; i++)
		str_free(&wr.bytes[i]);
	return cmd_end(&cmd, st != SN_OK ? st : tally.refused > 0 ?
	    SN_INVALID : SN_OK);
}
