/*
 * Files of postal codes on their way into the store.
 */

#include <sys/stat.h>

#include <err.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/output.h"
#include "cli/postals.h"
#include "text/decode.h"
#include "text/unzip.h"

enum {
	FILE_MAX = 64 << 20,	/* bytes; KEN_ALL is 12 to 18 MB */
	MOST = 90		/* per cent of the rows that are loaded */
};

static enum status
slurp(struct str *s, const char *path, struct why *w)
{
	enum status st = file_read(s, path, FILE_MAX, w);

	return st == SN_NOTFOUND ? SN_USAGE : st;
}

/* The day on which the file at path was written last, or today. */
static enum status
file_date(char date[DATE_SIZE], const char *path, struct why *w)
{
	struct stat sb;
	struct tm tm;

	if (stat(path, &sb) == 0 && S_ISREG(sb.st_mode) &&
	    localtime_r(&sb.st_mtime, &tm) != NULL) {
		(void)strftime(date, DATE_SIZE, "%Y-%m-%d", &tm);
		return SN_OK;
	}
	return clock_today(date, w);
}

enum status
postals_open(struct postals *p, char *path[], struct why *w)
{
	enum status st = SN_OK;

	for (; *path != NULL && st == SN_OK; path++) {
		if (p->n == POSTALS_FILES)
			return fail(w, SN_USAGE, _("more than %d files"),
			    POSTALS_FILES);
		p->file[p->n].source = *path;
		st = slurp(&p->file[p->n++].bytes, *path, w);
	}
	return st;
}

void
postals_close(struct postals *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		str_free(&p->file[i].bytes);
}

/* Read the records out of the bytes. */
static enum status
read_file(struct postals_file *f, struct cmd *c, const char *date,
    struct why *w)
{
	struct str csv = STR_INIT, *from = &f->bytes;
	enum status st = SN_OK;

	*f->date = '\0';
	if (unzip_is(str_text(from), from->len)) {
		st = unzip_csv(&csv, f->date, from->p, from->len, w);
		from = &csv;
	}
	if (st == SN_OK)
		st = postal_file_read(&f->file, str_text(from), from->len,
		    &c->arena, w);
	if (st == SN_OK && date != NULL)
		strcpy(f->date, date);
	if (st == SN_OK && *f->date == '\0')
		st = file_date(f->date, f->source, w);
	str_free(&csv);
	return st == SN_OK ? SN_OK : fail_at(w, st, "%s", f->source);
}

static enum status
read_islands(struct postals *p, struct cmd *c, struct why *w)
{
	struct decoder *d = NULL;
	struct str s = STR_INIT;
	const char *text = "";
	enum status st;
	enum enc enc;
	bool bom;

	if (p->islands == NULL || strcmp(p->islands, "default") == 0)
		return SN_OK;
	if ((st = slurp(&s, p->islands, w)) != SN_OK)
		goto out;
	enc_detect(&enc, str_text(&s), s.len, &bom);
	if ((st = decoder_open(&d, enc, w)) == SN_OK &&
	    (st = decoder_text(&text, d, str_text(&s), s.len, &c->arena,
	    w)) == SN_OK &&
	    (st = islands_read(&p->island, &p->nisland, text, &c->arena,
	    w)) == SN_OK && p->nisland == 0)
		st = fail(w, SN_INVALID, "%s", _("no island is in it"));
	if (st != SN_OK)
		fail_at(w, st, "%s", p->islands);
out:
	decoder_close(d);
	str_free(&s);
	return st;
}

/* The number of rows that are loaded of the kind of a file. */
static int64_t
loaded_rows(const struct postals_file *f, const struct postal_load *last,
    size_t n)
{
	const char *name = f->file.kind == POSTAL_TOWNS ? "towns" :
	    "businesses";
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(last[i].name, name) == 0)
			return last[i].rows;
	return 0;
}

/* Japan Post has files of one prefecture too: ask before they come in. */
static enum status
ask(struct postals *p, struct cmd *c, struct store *s, struct why *w)
{
	struct postal_load last[POSTAL_LOADS];
	const struct postals_file *f;
	enum status st;
	int64_t have;
	size_t n;

	if ((st = postal_loads(last, &n, s, &c->arena, w)) != SN_OK)
		return st;
	for (f = p->file; f < p->file + p->n; f++) {
		have = loaded_rows(f, last, n);
		if ((int64_t)f->file.n * 100 >= have * MOST)
			continue;
		if ((st = cmd_ask(c, arena_printf(&c->arena, _("%s: %zu "
		    "records, and %lld are loaded: take it in their place?"),
		    f->source, f->file.n, (long long)have), w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

static void
summary(const struct postals_file *f)
{
	const struct postal_update *u = &f->update;

	warnx(f->file.kind == POSTAL_TOWNS ?
	    _("towns of %s: %zu records, %zu codes: %lu added, %lu removed, "
	    "%lu changed") :
	    _("businesses of %s: %zu records, %zu codes: %lu added, %lu "
	    "removed, %lu changed"), f->date, f->file.n, f->file.codes,
	    u->added, u->removed, u->changed);
}

static enum status
list_changes(const struct postals *p, struct cmd *c, struct why *w)
{
	const struct report_column column[] = {
		{ "change", _("change"), false },
		{ "zip", _("postal code"), false },
		{ "before", _("before"), false },
		{ "after", _("after"), false },
	};
	struct report *r = report_new(c, column, 4);
	const struct postal_change *ch;
	size_t i, k;

	for (i = 0; i < p->n; i++)
		for (k = 0; k < p->file[i].update.n; k++) {
			ch = &p->file[i].update.change[k];
			report_cell(r, ch->before == NULL ? "added" :
			    ch->after == NULL ? "removed" : "changed");
			report_cell(r, ch->zip);
			report_cell(r, ch->before);
			report_cell(r, ch->after);
		}
	return report_end(r, stdout, w);
}

static enum status
put_islands(struct postals *p, struct store *s, struct why *w)
{
	char today[DATE_SIZE];
	enum status st;

	if (p->islands == NULL)
		return SN_OK;
	if ((st = clock_today(today, w)) != SN_OK ||
	    (st = islands_put(s, p->island, p->nisland, today, p->islands,
	    w)) != SN_OK)
		return st;
	if (p->nisland == 0)
		warnx("%s", _("islands: the list of sn"));
	else
		warnx(_("islands: %zu places"), p->nisland);
	return SN_OK;
}

static enum status
load(struct postals *p, struct cmd *c, struct store *s, struct why *w)
{
	enum status st;
	size_t i;

	if ((st = ask(p, c, s, w)) != SN_OK ||
	    (st = cmd_begin(c, s, NULL, w)) != SN_OK)
		return st;
	for (i = 0; i < p->n && st == SN_OK; i++)
		st = postal_put(&p->file[i].update, s, &p->file[i].file,
		    p->file[i].date, p->file[i].source, &c->arena, w);
	if (st == SN_OK && (st = put_islands(p, s, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st != SN_OK)
		return st;
	for (i = 0; i < p->n; i++)
		summary(&p->file[i]);
	return p->changes || c->verbose ? list_changes(p, c, w) : SN_OK;
}

enum status
postals_update(struct postals *p, struct cmd *c, struct store *s,
    struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < p->n && st == SN_OK; i++)
		st = read_file(&p->file[i], c, p->date, w);
	if (st == SN_OK && (st = read_islands(p, c, w)) == SN_OK)
		st = load(p, c, s, w);
	return st;
}
