/*
 * A format of kind mail, compiled: its labels are those that the rest of the
 * format asks for, so that nothing else in a letter is taken for one.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "format/letter_layout.h"
#include "format/member.h"
#include "text/fold.h"

static void
add_header(struct letter_layout *l, const struct header *h, enum label_of of)
{
	size_t i;

	for (i = 0; i < 4 && h->folded[i] != NULL; i++) {
		l->label = arena_grow(l->arena, l->label, l->nlabel,
		    &l->caplabel, sizeof(*l->label));
		l->label[l->nlabel++] = (struct letter_label){
		    .text = h->folded[i], .of = of, .zip = ABSENT };
	}
}

static void
add_spec(struct letter_layout *l, const struct spec *s, enum label_of of)
{
	size_t i;

	for (; s != NULL; s = s->otherwise) {
		for (i = 0; i < s->nheader; i++)
			add_header(l, &s->header[i], of);
		for (i = 0; i < s->nwhen; i++)
			add_header(l, &s->when[i].header, of);
	}
}

static void
add_section(struct letter_layout *l, const struct section *s,
    enum label_of of)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		add_spec(l, s->map[i].spec, of);
}

static void
add_money(struct letter_layout *l)
{
	const struct layout *y = &l->layout;
	size_t i, k;

	for (i = 0; i < y->ncharge; i++) {
		add_section(l, &y->charge[i].section, LABEL_ORDER);
		add_spec(l, y->charge[i].amount, LABEL_ORDER);
		for (k = 0; k < y->charge[i].nunless; k++)
			add_header(l, &y->charge[i].unless[k], LABEL_ORDER);
	}
	for (i = 0; i < y->npayment; i++) {
		add_section(l, &y->payment[i].section, LABEL_ORDER);
		for (k = 0; k < y->payment[i].nstate; k++)
			add_spec(l, y->payment[i].state[k].spec, LABEL_ORDER);
	}
}

/* By text; of one text what is of an item comes first. */
static int
by_text(const void *x, const void *y)
{
	const struct letter_label *a = x, *b = y;
	int d = strcmp(a->text, b->text);

	return d != 0 ? d : (int)b->of - (int)a->of;
}

/* What says which destination it is is no label: letter.c numbers them. */
static bool
is_number(const struct letter_layout *l, const char *text)
{
	return l->destination < l->nblock &&
	    strcmp(text, l->block[l->destination].name) == 0;
}

static void
add_labels(struct letter_layout *l)
{
	const struct layout *y = &l->layout;
	const struct file_layout *file = &y->file[0];
	size_t i, n = 0;

	add_section(l, &y->order, LABEL_ORDER);
	add_section(l, &y->destination, LABEL_ORDER);
	add_section(l, &y->shipment, LABEL_ORDER);
	add_section(l, &y->line, LABEL_ITEM);
	add_spec(l, y->line_total, LABEL_ITEM);
	add_spec(l, y->line_ship, LABEL_ITEM);
	add_spec(l, y->tags, LABEL_ORDER);
	add_money(l);
	for (i = 0; i < file->nrequires; i++)
		add_header(l, &file->requires[i], LABEL_ORDER);
	for (i = 0; i < file->nrefuses; i++)
		add_header(l, &file->refuses[i], LABEL_ORDER);
	add_header(l, &file->key, LABEL_ORDER);
	qsort(l->label, l->nlabel, sizeof(*l->label), by_text);
	for (i = 0; i < l->nlabel; i++)
		if (!is_number(l, l->label[i].text) && (n == 0 ||
		    strcmp(l->label[n - 1].text, l->label[i].text) != 0))
			l->label[n++] = l->label[i];
	l->nlabel = n;
}

long
letter_label(const struct letter_layout *l, const char *text)
{
	const struct letter_label key = { .text = text };
	size_t low = 0, high = l->nlabel, mid;
	int d;

	while (low < high) {
		mid = (low + high) / 2;
		if ((d = strcmp(key.text, l->label[mid].text)) == 0)
			return (long)mid;
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return ABSENT;
}

/* Labels of the block that destinations are, and those with postal codes. */
static void
relate_labels(struct letter_layout *l)
{
	const char *block = l->destination < l->nblock ?
	    l->block[l->destination].name : NULL;
	size_t i, n = block != NULL ? strlen(block) : 0;
	struct letter_label *x;

	for (i = 0; i < l->nlabel; i++) {
		x = &l->label[i];
		if (block != NULL && strncmp(x->text, block, n) == 0 &&
		    x->text[n] == '.')
			x->of = LABEL_DESTINATION;
		x->zip = letter_label(l, arena_printf(l->arena, "%s.〒",
		    x->text));
	}
}

/* A list of patterns, with the widths that lines are compared in. */
static enum status
read_patterns(struct pattern **out, size_t *n, const struct format *f,
    json_t *in, const char *where, const char *key, bool needed,
    struct arena *a, struct why *w)
{
	enum status st;
	json_t *list, *v;
	size_t i;

	st = member_texts(&list, f, in, where, key, needed, w);
	if (st != SN_OK || list == NULL)
		return st;
	*n = json_array_size(list);
	*out = arena_alloc(a, (*n + 1) * sizeof(**out));
	json_array_foreach(list, i, v)
		pattern_read(&(*out)[i], fold_width(json_string_value(v), a));
	return SN_OK;
}

static enum status
read_blocks(struct letter_layout *l, const struct format *f, json_t *o,
    struct why *w)
{
	const char *destination, *name;
	json_t *blocks, *v;
	enum status st;
	struct letter_block *b;

	if ((st = member_object(&blocks, f, o, "mail", "blocks", false,
	    w)) != SN_OK ||
	    (st = member_text(&destination, f, o, "mail", "destination", false,
	    w)) != SN_OK)
		return st;
	l->block = arena_alloc(l->arena, (json_object_size(blocks) + 1) *
	    sizeof(*l->block));
	l->destination = json_object_size(blocks);
	json_object_foreach(blocks, name, v) {
		b = &l->block[l->nblock];
		b->name = fold_header(name, l->arena);
		if ((st = read_patterns(&b->start, &b->nstart, f, blocks,
		    "mail.blocks", name, true, l->arena, w)) != SN_OK)
			return st;
		if (destination != NULL && strcmp(destination, name) == 0)
			l->destination = l->nblock;
		l->nblock++;
	}
	if (destination != NULL && l->destination == l->nblock)
		return member_fail(f, "mail", "destination", w,
		    _("the name of one of the blocks is expected"));
	return SN_OK;
}

/* Labels that the rest of the format uses; mark them. */
static enum status
mark_labels(struct letter_layout *l, const struct format *f, json_t *o,
    const char *key, struct why *w)
{
	enum status st;
	json_t *list, *v;
	size_t i;
	long at;

	st = member_texts(&list, f, o, "mail", key, false, w);
	if (st != SN_OK || list == NULL)
		return st;
	json_array_foreach(list, i, v) {
		at = letter_label(l, fold_header(json_string_value(v),
		    l->arena));
		if (at == ABSENT)
			return member_fail(f, "mail", key, w,
			    _("%s: no member asks for this label"),
			    json_string_value(v));
		if (strcmp(key, "begins") == 0)
			l->label[at].begins = true;
		else
			l->label[at].goes_on = true;
		l->label[at].free |= strcmp(key, "free") == 0;
	}
	return SN_OK;
}

static enum status
read_shape(struct letter_layout *l, const struct format *f, const char *text,
    struct why *w)
{
	struct letter_shape *s = &l->shape[l->nshape++];
	const char *p = fold_width(text, l->arena), *open, *close;
	long at;

	for (; (open = strchr(p, '{')) != NULL; p = close + 1) {
		close = strchr(open, '}');
		if (close == NULL || s->n == SHAPE_FIELDS ||
		    (s->n > 0 && open == p))
			return member_fail(f, "mail", "lines", w, _("%s: at "
			    "most %d {labels} with text between them are "
			    "expected"), text, SHAPE_FIELDS);
		s->text[s->n] = arena_strndup(l->arena, p, (size_t)(open - p));
		at = letter_label(l, fold_header(arena_strndup(l->arena,
		    open + 1, (size_t)(close - open - 1)), l->arena));
		if (at == ABSENT && close > open + 1)
			return member_fail(f, "mail", "lines", w,
			    _("%s: no member asks for this label"), text);
		s->label[s->n++] = at;
	}
	s->text[s->n] = p;
	if (s->n == 0)
		return member_fail(f, "mail", "lines", w,
		    _("%s: at most %d {labels} with text between them are "
		    "expected"), text, SHAPE_FIELDS);
	return SN_OK;
}

static enum status
read_shapes(struct letter_layout *l, const struct format *f, json_t *o,
    struct why *w)
{
	enum status st;
	json_t *list, *v;
	size_t i;

	st = member_texts(&list, f, o, "mail", "lines", false, w);
	if (st != SN_OK || list == NULL)
		return st;
	l->shape = arena_alloc(l->arena, (json_array_size(list) + 1) *
	    sizeof(*l->shape));
	json_array_foreach(list, i, v)
		if ((st = read_shape(l, f, json_string_value(v), w)) != SN_OK)
			return st;
	return SN_OK;
}

enum status
letter_layout(struct letter_layout **out, const struct format *f,
    struct arena *a, struct why *w)
{
	static const char *const known[] = { "from", "subject", "blocks",
	    "destination", "begins", "goes_on", "free", "lines",
	    "totals", NULL };
	struct letter_layout *l = arena_alloc(a, sizeof(*l));
	enum status st;
	json_t *o;

	l->arena = a;
	l->totals = true;
	if (f->kind != FORMAT_MAIL)
		return member_fail(f, "", "kind", w, _("mail is expected"));
	if ((st = layout_read(&l->layout, f, a, w)) != SN_OK ||
	    (st = member_object(&o, f, f->json, "", "mail", true, w)) !=
	    SN_OK || (st = member_known(f, o, "mail", known, w)) != SN_OK ||
	    (st = read_patterns(&l->from, &l->nfrom, f, o, "mail", "from",
	    false, a, w)) != SN_OK ||
	    (st = read_patterns(&l->subject, &l->nsubject, f, o, "mail",
	    "subject", false, a, w)) != SN_OK ||
	    (st = read_blocks(l, f, o, w)) != SN_OK)
		return st;
	add_labels(l);
	relate_labels(l);
	if ((st = mark_labels(l, f, o, "begins", w)) != SN_OK ||
	    (st = mark_labels(l, f, o, "goes_on", w)) != SN_OK ||
	    (st = mark_labels(l, f, o, "free", w)) != SN_OK ||
	    (st = read_shapes(l, f, o, w)) != SN_OK ||
	    (st = member_bool(&l->totals, f, o, "mail", "totals", w)) != SN_OK)
		return st;
	*out = l;
	return SN_OK;
}

bool
letter_untotalled(const struct letter_layout *l)
{
	return !l->totals;
}
