/*
 * The work of sn-push(1): from shipments that left to the malls' files.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/pushes.h"
#include "store/move.h"
#include "store/push.h"

/* The slot of id in the set, which is of a power of two and never full. */
static int64_t *
slot(const struct pushes *p, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (i &= p->capseen - 1; p->seen[i] != 0 && p->seen[i] != id;)
		i = (i + 1) & (p->capseen - 1);
	return &p->seen[i];
}

/* Put id into the set of what this run has seen; false: it was there. */
static bool
see(struct pushes *p, int64_t id)
{
	int64_t *old = p->seen;
	size_t i, n = p->capseen;

	if (2 * p->nseen >= p->capseen) {
		p->capseen = n == 0 ? 1024 : 2 * n;
		p->seen = arena_alloc(&p->cmd->arena,
		    p->capseen * sizeof(*p->seen));
		for (i = 0; i < n; i++)
			if (old[i] != 0)
				*slot(p, old[i]) = old[i];
	}
	if (*slot(p, id) == id)
		return false;
	*slot(p, id) = id;
	p->nseen++;
	return true;
}

const char *
pushes_format(bool *usual, const struct pushes *p, const char *shop,
    const char *mall)
{
	const struct conf_shop *section = conf_shop(cmd_conf(p->cmd), shop);

	*usual = false;
	if (p->format_name != NULL)
		return p->format_name;
	if (section != NULL && section->report != NULL)
		return section->report;
	*usual = true;
	return arena_printf(&p->cmd->arena, "%s-report", mall);
}

static void
close_file(struct push_file *f)
{
	writer_close(f->writer);
	format_free(f->format);
	str_free(&f->out);
}

static enum status
open_file(struct push_file *f, struct pushes *p, const struct order *o,
    struct why *w)
{
	struct arena *a = &p->cmd->arena;
	enum status st;
	const char *name;

	*f = (struct push_file){ .shop = arena_strdup(a, o->shop) };
	name = pushes_format(&f->usual, p, o->shop, o->mall);
	if ((st = format_load(&f->format, name, cmd_path(p->cmd, "formats"),
	    a, w)) != SN_OK)
		return st;
	if (f->format->kind != FORMAT_REPORT)
		st = fail(w, SN_USAGE, _("%s: is no format of results"),
		    name);
	else if ((st = writer_open(&f->writer, f->format, &label_source,
	    false, a, w)) == SN_OK)
		st = writer_head(f->writer, &f->out, w);
	if (st != SN_OK)
		close_file(f);
	return st;
}

/* The file of the order's shop; without a format when its mall has none. */
static enum status
find_file(struct push_file **out, struct pushes *p, const struct order *o,
    struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->file[i].shop, o->shop) == 0) {
			*out = &p->file[i];
			return SN_OK;
		}
	p->file = arena_grow(&p->cmd->arena, p->file, p->n, &p->cap,
	    sizeof(*p->file));
	*out = &p->file[p->n];
	st = open_file(*out, p, o, w);
	if (st == SN_OK)
		p->n++;
	else if (st == SN_NOTFOUND && (*out)->usual) {
		(*out)->format = NULL;
		(*out)->mall = arena_strdup(&p->cmd->arena, o->mall);
		p->n++;
		return SN_OK;
	}
	return st == SN_NOTFOUND ? SN_USAGE : st;
}

/*
 * The mall's own lines are those that it has an id for.  A file that has no
 * place for ids shows all goods, which the mall knows by the order.
 */
static bool
takes_line(const struct push_file *f, const struct label *l,
    const struct shipment_line *sl)
{
	const struct line *line;

	if (sl->shipment != (int64_t)l->member->shipment ||
	    sl->line == NUM_NULL)
		return false;
	line = label_tree(l)->line[sl->line];
	return writer_wants(f->writer, "line.mall-id") ?
	    line->mall_id != NULL : strcmp(line->kind, "promo") != 0;
}

/* One row for each number, line, or all; none is a failure. */
static enum status
put_rows(struct push_file *f, struct label *l, struct notes *notes,
    struct why *w)
{
	const struct tree *t = label_tree(l);
	const char *const *all = l->number;
	size_t n = l->nnumber, rows = 0, i;
	enum status st = SN_OK;

	switch (writer_per(f->writer)) {
	case PER_NUMBER:
		for (i = 0; i < n && st == SN_OK; i++, rows++) {
			l->number = all + i;
			l->nnumber = 1;
			st = writer_row(f->writer, &f->out, l, notes, w);
		}
		if (n > 0)
			break;
		/* FALLTHROUGH */
	case PER_SHIPMENT:
	case PER_DESTINATION:
	case PER_PARCEL:	/* of labels only */
	case PER_ORDER:
		rows = 1;
		st = writer_row(f->writer, &f->out, l, notes, w);
		break;
	case PER_LINE:
		for (i = 0; i < t->nshipment_line && st == SN_OK; i++) {
			l->line = t->shipment_line[i];
			if (!takes_line(f, l, l->line))
				continue;
			st = writer_row(f->writer, &f->out, l, notes, w);
			rows++;
		}
	}
	f->batch.rows += (int64_t)rows;
	if (st == SN_OK && rows == 0)
		return fail(w, SN_INVALID,
		    _("the mall knows none of its lines"));
	return st;
}

/* What a row of the file speaks of. */
static enum push_scope
scope_of(const struct push_file *f)
{
	switch (writer_per(f->writer)) {
	case PER_ORDER:
		return PUSH_ORDER;
	case PER_DESTINATION:
		return PUSH_DESTINATION;
	default:
		return PUSH_SHIPMENT;
	}
}

/* Note as told: all that the row speaks of. */
static enum status
mark(struct pushes *p, struct push_file *f, const struct label *l,
    struct why *w)
{
	const struct tree *t = label_tree(l);
	enum status st = SN_OK;
	int64_t id;
	size_t i;

	for (i = 0; i < t->nshipment && st == SN_OK; i++) {
		if (!store_push_with(l, i, scope_of(f)))
			continue;
		id = t->shipment[i]->id;
		see(p, id);
		ids_add(&f->ids, id, &p->cmd->arena);
		ids_add(&p->done, id, &p->cmd->arena);
		st = store_push_done(p->store, id, p->now.text, w);
	}
	return st;
}

static enum status
write_rows(struct pushes *p, struct push_file *f, struct label *l,
    struct why *w)
{
	size_t was = f->out.len, numbers = l->nnumber;
	struct notes notes = { .arena = &p->arena };
	int64_t id = label_shipment(l)->id, rows = f->batch.rows;
	enum status st;
	struct why cause;

	if ((st = put_rows(f, l, &notes, &cause)) != SN_OK) {
		f->out.len = was;
		if (f->out.p != NULL)
			f->out.p[was] = '\0';
		f->batch.rows = rows;
		writer_forget(f->writer);
		store_refuse(p->store, id, w, "%s", cause.text);
		return st;
	}
	if (writer_numbers(f->writer) > 0 &&
	    numbers > writer_numbers(f->writer))
		warnx(_("%s: has %zu numbers, the file takes %zu"),
		    store_name(p->store, id, &p->arena), numbers,
		    writer_numbers(f->writer));
	if (l->mixed && (writer_wants(f->writer, "carrier") ||
	    writer_wants(f->writer, "carrier.service")))
		warnx(_("%s: goes by several carriers, the file says %s"),
		    store_name(p->store, id, &p->arena), l->carrier);
	return mark(p, f, l, w);
}

static enum status
push_one(struct pushes *p, int64_t id, struct why *w)
{
	const struct conf *conf = cmd_conf(p->cmd);
	enum push_scope scope;
	struct push_file *f;
	struct label l;
	enum status st;

	if ((st = store_push_get(&l, p->store, conf, id, PUSH_SHIPMENT,
	    &p->arena, w)) != SN_OK ||
	    (st = store_push_may(p->store, &l, PUSH_SHIPMENT, p->again,
	    w)) != SN_OK ||
	    (st = find_file(&f, p, label_tree(&l)->order, w)) != SN_OK)
		return st;
	if (f->format == NULL) {
		f->left_out++;
		return fail(w, SN_INVALID, "%s", "");
	}
	if (strcmp(f->format->mall, label_tree(&l)->order->mall) != 0)
		return store_refuse(p->store, id, w, _("is of mall %s, and %s "
		    "is for %s"), label_tree(&l)->order->mall, f->format->name,
		    f->format->mall);
	scope = scope_of(f);
	if (scope != PUSH_SHIPMENT && ((st = store_push_get(&l, p->store,
	    conf, id, scope, &p->arena, w)) != SN_OK ||
	    (st = store_push_may(p->store, &l, scope, p->again, w)) != SN_OK))
		return st;
	l.conf.today = arena_strndup(&p->arena, p->now.text, 10);
	return write_rows(p, f, &l, w);
}

/* A shipment and what is bundled into it, each to its own mall. */
static enum status
push_bundle(struct pushes *p, int64_t id, struct why *w)
{
	int64_t *member;
	enum status st;
	size_t n, i;

	if ((st = store_bundle(&member, &n, p->store, id, &p->arena,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		if (!see(p, member[i]))
			continue;
		if ((st = push_one(p, member[i], w)) == SN_OK)
			p->tally->done++;
		else if (status_stops(st))
			return st;
		else {
			if (*w->text != '\0')
				warnx("%s", w->text);
			p->tally->refused++;
		}
	}
	return SN_OK;
}

enum status
pushes_write(struct pushes *p, struct why *w)
{
	enum status st;
	size_t i;

	if ((st = clock_now(&p->now, w)) != SN_OK)
		return st;
	for (i = 0; i < p->ids->n && st == SN_OK; i++) {
		st = push_bundle(p, p->ids->id[i], w);
		arena_reset(&p->arena);
	}
	for (i = 0; i < p->n; i++)
		if (p->file[i].left_out > 0)
			warnx(_("%s: %lu left out: there is no result file "
			    "for mall %s; once it is told, sn-move done "
			    "closes them"), p->file[i].shop,
			    p->file[i].left_out, p->file[i].mall);
	return st;
}

enum status
pushes_record(struct pushes *p, struct why *w)
{
	struct push_file *f;
	enum status st;
	size_t i, files = 0;

	for (i = 0; i < p->n; i++)
		files += p->file[i].ids.n > 0;
	if (files > 1 && p->dir == NULL)
		return fail(w, SN_USAGE, _("results for %zu shops: name a "
		    "directory with -o"), files);
	for (i = 0; i < p->n; i++) {
		f = &p->file[i];
		if (f->ids.n == 0)
			continue;
		f->batch.kind = "push";
		f->batch.format = f->format->name;
		f->batch.at = p->now.text;
		f->batch.bytes = str_text(&f->out);
		f->batch.len = f->out.len;
		if (p->dir != NULL)
			f->batch.file = arena_printf(&p->cmd->arena,
			    "%s/%s-%" PRId64 "%s", p->dir, f->shop,
			    store_op(p->store), writer_suffix(f->writer));
		if ((st = store_batch_put(p->store, &f->batch, f->ids.id,
		    f->ids.n, w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

void
pushes_free(struct pushes *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		close_file(&p->file[i]);
	arena_free(&p->arena);
}
