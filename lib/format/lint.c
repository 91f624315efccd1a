#include <stdio.h>
#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "format/column.h"
#include "format/layout.h"
#include "format/letter.h"
#include "format/lint.h"
#include "format/orders.h"
#include "order/label.h"
#include "text/width.h"

struct lint {
	const struct format	*f;
	lint_fn			*fn;
	void			*arg;
	struct arena		*arena;
};

static void	say(const struct lint *l, bool sure, const char *where,
		    const char *fmt, ...) SN_PRINTF(4, 5);

static void
say(const struct lint *l, bool sure, const char *where, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	l->fn(arena_printf(l->arena, "%s: %s: %s", l->f->path != NULL ?
	    l->f->path : l->f->name, where, text), sure, l->arg);
}

static bool
ends_with(const struct pattern *p, const struct pattern *end)
{
	return p->len >= end->len &&
	    strncmp(p->text + p->len - end->len, end->text, end->len) == 0;
}

/* Whether all texts that p stands for are among those of first. */
static bool
covers(const struct pattern *first, const struct pattern *p)
{
	if (first->unless || p->unless || p->kind == PATTERN_EMPTY)
		return false;
	if (first->kind == PATTERN_ANY)
		return true;
	if (first->kind > PATTERN_HOLDS || p->kind > PATTERN_HOLDS)
		return false;
	switch (first->kind) {
	case PATTERN_EXACT:
		return p->kind == PATTERN_EXACT && p->len == first->len &&
		    strncmp(p->text, first->text, p->len) == 0;
	case PATTERN_STARTS:
		return p->kind <= PATTERN_STARTS && p->len >= first->len &&
		    strncmp(p->text, first->text, first->len) == 0;
	case PATTERN_ENDS:
		return (p->kind == PATTERN_EXACT || p->kind ==
		    PATTERN_ENDS) && ends_with(p, first);
	default:
		return memmem(p->text, p->len, first->text, first->len) !=
		    NULL;
	}
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *
pattern_text(const struct pattern *p, struct arena *a)
{
	static const char *const special[] = { "*", "", "=0", "!=0", "<0" };

	if (p->kind >= PATTERN_ANY)
		return special[p->kind - PATTERN_ANY];
	return arena_printf(a, "%s%.*s%s", p->kind == PATTERN_ENDS ||
	    p->kind == PATTERN_HOLDS ? "*" : "", (int)p->len, p->text,
	    p->kind == PATTERN_STARTS || p->kind == PATTERN_HOLDS ? "*" : "");
}

/* A word that an earlier pattern takes for something else. */
static void
lint_words(const struct lint *l, const char *where, const struct spec *s)
{
	const struct mapped_word *w = s->word;
	size_t i, k;

	for (i = 0; i < s->nword; i++) {
		if (w[i].pattern.kind == PATTERN_EMPTY)
			say(l, true, where, _("words: \"\" is never reached: "
			    "an empty column has no value"));
		for (k = 0; k < i; k++)
			if (covers(&w[k].pattern, &w[i].pattern) &&
			    !same_text(w[k].value, w[i].value))
				break;
		if (k < i)
			say(l, true, where, _("words: %s is never reached: "
			    "%s before it takes all"),
			    pattern_text(&w[i].pattern, l->arena),
			    pattern_text(&w[k].pattern, l->arena));
	}
}

static void
lint_spec(const struct lint *l, const char *where, const struct spec *s)
{
	for (; s != NULL; s = s->otherwise) {
		lint_words(l, where, s);
		if (s->constant != NULL && s->nwhen == 0 &&
		    s->otherwise != NULL)
			say(l, true, where, _("else never comes after a "
			    "constant without when"));
	}
}

static void
lint_section(const struct lint *l, const char *name,
    const struct section *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		lint_spec(l, arena_printf(l->arena, "%s.%s", name,
		    s->map[i].column->name), s->map[i].spec);
}

static void
lint_twice(const struct lint *l, const char *where, const struct header *h,
    size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < i; k++)
			if (strcmp(h[i].folded[0], h[k].folded[0]) == 0)
				say(l, true, where, _("%s: named twice"),
				    h[i].name);
}

static enum status
lint_order(const struct lint *l, struct why *w)
{
	struct layout x;
	enum status st;
	size_t i;

	if ((st = layout_read(&x, l->f, l->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < x.nfile; i++) {
		lint_twice(l, "requires", x.file[i].requires,
		    x.file[i].nrequires);
		lint_twice(l, "refuses", x.file[i].refuses,
		    x.file[i].nrefuses);
	}
	lint_section(l, "order", &x.order);
	lint_section(l, "destination", &x.destination);
	lint_section(l, "shipment", &x.shipment);
	lint_section(l, "line", &x.line);
	for (i = 0; i < x.ncharge; i++)
		lint_section(l, arena_printf(l->arena, "charges[%zu]", i),
		    &x.charge[i].section);
	for (i = 0; i < x.npayment; i++)
		lint_section(l, arena_printf(l->arena, "payments[%zu]", i),
		    &x.payment[i].section);
	lint_spec(l, "tags", x.tags);
	return SN_OK;
}

/* A text of the format's own that its column has no room for. */
static void
lint_room(const struct lint *l, const struct out_column *c, const char *text)
{
	if (text != NULL && c->max > 0 && width_units(text, c->unit) >
	    width_limit(c->max, c->unit))
		say(l, true, c->header, _("%s has no room in max %zu"), text,
		    c->max);
}

static void
lint_column(const struct lint *l, const struct out_column *c)
{
	const struct making *m = &c->making;
	const char *key;
	json_t *v;

	if (c->required && c->empty)
		say(l, true, c->header, _("is required, and nothing fills "
		    "it"));
	lint_room(l, c, m->text);
	lint_room(l, c, m->date);
	lint_room(l, c, m->other);
	json_object_foreach(m->map, key, v)
		lint_room(l, c, json_string_value(v));
	if (m->other != NULL && (m->map == NULL || m->keep))
		say(l, true, c->header, m->keep ?
		    _("else never comes beside keep") :
		    _("else never comes without map"));
	else if (m->other != NULL && json_object_get(m->map, "*") != NULL)
		say(l, true, c->header, _("else never comes after *"));
	if (c->most != NUM_NULL && c->max > 0 && strlen(arena_printf(
	    l->arena, "%lld", (long long)c->most)) > c->max)
		say(l, true, c->header, _("most has no room in max %zu"),
		    c->max);
}

static enum status
lint_columns(const struct lint *l, struct why *w)
{
	struct writer *wr;
	enum status st;
	size_t i, k;

	st = writer_open(&wr, l->f, &label_source, false, l->arena, w);
	if (st != SN_OK)
		return st;
	for (i = 0; i < wr->n; i++) {
		lint_column(l, &wr->column[i]);
		for (k = 0; k < i; k++)
			if (!wr->column[i].empty &&
			    strcmp(wr->column[i].header,
			    wr->column[k].header) == 0)
				say(l, false, wr->column[i].header,
				    _("columns %zu and %zu have this header"),
				    k + 1, i + 1);
	}
	writer_close(wr);
	return SN_OK;
}

enum status
format_lint(const struct format *f, lint_fn *fn, void *arg, struct arena *a,
    struct why *w)
{
	const struct lint l = { f, fn, arg, a };
	struct letter_layout *letter;

	if (json_object_get(f->json, "seen") == NULL)
		say(&l, false, "seen", _("missing: nobody knows how old the "
		    "facts are"));
	switch (f->kind) {
	case FORMAT_ORDER:
		return lint_order(&l, w);
	case FORMAT_LABEL:
	case FORMAT_REPORT:
		return lint_columns(&l, w);
	case FORMAT_MAIL:
		return letter_layout(&letter, f, a, w);
	case FORMAT_TRACKING:
		break;
	}
	return SN_OK;
}

/* The headers that a format names, as the headers of a file. */
struct known {
	const char	**name;
	size_t		  n, cap;
	struct arena	 *arena;
};

static void
know(struct known *k, const struct header *h, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		k->name = arena_grow(k->arena, k->name, k->n, &k->cap,
		    sizeof(*k->name));
		k->name[k->n++] = h[i].folded[0];
	}
}

static void
know_spec(struct known *k, const struct spec *s)
{
	size_t i;

	for (; s != NULL; s = s->otherwise) {
		know(k, s->header, s->nheader);
		for (i = 0; i < s->nwhen; i++)
			know(k, &s->when[i].header, 1);
	}
}

static void
know_section(struct known *k, const struct section *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		know_spec(k, s->map[i].spec);
}

static void
know_all(struct known *k, const struct layout *x)
{
	size_t i;

	know(k, x->file[0].requires, x->file[0].nrequires);
	know_section(k, &x->order);
	know_section(k, &x->destination);
	know_section(k, &x->shipment);
	know_section(k, &x->line);
	for (i = 0; i < x->ncharge; i++)
		know_section(k, &x->charge[i].section);
	for (i = 0; i < x->npayment; i++)
		know_section(k, &x->payment[i].section);
}

enum status
format_mistakes(bool *out, const struct format *f,
    const struct format *other, struct arena *a, struct why *w)
{
	struct known k = { .arena = a };
	struct file_layout mine[2];
	struct headers headers;
	struct layout x;
	enum status st;
	size_t i, n;

	*out = false;
	if ((st = layout_files(mine, &n, f, a, w)) != SN_OK ||
	    (st = layout_read(&x, other, a, w)) != SN_OK)
		return st;
	if (x.nfile > 1 || n != 1 ||
	    mine[0].nrequires < x.file[0].nrequires)
		return SN_OK;
	know_all(&k, &x);
	headers = (struct headers){ k.name, k.n };
	*out = true;
	for (i = 0; *out && i < mine[0].nrequires; i++)
		*out = header_resolve(&mine[0].requires[i], &headers);
	for (i = 0; *out && i < mine[0].nrefuses; i++)
		*out = !header_resolve(&mine[0].refuses[i], &headers);
	return SN_OK;
}
