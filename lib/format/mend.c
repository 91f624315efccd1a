#include <string.h>

#include "base/i18n.h"
#include "format/convert.h"
#include "text/utf8.h"

static size_t
digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* Without the apostrophe by which a spreadsheet keeps a number as text. */
const char *
mend_apostrophe(struct valuer *v, const char *s)
{
	if (*s != '\'' || digits(s + 1) == 0)
		return s;
	v->mended++;
	return s + 1;
}

/* A whole number without the ".0" of one that went through a program. */
const char *
mend_point(struct valuer *v, const char *s)
{
	size_t n = *s == '-';

	n += strspn(s + n, "0123456789,");
	if (n == 0 || s[n] != '.' || s[n + 1] != '0' ||
	    s[n + 1 + strspn(s + n + 1, "0")] != '\0')
		return s;
	v->mended++;
	return arena_strndup(v->arena, s, n);
}

/* Full-width digits alone as ASCII ones. */
static const char *
mend_wide(struct valuer *v, const char *s)
{
	const char *p = s;
	size_t n = 0;
	char *out;
	uint32_t c;

	while ((c = utf8_next(&p)) != 0) {
		if (c < 0xff10 || c > 0xff19)
			return s;
		n++;
	}
	if (n == 0)
		return s;
	out = arena_strndup(v->arena, s, n);
	for (n = 0; (c = utf8_next(&s)) != 0; n++)
		out[n] = (char)('0' + (c - 0xff10));
	v->mended++;
	return out;
}

const char *
mend_word(struct valuer *v, const char *s)
{
	return mend_wide(v, mend_apostrophe(v, s));
}

/* "2-Jan" or "Jan-02". */
static bool
is_month(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	size_t n = digits(s), i;
	bool before = n > 0;

	if (n > 2 || (before && s[n++] != '-'))
		return false;
	for (i = 0; i < sizeof(months) - 1; i += 3)
		if (strncmp(s + n, months + i, 3) == 0)
			break;
	if (i == sizeof(months) - 1)
		return false;
	s += n + 3;
	return before ? *s == '\0' : *s == '-' && digits(s + 1) == 2 &&
	    s[3] == '\0';
}

/* 2001/2/3 or 1月2日. */
static bool
is_day(const char *s)
{
	size_t n = digits(s), m;

	if (n == 4 && s[4] == '/') {
		m = digits(s + 5);
		s += 5 + m;
		return m > 0 && m < 3 && *s == '/' && digits(s + 1) > 0 &&
		    digits(s + 1) < 3 && s[1 + digits(s + 1)] == '\0';
	}
	if (n == 0 || n > 2 || strncmp(s + n, "月", 3) != 0)
		return false;
	s += n + 3;
	n = digits(s);
	return n > 0 && n < 3 && strcmp(s + n, "日") == 0;
}

/* "1,234,567" */
static bool
is_parted(const char *s)
{
	size_t n = digits(s);

	if (n == 0 || n > 3 || s[n] != ',')
		return false;
	for (s += n; *s == ','; s += 4)
		if (digits(s + 1) < 3)
			return false;
	return *s == '\0';
}

const char *
mend_digits(struct valuer *v, const char *s)
{
	char *out;
	size_t n = 0;

	/* some carts write an apostrophe themselves: no damage */
	s = mend_point(v, *s == '\'' ? s + 1 : s);
	if (!is_parted(s))
		return s;
	out = arena_strdup(v->arena, s);
	for (; *s != '\0'; s++)
		if (*s != ',')
			out[n++] = *s;
	out[n] = '\0';
	v->mended++;
	return out;
}

enum status
mend_refuse_date(const char *s, struct why *w)
{
	if (is_day(s) || is_month(s))
		return fail(w, SN_INVALID, _("%s: a spreadsheet has made a "
		    "date of this"), s);
	return SN_OK;
}

enum status
mend_code(const char **out, struct valuer *v, const char *s, struct why *w)
{
	size_t n = digits(s);

	if (convert_scientific(s))
		return convert_refuse_rounded(s, w);
	if (n > 0 && strcmp(s + n, ".0") == 0)
		return fail(w, SN_INVALID, _("%s: a code that a program has "
		    "taken for a number"), s);
	if (is_parted(s))
		return fail(w, SN_INVALID, _("%s: a code that a program has "
		    "taken for a number"), s);
	*out = mend_word(v, s);
	return mend_refuse_date(*out, w);
}
