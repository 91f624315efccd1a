#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "format/convert.h"
#include "text/utf8.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
skip_wide_blank(const char *p, size_t n)
{
	return n >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0;
}

/* Without blanks around it; a line ends with LF. */
static const char *
tidy(struct valuer *v, const char *s, size_t n)
{
	size_t i, o;
	char *copy;

	for (;;) {
		/* what nearly every cell is like */
		if (n > 0 && (*s & 0x80) == 0 && !is_blank(*s) &&
		    (s[n - 1] & 0x80) == 0 && !is_blank(s[n - 1]))
			break;
		if (is_blank(*s)) {
			s++;
			n--;
		} else if (skip_wide_blank(s, n)) {
			s += 3;
			n -= 3;
		} else if (n > 0 && is_blank(s[n - 1]))
			n--;
		else if (n >= 3 && skip_wide_blank(s + n - 3, 3))
			n -= 3;
		else
			break;
	}
	if (s[n] == '\0' && memchr(s, '\r', n) == NULL)
		return s;
	copy = arena_strndup(v->arena, s, n);
	for (i = o = 0; i < n; i++)
		if (copy[i] != '\r')
			copy[o++] = copy[i];
		else if (i + 1 == n || copy[i + 1] != '\n')
			copy[o++] = '\n';
	copy[o] = '\0';
	return copy;
}

enum status
value_cell(const char **out, struct valuer *v, const struct header *h,
    const struct raw *raw, struct why *w)
{
	const struct cell *c;
	enum status st;

	*out = "";
	if (h->column == ABSENT || (size_t)h->column >= raw->row.n)
		return SN_OK;
	c = &raw->row.cell[h->column];
	if (c->len == 0)
		return SN_OK;
	if (utf8_ascii(c->p, c->len) == c->len) {
		*out = tidy(v, c->p, c->len);
		return SN_OK;
	}
	st = decoder_text(out, v->decoder, c->p, c->len, v->arena, w);
	if (st != SN_OK)
		return fail_at(w, st, "%s", h->name);
	*out = tidy(v, *out, strlen(*out));
	return SN_OK;
}

/* A number in a vocabulary as it was before a spreadsheet had it. */
static const char *
as_written(struct valuer *v, const char *text)
{
	unsigned long before = v->mended;
	const char *out = mend_word(v, text);

	v->mended = before;	/* counted where it becomes a value */
	return out;
}

static enum status
conditions(bool *out, struct valuer *v, const struct spec *s,
    const struct raw *raw, struct why *w)
{
	const char *text;
	enum status st;
	size_t i;

	*out = true;
	for (i = 0; *out && i < s->nwhen; i++) {
		st = value_cell(&text, v, &s->when[i].header, raw, w);
		if (st != SN_OK)
			return st;
		*out = pattern_matches(s->when[i].pattern, s->when[i].n,
		    as_written(v, text));
	}
	return SN_OK;
}

/* The value of the first line "label: value" that has one of the labels. */
static const char *
labelled(struct valuer *v, const struct spec *s, const char *text)
{
	const char *end, *p;
	size_t i, n;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = text + strcspn(text, "\n");
		for (i = 0; i < s->nlabel; i++) {
			n = strlen(s->label[i]);
			if (strncmp(text, s->label[i], n) != 0)
				continue;
			p = text + n;
			p += strspn(p, " ");
			if (strncmp(p, "：", strlen("：")) == 0)
				p += strlen("：");
			else if (*p == ':')
				p++;
			else
				continue;
			return tidy(v, arena_strndup(v->arena, p,
			    (size_t)(end - p)), (size_t)(end - p));
		}
	}
	return "";
}

static const char *
join(struct valuer *v, const struct spec *s, const char *const part[])
{
	size_t i, filled = 0, last = 0;
	struct str text = STR_INIT;
	const char *joined;

	for (i = 0; i < s->nheader; i++)
		if (*part[i] != '\0') {
			filled++;
			last = i;
		}
	if (filled <= 1)
		return part[last];
	for (i = 0; i < s->nheader; i++) {
		if (*part[i] == '\0')
			continue;
		if (text.len > 0)
			str_puts(&text, s->join);
		str_puts(&text, part[i]);
	}
	joined = arena_strndup(v->arena, text.p, text.len);
	str_free(&text);
	return joined;
}

/*
 * Parts of a number that a spreadsheet has not rounded, without what it put
 * around them; parts of an address that it has made no date of.
 */
static enum status
mend_parts(struct valuer *v, const struct spec *s, const char *part[],
    struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; st == SN_OK && i < s->nheader; i++) {
		if (s->how == HOW_ADDRESS) {
			part[i] = mend_point(v, mend_apostrophe(v, part[i]));
			st = mend_refuse_date(part[i], w);
		} else {
			part[i] = mend_digits(v, as_written(v, part[i]));
			if (convert_scientific(part[i]))
				st = convert_refuse_rounded(part[i], w);
		}
		if (st != SN_OK)
			return fail_at(w, st, "%s", s->header[i].name);
	}
	return SN_OK;
}

/* What the columns of s hold together, "" for nothing. */
static enum status
columns(const char **out, struct valuer *v, const struct spec *s,
    const struct raw *raw, struct why *w)
{
	const char *part[SPEC_COLUMNS_MAX];
	enum status st;
	size_t i;

	if (s->nheader == 1)
		return value_cell(out, v, &s->header[0], raw, w);
	for (i = 0, st = SN_OK; st == SN_OK && i < s->nheader; i++)
		st = value_cell(&part[i], v, &s->header[i], raw, w);
	if (st != SN_OK)
		return st;
	switch (s->how) {
	case HOW_PAIRS:
		*out = convert_pairs(v, part, s->nheader);
		break;
	case HOW_SPAN_DATE:
	case HOW_SPAN_SLOT:
		st = convert_span(out, v, s->how, part[0], part[1], w);
		if (st != SN_OK)
			return fail_at(w, st, "%s", s->header[0].name);
		break;
	case HOW_PHONE:
	case HOW_ZIP:
		if ((st = mend_parts(v, s, part, w)) != SN_OK)
			return st;
		*out = s->how == HOW_PHONE ?
		    convert_phone_parts(v, part, s->nheader) :
		    convert_zip_parts(v, part, s->nheader);
		break;
	case HOW_ADDRESS:
		if ((st = mend_parts(v, s, part, w)) != SN_OK)
			return st;
		*out = join(v, s, part);
		break;
	default:
		*out = join(v, s, part);
	}
	if (*out == NULL)
		*out = "";
	return SN_OK;
}

/* Map text by the words of s; false: the spec has none for it. */
static bool
map_word(const char **text, struct valuer *v, const struct spec *s)
{
	const char *word = s->nword > 0 ? mend_word(v, *text) : *text;
	size_t i;

	for (i = 0; i < s->nword; i++)
		if (pattern_matches(&s->word[i].pattern, 1, word)) {
			*text = s->word[i].value;
			return true;
		}
	return false;
}

/* What a value was made from, for the message. */
static enum status
at_column(const struct spec *s, enum status st, struct why *w)
{
	return fail_at(w, st, "%s", s->nheader > 0 ? s->header[0].name :
	    s->constant);
}

/*
 * The text of s in one row before it is converted, and the spec it came
 * from, which may be a later one of the chain; NULL when there is none.
 */
static enum status
find(const char **out, const struct spec **from, struct valuer *v,
    const struct spec *s, const struct raw *raw, struct why *w)
{
	const char *text;
	enum status st;
	bool yes;

	*out = NULL;
	for (; s != NULL; s = s->otherwise) {
		*from = s;
		if ((st = conditions(&yes, v, s, raw, w)) != SN_OK)
			return st;
		if (!yes)
			continue;
		if (s->constant != NULL) {
			*out = s->constant;
			return SN_OK;
		}
		if ((st = columns(&text, v, s, raw, w)) != SN_OK)
			return st;
		if (s->nlabel > 0) {
			text = labelled(v, s, text);
			/* a line has one "label: " only */
			if (strstr(text, ": ") != NULL) {
				st = fail(w, SN_INVALID, _("%s: its line "
				    "breaks are lost"), text);
				return at_column(s, st, w);
			}
		}
		if (*text == '\0')
			continue;
		if (s->nword > 0 && !map_word(&text, v, s)) {
			if (s->otherwise != NULL)
				continue;
			if (s->how == HOW_WORD && s->vocabulary != NULL &&
			    word_find(s->vocabulary, text) == NULL) {
				st = fail(w, SN_INVALID, _("%s: unknown word"),
				    text);
				return at_column(s, st, w);
			}
		}
		*out = text;
		return SN_OK;
	}
	return SN_OK;
}

enum status
value_text(const char **out, struct valuer *v, const struct spec *s,
    const struct scope *rows, struct why *w)
{
	const struct spec *from;
	enum status st;

	*out = NULL;
	if (rows->n == 0)
		return SN_OK;
	st = find(out, &from, v, s, rows->raw[0], w);
	if (st != SN_OK || *out == NULL || from->constant != NULL)
		return st;
	if ((st = convert_text(out, v, from, *out, w)) != SN_OK)
		return at_column(from, st, w);
	return SN_OK;
}

static enum status
one_num(int64_t *out, struct valuer *v, const struct spec *s,
    const struct raw *raw, struct why *w)
{
	const struct spec *from;
	const char *text;
	enum status st;

	*out = NUM_NULL;
	st = find(&text, &from, v, s, raw, w);
	if (st != SN_OK || text == NULL)
		return st;
	if ((st = convert_num(out, v, from, text, w)) != SN_OK)
		return at_column(from, st, w);
	return SN_OK;
}

static int64_t
size_of(int64_t n)
{
	return n < 0 ? -n : n;
}

enum status
value_num(int64_t *out, struct valuer *v, const struct spec *s,
    const struct scope *rows, struct why *w)
{
	enum status st;
	int64_t n;
	size_t i;

	*out = NUM_NULL;
	for (i = 0; i < rows->n; i++) {
		if ((st = one_num(&n, v, s, rows->raw[i], w)) != SN_OK)
			return st;
		if (s->rows == ROWS_FIRST) {
			*out = n;
			break;
		}
		if (n == NUM_NULL)
			continue;
		if (*out == NUM_NULL)
			*out = n;
		else if (s->rows == ROWS_LARGEST) {
			if (size_of(n) > size_of(*out))
				*out = n;
		} else if (__builtin_add_overflow(*out, n, out)) {
			st = fail(w, SN_INVALID, _("the sum is too large"));
			return at_column(s, st, w);
		}
	}
	return SN_OK;
}

enum status
value_set(void *rec, const struct column *c, struct valuer *v,
    const struct spec *s, const struct scope *rows, struct why *w)
{
	const char *text;
	enum status st;
	int64_t n;

	if (column_is_num(c)) {
		if ((st = value_num(&n, v, s, rows, w)) == SN_OK &&
		    n != NUM_NULL)
			record_set_num(rec, c, n);
	} else if ((st = value_text(&text, v, s, rows, w)) == SN_OK &&
	    text != NULL)
		record_set_text(rec, c, text);
	return st;
}
