#include <string.h>

#include "base/i18n.h"
#include "order/shipday.h"

enum {
	FARTHEST = 730,		/* days to look ahead; a shop opens by then */
	TIME_LEN = 5		/* 15:00 */
};

static const char *const weekdays[] = {
	"sun", "mon", "tue", "wed", "thu", "fri", "sat"
};

int
shipday_weekday(const char *name)
{
	int i;

	for (i = 0; i < 7; i++)
		if (strcmp(weekdays[i], name) == 0)
			return i;
	return -1;
}

/* 00:00 to 24:00, which is no cut-off at all. */
static bool
is_time(const char *s)
{
	static const char form[] = "dd:dd";
	size_t i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' :
		    s[i] != form[i])
			return false;
	return s[5] == '\0' && s[3] < '6' &&
	    (strcmp(s, "24:00") == 0 || strncmp(s, "24", 2) < 0);
}

enum status
shipday_cutoff(const char *cutoff[7], const char *text)
{
	const char *blank = strchr(text, ' ');
	char day[4] = "";
	int i;

	if (blank == NULL) {
		for (i = 0; i < 7; i++)
			if (cutoff[i] == NULL)
				cutoff[i] = text;
		return is_time(text) ? SN_OK : SN_INVALID;
	}
	if (blank - text != 3)
		return SN_INVALID;
	memcpy(day, text, 3);
	blank += strspn(blank, " ");
	if ((i = shipday_weekday(day)) < 0 || !is_time(blank))
		return SN_INVALID;
	cutoff[i] = blank;
	return SN_OK;
}

/* The first day from date on that is not closed. */
static enum status
first_open(char date[DATE_SIZE], closed_fn *closed, void *arg, struct why *w)
{
	int i;

	for (i = 0; closed(date, arg); i++)
		if (i == FARTHEST || date_add(date, date, 1) != SN_OK)
			return fail(w, SN_CONFLICT, _("no day is open within "
			    "two years; see closed and open in sn.conf"));
	return SN_OK;
}

/* Whether a time is past the cut-off of its day, to the second. */
static bool
is_late(const struct shipday *how, const char *from, int weekday)
{
	const char *cutoff = how->cutoff[weekday];
	int diff;

	if (cutoff == NULL || strlen(from) < DATE_SIZE)
		return false;
	from += DATE_SIZE;		/* behind the T */
	diff = strncmp(from, cutoff, TIME_LEN);
	return diff > 0 || (diff == 0 && strcmp(from + TIME_LEN, ":00") > 0);
}

enum status
shipday_from(struct shipday_steps *out, const struct shipday *how,
    const char *from, struct why *w)
{
	size_t len = strlen(from);
	char *day = out->counts;
	enum status st;
	int i, weekday;

	*out = (struct shipday_steps){ .late = false };
	if (len == DATE_SIZE - 1 || len == sizeof(out->from) - 1) {
		memcpy(out->from, from, len);
		memcpy(day, from, DATE_SIZE - 1);
	}
	if ((weekday = date_weekday(day)) < 0)
		return fail(w, SN_INVALID, _("%s: not a date"), from);
	out->late = !how->closed(day, how->arg) &&
	    is_late(how, from, weekday);
	if (out->late && date_add(day, day, 1) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a date"), from);
	if ((st = first_open(day, how->closed, how->arg, w)) != SN_OK)
		return st;
	memcpy(out->ready, day, DATE_SIZE);
	for (i = 0; i < how->lead; i++)
		if (date_add(out->ready, out->ready, 1) != SN_OK ||
		    (st = first_open(out->ready, how->closed, how->arg,
		    w)) != SN_OK)
			return fail(w, SN_CONFLICT, _("no day is open within "
			    "two years; see closed and open in sn.conf"));
	memcpy(out->ship, out->ready, DATE_SIZE);
	return first_open(out->ship, how->stays, how->arg, w);
}

enum status
shipday_back(char out[DATE_SIZE], bool *late, const struct shipday *how,
    const char *deliver_on, int days, const char *first, struct why *w)
{
	if (days < 0 || date_weekday(first) < 0 ||
	    date_add(out, deliver_on, -days) != SN_OK)
		return fail(w, SN_INVALID, _("%s: not a date"), deliver_on);
	while (strcmp(out, first) > 0 && how->stays(out, how->arg))
		if (date_add(out, out, -1) != SN_OK)
			break;
	*late = strcmp(out, first) < 0;
	if (*late)
		memcpy(out, first, DATE_SIZE);
	return SN_OK;
}
