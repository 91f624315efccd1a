#include "text/calendar.h"

enum {
	YEAR_MIN = 1900,
	YEAR_MAX = 2199,
	ERA_DAYS = 146097	/* of 400 years */
};

int
calendar_month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool
calendar_valid(const struct moment *m)
{
	return m->year >= YEAR_MIN && m->year <= YEAR_MAX &&
	    m->month >= 1 && m->month <= 12 && m->day >= 1 &&
	    m->day <= calendar_month_days(m->year, m->month);
}

/* Days from 1 March of the year 0 to that of year y. */
static long
year_number(long y)
{
	return y * 365 + y / 4 - y / 100 + y / 400;
}

long
calendar_number(const struct moment *m)
{
	/* A year from March on has its odd day last. */
	long y = m->month > 2 ? m->year : m->year - 1;
	long month = m->month > 2 ? m->month - 3 : m->month + 9;

	return year_number(y) + (month * 153 + 2) / 5 + m->day - 1;
}

void
calendar_from(struct moment *m, long number)
{
	long y = number * 400 / ERA_DAYS, month;

	while (year_number(y) > number)
		y--;
	while (year_number(y + 1) <= number)
		y++;
	number -= year_number(y);
	month = (number * 5 + 2) / 153;
	m->day = (int)(number - (month * 153 + 2) / 5 + 1);
	m->month = (int)(month < 10 ? month + 3 : month - 9);
	m->year = (int)(m->month > 2 ? y : y + 1);
}
