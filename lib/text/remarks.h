#ifndef TEXT_REMARKS_H
#define TEXT_REMARKS_H

#include "base/arena.h"
#include "base/status.h"
#include "text/date.h"

/*
 * The delivery wish that malls hide in the buyer's remarks: lines under
 * [配送日時指定:] and its like, up to the next [text:] line, which any shop
 * may word as it likes.  The strings live in a.
 *
 * date is "" and *slot NULL where the wish has none; *slot is the text as
 * written, for slot_parse().  *rest is the remarks without the wish, and
 * is set whatever is returned.
 *
 * SN_NOTFOUND	there is no such block, or it is empty
 * SN_SOME	a wish was found, and lines that are no wish; these are
 *		left in *rest
 * SN_INVALID	the block has text but no date or time; it stays in *rest
 */
enum status	remarks_wish(const char *remarks, char date[DATE_SIZE],
		    const char **slot, const char **rest, struct arena *a)
		    SN_CHECK;

/*
 * The time slot in its normal form: none, am, pm, HH-HH, by-10, by-17 or
 * at-HHMM, from 午前中, 0812, 1416, 14:00-16:00, 14時～16時, 午後, 指定なし,
 * ～12:00 (am), ～14:00 (12-14) and so on.  *out is constant or lives in a.
 *
 * SN_NOTFOUND	text is blank; *out is "none"
 * SN_INVALID	not understood, or no slot has that form; *out is NULL
 */
enum status	slot_parse(const char **out, const char *text,
		    struct arena *a) SN_CHECK;

#endif
