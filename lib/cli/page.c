#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/page.h"
#include "text/number.h"
#include "text/width.h"

enum { GAP = 2 };

static void
pad_to(struct page *p, int column)
{
	for (; p->at < column; p->at++)
		str_putc(&p->s, ' ');
}

static void
add(struct page *p, const char *text, size_t n)
{
	const char *copy = arena_strndup(p->arena, text, n);

	str_add(&p->s, text, n);
	p->at += width_terminal(copy);
}

void
page_end(struct page *p)
{
	if (p->at > 0)
		str_putc(&p->s, '\n');
	p->at = 0;
}

void
page_label(struct page *p, const char *label)
{
	page_end(p);
	add(p, label, strlen(label));
	p->left = p->at < PAGE_LABEL ? PAGE_LABEL : p->at + GAP;
	pad_to(p, p->left);
}

void
page_put(struct page *p, const char *text)
{
	if (p->at > p->left) {
		if (p->at + GAP + width_terminal(text) > PAGE_WIDTH)
			page_end(p);
		else
			pad_to(p, p->at + GAP);
	}
	pad_to(p, p->left);
	add(p, text, strlen(text));
}

void
page_putf(struct page *p, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	page_put(p, text);
}

void
page_text(struct page *p, const char *text)
{
	size_t n;

	for (;; text += n + 1) {
		n = strcspn(text, "\n");
		pad_to(p, p->left);
		add(p, text, n - (n > 0 && text[n - 1] == '\r'));
		if (text[n] == '\0')
			return;
		page_end(p);
	}
}

void
page_heading(struct page *p, const char *text)
{
	page_end(p);
	str_addf(&p->s, "\n%s\n", text);
}

const char *
page_word(const struct word *list, const char *slug)
{
	if (slug == NULL)
		return "-";
	return language_japanese() ? word_ja(list, slug) : slug;
}

const char *
page_name(const struct column *c)
{
	if (c->field == NULL)
		return c->name;
	return language_japanese() ? c->ja : c->field;
}

const char *
page_yen(struct page *p, int64_t yen)
{
	char buf[NUMBER_SIZE];

	if (yen == NUM_NULL)
		return _("not known");
	return arena_printf(p->arena, _("%s yen"), number_yen(buf, yen));
}

const char *
page_time(struct page *p, const char *time)
{
	char *text = arena_strdup(p->arena, time), *t;

	if (text != NULL && (t = strchr(text, 'T')) != NULL) {
		*t = ' ';
		if (strlen(t) == strlen(" 10:00:00") &&
		    strcmp(t + 6, ":00") == 0)
			t[6] = '\0';
	}
	return text;
}

const char *
page_value(struct page *p, const struct column *c, const char *value)
{
	if (value == NULL)
		return _("nothing");
	switch (c->type) {
	case TYPE_WORD:
		return language_japanese() ? word_ja(c->words, value) : value;
	case TYPE_YEN:
		return page_yen(p, strtoll(value, NULL, 10));
	case TYPE_BOOL:
		return *value == '1' ? _("yes") : _("no");
	case TYPE_TIME:
		return page_time(p, value);
	case TYPE_ZIP:
		if (strlen(value) == 7)
			return arena_printf(p->arena, "%.3s-%s", value,
			    value + 3);
		return value;
	default:
		return value;
	}
}

static bool
is_in(const char *name, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

void
page_rest(struct page *p, const struct table *t, const void *rec,
    const char *const *skip)
{
	const void *fresh = record_new(t, p->arena);
	const struct column *c;
	const char *value;
	size_t i;

	for (i = 0; i < t->n; i++) {
		c = &t->column[i];
		if ((c->flags & COL_HIDDEN) != 0 || is_in(c->name, skip) ||
		    strncmp(c->name, "by_", 3) == 0 ||
		    strncmp(c->name, "to_", 3) == 0 ||
		    strncmp(c->name, "from_", 5) == 0 ||
		    record_same(rec, fresh, c))
			continue;
		value = record_value(rec, c, p->arena);
		if (value == NULL)
			continue;
		value = page_value(p, c, value);
		if (strchr(value, '\n') == NULL) {
			page_put(p, arena_printf(p->arena, "%s: %s",
			    page_name(c), value));
			continue;
		}
		page_put(p, arena_printf(p->arena, "%s:", page_name(c)));
		page_end(p);
		page_text(p, value);
		page_end(p);
	}
}

/* Those of n texts that are there, with a gap between. */
static void
put_all(struct page *p, const char *const *text, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (text[i] != NULL)
			page_put(p, text[i]);
}

void
page_person(struct page *p, const char *label, const struct person *who)
{
	const char *const names[] = {
		who->name, who->title, who->kana, who->company,
		who->department
	};
	const char *const reach[] = { who->phone, who->phone2, who->mail };
	const char *zip;

	page_label(p, label);
	put_all(p, names, 5);
	if (p->at > p->left)
		page_end(p);
	if (who->zip != NULL || who->pref != NULL || who->city != NULL) {
		zip = who->zip == NULL ? "" : strlen(who->zip) == 7 ?
		    arena_printf(p->arena, "〒%.3s-%s ", who->zip,
		    who->zip + 3) : who->zip;
		pad_to(p, p->left);
		page_text(p, arena_printf(p->arena, "%s%s%s%s", zip,
		    who->pref != NULL ? who->pref : "",
		    who->city != NULL ? who->city : "",
		    who->town != NULL ? who->town : ""));
		if (who->building != NULL)
			page_put(p, who->building);
		page_end(p);
	}
	if (who->phone != NULL || who->phone2 != NULL || who->mail != NULL) {
		pad_to(p, p->left);
		put_all(p, reach, 3);
	}
	page_end(p);
}
