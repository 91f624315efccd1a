/*
 * Mustache: from operations and values to text.
 */

#include <string.h>

#include "base/i18n.h"
#include "text/mustache_op.h"

/* Values that names are looked up in, the innermost first. */
struct context {
	const struct mustache_value	*value;
	const struct context		*up;
};

/* What a partial's lines begin with. */
struct indent {
	const char	*text;
	size_t		 len;
};

struct renderer {
	struct str			*out;
	size_t				 from;	/* what stood there before */
	const struct mustache_how	*how;
	struct why			*why;
	int				 partials;	/* open ones */
	long				 steps;
};

static const struct mustache_value nothing = { .type = MUSTACHE_NOTHING };

static const struct mustache_value *
member(const struct mustache_value *v, const char *name)
{
	size_t i;

	if (v->type == MUSTACHE_OBJECT)
		for (i = 0; i < v->n; i++)
			if (strcmp(v->field[i].name, name) == 0)
				return &v->field[i].value;
	return NULL;
}

/* The first part is looked for everywhere, the others only in what it is. */
static const struct mustache_value *
look_up(const struct op *op, const struct context *c)
{
	const struct mustache_value *v = NULL;
	size_t i;

	if (op->nparts == 0)
		return c->value;
	for (; v == NULL && c != NULL; c = c->up)
		v = member(c->value, op->part[0]);
	for (i = 1; v != NULL && i < op->nparts; i++)
		v = member(v, op->part[i]);
	return v != NULL ? v : &nothing;
}

static bool
is_yes(const struct mustache_value *v)
{
	switch (v->type) {
	case MUSTACHE_NOTHING:
		return false;
	case MUSTACHE_TEXT:
		return v->text != NULL && *v->text != '\0';
	case MUSTACHE_LIST:
		return v->n > 0;
	default:
		return true;
	}
}

static void
put_escaped(struct str *out, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n) {
		n = strcspn(s, "&<>\"'");
		str_add(out, s, n);
		s += n;
		n = *s != '\0';
		switch (*s) {
		case '&':
			str_puts(out, "&amp;");
			break;
		case '<':
			str_puts(out, "&lt;");
			break;
		case '>':
			str_puts(out, "&gt;");
			break;
		case '"':
			str_puts(out, "&quot;");
			break;
		case '\'':
			str_puts(out, "&#39;");
			break;
		}
	}
}

static void
put_value(struct renderer *r, const struct mustache *m,
    const struct op *op, const struct mustache_value *v)
{
	const char *text = v->type == MUSTACHE_TEXT ? v->text :
	    v->type == MUSTACHE_YES ? "true" : NULL;

	if ((text == NULL || *text == '\0') && r->how->empty != NULL)
		r->how->empty(m->place, op->line, op->name, r->how->arg);
	if (text == NULL)
		return;
	if (r->how->html && op->kind == OP_VALUE)
		put_escaped(r->out, text);
	else
		str_puts(r->out, text);
}

/* Lines of the template are indented, lines of values are not. */
static void
put_text(struct renderer *r, const struct op *op, const struct indent *in)
{
	const char *s = op->text, *end = s + op->len, *newline;

	while (in->len > 0 && s < end &&
	    (newline = memchr(s, '\n', (size_t)(end - s))) != NULL &&
	    newline + 1 < end) {
		str_add(r->out, s, (size_t)(newline + 1 - s));
		str_add(r->out, in->text, in->len);
		s = newline + 1;
	}
	if (s < end)
		str_add(r->out, s, (size_t)(end - s));
}

static enum status	render(struct renderer *r, const struct mustache *m,
			    size_t from, size_t to, const struct context *c,
			    const struct indent *in);

static enum status
put_partial(struct renderer *r, const struct mustache *m,
    const struct op *op, const struct context *c, const struct indent *in)
{
	struct indent own = { NULL, 0 };
	const struct mustache *part = NULL;
	struct str both = STR_INIT;
	enum status st;

	if (r->how->partial != NULL)
		part = r->how->partial(op->name, r->how->arg);
	if (part == NULL)
		return SN_OK;
	if (r->partials == MUSTACHE_PARTIALS)
		return fail(r->why, SN_INVALID, _("%s:%u: {{> %s}}: partials "
		    "take each other in without end"), m->place, op->line,
		    op->name);
	if (op->alone && in->len > 0) {
		str_add(&both, in->text, in->len);
		str_add(&both, op->text, op->len);
		own = (struct indent){ both.p, both.len };
	} else if (op->alone)
		own = (struct indent){ op->text, op->len };
	r->partials++;
	st = render(r, part, 0, part->n, c, &own);
	r->partials--;
	str_free(&both);
	return st;
}

static enum status
put_section(struct renderer *r, const struct mustache *m, size_t at,
    const struct context *c, const struct indent *in)
{
	const struct op *op = &m->op[at];
	const struct mustache_value *v = look_up(op, c);
	struct context inner = { v, c };
	enum status st = SN_OK;
	size_t i;

	if (is_yes(v) == (op->kind == OP_INVERTED))
		return SN_OK;
	if (op->kind == OP_INVERTED || v->type == MUSTACHE_YES)
		return render(r, m, at + 1, op->end, c, in);
	if (v->type != MUSTACHE_LIST)
		return render(r, m, at + 1, op->end, &inner, in);
	for (i = 0; i < v->n && st == SN_OK; i++) {
		inner.value = &v->item[i];
		st = render(r, m, at + 1, op->end, &inner, in);
	}
	return st;
}

static enum status
render(struct renderer *r, const struct mustache *m, size_t from, size_t to,
    const struct context *c, const struct indent *in)
{
	enum status st = SN_OK;
	const struct op *op;
	size_t i;

	for (i = from; i < to && st == SN_OK; i++) {
		op = &m->op[i];
		if (op->starts && in->len > 0)
			str_add(r->out, in->text, in->len);
		switch (op->kind) {
		case OP_TEXT:
			put_text(r, op, in);
			break;
		case OP_VALUE:
		case OP_RAW:
			put_value(r, m, op, look_up(op, c));
			break;
		case OP_PARTIAL:
			st = put_partial(r, m, op, c, in);
			break;
		case OP_SECTION:
		case OP_INVERTED:
			st = put_section(r, m, i, c, in);
			i = op->end - 1;
			break;
		}
		if (st == SN_OK && (++r->steps > MUSTACHE_STEPS ||
		    r->out->len - r->from > MUSTACHE_OUTPUT))
			st = fail(r->why, SN_INVALID, _("%s:%u: what this "
			    "gives has no end"), m->place, op->line);
	}
	return st;
}

enum status
mustache_render(struct str *out, const struct mustache *m,
    const struct mustache_value *root, const struct mustache_how *how,
    struct why *w)
{
	struct renderer r = { .out = out, .from = out->len, .how = how,
	    .why = w };
	struct context c = { root, NULL };
	struct indent in = { NULL, 0 };

	return render(&r, m, 0, m->n, &c, &in);
}
