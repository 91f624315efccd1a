#include "text/remarks.h"
#include "tap.h"

static struct arena a = ARENA_INIT;

/* status date slot {rest}, for example "ok 2026-08-08 am {x}". */
static const char *
wish(const char *remarks)
{
	static const char *const names[] = { "ok", "some", "none", "bad" };
	const char *slot, *rest, *norm = "";
	char date[DATE_SIZE];
	enum status st;

	st = remarks_wish(remarks, date, &slot, &rest, &a);
	if (slot != NULL && slot_parse(&norm, slot, &a) != SN_OK)
		norm = "?";
	return arena_printf(&a, "%s %s %s {%s}", names[st], date, norm,
	    rest);
}

static const char *
slot(const char *s)
{
	const char *out;
	enum status st = slot_parse(&out, s, &a);

	return st == SN_INVALID ? "bad" : out;
}

static void
wishes(void)
{
	STREQ(wish("[配送日時指定:]\n2026-08-08(土)\n午前中\n[備考:]\n急ぎ"),
	    "ok 2026-08-08 am {[備考:]\n急ぎ}");
	STREQ(wish("[配送日時指定:]\r\n2026-08-08(土)\r\n18：00〜20：00\r\n"),
	    "ok 2026-08-08 18-20 {}");
	STREQ(wish("[配送日時指定:]\n2026-08-08(土) 14:00-16:00\n[備考欄:]\n"),
	    "ok 2026-08-08 14-16 {[備考欄:]\n}");
	STREQ(wish("[配送日時指定:]\n\n\n[備考:]\nx"),
	    "none   {[備考:]\nx}");
	STREQ(wish("[配送日時指定:]"), "none   {}");
	STREQ(wish("［配送日時指定：］２０２６－０８－０８（土）"),
	    "ok 2026-08-08  {}");
	STREQ(wish("[配送日時指定:]\n～12:00\n"), "ok  am {}");
	STREQ(wish("[配送日時指定:]\n2026-08-08(土)\n玄関前に\n"),
	    "some 2026-08-08  {玄関前に\n}");
	STREQ(wish("[配送日時指定:]\nいつでも早く\n[備考:]\n"),
	    "bad   {いつでも早く\n[備考:]\n}");
	STREQ(wish("[のし:]\n内祝\n[配送日時指定:]\n2026-08-08(土)\n"
	    "[ご意見:]\n2026-09-09(水)"),
	    "ok 2026-08-08  {[のし:]\n内祝\n[ご意見:]\n2026-09-09(水)}");
	STREQ(wish("[配送日指定]\n2026-08-08\n[配送時間帯指定]\n午前中"),
	    "ok 2026-08-08 am {}");
	STREQ(wish("[配送日時指定:]\n2026-02-30(月)\n"),
	    "bad   {2026-02-30(月)\n}");
	STREQ(wish("2026-08-08に配達希望"), "none   {2026-08-08に配達希望}");
	STREQ(wish(""), "none   {}");
}

int
main(void)
{
	static const char *const of[][2] = {
		{ "午前中", "am" }, { "AM", "am" }, { "0812", "am" },
		{ "8:00-12:00", "am" }, { "９時～１２時", "am" },
		{ "午前中（８時～１２時）", "am" }, { "～12:00", "am" },
		{ "～14:00", "12-14" }, { "1416", "14-16" },
		{ "14:00-16:00", "14-16" }, { "14:00～16:00", "14-16" },
		{ "14：00〜16：00", "14-16" }, { "14時～16時", "14-16" },
		{ "14時-16時", "14-16" }, { "14-16", "14-16" },
		{ "14時から16時まで", "14-16" }, { "2021", "20-21" },
		{ "午後2時～4時", "14-16" }, { "午後", "pm" }, { "PM", "pm" },
		{ "指定なし", "none" }, { "設定なし", "none" },
		{ "なし", "none" }, { "", "none" }, { "none", "none" },
		{ "0010", "by-10" }, { "午前10時まで", "by-10" },
		{ "17時まで", "by-17" }, { "午後5時迄", "by-17" },
		{ "by-17", "by-17" }, { "14:30", "at-1430" },
		{ "at-0930", "at-0930" }, { "10時30分", "at-1030" },
		{ "16:00-14:00", "bad" }, { "1", "bad" }, { "14", "bad" },
		{ "2026", "bad" }, { "14:30-16:30", "bad" },
		{ "お届け前要電話連絡", "bad" }, { "～13:00", "bad" },
		{ "18:00～", "bad" }, { "2026-08-08", "bad" },
		{ "25:00-26:00", "bad" }, { "12:5", "bad" }
	};
	size_t i;

	wishes();
	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		STREQ(slot(of[i][0]), of[i][1]);
	arena_free(&a);
	return TAP_END;
}
