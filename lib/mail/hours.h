#ifndef MAIL_HOURS_H
#define MAIL_HOURS_H

#include "base/clock.h"

/*
 * When mail may go that must not come at night: now, or the next time that
 * is within hours, which are as conf_mail.mobile_hours has them: 08:00-21:00,
 * or 22:00-06:00 through midnight; the last minute is not within.  NULL is
 * always.
 *
 * SN_USAGE	now is no time
 */
enum status	mail_hours_next(struct stamp *out, const char *hours,
		    const char *now, struct why *w) SN_CHECK;

#endif
