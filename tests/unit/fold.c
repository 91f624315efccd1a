#include "text/fold.h"
#include "text/fold_table.h"
#include "text/kana.h"
#include "tap.h"

static struct arena a = ARENA_INIT;

static bool
same(const char *x, const char *y)
{
	return strcmp(fold_text(x, &a), fold_text(y, &a)) == 0;
}

static void
text(void)
{
	STREQ(fold_text("Ｙａｍａｄａ　@Example.COM", &a),
	    "yamada@example.com");
	STREQ(fold_text("ﾀﾞｲﾄﾞｰ㈱", &a), "ダイド-(株)");
	STREQ(fold_text("ぱっぴぃ", &a), "パッピィ");
	STREQ(fold_text("か\xe3\x82\x99", &a), "ガ");
	STREQ(fold_text("タ゛ﾀ ﾞ", &a), "ダダ");
	STREQ(fold_text("①⑳Ⅲ№㌔", &a), "120iiinoキロ");
	STREQ(fold_text("１－２−３‐４ー５〜６～７", &a), "1-2-3-4-5-6-7");
	STREQ(fold_text(" a\t b\xe3\x80\x80" "c\xe2\x80\x8b\xc2\xa0", &a),
	    "abc");
	STREQ(fold_text("葛\xf3\xa0\x84\x80飾", &a), "葛飾");
	STREQ(fold_text("\xef\xbb\xbfÉCOLE", &a), "école");
	STREQ(fold_text("", &a), "");
	STREQ(fold_text("a\xff" "b", &a), "a\xef\xbf\xbd" "b");
	OK(same("髙橋", "高橋") && same("山﨑", "山崎") && same("嵜", "崎"));
	OK(same("濵", "浜") && same("濱", "浜"));
	OK(same("渡邉", "渡辺") && same("渡邊", "渡辺"));
	OK(same("齋藤", "斉藤") && same("齊藤", "斎藤"));
	OK(same("澤", "沢") && same("廣", "広") && same("國", "国"));
	OK(same("櫻", "桜") && same("𠮷田", "吉田") && same("冨", "富"));
	OK(same("鎌ヶ谷", "鎌ケ谷") && same("自由が丘", "自由ヶ丘"));
	OK(same("霞ガ関", "霞ケ関") && same("飛驒", "飛騨"));
	OK(!same("経済", "経斉") && !same("埼玉", "崎玉"));
	OK(!same("がっこう", "かっこう") && !same("大阪", "大坂"));
	OK(!same("あがり", "あケり"));
	OK(same("\xef\xa8\x99社", "神社"));
}

static void
others(void)
{
	STREQ(fold_digits("０３（１２３４）５６７８", &a), "0312345678");
	STREQ(fold_digits("+81-90-1234-5678", &a), "09012345678");
	STREQ(fold_digits("＋８１(0)90", &a), "090");
	STREQ(fold_digits("〒100-0001", &a), "1000001");
	STREQ(fold_digits("81-3", &a), "813");
	STREQ(fold_digits("なし", &a), "");

	STREQ(fold_header("\xef\xbb\xbf 郵便番号１　（必須） ", &a),
	    "郵便番号1");
	STREQ(fold_header("【必須】Order  ID*", &a), "order id");
	STREQ(fold_header("お名前(ﾌﾘｶﾞﾅ名)", &a), "お名前(フリガナ名)");
	STREQ(fold_header("*", &a), "*");
	STREQ(fold_header("", &a), "");

	STREQ(fold_width("Ａ－１　ﾊﾟｰ〜−", &a), "A-1 パー~-");
	STREQ(fold_width("ぁ髙ヴ￥", &a), "ぁ髙ヴ￥");
}

static void
kana(void)
{
	STREQ(kana_kata("やまだ ゔゝａ漢", &a), "ヤマダ ヴヽａ漢");
	STREQ(kana_half("ヤマダ　タロウ", &a), "ﾔﾏﾀﾞ ﾀﾛｳ");
	STREQ(kana_half("ぱーと１。「ヴ」ヷ", &a), "ﾊﾟｰﾄ1｡｢ｳﾞ｣ﾜﾞ");
	STREQ(kana_half("髙", &a), "髙");
	STREQ(kana_full("ﾔﾏﾀﾞ ﾊﾟｰﾝﾞ", &a), "ヤマダ パーン゛");
	OK(kana_join(0x304b, 0x3099) == 0x304c);
	OK(kana_join(0x3042, 0x3099) == 0);
	OK(kana_join(0x30f3, 0x3099) == 0);
	OK(kana_join(0x304c, 0x3099) == 0);
	OK(kana_join(0x304b, 0x309a) == 0);
	OK(kana_join(0x3046, 0xff9e) == 0x3094);
}

/* The tables are in order, and no variant has a variant. */
static void
tables(void)
{
	size_t i, n = fold_variant_page[256], bad = 0;
	char buf[8] = "";

	for (i = 1; i < n; i++)
		bad += fold_variant[2 * i] <= fold_variant[2 * i - 2];
	for (i = 0; i < n; i++) {
		unsigned page = fold_variant[2 * i] >> 8;

		bad += i < fold_variant_page[page] ||
		    i >= fold_variant_page[page + 1];
		buf[0] = (char)(0xe0 | fold_variant[2 * i + 1] >> 12);
		buf[1] = (char)(0x80 | (fold_variant[2 * i + 1] >> 6 & 63));
		buf[2] = (char)(0x80 | (fold_variant[2 * i + 1] & 63));
		bad += strcmp(fold_text(buf, &a), buf) != 0;
	}
	OK(bad == 0);
	OK(fold_variant[2 * n] == 0);
	for (i = 1; i < fold_compats; i++)
		bad += fold_compat[i].from <= fold_compat[i - 1].from;
	OK(bad == 0);
}

int
main(void)
{
	text();
	others();
	kana();
	tables();
	arena_free(&a);
	return TAP_END;
}
