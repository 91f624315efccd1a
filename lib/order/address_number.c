/*
 * Whether an address names a house.
 */

#include <string.h>

#include "order/address_number.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether a text has a digit between from and to. */
static bool
digit_between(const char *from, const char *to)
{
	for (; from < to; from++)
		if (is_digit(*from))
			return true;
	return false;
}

static bool
starts(const char *s, const char *word)
{
	return strncmp(s, word, strlen(word)) == 0;
}

/*
 * Whether a number, that ends at s, names a house: 1-2, 12番 and 3号 do,
 * 101号室 and 3F do not; others do where the building begins with them.
 */
static bool
names_house(const char *s, bool first)
{
	if (*s == '-' && is_digit(s[1]))
		return true;
	if (starts(s, "号室") || starts(s, "階") || starts(s, "室") ||
	    *s == 'f')
		return false;
	return first || starts(s, "番") || starts(s, "号");
}

static bool
building_number(const char *building)
{
	const char *s = building, *run;

	while (*s != '\0') {
		if (!is_digit(*s)) {
			s++;
			continue;
		}
		for (run = s; is_digit(*s); s++)
			continue;
		if (names_house(s, run == building))
			return true;
	}
	return false;
}

/* What needs no number: no ground there has one, or it goes elsewhere. */
static bool
numberless(const char *town)
{
	static const char *const words[] = {
		"番外地", "無番地", "番地", "私書箱", "局留", "局止", "留置",
		"気付", "地割"
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(town, words[i]) != NULL)
			return true;
	return false;
}

bool
address_lacks_number(const char *town, const char *building, size_t used,
    bool chome)
{
	const char *s = town + used, *p;

	if (numberless(town) || building_number(building))
		return false;
	if (s > building)
		s = building;
	if (!digit_between(s, building))
		return true;
	if (used == 0 || !chome)
		return false;
	for (p = s; is_digit(*p); p++)
		continue;
	return p > s && *p == '-' && p + 1 == building;
}
