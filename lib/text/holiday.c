#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text/calendar.h"
#include "text/date.h"
#include "text/holiday.h"

enum {
	MONDAY = 1,
	FIRST_DAY = 720,	/* 20 July 1948, the law's first, as MMDD */
	SUBSTITUTE = 1973,	/* since 12 April: a Sunday's holiday moves */
	BETWEEN = 1986,		/* since 27 December 1985 */
	MOVES_ON = 2007		/* a substitute goes on to a free day */
};

static const char off[] = "休日";
static const char off_act[] = "休日（祝日扱い）";
static const char sports[] = "スポーツの日";

/* Holidays with a day of their own, between two years. */
static const struct {
	int		 from, to, month, day;
	const char	*name;
} fixed[] = {
	{ 1949, 2099, 1, 1, "元日" },
	{ 1949, 1999, 1, 15, "成人の日" },
	{ 1967, 2099, 2, 11, "建国記念の日" },
	{ 2020, 2099, 2, 23, "天皇誕生日" },
	{ 1949, 1988, 4, 29, "天皇誕生日" },
	{ 1989, 2006, 4, 29, "みどりの日" },
	{ 2007, 2099, 4, 29, "昭和の日" },
	{ 1949, 2099, 5, 3, "憲法記念日" },
	{ 2007, 2099, 5, 4, "みどりの日" },
	{ 1949, 2099, 5, 5, "こどもの日" },
	{ 1996, 2002, 7, 20, "海の日" },
	{ 2016, 2019, 8, 11, "山の日" },
	{ 2022, 2099, 8, 11, "山の日" },
	{ 1966, 2002, 9, 15, "敬老の日" },
	{ 1966, 1999, 10, 10, "体育の日" },
	{ 1948, 2099, 11, 3, "文化の日" },
	{ 1948, 2099, 11, 23, "勤労感謝の日" },
	{ 1989, 2018, 12, 23, "天皇誕生日" },
	/* single days, by acts of their own */
	{ 1959, 1959, 4, 10, "結婚の儀" },
	{ 1989, 1989, 2, 24, "大喪の礼" },
	{ 1990, 1990, 11, 12, "即位礼正殿の儀" },
	{ 1993, 1993, 6, 9, "結婚の儀" },
	{ 2019, 2019, 5, 1, off_act },
	{ 2019, 2019, 10, 22, off_act },
	/* moved for the games in Tokyo */
	{ 2020, 2020, 7, 23, "海の日" },
	{ 2020, 2020, 7, 24, sports },
	{ 2020, 2020, 8, 10, "山の日" },
	{ 2021, 2021, 7, 22, "海の日" },
	{ 2021, 2021, 7, 23, sports },
	{ 2021, 2021, 8, 8, "山の日" },
};

/* Holidays on a Monday: the second or third of a month. */
static const struct {
	int		 from, to, month, week;
	const char	*name;
} monday[] = {
	{ 2000, 2099, 1, 2, "成人の日" },
	{ 2003, 2019, 7, 3, "海の日" },
	{ 2022, 2099, 7, 3, "海の日" },
	{ 2003, 2099, 9, 3, "敬老の日" },
	{ 2000, 2018, 10, 2, "体育の日" },
	/* so the Cabinet Office calls that one */
	{ 2019, 2019, 10, 2, "体育の日（スポーツの日）" },
	{ 2022, 2099, 10, 2, sports },
};

static const struct { const char *name, *english; } names[] = {
	{ "元日", "New Year's Day" },
	{ "成人の日", "Coming of Age Day" },
	{ "建国記念の日", "National Foundation Day" },
	{ "天皇誕生日", "Emperor's Birthday" },
	{ "春分の日", "Vernal Equinox Day" },
	{ "みどりの日", "Greenery Day" },
	{ "昭和の日", "Showa Day" },
	{ "憲法記念日", "Constitution Memorial Day" },
	{ "こどもの日", "Children's Day" },
	{ "海の日", "Marine Day" },
	{ "山の日", "Mountain Day" },
	{ "敬老の日", "Respect for the Aged Day" },
	{ "秋分の日", "Autumnal Equinox Day" },
	{ "体育の日", "Health and Sports Day" },
	{ "体育の日（スポーツの日）", "Health and Sports Day" },
	{ sports, "Sports Day" },
	{ "文化の日", "Culture Day" },
	{ "勤労感謝の日", "Labor Thanksgiving Day" },
	{ "結婚の儀", "Imperial Wedding" },
	{ "大喪の礼", "Imperial Funeral" },
	{ "即位礼正殿の儀", "Enthronement Ceremony" },
	{ off, "Holiday" },
	{ off_act, "Holiday" },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/*
 * The day of an equinox: where the sun stood at 1980, in millionths of a
 * day, 0.242194 a year, and leap years.
 */
static int
equinox(int year, bool spring)
{
	int at = spring ? 20843100 : 23248800, leaps = (year - 1980) / 4;

	if (year < 1980) {
		at = spring ? 20835700 : 23258800;
		leaps = (year - 1983) / 4;
	}
	return (at + 242194 * (year - 1980)) / 1000000 - leaps;
}

/* The name of a day that the law itself names, 国民の祝日. */
static const char *
national(const struct moment *m, int weekday)
{
	int week = (m->day + 6) / 7;
	size_t i;

	if (m->year < HOLIDAY_FIRST || m->year > HOLIDAY_LAST ||
	    (m->year == HOLIDAY_FIRST && m->month * 100 + m->day < FIRST_DAY))
		return NULL;
	for (i = 0; i < COUNT(fixed); i++)
		if (fixed[i].month == m->month && fixed[i].day == m->day &&
		    fixed[i].from <= m->year && m->year <= fixed[i].to)
			return fixed[i].name;
	for (i = 0; weekday == MONDAY && i < COUNT(monday); i++)
		if (monday[i].month == m->month && monday[i].week == week &&
		    monday[i].from <= m->year && m->year <= monday[i].to)
			return monday[i].name;
	if (m->month == 3 && m->day == equinox(m->year, true))
		return "春分の日";
	if (m->month == 9 && m->day == equinox(m->year, false))
		return "秋分の日";
	return NULL;
}

/* The same for the day so many days from a day. */
static const char *
national_near(const struct moment *m, int weekday, int days)
{
	struct moment near = *m;

	calendar_from(&near, calendar_number(m) + days);
	return national(&near, ((weekday + days) % 7 + 7) % 7);
}

/* Whether the day, which is none itself, takes a Sunday's holiday. */
static bool
substitute(const struct moment *m, int weekday)
{
	int back;

	if (m->year < SUBSTITUTE || (m->year == SUBSTITUTE &&
	    m->month * 100 + m->day < 412))
		return false;
	if (m->year < MOVES_ON)
		return weekday == MONDAY &&
		    national_near(m, weekday, -1) != NULL;
	for (back = 1; back <= weekday; back++) {
		if (national_near(m, weekday, -back) == NULL)
			return false;
		if (back == weekday)
			return true;
	}
	return false;
}

const char *
holiday_name(const char *date)
{
	int weekday = date_weekday(date);
	struct moment m = { 0 };
	const char *name;

	if (weekday < 0)
		return NULL;
	m.year = (int)strtol(date, NULL, 10);
	m.month = (int)strtol(date + 5, NULL, 10);
	m.day = (int)strtol(date + 8, NULL, 10);
	if ((name = national(&m, weekday)) != NULL)
		return name;
	if (substitute(&m, weekday))
		return off;
	/* a day between two holidays; a Sunday was not one at first */
	if (m.year >= BETWEEN && (weekday != 0 || m.year >= MOVES_ON) &&
	    national_near(&m, weekday, -1) != NULL &&
	    national_near(&m, weekday, 1) != NULL)
		return off;
	return NULL;
}

const char *
holiday_english(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].english;
	return name;
}
