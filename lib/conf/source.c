#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "conf/source.h"
#include "data/digest.h"
#include "text/utf8.h"

enum {
	MAX_BYTES = 16 << 20,	/* a hundred thousand rules; no sane file */
	MAX_NAME = 64		/* longer names are not compared */
};

/* Read all of the file into the arena. */
static enum status
slurp(struct source *s, const char *path, struct why *w)
{
	struct str all = STR_INIT;
	enum status st = file_read(&all, path, MAX_BYTES, w);

	s->text = arena_strndup(s->arena, str_text(&all), all.len);
	s->len = all.len;
	str_free(&all);
	if (st == SN_NOTFOUND)
		return fail(w, SN_USAGE, _("%s: there is none; sn-init makes "
		    "a shop directory"), path);
	return st == SN_OK ? SN_OK : SN_USAGE;
}

/* The text is UTF-8 without NUL, or the first line that is not is named. */
static enum status
check_text(const struct source *s, struct why *w)
{
	const char *p = s->text, *end = s->text + s->len;
	unsigned line = 1;
	uint32_t c;
	size_t n;

	for (; p < end; p += n) {
		n = utf8_decode(&c, p, (size_t)(end - p));
		if (n == 0)
			return fail(w, SN_USAGE, _("%s:%u: not UTF-8: save the "
			    "file as UTF-8"), s->name, line);
		if (c == '\0')
			return fail(w, SN_USAGE, _("%s:%u: a NUL byte"),
			    s->name, line);
		if (c == '\n')
			line++;
	}
	return SN_OK;
}

/* What was read, as text without a BOM. */
static enum status
take_text(struct source *s, struct why *w)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct digest hash;

	digest_bytes(&hash, s->text, s->len);
	s->hash = arena_strdup(s->arena, hash.text);
	if (s->len >= 3 && memcmp(s->text, bom, 3) == 0) {
		s->text += 3;
		s->len -= 3;
	}
	return check_text(s, w);
}

enum status
source_read(struct source *out, const char *path, struct arena *a,
    struct why *w)
{
	enum status st;

	while (strncmp(path, "./", 2) == 0)
		path += 2;
	*out = (struct source){ .name = arena_strdup(a, path), .arena = a };
	if ((st = slurp(out, path, w)) != SN_OK)
		return st;
	return take_text(out, w);
}

enum status
source_text(struct source *out, const char *name, const char *text,
    size_t len, struct arena *a, struct why *w)
{
	*out = (struct source){ .name = arena_strdup(a, name), .arena = a,
	    .text = arena_strndup(a, text, len), .len = len };
	return take_text(out, w);
}

/* source_scan() has said all that there is to say. */
static void
quiet(cfg_t *cfg, const char *fmt, va_list ap)
{
	(void)cfg;
	(void)fmt;
	(void)ap;
}

enum status
source_parse(cfg_t **out, const struct source *s, cfg_opt_t *opts,
    struct why *w)
{
	cfg_t *cfg;

	*out = NULL;
	if ((cfg = cfg_init(opts, CFGF_NONE)) == NULL)
		return fail(w, SN_IO, "%s: %s", s->name, strerror(errno));
	cfg_set_error_function(cfg, quiet);
	if (s->len > 0 && cfg_parse_buf(cfg, s->text) != CFG_SUCCESS) {
		fail(w, SN_USAGE, _("%s:%d: cannot be read"), s->name,
		    cfg->line);
		cfg_free(cfg);
		return SN_USAGE;
	}
	*out = cfg;
	return SN_OK;
}

static int
by_path(const void *x, const void *y)
{
	const struct source_key *k = x, *l = y;

	return strcmp(k->path, l->path);
}

unsigned
source_line(const struct source *s, const char *path)
{
	struct source_key key = { path, 0 }, *found;

	if (s->n == 0)
		return 0;
	found = bsearch(&key, s->key, s->n, sizeof(key), by_path);
	return found != NULL ? found->line : 0;
}

/* How many letters must change to make x of y (Levenshtein). */
static size_t
distance(const char *x, const char *y)
{
	size_t row[MAX_NAME + 1], m = strlen(x), n = strlen(y);
	size_t i, j, diagonal, up, best;

	if (m > MAX_NAME || n > MAX_NAME)
		return SIZE_MAX;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; i <= m; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			up = row[j];
			best = diagonal + (x[i - 1] != y[j - 1]);
			if (up + 1 < best)
				best = up + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = up;
			row[j] = best;
		}
	}
	return row[n];
}

const char *
source_nearest(const char *const *names, size_t n, const char *text)
{
	size_t i, d, best = (strlen(text) + 1) / 2 + 1;
	const char *found = NULL;

	for (i = 0; i < n; i++)
		if ((d = distance(text, names[i])) < best) {
			best = d;
			found = names[i];
		}
	return found;
}
