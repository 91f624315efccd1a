/*
 * Sections of robo.conf that cannot work, or not as they look.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/robo.h"
#include "mail/choose.h"
#include "order/imply.h"

/* What is looked at, and where it is told. */
struct lint {
	struct cmd		*cmd;
	const struct robos	*robos;
	struct step_run		*section;	/* with conditions, where bad
						   says that they are read */
	bool			*bad;
	struct templates	 templates;
	struct report		*out;
	size_t			 found;
	struct why		*w;
};

static void
put(struct lint *l, const struct robo *b, unsigned line, const char *kind,
    const char *text)
{
	report_num(l->out, line);
	report_cell(l->out, b->title);
	report_cell(l->out, kind);
	report_cell(l->out, text);
	l->found += strcmp(kind, "note") != 0;
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* Whether both may stand for the same shipments by their places. */
static bool
meet(const struct robo *x, const struct robo *y)
{
	return strcmp(x->status, y->status) == 0 &&
	    (x->route == NULL || y->route == NULL ||
	    strcmp(x->route, y->route) == 0);
}

/* Conditions and steps of one section, each by itself. */
static void
look_at_conditions(struct lint *l, size_t at)
{
	const struct step_run *x = &l->section[at];
	const struct robo *b = x->robo;
	size_t i;

	if (expr_empty(x->cond))
		put(l, b, b->cond_line, "never", _("no shipment can be like "
		    "this"));
	for (i = 0; i < b->nstop; i++)
		if (expr_empty(x->stop[i]) ||
		    expr_disjoint(x->cond, x->stop[i]))
			put(l, b, b->stop[i].cond_line, "never",
			    arena_printf(&l->cmd->arena, _("stop \"%s\" meets "
			    "nothing that the section takes"),
			    b->stop[i].title));
		else if (x->cond != NULL &&
		    expr_implies(x->cond, x->stop[i]))
			put(l, b, b->stop[i].cond_line, "never",
			    arena_printf(&l->cmd->arena, _("stop \"%s\" stops "
			    "all that the section takes"), b->stop[i].title));
	for (i = 0; i < b->nstep; i++)
		if (x->step[i] != NULL && (expr_empty(x->step[i]) ||
		    expr_disjoint(x->cond, x->step[i])))
			put(l, b, b->step[i].line, "never",
			    arena_printf(&l->cmd->arena, _("\"%s\" is done to "
			    "nothing that the section takes"),
			    b->step[i].name));
}

/* Whether a step sends what it is done to where the section finds it. */
static bool
stays(const struct robo *b, const struct robo_step *s)
{
	if (s->action.act == ACTION_ROUTE)
		return b->route != NULL && same(b->route, s->action.value);
	return same(b->status, s->action.value);
}

static void
look_at_steps(struct lint *l, const struct robo *b)
{
	struct arena *a = &l->cmd->arena;
	const struct robo_step *s;
	size_t i, k;

	for (i = 0; i < b->nstep; i++) {
		s = &b->step[i];
		for (k = 0; k < i; k++)
			if (strcmp(b->step[k].name, s->name) == 0)
				put(l, b, s->line, "note", arena_printf(a,
				    _("\"%s\" stands here twice: it is done "
				    "once"), s->name));
		if (!robo_leaves(s))
			continue;
		if (stays(b, s))
			put(l, b, s->line, "loop", arena_printf(a, _("\"%s\" "
			    "moves what is there already"), s->name));
		if (s->action.act == ACTION_MOVE && b->route != NULL &&
		    conf_status(l->cmd->conf, b->route, s->action.value) ==
		    NULL)
			put(l, b, s->line, "never", arena_printf(a,
			    _("\"%s\": no such status in route %s"), s->name,
			    b->route));
		if (s->cond == NULL && i + 1 < b->nstep)
			put(l, b, b->step[i + 1].line, "unreachable",
			    arena_printf(a, _("\"%s\" before it takes "
			    "everything away"), s->name));
	}
	if (strcmp(b->status, "done") == 0 && b->after == NUM_NULL)
		put(l, b, b->line, "note", _("without after it looks at all "
		    "that was ever done"));
}

/* Whether there is any template for a kind of mail. */
static bool
has_template(const struct templates *t, const char *kind)
{
	size_t i, n = strlen(kind);

	for (i = 0; i < t->n; i++)
		if (strncmp(t->one[i].name, kind, n) == 0 &&
		    t->one[i].name[n] == '.')
			return true;
	return false;
}

static void
look_at_mails(struct lint *l, const struct robo *b)
{
	size_t i;

	for (i = 0; i < b->nstep; i++)
		if (b->step[i].what == ROBO_MAIL &&
		    !has_template(&l->templates, b->step[i].kind))
			put(l, b, b->step[i].line, "template", arena_printf(
			    &l->cmd->arena, _("there is no template for %s: "
			    "write templates/%s.txt"), b->step[i].kind,
			    b->step[i].kind));
}

/* Whether all that the section takes, and nothing stops, leaves it. */
static bool
empties(const struct robo *b)
{
	size_t i;

	for (i = 0; i < b->nstep; i++)
		if (b->step[i].cond == NULL && robo_leaves(&b->step[i]))
			return true;
	return false;
}

/* Two sections that take the same shipments. */
static void
look_at_pair(struct lint *l, size_t i, size_t k)
{
	const struct step_run *x = &l->section[i], *y = &l->section[k];
	struct arena *a = &l->cmd->arena;

	if (!meet(x->robo, y->robo) || expr_disjoint(x->cond, y->cond))
		return;
	if (x->robo->nstop == 0 && empties(x->robo) &&
	    (x->robo->route == NULL || same(x->robo->route,
	    y->robo->route)) && expr_implies(y->cond, x->cond) &&
	    x->robo->after == NUM_NULL)
		put(l, y->robo, y->robo->line, "unreachable", arena_printf(a,
		    _("section \"%s\" (%u) takes away all that it would "
		    "take"), x->robo->title, x->robo->line));
	else if (same(x->robo->route, y->robo->route) &&
	    same(x->robo->cond, y->robo->cond) &&
	    x->robo->after == y->robo->after)
		put(l, y->robo, y->robo->line, "double", arena_printf(a,
		    _("section \"%s\" (%u) is for the same route and status"),
		    x->robo->title, x->robo->line));
}

/* The section that takes over what an unconditional step sends there. */
static size_t
next(const struct lint *l, size_t at)
{
	const struct robo *b = l->section[at].robo, *to;
	const struct robo_step *s;
	size_t i, k;

	for (i = 0; i < b->nstep; i++) {
		s = &b->step[i];
		if (s->cond != NULL || s->what != ROBO_ACTION ||
		    s->action.act != ACTION_MOVE)
			continue;
		for (k = 0; k < l->robos->n; k++) {
			to = &l->robos->robo[k];
			if (!l->bad[k] && to->after == NUM_NULL &&
			    to->cond == NULL &&
			    strcmp(to->status, s->action.value) == 0)
				return k;
		}
	}
	return l->robos->n;
}

/* Sections that hand shipments round in a circle. */
static void
look_for_circle(struct lint *l, size_t at)
{
	size_t i = at, steps;

	for (steps = 0; steps < l->robos->n; steps++) {
		if ((i = next(l, i)) == l->robos->n)
			return;
		if (i != at)
			continue;
		put(l, l->section[at].robo, l->section[at].robo->line, "loop",
		    _("what leaves it comes back to it by itself: it is "
		    "taken once only"));
		return;
	}
}

/* Read all conditions, and tell of those that are wrong. */
static enum status
read_conditions(struct lint *l, struct store *s)
{
	struct arena *a = &l->cmd->arena;
	const struct robo *b;
	enum status st;
	size_t i;

	l->section = arena_alloc(a, (l->robos->n + 1) * sizeof(*l->section));
	l->bad = arena_alloc(a, l->robos->n + 1);
	for (i = 0; i < l->robos->n; i++) {
		b = &l->robos->robo[i];
		if ((l->bad[i] = !b->on))
			continue;
		l->section[i] = (struct step_run){ .store = s,
		    .conf = l->cmd->conf, .robo = b, .only = NUM_NULL,
		    .arena = a };
		st = step_open(&l->section[i], l->w);
		if (st == SN_USAGE) {
			l->bad[i] = true;
			put(l, b, b->line, "wrong", l->w->text);
		} else if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

enum status
robo_lint(struct cmd *c, struct store *s, const struct robo_wish *wish,
    struct why *w)
{
	const struct report_column columns[] = {
		{ "line", _("line"), true }, { "section", _("section"), false },
		{ "kind", _("kind"), false }, { "text", _("what"), false },
	};
	struct lint l = { .cmd = c, .robos = wish->robos, .w = w };
	enum status st;
	size_t i, k;

	l.out = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	if ((st = templates_read(&l.templates, cmd_path(c, "templates"),
	    &c->arena, w)) == SN_OK)
		st = read_conditions(&l, s);
	for (i = 0; i < l.robos->n && st == SN_OK; i++) {
		if (l.bad[i])
			continue;
		look_at_conditions(&l, i);
		look_at_steps(&l, l.section[i].robo);
		look_at_mails(&l, l.section[i].robo);
		for (k = i + 1; k < l.robos->n; k++)
			if (!l.bad[k])
				look_at_pair(&l, i, k);
		look_for_circle(&l, i);
	}
	if (st != SN_OK) {
		report_drop(l.out);
		return st;
	}
	if ((st = report_end(l.out, stdout, w)) != SN_OK)
		return st;
	return l.found > 0 ? SN_SOME : SN_OK;
}
