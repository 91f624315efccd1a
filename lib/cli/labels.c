/*
 * The work of sn-label(1): from shipments to the bytes of a label file.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/id.h"
#include "cli/labels.h"
#include "order/mayship.h"
#include "store/move.h"
#include "text/date.h"

static enum status
start(struct labels *l, struct why *w)
{
	enum status st;

	if ((st = clock_now(&l->now, w)) != SN_OK ||
	    (st = clock_today(l->today, w)) != SN_OK ||
	    (st = store_label_facts(&l->facts, l->store, w)) != SN_OK)
		return st;
	l->sorted = arena_alloc(&l->cmd->arena,
	    (l->ids->n + 1) * sizeof(*l->sorted));
	if (l->ids->n > 0)
		memcpy(l->sorted, l->ids->id,
		    l->ids->n * sizeof(*l->sorted));
	id_sort(l->sorted, l->ids->n);
	return SN_OK;
}

enum status
labels_settings(const struct conf *conf, const struct format *f,
    const struct writer *wr, struct why *w)
{
	const struct conf_carrier *c = conf_carrier(conf, f->carrier);
	const struct { const char *value, *section, *key, *set; } need[] = {
		{ "customer-code", f->carrier, "customer_code",
		    c != NULL ? c->customer_code : NULL },
		{ "class-code", f->carrier, "class_code",
		    c != NULL ? c->class_code : NULL },
		{ "freight-code", f->carrier, "freight_code",
		    c != NULL ? c->freight_code : NULL },
		{ "sender.name", "company", "name", conf->company.name },
		{ "sender.zip", "company", "zip", conf->company.zip },
		{ "sender.address", "company", "town", conf->company.town },
		{ "sender.phone", "company", "phone", conf->company.phone },
	};
	size_t i;

	for (i = 0; i < sizeof(need) / sizeof(need[0]); i++)
		if (need[i].set == NULL &&
		    writer_wants(wr, need[i].value))
			return fail(w, SN_USAGE, _("sn.conf: section %s: %s is "
			    "missing, which every label of %s needs"),
			    need[i].section, need[i].key, f->name);
	return SN_OK;
}

/* Load the format, and write what stands at the top of its files. */
static enum status
open_format(struct labels *l, const char *name, struct why *w)
{
	struct arena *a = &l->cmd->arena;
	enum status st;

	if ((st = format_load(&l->format, name, cmd_path(l->cmd, "formats"),
	    a, w)) != SN_OK)
		return st == SN_NOTFOUND ? SN_USAGE : st;
	if (l->format->kind != FORMAT_LABEL)
		return fail(w, SN_USAGE, _("%s: is no format of labels"),
		    name);
	if ((st = writer_open(&l->writer, l->format, &label_source,
	    l->replace, a, w)) != SN_OK)
		return st;
	l->facts.whole = writer_per(l->writer) == PER_LINE;
	return labels_settings(cmd_conf(l->cmd), l->format, l->writer, w);
}

/* The format for a shipment that goes by carrier. */
static enum status
choose_format(struct labels *l, const char *carrier, int64_t id,
    struct why *w)
{
	const struct conf_carrier *c;

	if (carrier == NULL)
		return store_refuse(l->store, id, w, _("has no carrier: set "
		    "one, or name a format with -f"));
	c = conf_carrier(cmd_conf(l->cmd), carrier);
	if (c == NULL || c->format == NULL)
		return store_refuse(l->store, id, w, _("sn.conf names no "
		    "format for carrier %s: name one with -f"), carrier);
	if (l->writer == NULL)
		return open_format(l, c->format, w);
	if (strcmp(c->format, l->format->name) == 0)
		return SN_OK;
	return fail(w, SN_USAGE, _("some go by %s and some by %s: name a "
	    "format with -f"), l->format->carrier, carrier);
}

static enum status
check_carrier(struct labels *l, const struct label *label, struct why *w)
{
	int64_t id = label_shipment(label)->id;
	enum status st;

	if (l->format_name == NULL &&
	    (st = choose_format(l, label->carrier, id, w)) != SN_OK)
		return st;
	if (label->carrier != NULL &&
	    strcmp(label->carrier, l->format->carrier) != 0)
		return store_refuse(l->store, id, w, _("goes by %s, and %s is "
		    "of %s"), label->carrier, l->format->name,
		    l->format->carrier);
	return SN_OK;
}

/* Name all that is against its leaving, unless it is forced to. */
static enum status
check_leaving(struct labels *l, const struct label *label, struct why *w)
{
	const char *why[MAYSHIP_MAX];
	const struct label_member *m;
	struct str all = STR_INIT;
	enum status st = SN_OK;
	size_t i, k, n;

	if (l->force)
		return SN_OK;
	for (i = 0; i < label->n; i++) {
		m = &label->member[i];
		n = mayship(why, m->tree, m->shipment);
		for (k = 0; k < n; k++)
			str_addf(&all, "%s%s", all.len > 0 ? ", " : "",
			    why[k]);
		if (n > 0)
			break;
	}
	if (all.len > 0)
		st = store_refuse(l->store, m->tree->shipment[m->shipment]->id,
		    w, "%s", str_text(&all));
	else if (l->facts.errors == 1)
		st = store_label_findings(l->store, label, w);
	str_free(&all);
	return st;
}

/* The carrier's software takes ship dates so many days ahead. */
static enum status
check_date(struct labels *l, const struct label *label, struct why *w)
{
	int64_t days = writer_days_ahead(l->writer);

	if (days == NUM_NULL ||
	    date_diff(l->today, label->ship_date) <= days)
		return SN_OK;
	return store_refuse(l->store, label_shipment(label)->id, w,
	    _("leaves on %s, and %s takes %" PRId64 " days ahead"),
	    label->ship_date, l->format->name, days);
}

/* Read a label and see whether it may be printed.  SN_SOME: with another. */
static enum status
prepare(struct labels *l, struct label *label, int64_t id, struct why *w)
{
	const char *key, *carrier = l->format != NULL ? l->format->carrier :
	    NULL;
	bool whole = l->facts.whole;
	enum status st;
	struct why cause;

	if ((st = store_label_get(label, l->store, cmd_conf(l->cmd),
	    &l->facts, id, carrier, &l->arena, w)) != SN_OK)
		return st;
	if (label->bundled_into != NUM_NULL) {
		if (id_among(label->bundled_into, l->sorted, l->ids->n))
			return SN_SOME;
		return store_refuse(l->store, id, w, _("is bundled into %"
		    PRId64 ": it is on that label"), label->bundled_into);
	}
	if ((st = store_label_may(l->store, label, l->relabel, w)) != SN_OK ||
	    (st = check_carrier(l, label, w)) != SN_OK ||
	    (l->facts.whole != whole && (st = store_label_get(label, l->store,
	    cmd_conf(l->cmd), &l->facts, id, carrier, &l->arena, w)) !=
	    SN_OK) || (st = check_leaving(l, label, w)) != SN_OK)
		return st;
	label->conf.today = l->today;
	if ((st = label_key(&key, label->conf.prefix, id, &l->arena,
	    &cause)) != SN_OK ||
	    (st = label_compute(label, &l->arena, &cause)) != SN_OK) {
		store_refuse(l->store, id, w, "%s", cause.text);
		return st;
	}
	return check_date(l, label, w);
}

/* Errors and replacements are said at once, shortened names counted. */
static void
say(struct labels *l, int64_t id, const struct notes *notes)
{
	const char *name = NULL;
	size_t i;

	for (i = 0; i < notes->n; i++) {
		if (notes->note[i].kind == NOTE_CUT)
			l->cut++;
		if (notes->note[i].kind == NOTE_REPLACED)
			l->replaced++;
		if (notes->note[i].kind == NOTE_CUT && !l->cmd->verbose)
			continue;
		if (name == NULL)
			name = store_name(l->store, id, &l->arena);
		warnx("%s: %s%s", name, notes->note[i].kind == NOTE_CUT ?
		    _("shortened: ") : "", notes->note[i].text);
	}
}

/* Begin the first file, and another where one has no room for rows more. */
static enum status
begin_file(struct labels *l, int64_t rows, struct why *w)
{
	int64_t most = writer_rows_per_file(l->writer);

	if (l->nfile > 0 && (most == NUM_NULL ||
	    l->file[l->nfile - 1].rows == 0 ||
	    l->file[l->nfile - 1].rows + rows <= most))
		return SN_OK;
	l->file = arena_grow(&l->cmd->arena, l->file, l->nfile, &l->capfile,
	    sizeof(*l->file));
	l->file[l->nfile++] = (struct labels_file){ l->out.len, l->done.n,
	    0 };
	return writer_head(l->writer, &l->out, w);
}

/* Make label about its next line that shows goods; false after the last. */
static bool
next_line(struct label *label, size_t *member, size_t *at)
{
	const struct tree *t;

	for (; *member < label->n; (*member)++, *at = 0) {
		t = label->member[*member].tree;
		for (; *at < t->nshipment_line; (*at)++) {
			label->line = t->shipment_line[*at];
			label->line_tree = t;
			if (label->line->shipment == (int64_t)label->
			    member[*member].shipment &&
			    label_quantity(t, label->line) > 0) {
				(*at)++;
				return true;
			}
		}
	}
	return false;
}

/* How many rows a label has. */
static int64_t
label_rows(struct label *label, enum row_per per)
{
	size_t member = 0, at = 0;
	int64_t n = 0;

	if (per == PER_PARCEL)
		return label->parcels;
	if (per != PER_LINE)
		return 1;
	while (next_line(label, &member, &at))
		n++;
	return n;
}

typedef enum status write_fn(struct writer *wr, struct str *out,
    const void *rec, struct notes *notes, struct why *w);

/* All rows of a label, until one cannot be written. */
static enum status
write_rows(struct labels *l, struct label *label, write_fn *write,
    struct notes *notes, struct why *w)
{
	enum row_per per = writer_per(l->writer);
	size_t member = 0, at = 0;
	int64_t i, n = label_rows(label, per);
	enum status st = SN_OK;

	for (i = 0; i < n && st == SN_OK; i++) {
		label->row = (size_t)i;
		if (per == PER_LINE)
			(void)next_line(label, &member, &at);
		st = write(l->writer, &l->out, label, notes, w);
	}
	return st;
}

static enum status
write_one(struct labels *l, int64_t id, struct why *w)
{
	struct notes notes = { .arena = &l->arena };
	struct label label;
	const char *next;
	enum status st;
	int64_t rows;
	size_t was;
	size_t i;

	if ((st = prepare(l, &label, id, w)) != SN_OK)
		return st == SN_SOME ? SN_OK : st;
	rows = label_rows(&label, writer_per(l->writer));
	if (rows == 0)
		return store_refuse(l->store, id, w,
		    _("has no goods to write"));
	if ((st = begin_file(l, rows, w)) != SN_OK)
		return st;
	was = l->out.len;
	st = write_rows(l, &label, writer_row, &notes, w);
	say(l, id, &notes);
	if (st != SN_OK) {
		l->out.len = was;
		w->text[0] = '\0';	/* said */
		return st;
	}
	next = writer_unnumbered(l->writer, label.service) ? "notify" :
	    "number";
	if ((st = store_label_done(l->store, &label, next, l->now.text,
	    w)) != SN_OK)
		return st;
	l->rows++;
	l->file[l->nfile - 1].rows += rows;
	for (i = 0; i < label.n; i++)
		ids_add(&l->done,
		    label.member[i].tree->shipment[label.member[i].shipment]->
		    id, &l->cmd->arena);
	return SN_OK;
}

static enum status
preview_one(struct labels *l, int64_t id, struct why *w)
{
	struct notes notes = { .arena = &l->arena };
	struct label label;
	enum status st;

	if ((st = prepare(l, &label, id, w)) != SN_OK)
		return st == SN_SOME ? SN_OK : st;
	str_addf(&l->out, "%s%s  %s\n", l->rows > 0 ? "\n" : "",
	    store_name(l->store, id, &l->arena), l->format->title);
	st = write_rows(l, &label, writer_preview, &notes, w);
	say(l, id, &notes);
	if (st != SN_OK)
		w->text[0] = '\0';
	l->rows++;
	return st;
}

static enum status
each(struct labels *l, enum status (*one)(struct labels *, int64_t,
    struct why *), struct why *w)
{
	enum status st;
	size_t i;

	if ((st = start(l, w)) != SN_OK || (l->format_name != NULL &&
	    (st = open_format(l, l->format_name, w)) != SN_OK))
		return st;
	for (i = 0; i < l->ids->n; i++) {
		if ((st = one(l, l->ids->id[i], w)) == SN_OK)
			l->tally->done++;
		else if (status_stops(st))
			return st;
		else {
			if (w->text[0] != '\0')
				warnx("%s", w->text);
			l->tally->refused++;
		}
		arena_reset(&l->arena);
	}
	return SN_OK;
}

enum status
labels_write(struct labels *l, struct why *w)
{
	return each(l, write_one, w);
}

enum status
labels_preview(struct labels *l, struct why *w)
{
	return each(l, preview_one, w);
}

void
labels_free(struct labels *l)
{
	writer_close(l->writer);
	format_free(l->format);
	str_free(&l->out);
	arena_free(&l->arena);
}
