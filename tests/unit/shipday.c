/*
 * Ship dates forwards and backwards, and the table of lead times.
 */

#include "data/blob.h"
#include "order/leadtime.h"
#include "order/shipday.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct why w;

/* The shop rests on Sundays and from 29 December to 3 January. */
static bool
rests(const char *day, void *arg)
{
	(void)arg;
	return date_weekday(day) == 0 || (strcmp(day, "2026-12-29") >= 0 &&
	    strcmp(day, "2027-01-03") <= 0);
}

/* The carrier does not come on Wednesdays. */
static bool
waits(const char *day, void *arg)
{
	return rests(day, arg) || date_weekday(day) == 3;
}

static bool
always(const char *day, void *arg)
{
	(void)day;
	(void)arg;
	return true;
}

static struct shipday
shop(int lead)
{
	struct shipday how = { .closed = rests, .stays = waits,
	    .lead = lead };

	OK(shipday_cutoff(how.cutoff, "sat 12:00") == SN_OK);
	OK(shipday_cutoff(how.cutoff, "15:00") == SN_OK);
	return how;
}

static const char *
from(const char *time, int lead)
{
	static struct shipday_steps steps;
	struct shipday how = shop(lead);

	return shipday_from(&steps, &how, time, &w) == SN_OK ? steps.ship :
	    "refused";
}

static void
forwards(void)
{
	struct shipday_steps steps;
	struct shipday how = shop(1);

	/* 14 December 2026 is a Monday */
	STREQ(from("2026-12-14T10:00:00", 0), "2026-12-14");
	STREQ(from("2026-12-14T15:00:00", 0), "2026-12-14");
	STREQ(from("2026-12-14T15:00:01", 0), "2026-12-15");
	STREQ(from("2026-12-14T23:59:59", 1), "2026-12-17"); /* no Wednesday */
	STREQ(from("2026-12-14T10:00:00", 1), "2026-12-15");
	STREQ(from("2026-12-15", 0), "2026-12-15");
	/* Wednesday is a day of work all the same */
	STREQ(from("2026-12-15T10:00:00", 2), "2026-12-17");
	/* Saturday's own cut-off, then Sunday */
	STREQ(from("2026-12-19T12:00:00", 0), "2026-12-19");
	STREQ(from("2026-12-19T12:00:30", 0), "2026-12-21");
	/* on a closed day the hour does not matter */
	STREQ(from("2026-12-20T23:00:00", 1), "2026-12-22");
	/* over the turn of the year */
	STREQ(from("2026-12-28T15:30:00", 0), "2027-01-04");
	STREQ(from("2026-12-28T09:00:00", 1), "2027-01-04");
	STREQ(from("2026-12-28T15:30:00", 2), "2027-01-07"); /* Wed. 6th */
	STREQ(from("yesterday", 0), "refused");
	STREQ(from("2026-02-30", 0), "refused");
	STREQ(from("", 0), "refused");
	OK(shipday_from(&steps, &how, "2026-12-19T13:00:00", &w) == SN_OK);
	OK(steps.late);
	STREQ(steps.counts, "2026-12-21");
	STREQ(steps.ready, "2026-12-22");
	STREQ(steps.ship, "2026-12-22");
	how.closed = always;
	OK(shipday_from(&steps, &how, "2026-12-19", &w) == SN_CONFLICT);
	how.closed = rests;
	how.stays = always;
	OK(shipday_from(&steps, &how, "2026-12-19", &w) == SN_CONFLICT);
}

static const char *
back(const char *deliver_on, int days, const char *first, bool want_late)
{
	static char out[DATE_SIZE];
	struct shipday how = shop(0);
	bool late = !want_late;

	if (shipday_back(out, &late, &how, deliver_on, days, first, &w) !=
	    SN_OK)
		return "refused";
	OK(late == want_late);
	return out;
}

static void
backwards(void)
{
	STREQ(back("2026-12-19", 1, "2026-12-14", false), "2026-12-18");
	STREQ(back("2026-12-21", 1, "2026-12-14", false), "2026-12-19");
	STREQ(back("2026-12-17", 1, "2026-12-14", false), "2026-12-15");
	STREQ(back("2026-12-15", 1, "2026-12-14", false), "2026-12-14");
	STREQ(back("2026-12-15", 2, "2026-12-14", true), "2026-12-14");
	STREQ(back("2026-12-01", 1, "2026-12-14", true), "2026-12-14");
	/* the holidays of the year's end lie between */
	STREQ(back("2027-01-03", 1, "2026-12-28", false), "2026-12-28");
	STREQ(back("soon", 1, "2026-12-14", false), "refused");
	STREQ(back("2026-12-19", 1, "", false), "refused");
	STREQ(back("2026-12-19", -1, "2026-12-14", false), "refused");
}

static void
cutoffs(void)
{
	static const char *const bad[] = { "", "15", "25:00", "24:30",
	    "12:60", "1:00", "sat", "sat 9:00", "sut 12:00", "12:00 sat",
	    "sat12:00", "mon  99:00" };
	const char *c[7] = { NULL };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *none[7] = { NULL };

		OK(shipday_cutoff(none, bad[i]) == SN_INVALID);
	}
	OK(shipday_cutoff(c, "sun 24:00") == SN_OK);
	OK(shipday_cutoff(c, "17:30") == SN_OK);
	STREQ(c[0], "24:00");
	STREQ(c[6], "17:30");
	OK(shipday_weekday("sat") == 6);
	OK(shipday_weekday("holiday") == -1);
}

static struct leadtime *
table(const char *more)
{
	const struct blob *b = blob_find("data/leadtime.tsv");
	struct leadtime *t = leadtime_new(&arena);

	OK(leadtime_add(t, b->name, (const char *)b->data, b->len, &w) ==
	    SN_OK);
	if (leadtime_add(t, "own.tsv", more, strlen(more), &w) != SN_OK)
		return NULL;
	return t;
}

/* Days and slot, as "2 am". */
static const char *
takes(const struct leadtime *t, const char *carrier, const char *service,
    const char *origin, const char *to)
{
	static char out[64];
	const char *slot = "?";
	int days = leadtime_days(&slot, t, carrier, service, origin, to);

	snprintf(out, sizeof(out), "%d %s", days, slot);
	return out;
}

static void
shipped(void)
{
	const struct leadtime *t = table("");
	const struct leadtime_line *l;
	static const char *const far[] = { "北海道", "沖縄県" };
	size_t i;

	STREQ(takes(t, "yamato", "parcel", "東京都", "大阪府"), "1 none");
	STREQ(takes(t, NULL, NULL, "東京都", "福岡県"), "2 none");
	STREQ(takes(t, "yamato", "parcel", "愛媛県", "北海道"), "3 none");
	STREQ(takes(t, "yamato", "parcel", "東京都", "沖縄県"), "3 none");
	STREQ(takes(t, "yamato", "parcel", "北海道", "大阪府"), "2 none");
	STREQ(takes(t, "sagawa", "parcel", "北海道", "大阪府"), "3 none");
	STREQ(takes(t, "sagawa", NULL, "北海道", "千葉県"), "2 none");
	STREQ(takes(t, "yamato", NULL, "東京", "大阪府"), "-1 ?");
	STREQ(takes(t, "yamato", NULL, NULL, "大阪府"), "-1 ?");
	STREQ(takes(t, "yamato", NULL, "東京都", NULL), "-1 ?");
	OK(leadtime_knows(t, "東京都") && !leadtime_knows(t, "関東"));
	/* every prefecture is there, from and to those farthest away */
	for (i = 0; (l = leadtime_line(t, i)) != NULL; i++)
		OK(l->days >= 1 && l->days <= 4);
	for (i = 0; i < 2; i++)
		OK(leadtime_days(NULL, t, "yamato", NULL, far[i], far[i]) ==
		    1);
}

static void
own(void)
{
	const struct leadtime *t = table("# ours\r\n"
	    "region\t近所\t愛媛県 香川県\r\n\r\n"
	    "*\t*\t近所\t近所\t0\n"
	    "yamato\t*\t愛媛県\t北海道\t2\t14時-16時\n"
	    "ヤマト運輸\ttime\t愛媛県\t*\t 1 \t am\n"
	    "bike\t*\t*\t*\t60");

	OK(t != NULL);
	if (t == NULL)
		return;
	STREQ(takes(t, "sagawa", NULL, "愛媛県", "香川県"), "0 none");
	STREQ(takes(t, "yamato", "parcel", "愛媛県", "北海道"), "2 14-16");
	STREQ(takes(t, "yamato", "time", "愛媛県", "北海道"), "1 am");
	STREQ(takes(t, "sagawa", NULL, "愛媛県", "北海道"), "3 none");
	STREQ(takes(t, "bike", NULL, "愛媛県", "北海道"), "60 none");
}

static void
refused(void)
{
	static const struct { const char *text, *why; } bad[] = {
		{ "*\t*\t東京都\t大阪府", "own.tsv:1: carrier, service, from, "
		    "to, days and a slot were expected, with tabs between" },
		{ "\n*\t*\t東京都\t大坂\t1", "own.tsv:2: 大坂: no such "
		    "prefecture or region" },
		{ "*\t*\t東京都\t大阪府\t61", "own.tsv:1: 61: days from 0 to "
		    "60 were expected" },
		{ "*\t*\t東京都\t大阪府\tx", "own.tsv:1: x: days from 0 to 60 "
		    "were expected" },
		{ "*\t*\t東京都\t大阪府\t1\tsoon", "own.tsv:1: soon: a slot "
		    "was expected, such as am, 14-16 or none" },
		{ "*\t*\t東京都\t大阪府\t1\tam\tx", "own.tsv:1: more than 6 "
		    "columns" },
		{ "*\t\t東京都\t大阪府\t1", "own.tsv:1: column 2 is empty" },
		{ "region\t関東\t東京都", "own.tsv:1: 関東: is there already" },
		{ "region\t江戸\t東京", "own.tsv:1: 東京: no such prefecture" },
		{ "region\t江戸\t江戸県", "own.tsv:1: 江戸県: no such "
		    "prefecture" },
		{ "region\t江戸", "own.tsv:1: region, a name and prefectures "
		    "were expected" },
		{ "*\t*\t\xff\t大阪府\t1", "own.tsv:1: is not UTF-8" },
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		OK(table(bad[i].text) == NULL);
		STREQ(w.text, bad[i].why);
	}
	OK(leadtime_add(leadtime_new(&arena), "own.tsv", "#\0", 2, &w) ==
	    SN_USAGE);
	STREQ(w.text, "own.tsv:1: a NUL byte");
}

static void
slots(void)
{
	OK(!leadtime_too_early(NULL, "18-20"));
	OK(!leadtime_too_early("none", "18-20"));
	OK(!leadtime_too_early("am", "none"));
	OK(!leadtime_too_early("am", "am"));
	OK(leadtime_too_early("am", "14-16"));
	OK(leadtime_too_early("12-14", "14-16"));
	OK(!leadtime_too_early("14-16", "14-16"));
	OK(!leadtime_too_early("pm", "14-16"));
	OK(leadtime_too_early("pm", "18-20"));
	OK(leadtime_too_early("by-10", "am") == false);
	OK(leadtime_too_early("by-10", "12-14"));
	OK(leadtime_too_early("by-17", "18-20"));
	OK(leadtime_too_early("at-1330", "14-16"));
	OK(!leadtime_too_early("at-1400", "14-16"));
}

int
main(void)
{
	forwards();
	backwards();
	cutoffs();
	shipped();
	own();
	refused();
	slots();
	arena_free(&arena);
	return TAP_END;
}
