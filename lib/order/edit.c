#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "order/edit.h"
#include "order/field.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/utf8.h"

/* Fields that have a command of their own, or none. */
static const struct {
	const char	*field;
	const char	*command;
} elsewhere[] = {
	{ "status", "sn-move" }, { "box", "sn-move" }, { "route", "sn-move" },
	{ "pay.state", "sn-pay" }, { "pay.paid-amount", "sn-pay" },
	{ "pay.paid", "sn-pay" }, { "pay.authorised", "sn-pay" },
	{ "tracking", "sn-track" },
};

/* Where the '=' of an edit is, and how wide it is: ASCII or full-width. */
static const char *
find_equals(const char *text, size_t *width)
{
	static const char wide[] = "＝";

	for (; *text != '\0'; text++) {
		if (*text == '[')
			text += strcspn(text, "]");
		if (*text == '\0')
			break;
		if (*text == '=' || strncmp(text, wide, strlen(wide)) == 0) {
			*width = *text == '=' ? 1 : strlen(wide);
			return text;
		}
	}
	return NULL;
}

bool
edit_is(const char *text)
{
	size_t width;
	const char *at = find_equals(text, &width);

	return at != NULL && strncmp(text, "order=", 6) != 0;
}

/* Take suffix off the end of s, which holds *n bytes. */
static bool
ends(const char *s, size_t *n, const char *suffix)
{
	size_t len = strlen(suffix);

	if (*n < len || memcmp(s + *n - len, suffix, len) != 0)
		return false;
	*n -= len;
	return true;
}

/* Take what stands in brackets out of the name of a field. */
static const char *
take_pick(struct edit *e, const char *name, struct arena *a)
{
	const char *open = strchr(name, '['), *close;

	if (open == NULL || (close = strchr(open, ']')) == NULL)
		return name;
	e->pick = arena_strndup(a, open + 1, (size_t)(close - open - 1));
	return arena_printf(a, "%.*s%s", (int)(open - name), name, close + 1);
}

static const struct table *
table_of(const struct column *c)
{
	size_t i;

	for (i = 0; tables[i] != NULL; i++)
		if (c >= tables[i]->column &&
		    c < tables[i]->column + tables[i]->n)
			return tables[i];
	return NULL;
}

static enum status
find_column(struct edit *e, const char *name, struct why *w)
{
	const char *near;
	struct field f;

	if (field_find(&f, name)) {
		if ((e->column = f.column) == NULL)
			return fail(w, SN_USAGE, _("%s: made of other fields; "
			    "edit those"), e->field);
		e->table = table_of(f.column);
		return SN_OK;
	}
	if ((near = field_suggest(name)) != NULL)
		return fail(w, SN_USAGE, _("%s: no such field; did you mean "
		    "%s?"), name, near);
	return fail(w, SN_USAGE, _("%s: no such field"), name);
}

static enum status
not_edited(const struct edit *e, struct why *w)
{
	size_t i;

	for (i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
		if (strcmp(elsewhere[i].field, e->column->field) == 0)
			return fail(w, SN_USAGE, _("%s: changed by %s(1), "
			    "not by hand"), e->field, elsewhere[i].command);
	return fail(w, SN_USAGE, _("%s: cannot be edited"), e->field);
}

/* Whether += and -= have a meaning for the column. */
static bool
can_add(const struct column *c)
{
	switch (c->type) {
	case TYPE_TEXT:
	case TYPE_DATE:
	case TYPE_NUM:
	case TYPE_YEN:
		return true;
	default:
		return strcmp(c->name, "marks") == 0;
	}
}

static bool
can_pick(const struct table *t)
{
	return t == &table_line || t == &table_charge || t == &table_payment;
}

enum status
edit_field(struct edit *out, const char *text, struct arena *a,
    struct why *w)
{
	const char *name = fold_width(text, a);
	enum status st;
	size_t n;

	*out = (struct edit){ .how = EDIT_SET };
	name += strspn(name, " \t");
	for (n = strlen(name); n > 0 && strchr(" \t", name[n - 1]); n--)
		continue;
	if (ends(name, &n, "+"))
		out->how = EDIT_ADD;
	else if (ends(name, &n, "-"))
		out->how = EDIT_TAKE;
	name = arena_strndup(a, name, n);
	out->field = name;
	name = take_pick(out, name, a);
	if (strcmp(name, "tag") == 0 || strcmp(name, "タグ") == 0) {
		if (out->how == EDIT_SET)
			return fail(w, SN_USAGE,
			    _("tag: tag+=TEXT or tag-=TEXT was expected"));
		return SN_OK;
	}
	if ((st = find_column(out, name, w)) != SN_OK)
		return st;
	if ((out->column->flags & COL_EDIT) == 0)
		return not_edited(out, w);
	if (out->pick != NULL && !can_pick(out->table))
		return fail(w, SN_USAGE, _("%s: there is only one of it"),
		    out->field);
	if (out->how != EDIT_SET && !can_add(out->column))
		return fail(w, SN_USAGE, _("%s: += and -= are for texts, "
		    "numbers and dates"), out->field);
	return SN_OK;
}

enum status
edit_parse(struct edit *out, const char *text, const struct edit_frame *f,
    struct arena *a, struct why *w)
{
	const char *at;
	size_t width;
	enum status st;

	if (!utf8_valid(text, strlen(text)))
		return fail(w, SN_USAGE, _("an edit is not UTF-8"));
	if ((at = find_equals(text, &width)) == NULL)
		return fail(w, SN_USAGE, _("%s: FIELD=VALUE was expected"),
		    text);
	if ((st = edit_field(out, arena_strndup(a, text, (size_t)(at - text)),
	    a, w)) != SN_OK)
		return st;
	st = edit_read(out, at + width, f, a, w);
	return st == SN_INVALID ? SN_USAGE : st;
}

/* "3d" from 3, 3d, ３日 is not known: what += adds to a date. */
static enum status
span(const char **out, const char *text, struct arena *a, struct why *w)
{
	const char *s = fold_width(text, a);
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 4 || (s[n] != '\0' &&
	    (strchr("dwmy", s[n]) == NULL || s[n + 1] != '\0')))
		return fail(w, SN_INVALID,
		    _("a number of days, or 2w, 1m, was expected"));
	*out = s[n] == '\0' ? arena_printf(a, "%sd", s) : s;
	return SN_OK;
}

static enum status
read_tag(const char **out, const char *text, struct arena *a, struct why *w)
{
	size_t n;

	text += strspn(text, " \t");
	for (n = strlen(text); n > 0 && strchr(" \t", text[n - 1]); n--)
		continue;
	if (n == 0 || strpbrk(text, "\r\n,") != NULL)
		return fail(w, SN_INVALID, _("a tag is one line without "
		    "comma"));
	*out = arena_strndup(a, text, n);
	return SN_OK;
}

enum status
edit_read(struct edit *e, const char *text, const struct edit_frame *f,
    struct arena *a, struct why *w)
{
	enum status st;

	if (e->table == NULL)
		st = read_tag(&e->value, text, a, w);
	else if (e->how != EDIT_SET && e->column->type == TYPE_DATE)
		st = span(&e->value, text, a, w);
	else
		st = edit_value(&e->value, e->table, e->column, text, f, a, w);
	if (st == SN_OK && e->how != EDIT_SET && e->value == NULL)
		st = fail(w, SN_INVALID, _("something was expected"));
	if (st == SN_OK)
		return SN_OK;
	return fail_at(w, st, "%s: '%s'", e->field, text);
}

/* old and value with a blank between; what is there already stays. */
static const char *
add_text(const struct edit *e, const char *old, struct arena *a)
{
	size_t n = strlen(e->value);
	const char *p;

	if (old == NULL || *old == '\0')
		return e->value;
	if (strcmp(e->column->name, "marks") == 0)
		for (p = old; (p = strstr(p, e->value)) != NULL; p += n)
			if ((p == old || p[-1] == ' ') &&
			    (p[n] == ' ' || p[n] == '\0'))
				return old;
	return arena_printf(a, "%s %s", old, e->value);
}

/* old without value and the blank that joined it. */
static const char *
take_text(const char *old, const char *value, struct arena *a)
{
	const char *p, *rest;
	size_t n;

	if (old == NULL || (p = strstr(old, value)) == NULL)
		return old;
	rest = p + strlen(value);
	n = (size_t)(p - old);
	if (n > 0 && old[n - 1] == ' ' && (*rest == ' ' || *rest == '\0'))
		n--;
	else if (n == 0 && *rest == ' ')
		rest++;
	if (n == 0 && *rest == '\0')
		return NULL;
	return arena_printf(a, "%.*s%s", (int)n, old, rest);
}

static enum status
add_number(const char **out, const struct edit *e, const char *old,
    struct arena *a, struct why *w)
{
	struct edit_frame f = { .carriers = NULL };
	int64_t x = 0, y;

	if ((old != NULL && number_parse(&x, old) != SN_OK) ||
	    number_parse(&y, e->value) != SN_OK ||
	    x > INT64_MAX / 2 || x < -(INT64_MAX / 2) ||
	    y > INT64_MAX / 2 || y < -(INT64_MAX / 2))
		return fail(w, SN_INVALID, _("%s: too large"), e->field);
	if (old == NULL && e->column->type == TYPE_YEN)
		return fail(w, SN_INVALID, _("%s: is not known, so nothing "
		    "can be added to it"), e->field);
	*out = arena_printf(a, "%" PRId64, e->how == EDIT_ADD ? x + y : x - y);
	if (edit_value(out, e->table, e->column, *out, &f, a, w) == SN_OK)
		return SN_OK;
	return fail_at(w, SN_INVALID, "%s: '%" PRId64 "'", e->field,
	    e->how == EDIT_ADD ? x + y : x - y);
}

static enum status
add_days(const char **out, const struct edit *e, const char *old,
    struct arena *a, struct why *w)
{
	char day[DATE_SIZE];
	const char *move = arena_printf(a, "%c%s",
	    e->how == EDIT_ADD ? '+' : '-', e->value);

	if (old == NULL)
		return fail(w, SN_INVALID, _("%s: there is no date to move"),
		    e->field);
	if (date_relative(day, move, old) != SN_OK)
		return fail(w, SN_INVALID, _("%s: %s from %s is no date"),
		    e->field, move, old);
	*out = arena_strdup(a, day);
	return SN_OK;
}

enum status
edit_apply(const char **out, const struct edit *e, const char *old,
    struct arena *a, struct why *w)
{
	struct edit_frame f = { .carriers = NULL };
	enum status st;

	if (e->how == EDIT_SET) {
		*out = e->value;
		return SN_OK;
	}
	switch (e->column->type) {
	case TYPE_NUM:
	case TYPE_YEN:
		return add_number(out, e, old, a, w);
	case TYPE_DATE:
		return add_days(out, e, old, a, w);
	default:
		*out = e->how == EDIT_ADD ? add_text(e, old, a) :
		    take_text(old, e->value, a);
	}
	if (*out == NULL &&
	    (st = edit_value(out, e->table, e->column, "", &f, a, w)) != SN_OK)
		return fail_at(w, st, "%s", e->field);
	return SN_OK;
}
