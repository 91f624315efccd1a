/*
 * The sections of robo.conf with what waits in each, and why a shipment
 * stands still.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/robo.h"
#include "store/checked.h"
#include "store/move.h"

static const char *
steps_text(const struct robo *b, struct arena *a)
{
	const char *all = NULL, *one;
	size_t i;

	for (i = 0; i < b->nstep; i++) {
		one = b->step[i].cond == NULL ? b->step[i].name :
		    arena_printf(a, "%s if %s", b->step[i].name,
		    b->step[i].cond);
		all = all == NULL ? one : arena_printf(a, "%s, %s", all, one);
	}
	return all;
}

/* Take what waits in the section. */
static enum status
look(struct step_run *x, struct cmd *c, struct store *s,
    const struct robo *b, int64_t only, struct why *w)
{
	enum status st;

	*x = (struct step_run){ .store = s, .conf = c->conf, .robo = b,
	    .only = only, .arena = &c->arena };
	if ((st = step_open(x, w)) != SN_OK)
		return st;
	return step_take(x, w);
}

enum status
robo_list(struct cmd *c, struct store *s, const struct robo_wish *wish,
    struct why *w)
{
	const struct report_column columns[] = {
		{ "line", _("line"), true }, { "section", _("section"), false },
		{ "on", _("on"), false }, { "route", _("route"), false },
		{ "status", _("status"), false }, { "if", _("if"), false },
		{ "do", _("does"), false }, { "free", _("free"), true },
		{ "stopped", _("stopped"), true },
	};
	int64_t halted = 0, unheld = 0;
	const struct robo *b;
	struct step_run x;
	struct report *out;
	enum status st = SN_OK;
	size_t i;

	out = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	for (i = 0; i < wish->robos->n && st == SN_OK; i++) {
		b = &wish->robos->robo[i];
		if (b->on && ((st = look(&x, c, s, b, NUM_NULL, w)) != SN_OK ||
		    (st = step_count(&halted, &unheld, &x, w)) != SN_OK))
			break;
		report_num(out, b->line);
		report_cell(out, b->title);
		report_cell(out, b->on ? "yes" : "no");
		report_cell(out, b->route);
		report_cell(out, b->status);
		report_cell(out, b->cond);
		report_cell(out, steps_text(b, &c->arena));
		report_num(out, b->on ? unheld : NUM_NULL);
		report_num(out, b->on ? halted : NUM_NULL);
	}
	if (st != SN_OK) {
		report_drop(out);
		return st;
	}
	return report_end(out, stdout, w);
}

/* What holds it in this section, or which step is next. */
static enum status
put_section(FILE *out, struct step_run *x, int64_t shipment, struct why *w)
{
	struct arena *a = x->arena;
	enum status st;
	struct halt *h;
	int64_t *id;
	size_t i, n;

	fprintf(out, _("    automation: %s\n"), robo_name(x->robo, a));
	if ((st = step_halts(&h, &n, x, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		fprintf(out, _("    stopped by: %s\n"), robo_halt(&h[i], a));
		if (h[i].kind == HALT_FINDING)
			fprintf(out, "        sn-check --findings %" PRId64
			    "\n", shipment);
		else if (h[i].kind == HALT_STOP)
			fprintf(out, _("        when it is right: sn-move "
			    "STATUS %" PRId64 "\n"), shipment);
		else if (h[i].kind == HALT_UNKNOWN)
			fprintf(out, "        sn-autorobo --done | --again %"
			    PRId64 "\n", shipment);
	}
	for (i = 0; n == 0 && i < x->robo->nstep; i++) {
		if ((st = step_due(&id, &n, x, i, w)) != SN_OK)
			return st;
		if (n > 0)
			fprintf(out, _("    next step: %s\n"),
			    x->robo->step[i].name);
	}
	if (n == 0)
		fprintf(out, "%s", _("    nothing is left to do here by "
		    "itself: move it on by hand\n"));
	return SN_OK;
}

/* Steps of the ledger that are not done. */
static enum status
put_steps(FILE *out, struct cmd *c, struct store *s, int64_t shipment,
    struct why *w)
{
	struct step_left *x;
	enum status st;
	size_t i, n;

	if ((st = steps_of(&x, &n, s, shipment, &c->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		if (strcmp(x[i].state, "failed") == 0)
			fprintf(out, _("    step failed at %s: %s: %s (%s)\n"),
			    x[i].at, x[i].step, x[i].cause, x[i].robo);
		else if (strcmp(x[i].state, "done") != 0)
			fprintf(out, _("    step begun at %s, and nobody knows "
			    "whether it was done: %s (%s)\n"), x[i].at,
			    x[i].step, x[i].robo);
	return SN_OK;
}

static enum status
put_unsent(FILE *out, struct cmd *c, struct store *s, int64_t shipment,
    struct why *w)
{
	struct step_unsent *e;
	enum status st;
	size_t i, n;

	if ((st = steps_unsent(&e, &n, s, shipment, &c->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		fprintf(out, _("    not sent: %s: %s%s%s: sn-outbox show %"
		    PRId64 "\n"), e[i].title, e[i].state,
		    e[i].error != NULL ? ": " : "",
		    e[i].error != NULL ? e[i].error : "", e[i].id);
	return SN_OK;
}

enum status
robo_why(struct cmd *c, struct store *s, const struct robo_wish *wish,
    int64_t shipment, FILE *out, struct why *w)
{
	bool found = false, checked;
	const struct robo *b;
	struct place at;
	struct step_run x;
	enum status st;
	size_t i;

	if ((st = store_place(&at, s, shipment, &c->arena, w)) != SN_OK ||
	    (st = checked_are(&checked, s, &shipment, 1, w)) != SN_OK ||
	    (st = put_steps(out, c, s, shipment, w)) != SN_OK ||
	    (st = put_unsent(out, c, s, shipment, w)) != SN_OK)
		return st;
	if (strcmp(at.status, "done") != 0 && strcmp(at.status, "follow") !=
	    0 && strcmp(at.status, "cancel") != 0 && !checked)
		fprintf(out, _("    not checked since it changed: sn-check %"
		    PRId64 "\n"), shipment);
	for (i = 0; i < wish->robos->n; i++) {
		b = &wish->robos->robo[i];
		if (!b->on || strcmp(b->status, at.status) != 0 ||
		    (b->route != NULL && strcmp(b->route, at.route) != 0))
			continue;
		if ((st = look(&x, c, s, b, shipment, w)) != SN_OK)
			return st;
		if (x.taken == 0)
			continue;
		found = true;
		if ((st = put_section(out, &x, shipment, w)) != SN_OK)
			return st;
	}
	if (!found && wish->robos->n > 0)
		fprintf(out, "%s", _("    automation: no section of robo.conf "
		    "takes it\n"));
	return SN_OK;
}
