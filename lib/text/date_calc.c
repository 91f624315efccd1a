#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/date.h"
#include "text/calendar.h"

enum {
	SUNDAY = 4,		/* 1 March of the year 0 was a Wednesday */
	DAY = 24 * 60 * 60,	/* seconds: Japan has no other days */
	YEARS = 12 * 300	/* no sum of months is meant to go farther */
};

/* Our own form only: YYYY-MM-DD and, if timed, THH:MM:SS after it. */
static bool
read_iso(struct moment *m, const char *s, bool timed)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd";
	size_t i, n = strlen(s);

	*m = (struct moment){ 0 };
	if (n != 10 && (n != 19 || !timed))
		return false;
	for (i = 0; i < n; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' :
		    s[i] != form[i])
			return false;
	m->year = (int)strtol(s, NULL, 10);
	m->month = (int)strtol(s + 5, NULL, 10);
	m->day = (int)strtol(s + 8, NULL, 10);
	if (n == 19) {
		m->hour = (int)strtol(s + 11, NULL, 10);
		m->min = (int)strtol(s + 14, NULL, 10);
		m->sec = (int)strtol(s + 17, NULL, 10);
	}
	return calendar_valid(m) && m->hour < 24 && m->min < 60 &&
	    m->sec < 60;
}

static enum status
write_iso(char out[DATE_SIZE], const struct moment *m)
{
	if (!calendar_valid(m))
		return SN_INVALID;
	snprintf(out, DATE_SIZE, "%04u-%02u-%02u", (unsigned)m->year % 10000,
	    (unsigned)m->month % 100, (unsigned)m->day % 100);
	return SN_OK;
}

enum status
date_add(char out[DATE_SIZE], const char *date, int days)
{
	struct moment m;
	long n;

	if (!read_iso(&m, date, false))
		return SN_INVALID;
	n = calendar_number(&m) + days;
	if (n < 0 || n > INT32_MAX)
		return SN_INVALID;
	calendar_from(&m, n);
	return write_iso(out, &m);
}

enum status
time_add(struct stamp *out, const char *time, int64_t seconds)
{
	char date[DATE_SIZE];
	struct moment m;
	int64_t t, n;

	if (!read_iso(&m, time, true) || strlen(time) < DATE_SIZE)
		return SN_INVALID;
	t = (m.hour * 60 + m.min) * 60 + m.sec;
	if (seconds > INT32_MAX || seconds < -INT32_MAX)
		return SN_INVALID;
	t += seconds;
	n = t / DAY - (t % DAY < 0);
	t -= n * DAY;
	snprintf(date, sizeof(date), "%.10s", time);
	if (date_add(date, date, (int)n) != SN_OK)
		return SN_INVALID;
	snprintf(out->text, sizeof(out->text), "%sT%02u:%02u:%02u", date,
	    (unsigned)(t / 3600) % 24, (unsigned)(t / 60) % 60,
	    (unsigned)t % 60);
	return SN_OK;
}

enum status
date_add_months(char out[DATE_SIZE], const char *date, int months)
{
	struct moment m;
	int n, last;

	if (!read_iso(&m, date, false) || months > YEARS || months < -YEARS)
		return SN_INVALID;
	n = m.year * 12 + m.month - 1 + months;
	m.year = n / 12;
	m.month = n % 12 + 1;
	last = calendar_month_days(m.year, m.month);
	if (m.day > last)
		m.day = last;
	return write_iso(out, &m);
}

int
date_diff(const char *a, const char *b)
{
	struct moment ma, mb;

	if (!read_iso(&ma, a, false) || !read_iso(&mb, b, false))
		return 0;
	return (int)(calendar_number(&mb) - calendar_number(&ma));
}

int
date_weekday(const char *date)
{
	struct moment m;

	if (!read_iso(&m, date, false))
		return -1;
	return (int)((calendar_number(&m) + 7 - SUNDAY) % 7);
}

/* +2d, -1w, -1m, +1y */
static enum status
move(char out[DATE_SIZE], const char *expr, const char *today)
{
	char *end;
	long n;

	n = strtol(expr, &end, 10);
	if (end == expr || expr[1] < '0' || expr[1] > '9' ||
	    n > 1000000 || n < -1000000 || *end == '\0' || end[1] != '\0')
		return SN_INVALID;
	switch (*end) {
	case 'd':
		return date_add(out, today, (int)n);
	case 'w':
		return date_add(out, today, (int)n * 7);
	case 'm':
		return date_add_months(out, today, (int)n);
	case 'y':
		return date_add_months(out, today, (int)n * 12);
	}
	return SN_INVALID;
}

enum status
date_relative(char out[DATE_SIZE], const char *expr, const char *today)
{
	static const struct {
		const char	*word;
		int		 days;
	} words[] = {
		{ "today", 0 }, { "yesterday", -1 }, { "tomorrow", 1 },
		{ "今日", 0 }, { "昨日", -1 }, { "明日", 1 }
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(expr, words[i].word) == 0)
			return date_add(out, today, words[i].days);
	if (expr[0] == '+' || expr[0] == '-')
		return move(out, expr, today);
	return date_parse(out, expr);
}

enum status
date_format(struct str *out, const char *iso, const char *pattern)
{
	struct moment m;
	const struct {
		const char	*name;
		int		 digits;
		const int	*value;
	} parts[] = {
		{ "YYYY", 4, &m.year }, { "MM", 2, &m.month },
		{ "DD", 2, &m.day }, { "HH", 2, &m.hour },
		{ "mm", 2, &m.min }, { "SS", 2, &m.sec },
		{ "M", 1, &m.month }, { "D", 1, &m.day }
	};
	enum { PARTS = sizeof(parts) / sizeof(parts[0]) };
	size_t i, n;

	if (!read_iso(&m, iso, true))
		return SN_INVALID;
	while (*pattern != '\0') {
		for (i = 0; i < PARTS; i++) {
			n = strlen(parts[i].name);
			if (strncmp(pattern, parts[i].name, n) == 0)
				break;
		}
		if (i == PARTS) {
			str_putc(out, *pattern++);
			continue;
		}
		str_addf(out, "%0*d", parts[i].digits, *parts[i].value);
		pattern += n;
	}
	return SN_OK;
}
