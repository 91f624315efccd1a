/*
 * The run that notes payments, of orders selected or of a table.
 */

#include <err.h>

#include "cli/output.h"
#include "cli/pays.h"
#include "store/tree.h"

static enum status
note(struct pays_wish *wish, struct store *s, int64_t order, const struct pay *p,
    struct why *w)
{
	struct pay_outcome out;
	enum status st;

	if ((st = pay_note(&out, s, order, p, w)) != SN_OK)
		return st;
	wish->changed += out.changed;
	wish->moved += (unsigned long)out.moved;
	return SN_OK;
}

/* The order of each shipment selected; several of one order count once. */
static enum status
note_selected(struct cmd *c, struct store *s, struct pays_wish *wish,
    struct tally *t, struct why *w)
{
	enum status st;
	int64_t order;
	size_t i;

	for (i = 0; i < wish->ids.n; i++) {
		if ((st = store_order_of(&order, s, wish->ids.id[i],
		    w)) == SN_OK)
			st = note(wish, s, order, &wish->pay, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK) {
			ids_add(&wish->done, wish->ids.id[i], &c->arena);
			t->done++;
			continue;
		}
		warnx("%s", w->text);
		t->refused++;
	}
	return SN_OK;
}

static enum status
note_row(struct cmd *c, struct store *s, struct pays_wish *wish,
    const struct pays_row *r, struct why *w)
{
	struct ids *d = &wish->done;
	enum status st;
	int64_t order;

	if ((st = pay_find(&order, s, r->shop, r->number, w)) != SN_OK ||
	    (st = store_because(s, wish->reason != NULL ? NULL :
	    arena_printf(&c->arena, "%s:%lu", wish->rows.sheet.name,
	    r->row->line), w)) != SN_OK ||
	    (st = note(wish, s, order, &r->pay, w)) != SN_OK)
		return st;
	return pay_shipments(&d->id, &d->n, &d->cap, s, order, &c->arena, w);
}

static enum status
note_rows(struct cmd *c, struct store *s, struct pays_wish *wish, struct tally *t,
    struct why *w)
{
	struct pays_row *r;
	enum status st;

	for (r = wish->rows.row; r < wish->rows.row + wish->rows.n; r++) {
		if (r->row->refused != NULL)
			continue;
		if ((st = note_row(c, s, wish, r, w)) == SN_OK) {
			t->done++;
			continue;
		}
		if (status_stops(st))
			return st;
		sheet_refuse(&wish->rows.sheet, r->row, wish->rows.number, w);
		t->refused++;
	}
	ids_sort(&wish->done);
	return SN_OK;
}

enum status
pays_run(struct cmd *c, struct store *s, struct pays_wish *wish, struct tally *t,
    struct why *w)
{
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	st = wish->from != NULL ? note_rows(c, s, wish, t, w) :
	    note_selected(c, s, wish, t, w);
	if (st == SN_OK && (st = output_shipments(c, s, &wish->done, NULL,
	    c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
