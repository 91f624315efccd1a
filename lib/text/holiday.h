#ifndef TEXT_HOLIDAY_H
#define TEXT_HOLIDAY_H

/*
 * National holidays of Japan by law (国民の祝日に関する法律 with all its
 * changes, and the acts for single days), 1948 to 2099.  A later year has
 * none: nobody knows its equinoxes by formula, and no law that far.
 */

enum { HOLIDAY_FIRST = 1948, HOLIDAY_LAST = 2099 };

/*
 * The name of the holiday that date, YYYY-MM-DD, is, as the Cabinet Office
 * lists it: 休日 stands for a substitute and for a day between two holidays.
 * NULL: it is none, or no date.
 */
const char	*holiday_name(const char *date);

/* The English of such a name, or the name itself. */
const char	*holiday_english(const char *name);

#endif
