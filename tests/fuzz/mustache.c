/*
 * Any template: it is parsed or refused with its line; what has no tags
 * gives itself; and a partial that is indented gives what its text would
 * with every line indented, which is how the specification says it.
 */
#include <string.h>

#include "text/mustache.h"
#include "fuzz.h"

enum { SMALL = 4096 };

static const struct mustache_known known_item[] = {
	{ "a", MUSTACHE_TEXT, NULL, NULL }, { NULL, MUSTACHE_TEXT, NULL, NULL }
};
static const struct mustache_known known[] = {
	{ "a", MUSTACHE_TEXT, NULL, NULL }, { "b", MUSTACHE_YES, NULL, NULL },
	{ "c", MUSTACHE_LIST, known_item, NULL }, { "d", MUSTACHE_OBJECT,
	known_item, NULL }, { NULL, MUSTACHE_TEXT, NULL, NULL }
};

static const struct mustache_field field_item[] = {
	{ "a", { .type = MUSTACHE_TEXT, .text = "<one\ntwo>" } },
};
static const struct mustache_value items[] = {
	{ .type = MUSTACHE_OBJECT, .field = field_item, .n = 1 },
	{ .type = MUSTACHE_OBJECT, .field = field_item, .n = 1 },
};
static const struct mustache_field fields[] = {
	{ "a", { .type = MUSTACHE_TEXT, .text = "text" } },
	{ "b", { .type = MUSTACHE_YES } },
	{ "c", { .type = MUSTACHE_LIST, .item = items, .n = 2 } },
	{ "d", { .type = MUSTACHE_OBJECT, .field = field_item, .n = 1 } },
};
static const struct mustache_value root = { .type = MUSTACHE_OBJECT,
    .field = fields, .n = 4 };

/* p is a partial, q is the one tested. */
struct parts {
	struct mustache	*p, *q;
};

static const struct mustache *
partial(const char *name, void *arg)
{
	const struct parts *parts = arg;

	return strcmp(name, "p") == 0 ? parts->p :
	    strcmp(name, "tested") == 0 ? parts->q : NULL;
}

static enum status
fault(const struct mustache_fault *f, void *arg, struct why *w)
{
	(void)arg;
	(void)w;
	MUST(f->line > 0 && *f->name != '\0');
	return SN_OK;
}

static void
indented(const char *s, size_t n, const struct mustache_how *how,
    struct arena *a)
{
	static const char around[] = "\t {{>tested}}";
	struct str text = STR_INIT, one = STR_INIT, other = STR_INIT;
	struct mustache *m;
	enum status st;
	struct why w;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i == 0 || s[i - 1] == '\n')
			str_puts(&text, "\t ");
		str_putc(&text, s[i]);
	}
	MUST(mustache_parse(&m, around, sizeof(around) - 1, "around", 1, a,
	    &w) == SN_OK);
	st = mustache_render(&one, m, &root, how, &w);
	MUST(mustache_parse(&m, str_text(&text), text.len, "indented", 1, a,
	    &w) == SN_OK);
	if (st == SN_OK && mustache_render(&other, m, &root, how, &w) ==
	    SN_OK && strstr(s, "tested") == NULL) {
		MUST(one.len == other.len);
		MUST(memcmp(str_text(&one), str_text(&other), one.len) == 0);
	}
	str_free(&text);
	str_free(&one);
	str_free(&other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *s = arena_strndup(&a, (const char *)data, n);
	struct parts parts = { NULL, NULL };
	struct mustache_how how = { .html = n % 2 == 0, .partial = partial,
	    .arg = &parts };
	struct str out = STR_INIT;
	struct why w;

	MUST(mustache_parse(&parts.p, "x\n {{a}}\n", 9, "p", 1, &a, &w) ==
	    SN_OK);
	if (n > SMALL || mustache_parse(&parts.q, s, n, "t", 1, &a, &w) !=
	    SN_OK) {
		MUST(n > SMALL || strncmp(w.text, "t:", 2) == 0);
		goto end;
	}
	MUST(mustache_check(parts.q, known, &how, fault, NULL, &w) == SN_OK);
	if (mustache_render(&out, parts.q, &root, &how, &w) == SN_OK &&
	    strstr(s, "{{") == NULL && strlen(s) == n)
		MUST(strcmp(str_text(&out), s) == 0);
	indented(s, n, &how, &a);
end:
	str_free(&out);
	arena_free(&a);
	return 0;
}
