/*
 * Orders on their way into the store: what happens to each of them, how the
 * run is cut into steps, and what is said at the end.
 */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/intake.h"
#include "cli/ndjson.h"
#include "cli/output.h"
#include "text/decode.h"

enum {
	STEP = 2000,		/* orders committed at once: what a kill can
				   cost, and 0.2 s of lock for other writers */
	PROGRESS_AFTER = 1,	/* seconds */
	REASON_MAX = 200	/* refused rows told one by one */
};

static const char reason_header[] = "sn:reason";	/* header in rejects */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
progress(struct intake *in)
{
	if (!isatty(STDERR_FILENO) || now() - in->started <= PROGRESS_AFTER)
		return;
	fputc('\r', stderr);
	fprintf(stderr, _("%s: %lu orders"), in->name, in->orders.read);
}

/* Spool the shipments of this step, commit, and go on. */
static enum status
step(struct intake *in, struct why *w)
{
	enum status st = SN_OK;

	if (in->records && in->ids.n > 0)
		st = output_shipments(in->cmd, in->store, &in->ids, NULL,
		    in->cmd->spool, w);
	in->ids = (struct ids){ .n = 0 };
	arena_reset(&in->arena);
	in->since = 0;
	progress(in);
	return st == SN_OK ? cmd_step(in->cmd, in->store, w) : st;
}

static void
count(struct intake_count *c, enum import_outcome outcome, unsigned long n)
{
	c->read += n;
	switch (outcome) {
	case IMPORT_NEW:
		c->fresh += n;
		break;
	case IMPORT_UPDATED:
		c->updated += n;
		break;
	case IMPORT_UNCHANGED:
		c->unchanged += n;
		break;
	}
}

/* Keep the ids of an order's shipments for the next command of a pipe. */
static enum status
remember(struct intake *in, int64_t order, struct why *w)
{
	void **destination, **shipment;
	size_t i, k, n, m;
	enum status st;

	if ((st = store_list(&destination, &n, in->store, &table_destination,
	    "orders", order, &in->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		if ((st = store_list(&shipment, &m, in->store,
		    &table_shipment, "destination",
		    record_num(destination[i], &table_destination.column[0]),
		    &in->arena, w)) != SN_OK)
			return st;
		for (k = 0; k < m; k++)
			ids_add(&in->ids, record_num(shipment[k],
			    &table_shipment.column[0]), &in->arena);
	}
	return SN_OK;
}

enum status
intake_order(struct intake *in, struct tree *t, const struct carried *carried,
    unsigned long rows, struct why *w)
{
	enum import_outcome got;
	enum status st;
	size_t i;

	st = import_order(&got, &in->im, in->section, t, carried, w);
	if (st != SN_OK)
		return st;
	count(&in->rows, got, rows);
	count(&in->orders, got, 1);
	if (in->records && got == IMPORT_NEW)
		for (i = 0; i < t->nshipment; i++)
			ids_add(&in->ids, t->shipment[i]->id, &in->arena);
	else if (in->records && got == IMPORT_UPDATED &&
	    (st = remember(in, t->order->id, w)) != SN_OK)
		return st;
	return ++in->since < STEP ? SN_OK : step(in, w);
}

void
intake_refused(struct intake *in, const char *file, unsigned long line,
    const char *reason)
{
	in->rows.read++;
	in->rows.refused++;
	if (in->rows.refused <= REASON_MAX)
		warnx("%s:%lu: %s", file, line, reason);
	else if (in->rows.refused == REASON_MAX + 1)
		warnx(_("%s: more rows were refused"), file);
}

enum status
intake_rejects(FILE **out, bool *fresh, struct intake *in, bool second,
    struct why *w)
{
	const char *path = in->rejects;
	int fd;

	*fresh = false;
	*out = in->rejected[second];
	if (path == NULL || *out != NULL)
		return SN_OK;
	if (second)
		path = arena_printf(&in->cmd->arena, "%s.2", path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1 || (*out = fdopen(fd, "w")) == NULL)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	*fresh = true;
	in->rejected[second] = *out;
	return SN_OK;
}

static enum status
got(const struct orders_got *order, void *arg, struct why *w)
{
	return intake_order(arg, order->tree, order->carried, order->rows, w);
}

/* The column of the reason in rejects that came again; row->n: none. */
static size_t
reason_column(const struct row *header)
{
	size_t i;

	for (i = 0; i < header->n; i++)
		if (strcmp(header->cell[i].p, reason_header) == 0)
			break;
	return i;
}

/* Append one row as it came, and its reason, in the encoding of the file. */
static enum status
put_row(FILE *out, const struct orders_refused *r, const struct row *row,
    const char *reason, struct why *w)
{
	const struct format *f = r->format;
	size_t i, old = reason_column(r->header);
	struct str s = STR_INIT;
	enum status st = SN_OK;

	for (i = 0; i < row->n && st == SN_OK; i++) {
		if (i == old)
			continue;
		st = rows_put(&s, row->cell[i].p, f->quoted ? QUOTE_MINIMAL :
		    QUOTE_NONE, f->delimiter, w);
		str_putc(&s, f->delimiter);
	}
	if (st == SN_OK)
		st = rows_put(&s, reason, f->quoted ? QUOTE_ALL : QUOTE_NONE,
		    f->delimiter, w);
	str_puts(&s, f->newline);
	if (st == SN_OK && fwrite(s.p, 1, s.len, out) < s.len)
		st = fail(w, SN_IO, _("rejects: %s"), strerror(errno));
	str_free(&s);
	return st;
}

static enum status
put_reject(struct intake *in, const struct orders_refused *r, struct why *w)
{
	struct encoder *e = NULL;
	struct str reason = STR_INIT;
	struct why ignored;
	enum status st;
	bool fresh;
	FILE *out;

	if ((st = intake_rejects(&out, &fresh, in, r->second, w)) != SN_OK ||
	    out == NULL)
		return st;
	if (fresh && (st = put_row(out, r, r->header, reason_header, w)) != SN_OK)
		return st;
	if ((st = encoder_open(&e, in->encoding, w)) != SN_OK)
		return st;
	if (encoder_text(&reason, e, r->reason, &ignored) != SN_OK) {
		str_reset(&reason);
		str_addf(&reason, "line %lu", r->row->line);
	}
	st = put_row(out, r, r->row, str_text(&reason), w);
	str_free(&reason);
	encoder_close(e);
	return st;
}

static enum status
refused(const struct orders_refused *r, void *arg, struct why *w)
{
	struct intake *in = arg;

	intake_refused(in, r->file, r->row->line, r->reason);
	return put_reject(in, r, w);
}

static enum status
run_file(struct intake *in, struct intake_file *file, struct why *w)
{
	struct orders_conf conf = { .second = file->second,
	    .second_name = file->second_path, .refused = refused };
	struct orders_count n = { .read = 0 };
	enum status st;

	in->name = file->path;
	in->section = file->section;
	in->encoding = file->encoding;
	if (file->format == NULL)
		return intake_ndjson(in, file->f, w);
	st = orders_read(&n, file->f, file->path, file->format, &conf, got,
	    in, w);
	in->repaired += n.repaired;
	in->mended += n.mended;
	return st;
}

enum status
intake_run(struct intake *in, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	in->started = now();
	for (i = 0; i < in->nfile; i++) {
		if ((st = import_init(&in->im, in->store, in->conf,
		    in->file[i].path, w)) != SN_OK)
			return st;
		st = run_file(in, &in->file[i], w);
		in->findings += in->im.findings;
		if (st != SN_OK && st != SN_USAGE && st != SN_INVALID)
			return st;
		if (st == SN_OK)
			in->files.done++;
		else {
			in->files.refused++;
			warnx("%s", w->text);
		}
	}
	if (in->records && in->ids.n > 0)
		st = output_shipments(in->cmd, in->store, &in->ids, NULL,
		    in->cmd->spool, w);
	else
		st = SN_OK;
	for (i = 0; i < 2 && st == SN_OK; i++)
		if (in->rejected[i] != NULL && fflush(in->rejected[i]) == EOF)
			st = fail(w, SN_IO, "%s: %s", in->rejects,
			    strerror(errno));
	return st;
}

void
intake_close(struct intake *in)
{
	size_t i;

	for (i = 0; i < in->nfile; i++) {
		fclose(in->file[i].f);
		if (in->file[i].second != NULL)
			fclose(in->file[i].second);
		format_free(in->file[i].format);
	}
	for (i = 0; i < 2; i++)
		if (in->rejected[i] != NULL)
			fclose(in->rejected[i]);
	arena_free(&in->arena);
}

static json_t *
counts(const struct intake_count *c)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I}",
	    "read", (json_int_t)c->read, "new", (json_int_t)c->fresh,
	    "updated", (json_int_t)c->updated,
	    "unchanged", (json_int_t)c->unchanged,
	    "refused", (json_int_t)c->refused);
}

enum status
intake_summary(struct intake *in, struct why *w)
{
	const struct intake_count *o = &in->orders, *r = &in->rows;

	if (in->cmd->output == OUT_JSON)
		return ndjson_put_new(in->cmd->spool,
		    json_pack("{s:I, s:o, s:o, s:I, s:I, s:b}",
		    "op", (json_int_t)store_op(in->store),
		    "rows", counts(r), "orders", counts(o),
		    "findings", (json_int_t)in->findings,
		    "repaired", (json_int_t)in->repaired,
		    "dry_run", in->cmd->dry), w);
	if (isatty(STDERR_FILENO) && now() - in->started > PROGRESS_AFTER)
		putc('\r', stderr);
	fprintf(stderr, _("%lu rows: %lu new, %lu updated, %lu unchanged, "
	    "%lu refused\n"), r->read, r->fresh, r->updated, r->unchanged,
	    r->refused);
	fprintf(stderr, _("%lu orders: %lu new, %lu updated, %lu unchanged; "
	    "%lu findings\n"), o->read, o->fresh, o->updated, o->unchanged,
	    in->findings);
	if (in->repaired > 0)
		fprintf(stderr, _("%lu phones and postal codes got their lost "
		    "zeros back\n"), in->repaired);
	if (in->mended > 0)
		fprintf(stderr, _("%lu numbers put right that a spreadsheet "
		    "had changed\n"), in->mended);
	if (in->cmd->dry)
		fputs(_("nothing was changed (dry run)\n"), stderr);
	return SN_OK;
}

enum status
intake_status(const struct intake *in)
{
	if (in->files.refused == 0 && in->rows.refused == 0)
		return SN_OK;
	return in->rows.read > in->rows.refused ? SN_SOME : SN_INVALID;
}
