/*
 * sn-inbox parse - order mails as records for sn-import
 */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/inbox_letterbox.h"
#include "cli/intake.h"
#include "cli/ndjson.h"
#include "cli/sheet.h"
#include "format/letter.h"
#include "mail/parse.h"
#include "order/json.h"
#include "text/number.h"

enum { OPT_SHOP = 0x100, OPT_REJECTS };

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ NULL, 0, NULL, 0 }
};

struct parsing {
	struct cmd		*cmd;
	const char		*name;		/* of the format */
	const char		*path;
	const char		*shop;		/* --shop, or NULL */
	const char		*rejects;	/* --rejects, or NULL */
	struct format		*format;
	struct letter_layout	*layout;
	const struct conf_shop	*section;
	FILE			*kept;		/* the rejects, once there are */
	struct letterbox	 box;
	struct str		 csv;
	struct arena		 arena;		/* of one letter */
	struct str		 records;	/* likewise */
	unsigned long		 read, refused;
	struct why		 cause;		/* why rows of it were refused */
};

/* What is no order, or no whole one, goes by as it came: an mbox. */
static enum status
keep(struct parsing *p, const char *bytes, size_t n, struct why *w)
{
	const char *end = bytes + n, *line = bytes, *stop;
	int fd;

	if (p->rejects == NULL)
		return SN_OK;
	if (p->kept == NULL) {
		fd = open(p->rejects, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    0600);
		if (fd == -1 || (p->kept = fdopen(fd, "w")) == NULL)
			return fail(w, SN_IO, "%s: %s", p->rejects,
			    strerror(errno));
	}
	if (n < 5 || memcmp(bytes, "From ", 5) != 0)
		fputs("From sn-inbox Thu Jan  1 00:00:00 1970\n", p->kept);
	for (; line < end; line = stop) {
		stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop == NULL ? end : stop + 1;
		if (line != bytes && end - line >= 5 &&
		    memcmp(line, "From ", 5) == 0)
			putc('>', p->kept);
		fwrite(line, 1, (size_t)(stop - line), p->kept);
	}
	if (n > 0 && end[-1] != '\n')
		putc('\n', p->kept);
	putc('\n', p->kept);
	return ferror(p->kept) ? fail(w, SN_IO, "%s: %s", p->rejects,
	    strerror(errno)) : SN_OK;
}

/* An order whose parts do not come to what it says was not understood. */
static enum status
check_total(const struct parsing *p, const struct tree *t, struct why *w)
{
	int64_t total = tree_total(t), stated = t->order->stated_total;
	char a[NUMBER_SIZE], b[NUMBER_SIZE];

	if (letter_untotalled(p->layout))
		return SN_OK;
	if (stated == NUM_NULL)
		return fail(w, SN_INVALID, "%s", _("it states no total"));
	if (total == NUM_NULL)
		return fail(w, SN_INVALID, "%s", _("an amount is missing"));
	if (total != stated)
		return fail(w, SN_INVALID, _("it comes to %s yen and states "
		    "%s"), number_yen(a, total), number_yen(b, stated));
	return SN_OK;
}

static enum status
on_order(const struct orders_got *got, void *arg, struct why *w)
{
	struct parsing *p = arg;
	struct order *o = got->tree->order;
	enum status st;
	char *text;
	json_t *v;
	size_t i;

	o->shop = p->section->name;
	o->mall = p->section->mall;
	if ((st = check_total(p, got->tree, w)) != SN_OK)
		return st;
	for (i = 0; i < got->tree->nshipment; i++) {
		v = tree_json(got->tree, i);
		text = json_dumps(v, JSON_COMPACT);
		json_decref(v);
		if (text == NULL)
			return fail(w, SN_IO, "%s", _("out of memory"));
		str_puts(&p->records, text);
		str_putc(&p->records, '\n');
		free(text);
	}
	return SN_OK;
}

static enum status
on_refused(const struct orders_refused *r, void *arg, struct why *w)
{
	struct parsing *p = arg;

	(void)w;
	if (r->culprit)
		fail(&p->cause, SN_INVALID, "%s", r->reason);
	return SN_OK;
}

static enum status
read_table(struct parsing *p, struct why *w)
{
	const struct orders_conf conf = { .refused = on_refused };
	struct orders_count n = { .read = 0 };
	enum status st;
	FILE *f;

	if ((f = fmemopen(p->csv.p, p->csv.len, "r")) == NULL)
		return fail(w, SN_IO, "fmemopen: %s", strerror(errno));
	st = orders_read(&n, f, _("mail"), p->format, &conf, on_order, p, w);
	fclose(f);
	if (st == SN_OK && n.refused > 0) {
		*w = p->cause;
		return SN_INVALID;
	}
	if (st == SN_OK && n.orders != 1)
		return fail(w, SN_INVALID, "%s", _("not one order"));
	return st;
}

/* One letter into p->records. */
static enum status
parse(struct parsing *p, const struct piece *piece, struct why *w)
{
	struct letter_text t;
	struct message m;
	enum status st;

	if (piece->cause != NULL)
		return fail(w, SN_INVALID, "%s", _(piece->cause));
	message_parse(&m, p->box.bytes.p + piece->from, piece->len,
	    &p->arena);
	if (m.cause != NULL)
		return fail(w, SN_INVALID, "%s", _(m.cause));
	t = (struct letter_text){ .from = m.from, .subject = m.subject,
	    .date = m.date, .text = m.text };
	str_reset(&p->csv);
	if ((st = letter_table(&p->csv, p->layout, &t, w)) != SN_OK)
		return st;
	return read_table(p, w);
}

static enum status
one(struct parsing *p, const struct piece *piece, struct why *w)
{
	enum status st;

	arena_reset(&p->arena);
	str_reset(&p->records);
	p->read++;
	st = parse(p, piece, w);
	if (st == SN_OK)
		return fwrite(str_text(&p->records), 1, p->records.len,
		    stdout) < p->records.len ? fail(w, SN_IO,
		    _("standard output: %s"), strerror(errno)) : SN_OK;
	if (status_stops(st))
		return st;
	p->refused++;
	warnx("%s: %lu: %s", p->path, p->read, w->text);
	return keep(p, p->box.bytes.p + piece->from, piece->len, w);
}

/* Where the letters are: a Maildir, a file, or standard input. */
static enum status
open_box(struct parsing *p, struct why *w)
{
	struct conf_inbox *inbox = NULL;
	struct stat sb;
	char *path;

	if (strcmp(p->path, "-") == 0) {
		p->path = _("standard input");
	} else {
		if (stat(p->path, &sb) == -1 ||
		    (path = realpath(p->path, NULL)) == NULL)
			return fail(w, SN_USAGE, "%s: %s", p->path,
			    strerror(errno));
		inbox = arena_alloc(&p->cmd->arena, sizeof(*inbox));
		inbox->url = arena_printf(&p->cmd->arena, "%s:%s",
		    S_ISDIR(sb.st_mode) ? "maildir" : "mbox", path);
		free(path);
	}
	return letterbox_open(&p->box, p->cmd, NULL, inbox, p->path, w);
}

static enum status
open_format(struct parsing *p, struct why *w)
{
	const char *dir = cmd_path(p->cmd, "formats");
	struct arena *a = &p->cmd->arena;
	enum status st;

	if (strncmp(p->name, "mail-", 5) != 0)
		p->name = arena_printf(a, "mail-%s", p->name);
	if ((st = format_load(&p->format, p->name, dir, a, w)) != SN_OK ||
	    (st = letter_layout(&p->layout, p->format, a, w)) != SN_OK)
		return st == SN_NOTFOUND ? SN_USAGE : st;
	if ((st = intake_section(&p->section, p->cmd->conf, p->format->mall,
	    p->shop, p->path, w)) != SN_OK)
		return st;
	if (strcmp(p->format->confidence, "unverified") == 0)
		fprintf(stderr, _("%s: %s (%s), shop %s; nobody has confirmed "
		    "this format\n"), p->path, p->format->name,
		    p->format->title, p->section->name);
	return SN_OK;
}

static enum status
run(struct parsing *p, struct why *w)
{
	enum status st;
	size_t i;

	if ((st = sheet_rejects_free(p->rejects, w)) != SN_OK ||
	    (st = open_format(p, w)) != SN_OK ||
	    (st = open_box(p, w)) != SN_OK)
		return st;
	while ((st = letterbox_more(&p->box, w)) == SN_OK && p->box.n > 0)
		for (i = 0; i < p->box.n; i++)
			if ((st = one(p, &p->box.piece[i], w)) != SN_OK)
				return st;
	p->refused += p->box.refused;
	p->read += p->box.refused;
	if (st == SN_OK && fflush(stdout) == EOF)
		return fail(w, SN_IO, _("standard output: %s"),
		    strerror(errno));
	if (st == SN_OK && p->kept != NULL && fflush(p->kept) == EOF)
		return fail(w, SN_IO, "%s: %s", p->rejects, strerror(errno));
	return st;
}

int
inbox_parse(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("read orders out of mails"),
		.synopsis = "[-H dir] -f format [--shop name] "
		    "[--rejects file] [file | Maildir | -]",
		.example = "sn-inbox parse -f cart orders.mbox | sn-import -",
		.options = options,
	};
	struct parsing p = { .cmd = &cmd, .path = "-" };
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'f')
			p.name = optarg;
		else if (ch == OPT_SHOP)
			p.shop = optarg;
		else
			p.rejects = optarg;
	if (p.name == NULL || optind + 1 < cmd.argc)
		cmd_usage(&cmd);
	if (optind < cmd.argc)
		p.path = cmd.argv[optind];
	(void)cmd_conf(&cmd);
	if ((st = run(&p, &w)) != SN_OK)
		warnx("%s", w.text);
	else if (p.refused > 0) {
		warnx(_("%lu mails, %lu of them refused"), p.read, p.refused);
		st = p.refused < p.read ? SN_SOME : SN_INVALID;
	}
	letterbox_close(&p.box);
	if (p.kept != NULL)
		fclose(p.kept);
	format_free(p.format);
	str_free(&p.csv);
	str_free(&p.records);
	arena_free(&p.arena);
	return cmd_end(&cmd, st);
}
