/*
 * The towns of Japan Post's data, which are names for people: 以下に掲載がない
 * 場合 is every other place, 北五条西（１～２４丁目） a part of a town.
 */

#include <stdlib.h>
#include <string.h>

#include "order/address_town.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { LEAST = 4 };	/* bytes of two characters, one of them kanji */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
has_end(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/* Every place that has no row of its own, whatever it is called. */
static bool
stands_for_rest(const char *town, const char *city)
{
	static const char all[] = "一円";
	size_t n = strlen(town), m = strlen(all), k;

	if (*town == '\0' || has_end(town, "場合"))
		return true;
	if (!has_end(town, all) || n == m)	/* 一円 is a town in 多賀町 */
		return false;
	k = strlen(city);
	return n - m <= k && strncmp(city + k - (n - m), town, n - m) == 0;
}

static void
add_name(struct town *t, const char *text, size_t len, struct arena *a)
{
	const char *key;
	size_t n;

	if (t->n == TOWN_NAMES)
		return;
	key = address_key(arena_strndup(a, text, len), a);
	n = strlen(key);
	while (n > 0 && key[n - 1] == '-')
		n--;
	if (n == 0)
		return;
	if (key[n] == '-' && is_digit(key[n - 1]))
		t->whole = true;
	t->name[t->n] = key;
	t->len[t->n++] = n;
}

/* 第４０地割 is a number; the name of the town ends before it. */
static size_t
before_chiwari(const char *s, size_t len)
{
	static const char word[] = "地割";
	const char *at = memmem(s, len, word, strlen(word));
	const char *p;

	if (at == NULL)
		return len;
	for (p = at; p - s >= 3 && (unsigned char)p[-3] == 0xef; p -= 3)
		continue;	/* full-width digits */
	if (p - s >= 3 && strncmp(p - 3, "第", 3) == 0)
		p -= 3;
	return p == s ? len : (size_t)(p - s);
}

void
town_read(struct town *t, const struct postal_row *row, const char *city,
    struct arena *a)
{
	const char *s = row->town, *end, *close, *stop;
	size_t n;

	end = strstr(s, "（");
	*t = (struct town){ .rest = stands_for_rest(end == NULL ? s :
	    arena_strndup(a, s, (size_t)(end - s)), city) };
	if (t->rest)
		return;
	if (end != NULL) {
		t->part = arena_strdup(a, end + strlen("（"));
		while ((close = strstr(t->part, "（")) != NULL)
			t->part = close + strlen("（");
	} else
		end = s + strlen(s);
	for (; s < end; s = stop + strlen("、")) {
		stop = memmem(s, (size_t)(end - s), "、", strlen("、"));
		if (stop == NULL)
			stop = end;
		n = before_chiwari(s, (size_t)(stop - s));
		add_name(t, s, n, a);
		if (n < (size_t)(stop - s))
			break;	/* the others have the same name */
		if (stop == end)
			break;
	}
}

bool
town_may_begin(const char *name, const char *text, struct arena *a)
{
	static const char *const unsure[] = { "大", "小", "字", "以" };
	const char *end = name, *key, *part = strstr(name, "（");
	const char *list = strstr(name, "、");
	size_t i;

	if ((list != NULL && (part == NULL || list < part)) ||
	    strstr(name, "一円") != NULL)
		return true;

	for (i = 0; i < sizeof(unsure) / sizeof(unsure[0]); i++)
		if (strncmp(name, unsure[i], strlen(unsure[i])) == 0)
			return true;
	(void)utf8_next(&end);
	key = address_key(arena_strndup(a, name, (size_t)(end - name)), a);
	return is_digit(*key) || strncmp(text, key, strlen(key)) == 0;
}

/*
 * How much of text a place in the （） of a town begins, or takes up wherever
 * it stands.
 */
static size_t
part_length(const char *part, const char *text, bool anywhere)
{
	struct arena a = ARENA_INIT;
	size_t best = 0, n, len;
	const char *key, *stop;

	for (; *part != '\0'; part += n) {
		n = strlen(part);
		if ((stop = strstr(part, "、")) != NULL)
			n = (size_t)(stop - part);
		len = n;
		while (len >= 3 && (strncmp(part + len - 3, "）", 3) == 0 ||
		    strncmp(part + len - 3, "」", 3) == 0))
			len -= 3;
		key = address_key(arena_strndup(&a, part, len), &a);
		len = strlen(key);
		if (len > best && len >= LEAST && !is_digit(*key) &&
		    (anywhere ? strstr(text, key) != NULL :
		    strncmp(text, key, len) == 0))
			best = len;
		n += stop != NULL ? strlen("、") : 0;
	}
	arena_free(&a);
	return best;
}

size_t
town_begins(const struct town *t, const char *text)
{
	size_t best = 0, i;

	for (i = 0; i < t->n; i++)
		if (t->len[i] > best &&
		    strncmp(text, t->name[i], t->len[i]) == 0 &&
		    !(t->whole && is_digit(text[t->len[i]])))
			best = t->len[i];
	return best == 0 || t->part == NULL ? best :
	    best + part_length(t->part, text + best, false);
}

size_t
town_stands(const struct town *t, const char *text)
{
	size_t best = 0, i;

	for (i = 0; i < t->n; i++)
		if (t->len[i] > best && strstr(text, t->name[i]) != NULL)
			best = t->len[i];
	return best == 0 || t->part == NULL ? best :
	    best + part_length(t->part, text, true);
}

bool
town_some(const struct town *t)
{
	return t->part != NULL && strncmp(t->part, "その他", strlen("その他")) !=
	    0 && strstr(t->part, "を除く") == NULL;
}

const char *
town_inside(const struct town *t, const char *text)
{
	const char *at;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->len[i] >= LEAST && (at = memmem(text, strlen(text),
		    t->name[i], t->len[i])) != NULL)
			return at;
	return NULL;
}

/* Step over "１", "１～３" of a list; false: it is something else. */
static bool
range(long *from, long *to, const char **p)
{
	char *end;

	if (!is_digit(**p))
		return false;
	*from = *to = strtol(*p, &end, 10);
	if (*end == '~' && is_digit(end[1]))
		*to = strtol(end + 1, &end, 10);
	*p = end;
	return true;
}

/* Whether n is in the list, or, with n 0, whether the part is a list. */
static bool
in_list(const char *part, long n)
{
	static const char sep[] = "、", end[] = "丁目)";
	struct arena a = ARENA_INIT;
	const char *p = fold_width(part, &a);
	bool found = false, list;
	long from, to;

	while ((list = range(&from, &to, &p))) {
		if (n >= from && n <= to)
			found = true;
		if (strncmp(p, sep, strlen(sep)) != 0)
			break;
		p += strlen(sep);
	}
	list = list && strcmp(p, end) == 0;
	arena_free(&a);
	return list && (n == 0 || found);
}

bool
town_chome(const struct town *t)
{
	return t->part != NULL && in_list(t->part, 0);
}

bool
town_part(const struct town *t, const char *text)
{
	long n;
	char *end;

	if (!is_digit(*text) || !town_chome(t))
		return true;
	n = strtol(text, &end, 10);
	return *end != '-' || n == 0 || in_list(t->part, n);
}
