/*
 * What the words of a query mean for the field that they are compared with.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "order/expr_scan.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"

enum {
	ZIP_DIGITS = 7,
	ID_DIGITS = 18,		/* so many always fit an int64_t */
	SLUGS_SHOWN = 120	/* bytes of a list in a message */
};

/* A value on its way, and all that messages need. */
struct making {
	struct expr_value		*out;
	const struct field		*f;
	const struct scan_word		*word;
	const struct scan		*s;
	const struct expr_context	*cx;
	struct why			*w;
};

static enum status
bad(const struct making *m, const char *cause)
{
	return scan_fail(m->s, m->word->from, m->word->upto, m->w, "%s: %s",
	    m->f->name, cause);
}

static enum status
number(int64_t *out, const struct making *m, const char *text)
{
	if (m->f->type != TYPE_ID) {
		if (number_parse(out, text) == SN_OK)
			return SN_OK;
		return bad(m, _("not a whole number"));
	}
	text = fold_width(text, m->s->arena);
	if (*text == '\0' || strspn(text, "0123456789") != strlen(text) ||
	    strlen(text) > ID_DIGITS)
		return bad(m, _("not an id, which is digits only"));
	*out = strtoll(text, NULL, 10);
	return SN_OK;
}

/* A month, as 2026-12. */
static bool
month(char lo[DATE_SIZE], char hi[DATE_SIZE], const char *text)
{
	static const char shape[] = "dddd-dd";
	char next[DATE_SIZE];
	size_t i;

	if (strlen(text) != sizeof(shape) - 1)
		return false;
	for (i = 0; shape[i] != '\0'; i++)
		if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' :
		    text[i] != '-' && text[i] != '/')
			return false;
	snprintf(lo, DATE_SIZE, "%.4s-%.2s-01", text, text + 5);
	return date_add_months(next, lo, 1) == SN_OK &&
	    date_add(hi, next, -1) == SN_OK;
}

/* The first and the last second, or day, that text means. */
static enum status
when(const char **lo, const char **hi, const struct making *m,
    const char *text)
{
	bool time = m->f->type == TYPE_TIME;
	char first[DATE_SIZE], last[DATE_SIZE];
	struct arena *a = m->s->arena;
	struct stamp at;
	const char *colon;

	text = fold_width(text, a);
	colon = strchr(text, ':');
	if (colon != NULL && time_parse(&at, text) == SN_OK) {
		if (!time)
			at.text[DATE_SIZE - 1] = '\0';
		*lo = *hi = arena_strdup(a, at.text);
		if (time && strchr(colon + 1, ':') == NULL)
			*hi = arena_printf(a, "%.17s59", at.text);
		return SN_OK;
	}
	if (!month(first, last, text)) {
		if (date_relative(first, text, m->cx->today) != SN_OK)
			return bad(m, _("not a date: write 2026-12-24, "
			    "2026-12, today, -7d, +1m"));
		memcpy(last, first, sizeof(last));
	}
	*lo = arena_printf(a, "%s%s", first, time ? "T00:00:00" : "");
	*hi = arena_printf(a, "%s%s", last, time ? "T23:59:59" : "");
	return SN_OK;
}

/* A postal code or the beginning of one: all that begin so. */
static enum status
zip(const char **lo, const char **hi, const struct making *m,
    const char *text)
{
	const char *digits = fold_digits(text, m->s->arena);
	int n = (int)strlen(digits);

	if (n == 0 || n > ZIP_DIGITS)
		return bad(m, _("a postal code has seven digits"));
	*lo = arena_printf(m->s->arena, "%s%.*s", digits, ZIP_DIGITS - n,
	    "0000000");
	*hi = arena_printf(m->s->arena, "%s%.*s", digits, ZIP_DIGITS - n,
	    "9999999");
	return SN_OK;
}

/* One end of a span, or both. */
static enum status
point(struct expr_value *out, const struct making *m, const char *text)
{
	enum status st;

	out->kind = VALUE_SPAN;
	switch (m->f->type) {
	case TYPE_DATE:
	case TYPE_TIME:
		return when(&out->lo, &out->hi, m, text);
	case TYPE_ZIP:
		return zip(&out->lo, &out->hi, m, text);
	case TYPE_CODE:
		out->lo = out->hi = text;
		return SN_OK;
	default:
		st = number(&out->from, m, text);
		out->upto = out->from;
		return st;
	}
}

static enum status
range(const struct making *m)
{
	const char *first = m->word->first, *second = m->word->second;
	struct expr_value end = *m->out;
	enum status st;

	if (*first == '\0' && *second == '\0')
		return bad(m, _("a range without ends"));
	if (*first != '\0' && (st = point(m->out, m, first)) != SN_OK)
		return st;
	m->out->kind = VALUE_SPAN;
	m->out->hi = NULL;
	m->out->upto = NUM_NULL;
	if (*second == '\0')
		return SN_OK;
	if ((st = point(&end, m, second)) != SN_OK)
		return st;
	m->out->hi = end.hi;
	m->out->upto = end.upto;
	return SN_OK;
}

static enum status
yes_or_no(const struct making *m)
{
	static const char *const yes[] = { "1", "yes", "true", "on", "はい",
	    "有", "あり", NULL };
	static const char *const no[] = { "0", "no", "false", "off", "いいえ",
	    "無", "なし", NULL };
	const char *text = fold_header(m->word->text, m->s->arena);
	size_t i;

	m->out->kind = VALUE_SPAN;
	for (i = 0; yes[i] != NULL; i++)
		if (strcmp(text, yes[i]) == 0) {
			m->out->from = m->out->upto = 1;
			return SN_OK;
		}
	for (i = 0; no[i] != NULL; i++)
		if (strcmp(text, no[i]) == 0) {
			m->out->from = m->out->upto = 0;
			return SN_OK;
		}
	return bad(m, _("neither yes nor no"));
}

/* The slugs of a list, for a message. */
static const char *
slugs(const struct word *words, struct arena *a)
{
	const char *all = "";

	for (; words->slug != NULL && strlen(all) < SLUGS_SHOWN; words++)
		all = arena_printf(a, "%s%s%s", all, *all == '\0' ? "" : " ",
		    words->slug);
	return words->slug == NULL ? all : arena_printf(a, "%s ...", all);
}

static enum status
word(const struct making *m)
{
	const char *text = m->word->text, *near;
	const struct word *found;
	const char *slug = NULL;

	m->out->kind = VALUE_TEXT;
	if (m->cx->word != NULL)
		slug = m->cx->word(m->f, text, m->cx->arg);
	if (slug == NULL) {
		if ((found = word_find(m->f->words, text)) == NULL)
			found = word_find(m->f->words,
			    fold_header(text, m->s->arena));
		slug = found != NULL ? found->slug : NULL;
	}
	if (slug != NULL) {
		m->out->text = slug;
		return SN_OK;
	}
	near = word_suggest(m->f->words, text);
	if (near == NULL)
		return scan_fail(m->s, m->word->from, m->word->upto, m->w,
		    _("%s: no such word; there are: %s"), m->f->name,
		    slugs(m->f->words, m->s->arena));
	return scan_fail(m->s, m->word->from, m->word->upto, m->w,
	    _("%s: no such word; did you mean %s?"), m->f->name, near);
}

/* Whether all of a pattern is "*": the field holds something. */
static bool
anything(const char *pattern)
{
	return pattern != NULL &&
	    strspn(pattern, (const char []){ EXPR_ANY, '\0' }) ==
	    strlen(pattern);
}

static bool
ordered(enum column_type type)
{
	return type == TYPE_NUM || type == TYPE_YEN || type == TYPE_ID ||
	    type == TYPE_DATE || type == TYPE_TIME || type == TYPE_ZIP ||
	    type == TYPE_CODE;
}

static bool
texts(enum column_type type)
{
	return type == TYPE_TEXT || type == TYPE_CODE || type == TYPE_PHONE ||
	    type == TYPE_ZIP;
}

static enum status
text(const struct making *m)
{
	const char *t = m->word->text;

	if (m->f->type == TYPE_PHONE || m->f->type == TYPE_ZIP)
		if (*fold_digits(t, m->s->arena) == '\0')
			return bad(m, _("no digits in it"));
	if (m->f->type == TYPE_TEXT && *fold_text(t, m->s->arena) == '\0')
		return bad(m, _("only blanks: nothing to look for"));
	m->out->kind = m->word->pattern == NULL ? VALUE_TEXT : VALUE_PATTERN;
	m->out->text = m->word->pattern == NULL ? t : m->word->pattern;
	return SN_OK;
}

/* A value of "=" that is not empty. */
static enum status
equal(const struct making *m)
{
	enum column_type type = m->f->type;

	if (anything(m->word->pattern)) {
		m->out->kind = VALUE_GIVEN;
		return SN_OK;
	}
	if (m->word->pattern != NULL && !texts(type))
		return bad(m, _("wildcards do not fit"));
	if (m->word->first != NULL && ordered(type) &&
	    m->word->pattern == NULL)
		return range(m);
	if (type == TYPE_BOOL)
		return yes_or_no(m);
	if (type == TYPE_WORD)
		return word(m);
	if (ordered(type) && type != TYPE_CODE && m->word->pattern == NULL)
		return point(m->out, m, m->word->text);
	return text(m);
}

enum status
expr_value(struct expr_value *out, const struct field *f, enum expr_op op,
    const struct scan_word *read, const struct scan *s,
    const struct expr_context *cx, struct why *w)
{
	struct making m = { out, f, read, s, cx, w };

	*out = (struct expr_value){ .from = NUM_NULL, .upto = NUM_NULL };
	if (op == EXPR_EQ && *read->text == '\0') {
		out->kind = VALUE_NONE;
		return SN_OK;
	}
	if (*read->text == '\0')
		return bad(&m, _("a value is missing"));
	if (op == EXPR_EQ)
		return equal(&m);
	if (op == EXPR_HAS)
		return texts(f->type) ? text(&m) :
		    bad(&m, _("no text to look into; use = or a range"));
	if (!ordered(f->type))
		return bad(&m, _("has no order; use ="));
	if (read->first != NULL || read->pattern != NULL)
		return bad(&m, _("one value, without .. or wildcards"));
	return point(out, &m, read->text);
}
