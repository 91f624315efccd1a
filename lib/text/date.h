#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include <stdint.h>

#include "base/clock.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Dates and times as text: YYYY-MM-DD and YYYY-MM-DDTHH:MM:SS, JST, years
 * 1900 to 2199.  Functions that take a date in that form and are given
 * something else return SN_INVALID, or 0.
 */

enum { DATE_SIZE = sizeof("2026-11-22") };

/*
 * Read a date as files have it: 2026-11-22, 2026/8/1, 2026.8.1, 20261122,
 * 2026年11月22日, 令和8年11月22日, R8.11.22, each with (土) or a time or
 * without, full-width or half.  A time with an offset or Z is converted to
 * JST first.  Day before month (22/11/2026) and Excel's day numbers are
 * not guessed.
 *
 * SN_NOTFOUND	s is blank
 * SN_INVALID	s is not a date, or one the calendar does not have
 */
enum status	date_parse(char out[DATE_SIZE], const char *s) SN_CHECK;

/* The same with its time, 00:00:00 where none is given. */
enum status	time_parse(struct stamp *out, const char *s) SN_CHECK;

/* date moved by days. */
enum status	date_add(char out[DATE_SIZE], const char *date, int days)
		    SN_CHECK;

/* date moved by months; the day is clamped to the end of the month. */
enum status	date_add_months(char out[DATE_SIZE], const char *date,
		    int months) SN_CHECK;

/* A time moved by seconds. */
enum status	time_add(struct stamp *out, const char *time, int64_t seconds)
		    SN_CHECK;

/* Days from a to b, negative when b is earlier; 0 if either is bad. */
int		date_diff(const char *a, const char *b);

/* 0 is Sunday; -1 if date is bad. */
int		date_weekday(const char *date);

/*
 * A date as users type it: today, yesterday, tomorrow (今日, 昨日, 明日),
 * +2d, -1w, -1m, +1y from today, or any form of date_parse().
 */
enum status	date_relative(char out[DATE_SIZE], const char *expr,
		    const char *today) SN_CHECK;

/*
 * Append iso, a date or time in our form, by a pattern: YYYY MM DD HH mm SS
 * and M D without a leading zero; any other character is itself.
 * SN_INVALID: iso is neither; out is unchanged.
 */
enum status	date_format(struct str *out, const char *iso,
		    const char *pattern) SN_CHECK;

#endif
