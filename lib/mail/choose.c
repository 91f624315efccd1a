/*
 * Which template there are, and which is taken.
 */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "data/blob.h"
#include "mail/choose.h"
#include "text/utf8.h"

static const char prefix[] = "mail/template/";

const struct word words_mail[] = {
	{ "thanks", "ご注文確認" }, { "paid", "ご入金確認" },
	{ "shipped", "発送完了" }, { "receipt", "領収書" },
	{ "delay", "発送遅延" }, { "cancel", "キャンセル" },
	{ "reminder", "お支払いのお願い" }, { "follow", "フォロー" },
	{ NULL, NULL }
};

/* The length of name up to .txt or .html, and the latter; 0: it has none. */
static size_t
stem(const char **ext, const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot == NULL || dot == name || *name == '.' ||
	    (strcmp(dot, ".txt") != 0 && strcmp(dot, ".html") != 0))
		return 0;
	*ext = dot + 1;
	return (size_t)(dot - name);
}

static struct template *
add(struct templates *t, const char *name)
{
	struct template *one;

	t->one = arena_grow(t->arena, t->one, t->n, &t->cap, sizeof(*t->one));
	one = &t->one[t->n++];
	*one = (struct template){ .name = arena_strdup(t->arena, name) };
	return one;
}

static enum status
read_own(struct templates *t, const char *dir, const char *name,
    struct why *w)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct template *one = add(t, name);
	struct str s = STR_INIT;
	enum status st;
	size_t skip;

	one->own = true;
	one->place = arena_printf(t->arena, "%s/%s", dir, name);
	if ((st = file_read(&s, one->place, TEMPLATE_MAX, w)) != SN_OK)
		goto out;
	if (!utf8_valid(str_text(&s), s.len) ||
	    strlen(str_text(&s)) != s.len) {
		st = fail(w, SN_USAGE, _("%s: not UTF-8 text"), one->place);
		goto out;
	}
	skip = strncmp(str_text(&s), bom, sizeof(bom) - 1) == 0 ?
	    sizeof(bom) - 1 : 0;
	one->len = s.len - skip;
	one->text = arena_strndup(t->arena, str_text(&s) + skip, one->len);
out:
	str_free(&s);
	return st;
}

static enum status
read_dir(struct templates *t, const char *dir, struct why *w)
{
	enum status st = SN_OK;
	const char *ext;
	struct dirent *e;
	DIR *d;

	if ((d = opendir(dir)) == NULL)
		return errno == ENOENT ? SN_OK :
		    fail(w, SN_IO, "%s: %s", dir, strerror(errno));
	while (st == SN_OK && (e = readdir(d)) != NULL) {
		if (stem(&ext, e->d_name) == 0)
			continue;
		if (t->n == TEMPLATES_MAX)
			st = fail(w, SN_USAGE, _("%s: more than %d templates"),
			    dir, (int)TEMPLATES_MAX);
		else
			st = read_own(t, dir, e->d_name, w);
	}
	closedir(d);
	return st;
}

static int
compare(const void *x, const void *y)
{
	const struct template *a = x, *b = y;

	return a->own != b->own ? (a->own ? -1 : 1) :
	    strcmp(a->name, b->name);
}

enum status
templates_read(struct templates *out, const char *dir, struct arena *a,
    struct why *w)
{
	struct template *one;
	const struct blob *b;
	enum status st;

	*out = (struct templates){ .arena = a };
	if ((st = read_dir(out, dir, w)) != SN_OK)
		return st;
	for (b = blobs; b->name != NULL; b++) {
		if (strncmp(b->name, prefix, sizeof(prefix) - 1) != 0)
			continue;
		one = add(out, b->name + sizeof(prefix) - 1);
		one->place = one->name;
		one->text = (const char *)b->data;
		one->len = b->len;
	}
	qsort(out->one, out->n, sizeof(*out->one), compare);
	return SN_OK;
}

/*
 * How well the parts of a file's name, from p to end, fit c: a bit for each
 * that is met, those further left the higher; -1 when one is not.
 */
static int
fits(const char *p, const char *end, const struct choice *c)
{
	int met = 0, by = 0;
	size_t n;

	for (; p < end; p += n) {
		p++;	/* the dot */
		n = (size_t)(end - p);
		if (memchr(p, '.', n) != NULL)
			n = (size_t)((const char *)memchr(p, '.', n) - p);
		for (; by < CHOICE_BYS; by++)
			if (c->by[by] != NULL && strlen(c->by[by]) == n &&
			    memcmp(c->by[by], p, n) == 0)
				break;
		if (by == CHOICE_BYS)
			return -1;
		met |= 1 << (CHOICE_BYS - by++);
	}
	return met;
}

static int
parts(int met)
{
	int n = 0;

	for (; met > 0; met >>= 1)
		n += met & 1;
	return n;
}

bool
template_named(const struct template *t, const char *name)
{
	size_t n = strlen(name);

	return strncmp(t->name, name, n) == 0 && t->name[n] == '.';
}

bool
template_is_text(const struct template *t)
{
	return strcmp(strrchr(t->name, '.'), ".txt") == 0;
}

const struct template *
templates_choose(const struct templates *t, const char *name,
    const char *ext, const struct choice *c)
{
	const struct template *one, *best = NULL;
	size_t n = strlen(name), len;
	int met, most = -1;
	const char *e;

	for (one = t->one; one < t->one + t->n; one++) {
		if (!template_named(one, name) ||
		    (len = stem(&e, one->name)) == 0 || strcmp(e, ext) != 0)
			continue;
		if (best != NULL && best->own && !one->own)
			break;
		met = fits(one->name + n, one->name + len, c);
		if (met < 0 || (best != NULL && (parts(met) < parts(most) ||
		    (parts(met) == parts(most) && met <= most))))
			continue;
		best = one;
		most = met;
	}
	return best;
}

const struct template *
templates_find(const struct templates *t, const char *file)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->one[i].name, file) == 0)
			return &t->one[i];
	return NULL;
}

bool
templates_say(const struct templates *t, const char *word)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strstr(t->one[i].text, word) != NULL)
			return true;
	return false;
}

const struct template *
templates_beside(const struct templates *t, const struct template *text)
{
	const char *ext;
	size_t i, n = stem(&ext, text->name), len;

	for (i = 0; i < t->n; i++)
		if (t->one[i].own == text->own &&
		    (len = stem(&ext, t->one[i].name)) == n &&
		    strcmp(ext, "html") == 0 &&
		    strncmp(t->one[i].name, text->name, n) == 0)
			return &t->one[i];
	return NULL;
}
