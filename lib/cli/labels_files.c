/*
 * The files of a run of sn-label(1): one, or several that are numbered,
 * where the carrier takes only so many rows in each.
 */

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/deliver.h"
#include "cli/labels.h"

/* FILE-2.csv of FILE.csv, with as many digits as the last one has. */
static const char *
numbered(const char *file, size_t i, size_t n, struct arena *a)
{
	const char *base = strrchr(file, '/'), *dot;
	int digits = snprintf(NULL, 0, "%zu", n);

	base = base != NULL ? base + 1 : file;
	dot = strrchr(base, '.');
	if (dot == NULL || dot == base)
		dot = base + strlen(base);
	return arena_printf(a, "%.*s-%0*zu%s", (int)(dot - file), file,
	    digits, i + 1, dot);
}

static enum status
record(struct labels *l, const char *path, size_t i, struct why *w)
{
	const struct labels_file *f = &l->file[i];
	bool last = i + 1 == l->nfile;
	size_t end = last ? l->out.len : f[1].at;
	size_t done = last ? l->done.n : f[1].first;
	struct batch *b = &l->batch[i];

	*b = (struct batch){ .kind = "label", .file = path };
	if (path != NULL && l->nfile > 1)
		b->file = numbered(path, i, l->nfile, &l->cmd->arena);
	b->format = l->format->name;
	b->at = l->now.text;
	b->rows = f->rows;
	b->bytes = str_text(&l->out) + f->at;
	b->len = end - f->at;
	return store_batch_put(l->store, b, l->done.id + f->first,
	    done - f->first, w);
}

enum status
labels_record(struct labels *l, const char *path, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	/* The last was begun for a row that was refused then. */
	if (l->file[l->nfile - 1].rows == 0)
		l->out.len = l->file[--l->nfile].at;
	if (l->nfile > 1 && path == NULL)
		return fail(w, SN_USAGE, _("%" PRId64 " labels, and %s takes "
		    "%" PRId64 " a file: name one with -o, and they are "
		    "numbered"), l->rows, l->format->name,
		    writer_rows_per_file(l->writer));
	l->batch = arena_alloc(&l->cmd->arena, l->nfile * sizeof(*l->batch));
	for (i = 0; i < l->nfile && st == SN_OK; i++)
		st = record(l, path, i, w);
	return st;
}

void
labels_sum_up(const struct labels *l)
{
	const struct batch *b = l->batch;
	size_t i;

	if (l->nfile == 1)
		warnx(_("%" PRId64 " labels (%s), %lu refused, batch %" PRId64
		    "%s%s"), l->rows, l->format->name, l->tally->refused,
		    b->id, b->file != NULL ? ", " : "",
		    b->file != NULL ? b->file : "");
	else
		warnx(_("%" PRId64 " labels (%s), %lu refused, %zu files"),
		    l->rows, l->format->name, l->tally->refused, l->nfile);
	for (i = 0; l->nfile > 1 && i < l->nfile; i++)
		warnx(_("%" PRId64 " rows, batch %" PRId64 ", %s"),
		    b[i].rows, b[i].id, b[i].file);
	if (l->cut > 0 && !l->cmd->verbose)
		warnx(_("%lu texts shortened; -v names them"), l->cut);
	if (strcmp(l->format->confidence, "high") != 0)
		warnx(_("%s: the layout is of confidence %s: look at the "
		    "first file closely"), l->format->name,
		    l->format->confidence);
}

enum status
labels_deliver(struct labels *l, struct why *w)
{
	enum status st = SN_OK, one;
	struct why cause;
	size_t i;

	for (i = 0; i < l->nfile; i++) {
		one = batch_deliver(l->store, &l->batch[i], "sn-label",
		    &cause);
		if (one == SN_OK)
			continue;
		if (st != SN_OK)
			warnx("%s", w->text);
		st = one;
		*w = cause;
	}
	return st;
}
