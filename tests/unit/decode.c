#include <stdlib.h>

#include "text/decode.h"
#include "tap.h"

static struct arena a = ARENA_INIT;
static struct why w;

/* bytes decoded, or what is wrong with them. */
static const char *
text_n(enum enc e, const char *bytes, size_t n)
{
	struct decoder *d;
	const char *s;

	if (decoder_open(&d, e, &w) != SN_OK)
		return w.text;
	if (decoder_text(&s, d, bytes, n, &a, &w) != SN_OK)
		s = arena_strdup(&a, w.text);
	decoder_close(d);
	return s;
}

static const char *
text(enum enc e, const char *bytes)
{
	return text_n(e, bytes, strlen(bytes));
}

static const char *
bytes(enum enc e, const char *utf8)
{
	struct str out = STR_INIT;
	struct encoder *en;
	const char *s;

	if (encoder_open(&en, e, &w) != SN_OK)
		return w.text;
	str_puts(&out, "<");
	if (encoder_text(&out, en, utf8, &w) != SN_OK) {
		OK(strcmp(out.p, "<") == 0);
		s = arena_strdup(&a, w.text);
	} else
		s = arena_strdup(&a, out.p + 1);
	encoder_close(en);
	str_free(&out);
	return s;
}

static enum enc
guess(const char *s, bool *bom)
{
	enum enc e;

	enc_detect(&e, s, strlen(s), bom);
	return e;
}

static void
names(void)
{
	static const char *const cp932[] = {
		"cp932", "CP932", "sjis", "Shift_JIS", "shift-jis",
		"Windows-31J", "MS932", "SJIS-win"
	};
	enum enc e;
	size_t i;

	for (i = 0; i < sizeof(cp932) / sizeof(cp932[0]); i++)
		OK(enc_find(&e, cp932[i], &w) == SN_OK && e == ENC_CP932);
	OK(enc_find(&e, "UTF8", &w) == SN_OK && e == ENC_UTF8);
	OK(enc_find(&e, "utf-8-bom", &w) == SN_OK && e == ENC_UTF8_BOM);
	OK(enc_find(&e, "EUC-JP", &w) == SN_OK && e == ENC_EUCJP);
	OK(enc_find(&e, "latin1", &w) == SN_USAGE);
	OK(enc_find(&e, "", &w) == SN_USAGE);
	for (i = ENC_UTF8; i <= ENC_UTF16BE; i++)
		OK(enc_find(&e, enc_name((enum enc)i), &w) == SN_OK &&
		    e == (enum enc)i);
}

static void
decoding(void)
{
	STREQ(text(ENC_CP932, "plain, long enough for the fast path"),
	    "plain, long enough for the fast path");
	/* Extension characters that strict Shift_JIS has not. */
	STREQ(text(ENC_CP932, "\xfb\xfc\xed\x95\x87\x40\x87\x8a\x87\x56"),
	    "髙﨑①㈱Ⅲ");
	/* 表ソ能: the second byte is a backslash. */
	STREQ(text(ENC_CP932, "\x95\x5c\x83\x5c\x94\x5c"), "表ソ能");
	STREQ(text(ENC_CP932, "\xcc\xde\xdd"), "ﾌﾞﾝ");
	STREQ(text(ENC_CP932, "\x81\x60\x81\x7c\x81\x61\x81\x5c\x81\x91"
	    "\x81\x92\x81\xca"), "～－∥―￠￡￢");
	STREQ(text(ENC_UTF8, "〜−‖—¢£¬"), "～－∥―￠￡￢");
	STREQ(text(ENC_EUCJP, "\xa1\xc1\xa4\xa2\xad\xa1\x8e\xb1"),
	    "～あ①ｱ");
	STREQ(text(ENC_EUCJP, "\x8f\xb0\xa1"), "丂");
	STREQ(text(ENC_UTF8, "か\xe3\x82\x99は\xe3\x82\x9aん"), "がぱん");
	STREQ(text_n(ENC_UTF16LE, "\x42\x30\x42\xd8\xb7\xdf", 6), "あ𠮷");
	STREQ(text_n(ENC_UTF16BE, "\x30\x42", 2), "あ");

	STREQ(text(ENC_CP932, "ab\x81"), "byte 3 (0x81) is not cp932");
	STREQ(text(ENC_CP932, "\x82\x20z"), "byte 1 (0x82) is not cp932");
	STREQ(text(ENC_UTF8, "あ\x82\xa0"), "byte 4 (0x82) is not utf-8");
	STREQ(text_n(ENC_UTF8, "abcdefghi\0k", 11), "byte 10 is NUL");
	STREQ(text_n(ENC_CP932, "\x82\xa0\0", 3), "byte 3 is NUL");
	STREQ(text_n(ENC_UTF16LE, "\0\xd8", 2),
	    "byte 1 is NUL");
	STREQ(text_n(ENC_CP932, "", 0), "");
}

static void
encoding(void)
{
	struct str none = STR_INIT;
	struct encoder *e;

	STREQ(bytes(ENC_CP932, "髙﨑①㈱"), "\xfb\xfc\xfa\xb1\x87\x40\x87\x8a");
	STREQ(bytes(ENC_CP932, "～〜－−∥‖―—"), "\x81\x60\x81\x60\x81\x7c"
	    "\x81\x7c\x81\x61\x81\x61\x81\x5c\x81\x5c");
	STREQ(bytes(ENC_CP932, "¢£¬¥"), "\x81\x91\x81\x92\x81\xca\x81\x8f");
	STREQ(bytes(ENC_CP932, "ｱa"), "\xb1" "a");
	STREQ(bytes(ENC_EUCJP, "あｱ"), "\xa4\xa2\x8e\xb1");
	STREQ(bytes(ENC_UTF8, "𠮷"), "𠮷");
	STREQ(bytes(ENC_CP932, "山𠮷"),
	    "𠮷 (U+20BB7) cannot be written in cp932");
	STREQ(bytes(ENC_CP932, "한"),
	    "한 (U+D55C) cannot be written in cp932");
	STREQ(bytes(ENC_CP932, "山\xff"), "byte 4 is not UTF-8");
	OK(encoder_open(&e, ENC_UTF16LE, &w) == SN_USAGE);
	OK(encoder_open(&e, ENC_CP932, &w) == SN_OK);
	OK(encoder_can(e, 0x9ad9) && encoder_can(e, 'a'));
	OK(encoder_can(e, 0x301c) && !encoder_can(e, 0x1f600));
	OK(!encoder_can(e, 0xe9) && !encoder_can(e, 0));
	OK(encoder_text(&none, e, "😀", &w) == SN_INVALID && none.len == 0);
	OK(encoder_text(&none, e, "", &w) == SN_OK);
	STREQ(str_text(&none), "");
	str_free(&none);
	encoder_close(e);
	encoder_close(NULL);
	decoder_close(NULL);
}

/* Every character of CP932 comes back as bytes that mean the same. */
static void
round_trip(void)
{
	struct str out = STR_INIT;
	struct decoder *d;
	struct encoder *e;
	const char *s, *t;
	char pair[2];
	int hi, lo, bad = 0, n = 0;

	OK(decoder_open(&d, ENC_CP932, &w) == SN_OK &&
	    encoder_open(&e, ENC_CP932, &w) == SN_OK);
	for (hi = 0x81; hi <= 0xfc; hi++)
		for (lo = 0x40; lo <= 0xfc; lo++) {
			pair[0] = (char)hi;
			pair[1] = (char)lo;
			if ((hi >= 0xa0 && hi <= 0xdf) ||
			    decoder_text(&s, d, pair, 2, &a, &w) != SN_OK)
				continue;
			n++;
			str_reset(&out);
			bad += encoder_text(&out, e, s, &w) != SN_OK ||
			    decoder_text(&t, d, out.p, out.len, &a,
			    &w) != SN_OK || strcmp(s, t) != 0;
			arena_reset(&a);
		}
	OK(n > 7000);
	OK(bad == 0);
	decoder_close(d);
	encoder_close(e);
	str_free(&out);
}

static void
detection(void)
{
	bool bom;

	OK(guess("order-id,name", &bom) == ENC_UTF8 && !bom);
	OK(guess("\xef\xbb\xbf" "a", &bom) == ENC_UTF8 && bom);
	OK(guess("\xff\xfe" "a", &bom) == ENC_UTF16LE && bom);
	OK(guess("\xfe\xff" "a", &bom) == ENC_UTF16BE && bom);
	OK(guess("東京都", &bom) == ENC_UTF8 && !bom);
	OK(guess("東京\xe9\x83", &bom) == ENC_UTF8);
	OK(guess("\x95\x5c\x8e\x51", &bom) == ENC_CP932);
	OK(guess("a,\xd4\xcf\xc0\xde,\xc0\xdb\xb3", &bom) == ENC_CP932);
	OK(guess("\xbb\xb3\xa4\xce\xbe\xe5", &bom) == ENC_EUCJP);
	OK(guess("\xa5\xe4\xa5\xde\xa5\xc0", &bom) == ENC_EUCJP);
}

int
main(void)
{
	names();
	decoding();
	encoding();
	round_trip();
	detection();
	arena_free(&a);
	return TAP_END;
}
