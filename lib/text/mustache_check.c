/*
 * Mustache: whether the names in a template are known.
 */

#include <string.h>

#include "text/mustache_op.h"

enum {
	NEAR = 200		/* names that a message chooses from */
};

/* Names that are known, the innermost first; NULL: of a text. */
struct scope {
	const struct mustache_known	*known;
	const struct scope		*up;
};

struct checker {
	const struct mustache_how	*how;
	mustache_fault_fn		*fn;
	void				*arg;
	struct why			*why;
	int				 partials;	/* open ones */
	bool				 round;	/* they go round: told once */
};

static const struct mustache_known *
member(const struct mustache_known *list, const char *name)
{
	for (; list != NULL && list->name != NULL; list++)
		if (strcmp(list->name, name) == 0)
			return list;
	return NULL;
}

static void
gather(const char **near, size_t *n, const struct mustache_known *list)
{
	for (; list != NULL && list->name != NULL && *n < NEAR; list++)
		near[(*n)++] = list->name;
}

static enum status
tell(struct checker *k, const struct mustache *m, const struct op *op,
    enum mustache_wrong wrong, const char *last, const char *const *near,
    size_t n)
{
	const struct mustache_fault f = { .wrong = wrong, .place = m->place,
	    .line = op->line, .name = op->name, .last = last, .near = near,
	    .nnear = n };

	return k->fn(&f, k->arg, k->why);
}

/* What the name of op is; NULL when it is not known, which was told. */
static enum status
look_up(const struct mustache_known **out, struct checker *k,
    const struct mustache *m, const struct op *op, const struct scope *s)
{
	const struct mustache_known *found = NULL, *in = NULL;
	const struct scope *at;
	const char *near[NEAR];
	size_t i, n = 0;

	for (at = s; at != NULL && found == NULL; at = at->up)
		found = member(at->known, op->part[0]);
	for (i = 1; found != NULL && i < op->nparts; i++) {
		in = found->in;
		found = member(in, op->part[i]);
	}
	*out = found;
	if (found != NULL)
		return SN_OK;
	if (i > 1)
		gather(near, &n, in);
	for (at = s; i == 1 && at != NULL; at = at->up)
		gather(near, &n, at->known);
	return tell(k, m, op, MUSTACHE_UNKNOWN, op->part[i - 1], near, n);
}

static enum status	check(struct checker *k, const struct mustache *m,
			    size_t from, size_t to, const struct scope *s);

static enum status
check_partial(struct checker *k, const struct mustache *m,
    const struct op *op, const struct scope *s)
{
	const struct mustache *part = NULL;
	enum status st;

	if (k->round)
		return SN_OK;
	if (k->how->partial != NULL)
		part = k->how->partial(op->name, k->how->arg);
	k->round = k->partials == MUSTACHE_PARTIALS;
	if (part == NULL || k->round)
		return tell(k, m, op, MUSTACHE_NO_PARTIAL, op->name, NULL, 0);
	k->partials++;
	st = check(k, part, 0, part->n, s);
	k->partials--;
	return st;
}

static enum status
check_section(struct checker *k, const struct mustache *m, size_t at,
    const struct scope *s)
{
	const struct op *op = &m->op[at];
	const struct mustache_known *found = NULL;
	struct scope inner = { NULL, s };
	enum status st;

	if (op->nparts > 0 &&
	    (st = look_up(&found, k, m, op, s)) != SN_OK)
		return st;
	if (op->nparts > 0 && found == NULL)
		return SN_OK;
	if (found == NULL || op->kind == OP_INVERTED ||
	    found->type == MUSTACHE_YES)
		return check(k, m, at + 1, op->end, s);
	inner.known = found->in;
	return check(k, m, at + 1, op->end, &inner);
}

static enum status
check_value(struct checker *k, const struct mustache *m, const struct op *op,
    const struct scope *s)
{
	const struct mustache_known *found;
	enum status st;

	if (op->nparts == 0)
		return s->known == NULL ? SN_OK :
		    tell(k, m, op, MUSTACHE_NO_TEXT, op->name, NULL, 0);
	if ((st = look_up(&found, k, m, op, s)) != SN_OK || found == NULL ||
	    found->type == MUSTACHE_TEXT)
		return st;
	return tell(k, m, op, MUSTACHE_NO_TEXT, op->name, NULL, 0);
}

static enum status
check(struct checker *k, const struct mustache *m, size_t from, size_t to,
    const struct scope *s)
{
	enum status st = SN_OK;
	const struct op *op;
	size_t i;

	for (i = from; i < to && st == SN_OK; i++) {
		op = &m->op[i];
		switch (op->kind) {
		case OP_TEXT:
			break;
		case OP_VALUE:
		case OP_RAW:
			st = check_value(k, m, op, s);
			break;
		case OP_PARTIAL:
			st = check_partial(k, m, op, s);
			break;
		case OP_SECTION:
		case OP_INVERTED:
			st = check_section(k, m, i, s);
			i = op->end - 1;
			break;
		}
	}
	return st;
}

enum status
mustache_check(const struct mustache *m, const struct mustache_known *known,
    const struct mustache_how *how, mustache_fault_fn *fn, void *arg,
    struct why *w)
{
	struct checker k = { .how = how, .fn = fn, .arg = arg, .why = w };
	struct scope s = { known, NULL };

	return check(&k, m, 0, m->n, &s);
}
