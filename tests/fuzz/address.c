/*
 * Any text as an address, and any text as the town of a row: the judgement
 * is one of those there are, a key has nothing that keys leave out, and a town
 * begins no more of a text than there is.
 */
#include <string.h>

#include "order/address.h"
#include "order/address_town.h"
#include "text/utf8.h"
#include "fuzz.h"

static struct postal_row row[] = {
	{ "1000005", "13101", "丸の内（次のビルを除く）", "", "", POSTAL_CHOME },
	{ "1007015", "13101", "丸の内ＪＰタワー（１５階）", "", "", 0 },
	{ "6048042", "26104", "中之町（寺町通錦小路下る、寺町通四条上る）", "", "", 0 },
	{ "0600005", "01101", "北五条西（１～２４丁目）", "", "", POSTAL_CHOME },
	{ "0287915", "03507", "種市第１５地割～第２１地割（鹿糠、小路合）", "", "", 0 },
	{ "1000301", "13362", "利島村一円", "", "", 0 },
	{ "1008956", "13101", "霞が関", "東京家庭裁判所", "１丁目１－２", 0 },
	{ "9999999", "13101", NULL, "", "", 0 },
};
static const struct municipality place[] = {
	{ "01101", "北海道", "札幌市中央区" },
	{ "03507", "岩手県", "九戸郡洋野町" },
	{ "13101", "東京都", "千代田区" }, { "13362", "東京都", "利島村" },
	{ "26104", "京都府", "京都市中京区" },
};
enum { ROWS = sizeof(row) / sizeof(row[0]),
	PLACES = sizeof(place) / sizeof(place[0]) };

static size_t
by_zip(const struct postal_row **out, const char *zip, void *arg)
{
	size_t i;

	(void)arg;
	for (i = 0; i < ROWS; i++)
		if (strcmp(row[i].zip, zip) == 0) {
			*out = &row[i];
			return 1;
		}
	return 0;
}

static size_t
by_city(const struct postal_row **out, const char *jis, void *arg)
{
	static struct postal_row found[ROWS];
	size_t i, n = 0;

	(void)arg;
	for (i = 0; i < ROWS; i++)
		if (strcmp(row[i].jis, jis) == 0)
			found[n++] = row[i];
	*out = found;
	return n;
}

/* Whether there is a place to go on from a judgement. */
static void
judged(const struct judgement *j)
{
	MUST(j->level >= ADDRESS_FINE && j->level <= ADDRESS_WRONG);
	MUST((j->level == ADDRESS_FINE) == (j->cause == ADDRESS_CAUSE_NONE));
	MUST(j->level != ADDRESS_FINE || j->means == NULL);
	MUST(j->town != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *text = arena_strndup(&a, (const char *)data, n), *key;
	struct address ad = { .zip = NULL };
	struct postal postal = { .by_zip = by_zip, .by_city = by_city,
	    .recent = true };
	struct judgement j;
	struct town t;
	size_t i, used;

	row[ROWS - 1].town = text;
	postal.gazetteer = gazetteer_new(place, PLACES, &a);
	key = address_key(text, &a);
	MUST(utf8_valid(key, strlen(key)) && strstr(key, "字") == NULL &&
	    strstr(key, "ヶ") == NULL && strstr(key, "ガ") == NULL);
	town_read(&t, &row[ROWS - 1], "千代田区", &a);
	for (i = 0; i < t.n; i++) {
		MUST(t.len[i] > 0 && t.len[i] <= strlen(t.name[i]));
		used = town_begins(&t, t.name[i]);
		MUST(used <= strlen(t.name[i]));
	}
	for (i = 0; i < ROWS; i++) {
		ad = (struct address){ .zip = row[i].zip, .town = text };
		address_judge(&j, &ad, &postal, &a);
		judged(&j);
		ad = (struct address){ .zip = row[i].zip,
		    .pref = place[i % PLACES].pref,
		    .city = place[i % PLACES].city, .town = text,
		    .building = text, .company = text };
		address_judge(&j, &ad, &postal, &a);
		judged(&j);
	}
	ad = (struct address){ .zip = text, .pref = text, .city = text };
	address_judge(&j, &ad, &postal, &a);
	judged(&j);
	row[ROWS - 1].town = "";
	arena_free(&a);
	return 0;
}
