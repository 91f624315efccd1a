#include <string.h>

#include "base/i18n.h"
#include "format/member.h"
#include "format/spec.h"

/* In the order of enum how. */
static const char *const hows[] = {
	"text", "code", "word", "yen", "number", "rate", "bool", "date", "time",
	"find-date", "span-date", "span-slot", "slot", "phone", "zip", "pref",
	"pairs", "address", NULL
};

/* In the order of enum rows_taken. */
static const char *const takens[] = { "first", "sum", "largest", NULL };

/* One spec on its way from JSON. */
struct reader {
	const struct format	*f;
	json_t			*v;
	const char		*where;
	enum how		 usual;	/* for the column */
	struct spec		*spec;
	struct arena		*arena;
};

/* A text, or a list of them, as an array of texts in a; its length. */
static enum status
texts(const char ***out, size_t *n, const struct reader *r, json_t *in,
    const char *key, struct why *w)
{
	json_t *v = json_object_get(in, key), *e;
	const char **list;
	size_t i;

	*n = 0;
	*out = NULL;
	if (v == NULL)
		return SN_OK;
	list = arena_alloc(r->arena, (json_array_size(v) + 1) *
	    sizeof(*list));
	if (json_is_string(v))
		list[(*n)++] = json_string_value(v);
	json_array_foreach(v, i, e) {
		if (!json_is_string(e))
			break;
		list[(*n)++] = json_string_value(e);
	}
	if (*n == 0 || (json_is_array(v) && *n != json_array_size(v)))
		return member_fail(r->f, r->where, key, w,
		    _("a text or a list of texts is expected"));
	*out = list;
	return SN_OK;
}

static enum status
read_from(struct reader *r, struct why *w)
{
	const char **name;
	enum status st;
	size_t i;

	st = texts(&name, &r->spec->nheader, r, r->v, "from", w);
	if (st != SN_OK || name == NULL)
		return st;
	r->spec->header = arena_alloc(r->arena, r->spec->nheader *
	    sizeof(*r->spec->header));
	for (i = 0; i < r->spec->nheader; i++)
		header_read(&r->spec->header[i], name[i], r->arena);
	return SN_OK;
}

static enum status
read_when(struct reader *r, struct why *w)
{
	struct condition *c;
	const char *key, **text;
	enum status st;
	json_t *o, *v;
	size_t i;

	st = member_object(&o, r->f, r->v, r->where, "when", false, w);
	if (st != SN_OK || o == NULL)
		return st;
	r->spec->when = arena_alloc(r->arena, (json_object_size(o) + 1) *
	    sizeof(*r->spec->when));
	json_object_foreach(o, key, v) {
		c = &r->spec->when[r->spec->nwhen++];
		header_read(&c->header, key, r->arena);
		if ((st = texts(&text, &c->n, r, o, key, w)) != SN_OK)
			return st;
		c->pattern = arena_alloc(r->arena, c->n *
		    sizeof(*c->pattern));
		for (i = 0; i < c->n; i++)
			pattern_read(&c->pattern[i], text[i]);
	}
	return SN_OK;
}

/* A word that a column of words may hold; "" for nothing. */
static enum status
check_word(const struct reader *r, const char *key, const char *value,
    struct why *w)
{
	const struct word *word;

	if (r->spec->how != HOW_WORD || r->spec->vocabulary == NULL ||
	    *value == '\0')
		return SN_OK;
	word = word_find(r->spec->vocabulary, value);
	if (word != NULL && strcmp(word->slug, value) == 0)
		return SN_OK;
	return member_fail(r->f, r->where, key, w,
	    _("%s is not a word of this column"), value);
}

/* One word, or several parted by '|', that become value. */
static void
add_words(struct reader *r, const char *words, const char *value)
{
	struct mapped_word *m;
	size_t n;

	for (;;) {
		n = strcspn(words, "|");
		m = &r->spec->word[r->spec->nword++];
		pattern_read(&m->pattern, arena_strndup(r->arena, words, n));
		m->value = *value == '\0' ? NULL : value;
		if (words[n] == '\0')
			break;
		words += n + 1;
	}
}

static size_t
count_words(json_t *o)
{
	size_t n = 0;
	const char *key, *p;
	json_t *v;

	json_object_foreach(o, key, v)
		for (n++, p = key; (p = strchr(p, '|')) != NULL; p++)
			n++;
	return n;
}

static enum status
read_words(struct reader *r, struct why *w)
{
	const char *key, *value;
	enum status st;
	json_t *o, *v;

	st = member_object(&o, r->f, r->v, r->where, "words", false, w);
	if (st != SN_OK || o == NULL)
		return st;
	r->spec->word = arena_alloc(r->arena, count_words(o) *
	    sizeof(*r->spec->word));
	json_object_foreach(o, key, v) {
		if ((value = json_string_value(v)) == NULL)
			return member_fail(r->f, r->where, "words", w,
			    _("%s: a text is expected"), key);
		if ((st = check_word(r, "words", value, w)) != SN_OK)
			return st;
		add_words(r, key, value);
	}
	return SN_OK;
}

/* What joins several columns unless the format says it. */
static const char *
usual_join(enum how how)
{
	switch (how) {
	case HOW_ZIP:
		return "";
	case HOW_PHONE:
		return "-";
	default:
		return " ";
	}
}

/* Members that are a text, a choice or true. */
static enum status
read_simple(struct reader *r, struct why *w)
{
	struct spec *s = r->spec;
	int how = (int)s->how, rows = ROWS_FIRST;
	json_t *join = json_object_get(r->v, "join");
	enum status st;

	if ((st = member_choice(&how, r->f, r->v, r->where, "as", hows,
	    w)) != SN_OK ||
	    (st = member_choice(&rows, r->f, r->v, r->where, "rows", takens,
	    w)) != SN_OK ||
	    (st = member_bool(&s->less, r->f, r->v, r->where, "less", w)) !=
	    SN_OK ||
	    (st = member_text(&s->constant, r->f, r->v, r->where, "const",
	    false, w)) != SN_OK)
		return st;
	/* A constant may be the reader's own making. */
	s->constant = arena_strdup(r->arena, s->constant);
	s->how = (enum how)how;
	s->rows = (enum rows_taken)rows;
	s->join = join == NULL ? usual_join(s->how) :
	    json_string_value(join);
	if (s->join == NULL)
		return member_fail(r->f, r->where, "join", w,
		    _("a text is expected"));
	if (s->constant != NULL)
		return check_word(r, "const", s->constant, w);
	return SN_OK;
}

static enum status
check(const struct reader *r, struct why *w)
{
	const struct spec *s = r->spec;
	bool number = s->how == HOW_YEN || s->how == HOW_NUMBER;

	if ((s->constant == NULL) == (s->nheader == 0))
		return member_fail(r->f, r->where, "from", w,
		    _("either from or const is expected"));
	if (s->nheader > SPEC_COLUMNS_MAX)
		return member_fail(r->f, r->where, "from", w,
		    _("at most %d columns are expected"), SPEC_COLUMNS_MAX);
	if ((s->rows != ROWS_FIRST || s->less) && !number)
		return member_fail(r->f, r->where, s->less ? "less" : "rows",
		    w, _("only for an amount or a number"));
	if ((s->how == HOW_SPAN_DATE || s->how == HOW_SPAN_SLOT) &&
	    s->nheader != 2)
		return member_fail(r->f, r->where, "from", w,
		    _("two columns are expected"));
	if (s->how == HOW_PAIRS && s->nheader % 2 != 0)
		return member_fail(r->f, r->where, "from", w,
		    _("pairs of columns are expected"));
	return SN_OK;
}

static enum status
read_object(struct reader *r, struct why *w)
{
	static const char *const known[] = { "from", "join", "as", "words",
	    "const", "when", "rows", "less", "label", "else", NULL };
	struct spec *s = r->spec;
	json_t *other;
	enum status st;

	if ((st = member_known(r->f, r->v, r->where, known, w)) != SN_OK ||
	    (st = read_simple(r, w)) != SN_OK ||
	    (st = read_from(r, w)) != SN_OK ||
	    (st = read_when(r, w)) != SN_OK ||
	    (st = read_words(r, w)) != SN_OK ||
	    (st = texts(&s->label, &s->nlabel, r, r->v, "label", w)) !=
	    SN_OK || (st = check(r, w)) != SN_OK)
		return st;
	if ((other = json_object_get(r->v, "else")) == NULL)
		return SN_OK;
	return spec_read(&s->otherwise, r->f, other,
	    arena_printf(r->arena, "%s.else", r->where), r->usual,
	    s->vocabulary, r->arena, w);
}

/* A header or a list of them is short for {"from": ...}. */
static enum status
read_short(struct reader *r, struct why *w)
{
	json_t *object = json_pack("{s:O}", "from", r->v);
	enum status st;

	/* The strings live on in the format itself. */
	r->v = object;
	st = read_object(r, w);
	json_decref(object);
	return st;
}

enum status
spec_read(struct spec **out, const struct format *f, json_t *v,
    const char *where, enum how how, const struct word *vocabulary,
    struct arena *a, struct why *w)
{
	struct reader r = { .f = f, .v = v, .where = where, .usual = how,
	    .arena = a };

	r.spec = *out = arena_alloc(a, sizeof(*r.spec));
	r.spec->how = how;
	r.spec->vocabulary = vocabulary;
	r.spec->join = "";
	if (json_is_integer(v))
		r.spec->constant = arena_printf(a, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(v));
	else if (json_is_boolean(v))
		r.spec->constant = json_is_true(v) ? "1" : "0";
	else if (json_is_string(v) || json_is_array(v))
		return read_short(&r, w);
	else if (json_is_object(v))
		return read_object(&r, w);
	else
		return member_fail(f, where, NULL, w,
		    _("a column, a list of columns or an object is expected"));
	return SN_OK;
}
