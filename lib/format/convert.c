#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "format/convert.h"
#include "format/pref.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/phone.h"
#include "text/remarks.h"

enum { DAY_OF_SLOTS = 12 };	/* hours: a longer slot is no wish */

bool
convert_scientific(const char *s)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0)
		return false;
	if (s[n] == '.')
		n += 1 + strspn(s + n + 1, "0123456789");
	if (s[n] != 'E' || s[n + 1] != '+')
		return false;
	n += 2;
	return s[n] != '\0' && s[n + strspn(s + n, "0123456789")] == '\0';
}

enum status
convert_refuse_rounded(const char *s, struct why *w)
{
	return fail(w, SN_INVALID, _("%s: a spreadsheet has rounded this "
	    "number, its digits are lost"), s);
}

/* What is not surely a number of Japan stays as it is. */
static enum status
phone(const char **out, struct valuer *v, const char *s, struct why *w)
{
	bool repaired;
	struct why pw;

	if (convert_scientific(s))
		return convert_refuse_rounded(s, w);
	if (phone_clean(out, s, &repaired, v->arena, &pw) == SN_INVALID)
		*out = s;
	else if (repaired)
		v->repaired++;
	return SN_OK;
}

static enum status
zip(const char **out, struct valuer *v, const char *s, struct why *w)
{
	char text[ZIP_SIZE];
	bool repaired;
	struct why zw;

	if (convert_scientific(s))
		return convert_refuse_rounded(s, w);
	switch (zip_clean(text, s, &repaired, &zw)) {
	case SN_OK:
		v->repaired += repaired;
		*out = arena_strdup(v->arena, text);
		break;
	case SN_NOTFOUND:
		*out = NULL;
		break;
	default:
		*out = s;
	}
	return SN_OK;
}

static enum status
word(const char **out, const struct spec *spec, const char *s,
    struct why *w)
{
	const struct word *found;

	*out = s;
	if (spec->vocabulary == NULL)
		return SN_OK;
	if ((found = word_find(spec->vocabulary, s)) == NULL)
		return fail(w, SN_INVALID, _("%s: unknown word"), s);
	*out = found->slug;
	return SN_OK;
}

static enum status
date(const char **out, struct valuer *v, const char *s, struct why *w)
{
	char text[DATE_SIZE];

	if (date_parse(text, s) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a date"), s);
	*out = arena_strdup(v->arena, text);
	return SN_OK;
}

static enum status
instant(const char **out, struct valuer *v, const char *s, struct why *w)
{
	struct stamp t;

	if (time_parse(&t, s) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a time"), s);
	*out = arena_strdup(v->arena, t.text);
	return SN_OK;
}

/* The first date that stands in a text, or none. */
static void
find_date(const char **out, struct valuer *v, const char *s)
{
	char text[DATE_SIZE];
	const char *end;

	*out = NULL;
	for (; *s != '\0'; s = *end == '\0' ? end : end + 1) {
		s += strcspn(s, "0123456789");
		for (end = s; *end != '\0'; ) {
			if (strchr("0123456789/.-", *end) != NULL)
				end++;
			else if (strncmp(end, "年", 3) == 0 ||
			    strncmp(end, "月", 3) == 0 ||
			    strncmp(end, "日", 3) == 0)
				end += 3;
			else
				break;
		}
		if (end > s && date_parse(text, arena_strndup(v->arena, s,
		    (size_t)(end - s))) == SN_OK) {
			*out = arena_strdup(v->arena, text);
			return;
		}
	}
}

enum status
convert_text(const char **out, struct valuer *v, const struct spec *spec,
    const char *s, struct why *w)
{
	*out = s;
	switch (spec->how) {
	case HOW_CODE:
		return mend_code(out, v, s, w);
	case HOW_ADDRESS:
		*out = mend_point(v, mend_apostrophe(v, s));
		return mend_refuse_date(s, w);
	case HOW_PHONE:
		return phone(out, v, mend_digits(v, s), w);
	case HOW_ZIP:
		return zip(out, v, mend_digits(v, s), w);
	case HOW_WORD:
		return word(out, spec, s, w);
	case HOW_DATE:
		return date(out, v, s, w);
	case HOW_TIME:
		return instant(out, v, s, w);
	case HOW_FIND_DATE:
		find_date(out, v, s);
		return SN_OK;
	case HOW_SLOT:
		if (slot_parse(out, s, v->arena) == SN_INVALID)
			return fail(w, SN_INVALID,
			    _("%s: not a delivery slot"), s);
		return SN_OK;
	case HOW_PREF:
		if ((*out = pref_find(s)) == NULL)
			*out = s;
		return SN_OK;
	default:
		return SN_OK;
	}
}

/* Per cent, which malls write 10, 10%, 0.1 or 0.10. */
static enum status
rate(int64_t *out, const char *s, struct why *w)
{
	size_t n = strspn(s, "0123456789");

	if (strncmp(s, "0.", 2) == 0 && strspn(s + 2, "0123456789") ==
	    strlen(s + 2) && s[2] != '\0') {
		*out = (s[2] - '0') * 10 + (s[3] != '\0' ? s[3] - '0' : 0);
		if (s[3] == '\0' || strspn(s + 4, "0") == strlen(s + 4))
			return SN_OK;
	} else if (n > 0 && n < 3 && (s[n] == '\0' ||
	    strcmp(s + n, "%") == 0 || strcmp(s + n, "％") == 0)) {
		*out = s[0] - '0';
		if (n == 2)
			*out = *out * 10 + s[1] - '0';
		return SN_OK;
	}
	return fail(w, SN_INVALID, _("%s: not a tax rate"), s);
}

static enum status
truth(int64_t *out, const char *s, struct why *w)
{
	static const char *const yes[] = { "1", "true", "yes", "TRUE",
	    "はい", "あり", "有", "希望する", "込", "税込" };
	static const char *const no[] = { "0", "false", "no", "FALSE",
	    "いいえ", "なし", "無", "希望しない", "別", "税別", "税抜" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcmp(s, yes[i]) == 0) {
			*out = 1;
			return SN_OK;
		}
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (strcmp(s, no[i]) == 0) {
			*out = 0;
			return SN_OK;
		}
	return fail(w, SN_INVALID, _("%s: neither yes nor no"), s);
}

enum status
convert_num(int64_t *out, struct valuer *v, const struct spec *spec,
    const char *s, struct why *w)
{
	size_t i;

	switch (spec->how) {
	case HOW_RATE:
		return rate(out, s, w);
	case HOW_BOOL:
		return truth(out, s, w);
	default:
		break;
	}
	for (i = 0; spec->how == HOW_YEN && v->unfixed[i] != NULL; i++)
		if (strcmp(s, v->unfixed[i]) == 0) {
			v->open = true;
			*out = NUM_NULL;
			return SN_OK;
		}
	if (number_parse(out, s) != SN_OK && number_parse(out, mend_point(v,
	    mend_apostrophe(v, s))) != SN_OK)
		return fail(w, SN_INVALID, spec->how == HOW_YEN ?
		    _("%s: not an amount in whole yen") :
		    _("%s: not a whole number"), s);
	if (spec->less && *out > 0)
		*out = -*out;
	return SN_OK;
}

enum status
convert_span(const char **out, struct valuer *v, enum how how,
    const char *start, const char *end, struct why *w)
{
	struct stamp from, to;
	int hours;

	*out = NULL;
	if (*start == '\0' || *end == '\0')
		return SN_OK;
	if (time_parse(&from, start) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a time"), start);
	if (time_parse(&to, end) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a time"), end);
	/* Several days are no wish for one. */
	if (memcmp(from.text, to.text, DATE_SIZE - 1) != 0)
		return SN_OK;
	hours = (to.text[11] - from.text[11]) * 10 + to.text[12] -
	    from.text[12];
	if (how == HOW_SPAN_DATE)
		*out = arena_strndup(v->arena, from.text, DATE_SIZE - 1);
	else if (hours < DAY_OF_SLOTS)
		*out = arena_printf(v->arena, "%.5s-%.5s", from.text + 11,
		    to.text + 11);
	return SN_OK;
}
