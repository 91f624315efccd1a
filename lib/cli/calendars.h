#ifndef CLI_CALENDARS_H
#define CLI_CALENDARS_H

#include "cli/select.h"

/* What sn-calendar(1) was asked for. */
struct calendars {
	const char	*route, *carrier;	/* whose days; NULL: the shop's */
	const char	*from, *to;		/* days of a list, or NULL */
	const char	*url;			/* of a list of holidays */
	bool		 exit_code;
};

/* Whether sn.conf has days of wish's route and carrier, or leave. */
void		calendars_names(struct calendars *wish,
		    const struct conf *conf);

/*
 * Print the months that operands name, as 2026-12 or 2026, or this one and
 * the next two; holidays and closed days are marked.
 */
enum status	calendars_months(struct cmd *c, struct store *s,
		    const struct calendars *wish, char *operand[],
		    struct why *w) SN_CHECK;

/* The days from wish->from to wish->to as records, one a day. */
enum status	calendars_days(struct cmd *c, struct store *s,
		    const struct calendars *wish, struct why *w) SN_CHECK;

/*
 * Put the list of holidays that bytes hold in place of the one in the store;
 * source is its file or address.
 *
 * SN_USAGE	it is none, or not whole
 */
enum status	calendars_update(struct cmd *c, struct store *s,
		    const struct str *bytes, const char *source,
		    struct why *w) SN_CHECK;

/*
 * Where the list in the store differs from the law.  SN_SOME: it does, and
 * wish->exit_code asks.
 */
enum status	calendars_check(struct cmd *c, struct store *s,
		    const struct calendars *wish, struct why *w) SN_CHECK;

/*
 * Step by step, the ship dates that the shipments should have; tally counts
 * those that have none, because no day is open.
 */
enum status	calendars_ship(struct cmd *c, struct store *s,
		    const struct ids *ids, struct tally *tally, struct why *w)
		    SN_CHECK;

/*
 * The lead times in force: all lines, or between two prefectures those that
 * count, as they are asked.
 */
enum status	calendars_lead(struct cmd *c, struct store *s,
		    const char *from, const char *to, struct why *w)
		    SN_CHECK;

#endif
