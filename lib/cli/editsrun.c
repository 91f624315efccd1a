/*
 * The run that makes edits, from the command line or a table.
 */

#include <err.h>

#include "cli/edits.h"
#include "cli/output.h"
#include "store/amend.h"

/* Make the edits of am to one shipment, and note it when it took them. */
static enum status
edit_one(struct amend *am, struct ids *done, struct cmd *c, int64_t id,
    struct why *w)
{
	enum status st;

	if ((st = amend(am, id, w)) == SN_OK)
		ids_add(done, id, &c->arena);
	return st;
}

/* The same edits to all that was selected. */
static enum status
edit_selected(struct cmd *c, struct store *s, const struct edits *wish,
    const struct ids *ids, struct ids *done, struct tally *t, struct why *w)
{
	enum status st = SN_OK;
	struct amend am;
	size_t i;

	amend_init(&am, s, wish->edit, wish->n);
	am.force = wish->force;
	for (i = 0; i < ids->n && !status_stops(st); i++) {
		st = edit_one(&am, done, c, ids->id[i], w);
		if (st == SN_OK)
			t->done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			t->refused++;
		}
	}
	if (!status_stops(st))
		st = amend_sums(&am, w);
	amend_free(&am);
	return st;
}

/* A row that names an order is refused when any of its shipments is. */
static enum status
edit_row(struct amend *am, struct ids *done, struct cmd *c,
    struct sheet *sh, struct edits_row *r, struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; i < r->ids.n; i++) {
		st = edit_one(am, done, c, r->ids.id[i], w);
		if (status_stops(st))
			return st;
		if (st != SN_OK)
			sheet_refuse(sh, r->row, NULL, w);
	}
	return SN_OK;
}

/* Each row's own edits; the reason of a change is its row. */
static enum status
edit_rows(struct cmd *c, struct store *s, const struct edits *wish,
    struct edits_sheet *es, struct ids *done, struct tally *t, struct why *w)
{
	struct edits_row *r;
	struct amend am;
	enum status st = SN_OK;

	for (r = es->row; r < es->row + es->n; r++) {
		if (r->row->refused != NULL)
			continue;
		if (wish->reason == NULL && (st = store_because(s,
		    arena_printf(&c->arena, "%s:%lu", es->sheet.name,
		    r->row->line), w)) != SN_OK)
			return st;
		amend_init(&am, s, r->edit, r->n);
		am.force = wish->force;
		if ((st = edit_row(&am, done, c, &es->sheet, r, w)) == SN_OK)
			st = amend_sums(&am, w);
		amend_free(&am);
		if (st != SN_OK)
			return st;
		if (r->row->refused == NULL)
			t->done++;
		else
			t->refused++;
	}
	ids_sort(done);
	return SN_OK;
}

enum status
edits_run(struct cmd *c, struct store *s, const struct edits *wish,
    const struct ids *ids, struct edits_sheet *es, struct tally *t,
    struct why *w)
{
	struct ids done = { NULL, 0, 0 };
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	st = wish->from != NULL ? edit_rows(c, s, wish, es, &done, t, w) :
	    edit_selected(c, s, wish, ids, &done, t, w);
	if (st == SN_OK && (st = output_shipments(c, s, &done, NULL,
	    c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
