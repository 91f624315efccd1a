/*
 * A letter as a table.  Its lines are headings that begin a block, lines of a
 * known shape, labels with values, and what goes on with the value above.
 */

#include <string.h>

#include "base/i18n.h"
#include "format/letter_layout.h"
#include "text/fold.h"
#include "text/rows.h"
#include "text/utf8.h"

enum {
	ITEMS_MAX = 1000,	/* of one letter */
	PLACES_MAX = 200,
	LINES_MAX = 200,	/* of one value, which grows by copies */
	LABEL_BYTES = 120	/* of what stands before a colon */
};

/* The values of one item, destination or the order; by label. */
struct told {
	const char	**value;
	size_t		 place;		/* of an item: how many destinations
					   had begun */
	bool		 more;		/* an item has more than what begins
					   it */
};

struct sheet {
	const struct letter_layout *l;
	struct arena	 arena;
	struct told	 order;
	struct told	*item, *place;
	size_t		 nitem, capitem, nplace, capplace;
	bool		 open;		/* the last item may have more */
	const struct letter_block *block;	/* NULL: none has begun */
	const char	**slot;		/* of the value above, or NULL */
	bool		 free;		/* it goes on over empty lines */
	int		 lines;		/* that it has gone on over */
};

static const char *
trim(const char *s, struct arena *a)
{
	size_t n = strlen(s);

	for (;; s += *s == ' ' || *s == '\t' ? 1 : 3)
		if (*s != ' ' && *s != '\t' && strncmp(s, "　", 3) != 0)
			break;
	n = strlen(s);
	for (;;)
		if (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
			n--;
		else if (n >= 3 && memcmp(s + n - 3, "　", 3) == 0)
			n -= 3;
		else
			return arena_strndup(a, s, n);
}

/* Whether c is a mark that letters put around headings and labels. */
static bool
is_mark(uint32_t c)
{
	static const char marks[] = "■□●○◆◇◎★☆▼▽▲△・※【】《》〔〕［］＜＞－＝"
	    "━─＊[]<>-=*_#+~|：: \t　";
	const char *p = marks;
	uint32_t m;

	while ((m = utf8_next(&p)) != 0)
		if (m == c)
			return true;
	return false;
}

/* Without the marks at both ends. */
static const char *
bare(const char *line, struct arena *a)
{
	const char *p = line, *start = NULL, *end = line;
	uint32_t c;

	for (;;) {
		const char *at = p;

		if ((c = utf8_next(&p)) == 0)
			break;
		if (is_mark(c))
			continue;
		if (start == NULL)
			start = at;
		end = p;
	}
	return start == NULL ? "" :
	    arena_strndup(a, start, (size_t)(end - start));
}

static struct told *
add(struct sheet *s, struct told **list, size_t *n, size_t *cap)
{
	struct told *t;

	*list = arena_grow(&s->arena, *list, *n, cap, sizeof(**list));
	t = &(*list)[(*n)++];
	*t = (struct told){ .place = s->nplace };
	t->value = arena_alloc(&s->arena, (s->l->nlabel + 1) *
	    sizeof(*t->value));
	return t;
}

/* The item that label belongs to: the last one, or a new one. */
static enum status
item_for(struct told **out, struct sheet *s, size_t label, struct why *w)
{
	bool begins = s->l->label[label].begins;
	struct told *t = s->nitem > 0 ? &s->item[s->nitem - 1] : NULL;

	if (t == NULL || !s->open || t->value[label] != NULL ||
	    (begins && t->more)) {
		if (s->nitem == ITEMS_MAX)
			return fail(w, SN_INVALID,
			    _("more than %d items"), ITEMS_MAX);
		t = add(s, &s->item, &s->nitem, &s->capitem);
		s->open = true;
	}
	t->more |= !begins;
	*out = t;
	return SN_OK;
}

/* A label of a value; what stands there already must be the same. */
static enum status
tell(struct sheet *s, size_t label, const char *value, struct why *w)
{
	const struct letter_label *l = &s->l->label[label];
	struct told *t = &s->order;
	enum status st;

	if (l->of == LABEL_ITEM) {
		if ((st = item_for(&t, s, label, w)) != SN_OK)
			return st;
	} else if (l->of == LABEL_DESTINATION) {
		if (s->nplace == 0)
			(void)add(s, &s->place, &s->nplace, &s->capplace);
		t = &s->place[s->nplace - 1];
	}
	if (t->value[label] != NULL && strcmp(t->value[label], value) != 0)
		return fail(w, SN_INVALID, _("%s: it stands there twice, and "
		    "not the same"), l->text);
	s->slot = &t->value[label];
	s->free = l->free;
	s->lines = 0;
	t->value[label] = value;
	if (!l->goes_on && *value != '\0')
		s->slot = NULL;
	return SN_OK;
}

static enum status
heading(bool *is, struct sheet *s, const char *text, struct why *w)
{
	const struct letter_layout *l = s->l;
	size_t i;

	*is = false;
	for (i = 0; i < l->nblock; i++)
		if (pattern_matches(l->block[i].start, l->block[i].nstart,
		    text))
			break;
	if (i == l->nblock)
		return SN_OK;
	*is = true;
	s->block = &l->block[i];
	s->slot = NULL;
	s->open = false;
	if (i != l->destination)
		return SN_OK;
	if (s->nplace == PLACES_MAX)
		return fail(w, SN_INVALID, _("more than %d destinations"),
		    PLACES_MAX);
	(void)add(s, &s->place, &s->nplace, &s->capplace);
	return SN_OK;
}

static enum status
shaped(bool *is, struct sheet *s, const char *line, struct why *w)
{
	const char *value[SHAPE_FIELDS];
	const struct letter_shape *shape = s->l->shape;
	enum status st = SN_OK;
	size_t i, k;

	*is = false;
	for (i = 0; i < s->l->nshape && !*is; i++) {
		if (!letter_shaped(value, &shape[i], line, &s->arena))
			continue;
		*is = true;
		for (k = 0; k < shape[i].n && st == SN_OK; k++)
			if (shape[i].label[k] != ABSENT)
				st = tell(s, (size_t)shape[i].label[k],
				    value[k], w);
		s->slot = NULL;
	}
	return st;
}

/* The label that text is, of the block in hand or of none. */
static long
find(struct sheet *s, const char *text, size_t n)
{
	const char *name;
	long at = ABSENT;

	if (n == 0 || n > LABEL_BYTES)
		return ABSENT;
	name = fold_header(bare(arena_strndup(&s->arena, text, n), &s->arena),
	    &s->arena);
	if (*name == '\0')
		return ABSENT;
	if (s->block != NULL)
		at = letter_label(s->l, arena_printf(&s->arena, "%s.%s",
		    s->block->name, name));
	return at != ABSENT ? at : letter_label(s->l, name);
}

/* "label: value", with either colon, or "[label] value". */
static enum status
labelled(bool *is, struct sheet *s, const char *line, struct why *w)
{
	static const char *const ends[] = { "：", ":", "】", "]", "］",
	    NULL };
	const char *p, *value = NULL;
	long at = ABSENT;
	size_t i;

	*is = false;
	for (i = 0; ends[i] != NULL && at == ABSENT; i++)
		if ((p = strstr(line, ends[i])) != NULL) {
			value = p + strlen(ends[i]);
			at = find(s, line, (size_t)(p - line));
		}
	if (at == ABSENT)
		return SN_OK;
	*is = true;
	value = trim(value, &s->arena);
	if (*value == ':' || strncmp(value, "：", strlen("：")) == 0)
		value = trim(value + (*value == ':' ? 1 : strlen("：")),
		    &s->arena);
	return tell(s, (size_t)at, value, w);
}

static enum status
line(struct sheet *s, const char *text, struct why *w)
{
	const char *one = trim(text, &s->arena), *stripped;
	enum status st;
	bool is;

	while (*one == '>')		/* quoted, as a forwarded letter is */
		one = trim(one + 1, &s->arena);
	if (s->slot != NULL && s->lines++ == LINES_MAX)
		return fail(w, SN_INVALID,
		    _("a value has more than %d lines"), LINES_MAX);
	stripped = fold_width(bare(one, &s->arena), &s->arena);
	if (*stripped == '\0') {
		if (*one != '\0' || !s->free)
			s->slot = NULL;
		if (s->slot != NULL && **s->slot != '\0')
			*s->slot = arena_printf(&s->arena, "%s\n", *s->slot);
		return SN_OK;
	}
	if ((st = heading(&is, s, stripped, w)) != SN_OK || is ||
	    (st = shaped(&is, s, one, w)) != SN_OK || is ||
	    (st = labelled(&is, s, one, w)) != SN_OK || is ||
	    s->slot == NULL)
		return st;
	*s->slot = **s->slot == '\0' ? one : arena_printf(&s->arena,
	    "%s%c%s", *s->slot, s->free ? '\n' : ' ', one);
	return SN_OK;
}

/* Part a postal code from the address that it stands before. */
static void
part_zip(struct sheet *s, struct told *t)
{
	const char *v, *p;
	size_t i;
	long zip;

	for (i = 0; i < s->l->nlabel; i++) {
		zip = s->l->label[i].zip;
		v = t->value[i];
		if (zip == ABSENT || v == NULL || t->value[zip] != NULL)
			continue;
		p = fold_width(v, &s->arena);
		p += strncmp(p, "〒", strlen("〒")) == 0 ? strlen("〒") : 0;
		p += strspn(p, " ");
		if (strspn(p, "0123456789") == 3 && p[3] == '-' &&
		    strspn(p + 4, "0123456789") == 4) {
			t->value[zip] = arena_strndup(&s->arena, p, 8);
			t->value[i] = trim(p + 8 + strspn(p + 8, " \n"),
			    &s->arena);
		}
	}
}

static enum status
cell(struct str *csv, const char *text, struct why *w)
{
	if (csv->len > 0 && csv->p[csv->len - 1] != '\n' &&
	    csv->len > strlen("\xef\xbb\xbf"))
		str_putc(csv, ',');
	return rows_put(csv, text != NULL ? text : "", QUOTE_ALL, ',', w);
}

/* The value of a label in the row of an item, or NULL. */
static const char *
value_of(const struct sheet *s, const struct told *item, size_t label)
{
	size_t place = s->nplace == 1 || item == NULL ? 1 : item->place;

	switch (s->l->label[label].of) {
	case LABEL_ITEM:
		return item != NULL ? item->value[label] : NULL;
	case LABEL_DESTINATION:
		return s->nplace > 0 ? s->place[place - 1].value[label] : NULL;
	case LABEL_ORDER:
		break;
	}
	return s->order.value[label];
}

/* Whether any row has something for it: else it is no column. */
static bool
is_told(const struct sheet *s, size_t label)
{
	size_t i;

	if (s->nitem == 0)
		return value_of(s, NULL, label) != NULL;
	for (i = 0; i < s->nitem; i++)
		if (value_of(s, &s->item[i], label) != NULL)
			return true;
	return false;
}

static enum status
row(struct str *csv, const struct sheet *s, const struct told *item,
    bool header, struct why *w)
{
	const struct letter_layout *l = s->l;
	enum status st = SN_OK;
	size_t i, place = s->nplace <= 1 || item == NULL ? 1 : item->place;

	for (i = 0; i < l->nlabel && st == SN_OK; i++)
		if (is_told(s, i))
			st = cell(csv, header ? l->label[i].text :
			    value_of(s, item, i), w);
	if (st == SN_OK && l->destination < l->nblock) {
		str_putc(csv, ',');
		if (header)
			st = rows_put(csv, l->block[l->destination].name,
			    QUOTE_ALL, ',', w);
		else if (s->nplace > 0)
			str_addf(csv, "%zu", place);
	}
	str_puts(csv, "\r\n");
	return st;
}

static enum status
write_table(struct str *csv, const struct sheet *s, struct why *w)
{
	enum status st;
	size_t i;

	if (s->nitem == 0)
		return fail(w, SN_INVALID, "%s", _("no items"));
	for (i = 0; i < s->nitem; i++)
		if (s->nplace > 1 && s->item[i].place == 0)
			return fail(w, SN_INVALID, "%s", _("an item stands "
			    "before the first of several destinations"));
	str_puts(csv, "\xef\xbb\xbf");
	st = row(csv, s, NULL, true, w);
	for (i = 0; i < s->nitem && st == SN_OK; i++)
		st = row(csv, s, &s->item[i], false, w);
	return st;
}

/* Whether text, or a line "From: text" of what was forwarded, matches. */
static bool
is_like(const struct pattern *p, size_t n, const char *text,
    const char *forwarded, const char *const label[], struct arena *a)
{
	const char *at;
	size_t i;

	if (n == 0 || (text != NULL && pattern_matches(p, n,
	    fold_width(text, a))))
		return true;
	for (i = 0; label[i] != NULL; i++) {
		if ((at = strstr(forwarded, label[i])) == NULL)
			continue;
		at += strlen(label[i]);
		if (pattern_matches(p, n, trim(fold_width(arena_strndup(a, at,
		    strcspn(at, "\n")), a), a)))
			return true;
	}
	return false;
}

static enum status
check(const struct letter_layout *l, const struct letter_text *t,
    struct arena *a, struct why *w)
{
	static const char *const from[] = { "From:", "差出人:", NULL };
	static const char *const subject[] = { "Subject:", "件名:", NULL };

	if (!is_like(l->from, l->nfrom, t->from, t->text, from, a))
		return fail(w, SN_INVALID, _("no such letter: it is from %s"),
		    t->from != NULL ? t->from : _("nobody"));
	if (!is_like(l->subject, l->nsubject, t->subject, t->text, subject, a))
		return fail(w, SN_INVALID, _("no such letter: its subject is "
		    "%s"), t->subject != NULL ? t->subject : "");
	return SN_OK;
}

/* What the headers of the letter say, where the format asks for it. */
static void
tell_headers(struct sheet *s, const struct letter_text *t)
{
	long date = letter_label(s->l, "mail.date");
	long subject = letter_label(s->l, "mail.subject");
	long from = letter_label(s->l, "mail.from");

	if (date != ABSENT)
		s->order.value[date] = t->date;
	if (subject != ABSENT)
		s->order.value[subject] = t->subject;
	if (from != ABSENT)
		s->order.value[from] = t->from;
}

enum status
letter_table(struct str *csv, const struct letter_layout *l,
    const struct letter_text *t, struct why *w)
{
	struct sheet s = { .l = l, .arena = ARENA_INIT };
	const char *p = t->text;
	enum status st;
	size_t i, n;

	s.order.value = arena_alloc(&s.arena, (l->nlabel + 1) *
	    sizeof(*s.order.value));
	tell_headers(&s, t);
	st = check(l, t, &s.arena, w);
	for (; st == SN_OK && *p != '\0'; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		st = line(&s, arena_strndup(&s.arena, p, n), w);
	}
	part_zip(&s, &s.order);
	for (i = 0; i < s.nplace; i++)
		part_zip(&s, &s.place[i]);
	if (st == SN_OK)
		st = write_table(csv, &s, w);
	arena_free(&s.arena);
	return st;
}
