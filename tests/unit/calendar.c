/*
 * The calendar of a store: sn.conf, the table holiday and leadtime.tsv
 * together, as SQL has them.
 */

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/calendar.h"
#include "store/function.h"
#include "store/query.h"
#include "tap.h"

static char dir[] = "/tmp/calendar.XXXXXX";
static struct arena arena = ARENA_INIT;
static struct store *s;
static struct why w;

static const char settings[] =
    "closed = { sun, holiday, 2026-12-31 }\n"
    "open = { 2026-11-23 }\n"
    "cutoff = { '15:00', 'sat 12:00' }\n"
    "lead_days = 1\n"
    "company { pref = 愛媛県 }\n"
    "shop a { mall = own sender { pref = 大阪府 } }\n"
    "route 基本 { }\n"
    "route 毎日 { closed = { } cutoff = '24:00' lead_days = 0 }\n"
    "carrier yamato { }\n"
    "carrier sagawa { closed = { wed } cutoff = { '13:00' } lead_days = 2\n"
    " open = { 2026-12-23 } }\n";

static const char *
file(const char *name, const char *text)
{
	const char *path = arena_printf(&arena, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
		exit(1);
	return path;
}

static void
begin(void)
{
	static const struct op op = { "test", "[]", NULL, NULL };

	if (store_begin(s, &op, &w) != SN_OK)
		exit(1);
}

/* What an expression is, "NULL", or how it failed. */
static const char *
sql(const char *x)
{
	const char *out = NULL;
	struct query q;

	query_once(&q, s, arena_printf(&arena, "SELECT %s", x));
	if (query_row(&q))
		out = query_col(&q, 0, &arena);
	if (query_end(&q, "test", &w) != SN_OK)
		return w.text;
	return out != NULL ? out : "NULL";
}

static void
ships(void)
{
	static const struct { const char *args, *ship; } cases[] = {
		/* Monday 14 December 2026; by route, carrier, call */
		{ "'2026-12-14T10:00:00', '基本', 'yamato', NULL, NULL",
		    "2026-12-15" },
		{ "'2026-12-14T15:00:01', '基本', 'yamato', NULL, NULL",
		    "2026-12-16" },
		{ "'2026-12-14T10:00:00', NULL, NULL, NULL, NULL",
		    "2026-12-15" },
		{ "'2026-12-14T10:00:00', '基本', 'yamato', 0, NULL",
		    "2026-12-14" },
		{ "'2026-12-14T10:00:00', '基本', 'yamato', 0, '09:00'",
		    "2026-12-15" },
		{ "'2026-12-20T23:00:00', '毎日', NULL, NULL, NULL",
		    "2026-12-20" },
		/* a carrier adds days, an earlier cut-off, closed days */
		{ "'2026-12-14T12:00:00', '毎日', 'sagawa', NULL, NULL",
		    "2026-12-17" },
		{ "'2026-12-21T12:00:00', '毎日', 'sagawa', NULL, NULL",
		    "2026-12-23" },
		{ "'2026-12-14T13:30:00', '毎日', 'sagawa', 0, NULL",
		    "2026-12-15" },
		{ "'2026-12-14T14:00:00', '基本', 'sagawa', 0, NULL",
		    "2026-12-15" },
		/* the shop opens on a holiday, and not on the next */
		{ "'2026-11-23T10:00:00', '基本', NULL, 0, NULL",
		    "2026-11-23" },
		{ "'2026-11-03T10:00:00', '基本', NULL, 0, NULL",
		    "2026-11-04" },
		{ "'2026-12-31T10:00:00', '基本', NULL, 0, NULL",
		    "2027-01-02" },
		{ "'2026-12-14', '基本', NULL, NULL, NULL", "2026-12-15" },
		{ "NULL, '基本', NULL, NULL, NULL", "NULL" },
		{ "'soon', '基本', NULL, NULL, NULL", "NULL" },
		{ "'1999-12-31T10:00:00', '基本', NULL, 1, NULL",
		    "2000-01-03" },
		{ "'2026-12-14', '基本', NULL, NULL, 'noon'", "test: noon" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		STREQ(sql(arena_printf(&arena, "sn_ship_on(%s)",
		    cases[i].args)), cases[i].ship);
}

static void
others(void)
{
	STREQ(sql("sn_ship_back('2026-12-21', '基本', 'yamato', NULL,"
	    " '愛媛県', '東京都', '2026-12-14')"), "2026-12-19");
	STREQ(sql("sn_ship_back('2026-12-15', '基本', 'yamato', NULL,"
	    " '愛媛県', '北海道', '2026-12-14')"), "2026-12-14");
	STREQ(sql("sn_ship_back('2026-12-21', '基本', 'yamato', NULL,"
	    " NULL, '東京都', '2026-12-14')"), "NULL");
	STREQ(sql("sn_closed('2026-12-20', '基本', 'yamato')"), "1");
	STREQ(sql("sn_closed('2026-12-20', '毎日', 'yamato')"), "0");
	STREQ(sql("sn_closed('2026-12-16', '毎日', 'sagawa')"), "1");
	STREQ(sql("sn_closed(NULL, '毎日', 'sagawa')"), "NULL");
	STREQ(sql("sn_closed('soon', '毎日', 'sagawa')"), "NULL");
	STREQ(sql("sn_lead('yamato', 'parcel', '愛媛県', '東京都')"), "1");
	STREQ(sql("sn_lead('yamato', NULL, '愛媛県', '江戸')"), "NULL");
	STREQ(sql("sn_lead_slot('yamato', NULL, '愛媛県', '東京都')"),
	    "14-16");
	STREQ(sql("sn_too_early('am', '14-16')"), "1");
	STREQ(sql("sn_too_early(NULL, '14-16')"), "NULL");
	STREQ(sql("sn_from_pref('a')"), "大阪府");
	STREQ(sql("sn_from_pref('b')"), "愛媛県");
	STREQ(sql("sn_from_pref(NULL)"), "NULL");
	STREQ(sql("sn_day('2026-12-31', 1)"), "2027-01-01");
	STREQ(sql("sn_day('2027-01-01', -1)"), "2026-12-31");
	STREQ(sql("sn_day('2027-01-01', NULL)"), "NULL");
	STREQ(sql("sn_day('soon', 1)"), "NULL");
}

/* The table has 2026, whole; other years are the law's. */
static void
tabled(void)
{
	struct holiday day[] = { { "2026-01-01", "元日" },
	    { "2026-12-16", "休日" } }, *kept;
	size_t n;

	STREQ(store_holiday(s, "2026-01-12"), "成人の日");
	begin();
	OK(store_holiday_put(s, day, 2, &w) == SN_OK);
	OK(store_commit(s, &w) == SN_OK);
	OK(store_holiday_list(&kept, &n, s, &arena, &w) == SN_OK && n == 2);
	OK(store_calendar_ready(s, &w) == SN_OK);
	OK(store_holiday(s, "2026-01-12") == NULL);
	STREQ(store_holiday(s, "2026-12-16"), "休日");
	STREQ(store_holiday(s, "2027-01-11"), "成人の日");
	STREQ(store_holiday(s, "2025-01-13"), "成人の日");
	STREQ(sql("sn_closed('2026-12-16', '基本', NULL)"), "1");
	STREQ(sql("sn_closed('2026-01-12', '基本', NULL)"), "0");
}

/* 100,000 calls of each, and the seconds that they take. */
static void
speed(void)
{
	static const char many[] =
	    "count(%s) FROM (WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < 99999) SELECT printf("
	    "'2026-12-%%02dT%%02d:%%02d:00', 1 + i %% 28, i %% 24, i %% 60) t,"
	    " CASE i %% 2 WHEN 0 THEN 'yamato' ELSE 'sagawa' END c FROM n)";
	static const char *const calls[] = { "t || c",
	    "sn_ship_on(t, '基本', c, NULL, NULL)",
	    "sn_ship_back(substr(t, 1, 10), '基本', c, 'parcel', '愛媛県',"
	    " '北海道', '2026-12-01')", "sn_closed(substr(t, 1, 10), '基本', c)",
	    "sn_lead(c, 'parcel', '沖縄県', '東京都')" };
	struct str x = STR_INIT;
	clock_t start;
	const char *p;
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		str_reset(&x);
		for (p = many; *p != '\0'; p++)
			if (strncmp(p, "%s", 2) == 0) {
				str_puts(&x, calls[i]);
				p++;
			} else {
				str_putc(&x, *p);
				p += *p == '%';
			}
		start = clock();
		STREQ(sql(str_text(&x)), "100000");
		printf("# %.3f s: %s\n", (double)(clock() - start) /
		    CLOCKS_PER_SEC, calls[i]);
	}
	str_free(&x);
}

int
main(void)
{
	const char *path;
	struct conf *c;

	if (mkdtemp(dir) == NULL)
		return 1;
	path = arena_printf(&arena, "%s/store.db", dir);
	if (conf_read(&c, file("sn.conf", settings), &arena, &w) != SN_OK ||
	    store_open(&s, path, STORE_CREATE, &w) != SN_OK ||
	    functions_on(s, &w) != SN_OK) {
		printf("Bail out! %s\n", w.text);
		return 1;
	}
	/* without a configuration every day is open */
	STREQ(sql("sn_ship_on('2026-12-31T23:00:00', '基本', 'yamato', NULL,"
	    " NULL)"), "2026-12-31");
	STREQ(sql("sn_from_pref('a')"), "NULL");
	store_close(s);
	if (store_open(&s, path, STORE_WRITE, &w) != SN_OK ||
	    functions_on(s, &w) != SN_OK)
		return 1;
	store_use(s, c, dir);
	file("leadtime.tsv", "yamato\t*\t愛媛県\t江戸\t1\n");
	STREQ(sql("sn_lead('yamato', NULL, '愛媛県', '東京都')"),
	    arena_printf(&arena, "test: %s/leadtime.tsv:1: 江戸: no such "
	    "prefecture or region", dir));
	OK(store_calendar_ready(s, &w) == SN_USAGE);
	file("leadtime.tsv", "yamato\t*\t愛媛県\t東京都\t1\t14-16\n");
	OK(store_calendar_ready(s, &w) == SN_OK);
	ships();
	others();
	tabled();
	speed();
	store_close(s);
	(void)remove(path);
	(void)remove(file("leadtime.tsv", ""));
	(void)remove(file("sn.conf", ""));
	(void)remove(arena_printf(&arena, "%s-wal", path));
	(void)remove(arena_printf(&arena, "%s-shm", path));
	rmdir(dir);
	arena_free(&arena);
	return TAP_END;
}
