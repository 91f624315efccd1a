/*
 * Rules that cannot work: found by looking at them alone, and, where two may
 * or may not meet, by asking the store.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/routes.h"
#include "order/imply.h"
#include "store/rule.h"
#include "store/select.h"

/* What is looked at, and where it is told. */
struct lint {
	struct cmd		*cmd;
	struct store		*store;
	const struct rules	*rules;
	const struct expr	**cond;
	const struct expr	*every;	/* finds all shipments */
	bool			*bad;	/* the condition could not be read */
	const char		*file;
	struct report		*out;
	size_t			 found;
	struct why		*w;
};

static void
put(struct lint *l, const struct rule *r, unsigned line, const char *kind,
    const char *text)
{
	report_num(l->out, line);
	report_cell(l->out, r->title);
	report_cell(l->out, kind);
	report_cell(l->out, text);
	l->found += strcmp(kind, "note") != 0;
}

/* The rule for a message: its title and its line. */
static const char *
name(struct lint *l, const struct rule *r)
{
	return arena_printf(&l->cmd->arena, "\"%s\" (%u)", r->title, r->line);
}

/* How many shipments of the store both conditions find. */
static enum status
count(size_t *n, struct lint *l, const struct expr *x, const struct expr *y)
{
	const struct expr both = { .kind = EXPR_AND,
	    .left = x != NULL ? x : l->every,
	    .right = y != NULL ? y : l->every };
	int64_t *id;

	return select_ids(&id, n, l->store, &both, NULL, 0, 0,
	    &l->cmd->arena, l->w);
}

static bool
stops(const struct rule *r)
{
	size_t i;

	for (i = 0; i < r->nthen; i++)
		if (r->then[i].act == ACTION_STOP)
			return true;
	return false;
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* Whether two actions decide the same thing, and not alike. */
static bool
clash(const struct action *x, const struct action *y)
{
	const char *what = action_decides(x);

	return what != NULL && same(what, action_decides(y)) &&
	    (x->act != y->act || x->n != y->n || x->lead != y->lead ||
	    !same(x->value, y->value) || !same(x->more, y->more) ||
	    !same(x->cutoff, y->cutoff));
}

/* Whether one puts on a tag that the other takes off. */
static bool
untags(const struct action *x, const struct action *y)
{
	return ((x->act == ACTION_TAG && y->act == ACTION_UNTAG) ||
	    (x->act == ACTION_UNTAG && y->act == ACTION_TAG)) &&
	    strcmp(x->value, y->value) == 0;
}

/* What an action leaves behind, as a test of a shipment; false: no such. */
static bool
effect(struct expr *out, struct expr_value *value, const struct action *x)
{
	const char *name = action_decides(x);

	if (name == NULL || x->value == NULL)
		return false;
	if (x->column != NULL && x->column->field != NULL)
		name = x->column->field;
	*value = (struct expr_value){ .kind = VALUE_TEXT, .text = x->value,
	    .from = NUM_NULL, .upto = NUM_NULL };
	*out = (struct expr){ .kind = EXPR_TEST, .op = EXPR_EQ,
	    .value = value, .nvalue = 1 };
	return field_find(&out->field, name) &&
	    (out->field.type == TYPE_WORD || out->field.type == TYPE_CODE);
}

/*
 * Whether a rule after r meets nothing, or all, of what r met: by their
 * conditions, or by what r left behind.  One for shipments without a carrier
 * meets none that r gave one.
 */
static bool
parted(const struct lint *l, const struct rule *r, const struct rule *later)
{
	const struct expr *q = l->cond[later - l->rules->rule];
	struct expr_value value;
	struct expr left;
	size_t i;

	for (i = 0; i < r->nthen; i++)
		if (effect(&left, &value, &r->then[i]) &&
		    expr_disjoint(&left, q))
			return true;
	return expr_disjoint(l->cond[r - l->rules->rule], q);
}

static bool
covered(const struct lint *l, const struct rule *r, const struct rule *later)
{
	const struct expr *q = l->cond[later - l->rules->rule];
	struct expr_value value;
	struct expr left;
	size_t i;

	for (i = 0; i < r->nthen; i++)
		if (effect(&left, &value, &r->then[i]) &&
		    expr_implies(&left, q))
			return true;
	return expr_implies(l->cond[r - l->rules->rule], q);
}

/* Two actions of one rule, or of rules that meet the same shipments. */
static enum status
look_at_pair(struct lint *l, const struct rule *r, const struct action *x,
    const struct rule *later, const struct action *y)
{
	struct arena *a = &l->cmd->arena;
	const struct expr *p = l->cond[r - l->rules->rule];
	const struct expr *q = l->cond[later - l->rules->rule];
	enum status st;
	size_t n;

	if (!clash(x, y) && !untags(x, y))
		return SN_OK;
	if (r == later) {
		put(l, r, y->line, "contradicts", arena_printf(a,
		    _("\"%s\" takes back \"%s\""), y->text, x->text));
		return SN_OK;
	}
	if (covered(l, r, later)) {
		put(l, r, x->line, "shadowed", arena_printf(a,
		    _("\"%s\" of rule %s always takes back \"%s\""), y->text,
		    name(l, later), x->text));
		return SN_OK;
	}
	/* A narrower rule after a wider one is an exception to it. */
	if (expr_implies(q, p) || parted(l, r, later))
		return SN_OK;
	if ((st = count(&n, l, p, q)) == SN_OK && n > 0)
		put(l, r, x->line, "contradicts", arena_printf(a,
		    _("\"%s\" of rule %s takes back \"%s\" in %zu shipments "
		    "of the store"), y->text, name(l, later), x->text, n));
	return st;
}

static enum status
look_at_pairs(struct lint *l, const struct rule *r, const struct rule *later)
{
	enum status st = SN_OK;
	size_t i, k;

	for (i = 0; i < r->nthen && st == SN_OK; i++)
		for (k = r == later ? i + 1 : 0;
		    k < later->nthen && st == SN_OK; k++)
			st = look_at_pair(l, r, &r->then[i], later,
			    &later->then[k]);
	return st;
}

/* A rule before this one that stops whatever it would meet, or NULL. */
static const struct rule *
stopped_by(const struct lint *l, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (!l->bad[i] && stops(&l->rules->rule[i]) &&
		    expr_implies(l->cond[at], l->cond[i]))
			return &l->rules->rule[i];
	return NULL;
}

static enum status
look_at(struct lint *l, size_t at, size_t all)
{
	const struct rule *r = &l->rules->rule[at], *before;
	enum status st;
	size_t i, n;

	if (expr_empty(l->cond[at])) {
		put(l, r, r->cond_line, "never", _("no shipment can be like "
		    "this"));
		return SN_OK;
	}
	if ((before = stopped_by(l, at)) != NULL) {
		put(l, r, r->line, "unreachable", arena_printf(
		    &l->cmd->arena, _("rule %s stops all that it would meet"),
		    name(l, before)));
		return SN_OK;
	}
	for (i = at, st = SN_OK; i < l->rules->n && st == SN_OK; i++)
		if (!l->bad[i] && (i == at || !stops(r)))
			st = look_at_pairs(l, r, &l->rules->rule[i]);
	if (st != SN_OK || all == 0 ||
	    (st = count(&n, l, l->cond[at], NULL)) != SN_OK || n > 0)
		return st;
	put(l, r, r->line, "note", arena_printf(&l->cmd->arena,
	    _("meets none of the %zu shipments of the store"), all));
	return SN_OK;
}

/* Read all conditions, and tell of those that are wrong. */
static enum status
read_conditions(struct lint *l)
{
	const struct rules *rules = l->rules;
	struct arena *a = &l->cmd->arena;
	enum status st;
	size_t i;

	l->cond = arena_alloc(a, (rules->n + 1) * sizeof(*l->cond));
	l->bad = arena_alloc(a, rules->n + 1);
	if ((st = select_parse(&l->every, l->store, l->cmd->conf, "id=*",
	    false, a, l->w)) != SN_OK)
		return st;
	for (i = 0; i < rules->n; i++) {
		st = rule_cond(&l->cond[i], l->store, l->cmd->conf, l->file,
		    &rules->rule[i], a, l->w);
		if (st == SN_USAGE) {
			l->bad[i] = true;
			put(l, &rules->rule[i], rules->rule[i].cond_line,
			    "wrong", l->w->text);
		} else if (st != SN_OK)
			return st;
	}
	return SN_OK;
}

enum status
routes_lint(struct cmd *c, struct store *s, const struct routes *wish,
    struct why *w)
{
	const struct report_column columns[] = {
		{ "line", _("line"), true }, { "rule", _("rule"), false },
		{ "kind", _("kind"), false }, { "text", _("what"), false },
	};
	struct lint l = { .cmd = c, .store = s, .rules = wish->rules,
	    .file = routes_name(wish), .w = w };
	enum status st;
	size_t i, all;

	l.out = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	st = read_conditions(&l);
	if (st == SN_OK)
		st = count(&all, &l, NULL, NULL);
	for (i = 0; i < l.rules->n && st == SN_OK; i++)
		if (!l.bad[i])
			st = look_at(&l, i, all);
	if (st != SN_OK) {
		report_drop(l.out);
		return st;
	}
	if ((st = report_end(l.out, stdout, w)) != SN_OK)
		return st;
	return l.found > 0 ? SN_SOME : SN_OK;
}
