/*
 * Templates that nothing chooses, names that no order has, characters that
 * phones do not show.
 */

#include <string.h>

#include "base/i18n.h"
#include "cli/mails_lint.h"
#include "text/utf8.h"

/* The part of a file's name that says what it is for. */
static const char *
name_of(struct lint *l, const struct template *t)
{
	return arena_strndup(&l->m->arena, t->name, strcspn(t->name, "."));
}

/* Whether text takes in the partial of that name. */
static bool
takes(const char *text, const char *name)
{
	size_t n = strlen(name), rest;
	const char *s;

	for (s = strchr(text, '>'); s != NULL; s = strchr(s, '>')) {
		s++;
		rest = strspn(s, " \t");
		if (strncmp(s + rest, name, n) == 0 &&
		    strchr(" \t}%>]|", s[rest + n]) != NULL)
			return true;
	}
	return false;
}

static bool
taken(const struct lint *l, const char *name)
{
	const struct templates *t = &l->m->composer.templates;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (takes(t->one[i].text, name))
			return true;
	return false;
}

/* Kinds and the partials that others take in are names of files. */
static void
check_name(struct lint *l, const struct template *t, const char *name)
{
	const struct templates *all = &l->m->composer.templates;
	struct arena *a = &l->m->arena;
	const char **known, *near;
	const struct word *kind;
	size_t i, n = 0;

	if (compose_is_mail(t) || taken(l, name))
		return;
	known = arena_alloc(a, (all->n + 20) * sizeof(*known));
	for (kind = words_mail; kind->slug != NULL; kind++)
		known[n++] = kind->slug;
	for (i = 0; i < all->n; i++)
		if (!all->one[i].own)
			known[n++] = name_of(l, &all->one[i]);
	near = conf_nearest(known, n, name);
	lint_say(l, true, t->place, 0, arena_printf(a, near != NULL ?
	    _("%s: no kind of mail, and no template takes it in; is %s "
	    "meant?") : _("%s: no kind of mail, and no template takes it in"),
	    name, near));
}

/* A page of HTML stands beside a text, or is a part of one. */
static void
check_beside(struct lint *l, const struct template *t)
{
	const struct template *text;

	if (template_is_text(t) || !compose_is_mail(t))
		return;
	text = templates_find(&l->m->composer.templates,
	    arena_printf(&l->m->arena, "%.*s.txt",
	    (int)(strrchr(t->name, '.') - t->name), t->name));
	if (text == NULL || text->own != t->own)
		lint_say(l, true, t->place, 0, _("no .txt stands beside it"));
}

/* Characters that old phones and their carriers do not know. */
static bool
is_odd(uint32_t c)
{
	return (c >= 0xff61 && c <= 0xff9f) ||	/* half-width kana */
	    (c >= 0x2460 && c <= 0x24ff) ||	/* circled, bracketed */
	    (c >= 0x2160 && c <= 0x217f) ||	/* Roman numerals */
	    (c >= 0x3220 && c <= 0x33ff) ||	/* (株), ㌔, 平成 */
	    (c >= 0x2600 && c <= 0x27bf && c != 0x2605 && c != 0x2606) ||
	    (c >= 0xe000 && c <= 0xf8ff) || c > 0xffff;
}

static void
check_characters(struct lint *l, const struct template *t,
    const struct choice *choice)
{
	const char *device = choice->by[CHOICE_DEVICE], *s = t->text, *at;
	unsigned line = 1;
	uint32_t c;

	if (device == NULL || strcmp(device, "mobile") != 0)
		return;
	for (at = s; (c = utf8_next(&s)) != 0; at = s) {
		if (c == '\n')
			line++;
		else if (is_odd(c))
			lint_say(l, false, t->place, line,
			    arena_printf(&l->m->arena, _("%.*s: some phones "
			    "do not show this character"), (int)(s - at),
			    at));
	}
}

/* A mustache_fault_fn. */
static enum status
fault(const struct mustache_fault *f, void *arg, struct why *w)
{
	struct lint *l = arg;
	struct arena *a = &l->m->arena;
	const char *near;

	(void)w;
	switch (f->wrong) {
	case MUSTACHE_UNKNOWN:
		near = conf_nearest(f->near, f->nnear, f->last);
		lint_say(l, true, f->place, f->line, arena_printf(a,
		    near != NULL ? _("{{%s}}: no such name; is %s meant?") :
		    _("{{%s}}: no such name"), f->name, near));
		break;
	case MUSTACHE_NO_TEXT:
		lint_say(l, true, f->place, f->line, arena_printf(a,
		    _("{{%s}}: is no text: {{#%s}} ... {{/%s}}"), f->name,
		    f->name, f->name));
		break;
	case MUSTACHE_NO_PARTIAL:
		if (l->m->composer.st != SN_OK)
			break;	/* it is there, and wrong: told by itself */
		lint_say(l, true, f->place, f->line, arena_printf(a,
		    _("{{> %s}}: there is no such template, or it takes "
		    "itself in"), f->name));
		break;
	}
	return SN_OK;
}

static enum status
check_one(struct lint *l, const struct template *t, struct why *w)
{
	const char *name = name_of(l, t), *cause;
	bool mail = compose_is_mail(t);
	struct choice choice;
	enum status st;

	if (l->kind != NULL && mail && !lint_wants(l, name))
		return SN_OK;
	if (t->own) {
		check_name(l, t, name);
		check_beside(l, t);
	}
	cause = templates_parts(&choice, t, l->m->conf, &l->m->arena);
	if (t->own && cause != NULL)
		lint_say(l, true, t->place, 0, cause);
	check_characters(l, t, &choice);
	if (!mail)
		return SN_OK;	/* looked at where it is taken in */
	l->m->composer.st = SN_OK;
	st = compose_check(&l->m->composer, t, &choice, view_known, fault, l,
	    w);
	if (st == SN_OK && l->m->composer.st != SN_OK) {
		st = SN_USAGE;
		*w = l->m->composer.why;
	}
	if (st != SN_USAGE)
		return st;
	lint_told(l, t, w->text, "");
	return SN_OK;
}

enum status
lint_files(struct lint *l, struct why *w)
{
	const struct templates *t = &l->m->composer.templates;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < t->n && st == SN_OK; i++)
		st = check_one(l, &t->one[i], w);
	return st;
}
