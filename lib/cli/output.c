/*
 * Shipments on their way out: which columns, in which form, and records.
 */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/sink.h"
#include "store/pick.h"
#include "text/quote.h"

enum {
	FLUSH = 1 << 16		/* bytes gathered before they are written */
};

static const struct { const char *key, *field; bool spare; } slim[] = {
	{ "id", "id", false }, { "shop", "shop", false },
	{ "number", "number", false }, { "status", "status", false },
	{ "box", "box", true }, { "route", "route", false },
	{ "to", "to.name", true }, { "pref", "to.pref", true },
	{ "total", "total", false }
};
enum { SLIM = sizeof(slim) / sizeof(slim[0]) };

static const char *const usual[] = {
	"id", "shop", "number", "status", "box", "route", "ship", "to.name",
	"to.pref", "total", NULL
};

static void
show_slim(struct sink *o)
{
	size_t i;

	o->shown = arena_alloc(&o->cmd->arena, SLIM * sizeof(*o->shown));
	o->n = SLIM;
	for (i = 0; i < SLIM; i++) {
		(void)field_find(&o->shown[i].f, slim[i].field);
		o->shown[i].key = slim[i].key;
		o->shown[i].spare = slim[i].spare;
	}
}

/* Take "field" or "field=header". */
static enum status
show_one(struct shown *sh, struct sink *o, const char *text, struct why *w)
{
	struct arena *a = &o->cmd->arena;
	const char *header = strchr(text, '='), *near;
	const char *name = header == NULL ? text :
	    arena_strndup(a, text, (size_t)(header - text));

	if (!field_find(&sh->f, name)) {
		near = field_suggest(name);
		return near == NULL ?
		    fail(w, SN_USAGE, _("%s: no such field"), name) :
		    fail(w, SN_USAGE, _("%s: no such field; did you mean %s?"),
		    name, near);
	}
	sh->key = header != NULL ? header + 1 : name;
	sh->title = header != NULL ? header + 1 :
	    language_japanese() ? sh->f.ja : sh->f.name;
	sh->several = sh->f.of >= FIELD_LINE &&
	    !(o->per_line && sh->f.of == FIELD_LINE);
	return SN_OK;
}

static enum status
show_fields(struct sink *o, const char *const *fields, struct why *w)
{
	enum status st;
	size_t i;

	for (o->n = 0; fields[o->n] != NULL; o->n++)
		continue;
	if (o->n == 0)
		return fail(w, SN_USAGE, "%s", _("no columns"));
	o->shown = arena_alloc(&o->cmd->arena, o->n * sizeof(*o->shown));
	for (i = 0; i < o->n; i++)
		if ((st = show_one(&o->shown[i], o, fields[i], w)) != SN_OK)
			return st;
	return SN_OK;
}

enum status
sink_flush(struct sink *o, struct why *w)
{
	if (o->buf.len > 0 &&
	    fwrite(o->buf.p, 1, o->buf.len, o->out) < o->buf.len)
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	str_reset(&o->buf);
	return SN_OK;
}

enum status
sink_row_end(struct sink *o, struct why *w)
{
	o->rows++;
	return o->buf.len < FLUSH ? SN_OK : sink_flush(o, w);
}

/* One value in JSON: amounts and counts are numbers, all else strings. */
static void
json_value(struct str *out, const struct field *f, const char *v)
{
	if (v == NULL)
		str_puts(out, "null");
	else if (f->type == TYPE_BOOL)
		str_puts(out, *v == '1' ? "true" : "false");
	else if (f->type == TYPE_NUM || f->type == TYPE_YEN)
		str_puts(out, v);
	else
		quote_json(out, v);
}

static void
json_values(struct sink *o, const struct field *f, const char *v)
{
	size_t n;

	str_putc(&o->buf, '[');
	for (; v != NULL; v = v[n] == '\0' ? NULL : v + n + 1) {
		n = strcspn(v, (const char []){ PICK_BETWEEN, '\0' });
		str_reset(&o->cell);
		str_add(&o->cell, v, n);
		json_value(&o->buf, f, n == 0 ? NULL : str_text(&o->cell));
		if (v[n] != '\0')
			str_putc(&o->buf, ',');
	}
	str_putc(&o->buf, ']');
}

static enum status
put_json(const char *const *value, void *arg, struct why *w)
{
	struct sink *o = arg;
	char mark = '{';
	size_t i;

	if (o->cmd->output == OUT_JSON && o->rows > 0)
		str_puts(&o->buf, ",\n");
	for (i = 0; i < o->n; i++) {
		if (value[i] == NULL && o->shown[i].spare)
			continue;
		str_putc(&o->buf, mark);
		mark = ',';
		quote_json(&o->buf, o->shown[i].key);
		str_putc(&o->buf, ':');
		if (o->shown[i].several)
			json_values(o, &o->shown[i].f, value[i]);
		else
			json_value(&o->buf, &o->shown[i].f, value[i]);
	}
	str_putc(&o->buf, '}');
	if (o->cmd->output != OUT_JSON)
		str_putc(&o->buf, '\n');
	return sink_row_end(o, w);
}

static enum status
all_rows(struct sink *o, enum output how, struct store *s,
    const struct ids *ids, struct why *w)
{
	struct field *f = arena_alloc(&o->cmd->arena,
	    (o->n + 1) * sizeof(*f));
	bool csv = how == OUT_CSV || how == OUT_TSV;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < o->n; i++)
		f[i] = o->shown[i].f;
	(void)field_find(&f[i], "id");	/* for messages */
	if (how == OUT_TABLE)
		return sink_table(o, s, ids, f, w);
	if (how == OUT_JSON)
		str_puts(&o->buf, "[");
	if (csv)
		st = sink_csv_header(o, w);
	if (st == SN_OK)
		st = pick_each(s, f, o->n + 1, o->per_line, ids->id, ids->n,
		    csv ? sink_csv : put_json, o, w);
	if (how == OUT_JSON)
		str_puts(&o->buf, "]\n");
	return st == SN_OK ? sink_flush(o, w) : st;
}

static enum output
how_of(const struct cmd *c)
{
	if (c->output != OUT_AUTO)
		return c->output;
	return isatty(STDOUT_FILENO) && !c->full ? OUT_TABLE : OUT_NDJSON;
}

enum status
output_shipments(struct cmd *c, struct store *s, const struct ids *ids,
    const char *const *fields, FILE *out, struct why *w)
{
	struct sink o = { .cmd = c, .out = out, .newline = "\n" };
	enum output how = how_of(c);
	bool records = how == OUT_NDJSON || how == OUT_JSON;
	enum status st = SN_OK;

	if (c->full && (!records || fields != NULL))
		return fail(w, SN_USAGE, "%s",
		    _("--full is for whole records: no columns, no table"));
	if (c->full)
		st = sink_full(&o, s, ids, w);
	else if (fields == NULL && records)
		show_slim(&o);
	else
		st = show_fields(&o, fields != NULL ? fields : usual, w);
	if (st == SN_OK && !c->full)
		st = all_rows(&o, how, s, ids, w);
	str_free(&o.buf);
	str_free(&o.cell);
	str_free(&o.words);
	return st;
}

enum status
output_columns(struct cmd *c, struct store *s, const struct ids *ids,
    const struct conf_columns *columns, FILE *out, struct why *w)
{
	struct sink o = { .cmd = c, .out = out };
	enum output how = c->output == OUT_AUTO ? OUT_CSV : c->output;
	enum enc e = ENC_UTF8;
	enum status st;

	o.per_line = columns->per != NULL && strcmp(columns->per, "line") == 0;
	o.newline = columns->newline != NULL &&
	    strcmp(columns->newline, "crlf") == 0 ? "\r\n" : "\n";
	if (columns->encoding != NULL &&
	    (st = enc_find(&e, columns->encoding, w)) != SN_OK)
		return st;
	if (how != OUT_CSV && how != OUT_TSV)
		e = ENC_UTF8;
	if (e == ENC_UTF8_BOM)
		str_puts(&o.buf, "\xef\xbb\xbf");
	else if (e != ENC_UTF8 &&
	    (st = encoder_open(&o.encoder, e, w)) != SN_OK)
		return st;
	if ((st = show_fields(&o, columns->column, w)) == SN_OK)
		st = all_rows(&o, how, s, ids, w);
	encoder_close(o.encoder);
	str_free(&o.buf);
	str_free(&o.cell);
	str_free(&o.words);
	if (st == SN_OK && o.replaced)
		return fail(w, SN_SOME, "%s", _("characters outside the "
		    "encoding were replaced by 〓"));
	return st;
}

const char *const *
output_fields(struct cmd *c, const char *text)
{
	const char **list = NULL;
	size_t n = 0, cap = 0, len;

	for (; text != NULL; text = text[len] == '\0' ? NULL : text + len + 1) {
		len = strcspn(text, ",");
		list = arena_grow(&c->arena, list, n, &cap, sizeof(*list));
		list[n++] = arena_strndup(&c->arena, text, len);
	}
	list = arena_grow(&c->arena, list, n, &cap, sizeof(*list));
	list[n] = NULL;
	return list;
}
