#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "format/lint.h"

struct linting {
	struct format	**order;	/* all formats of orders */
	size_t		  n;
	bool		  wrong;	/* the one in hand */
};

static void
tell(const char *text, bool sure, void *arg)
{
	struct linting *l = arg;

	if (sure)
		warnx("%s", text);
	else
		warnx(_("%s (worth a look)"), text);
	l->wrong |= sure;
}

/* All formats of orders that can be read, for comparison. */
static enum status
load_all(struct linting *l, struct cmd *c, const char *dir, struct why *w)
{
	const char **name;
	struct format *f;
	enum status st;
	size_t n = 0;
	struct why lw;

	if ((st = format_names(&name, dir, &c->arena, w)) != SN_OK)
		return st;
	while (name[n] != NULL)
		n++;
	l->order = arena_alloc(&c->arena, (n + 1) * sizeof(*l->order));
	for (; *name != NULL; name++)
		if (format_load(&f, *name, dir, &c->arena, &lw) == SN_OK) {
			if (f->kind == FORMAT_ORDER)
				l->order[l->n++] = f;
			else
				format_free(f);
		}
	return SN_OK;
}

/* Files of another format that this one would take for its own. */
static enum status
lint_others(struct linting *l, struct cmd *c, const struct format *f,
    struct why *w)
{
	enum status st;
	bool takes;
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (strcmp(l->order[i]->name, f->name) == 0)
			continue;
		st = format_mistakes(&takes, f, l->order[i], &c->arena, w);
		if (st == SN_OK && takes)
			tell(arena_printf(&c->arena, _("%s: requires: a file "
			    "of %s has these headers too"), f->path != NULL ?
			    f->path : f->name, l->order[i]->name), false, l);
	}
	return SN_OK;
}

/* A name, or a file: the format NAME of its directory. */
static enum status
lint_one(struct linting *l, struct cmd *c, const char *operand,
    const char *dir, struct why *w)
{
	const char *name = operand, *slash = strrchr(operand, '/');
	size_t n = strlen(operand);
	struct format *f;
	enum status st;

	if (n > 5 && strcmp(operand + n - 5, ".json") == 0) {
		dir = slash == NULL ? "." : arena_strndup(&c->arena, operand,
		    (size_t)(slash - operand));
		name = slash == NULL ? operand : slash + 1;
		name = arena_strndup(&c->arena, name, strlen(name) - 5);
	}
	if ((st = format_load(&f, name, dir, &c->arena, w)) != SN_OK)
		return st;
	l->wrong = false;
	st = format_lint(f, tell, l, &c->arena, w);
	if (st == SN_OK && f->kind == FORMAT_ORDER)
		st = lint_others(l, c, f, w);
	format_free(f);
	return st;
}

enum status
formats_lint(struct cmd *c, char *operand[], const char *dir,
    struct tally *t, struct why *w)
{
	struct linting l = { NULL, 0, false };
	const char **name, *const *p;
	struct why wrong;
	enum status st;

	p = (const char *const *)operand;
	if (*operand == NULL) {
		st = format_names(&name, dir, &c->arena, w);
		if (st != SN_OK)
			return st;
		p = name;
	}
	st = load_all(&l, c, dir, w);
	for (; st == SN_OK && *p != NULL; p++) {
		st = lint_one(&l, c, *p, dir, &wrong);
		if (st == SN_IO) {
			*w = wrong;
			break;
		}
		if (st != SN_OK)
			warnx("%s", wrong.text);
		if (st != SN_OK || l.wrong)
			t->refused++;
		else
			t->done++;
		st = SN_OK;
	}
	while (l.n > 0)
		format_free(l.order[--l.n]);
	return st;
}
