/*
 * Lines of a known shape: texts with values between them.  A text is looked
 * for once, so that no line takes longer than its length.
 */

#include <string.h>

#include "format/letter_layout.h"
#include "text/fold.h"

/*
 * Blanks beside a text of a shape stand for any number of them, or none;
 * where there is nothing else between two values, for one at least.
 */
static const char *
trim(const char *s, struct arena *a)
{
	size_t n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return arena_strndup(a, s, n);
}

/* The last place in line[0..n) where text is; NULL: nowhere. */
static const char *
last(const char *line, size_t n, const char *text, size_t len)
{
	const char *p;

	if (len > n)
		return NULL;
	for (p = line + n - len; memcmp(p, text, len) != 0; p--)
		if (p == line)
			return NULL;
	return p;
}

bool
letter_shaped(const char *value[SHAPE_FIELDS], const struct letter_shape *s,
    const char *line, struct arena *a)
{
	const char *p, *text, *rest = fold_width(line, a);
	size_t i, len, n;

	rest = trim(rest, a);
	text = trim(s->text[0], a);
	len = strlen(text);
	if (strncmp(rest, text, len) != 0)
		return false;
	rest += len;
	n = strlen(rest);
	for (i = s->n; i > 0; i--) {
		while (n > 0 && (rest[n - 1] == ' ' || rest[n - 1] == '\t'))
			n--;
		text = trim(s->text[i], a);
		if (i < s->n && *text == '\0')
			text = " ";
		len = strlen(text);
		p = len == 0 ? rest + n : last(rest, n, text, len);
		if (p == NULL || (i == s->n && p + len != rest + n))
			return false;
		if (i < s->n)
			value[i] = trim(arena_strndup(a, p + len,
			    n - (size_t)(p + len - rest)), a);
		n = (size_t)(p - rest);
		if (i < s->n && *value[i] == '\0')
			return false;
	}
	value[0] = trim(arena_strndup(a, rest, n), a);
	return *value[0] != '\0';
}
