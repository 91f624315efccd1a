#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "conf/crontab.h"

static const char blank[] = " \t\r";

enum { FIELDS = 5 };		/* minute, hour, day, month, weekday */

static const char *
skip(const char *p)
{
	return p + strspn(p, blank);
}

/* The end of a word that is no quoted one. */
static const char *
past(const char *p)
{
	return p + strcspn(p, blank);
}

/*
 * NAME = value, of which *name and *value are taken; a value in quotes loses
 * them.  False when the line is no such one.
 */
static bool
setting(const char **name, const char **value, const char *line,
    struct arena *a)
{
	const char *p = line, *end;

	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	if (p == line || *skip(p) != '=')
		return false;
	*name = arena_strndup(a, line, (size_t)(p - line));
	p = skip(skip(p) + 1);
	for (end = p + strlen(p); end > p && strchr(blank, end[-1]) != NULL;)
		end--;
	if (end - p >= 2 && (*p == '"' || *p == '\'') && end[-1] == *p) {
		p++;
		end--;
	}
	*value = arena_strndup(a, p, (size_t)(end - p));
	return true;
}

/* The schedule at p; where the command begins, or NULL when it is none. */
static const char *
schedule(const char **when, const char *p, struct arena *a)
{
	struct str s = STR_INIT;
	const char *end;
	int i, n = *p == '@' ? 1 : FIELDS;

	for (i = 0; i < n && *p != '\0'; i++, p = skip(end)) {
		end = past(p);
		if (i > 0)
			str_putc(&s, ' ');
		str_add(&s, p, (size_t)(end - p));
	}
	*when = i == n ? arena_strdup(a, str_text(&s)) : NULL;
	str_free(&s);
	return i == n && *p != '\0' ? p : NULL;
}

/* What sh(1) gets: up to a % that is not escaped. */
static const char *
command(const char *p, struct arena *a)
{
	struct str s = STR_INIT;
	const char *text;

	for (; *p != '\0' && *p != '%'; p++) {
		if (*p == '\\' && p[1] == '%')
			p++;
		str_putc(&s, *p);
	}
	while (s.len > 0 && strchr(blank, s.p[s.len - 1]) != NULL)
		s.len--;
	text = arena_strndup(a, str_text(&s), s.len);
	str_free(&s);
	return text;
}

/* One word of a command, without its quotes; false at its end. */
static bool
word(struct str *out, const char **at)
{
	const char *p = skip(*at);
	bool any = false;
	char quote = '\0';

	str_reset(out);
	for (; *p != '\0'; p++) {
		if (quote == '\0' && strchr(" \t\r;|&<>()", *p) != NULL)
			break;
		any = true;
		if (quote == '\0' && (*p == '\'' || *p == '"'))
			quote = *p;
		else if (quote != '\0' && *p == quote)
			quote = '\0';
		else if (*p == '\\' && quote != '\'' && p[1] != '\0')
			str_putc(out, *++p);
		else
			str_putc(out, *p);
	}
	*at = p;
	return any;
}

static void
words(struct crontab_entry *e, struct arena *a)
{
	const char *p = e->command, *name, *value;
	struct str s = STR_INIT;
	size_t cap = 0;

	while (word(&s, &p)) {
		/* SN_HOME=x before the program */
		if (e->nword == 0 && setting(&name, &value, str_text(&s),
		    a)) {
			if (strcmp(name, "SN_HOME") == 0)
				e->home = value;
			continue;
		}
		e->word = arena_grow(a, e->word, e->nword, &cap,
		    sizeof(*e->word));
		e->word[e->nword++] = arena_strdup(a, str_text(&s));
	}
	e->word = arena_grow(a, e->word, e->nword, &cap, sizeof(*e->word));
	e->word[e->nword] = NULL;
	str_free(&s);
}

void
crontab_read(struct crontab_entry **out, size_t *n, const char *text,
    struct arena *a)
{
	const char *path = NULL, *home = NULL, *name, *value, *p, *line;
	struct crontab_entry *e;
	unsigned number = 0;
	size_t cap = 0, len;

	*out = NULL;
	*n = 0;
	for (; *text != '\0'; text += len + (text[len] == '\n')) {
		number++;
		len = strcspn(text, "\n");
		line = skip(arena_strndup(a, text, len));
		if (*line == '\0' || *line == '#')
			continue;
		if (setting(&name, &value, line, a)) {
			if (strcmp(name, "PATH") == 0)
				path = value;
			else if (strcmp(name, "SN_HOME") == 0)
				home = value;
			continue;
		}
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		e = &(*out)[(*n)++];
		*e = (struct crontab_entry){ .line = number, .path = path,
		    .home = home };
		p = schedule(&e->when, line, a);
		if (p == NULL)
			e->when = NULL;
		e->command = command(p != NULL ? p : line, a);
		words(e, a);
	}
}
