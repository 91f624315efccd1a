#ifndef TEXT_CALENDAR_H
#define TEXT_CALENDAR_H

#include <stdbool.h>

/* For files in lib/text only: the Gregorian calendar in numbers. */

struct moment {
	int	 year, month, day;
	int	 hour, min, sec;
};

int	calendar_month_days(int year, int month);

/* Whether year, month and day are a day of the years 1900 to 2199. */
bool	calendar_valid(const struct moment *m);

/* Days since 1 March of the year 0, and back, the time left alone. */
long	calendar_number(const struct moment *m);
void	calendar_from(struct moment *m, long number);

#endif
