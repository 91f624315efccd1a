#include <string.h>

#include "text/phone.h"
#include "base/i18n.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
	FIXED = 10,		/* digits of a fixed line */
	MOBILE = 11,
	FIELD_MAX = 64		/* no number with its ornaments is longer */
};

/* The digits after a 0 that make a number of eleven. */
static bool
is_mobile(const char *d)
{
	return d[0] >= '5' && d[0] <= '9' && d[1] == '0';
}

/* Whether d, n digits, is a number of Japan. */
static bool
is_number(const char *d, size_t n)
{
	if (n < FIXED || d[0] != '0' || d[1] == '0')
		return false;
	if (n == MOBILE)
		return is_mobile(d + 1);
	return n == FIXED && !is_mobile(d + 1);
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || c == '~' || c == '.' || c == '/' || c == '(' ||
	    c == ')' || (c >= 0x2010 && c <= 0x2015) || c == 0x30fc ||
	    c == 0x2500 || c == 0xff70;
}

/*
 * Copy digits and hyphens of s to out; a plus only at the start.  false:
 * something else is there.
 */
static bool
clean(char out[FIELD_MAX + 1], const char *s)
{
	size_t n = 0;
	uint32_t c;

	while ((c = utf8_next(&s)) != 0) {
		if (c == ' ' || c == '\t' || c == '\'' || c == 0x2019 ||
		    c == '\r' || c == '\n')
			continue;
		if (is_dash(c)) {
			if (n == 0 || out[n - 1] == '-')
				continue;
			c = '-';
		} else if ((c < '0' || c > '9') && (c != '+' || n != 0))
			return false;
		if (n == FIELD_MAX)
			return false;
		out[n++] = (char)c;
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return true;
}

/* +81-90-..., +81(0)90..., in place. */
static void
domestic(char *s)
{
	char *rest;

	if (strncmp(s, "+81", 3) != 0)
		return;
	rest = s + 3;
	rest += *rest == '-';
	rest += *rest == '0';
	rest += *rest == '-';
	s[0] = '0';
	memmove(s + 1, rest, strlen(rest) + 1);
}

enum status
phone_clean(const char **out, const char *s, bool *repaired,
    struct arena *a, struct why *w)
{
	char text[FIELD_MAX + 1], digits[FIELD_MAX + 2] = "0";
	size_t n = 0, i;

	*repaired = false;
	*out = "";
	if (!clean(text, fold_width(s, a)))
		return fail(w, SN_INVALID, _("%s: not a phone number"), s);
	if (text[0] == '\0')
		return SN_NOTFOUND;
	domestic(text);
	for (i = 0; text[i] != '\0'; i++)
		if (text[i] != '-')
			digits[++n] = text[i];
	digits[n + 1] = '\0';
	if (text[0] == '+')
		return fail(w, SN_INVALID,
		    _("%s: a phone number outside Japan"), s);
	if (is_number(digits + 1, n)) {
		*out = arena_strdup(a, text);
		return SN_OK;
	}
	/* A spreadsheet takes the 0 only where there are no hyphens. */
	if (strchr(text, '-') == NULL && is_number(digits, n + 1)) {
		*repaired = true;
		*out = arena_strdup(a, digits);
		return SN_OK;
	}
	return fail(w, SN_INVALID, _("%s: not a phone number of Japan"), s);
}

enum status
zip_clean(char out[ZIP_SIZE], const char *s, bool *repaired, struct why *w)
{
	enum { DIGITS = ZIP_SIZE - 1 };
	struct arena a = ARENA_INIT;
	char text[FIELD_MAX + 1];
	const char *folded, *hyphen;
	enum status st = SN_OK;
	size_t n;

	*repaired = false;
	out[0] = '\0';
	folded = fold_width(s, &a);
	folded += strspn(folded, " '");
	if (strncmp(folded, "〒", strlen("〒")) == 0)
		folded += strlen("〒");
	if (!clean(text, folded) || text[0] == '+')
		goto bad;
	if ((n = strlen(text)) == 0) {
		st = SN_NOTFOUND;
		goto out;
	}
	if ((hyphen = strchr(text, '-')) != NULL) {
		if (hyphen != text + 3 || n != DIGITS + 1 ||
		    strchr(hyphen + 1, '-') != NULL)
			goto bad;
		memmove(text + 3, text + 4, n - 3);
		n--;
	}
	if (n > DIGITS || n + 2 < DIGITS)
		goto bad;
	*repaired = n < DIGITS;
	memset(out, '0', DIGITS - n);
	memcpy(out + DIGITS - n, text, n + 1);
	if (strncmp(out, "000", 3) != 0)
		goto out;
bad:
	out[0] = '\0';
	*repaired = false;
	st = fail(w, SN_INVALID, _("%s: not a postal code"), s);
out:
	arena_free(&a);
	return st;
}
