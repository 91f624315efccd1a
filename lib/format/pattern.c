#include <string.h>

#include "format/spec.h"
#include "text/fold.h"
#include "text/number.h"

void
pattern_read(struct pattern *out, const char *text)
{
	static const struct {
		const char		*text;
		enum pattern_kind	 kind;
	} special[] = {
		{ "", PATTERN_EMPTY }, { "*", PATTERN_ANY },
		{ "=0", PATTERN_ZERO }, { "!=0", PATTERN_AMOUNT },
		{ "<0", PATTERN_NEGATIVE }
	};
	size_t i, len;
	bool open, shut;

	*out = (struct pattern){ .kind = PATTERN_EXACT };
	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (strcmp(special[i].text, text) == 0) {
			out->kind = special[i].kind;
			return;
		}
	out->unless = *text == '!';
	text += out->unless;
	len = strlen(text);
	open = len > 1 && *text == '*';
	shut = len > 1 && text[len - 1] == '*';
	if (open)
		out->kind = shut ? PATTERN_HOLDS : PATTERN_ENDS;
	else if (shut)
		out->kind = PATTERN_STARTS;
	out->text = text + open;
	out->len = len - open - shut;
}

static bool
holds(const struct pattern *p, const char *s)
{
	size_t n = strlen(s);
	int64_t yen;

	switch (p->kind) {
	case PATTERN_EXACT:
		return strcmp(s, p->text) == 0;
	case PATTERN_STARTS:
		return strncmp(s, p->text, p->len) == 0;
	case PATTERN_ENDS:
		return n >= p->len && strcmp(s + n - p->len, p->text) == 0;
	case PATTERN_HOLDS:
		return memmem(s, n, p->text, p->len) != NULL;
	case PATTERN_ANY:
		return n > 0;
	case PATTERN_EMPTY:
		return n == 0;
	case PATTERN_ZERO:
		return number_parse(&yen, s) == SN_OK && yen == 0;
	case PATTERN_AMOUNT:
		return number_parse(&yen, s) == SN_OK && yen != 0;
	case PATTERN_NEGATIVE:
		return number_parse(&yen, s) == SN_OK && yen < 0;
	}
	return false;
}

bool
pattern_matches(const struct pattern *p, size_t n, const char *s)
{
	bool except = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (holds(&p[i], s))
			return !p[i].unless;
		except = p[i].unless;
	}
	return except;
}

void
header_read(struct header *out, const char *text, struct arena *a)
{
	enum { MAX = sizeof(out->folded) / sizeof(out->folded[0]) - 1 };
	const char *bar;
	size_t i;

	*out = (struct header){ .column = ABSENT };
	for (i = 0; i < MAX && text != NULL; i++) {
		bar = strchr(text, '|');
		if (bar == NULL)
			bar = text + strlen(text);
		if (i == 0)
			out->name = arena_strndup(a, text,
			    (size_t)(bar - text));
		out->folded[i] = fold_header(arena_strndup(a, text,
		    (size_t)(bar - text)), a);
		text = *bar == '|' ? bar + 1 : NULL;
	}
}

bool
header_resolve(struct header *out, const struct headers *h)
{
	size_t i, k;

	out->column = ABSENT;
	for (k = 0; out->folded[k] != NULL; k++)
		for (i = 0; i < h->n; i++)
			if (strcmp(out->folded[k], h->name[i]) == 0) {
				out->column = (long)i;
				return true;
			}
	return false;
}

void
spec_resolve(struct spec *s, const struct headers *h)
{
	size_t i;

	for (; s != NULL; s = s->otherwise) {
		for (i = 0; i < s->nheader; i++)
			header_resolve(&s->header[i], h);
		for (i = 0; i < s->nwhen; i++)
			header_resolve(&s->when[i].header, h);
	}
}

/* A constant under a condition is carried when the condition can be told. */
bool
spec_carried(const struct spec *s)
{
	size_t i;

	for (; s != NULL; s = s->otherwise) {
		if (s->constant != NULL && s->nwhen == 0)
			return true;
		for (i = 0; i < s->nheader; i++)
			if (s->header[i].column != ABSENT)
				return true;
		for (i = 0; s->constant != NULL && i < s->nwhen; i++)
			if (s->when[i].header.column != ABSENT)
				return true;
	}
	return false;
}
