/*
 * What people type as the value of a column, brought into the form that
 * the store keeps.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "order/edit.h"
#include "order/field.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/phone.h"
#include "text/remarks.h"
#include "text/utf8.h"

/* Columns of numbers with limits; all others take any number. */
static const struct {
	const struct table	*table;
	const char		*name;
	int64_t			 least, most;
} limits[] = {
	{ &table_shipment, "parcels", 1, 999 },
	{ &table_shipment, "weight", 1, 1000000 },	/* grams: a ton */
	{ &table_shipment, "size", 1, 1000 },
	{ &table_shipment, "collect", 0, 99999999 },
	{ &table_line, "quantity", 0, 999999 },
	{ &table_line, "cancelled", 0, 999999 },
	{ &table_line, "unit_price", -99999999999, 99999999999 },
	{ &table_line, "tax_rate", 0, 100 },
	{ &table_charge, "amount", -99999999999, 99999999999 },
	{ &table_payment, "amount", 0, 99999999999 },
	{ &table_item, "tax_rate", 0, 100 },
	{ &table_item, "weight", 0, 1000000 },
	{ &table_item, "size", 0, 1000 },
};

/* What may not be empty beside columns with a default. */
static const struct {
	const struct table	*table;
	const char		*name;
} required[] = {
	{ &table_orders, "type" }, { &table_orders, "ordered_at" },
	{ &table_orders, "mall_state" }, { &table_shipment, "seq" },
	{ &table_line, "seq" }, { &table_line, "quantity" },
	{ &table_charge, "kind" }, { &table_payment, "method" },
	{ &table_payment, "timing" }, { &table_payment, "state" },
	{ &table_tracking, "parcel" }, { &table_tracking, "carrier" },
	{ &table_tracking, "number" }, { &table_item, "code" },
};

static const char *const yes[] = {
	"1", "yes", "true", "on", "はい", "有", "有り", "あり", "する", NULL
};
static const char *const no[] = {
	"0", "no", "false", "off", "いいえ", "無", "無し", "なし", "しない", NULL
};

static bool
is_one_of(const char *text, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

static enum status
empty(const char **out, const struct table *t, const struct column *c,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	bool must = record_value(record_new(t, &a), c, &a) != NULL;
	size_t i;

	arena_free(&a);
	for (i = 0; i < sizeof(required) / sizeof(required[0]); i++)
		must |= required[i].table == t &&
		    strcmp(required[i].name, c->name) == 0;
	*out = NULL;
	return must ? fail(w, SN_INVALID, _("cannot be empty")) : SN_OK;
}

/* Whether the column holds several lines of text. */
static bool
has_lines(const struct column *c)
{
	static const char *const names[] = {
		"remarks", "message", "memo", "gift_message", NULL
	};

	return is_one_of(c->name, names);
}

static enum status
check_text(const struct column *c, const char *s, struct why *w)
{
	const char *p, *at, *mail = strstr(c->name, "_mail");
	uint32_t ch;

	for (p = s; (ch = utf8_next(&p)) != 0;)
		if (ch == UTF8_BAD)
			return fail(w, SN_INVALID, _("is not UTF-8"));
		else if (ch == '\n' && !has_lines(c))
			return fail(w, SN_INVALID, _("one line was expected"));
		else if ((ch < ' ' && ch != '\n' && ch != '\t') || ch == 0x7f)
			return fail(w, SN_INVALID,
			    _("has a control character"));
	if (mail == NULL || mail[5] != '\0')
		return SN_OK;
	at = strchr(s, '@');
	if (at == NULL || at == s || at[1] == '\0' ||
	    strchr(at + 1, '@') != NULL || strpbrk(s, " \t,;<>") != NULL)
		return fail(w, SN_INVALID, _("a mail address was expected"));
	return SN_OK;
}

static enum status
of_words(const char **out, const struct column *c, const char *text,
    const struct edit_frame *f, struct arena *a, struct why *w)
{
	const struct word *list = c->words, *word = word_find(list, text);
	struct str all = STR_INIT;
	const char *near;

	if (word != NULL) {
		*out = word->slug;
		return SN_OK;
	}
	if (list == words_carrier && is_one_of(text, f->carriers)) {
		*out = text;
		return SN_OK;
	}
	if ((near = word_suggest(list, text)) != NULL)
		return fail(w, SN_INVALID, _("no such word; did you mean %s?"),
		    near);
	for (; list->slug != NULL; list++)
		str_addf(&all, "%s%s", all.len > 0 ? " " : "", list->slug);
	fail(w, SN_INVALID, _("one of these was expected: %s"),
	    arena_strdup(a, str_text(&all)));
	str_free(&all);
	return SN_INVALID;
}

static enum status
in_limits(const struct table *t, const struct column *c, int64_t n,
    struct why *w)
{
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (limits[i].table == t &&
		    strcmp(limits[i].name, c->name) == 0 &&
		    (n < limits[i].least || n > limits[i].most))
			return fail(w, SN_INVALID, _("%" PRId64 " to %" PRId64
			    " was expected"), limits[i].least, limits[i].most);
	return SN_OK;
}

static enum status
of_number(const char **out, const struct table *t, const struct column *c,
    const char *text, struct arena *a, struct why *w)
{
	enum status st;
	int64_t n;

	if (number_parse(&n, text) != SN_OK)
		return fail(w, SN_INVALID, c->type == TYPE_YEN ?
		    _("whole yen were expected") :
		    _("a whole number was expected"));
	if ((st = in_limits(t, c, n, w)) == SN_OK)
		*out = arena_printf(a, "%" PRId64, n);
	return st;
}

static enum status
of_date(const char **out, const char *text, const struct edit_frame *f,
    struct arena *a, struct why *w)
{
	char day[DATE_SIZE];

	if (date_relative(day, text, f->today) != SN_OK)
		return fail(w, SN_INVALID, _("a date was expected, such as "
		    "2026-12-24, tomorrow or +2d"));
	*out = arena_strdup(a, day);
	return SN_OK;
}

/* A day alone is meant to its end: the columns of people are deadlines. */
static enum status
of_time(const char **out, const char *text, const struct edit_frame *f,
    struct arena *a, struct why *w)
{
	struct stamp at;
	enum status st;

	if (strchr(text, ':') != NULL && time_parse(&at, text) == SN_OK) {
		*out = arena_strdup(a, at.text);
		return SN_OK;
	}
	if ((st = of_date(out, text, f, a, w)) == SN_OK)
		*out = arena_printf(a, "%sT23:59:59", *out);
	return st;
}

static enum status
of_bool(const char **out, const char *text, struct why *w)
{
	if (!is_one_of(text, yes) && !is_one_of(text, no))
		return fail(w, SN_INVALID, _("yes or no was expected"));
	*out = is_one_of(text, yes) ? "1" : "0";
	return SN_OK;
}

static enum status
of_contact(const char **out, const struct column *c, const char *text,
    struct arena *a, struct why *w)
{
	char zip[ZIP_SIZE];
	bool repaired;
	enum status st;

	if (c->type == TYPE_PHONE) {
		st = phone_clean(out, text, &repaired, a, w);
		return st == SN_OK ? st : fail(w, SN_INVALID,
		    _("a phone number of Japan was expected"));
	}
	if (zip_clean(zip, text, &repaired, w) != SN_OK)
		return fail(w, SN_INVALID,
		    _("a postal code of seven digits was expected"));
	*out = arena_strdup(a, zip);
	return SN_OK;
}

/*
 * text without blanks at its ends, ideographic ones included; its lines end
 * with LF alone.
 */
static const char *
trim(const char *text, struct arena *a)
{
	static const char wide[] = "\xe3\x80\x80";
	char *copy, *to;
	size_t n;

	for (;;)
		if (*text != '\0' && strchr(" \t\r\n", *text) != NULL)
			text++;
		else if (strncmp(text, wide, 3) == 0)
			text += 3;
		else
			break;
	for (n = strlen(text); n > 0;)
		if (strchr(" \t\r\n", text[n - 1]) != NULL)
			n--;
		else if (n >= 3 && memcmp(text + n - 3, wide, 3) == 0)
			n -= 3;
		else
			break;
	to = copy = arena_strndup(a, text, n);
	for (text = copy; *text != '\0'; text++)
		if (text[0] != '\r' || text[1] != '\n')
			*to++ = *text;
	*to = '\0';
	return copy;
}

/* Whether people write sentences there that they wrote before. */
static bool
takes_phrases(const struct column *c)
{
	static const char *const names[] = {
		"message", "memo", "label_note", "stamps", NULL
	};

	return is_one_of(c->name, names);
}

enum status
edit_value(const char **out, const struct table *t, const struct column *c,
    const char *text, const struct edit_frame *f, struct arena *a,
    struct why *w)
{
	enum status st;

	text = trim(text, a);
	if (*text == '@' && f->phrase != NULL && takes_phrases(c) &&
	    (st = f->phrase(&text, text, f->phrases, w)) != SN_OK)
		return st;
	if (*text == '\0')
		return empty(out, t, c, w);
	if ((st = check_text(c, text, w)) != SN_OK)
		return st;
	switch (c->type) {
	case TYPE_PHONE:
	case TYPE_ZIP:
		return of_contact(out, c, text, a, w);
	case TYPE_WORD:
		return of_words(out, c, text, f, a, w);
	case TYPE_DATE:
		return of_date(out, text, f, a, w);
	case TYPE_TIME:
		return of_time(out, text, f, a, w);
	case TYPE_NUM:
	case TYPE_YEN:
	case TYPE_ID:
		return of_number(out, t, c, text, a, w);
	case TYPE_BOOL:
		return of_bool(out, text, w);
	default:
		break;
	}
	*out = text;
	if (strcmp(c->name, "deliver_slot") == 0 &&
	    slot_parse(out, text, a) != SN_OK)
		return fail(w, SN_INVALID, _("a slot was expected, such as "
		    "am, 14-16 or none"));
	return SN_OK;
}

/* A date or time in its normal form, or what was expected instead. */
static enum status
normal_date(void *rec, const struct column *c, const char *text,
    struct arena *a, struct why *w)
{
	char day[DATE_SIZE];
	struct stamp at;

	if (c->type == TYPE_DATE ? date_parse(day, text) != SN_OK :
	    time_parse(&at, text) != SN_OK)
		return fail(w, SN_INVALID, _("a date was expected"));
	record_set_text(rec, c, arena_strdup(a, c->type == TYPE_DATE ? day :
	    at.text));
	return SN_OK;
}

enum status
edit_check(void *rec, const struct table *t, const struct column *c,
    struct arena *a, struct why *w)
{
	const char *text = NULL, *none;
	int64_t n = NUM_NULL;

	if (column_is_num(c))
		n = record_num(rec, c);
	else if ((text = record_text(rec, c)) != NULL && *text == '\0')
		record_set_text(rec, c, text = NULL);
	if (n == NUM_NULL && text == NULL)
		return empty(&none, t, c, w);
	if (n != NUM_NULL)
		return in_limits(t, c, n, w);
	return c->type == TYPE_DATE || c->type == TYPE_TIME ?
	    normal_date(rec, c, text, a, w) : SN_OK;
}
