#include <string.h>

#include "base/i18n.h"
#include "format/detect.h"
#include "format/table.h"

/* A file of a format that was looked at. */
struct candidate {
	const char	*format;	/* NULL: none yet */
	const char	*title;
	const char	*missing;
	bool		 second;
	int		 fit;		/* required headers that are there */
	int		 of;
};

struct search {
	FILE			*in;
	const char		*name;
	const char		*dir;
	enum enc		 encoding;
	enum format_kind	 kind;
	struct arena		*arena;
	struct candidate	 best, rival;	/* all they need is there */
	struct candidate	 nearest;	/* something is not */
	enum status		 broken;	/* a format that cannot be read */
	struct why		 why;
};

static void
weigh(struct search *s, const struct candidate *c)
{
	if (c->fit < c->of) {
		/* Compare shares of what is asked: a/b > c/d. */
		if (s->nearest.format == NULL || c->fit * s->nearest.of >
		    s->nearest.fit * c->of)
			s->nearest = *c;
		return;
	}
	if (s->best.format == NULL || c->of > s->best.of) {
		s->best = *c;
		s->rival.format = NULL;
	} else if (c->of == s->best.of)
		s->rival = *c;
}

static enum status
look(struct search *s, const struct format *f, struct why *w)
{
	struct file_layout layout[2];
	struct table_file table;
	struct candidate c;
	enum status st;
	size_t i, n;

	if ((st = layout_files(layout, &n, f, s->arena, w)) != SN_OK)
		return st;
	if (n == 0)
		return SN_OK;
	st = table_open(&table, s->in, s->name, s->encoding, f, s->arena, w);
	if (st != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		c = (struct candidate){ f->name,
		    arena_strdup(s->arena, layout[i].title), NULL, i == 1,
		    table_fit(&table, &layout[i]),
		    (int)layout[i].nrequires };
		if (c.fit <= 0)
			continue;
		c.missing = table_missing(&table, &layout[i], s->arena);
		weigh(s, &c);
	}
	return SN_OK;
}

static enum status
look_at_all(struct search *s, struct why *w)
{
	const char **name;
	struct format *f;
	enum status st;
	struct why fw;

	if ((st = format_names(&name, s->dir, s->arena, w)) != SN_OK)
		return st;
	for (; *name != NULL; name++) {
		st = format_load(&f, *name, s->dir, s->arena, &fw);
		if (st == SN_OK) {
			if (f->kind == s->kind)
				st = look(s, f, &fw);
			format_free(f);
		}
		if (st == SN_USAGE) {
			s->broken = st;
			s->why = fw;
		} else if (st != SN_OK) {
			*w = fw;
			return st;
		}
	}
	return SN_OK;
}

static enum status
none_fits(const struct search *s, struct why *w)
{
	if (s->broken != SN_OK) {
		*w = s->why;
		return s->broken;
	}
	if (s->nearest.format == NULL)
		return fail(w, SN_INVALID, _("%s: no format has these "
		    "headers; sn-format list shows those that are known, "
		    "-f generic goes by usual names of columns"), s->name);
	return fail(w, SN_INVALID, _("%s: no format fits; nearest is %s (%s), "
	    "which misses: %s"), s->name, s->nearest.format,
	    s->nearest.title, s->nearest.missing);
}

enum status
format_detect_kind(struct format **out, bool *second, enum format_kind kind,
    FILE *in, const char *name, const char *dir, struct arena *a,
    struct why *w)
{
	struct search s = { .in = in, .name = name, .dir = dir,
	    .kind = kind, .arena = a };
	enum status st;

	if ((st = table_encoding(&s.encoding, in, name, w)) != SN_OK ||
	    (st = look_at_all(&s, w)) != SN_OK)
		return st;
	if (s.best.format == NULL)
		return none_fits(&s, w);
	if (s.rival.format != NULL)
		return fail(w, SN_INVALID, _("%s: may be %s or %s; name the "
		    "format with -f"), name, s.best.format, s.rival.format);
	*second = s.best.second;
	return format_load(out, s.best.format, dir, a, w);
}

enum status
format_detect(struct format **out, bool *second, FILE *in, const char *name,
    const char *dir, struct arena *a, struct why *w)
{
	return format_detect_kind(out, second, FORMAT_ORDER, in, name, dir,
	    a, w);
}

enum status
format_is_second(bool *second, const struct format *f, FILE *in,
    const char *name, struct why *w)
{
	struct search s = { .in = in, .name = name, .kind = f->kind };
	struct arena a = ARENA_INIT;
	enum status st;

	s.arena = &a;
	if ((st = table_encoding(&s.encoding, in, name, w)) != SN_OK ||
	    (st = look(&s, f, w)) != SN_OK)
		goto out;
	*second = s.best.second;
	if (s.best.format == NULL)
		st = none_fits(&s, w);
out:
	arena_free(&a);
	return st;
}
