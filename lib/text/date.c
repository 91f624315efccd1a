#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "text/date.h"
#include "base/arena.h"
#include "text/calendar.h"
#include "text/fold.h"
#include "text/scan.h"

enum {
	JST = 9 * 60,		/* minutes east */
	HOURS_24 = 24 * 60,
	TEXT_MAX = 200		/* longer than any way to write a time */
};

/* A number of at least min and at most max digits; -1 if it is not. */
static int
digits(const char **s, int min, int max)
{
	int n = 0, v = 0;

	for (; n < max && **s >= '0' && **s <= '9'; n++, (*s)++)
		v = v * 10 + (**s - '0');
	return n < min ? -1 : v;
}

static size_t
run(const char *s)
{
	return strspn(s, "0123456789");
}

/* The year before year 1 of the era named at *s, or -1. */
static int
era(const char **s)
{
	static const struct {
		const char	*name;
		int		 before;
	} eras[] = {
		{ "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 },
		{ "R", 2018 }, { "H", 1988 }, { "S", 1925 },
		{ "r", 2018 }, { "h", 1988 }, { "s", 1925 }
	};
	size_t i;

	for (i = 0; i < sizeof(eras) / sizeof(eras[0]); i++)
		if (scan_word(s, eras[i].name))
			return eras[i].before;
	return -1;
}

/* The year and what parts it from the month, which is *sep. */
static bool
read_year(struct moment *m, const char **s, char *sep)
{
	int before;

	if ((before = era(s)) != -1) {
		scan_blanks(s);
		m->year = scan_word(s, "元") ? 1 : digits(s, 1, 2);
		if (m->year < 1)
			return false;
		m->year += before;
	} else if (run(*s) != 4 || (m->year = digits(s, 4, 4)) < 0)
		return false;
	if (scan_word(s, "年"))
		*sep = 'Y';
	else if (**s == '-' || **s == '/' || **s == '.')
		*sep = *(*s)++;
	else
		return false;
	return true;
}

/* (土), （土曜日）, 土曜日: anything in brackets, or one of the seven. */
static bool
skip_weekday(const char **s)
{
	const char *p = *s, *q;
	bool bracket;

	scan_blanks(&p);
	bracket = scan_word(&p, "(");
	for (q = "日月火水木金土祝"; *q != '\0'; q += 3)
		if (strncmp(p, q, 3) == 0)
			break;
	if (*q == '\0')
		return !bracket;
	p += 3;
	if (!scan_word(&p, "曜日"))
		scan_word(&p, "曜");
	if (bracket && !scan_word(&p, ")"))
		return false;
	*s = p;
	return true;
}

static bool
read_date(struct moment *m, const char **s)
{
	size_t n = run(*s);
	char sep;

	if (n == 8 || n == 14) {
		m->year = digits(s, 4, 4);
		m->month = digits(s, 2, 2);
		m->day = digits(s, 2, 2);
		return calendar_valid(m);
	}
	if (!read_year(m, s, &sep))
		return false;
	scan_blanks(s);
	m->month = digits(s, 1, 2);
	if (sep == 'Y' ? !scan_word(s, "月") : *(*s)++ != sep)
		return false;
	scan_blanks(s);
	m->day = digits(s, 1, 2);
	if ((sep == 'Y' && !scan_word(s, "日")) || run(*s) != 0)
		return false;
	return calendar_valid(m) && skip_weekday(s);
}

/* 0 for none, 12 hours for the afternoon, -1 before noon. */
static int
half_of_day(const char **s)
{
	if (scan_word(s, "午前") || scan_word(s, "AM") || scan_word(s, "am"))
		return -1;
	if (scan_word(s, "午後") || scan_word(s, "PM") || scan_word(s, "pm"))
		return 12;
	return 0;
}

/* 093000, 0930, 9時30分 or 9:30:00 */
static bool
read_hours(struct moment *m, const char **s)
{
	size_t n = run(*s);

	if (n == 6 || n == 4) {
		m->hour = digits(s, 2, 2);
		m->min = digits(s, 2, 2);
		if (n == 6)
			m->sec = digits(s, 2, 2);
		return true;
	}
	m->hour = digits(s, 1, 2);
	if (scan_word(s, "時")) {
		if (run(*s) != 0) {
			m->min = digits(s, 1, 2);
			if (!scan_word(s, "分"))
				return false;
		}
		if (run(*s) != 0) {
			m->sec = digits(s, 1, 2);
			return scan_word(s, "秒");
		}
		return true;
	}
	if (!scan_word(s, ":"))
		return false;
	m->min = digits(s, 2, 2);
	if (scan_word(s, ":"))
		m->sec = digits(s, 2, 2);
	return true;
}

static bool
read_clock(struct moment *m, const char **s)
{
	int half = half_of_day(s);

	scan_blanks(s);
	if (!read_hours(m, s))
		return false;
	/* A fraction of a second is dropped. */
	if (**s == '.' && run(*s + 1) > 0)
		*s += 1 + run(*s + 1);
	scan_blanks(s);
	if (half == 0)
		half = half_of_day(s);
	if (half != 0 && m->hour > 12)
		return false;
	if (half != 0)
		m->hour = m->hour % 12 + (half == 12 ? 12 : 0);
	return m->hour >= 0 && m->hour < 24 && m->min >= 0 &&
	    m->min < 60 && m->sec >= 0 && m->sec < 60 && run(*s) == 0;
}

/* Z, +09:00, -0500, JST or nothing: moves m to JST. */
static bool
read_zone(struct moment *m, const char **s)
{
	int sign, hours, minutes = 0, zone = JST;
	long at;

	scan_blanks(s);
	if (scan_word(s, "Z") || scan_word(s, "UTC") || scan_word(s, "GMT"))
		zone = 0;
	else if (**s == '+' || **s == '-') {
		sign = *(*s)++ == '-' ? -1 : 1;
		hours = digits(s, 2, 2);
		scan_word(s, ":");
		if (run(*s) != 0)
			minutes = digits(s, 2, 2);
		if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
			return false;
		zone = sign * (hours * 60 + minutes);
	} else
		scan_word(s, "JST");
	if (zone == JST)
		return true;
	at = m->hour * 60 + m->min + JST - zone;
	calendar_from(m, calendar_number(m) +
	    (at >= 0 ? at / HOURS_24 : -1));
	at = (at + HOURS_24) % HOURS_24;
	m->hour = (int)at / 60;
	m->min = (int)at % 60;
	return calendar_valid(m);
}

static enum status
parse(struct moment *m, const char *s)
{
	*m = (struct moment){ 0 };
	scan_blanks(&s);
	if (*s == '\'')
		s++;
	if (*s == '\0')
		return SN_NOTFOUND;
	if (!read_date(m, &s))
		return SN_INVALID;
	if (*s == 'T')
		s++;
	scan_blanks(&s);
	if (*s != '\0' && (!read_clock(m, &s) || !read_zone(m, &s)))
		return SN_INVALID;
	scan_blanks(&s);
	return *s == '\0' ? SN_OK : SN_INVALID;
}

/* The same in any width. */
static enum status
parse_wide(struct moment *m, const char *s)
{
	struct arena a = ARENA_INIT;
	enum status st;
	size_t n = strlen(s);

	if (n > TEXT_MAX)
		return SN_INVALID;
	while (n > 0 && (unsigned char)s[n - 1] < 0x80)
		n--;
	if (n == 0)
		return parse(m, s);
	st = parse(m, fold_width(s, &a));
	arena_free(&a);
	return st;
}

static void
write_date(char out[DATE_SIZE], const struct moment *m)
{
	snprintf(out, DATE_SIZE, "%04u-%02u-%02u", (unsigned)m->year % 10000,
	    (unsigned)m->month % 100, (unsigned)m->day % 100);
}

enum status
date_parse(char out[DATE_SIZE], const char *s)
{
	struct moment m;
	enum status st;

	if ((st = parse_wide(&m, s)) == SN_OK)
		write_date(out, &m);
	return st;
}

enum status
time_parse(struct stamp *out, const char *s)
{
	struct moment m;
	enum status st;

	if ((st = parse_wide(&m, s)) == SN_OK)
		snprintf(out->text, sizeof(out->text),
		    "%04u-%02u-%02uT%02u:%02u:%02u",
		    (unsigned)m.year % 10000, (unsigned)m.month % 100,
		    (unsigned)m.day % 100, (unsigned)m.hour % 100,
		    (unsigned)m.min % 100, (unsigned)m.sec % 100);
	return st;
}
