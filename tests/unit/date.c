#include "text/date.h"
#include "tap.h"

static const char *
date(const char *s)
{
	static char out[DATE_SIZE];

	switch (date_parse(out, s)) {
	case SN_OK:
		return out;
	case SN_NOTFOUND:
		return "blank";
	default:
		return "bad";
	}
}

static const char *
at(const char *s)
{
	static struct stamp t;

	return time_parse(&t, s) == SN_OK ? t.text : "bad";
}

static const char *
relative(const char *expr)
{
	static char out[DATE_SIZE];

	return date_relative(out, expr, "2026-01-31") == SN_OK ? out : "bad";
}

static const char *
formatted(const char *iso, const char *pattern)
{
	static char buf[64];
	struct str out = STR_INIT;

	if (date_format(&out, iso, pattern) != SN_OK)
		str_puts(&out, "bad");
	snprintf(buf, sizeof(buf), "%s", str_text(&out));
	str_free(&out);
	return buf;
}

static void
dates(void)
{
	static const char *const good[] = {
		"2026-11-22", "2026/11/22", "2026.11.22", "20261122",
		"2026年11月22日", "２０２６／１１／２２", "令和8年11月22日",
		"令和８年１１月２２日（日）", "R8.11.22", "R8/11/22",
		"2026-11-22(日)", "2026年11月22日(日曜日)",
		" 2026-11-22 09:00:00", "2026-11-21T15:00:00Z",
		"2026-11-22T08:59:59+09:00", "20261122093000",
		"'2026/11/22", "2026/11/22 9:00", "2026-11-22 午前9時"
	};
	static const char *const bad[] = {
		"2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31",
		"22/11/2026", "11/22/2026", "46348", "2026-11", "11/22",
		"2026-11/22", "2026-11-22x", "2026-11-22 25:00", "20261",
		"4.43E+11", "--- 同上 ---", "2026-11-22(土", "2026年11月",
		"202611221", "令和0年1月1日", "2026/11/222", "1899-12-31",
		"2026-11-22 10:00 +9", "2026-"
	};
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		STREQ(date(good[i]), "2026-11-22");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		STREQ(date(bad[i]), "bad");
	STREQ(date("2026/8/1"), "2026-08-01");
	STREQ(date("令和元年5月1日"), "2019-05-01");
	STREQ(date("H31.4.30"), "2019-04-30");
	STREQ(date("2024-02-29"), "2024-02-29");
	STREQ(date(" 　"), "blank");
	STREQ(date(""), "blank");
}

static void
times(void)
{
	STREQ(at("2026/11/22"), "2026-11-22T00:00:00");
	STREQ(at("2026-11-22 09:00:00 +0900"), "2026-11-22T09:00:00");
	STREQ(at("2026-11-22T23:30:00-05:00"), "2026-11-23T13:30:00");
	STREQ(at("2026-12-31T15:00:00.000Z"), "2027-01-01T00:00:00");
	STREQ(at("2026-03-01T00:30:00+14:00"), "2026-02-28T19:30:00");
	STREQ(at("2022/8/10 093005"), "2022-08-10T09:30:05");
	STREQ(at("2026年11月22日 午後2時30分"), "2026-11-22T14:30:00");
	STREQ(at("2026/11/22 12:05 AM"), "2026-11-22T00:05:00");
	STREQ(at("2026-11-22 24:00"), "bad");
	STREQ(at("2026-11-22 9:60"), "bad");
}

static void
sums(void)
{
	char out[DATE_SIZE];
	struct stamp t;

	OK(time_add(&t, "2026-12-31T23:59:59", 1) == SN_OK);
	STREQ(t.text, "2027-01-01T00:00:00");
	OK(time_add(&t, "2026-11-25T09:00:00", -32401) == SN_OK);
	STREQ(t.text, "2026-11-24T23:59:59");
	OK(time_add(&t, "2026-11-25T09:00:00", 86400 * 2 + 61) == SN_OK);
	STREQ(t.text, "2026-11-27T09:01:01");
	OK(time_add(&t, "2026-11-25", 1) == SN_INVALID);
	OK(time_add(&t, "2199-12-31T23:59:59", 1) == SN_INVALID);
	OK(date_add(out, "2026-12-31", 1) == SN_OK);
	STREQ(out, "2027-01-01");
	OK(date_add(out, "2024-03-01", -1) == SN_OK);
	STREQ(out, "2024-02-29");
	OK(date_add(out, "2026-1-1", 1) == SN_INVALID);
	OK(date_add(out, "2199-12-31", 1) == SN_INVALID);
	OK(date_add(out, "2026-01-01", -2147483647) == SN_INVALID);
	OK(date_add_months(out, "2026-01-31", 1) == SN_OK);
	STREQ(out, "2026-02-28");
	OK(date_add_months(out, "2024-03-31", -1) == SN_OK);
	STREQ(out, "2024-02-29");
	OK(date_diff("2026-02-28", "2026-03-01") == 1);
	OK(date_diff("2027-01-01", "2026-01-01") == -365);
	OK(date_diff("x", "2026-01-01") == 0);
	OK(date_weekday("2026-11-22") == 0 && date_weekday("2026-08-08") == 6);
	OK(date_weekday("2000-02-29") == 2 && date_weekday("") == -1);
	STREQ(relative("today"), "2026-01-31");
	STREQ(relative("昨日"), "2026-01-30");
	STREQ(relative("tomorrow"), "2026-02-01");
	STREQ(relative("+2d"), "2026-02-02");
	STREQ(relative("-1w"), "2026-01-24");
	STREQ(relative("+1m"), "2026-02-28");
	STREQ(relative("-1y"), "2025-01-31");
	STREQ(relative("2026/8/1"), "2026-08-01");
	STREQ(relative("+d"), "bad");
	STREQ(relative("+2x"), "bad");
	STREQ(relative("+99999999999999999999d"), "bad");
	STREQ(formatted("2026-08-01", "YYYY/MM/DD"), "2026/08/01");
	STREQ(formatted("2026-08-01T09:05:00", "YYYYMMDD HH:mm:SS"),
	    "20260801 09:05:00");
	STREQ(formatted("2026-08-01", "M月D日"), "8月1日");
	STREQ(formatted("2026/08/01", "M"), "bad");
}

int
main(void)
{
	dates();
	times();
	sums();
	return TAP_END;
}
