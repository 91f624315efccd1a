#include <string.h>

#include "base/str.h"
#include "format/sheet.h"

static struct sheet_row *
add(struct sheet *s, size_t number, const char *header)
{
	struct sheet_row *r;

	s->row = arena_grow(s->arena, s->row, s->n, &s->cap,
	    sizeof(*s->row));
	r = &s->row[s->n++];
	*r = (struct sheet_row){ number, header, "", "", "", "" };
	return r;
}

/* "a" and ["a", "b"] as "a, b"; what is no text is left out. */
static const char *
texts(json_t *v, struct arena *a)
{
	const char *all = "";
	json_t *one;
	size_t i;

	if (json_is_string(v))
		return json_string_value(v);
	json_array_foreach(v, i, one)
		if (json_is_string(one))
			all = arena_printf(a, "%s%s%s", all,
			    *all != '\0' ? ", " : "", json_string_value(one));
	return all;
}

/* { "1": "a", "2": "b" } as "1=a, 2=b". */
static const char *
words(json_t *map, struct arena *a)
{
	struct str s = STR_INIT;
	const char *key, *text;
	json_t *v;

	json_object_foreach(map, key, v) {
		str_addf(&s, "%s%s=", s.len > 0 ? ", " : "", key);
		str_puts(&s, json_is_string(v) ? json_string_value(v) : "");
	}
	text = arena_strdup(a, str_text(&s));
	str_free(&s);
	return text;
}

/* Columns that are written. */
static void
fill_written(struct sheet *s, json_t *columns)
{
	json_t *o, *v;
	const char *unit;
	struct sheet_row *r;
	size_t i;

	json_array_foreach(columns, i, o) {
		r = add(s, i + 1, texts(json_object_get(o, "header"),
		    s->arena));
		if ((v = json_object_get(o, "text")) != NULL)
			r->holds = arena_printf(s->arena, "\"%s\"", texts(v,
			    s->arena));
		else if ((v = json_object_get(o, "list")) != NULL)
			r->holds = texts(v, s->arena);
		else
			r->holds = texts(json_object_get(o, "value"),
			    s->arena);
		unit = json_string_value(json_object_get(o, "unit"));
		if ((v = json_object_get(o, "max")) != NULL)
			r->width = arena_printf(s->arena,
			    "%" JSON_INTEGER_FORMAT " %s",
			    json_integer_value(v), unit != NULL ? unit :
			    "half");
		if (json_is_true(json_object_get(o, "required")))
			r->required = "yes";
		r->words = words(json_object_get(o, "map"), s->arena);
	}
}

/* Whether the format cannot do without a header. */
static bool
is_required(const struct format *f, const char *header)
{
	json_t *v;
	size_t i;

	json_array_foreach(json_object_get(f->json, "requires"), i, v)
		if (strcmp(json_string_value(v), header) == 0)
			return true;
	return false;
}

/* One header is for where. */
static void
use(struct sheet *s, const struct format *f, const char *header,
    const char *where, json_t *map)
{
	struct sheet_row *r = NULL;
	const char *said;
	size_t i;

	for (i = 0; r == NULL && i < s->n; i++)
		if (strcmp(s->row[i].header, header) == 0)
			r = &s->row[i];
	if (r == NULL)
		r = add(s, 0, header);
	if (strstr(r->holds, where) == NULL)
		r->holds = arena_printf(s->arena, "%s%s%s", r->holds,
		    *r->holds != '\0' ? ", " : "", where);
	if (is_required(f, header))
		r->required = "yes";
	said = words(map, s->arena);
	if (*said != '\0' && *r->words == '\0')
		r->words = said;
}

/* All headers of a specification, with those of its conditions. */
static void
use_spec(struct sheet *s, const struct format *f, json_t *spec,
    const char *where)
{
	json_t *from, *v;
	const char *key;
	size_t i;

	for (; spec != NULL; spec = json_object_get(spec, "else")) {
		from = json_is_object(spec) ? json_object_get(spec, "from") :
		    spec;
		if (json_is_string(from))
			use(s, f, json_string_value(from), where,
			    json_object_get(spec, "words"));
		json_array_foreach(from, i, v)
			if (json_is_string(v))
				use(s, f, json_string_value(v), where,
				    json_object_get(spec, "words"));
		json_object_foreach(json_object_get(spec, "when"), key, v)
			use(s, f, key, where, NULL);
	}
}

static void
use_section(struct sheet *s, const struct format *f, json_t *section,
    const char *where)
{
	const char *key, *path, *rate;
	json_t *spec, *v;

	json_object_foreach(section, key, spec) {
		path = arena_printf(s->arena, "%s.%s", where, key);
		if (strcmp(key, "by_rate") == 0) {
			json_object_foreach(spec, rate, v)
				use_spec(s, f, v, path);
		} else if (strcmp(key, "kind") != 0 || !json_is_string(spec))
			use_spec(s, f, spec, path);
	}
}

/* The sections of a format of orders. */
static void
fill_order(struct sheet *s, const struct format *f)
{
	static const char *const sections[] = { "order", "destination",
	    "shipment", "line" };
	static const char *const lists[] = { "charges", "payments" };
	json_t *v, *one, *kind;
	size_t i, k;

	json_array_foreach(json_object_get(f->json, "requires"), i, v)
		use(s, f, json_string_value(v), "", NULL);
	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		use_section(s, f, json_object_get(f->json, sections[i]),
		    sections[i]);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		json_array_foreach(json_object_get(f->json, lists[i]), k,
		    one) {
			kind = json_object_get(one, "kind");
			use_section(s, f, one, json_is_string(kind) ?
			    arena_printf(s->arena, "%s.%s", lists[i],
			    json_string_value(kind)) : lists[i]);
		}
	use_spec(s, f, json_object_get(f->json, "tags"), "tags");
}

/* Where the columns of a file with tracking numbers are. */
static void
fill_tracking(struct sheet *s, const struct format *f)
{
	static const char *const places[] = { "key", "number", "date",
	    "deleted" };
	struct sheet_row *r;
	json_t *o;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		o = json_object_get(f->json, places[i]);
		if (o == NULL)
			continue;
		r = add(s, (size_t)json_integer_value(json_object_get(o,
		    "at")), texts(json_object_get(o, "header"), s->arena));
		r->holds = places[i];
		if (i < 2)
			r->required = "yes";
	}
}

void
sheet_fill(struct sheet *out, const struct format *f)
{
	switch (f->kind) {
	case FORMAT_LABEL:
	case FORMAT_REPORT:
		fill_written(out, json_object_get(f->json, "columns"));
		break;
	case FORMAT_ORDER:
	case FORMAT_MAIL:
		fill_order(out, f);
		break;
	case FORMAT_TRACKING:
		fill_tracking(out, f);
		break;
	}
}
