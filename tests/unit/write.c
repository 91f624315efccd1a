/*
 * Rows by the columns of a format: widths, breaks, characters, codes,
 * lists, and formats that are wrong.
 */

#include <stdlib.h>

#include <jansson.h>

#include "format/write.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct why w;

/* A record is a list of name and value, ended by NULL. */
static const void *
find(const char *name, struct arena *a)
{
	return strncmp(name, "v.", 2) == 0 ? arena_strdup(a, name) : NULL;
}

static void
get(struct shown *out, const void *value, const void *rec, struct arena *a)
{
	const char *const *r = rec;

	(void)a;
	*out = (struct shown){ NULL, NULL };
	for (; *r != NULL; r += 2)
		if (strcmp(*r, value) == 0)
			out->text = r[1];
	if (strcmp(value, "v.goods") == 0)
		out->tail = " ×2";
}

static const struct source source = { find, get };
static const char *noted;

/*
 * The row that columns, the members of a format, make of rec; NULL when it
 * is refused.  noted is the first note.
 */
static const char *
row(const char *members, const char *const rec[], bool replace)
{
	struct format f = { .name = "test", .kind = FORMAT_LABEL,
	    .encoding = ENC_CP932, .delimiter = ',', .newline = "" };
	struct notes notes = { .arena = &arena };
	struct str out = STR_INIT, utf8 = STR_INIT;
	const char *text = NULL;
	struct decoder *d;
	struct writer *wr = NULL;

	noted = "";
	f.json = json_loads(members, 0, NULL);
	if (f.json == NULL || decoder_open(&d, ENC_CP932, &w) != SN_OK)
		exit(1);
	if (writer_open(&wr, &f, &source, replace, &arena, &w) != SN_OK) {
		noted = arena_strdup(&arena, w.text);
	} else {
		if (writer_row(wr, &out, rec, &notes, &w) == SN_OK &&
		    decoder_text(&text, d, str_text(&out), out.len, &arena,
		    &w) != SN_OK)
			exit(1);
		if (notes.n > 0)
			noted = notes.note[0].text;
	}
	writer_close(wr);
	decoder_close(d);
	str_free(&out);
	str_free(&utf8);
	json_decref(f.json);
	return text;
}

#define REC(...) (const char *const[]){ __VA_ARGS__, NULL }

static void
widths(void)
{
	static const char full[] = "{\"columns\": [{\"header\": \"h\","
	    "\"value\": \"v.a\", \"max\": 3, \"unit\": \"full\"}]}";
	static const char cut[] = "{\"columns\": [{\"header\": \"h\","
	    "\"value\": \"v.goods\", \"max\": 4, \"unit\": \"full\","
	    "\"cut\": true}]}";

	STREQ(row(full, REC("v.a", "東京都"), false), "東京都");
	STREQ(row(full, REC("v.a", "東京ab"), false), "東京ab");
	STREQ(row(full, REC("v.a", "abcdef"), false), "abcdef");
	STREQ(row(full, REC("v.a", "ｱｲｳｴｵｶ"), false), "ｱｲｳｴｵｶ");
	OK(row(full, REC("v.a", "東京abc"), false) == NULL);
	STREQ(noted, "h: does not fit into 3 full-width characters: "
	    "東京ab|c");
	OK(row(full, REC("v.a", "東京a都"), false) == NULL);
	STREQ(noted, "h: does not fit into 3 full-width characters: "
	    "東京a|都");
	STREQ(row(cut, REC("v.goods", "みかん"), false), "みか ×2");
	STREQ(noted, "h: みか|ん ×2");
	STREQ(row(cut, REC("v.goods", "みか"), false), "みか ×2");
	STREQ(noted, "");
}

static void
breaks(void)
{
	static const char two[] = "{\"columns\": ["
	    "{\"header\": \"1\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"run\"},"
	    "{\"header\": \"2\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"run\"}]}";
	static const char ahead[] = "{\"columns\": ["
	    "{\"header\": \"1\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"run\","
	    "\"ahead\": [{\"value\": \"v.pref\", \"max\": 3}]},"
	    "{\"header\": \"2\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"run\"}]}";

	static const char placed[] = "{\"columns\": ["
	    "{\"header\": \"1\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"placed\"},"
	    "{\"header\": \"2\", \"value\": [\"v.a\", \"v.b\"], \"max\": 4,"
	    "\"unit\": \"full\", \"break\": \"placed\"}]}";

	static const char names[] = "{\"columns\": ["
	    "{\"header\": \"1\", \"value\": [\"v.goods\", \"v.b\"],"
	    "\"max\": 4, \"unit\": \"full\", \"break\": \"run\","
	    "\"cut\": true},"
	    "{\"header\": \"2\", \"value\": [\"v.goods\", \"v.b\"],"
	    "\"max\": 4, \"unit\": \"full\", \"break\": \"run\","
	    "\"cut\": true}]}";

	STREQ(row(names, REC("v.goods", "温州みかん"), false),
	    "温州みか,ん ×2");
	STREQ(noted, "");
	STREQ(row(names, REC("v.goods", "温州みかん", "v.b", "手ぬぐい"),
	    false), "温州 ×2,手ぬぐい");
	STREQ(noted, "1: 温州|みかん ×2");
	STREQ(row(placed, REC("v.b", "塔"), false), ",塔");
	STREQ(row(placed, REC("v.a", "丸の内"), false), "丸の内,");
	STREQ(row(placed, REC("v.a", "丸の内1-23-45"), false),
	    "丸の内,1-23-45");
	STREQ(row(placed, REC("v.a", "丸の内1-2", "v.b", "塔"), false),
	    "丸の内,1-2 塔");
	STREQ(row(two, REC("v.a", "丸の内"), false), "丸の内,");
	STREQ(row(two, REC("v.a", "丸の内", "v.b", "塔"), false),
	    "丸の内,塔");
	STREQ(row(two, REC("v.b", "塔"), false), "塔,");
	STREQ(row(two, REC("v.a", "丸の内1-23-45"), false),
	    "丸の内,1-23-45");
	OK(row(two, REC("v.a", "丸の内1-23-45678"), false) == NULL);
	OK(row(two, REC("v.a", "一二三四五", "v.b", "六七八九"), false) ==
	    NULL);
	STREQ(row(ahead, REC("v.pref", "東京都", "v.a", "丸の内", "v.b",
	    "塔"), false), "東京都丸の内,塔");
	STREQ(row(ahead, REC("v.pref", "東京都"), false), "東京都,");
	OK(row(ahead, REC("v.pref", "神奈川県"), false) == NULL);
	STREQ(noted, "1: does not fit into 3 full-width characters: "
	    "神奈川|県");
}

static void
characters(void)
{
	static const char jis[] = "{\"charset\": \"jis\", \"columns\": ["
	    "{\"header\": \"h\", \"value\": \"v.a\"}]}";
	static const char cp932[] = "{\"columns\": ["
	    "{\"header\": \"h\", \"value\": \"v.a\"}]}";
	static const char digits[] = "{\"columns\": [{\"header\": \"h\","
	    "\"value\": \"v.a\", \"chars\": \"digits\","
	    "\"required\": true}]}";

	STREQ(row(cp932, REC("v.a", "髙①"), false), "髙①");
	STREQ(row(jis, REC("v.a", "高～－ｱ凜"), false), "高～－ｱ凜");
	OK(row(jis, REC("v.a", "髙"), false) == NULL);
	STREQ(noted, "h: 髙 (U+9AD9) is not in JIS levels 1 and 2; "
	    "--replace prints 高");
	STREQ(row(jis, REC("v.a", "髙①㈱"), true), "高1(株)");
	STREQ(noted, "h: 髙 printed as 高");
	OK(row(cp932, REC("v.a", "𠮷"), false) == NULL);
	STREQ(noted, "h: 𠮷 (U+20BB7) is not in cp932; --replace prints 吉");
	STREQ(row(cp932, REC("v.a", "𠮷"), true), "吉");
	OK(row(cp932, REC("v.a", "😀"), true) == NULL);
	STREQ(noted, "h: 😀 (U+1F600) is not in cp932");
	STREQ(row(cp932, REC("v.a", "a\nb\tc"), false), "a b c");
	STREQ(row(digits, REC("v.a", "012"), false), "012");
	OK(row(digits, REC("v.a", "0-1"), false) == NULL);
	STREQ(noted, "h: 0-1: only digits are taken");
	OK(row(digits, REC("v.b", "1"), false) == NULL);
	STREQ(noted, "h: is empty");
}

static void
codes(void)
{
	static const char map[] = "{\"columns\": [{\"header\": \"h\","
	    "\"value\": \"v.a\", \"map\": {\"am\": \"01\", \"x/*\": \"9\","
	    "\"x/y*\": \"8\", \"off\": \"\"}}]}";
	static const char other[] = "{\"columns\": ["
	    "{\"header\": \"1\", \"value\": \"v.a\", \"map\": {},"
	    "\"else\": \"99\"},"
	    "{\"header\": \"2\", \"value\": \"v.a\", \"map\": {},"
	    "\"keep\": true},"
	    "{\"header\": \"3\", \"value\": \"v.d\","
	    "\"date\": \"YYYY/MM/DD\"},"
	    "{\"header\": \"4\", \"value\": \"v.z\", \"as\": \"zip\"},"
	    "{\"header\": \"5\", \"text\": \"3\"}]}";

	STREQ(row(map, REC("v.a", "am"), false), "01");
	STREQ(row(map, REC("v.a", "off"), false), "");
	STREQ(row(map, REC("v.b", ""), false), "");
	STREQ(row(map, REC("v.a", "x/a"), false), "9");
	STREQ(row(map, REC("v.a", "x/yz"), false), "8");
	OK(row(map, REC("v.a", "pm"), false) == NULL);
	STREQ(noted, "h: pm is not offered");
	STREQ(row(other, REC("v.a", "q", "v.d", "2026-01-02", "v.z",
	    "1000005"), false), "99,q,2026/01/02,100-0005,3");
}

static void
lists(void)
{
	static const char seals[] = "{\"lists\": {\"seal\": ["
	    "{\"value\": \"v.a\"}, {\"value\": \"v.b\", \"optional\": true},"
	    "{\"value\": \"v.c\"}]}, \"columns\": ["
	    "{\"header\": \"1\", \"list\": \"seal\"},"
	    "{\"header\": \"2\", \"list\": \"seal\"}]}";

	STREQ(row(seals, REC("v.c", "3"), false), "3,");
	STREQ(row(seals, REC("v.a", "1", "v.b", "2"), false), "1,2");
	STREQ(row(seals, REC("v.a", "1", "v.b", "2", "v.c", "3"), false),
	    "1,3");
	STREQ(noted, "1: no room for 2");
}

static const char *
wrong(const char *members)
{
	return row(members, REC("v.a", "1"), false) == NULL ? noted : "taken";
}

static void
mistakes(void)
{
	STREQ(wrong("{}"), "test: columns: a list of objects is expected");
	STREQ(wrong("{\"columns\": [1]}"),
	    "test: columns[0]: an object is expected");
	STREQ(wrong("{\"columns\": [{\"header\": \"h\", \"value\": \"x\"}]}"),
	    "test: columns[0].value: there is no value x");
	STREQ(wrong("{\"columns\": [{\"header\": \"h\", \"max\": 0}]}"),
	    "test: columns[0].max: a number from 1 is expected");
	STREQ(wrong("{\"columns\": [{\"header\": \"h\", \"list\": \"l\"}]}"),
	    "test: columns[0].list: there is no list l");
	STREQ(wrong("{\"columns\": [{\"header\": \"h\","
	    "\"value\": [\"v.a\", \"v.b\"]}]}"),
	    "test: columns[0].value: several are for columns that break");
	STREQ(wrong("{\"columns\": [{\"header\": \"h\","
	    "\"value\": \"v.a\", \"break\": \"run\"}]}"),
	    "test: columns[0].max: missing");
}

int
main(void)
{
	widths();
	breaks();
	characters();
	codes();
	lists();
	mistakes();
	arena_free(&arena);
	return TAP_END;
}
