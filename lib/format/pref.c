#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "format/pref.h"

enum { PREFS = 47, CHARACTER = 3 };	/* bytes of a kanji */

/* By their JIS numbers, from 1. */
static const char *const prefs[PREFS][2] = {
	{ "北海道", "Hokkaido" }, { "青森県", "Aomori" },
	{ "岩手県", "Iwate" }, { "宮城県", "Miyagi" },
	{ "秋田県", "Akita" }, { "山形県", "Yamagata" },
	{ "福島県", "Fukushima" }, { "茨城県", "Ibaraki" },
	{ "栃木県", "Tochigi" }, { "群馬県", "Gunma" },
	{ "埼玉県", "Saitama" }, { "千葉県", "Chiba" },
	{ "東京都", "Tokyo" }, { "神奈川県", "Kanagawa" },
	{ "新潟県", "Niigata" }, { "富山県", "Toyama" },
	{ "石川県", "Ishikawa" }, { "福井県", "Fukui" },
	{ "山梨県", "Yamanashi" }, { "長野県", "Nagano" },
	{ "岐阜県", "Gifu" }, { "静岡県", "Shizuoka" },
	{ "愛知県", "Aichi" }, { "三重県", "Mie" },
	{ "滋賀県", "Shiga" }, { "京都府", "Kyoto" },
	{ "大阪府", "Osaka" }, { "兵庫県", "Hyogo" },
	{ "奈良県", "Nara" }, { "和歌山県", "Wakayama" },
	{ "鳥取県", "Tottori" }, { "島根県", "Shimane" },
	{ "岡山県", "Okayama" }, { "広島県", "Hiroshima" },
	{ "山口県", "Yamaguchi" }, { "徳島県", "Tokushima" },
	{ "香川県", "Kagawa" }, { "愛媛県", "Ehime" },
	{ "高知県", "Kochi" }, { "福岡県", "Fukuoka" },
	{ "佐賀県", "Saga" }, { "長崎県", "Nagasaki" },
	{ "熊本県", "Kumamoto" }, { "大分県", "Oita" },
	{ "宮崎県", "Miyazaki" }, { "鹿児島県", "Kagoshima" },
	{ "沖縄県", "Okinawa" }
};

/* JP-13 or JP13. */
static const char *
by_number(const char *text)
{
	long n;
	char *end;

	if (strncasecmp(text, "JP", 2) != 0)
		return NULL;
	text += 2;
	text += *text == '-';
	n = strtol(text, &end, 10);
	return end == text + 2 && *end == '\0' && n >= 1 && n <= PREFS ?
	    prefs[n - 1][0] : NULL;
}

/* Tokyo, Tokyo-to, Osaka-fu, Aichi Prefecture. */
static int
is_roman(const char *text, const char *name)
{
	static const char *const ends[] = { "", "-to", "-fu", "-ken", "-do",
	    " prefecture", " ken" };
	size_t len = strlen(name), i;

	if (strncasecmp(text, name, len) != 0)
		return 0;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (strcasecmp(text + len, ends[i]) == 0)
			return 1;
	return 0;
}

/* 沖縄県, or 沖縄: nothing else has three bytes less. */
static const char *
by_name(const char *text)
{
	size_t i, n = strlen(text);
	const char *rest;

	for (i = 0; i < PREFS; i++) {
		if (prefs[i][0][2] != text[2] ||
		    strncmp(text, prefs[i][0], n) != 0)
			continue;
		rest = prefs[i][0] + n;
		if (*rest == '\0' || rest[CHARACTER] == '\0')
			return prefs[i][0];
	}
	return NULL;
}

const char *
pref_find(const char *text)
{
	size_t i;

	if (strlen(text) < CHARACTER)
		return NULL;
	if ((text[0] & 0x80) != 0)
		return by_name(text);
	for (i = 0; i < PREFS; i++)
		if (is_roman(text, prefs[i][1]))
			return prefs[i][0];
	return by_number(text);
}

const char *
pref_prefix(const char *text, size_t *len)
{
	size_t i;

	for (i = 0; i < PREFS; i++) {
		*len = strlen(prefs[i][0]);
		if (strncmp(text, prefs[i][0], *len) == 0)
			return prefs[i][0];
	}
	return NULL;
}
