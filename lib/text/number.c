#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "text/number.h"
#include "text/scan.h"
#include "base/arena.h"
#include "text/fold.h"

enum {
	TEXT_MAX = 100,		/* longer than any way to write one */
	PLAIN_MAX = 18		/* digits that cannot be too large */
};

/* Digits and nothing else, which most numbers are. */
static bool
plain(int64_t *out, const char *s)
{
	int64_t v = 0;
	size_t n;

	for (n = 0; s[n] >= '0' && s[n] <= '9'; n++) {
		if (n == PLAIN_MAX)
			return false;
		v = v * 10 + (s[n] - '0');
	}
	if (n == 0 || s[n] != '\0')
		return false;
	*out = v;
	return true;
}

/* Signs and yen signs before the number, in either order. */
static void
prefix(bool *minus, const char **s)
{
	static const char *const minuses[] = { "-", "△", "▲" };
	static const char *const others[] = { "+", "¥", "￥", "\\" };
	bool sign = false, other = false, found;
	size_t i;

	do {
		found = false;
		scan_blanks(s);
		for (i = 0; i < 3 && !sign; i++)
			if (scan_word(s, minuses[i]))
				found = sign = *minus = true;
		for (i = 0; i < 4 && !other; i++)
			if (scan_word(s, others[i]))
				found = other = true;
	} while (found);
}

/* Digits, with a comma at every third from the right or at none. */
static bool
read_digits(uint64_t *v, const char **s)
{
	size_t group = 0, groups = 0;

	*v = 0;
	for (;; (*s)++) {
		if (**s == ',') {
			if (group == 0 || group > 3 ||
			    (groups > 0 && group != 3))
				return false;
			groups++;
			group = 0;
			continue;
		}
		if (**s < '0' || **s > '9')
			break;
		if (*v > (UINT64_MAX - 9) / 10)
			return false;
		*v = *v * 10 + (uint64_t)(**s - '0');
		group++;
	}
	return group > 0 && (groups == 0 || group == 3);
}

static enum status
parse(int64_t *out, const char *s)
{
	bool minus = false;
	uint64_t v;

	scan_blanks(&s);
	if (*s == '\'')
		s++;
	if (*s == '\0')
		return SN_NOTFOUND;
	prefix(&minus, &s);
	if (!read_digits(&v, &s))
		return SN_INVALID;
	if (*s == '.') {
		s++;
		s += strspn(s, "0");
	}
	scan_blanks(&s);
	if (!scan_word(&s, "円"))
		scan_word(&s, "yen");
	scan_blanks(&s);
	if (*s != '\0' || v > (uint64_t)INT64_MAX)
		return SN_INVALID;
	*out = minus ? -(int64_t)v : (int64_t)v;
	return SN_OK;
}

enum status
number_parse(int64_t *out, const char *s)
{
	struct arena a = ARENA_INIT;
	enum status st;
	size_t n, i;

	if (plain(out, s))
		return SN_OK;
	n = strlen(s);
	if (n > TEXT_MAX)
		return SN_INVALID;
	for (i = 0; i < n && (unsigned char)s[i] < 0x80; i++)
		continue;
	if (i == n)
		return parse(out, s);
	st = parse(out, fold_width(s, &a));
	arena_free(&a);
	return st;
}

const char *
number_yen(char buf[NUMBER_SIZE], int64_t n)
{
	char plain[NUMBER_SIZE], *p = buf;
	size_t i, len;

	len = (size_t)snprintf(plain, sizeof(plain), "%" PRId64, n);
	for (i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0 && plain[i - 1] != '-')
			*p++ = ',';
		*p++ = plain[i];
	}
	*p = '\0';
	return buf;
}
