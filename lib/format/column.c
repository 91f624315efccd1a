/*
 * The columns of formats that are written, read from their JSON.  All that
 * can be wrong with them is found here, before a row is written.
 */

#include <string.h>

#include "base/i18n.h"
#include "format/column.h"
#include "format/member.h"
#include "order/model.h"

static enum status
add_value(struct making *m, struct writer *wr, const char *where,
    const char *name, struct arena *a, struct why *w)
{
	const void *value = wr->source->find(name, a);
	size_t cap = m->nvalue;

	if (value == NULL)
		return member_fail(wr->format, where, "value", w,
		    _("there is no value %s"), name);
	m->value = arena_grow(a, m->value, m->nvalue, &cap,
	    sizeof(*m->value));
	m->value[m->nvalue++] = value;
	return SN_OK;
}

/* A name, or several where a text is broken over columns. */
static enum status
read_values(struct making *m, struct writer *wr, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	json_t *v = json_object_get(o, "value"), *name;
	enum status st;
	size_t i;

	if (v == NULL)
		return SN_OK;
	if (json_is_string(v))
		return add_value(m, wr, where, json_string_value(v), a, w);
	if ((st = member_texts(&v, wr->format, o, where, "value", true,
	    w)) != SN_OK)
		return st;
	json_array_foreach(v, i, name)
		if ((st = add_value(m, wr, where, json_string_value(name), a,
		    w)) != SN_OK)
			return st;
	return SN_OK;
}

static enum status
read_map(struct making *m, const struct format *f, json_t *o,
    const char *where, struct why *w)
{
	json_t *other = json_object_get(o, "else"), *v;
	enum status st;
	const char *key;

	if ((st = member_object(&m->map, f, o, where, "map", false,
	    w)) != SN_OK || (st = member_bool(&m->keep, f, o, where, "keep",
	    w)) != SN_OK)
		return st;
	if (other != NULL && (m->other = json_string_value(other)) == NULL)
		return member_fail(f, where, "else", w,
		    _("a text is expected"));
	json_object_foreach(m->map, key, v)
		if (!json_is_string(v))
			return member_fail(f, where, "map", w,
			    _("texts are expected"));
	return SN_OK;
}

static enum status
read_making(struct making *m, struct writer *wr, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	static const char *const ways[] = { "is", "zip", "digits",
	    "kana-half", NULL };
	const struct format *f = wr->format;
	enum status st;
	int as = AS_IS;

	if ((st = member_text(&m->text, f, o, where, "text", false,
	    w)) != SN_OK ||
	    (st = member_text(&m->date, f, o, where, "date", false,
	    w)) != SN_OK ||
	    (st = member_choice(&as, f, o, where, "as", ways, w)) != SN_OK ||
	    (st = read_values(m, wr, o, where, a, w)) != SN_OK)
		return st;
	m->as = (enum as)as;
	return read_map(m, f, o, where, w);
}

/* A number of at least one; *out is left alone if it is absent. */
static enum status
read_number(int64_t *out, const struct format *f, json_t *o,
    const char *where, const char *key, struct why *w)
{
	json_t *v = json_object_get(o, key);

	if (v == NULL)
		return SN_OK;
	*out = json_integer_value(v);
	if (*out < 1)
		return member_fail(f, where, key, w,
		    _("a number from 1 is expected"));
	return SN_OK;
}

static enum status
read_limits(struct out_column *c, const struct format *f, json_t *o,
    const char *where, struct why *w)
{
	static const char *const units[] = { "full", "half", "bytes", "chars",
	    NULL };
	static const char *const classes[] = { "any", "digits", "alnum",
	    "upper", "alnum-space", "tel", "kana-half", "ascii", NULL };
	int unit = UNIT_HALF, chars = CHARS_ANY;
	int64_t max = 0;
	enum status st;

	c->most = NUM_NULL;
	if ((st = read_number(&max, f, o, where, "max", w)) != SN_OK ||
	    (st = read_number(&c->most, f, o, where, "most", w)) != SN_OK ||
	    (st = member_choice(&unit, f, o, where, "unit", units,
	    w)) != SN_OK ||
	    (st = member_choice(&chars, f, o, where, "chars", classes,
	    w)) != SN_OK ||
	    (st = member_bool(&c->required, f, o, where, "required",
	    w)) != SN_OK)
		return st;
	c->max = (size_t)max;
	c->unit = (enum unit)unit;
	c->chars = (enum chars)chars;
	return member_bool(&c->cut, f, o, where, "cut", w);
}

/* "most_of": { "value": "label.kind", "map": { "compact+cod": 30000 } } */
static enum status
read_most_of(struct out_column *c, struct writer *wr, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	static const char *const known[] = { "value", "map", NULL };
	const struct format *f = wr->format;
	const char *name, *key;
	enum status st;
	json_t *of, *v;

	if ((st = member_object(&of, f, o, where, "most_of", false, w)) !=
	    SN_OK || of == NULL)
		return st;
	if ((st = member_known(f, of, where, known, w)) != SN_OK ||
	    (st = member_text(&name, f, of, where, "value", true, w)) !=
	    SN_OK || (st = member_object(&c->most_map, f, of, where, "map",
	    true, w)) != SN_OK)
		return st;
	if ((c->most_value = wr->source->find(name, a)) == NULL)
		return member_fail(f, where, "most_of", w,
		    _("there is no value %s"), name);
	json_object_foreach(c->most_map, key, v)
		if (json_integer_value(v) < 1)
			return member_fail(f, where, "most_of", w,
			    _("a number from 1 is expected"));
	return SN_OK;
}

/* "ahead": [ { "value": "to.pref", "max": 4 }, ... ] */
static enum status
read_ahead(struct out_column *c, struct writer *wr, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	json_t *list = json_object_get(o, "ahead"), *v;
	struct ahead *x;
	enum status st;
	int64_t max;
	size_t i;

	c->nahead = json_array_size(list);
	c->ahead = arena_alloc(a, (c->nahead + 1) * sizeof(*c->ahead));
	if (list != NULL && c->nahead == 0)
		return member_fail(wr->format, where, "ahead", w,
		    _("a list of objects is expected"));
	json_array_foreach(list, i, v) {
		x = &c->ahead[i];
		max = 0;
		if ((st = member_text(&x->name, wr->format, v, where, "value",
		    true, w)) != SN_OK || (st = read_number(&max, wr->format,
		    v, where, "max", w)) != SN_OK)
			return st;
		x->max = (size_t)max;
		x->value = wr->source->find(x->name, a);
		if (x->value == NULL || max == 0)
			return member_fail(wr->format, where, "ahead", w,
			    _("a value and its max are expected"));
	}
	return SN_OK;
}

/* "parts": [ { "value": "deliver", "date": "MMDD" }, ... ] and "join" */
static enum status
read_parts(struct out_column *c, struct writer *wr, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	static const char *const known[] = { "value", "text", "date", "as",
	    "map", "else", "keep", NULL };
	json_t *list = json_object_get(o, "parts"), *v;
	const struct format *f = wr->format;
	enum status st;
	size_t i;

	if ((st = member_text(&c->join, f, o, where, "join", false,
	    w)) != SN_OK)
		return st;
	if (c->join == NULL)
		c->join = "";
	if (list == NULL)
		return SN_OK;
	c->njoined = json_array_size(list);
	if (c->njoined == 0 || c->njoined > JOIN_MAX)
		return member_fail(f, where, "parts", w,
		    _("1 to %d entries are expected"), JOIN_MAX);
	if (c->making.text != NULL || c->making.nvalue > 0)
		return member_fail(f, where, "parts", w,
		    _("takes the place of value and text"));
	c->joined = arena_alloc(a, c->njoined * sizeof(*c->joined));
	json_array_foreach(list, i, v)
		if ((st = member_known(f, v, where, known, w)) != SN_OK ||
		    (st = read_making(&c->joined[i], wr, v, where, a,
		    w)) != SN_OK)
			return st;
		else if (c->joined[i].nvalue > 1 || (c->joined[i].nvalue == 0 &&
		    c->joined[i].text == NULL))
			return member_fail(f, where, "parts", w,
			    _("each has a value or a text"));
	return SN_OK;
}

/* Whether the column goes on with the text of the one before. */
static bool
goes_on(json_t *columns, size_t i)
{
	json_t *now = json_array_get(columns, i), *before;

	if (i == 0 || json_object_get(now, "break") == NULL)
		return false;
	before = json_array_get(columns, i - 1);
	return json_equal(json_object_get(before, "break"),
	    json_object_get(now, "break")) &&
	    json_equal(json_object_get(before, "value"),
	    json_object_get(now, "value"));
}

/* "break": whether its text goes over columns of the same value. */
static enum status
read_break(struct writer *wr, json_t *columns, size_t i, const char *where,
    struct why *w)
{
	static const char *const ways[] = { "run", "placed", NULL };
	json_t *o = json_array_get(columns, i);
	struct out_column *c = &wr->column[i];
	const struct format *f = wr->format;
	enum status st;
	int way = -1;
	size_t first;

	if ((st = member_choice(&way, f, o, where, "break", ways,
	    w)) != SN_OK)
		return st;
	if (way < 0 && c->making.nvalue > 1)
		return member_fail(f, where, "value", w,
		    _("several are for columns that break"));
	if (way < 0)
		return SN_OK;
	if (c->max == 0)
		return member_fail(f, where, "max", w, _("missing"));
	for (first = i; goes_on(columns, first);)
		first--;
	wr->column[first].placed = way == 1;
	c->filled = c->filled || first < i;
	if (++wr->column[first].spread > SPREAD_MAX)
		return member_fail(f, where, "break", w,
		    _("at most %d columns"), SPREAD_MAX);
	return SN_OK;
}

static enum status
name_list(struct out_column *c, struct writer *wr, json_t *o,
    const char *where, struct why *w)
{
	enum status st;
	const char *name;
	size_t i;

	if ((st = member_text(&name, wr->format, o, where, "list", false,
	    w)) != SN_OK || name == NULL)
		return st;
	for (i = 0; i < wr->nlist; i++)
		if (strcmp(wr->list[i].name, name) == 0) {
			c->list = i + 1;
			c->filled = true;
			return SN_OK;
		}
	return member_fail(wr->format, where, "list", w,
	    _("there is no list %s"), name);
}

static enum status
read_column(struct writer *wr, json_t *columns, size_t i, struct arena *a,
    struct why *w)
{
	static const char *const known[] = { "header", "text", "value", "again",
	    "date", "as", "map", "else", "keep", "max", "unit", "most",
	    "most_of", "chars", "required", "cut", "ahead", "break", "list",
	    "parts", "join", "written", "note", NULL };
	const char *where = arena_printf(a, "columns[%zu]", i);
	json_t *o = json_array_get(columns, i);
	struct out_column *c = &wr->column[i];
	const struct format *f = wr->format;
	bool written = true;
	enum status st;

	if (!json_is_object(o))
		return member_fail(f, where, NULL, w,
		    _("an object is expected"));
	if ((st = member_known(f, o, where, known, w)) != SN_OK ||
	    (st = member_text(&c->header, f, o, where, "header", true,
	    w)) != SN_OK ||
	    (st = member_text(&c->again, f, o, where, "again", false,
	    w)) != SN_OK ||
	    (st = read_making(&c->making, wr, o, where, a, w)) != SN_OK ||
	    (st = read_parts(c, wr, o, where, a, w)) != SN_OK ||
	    (st = member_bool(&written, f, o, where, "written",
	    w)) != SN_OK ||
	    (st = read_limits(c, f, o, where, w)) != SN_OK ||
	    (st = read_most_of(c, wr, o, where, a, w)) != SN_OK ||
	    (st = read_ahead(c, wr, o, where, a, w)) != SN_OK ||
	    (st = name_list(c, wr, o, where, w)) != SN_OK)
		return st;
	c->empty = c->making.text == NULL && c->making.nvalue == 0 &&
	    c->njoined == 0 && c->list == 0;
	c->unwritten = !written;
	if (i == 0 && !written)
		return member_fail(f, where, "written", w,
		    _("not for the first column"));
	return read_break(wr, columns, i, where, w);
}

/* "lists": { "seal": [ { "value": ..., "map": ... }, ... ] } */
static enum status
read_lists(struct writer *wr, struct arena *a, struct why *w)
{
	static const char *const known[] = { "value", "text", "date", "as",
	    "map", "else", "keep", "optional", "note", NULL };
	const struct format *f = wr->format;
	json_t *lists, *list, *v;
	struct list *l;
	const char *name;
	enum status st;
	size_t i;

	if ((st = member_object(&lists, f, f->json, "", "lists", false,
	    w)) != SN_OK)
		return st;
	wr->list = arena_alloc(a, (json_object_size(lists) + 1) *
	    sizeof(*wr->list));
	json_object_foreach(lists, name, list) {
		l = &wr->list[wr->nlist++];
		l->name = name;
		l->n = json_array_size(list);
		if (l->n == 0 || l->n > LIST_MAX)
			return member_fail(f, "lists", name, w,
			    _("1 to %d entries are expected"), LIST_MAX);
		l->entry = arena_alloc(a, (l->n + 1) * sizeof(*l->entry));
		json_array_foreach(list, i, v) {
			if ((st = member_known(f, v, name, known,
			    w)) != SN_OK ||
			    (st = read_making(&l->entry[i].making, wr, v,
			    name, a, w)) != SN_OK ||
			    (st = member_bool(&l->entry[i].optional, f, v,
			    name, "optional", w)) != SN_OK)
				return st;
			if (l->entry[i].making.nvalue != 1)
				return member_fail(f, name, "value", w,
				    _("one is expected"));
		}
	}
	return SN_OK;
}

static enum status
read_head(struct writer *wr, struct why *w)
{
	const struct format *f = wr->format;
	json_t *row, *v;
	size_t i, k;

	wr->header = true;
	wr->head = json_object_get(f->json, "head");
	if (wr->head != NULL && json_array_size(wr->head) == 0)
		return member_fail(f, "", "head", w,
		    _("a list of rows is expected"));
	json_array_foreach(wr->head, i, row)
		json_array_foreach(row, k, v)
			if (!json_is_string(v))
				return member_fail(f, "", "head", w,
				    _("texts are expected"));
	return member_bool(&wr->header, f, f->json, "", "header", w);
}

/* What the file is, apart from its columns. */
static enum status
read_file(struct writer *wr, struct why *w)
{
	static const char *const pers[] = { "shipment", "number", "line",
	    "order", "destination", "parcel", NULL };
	static const char *const charsets[] = { "encoding", "jis", NULL };
	const struct format *f = wr->format;
	int per = PER_SHIPMENT, charset = 0;
	int64_t numbers = 0;
	enum status st;

	wr->days_ahead = wr->rows_per_file = NUM_NULL;
	if ((st = member_choice(&per, f, f->json, "", "per", pers,
	    w)) != SN_OK ||
	    (st = member_choice(&charset, f, f->json, "", "charset", charsets,
	    w)) != SN_OK ||
	    (st = member_text(&wr->suffix, f, f->json, "", "suffix", false,
	    w)) != SN_OK ||
	    (st = member_texts(&wr->unnumbered, f, f->json, "", "unnumbered",
	    false, w)) != SN_OK ||
	    (st = read_number(&numbers, f, f->json, "", "numbers",
	    w)) != SN_OK || (st = read_number(&wr->days_ahead, f, f->json, "",
	    "days_ahead", w)) != SN_OK || (st = read_number(&wr->rows_per_file,
	    f, f->json, "", "rows_per_file", w)) != SN_OK ||
	    (st = member_text(&wr->forbid, f, f->json, "", "forbid", false,
	    w)) != SN_OK)
		return st;
	wr->per = (enum row_per)per;
	if (f->kind == FORMAT_LABEL ? per != PER_SHIPMENT &&
	    per != PER_PARCEL && per != PER_LINE : per == PER_PARCEL)
		return member_fail(f, "", "per", w, f->kind == FORMAT_LABEL ?
		    _("shipment, parcel or line is expected") :
		    _("parcels are of labels"));
	wr->jis = charset == 1;
	wr->numbers = (size_t)numbers;
	if (wr->suffix == NULL)
		wr->suffix = ".csv";
	if (wr->jis && f->encoding != ENC_CP932)
		return member_fail(f, "", "charset", w,
		    _("jis is for cp932"));
	return SN_OK;
}

enum status
columns_read(struct writer *wr, struct arena *a, struct why *w)
{
	json_t *columns = json_object_get(wr->format->json, "columns");
	enum status st;
	size_t i;

	wr->n = json_array_size(columns);
	if (wr->n == 0)
		return member_fail(wr->format, "", "columns", w,
		    _("a list of objects is expected"));
	wr->column = arena_alloc(a, wr->n * sizeof(*wr->column));
	if ((st = read_file(wr, w)) != SN_OK ||
	    (st = read_head(wr, w)) != SN_OK ||
	    (st = read_lists(wr, a, w)) != SN_OK)
		return st;
	for (i = 0; i < wr->n; i++)
		if ((st = read_column(wr, columns, i, a, w)) != SN_OK)
			return st;
	return SN_OK;
}
