#include <string.h>

#include "base/i18n.h"
#include "format/layout.h"
#include "format/layout_reader.h"
#include "format/member.h"

static enum how
usual_how(const struct column *c)
{
	size_t n = strlen(c->name);

	if (n > 5 && strcmp(c->name + n - 5, "_pref") == 0)
		return HOW_PREF;
	if ((n > 5 && strcmp(c->name + n - 5, "_town") == 0) ||
	    (n > 9 && strcmp(c->name + n - 9, "_building") == 0))
		return HOW_ADDRESS;
	/* as the buyer wrote it */
	if (strncmp(c->name, "want_", 5) == 0)
		return HOW_TEXT;
	if (strcmp(c->name, "tax_rate") == 0)
		return HOW_RATE;
	switch (c->type) {
	case TYPE_PHONE:
		return HOW_PHONE;
	case TYPE_ZIP:
		return HOW_ZIP;
	case TYPE_WORD:
		return HOW_WORD;
	case TYPE_DATE:
		return HOW_DATE;
	case TYPE_TIME:
		return HOW_TIME;
	case TYPE_NUM:
		return HOW_NUMBER;
	case TYPE_YEN:
		return HOW_YEN;
	case TYPE_BOOL:
		return HOW_BOOL;
	case TYPE_CODE:
		return strcmp(c->name, "deliver_slot") == 0 ? HOW_SLOT :
		    HOW_CODE;
	default:
		return HOW_TEXT;
	}
}

/* A format fills in what malls give, and what a shop may write itself. */
static const struct column *
find_column(const struct table *t, const char *name)
{
	const struct column *c = column_find(t, name);

	if (c == NULL || c->type == TYPE_ID)
		return NULL;
	if ((c->flags & (COL_MALL | COL_EDIT)) != 0)
		return c;
	if ((t == &table_orders && strcmp(name, "number") == 0) ||
	    (t == &table_line && strcmp(name, "mall_id") == 0) ||
	    (t == &table_charge && strcmp(name, "kind") == 0))
		return c;
	return NULL;
}

enum status
layout_section(struct section *out, const struct layout_reader *r, json_t *o,
    const char *where, const struct table *t, const char *const others[],
    struct why *w)
{
	struct mapping *m;
	const char *key;
	enum status st;
	json_t *v;
	size_t i;

	out->table = t;
	out->n = 0;
	out->map = arena_alloc(r->arena, (json_object_size(o) + 1) *
	    sizeof(*out->map));
	json_object_foreach(o, key, v) {
		for (i = 0; others[i] != NULL; i++)
			if (strcmp(others[i], key) == 0)
				break;
		if (others[i] != NULL)
			continue;
		m = &out->map[out->n];
		if ((m->column = find_column(t, key)) == NULL)
			return member_fail(r->f, where, key, w,
			    _("no column that a file can fill"));
		if ((st = spec_read(&m->spec, r->f, v,
		    arena_printf(r->arena, "%s.%s", where, key),
		    usual_how(m->column), m->column->words, r->arena, w)) !=
		    SN_OK)
			return st;
		out->n++;
	}
	return SN_OK;
}

struct spec *
layout_spec(const struct section *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->map[i].column->name, name) == 0)
			return s->map[i].spec;
	return NULL;
}

const char *
layout_name(const struct section *s, const char *column)
{
	const struct spec *spec = layout_spec(s, column);

	return spec != NULL && spec->nheader > 0 ? spec->header[0].name :
	    column;
}

enum status
layout_need(const struct layout_reader *r, const struct section *s,
    const char *where, const char *name, struct why *w)
{
	if (layout_spec(s, name) != NULL)
		return SN_OK;
	return member_fail(r->f, where, name, w, _("missing"));
}

static enum status
read_order(const struct layout_reader *r, struct why *w)
{
	static const char *const none[] = { NULL };
	bool guessed = r->out->guessed;
	json_t *o;
	enum status st;

	if ((st = member_object(&o, r->f, r->f->json, "", "order", !guessed,
	    w)) != SN_OK ||
	    (st = layout_section(&r->out->order, r, o, "order", &table_orders,
	    none, w)) != SN_OK || guessed ||
	    (st = layout_need(r, &r->out->order, "order", "number", w)) !=
	    SN_OK)
		return st;
	return layout_need(r, &r->out->order, "order", "ordered_at", w);
}

enum status
layout_headers(struct header **out, size_t *n, const struct format *f,
    json_t *in, const char *where, const char *key, struct arena *a,
    struct why *w)
{
	enum status st;
	json_t *list, *v;
	size_t i;

	*n = 0;
	*out = NULL;
	st = member_texts(&list, f, in, where, key, false, w);
	if (st != SN_OK || list == NULL)
		return st;
	*out = arena_alloc(a, (json_array_size(list) + 1) * sizeof(**out));
	json_array_foreach(list, i, v)
		header_read(&(*out)[(*n)++], json_string_value(v), a);
	return SN_OK;
}

/* What tells destinations apart: a header, or several. */
static enum status
read_keys(const struct layout_reader *r, json_t *o, struct why *w)
{
	struct layout *l = r->out;
	const char *name;
	enum status st;

	if (json_is_array(json_object_get(o, "key")))
		return layout_headers(&l->destination_key,
		    &l->ndestination_key, r->f, o, "destination", "key",
		    r->arena, w);
	st = member_text(&name, r->f, o, "destination", "key", false, w);
	if (st != SN_OK || name == NULL)
		return st;
	l->destination_key = arena_alloc(r->arena,
	    sizeof(*l->destination_key));
	l->ndestination_key = 1;
	header_read(l->destination_key, name, r->arena);
	return SN_OK;
}

static enum status
read_places(const struct layout_reader *r, struct why *w)
{
	static const char *const none[] = { NULL };
	static const char *const key[] = { "key", NULL };
	struct layout *l = r->out;
	json_t *o;
	enum status st;

	if ((st = member_object(&o, r->f, r->f->json, "", "destination",
	    !l->guessed, w)) != SN_OK ||
	    (st = read_keys(r, o, w)) != SN_OK ||
	    (st = layout_section(&l->destination, r, o, "destination",
	    &table_destination, key, w)) != SN_OK)
		return st;
	l->shipment.table = &table_shipment;
	st = member_object(&o, r->f, r->f->json, "", "shipment", false, w);
	if (st != SN_OK || o == NULL)
		return st;
	return layout_section(&l->shipment, r, o, "shipment", &table_shipment,
	    none, w);
}

/* Which rows are lines: a constant that is there under the conditions. */
static enum status
read_line_when(const struct layout_reader *r, json_t *when, struct why *w)
{
	json_t *o = json_pack("{s:s, s:O}", "const", "1", "when", when);
	enum status st;

	st = spec_read(&r->out->line_when, r->f, o, "line", HOW_TEXT, NULL,
	    r->arena, w);
	json_decref(o);
	return st;
}

static enum status
read_line(const struct layout_reader *r, struct why *w)
{
	static const char *const others[] = { "total", "ship", "when", NULL };
	struct layout *l = r->out;
	json_t *o, *v;
	enum status st;

	if ((st = member_object(&o, r->f, r->f->json, "", "line", !l->guessed,
	    w)) != SN_OK ||
	    (st = layout_section(&l->line, r, o, "line", &table_line, others,
	    w)) != SN_OK || (!l->guessed &&
	    (st = layout_need(r, &l->line, "line", "quantity", w)) != SN_OK))
		return st;
	if ((v = json_object_get(o, "total")) != NULL &&
	    (st = spec_read(&l->line_total, r->f, v, "line.total", HOW_YEN,
	    NULL, r->arena, w)) != SN_OK)
		return st;
	if ((v = json_object_get(o, "when")) != NULL &&
	    (st = read_line_when(r, v, w)) != SN_OK)
		return st;
	if ((v = json_object_get(o, "ship")) != NULL)
		return spec_read(&l->line_ship, r->f, v, "line.ship",
		    HOW_NUMBER, NULL, r->arena, w);
	return SN_OK;
}

static bool
brings_orders(const struct format *f)
{
	return f->kind == FORMAT_ORDER || f->kind == FORMAT_MAIL;
}

static enum status
read_file(struct file_layout *out, const struct format *f, json_t *o,
    const char *where, struct arena *a, struct why *w)
{
	bool known = brings_orders(f) &&
	    json_object_get(f->json, "guess") == NULL;
	const char *key;
	enum status st;

	if ((st = member_text(&out->title, f, o, where, "title", true, w)) !=
	    SN_OK ||
	    (st = layout_headers(&out->requires, &out->nrequires, f, o, where,
	    "requires", a, w)) != SN_OK ||
	    (st = layout_headers(&out->refuses, &out->nrefuses, f, o, where,
	    "refuses", a, w)) != SN_OK ||
	    (st = member_text(&key, f, o, where, "key",
	    known, w)) != SN_OK)
		return st;
	if (key != NULL)
		header_read(&out->key, key, a);
	if (known && out->nrequires == 0)
		return member_fail(f, where, "requires", w,
		    _("a list of texts is expected"));
	return SN_OK;
}

enum status
layout_files(struct file_layout out[2], size_t *n, const struct format *f,
    struct arena *a, struct why *w)
{
	static const char *const known[] = { "title", "requires", "refuses",
	    "key", NULL };
	json_t *o;
	enum status st;

	*n = 0;
	memset(out, 0, 2 * sizeof(*out));
	if ((st = read_file(&out[0], f, f->json, "", a, w)) != SN_OK)
		return st;
	*n = out[0].nrequires > 0;
	st = member_object(&o, f, f->json, "", "second", false, w);
	if (st != SN_OK || o == NULL)
		return st;
	*n = 2;
	if ((st = member_known(f, o, "second", known, w)) != SN_OK)
		return st;
	return read_file(&out[1], f, o, "second", a, w);
}

/* What the file cannot say wholly, and amounts that mean nothing yet. */
static enum status
read_partial(const struct layout_reader *r, struct why *w)
{
	enum { MAX = sizeof(r->out->unfixed) / sizeof(r->out->unfixed[0]) };
	json_t *list, *v;
	const char *s;
	enum status st;
	size_t i;

	st = member_texts(&list, r->f, r->f->json, "", "partial", false, w);
	if (st != SN_OK)
		return st;
	json_array_foreach(list, i, v) {
		s = json_string_value(v);
		if (strcmp(s, "lines") == 0)
			r->out->partial_lines = true;
		else if (strcmp(s, "charges") == 0)
			r->out->partial_charges = true;
		else
			return member_fail(r->f, "", "partial", w,
			    _("lines or charges is expected"));
	}
	if ((st = member_texts(&list, r->f, r->f->json, "", "unfixed", false,
	    w)) != SN_OK)
		return st;
	if (json_array_size(list) >= MAX)
		return member_fail(r->f, "", "unfixed", w,
		    _("at most %d texts are expected"), MAX - 1);
	json_array_foreach(list, i, v)
		r->out->unfixed[i] = json_string_value(v);
	return SN_OK;
}

/* Headers and what they are, as guess_targets() calls it. */
static enum status
read_guess(const struct layout_reader *r, struct why *w)
{
	const char *header;
	enum status st;
	json_t *o, *v;

	if ((st = member_object(&o, r->f, r->f->json, "", "guess", false,
	    w)) != SN_OK)
		return st;
	json_object_foreach(o, header, v)
		if (!json_is_string(v))
			return member_fail(r->f, "guess", header, w,
			    _("a text is expected"));
	r->out->guessed = o != NULL;
	if (o != NULL && json_object_get(r->f->json, "second") != NULL)
		return member_fail(r->f, "", "guess", w,
		    _("takes one file"));
	return SN_OK;
}

enum status
layout_read(struct layout *out, const struct format *f, struct arena *a,
    struct why *w)
{
	static const char *const known[] = { "name", "kind", "mall", "title",
	    "aliases", "source", "seen", "confidence", "valid_from", "note",
	    "delimiter", "quoted", "encoding", "quoting", "newline",
	    "requires", "refuses", "key", "second", "unfixed", "partial",
	    "guess", "order", "destination", "shipment", "line", "charges",
	    "payments", "tags", "mail", NULL };
	const struct layout_reader r = { .f = f, .out = out, .arena = a };
	enum status st;
	json_t *v;

	memset(out, 0, sizeof(*out));
	out->format = f;
	if (!brings_orders(f))
		return member_fail(f, "", "kind", w, _("order is expected"));
	if (f->kind == FORMAT_ORDER && json_object_get(f->json, "mail") != NULL)
		return member_fail(f, "", "mail", w,
		    _("only a format of kind mail has it"));
	if ((st = member_known(f, f->json, "", known, w)) != SN_OK ||
	    (st = layout_files(out->file, &out->nfile, f, a, w)) != SN_OK ||
	    (st = read_guess(&r, w)) != SN_OK ||
	    (st = read_partial(&r, w)) != SN_OK ||
	    (st = read_order(&r, w)) != SN_OK ||
	    (st = read_places(&r, w)) != SN_OK ||
	    (st = read_line(&r, w)) != SN_OK ||
	    (st = layout_charges(&r, w)) != SN_OK ||
	    (st = layout_payments(&r, w)) != SN_OK)
		return st;
	if ((v = json_object_get(f->json, "tags")) != NULL)
		return spec_read(&out->tags, f, v, "tags", HOW_TEXT, NULL, a,
		    w);
	return SN_OK;
}
