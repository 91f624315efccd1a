/*
 * Mustache by the cases of tests/mustache: a line each, as JSON, with the
 * data, the template, its partials, and what they give.
 */

#include <stdlib.h>

#include <jansson.h>

#include "text/mustache.h"
#include "tap.h"

static struct mustache_value
value(json_t *v, struct arena *a)
{
	struct mustache_value out = { .type = MUSTACHE_NOTHING }, *item;
	struct mustache_field *field;
	const char *key;
	json_t *one;
	char *text;
	size_t i;

	switch (json_typeof(v)) {
	case JSON_TRUE:
		out.type = MUSTACHE_YES;
		break;
	case JSON_OBJECT:
		out.type = MUSTACHE_OBJECT;
		field = arena_alloc(a, (json_object_size(v) + 1) *
		    sizeof(*field));
		json_object_foreach(v, key, one)
			field[out.n++] = (struct mustache_field){ key,
			    value(one, a) };
		out.field = field;
		break;
	case JSON_ARRAY:
		out.type = MUSTACHE_LIST;
		out.n = json_array_size(v);
		item = arena_alloc(a, (out.n + 1) * sizeof(*item));
		for (i = 0; i < out.n; i++)
			item[i] = value(json_array_get(v, i), a);
		out.item = item;
		break;
	case JSON_STRING:
		out.type = MUSTACHE_TEXT;
		out.text = json_string_value(v);
		break;
	case JSON_INTEGER:
	case JSON_REAL:
		out.type = MUSTACHE_TEXT;
		text = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
		out.text = arena_strdup(a, text);
		free(text);
		break;
	default:
		break;
	}
	return out;
}

struct partials {
	const json_t	*text;
	struct arena	*arena;
};

static const struct mustache *
partial(const char *name, void *arg)
{
	const struct partials *p = arg;
	const char *text = json_string_value(json_object_get(p->text, name));
	struct mustache *m;
	struct why w;

	if (text == NULL || mustache_parse(&m, text, strlen(text), name, 1,
	    p->arena, &w) != SN_OK)
		return NULL;
	return m;
}

static void
one(const json_t *c, const char *file)
{
	const char *text = json_string_value(json_object_get(c, "template"));
	const char *error = json_string_value(json_object_get(c, "error"));
	json_t *data = json_object_get(c, "data");
	struct arena a = ARENA_INIT;
	struct partials p = { json_object_get(c, "partials"), &a };
	struct mustache_how how = { .html = true, .partial = partial,
	    .arg = &p };
	struct mustache_value root;
	struct str out = STR_INIT;
	struct mustache *m;
	enum status st;
	struct why w;

	printf("# %s: %s\n", file, json_string_value(json_object_get(c,
	    "name")));
	st = mustache_parse(&m, text, strlen(text), "t", 1, &a, &w);
	OK(st == (error != NULL ? SN_USAGE : SN_OK));
	if (st == SN_OK) {
		root = value(data, &a);
		OK(mustache_render(&out, m, &root, &how, &w) == SN_OK);
		STREQ(str_text(&out), json_string_value(json_object_get(c,
		    "expected")));
	} else
		STREQ(w.text, error != NULL ? error : "no error");
	str_free(&out);
	arena_free(&a);
}

static void
cases(const char *file)
{
	char path[100];
	json_error_t e;
	json_t *c;
	int n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "tests/mustache/%s.ndjson", file);
	f = fopen(path, "r");
	OK(f != NULL);
	while (f != NULL && (c = json_loadf(f, JSON_DISABLE_EOF_CHECK, &e)) !=
	    NULL) {
		one(c, file);
		json_decref(c);
		n++;
	}
	OK(n > 10);
	if (f != NULL)
		fclose(f);
}

/* Plain text escapes nothing, and what has no end is an error. */
static void
limits(void)
{
	struct mustache_value item[200], root = { .type = MUSTACHE_LIST,
	    .item = item, .n = 200 }, text = { .type = MUSTACHE_TEXT,
	    .text = "<&>" };
	static const char nested[] =
	    "{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}";
	json_t *round = json_pack("{ss}", "a", "x{{>a}}");
	struct arena a = ARENA_INIT;
	struct partials p = { round, &a };
	struct mustache_how how = { .html = false, .partial = partial,
	    .arg = &p };
	struct str out = STR_INIT;
	struct mustache *m;
	struct why w;
	size_t i;

	for (i = 0; i < 200; i++)
		item[i] = root;
	OK(mustache_parse(&m, "{{.}}", 5, "t", 1, &a, &w) == SN_OK);
	OK(mustache_render(&out, m, &text, &how, &w) == SN_OK);
	STREQ(str_text(&out), "<&>");
	OK(mustache_parse(&m, nested, sizeof(nested) - 1, "t", 1, &a, &w) ==
	    SN_OK);
	OK(mustache_render(&out, m, &root, &how, &w) == SN_INVALID);
	STREQ(w.text, "t:1: what this gives has no end");
	OK(mustache_parse(&m, "{{>a}}", 6, "t", 1, &a, &w) == SN_OK);
	OK(mustache_render(&out, m, &root, &how, &w) == SN_INVALID);
	STREQ(w.text,
	    "a:1: {{> a}}: partials take each other in without end");
	str_free(&out);
	arena_free(&a);
	json_decref(round);
}

static const struct mustache_known known_line[] = {
	{ "name", MUSTACHE_TEXT, NULL, NULL }, { NULL, MUSTACHE_TEXT, NULL, NULL }
};
static const struct mustache_known known[] = {
	{ "lines", MUSTACHE_LIST, known_line, NULL },
	{ "first", MUSTACHE_OBJECT, known_line, NULL },
	{ "notes", MUSTACHE_LIST, NULL, NULL },
	{ "paid", MUSTACHE_YES, NULL, NULL }, { "total", MUSTACHE_TEXT, NULL, NULL },
	{ NULL, MUSTACHE_TEXT, NULL, NULL }
};

static enum status
fault(const struct mustache_fault *f, void *arg, struct why *w)
{
	static const char *const word[] = { "unknown", "no text",
	    "no partial" };

	(void)w;
	str_addf(arg, "%s:%u:%s:%s:%s:%zu\n", f->place, f->line,
	    word[f->wrong], f->name, f->last, f->nnear);
	return SN_OK;
}

/* A name that is known nowhere, or cannot stand where it does. */
static void
names(void)
{
	static const char text[] =
	    "{{total}}{{#lines}}{{name}}{{total}}{{/lines}}{{first.name}}\n"
	    "{{#notes}}{{.}}{{/notes}}{{#paid}}{{total}}{{/paid}}{{>ok}}\n"
	    "{{totl}}{{^nothing}}{{/nothing}}\n"
	    "{{first.nam}}{{#lines}}{{.}}{{nam}}{{/lines}}\n"
	    "{{paid}}{{lines}}{{name}}{{>none}}\n"
	    "{{>round}}{{>round}}\n";
	json_t *text_of = json_pack("{ssss}", "ok", "{{total}}{{x}}", "round",
	    "{{>round}}{{>round}}");
	struct arena a = ARENA_INIT;
	struct partials p = { text_of, &a };
	struct mustache_how how = { .html = false, .partial = partial,
	    .arg = &p };
	struct str out = STR_INIT;
	struct mustache *m;
	struct why w;

	OK(mustache_parse(&m, text, sizeof(text) - 1, "t", 11, &a, &w) ==
	    SN_OK);
	OK(mustache_check(m, known, &how, fault, &out, &w) == SN_OK);
	STREQ(str_text(&out), "ok:1:unknown:x:x:5\n"
	    "t:13:unknown:totl:totl:5\n"
	    "t:13:unknown:nothing:nothing:5\n"
	    "t:14:unknown:first.nam:nam:1\n"
	    "t:14:no text:.:.:0\n"
	    "t:14:unknown:nam:nam:6\n"
	    "t:15:no text:paid:paid:0\n"
	    "t:15:no text:lines:lines:0\n"
	    "t:15:unknown:name:name:5\n"
	    "t:15:no partial:none:none:0\n"
	    "round:1:no partial:round:round:0\n");
	str_free(&out);
	arena_free(&a);
	json_decref(text_of);
}

int
main(void)
{
	cases("comments");
	cases("delimiters");
	cases("interpolation");
	cases("inverted");
	cases("partials");
	cases("sections");
	cases("errors");
	limits();
	names();
	return TAP_END;
}
