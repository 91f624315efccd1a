/* Postal codes against addresses, over the rows in tests/postal. */
#include <stdlib.h>

#include "order/address.h"
#include "order/postal_file.h"
#include "tap.h"

static struct arena a = ARENA_INIT, given = ARENA_INIT;
static struct postal_file towns, businesses;
static struct municipality place[256];
static size_t places;

static const char *
slurp(size_t *n, const char *name)
{
	char *bytes = arena_alloc(&a, 1 << 18);
	FILE *f;

	*n = 0;
	if ((f = fopen(arena_printf(&a, "tests/postal/%s", name), "r")) != NULL) {
		*n = fread(bytes, 1, 1 << 18, f);
		fclose(f);
	}
	return bytes;
}

static int
by_jis(const void *x, const void *y)
{
	return strcmp(((const struct municipality *)x)->jis,
	    ((const struct municipality *)y)->jis);
}

static void
add_places(const struct postal_file *f)
{
	size_t i, k;

	for (i = 0; i < f->n; i++) {
		for (k = 0; k < places; k++)
			if (strcmp(place[k].jis, f->record[i].row.jis) == 0)
				break;
		if (k == places && places < 256)
			place[places++] = (struct municipality){
				f->record[i].row.jis, f->record[i].pref,
				f->record[i].city };
	}
}

/* The rows of both files whose zip, or jis, is key. */
static size_t
rows(const struct postal_row **out, const char *key, bool zip)
{
	const struct postal_file *const file[] = { &towns, &businesses };
	struct postal_row *row = NULL;
	size_t n = 0, cap = 0, f, i;

	for (f = 0; f < 2; f++)
		for (i = 0; i < file[f]->n; i++) {
			const struct postal_row *r = &file[f]->record[i].row;

			if (strcmp(zip ? r->zip : r->jis, key) != 0)
				continue;
			row = arena_grow(&given, row, n, &cap, sizeof(*row));
			row[n++] = *r;
		}
	*out = row;
	return n;
}

static size_t
by_zip(const struct postal_row **out, const char *zip, void *arg)
{
	(void)arg;
	return rows(out, zip, true);
}

static size_t
by_city(const struct postal_row **out, const char *jis, void *arg)
{
	(void)arg;
	return rows(out, jis, false);
}

static struct postal postal = { .by_zip = by_zip, .by_city = by_city,
	.recent = true };

/* "zip|pref|city|town|building|company" judged. */
static struct judgement
judge(const char *text)
{
	const char *part[6] = { "", "", "", "", "", "" };
	char *copy = arena_strdup(&a, text), *bar;
	struct judgement j;
	size_t i;

	for (i = 0; i < 6 && copy != NULL; i++, copy = bar) {
		if ((bar = strchr(copy, '|')) != NULL)
			*bar++ = '\0';
		part[i] = copy;
	}
	address_judge(&j, &(struct address){ part[0], part[1], part[2],
	    part[3], part[4], part[5], "" }, &postal, &a);
	return j;
}

static void
level(enum address_level want, const char *const *text)
{
	struct judgement j;

	for (; *text != NULL; text++) {
		j = judge(*text);
		tap_ok(j.level == want, *text, __FILE__, __LINE__);
		if (j.level != want)
			printf("# level %d, cause %d, %s, %s\n", j.level,
			    j.cause, j.means != NULL ? j.means : "-",
			    j.likely != NULL ? j.likely : "-");
	}
}

static void
fine(void)
{
	static const char *const text[] = {
		"1000005|東京都|千代田区|丸の内1-1-1",
		"100-0005|東京|千代田区|丸ノ内１丁目１番１号",
		"1000005||千代田区|丸之内一丁目1-1",
		"1000005|東京都||千代田区丸の内1-1",
		"1000005||東京都千代田区丸の内1-1|",
		"1000005|東京都|東京都千代田区|千代田区丸の内1-1",
		"1000005|東京都|千代田區|丸の内1-1",
		"1000005|東京都|千代田区|丸の内2-7-2|ＪＰタワー１５階",
		"1007015|東京都|千代田区|丸の内2-7-2|JPタワー15F",
		"1007015|東京都|千代田区|丸の内ＪＰタワー15階",
		"0600005|北海道|札幌市中央区|北五条西2丁目5",
		"0600005|北海道|札幌市中央区|北5条西２丁目5",
		"0600005|北海道|札幌市|北５条西2-5",
		"0640825|北海道|札幌市中央区|北五条西二十六丁目1",
		"6048136|京都府|京都市中京区|三条通烏丸東入梅忠町20",
		"6048136|京都府|京都市中京区|梅忠町20",
		"6048136|京都府|京都市中京区|梅忠町三条通烏丸東入ル20",
		"6048136|京都府|京都市|中京区三条通烏丸東入る梅忠町",
		"2530041|神奈川県|茅ケ崎市|茅が崎1-2",
		"2530041|神奈川県|茅ヶ崎市|茅ヶ崎1-2",
		"2530041|神奈川県|茅ガ崎市|大字茅ケ崎字下町1-2",
		"2730101|千葉県|鎌ヶ谷市|富岡1-2",
		"0310012|青森県|八戸市|大字十日市字天摩33-2",
		"0310012|青森県|八戸市|１０日市天摩33-2",
		"0287915|岩手県|九戸郡洋野町|種市第15地割1-2",
		"0287915|岩手県|洋野町|種市１５地割1",
		"4520961|愛知県|清須市|春日一番割12",
		"4980000|愛知県|弥富市|どこか12",
		"4980000|三重県|桑名郡木曽岬町|どこか12",
		"4980000|三重県|木曽岬町|どこか12",
		"5220317|滋賀県|犬上郡多賀町|一円12",
		"1000301|東京都|利島村|12番地",
		"8540401|長崎県|雲仙市|千千石町甲39",
		"3060433|茨城県|猿島郡境町|391-1",
		"8900000|鹿児島県|鹿児島市|どこか3",
		"8900000|鹿児島県|鹿児島郡三島村|どこか3",
		NULL
	};
	size_t n = 0;

	while (text[n] != NULL)
		n++;
	OK(n > 30);
	level(ADDRESS_FINE, text);
}

static void
wrong(void)
{
	static const char *const text[] = {
		"1000005|大阪府|大阪市北区|梅田1-1",	/* prefecture */
		"1000005|神奈川県|茅ヶ崎市|茅ヶ崎1-2",
		"2530041|神奈川県|横浜市西区|みなとみらい2-3", /* city */
		"2530041|神奈川県|横浜市|中区相生町2-3",
		"1000005|東京都|千代田区|飯田橋1-2-3",	/* town */
		"1000005|東京都|千代田区|飯田橋一丁目2番3号",
		"6048136|京都府|京都市中京区|寺町通錦小路下る中之町5",
		"9999999|東京都|千代田区|丸の内1-1",	/* no such code */
		"100005|東京都|千代田区|丸の内1-1",	/* six digits */
		NULL
	};

	level(ADDRESS_WRONG, text);
	OK(judge(text[0]).cause == ADDRESS_CAUSE_PREF);
	OK(judge(text[2]).cause == ADDRESS_CAUSE_CITY);
	OK(judge(text[4]).cause == ADDRESS_CAUSE_TOWN);
	OK(judge(text[7]).cause == ADDRESS_CAUSE_UNKNOWN);
	OK(judge(text[8]).cause == ADDRESS_CAUSE_DIGITS);
	STREQ(judge(text[4]).means,
	    "100-0005 東京都千代田区丸の内（次のビルを除く）");
	STREQ(judge(text[4]).likely, "102-0072 東京都千代田区飯田橋");
	STREQ(judge(text[7]).likely,
	    "100-0005 東京都千代田区丸の内（次のビルを除く）");
	OK(judge(text[7]).means == NULL);
}

static void
doubtful(void)
{
	static const char *const text[] = {
		"1000005|東京都|千代田区|丸なし1-1",	/* a town nobody knows */
		"1000005|東京都|千代田市|どこか1-1",	/* nor such a city */
		"1000000|東京都|千代田区|丸の内1-1",	/* it has its own */
		"0600005|北海道|札幌市中央区|北五条西26丁目1",
		"1007015|東京都|千代田区|丸の内1-9-1|グラントウキョウ3階",
		"1000005|||",				/* says nothing */
		NULL
	};

	level(ADDRESS_DOUBTFUL, text);
	OK(judge(text[3]).cause == ADDRESS_CAUSE_CHOME);
	STREQ(judge(text[3]).likely,
	    "064-0825 北海道札幌市中央区北五条西（２５～２９丁目）");

	/* of old data an unknown code says less */
	postal.recent = false;
	OK(judge("9999999|東京都|千代田区|丸の内1").level ==
	    ADDRESS_DOUBTFUL);
	postal.recent = true;
	OK(judge("|東京都|千代田区|丸の内1").no_zip);
	STREQ(judge("|東京都|千代田区|丸の内1").likely,
	    "100-0005 東京都千代田区丸の内（次のビルを除く）");
}

static void
number(void)
{
	static const char *const lacks[] = {
		"1000005|東京都|千代田区|丸の内",
		"1000005|東京都|千代田区|丸の内1丁目",
		"1000005|東京都|千代田区|丸の内一丁目",
		"1000005|東京都|千代田区|丸の内|メゾン青葉201",
		"2530041|神奈川県|茅ヶ崎市|茅ヶ崎|101号室",
		"0310012|青森県|八戸市|十日市", NULL
	};
	static const char *const has[] = {
		"1000005|東京都|千代田区|丸の内1-1",
		"1000005|東京都|千代田区|丸の内一丁目二番三号",
		"1000005|東京都|千代田区|丸の内|1-2-3 メゾン青葉201",
		"1000005|東京都|千代田区|丸の内1丁目|2番3号",
		"0310012|青森県|八戸市|十日市番外地",
		"0310012|青森県|八戸市|十日市無番地",
		"0310012|青森県|八戸市|八戸郵便局私書箱",
		"0310012|青森県|八戸市|八戸郵便局留",
		"0287915|岩手県|九戸郡洋野町|種市第十五地割",
		"2530041|神奈川県|茅ヶ崎市|茅ヶ崎イ3",
		"6048136|京都府|京都市中京区|三条通烏丸東入梅忠町",
		"1000301|東京都|利島村|12番地", "|||", NULL
	};
	const char *const *p;

	for (p = lacks; *p != NULL; p++)
		tap_ok(judge(*p).no_number, *p, __FILE__, __LINE__);
	for (p = has; *p != NULL; p++)
		tap_ok(!judge(*p).no_number, *p, __FILE__, __LINE__);
}

static void
business(void)
{
	const struct postal_row *r = &businesses.record[0].row;
	const struct municipality *m = gazetteer_find(postal.gazetteer,
	    r->jis);
	struct judgement j;

	j = judge(arena_printf(&a, "%s|%s|%s|%s", r->zip, m->pref, m->city,
	    r->name));
	OK(j.level == ADDRESS_FINE && !j.no_number);
	j = judge(arena_printf(&a, "%s|%s|%s|||%s", r->zip, m->pref, m->city,
	    r->name));
	OK(j.level == ADDRESS_FINE && !j.no_number);
	j = judge(arena_printf(&a, "%s|東京都|千代田区|飯田橋1", r->zip));
	OK(strcmp(m->city, "千代田区") == 0 || j.level == ADDRESS_WRONG);
}

static void
key(void)
{
	STREQ(address_key("大字十日市字天摩３３－２", &a), "10日市天摩33-2");
	STREQ(address_key("霞が関一丁目", &a), address_key("霞ヶ関１丁目", &a));
	STREQ(address_key("二十三番地", &a), "23番地");
	STREQ(address_key("千々石", &a), address_key("千千石", &a));
	STREQ(address_key("佐々木", &a), address_key("佐佐木", &a));
	STREQ(address_key("四ッ谷", &a), address_key("四ツ谷", &a));
	STREQ(address_key("百五十", &a), "150");
	STREQ(address_key("上がる", &a), address_key("上ル", &a));
	STREQ(address_key("", &a), "");
}

static void
files(void)
{
	struct postal_file raw;
	const char *bytes;
	struct why w;
	size_t n, i, same = 0;

	bytes = slurp(&n, "KEN_ALL.CSV");
	OK(postal_file_read(&raw, bytes, n, &a, &w) == SN_OK);
	OK(raw.rows > raw.n && raw.n == towns.n);
	for (i = 0; i < raw.n && i < towns.n; i++)
		same += postal_row_order(&raw.record[i].row,
		    &towns.record[i].row) == 0 &&
		    strcmp(raw.record[i].kana, towns.record[i].kana) == 0 &&
		    strcmp(raw.record[i].city, towns.record[i].city) == 0 &&
		    raw.record[i].row.flags == towns.record[i].row.flags;
	OK(same == raw.n);
	OK(postal_file_read(&raw, bytes, 0, &a, &w) == SN_INVALID);
	OK(postal_file_read(&raw, "a,b\n", 4, &a, &w) == SN_INVALID);
	STREQ(w.text, "line 1: 2 columns, a file of Japan Post has 15 or 13");
	bytes = "13101,\"100  \",\"100000\",\"\",\"\",\"\",\"a\",\"b\",\"c\","
	    "0,0,0,0,0,0\n";
	OK(postal_file_read(&raw, bytes, strlen(bytes), &a, &w) ==
	    SN_INVALID);
	STREQ(w.text, "line 1: no code in column 1 or 3");
	bytes = "13101,\"100  \",\"1000000\",\"\",\"\",\"\",\"a\",\"b\","
	    "\"c（\",0,0,0,0,0,0\n";
	OK(postal_file_read(&raw, bytes, strlen(bytes), &a, &w) ==
	    SN_INVALID);
	STREQ(w.text, "it ends in the middle of a record");
}

static void
islands(void)
{
	const char *text = "# list\n13362\t\t利島\tfor people\r\n"
	    "23213,一色町佐久島,佐久島\n8900000,硫黄島,硫黄島\n";
	const struct address ad = { .zip = "890-0000" };
	const struct island *island;
	struct island *list;
	struct judgement j;
	struct why w;
	size_t n;

	OK(islands_read(&list, &n, text, &a, &w) == SN_OK && n == 3);
	islands_sort(list, n, &a);
	j = judge("1000301|東京都|利島村|12番地");
	island = island_find(list, n, &ad, &j, &a);
	STREQ(island == NULL ? NULL : island->name, "利島");
	j = judge("4440416|愛知県|西尾市|一色町佐久島1");
	island = island_find(list, n, &ad, &j, &a);
	STREQ(island == NULL ? NULL : island->name, "佐久島");
	j = judge("4440416|愛知県|西尾市|一色町一色1");
	OK(island_find(list, n, &ad, &j, &a) == NULL);
	j = judge("8900000|鹿児島県|鹿児島郡三島村|硫黄島3");
	island = island_find(list, n, &ad, &j, &a);
	STREQ(island == NULL ? NULL : island->name, "硫黄島");
	OK(islands_read(&list, &n, "123,x,y\n", &a, &w) == SN_INVALID);
	STREQ(w.text, "line 1: 123: neither a municipality of five digits nor "
	    "a postal code of seven");
	OK(islands_read(&list, &n, "\n12345,x\n", &a, &w) == SN_INVALID);
	STREQ(w.text, "line 2: no name of an island");
}

int
main(void)
{
	struct why w;
	size_t n;
	const char *bytes;

	bytes = slurp(&n, "utf_ken_all.csv");
	OK(postal_file_read(&towns, bytes, n, &a, &w) == SN_OK);
	bytes = slurp(&n, "JIGYOSYO.CSV");
	OK(postal_file_read(&businesses, bytes, n, &a, &w) == SN_OK);
	OK(towns.kind == POSTAL_TOWNS &&
	    businesses.kind == POSTAL_BUSINESSES);
	add_places(&towns);
	add_places(&businesses);
	qsort(place, places, sizeof(*place), by_jis);
	postal.gazetteer = gazetteer_new(place, places, &a);
	key();
	files();
	fine();
	wrong();
	doubtful();
	number();
	business();
	islands();
	arena_free(&a);
	arena_free(&given);
	return TAP_END;
}
