/*
 * Letters out of templates.
 */

#include <string.h>

#include "base/i18n.h"
#include "mail/compose.h"
#include "mail/view.h"

/* A template as it was parsed. */
struct draft {
	bool		 read;
	bool		 sound;		/* every name in it is known */
	enum status	 st;		/* of its parsing */
	struct why	 why;
	struct mustache	*subject;	/* of a text that is no partial */
	struct mustache	*body;
};

enum status
compose_open(struct composer *out, const char *dir, struct arena *a,
    struct why *w)
{
	enum status st;

	*out = (struct composer){ .arena = a };
	if ((st = templates_read(&out->templates, dir, a, w)) != SN_OK)
		return st;
	out->draft = arena_alloc(a, (out->templates.n + 1) *
	    sizeof(*out->draft));
	return SN_OK;
}

void
compose_close(struct composer *c)
{
	str_free(&c->out);
}

bool
compose_by_hand(const struct template *t)
{
	static const char by_hand[] = "write-";

	return strncmp(t->name, by_hand, sizeof(by_hand) - 1) == 0;
}

bool
compose_is_mail(const struct template *t)
{
	const struct word *kind = words_mail;

	if (compose_by_hand(t))
		return true;
	while (kind->slug != NULL && !template_named(t, kind->slug))
		kind++;
	return kind->slug != NULL;
}

/* The headers; *body is what stands behind them, on line *line. */
static enum status
read_headers(struct draft *d, struct composer *c, const struct template *t,
    const char **body, unsigned *line, struct why *w)
{
	static const char subject[] = "Subject:";
	const char *s = t->text, *value;
	enum status st;
	size_t n;

	for (*line = 1; *s != '\0'; s += n + (s[n] == '\n'), ++*line) {
		n = strcspn(s, "\n");
		if (n == 0 || (n == 1 && *s == '\r'))
			break;
		if (strncmp(s, subject, sizeof(subject) - 1) != 0)
			return fail(w, SN_USAGE, _("%s:%u: %.*s: no header "
			    "that a template has: Subject, an empty line, "
			    "then the text"), t->place, *line,
			    (int)strcspn(s, ": \r\n"), s);
		if (d->subject != NULL)
			return fail(w, SN_USAGE, _("%s:%u: a second subject"),
			    t->place, *line);
		value = s + sizeof(subject) - 1;
		value += strspn(value, " \t");
		if ((st = mustache_parse(&d->subject, value,
		    (size_t)(s + n - value) - (n > 0 && s[n - 1] == '\r' &&
		    value < s + n), t->place, *line, c->arena, w)) != SN_OK)
			return st;
	}
	if (d->subject == NULL)
		return fail(w, SN_USAGE, _("%s:1: the first line is no "
		    "subject: \"Subject: ...\", an empty line, then the "
		    "text"), t->place);
	*body = s + strspn(s, "\r");
	*body += **body == '\n';
	++*line;
	return SN_OK;
}

/* The draft of a template, parsed once. */
static const struct draft *
draft_of(struct composer *c, const struct template *t)
{
	struct draft *d = &c->draft[t - c->templates.one];
	const char *body = t->text;
	unsigned line = 1;

	if (d->read)
		return d;
	d->read = true;
	if (compose_is_mail(t) && template_is_text(t))
		d->st = read_headers(d, c, t, &body, &line, &d->why);
	if (d->st == SN_OK)
		d->st = mustache_parse(&d->body, body,
		    t->len - (size_t)(body - t->text), t->place, line,
		    c->arena, &d->why);
	return d;
}

static const struct mustache *
partial(const char *name, void *arg)
{
	struct composer *c = arg;
	const struct template *t = templates_choose(&c->templates, name,
	    c->html ? "html" : "txt", c->choice);
	const struct draft *d;

	if (t == NULL)
		return NULL;
	d = draft_of(c, t);
	if (d->st != SN_OK && c->st == SN_OK) {
		c->st = d->st;
		c->why = d->why;
	}
	return d->st == SN_OK ? d->body : NULL;
}

static void
empty(const char *place, unsigned line, const char *name, void *arg)
{
	const struct composer *c = arg;

	c->empty(place, line, name, c->arg);
}

/* Render into c->out; a partial that is wrong is an error of the letter. */
static enum status
render(struct composer *c, const struct mustache *m,
    const struct mustache_value *root, bool html, struct why *w)
{
	struct mustache_how how = { .html = html, .partial = partial,
	    .empty = c->empty != NULL ? empty : NULL, .arg = c };
	enum status st;

	str_reset(&c->out);
	c->html = html;
	c->st = SN_OK;
	if ((st = mustache_render(&c->out, m, root, &how, w)) != SN_OK)
		return st;
	if (c->st != SN_OK)
		*w = c->why;
	return c->st;
}

/* What was rendered, in a: lines end with \n, the last one too. */
static const char *
take(const struct str *out, struct arena *a)
{
	char *text = arena_alloc(a, out->len + 2), *to = text;
	const char *s;

	for (s = str_text(out); *s != '\0'; s++)
		if (*s != '\r')
			*to++ = *s;
		else if (s[1] != '\n')
			*to++ = '\n';
	if (to > text && to[-1] != '\n')
		*to++ = '\n';
	*to = '\0';
	return text;
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\n")] == '\0';
}

static enum status
make_subject(struct composed *out, struct composer *c, const struct draft *d,
    const struct mustache_value *root, struct arena *a, struct why *w)
{
	enum status st;
	char *text;
	size_t n;

	if ((st = render(c, d->subject, root, false, w)) != SN_OK)
		return st;
	text = arena_strndup(a, str_text(&c->out), c->out.len);
	for (n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
		text[n - 1] = '\0';
	if (is_blank(text))
		return fail(w, SN_INVALID, _("%s:1: the subject is empty"),
		    out->from->place);
	if (strpbrk(text, "\r\n") != NULL)
		return fail(w, SN_INVALID, _("%s:1: the subject has more "
		    "than one line"), out->from->place);
	out->subject = text;
	return SN_OK;
}

enum status
compose_from(struct composed *out, struct composer *c,
    const struct template *from, const struct choice *choice,
    const struct mustache_value *root, struct arena *a, struct why *w)
{
	const struct draft *d = draft_of(c, from);
	enum status st;

	*out = (struct composed){ .from = from };
	c->choice = choice;
	if (d->st != SN_OK) {
		*w = d->why;
		return d->st;
	}
	if ((st = make_subject(out, c, d, root, a, w)) != SN_OK ||
	    (st = render(c, d->body, root, false, w)) != SN_OK)
		return st;
	out->text = take(&c->out, a);
	if (is_blank(out->text))
		return fail(w, SN_INVALID, _("%s: the text is empty"),
		    from->place);
	out->html_from = templates_beside(&c->templates, from);
	if (out->html_from == NULL)
		return SN_OK;
	d = draft_of(c, out->html_from);
	if (d->st != SN_OK) {
		*w = d->why;
		return d->st;
	}
	if ((st = render(c, d->body, root, true, w)) == SN_OK)
		out->html = take(&c->out, a);
	return st;
}

enum status
compose_check(struct composer *c, const struct template *t,
    const struct choice *choice, const struct mustache_known *known,
    mustache_fault_fn *fn, void *arg, struct why *w)
{
	struct mustache_how how = { .partial = partial, .arg = c };
	const struct draft *d = draft_of(c, t);
	enum status st;

	if (d->st != SN_OK) {
		*w = d->why;
		return d->st;
	}
	c->choice = choice;
	c->html = !template_is_text(t);
	if (d->subject != NULL && (st = mustache_check(d->subject, known,
	    &how, fn, arg, w)) != SN_OK)
		return st;
	return mustache_check(d->body, known, &how, fn, arg, w);
}

/* A mustache_fault_fn: the first one is enough. */
static enum status
refuse(const struct mustache_fault *f, void *arg, struct why *w)
{
	const struct composer *c = arg;

	if (f->wrong == MUSTACHE_NO_PARTIAL && c->st != SN_OK) {
		*w = c->why;
		return c->st;
	}
	return fail(w, SN_USAGE, _("%s:%u: {{%s}}: there is no such name "
	    "here; sn-mail lint says more"), f->place, f->line, f->name);
}

/*
 * Refuse a template that says what there is not: a slip of the pen must not
 * go to a thousand buyers as a gap.  Once for each, by the first choice.
 */
static enum status
judge(struct composer *c, const struct template *t,
    const struct choice *choice, struct why *w)
{
	struct draft *d = &c->draft[t - c->templates.one];
	enum status st;

	if (d->sound)
		return SN_OK;
	c->st = SN_OK;
	st = compose_check(c, t, choice, view_known, refuse, c, w);
	d->sound = st == SN_OK;
	return st;
}

enum status
compose(struct composed *out, struct composer *c, const char *kind,
    const struct choice *choice, const struct mustache_value *root,
    struct arena *a, struct why *w)
{
	const struct template *from = templates_choose(&c->templates, kind,
	    "txt", choice), *html;
	enum status st;

	if (from == NULL)
		return fail(w, SN_NOTFOUND, _("there is no template for it: "
		    "write templates/%s.txt"), kind);
	html = templates_beside(&c->templates, from);
	if ((st = judge(c, from, choice, w)) != SN_OK ||
	    (html != NULL && (st = judge(c, html, choice, w)) != SN_OK))
		return st;
	return compose_from(out, c, from, choice, root, a, w);
}
