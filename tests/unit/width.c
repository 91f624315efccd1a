#include <stdlib.h>

#include "text/width.h"
#include "tap.h"

/* The parts joined by |, and the rest after ! if there is one. */
static const char *
parts(enum unit u, const char *s, size_t a, size_t b, size_t c)
{
	static char buf[512];
	const size_t max[] = { a, b, c };
	struct str out[3] = { STR_INIT, STR_INIT, STR_INIT };
	const char *rest = width_break(out, max, 3, u, s);

	snprintf(buf, sizeof(buf), "%s|%s|%s%s%s", str_text(&out[0]),
	    str_text(&out[1]), str_text(&out[2]), *rest == '\0' ? "" : "!",
	    rest);
	str_free(&out[0]);
	str_free(&out[1]);
	str_free(&out[2]);
	return buf;
}

static const char *
padded(const char *s, int cols, enum align align)
{
	static char buf[128];
	struct str out = STR_INIT;

	width_pad(&out, s, cols, align);
	snprintf(buf, sizeof(buf), "%s", str_text(&out));
	str_free(&out);
	return buf;
}

static void
terminal(void)
{
	OK(width_terminal("aｱ漢カＡ") == 8);
	OK(width_terminal("か\xe3\x82\x99") == 2);
	OK(width_terminal("①※—é") == 4);
	OK(width_terminal("😀𠮷") == 4);
	OK(width_terminal("葛\xf3\xa0\x84\x80") == 2);
	STREQ(padded("山田", 6, ALIGN_LEFT), "山田  ");
	STREQ(padded("12", 4, ALIGN_RIGHT), "  12");
	STREQ(padded("山田太郎", 6, ALIGN_LEFT), "山田… ");
	STREQ(padded("山田太郎", 7, ALIGN_LEFT), "山田太…");
	STREQ(padded("abcdef", 4, ALIGN_LEFT), "abc…");
	STREQ(padded("山田太郎", 1, ALIGN_LEFT), "…");
	STREQ(padded("山田", 0, ALIGN_LEFT), "");
}

static void
carrier(void)
{
	OK(width_units("aｱ漢①", UNIT_FULL) == 6);
	OK(width_units("aｱ漢①", UNIT_BYTES) == 6);
	OK(width_units("aｱ漢①", UNIT_CHARS) == 4);
	OK(width_limit(16, UNIT_FULL) == 32);
	OK(width_limit(16, UNIT_HALF) == 16);

	STREQ(parts(UNIT_FULL, "丸の内1-2-3 表参道ビル", 16, 16, 16),
	    "丸の内1-2-3 表参道ビル||");
	STREQ(parts(UNIT_FULL, "丸の内1-2-3 表参道ビル", 8, 8, 8),
	    "丸の内1-2-3|表参道ビル|");
	STREQ(parts(UNIT_FULL, "東京都千代田区丸の内", 8, 8, 8),
	    "東京都千代田区|丸の内|");
	STREQ(parts(UNIT_CHARS, "1-2-3456", 4, 4, 4), "||!1-2-3456");
	STREQ(parts(UNIT_CHARS, "中央１－２－３", 4, 8, 4),
	    "中央|１－２－３|");
	STREQ(parts(UNIT_CHARS, "中央12番地", 3, 8, 4), "中央|12番地|");
	STREQ(parts(UNIT_CHARS, "グランドハイツ青山", 8, 8, 8),
	    "グランドハイツ|青山|");
	STREQ(parts(UNIT_HALF, "ﾊﾞﾊﾞﾊﾞ", 3, 3, 3), "ﾊﾞ|ﾊﾞ|ﾊﾞ");
	STREQ(parts(UNIT_CHARS, "あいうえおかきくけこ", 3, 3, 3),
	    "あいう|えおか|きくけ!こ");
	STREQ(parts(UNIT_CHARS, "ab  cd", 2, 2, 2), "ab|cd|");
	STREQ(parts(UNIT_CHARS, "　ab　", 2, 2, 2), "ab||");
	STREQ(parts(UNIT_CHARS, "", 2, 2, 2), "||");
	STREQ(parts(UNIT_FULL, "漢字", 0, 1, 9), "|漢|字");
}

int
main(void)
{
	terminal();
	carrier();
	return TAP_END;
}
