/*
 * National holidays: what the law makes of each day, against days that
 * everybody knows, against the Cabinet Office's list where one is named in
 * $SN_HOLIDAYS, and the reader of that list.
 */

#include <stdlib.h>

#include "base/file.h"
#include "text/holiday.h"
#include "text/holidayfile.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct why w;

static const struct { const char *day, *name; } known[] = {
	{ "1948-07-19", NULL }, { "1948-09-23", "秋分の日" },
	{ "1948-11-03", "文化の日" }, { "1949-01-01", "元日" },
	{ "1955-03-21", "春分の日" }, { "1959-04-10", "結婚の儀" },
	{ "1960-03-20", "春分の日" }, { "1966-02-11", NULL },
	{ "1967-02-11", "建国記念の日" }, { "1966-10-10", "体育の日" },
	/* the first substitute: 29 April 1973 was a Sunday */
	{ "1973-02-12", NULL }, { "1973-04-30", "休日" },
	{ "1979-09-24", "秋分の日" }, { "1985-05-04", NULL },
	{ "1986-05-04", NULL },		/* a Sunday */
	{ "1988-05-04", "休日" },	/* the first between two holidays */
	{ "1988-04-29", "天皇誕生日" }, { "1989-04-29", "みどりの日" },
	{ "1989-02-24", "大喪の礼" }, { "1989-12-23", "天皇誕生日" },
	{ "1988-12-23", NULL }, { "1990-11-12", "即位礼正殿の儀" },
	{ "1993-06-09", "結婚の儀" }, { "1999-01-15", "成人の日" },
	{ "2000-01-10", "成人の日" }, { "2000-01-15", NULL },
	{ "2002-07-20", "海の日" }, { "2003-07-21", "海の日" },
	{ "2002-09-15", "敬老の日" }, { "2003-09-15", "敬老の日" },
	{ "2004-09-20", "敬老の日" }, { "2006-04-29", "みどりの日" },
	{ "2007-04-29", "昭和の日" }, { "2007-05-04", "みどりの日" },
	/* a substitute moves past the next holiday since 2007 */
	{ "2008-05-06", "休日" }, { "2009-05-06", "休日" },
	{ "2009-09-22", "休日" }, { "2015-09-22", "休日" },
	{ "2015-05-06", "休日" }, { "2015-08-11", NULL },
	{ "2016-08-11", "山の日" }, { "2018-12-24", "休日" },
	{ "2019-02-23", NULL }, { "2019-12-23", NULL },
	{ "2019-04-30", "休日" }, { "2019-05-01", "休日（祝日扱い）" },
	{ "2019-05-02", "休日" }, { "2019-05-06", "休日" },
	{ "2019-10-22", "休日（祝日扱い）" }, { "2019-11-04", "休日" },
	{ "2020-02-24", "休日" }, { "2020-07-20", NULL },
	{ "2020-07-23", "海の日" }, { "2020-07-24", "スポーツの日" },
	{ "2020-08-10", "山の日" }, { "2020-08-11", NULL },
	{ "2020-10-12", NULL }, { "2021-07-22", "海の日" },
	{ "2021-07-23", "スポーツの日" }, { "2021-08-08", "山の日" },
	{ "2021-08-09", "休日" }, { "2021-10-11", NULL },
	{ "2022-10-10", "スポーツの日" }, { "2026-09-21", "敬老の日" },
	{ "2026-09-22", "休日" }, { "2026-09-23", "秋分の日" },
	{ "2027-03-21", "春分の日" }, { "2027-03-22", "休日" },
	{ "2026-12-24", NULL }, { "2099-01-01", "元日" },
	{ "2100-01-01", NULL }, { "2026-02-30", NULL }, { "", NULL },
};

static void
days(void)
{
	const char *name;
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		name = holiday_name(known[i].day);
		tap_ok(name == NULL ? known[i].name == NULL :
		    known[i].name != NULL && strcmp(name, known[i].name) == 0,
		    known[i].day, __FILE__, __LINE__);
		if (name != NULL)
			OK(holiday_english(name) != name);
	}
	STREQ(holiday_english("海の日"), "Marine Day");
	STREQ(holiday_english("創立記念日"), "創立記念日");
}

/* Every day from the first of the list to its last. */
static void
published(const char *path)
{
	struct str bytes = STR_INIT;
	struct holiday *h;
	char day[DATE_SIZE];
	const char *name, *want;
	size_t i = 0, n, wrong = 0, all = 0;

	OK(file_read(&bytes, path, 1 << 20, &w) == SN_OK);
	OK(holidays_read(&h, &n, str_text(&bytes), bytes.len, path, &arena,
	    &w) == SN_OK);
	snprintf(day, sizeof(day), "%.4s-01-01", h[0].day);
	while (i < n || strcmp(day + 4, "-12-31") != 0) {
		name = holiday_name(day);
		want = i < n && strcmp(h[i].day, day) == 0 ? h[i++].name :
		    NULL;
		if (name == NULL ? want != NULL : want == NULL ||
		    strcmp(name, want) != 0) {
			printf("# %s: %s, published %s\n", day,
			    name != NULL ? name : "-", want != NULL ? want :
			    "-");
			wrong++;
		}
		all++;
		if (date_add(day, day, 1) != SN_OK)
			break;
	}
	printf("# %zu days, %zu holidays\n", all, n);
	OK(wrong == 0);
	str_free(&bytes);
}

/* Nine days of a year, and what more is given. */
static enum status
reads(struct holiday **h, size_t *n, const char *head, const char *more)
{
	struct str s = STR_INIT;
	enum status st;
	int i;

	str_puts(&s, head);
	for (i = 1; i <= 9; i++)
		str_addf(&s, "2030/%d/1,祝日%d\r\n", i, i);
	str_puts(&s, more);
	st = holidays_read(h, n, str_text(&s), s.len, "h.csv", &arena, &w);
	str_free(&s);
	return st;
}

static void
files(void)
{
	static const char head[] = "国民の祝日・休日月日,国民の祝日・休日名称\n";
	struct holiday *h = NULL;
	size_t n = 0;

	OK(reads(&h, &n, head, "2030/10/14,スポーツの日 \n") == SN_OK);
	OK(n == 10);
	STREQ(h[9].day, "2030-10-14");
	STREQ(h[9].name, "スポーツの日");
	OK(reads(&h, &n, "\xef\xbb\xbf", "") == SN_OK && n == 9);
	OK(reads(&h, &n, head, "2030/2/30,x\n") == SN_USAGE);
	STREQ(w.text, "h.csv:11: 2030/2/30: not a date");
	OK(reads(&h, &n, head, "2030/9/1,x\n") == SN_USAGE);
	STREQ(w.text, "h.csv: 2030-09-01 is there twice");
	OK(reads(&h, &n, head, "2031/1/1,元日\n") == SN_USAGE);
	STREQ(w.text, "h.csv: only 1 holidays in 2031: the list is not whole");
	OK(reads(&h, &n, head, "2030/12/1\n") == SN_USAGE);
	STREQ(w.text, "h.csv:11: a day and the name of a holiday were "
	    "expected");
	OK(reads(&h, &n, head, "2030/12/1, \n") == SN_USAGE);
	OK(reads(&h, &n, head, "2030/12/1,\"x\n") == SN_USAGE);
	OK(reads(&h, &n, head, "2030/12/1,\xff\xff\n") == SN_USAGE);
	OK(holidays_read(&h, &n, "", 0, "h.csv", &arena, &w) == SN_USAGE);
	STREQ(w.text, "h.csv: no holidays in it");
}

int
main(void)
{
	const char *path = getenv("SN_HOLIDAYS");

	days();
	files();
	if (path != NULL && *path != '\0')
		published(path);
	else
		printf("# no published list: SN_HOLIDAYS is not set\n");
	arena_free(&arena);
	return TAP_END;
}
