#include <stdbool.h>
#include <string.h>

#include "text/remarks.h"
#include "text/fold.h"
#include "text/scan.h"

enum {
	TEXT_MAX = 100,		/* no slot is longer */
	DAY = 24 * 60,
	OPEN = -1		/* an end that is not given */
};

/* A folded text that is a slot by itself. */
static const struct {
	const char	*text;
	const char	*slot;
} words[] = {
	{ "none", "none" }, { "指定ナシ", "none" }, { "指定無シ", "none" },
	{ "設定ナシ", "none" }, { "希望ナシ", "none" }, { "ナシ", "none" },
	{ "時間指定ナシ", "none" }, { "時間帯指定ナシ", "none" },
	{ "指定シナイ", "none" }, { "無シ", "none" }, { "-", "none" },
	{ "0000", "none" }, { "終日", "none" }, { "イツデモ", "none" },
	{ "am", "am" }, { "午前", "am" }, { "午前中", "am" },
	{ "午前着", "am" }, { "pm", "pm" }, { "午後", "pm" },
	{ "午後中", "pm" }, { "0010", "by-10" }, { "0017", "by-17" },
	{ "by-10", "by-10" }, { "by-17", "by-17" }
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* A number of one or two digits, or OPEN. */
static int
number(const char **s)
{
	int v = OPEN;
	size_t n = strspn(*s, "0123456789");

	if (n == 1 || n == 2)
		for (v = 0; n > 0; n--)
			v = v * 10 + *(*s)++ - '0';
	return v;
}

/*
 * An hour with its minutes, 9:00, 9時30分, 午後2時, 14: minutes since
 * midnight, or OPEN when it is none.  *afternoon holds for what follows.
 */
static int
hour(const char **s, bool *afternoon)
{
	const char *p = *s;
	int h, m = 0;

	if (scan_word(&p, "午後") || scan_word(&p, "pm"))
		*afternoon = true;
	else if (scan_word(&p, "午前") || scan_word(&p, "am"))
		*afternoon = false;
	if ((h = number(&p)) == OPEN)
		return OPEN;
	if (scan_word(&p, ":")) {
		if (strspn(p, "0123456789") != 2)
			return OPEN;
		m = number(&p);
		/* The seconds of a clock time. */
		if (strncmp(p, ":00", 3) == 0)
			p += 3;
	} else if (scan_word(&p, "時")) {
		if (scan_word(&p, "半"))
			m = 30;
		else if (*p >= '0' && *p <= '9' && ((m = number(&p)) == OPEN ||
		    !scan_word(&p, "分")))
			return OPEN;
	}
	if (*afternoon && h < 12)
		h += 12;
	if (h > 24 || m > 59)
		return OPEN;
	*s = p;
	return h * 60 + m;
}

static const char *
range(int from, int to, struct arena *a)
{
	if (from >= to || from % 60 != 0 || to % 60 != 0)
		return NULL;
	from /= 60;
	to /= 60;
	/* What carriers call the morning starts at 8 or 9. */
	if (to == 12 && (from == 8 || from == 9))
		return "am";
	return arena_printf(a, "%02d-%02d", from, to);
}

/* Malls write the first slots with an open start. */
static const char *
until(int to, struct arena *a)
{
	switch (to) {
	case 10 * 60:
		return "by-10";
	case 12 * 60:
		return "am";
	case 14 * 60:
		return range(12 * 60, to, a);
	case 17 * 60:
		return "by-17";
	}
	return NULL;
}

/* 1416, 14-16, 14:00-16:00, -12:00, 14:30; s is folded. */
static const char *
times(const char *s, struct arena *a)
{
	bool afternoon = false, at = scan_word(&s, "at-");
	size_t n = strspn(s, "0123456789");
	int from, to;

	if (s[n] == '\0') {
		if (n != 4)
			return NULL;
		from = (s[0] - '0') * 10 + s[1] - '0';
		to = (s[2] - '0') * 10 + s[3] - '0';
		if (at)
			return from < 24 && to < 60 ?
			    arena_printf(a, "at-%02d%02d", from, to) : NULL;
		return to > 24 ? NULL : range(from * 60, to * 60, a);
	}
	if (scan_word(&s, "-"))
		from = OPEN;
	else if ((from = hour(&s, &afternoon)) == OPEN)
		return NULL;
	else if (scan_word(&s, "マデ") || scan_word(&s, "迄"))
		return *s == '\0' ? until(from, a) : NULL;
	else if (*s == '\0' || strcmp(s, "指定") == 0 ||
	    strcmp(s, "丁度") == 0 || strcmp(s, "チョウド") == 0)
		return from == 0 || from >= DAY ? NULL :
		    arena_printf(a, "at-%02d%02d", from / 60, from % 60);
	else if (!scan_word(&s, "カラ") && !scan_word(&s, "-"))
		return NULL;
	if ((to = hour(&s, &afternoon)) == OPEN)
		return NULL;
	if (!scan_word(&s, "マデ") && !scan_word(&s, "迄"))
		scan_word(&s, "ノ間");
	if (*s != '\0')
		return NULL;
	return from == OPEN ? until(to, a) : range(from, to, a);
}

enum status
slot_parse(const char **out, const char *text, struct arena *a)
{
	const char *s;
	size_t i, n;

	*out = NULL;
	if (strlen(text) > TEXT_MAX)
		return SN_INVALID;
	s = fold_text(text, a);
	if (*s == '\0') {
		*out = "none";
		return SN_NOTFOUND;
	}
	for (i = 0; i < WORDS; i++)
		if (strcmp(s, words[i].text) == 0) {
			*out = words[i].slot;
			return SN_OK;
		}
	/* 午前中(8時-12時): what is in brackets says it once more. */
	for (i = 0; i < WORDS; i++) {
		n = strlen(words[i].text);
		if (strncmp(s, words[i].text, n) == 0 && s[n] == '(' &&
		    strchr(s, ')') == s + strlen(s) - 1) {
			*out = words[i].slot;
			return SN_OK;
		}
	}
	*out = times(s, a);
	return *out == NULL ? SN_INVALID : SN_OK;
}
