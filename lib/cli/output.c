/*
 * Shipments on their way out: records, CSV, tables.
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/report.h"
#include "order/json.h"
#include "store/pick.h"
#include "store/tree.h"
#include "text/decode.h"
#include "text/rows.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
	FLUSH = 1 << 16,	/* bytes gathered before they are written */
	LOOK_AHEAD = 1000,	/* rows that the widths of a table come from */
	CELL_MAX = 40		/* columns of a cell in a table for people */
};

/* One column of the output. */
struct shown {
	struct field	 f;
	const char	*key;		/* in JSON; the header of CSV */
	const char	*title;		/* of a table */
	bool		 spare;		/* left out of a record when empty */
	bool		 several;	/* values with PICK_BETWEEN */
};

struct sink {
	struct cmd	*cmd;
	struct shown	*shown;
	size_t		 n;
	bool		 per_line;
	struct str	 buf;
	struct str	 cell;
	FILE		*out;
	size_t		 rows;
	struct report	*report;	/* of a table */
	const char	*newline;	/* of CSV */
	struct encoder	*encoder;	/* of CSV; NULL: as it is */
	bool		 replaced;	/* a character was */
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

static enum status
flush(struct sink *o, struct why *w)
{
	if (o->buf.len > 0 &&
	    fwrite(o->buf.p, 1, o->buf.len, o->out) < o->buf.len)
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	str_reset(&o->buf);
	return SN_OK;
}

static enum status
row_end(struct sink *o, struct why *w)
{
	o->rows++;
	return o->buf.len < FLUSH ? SN_OK : flush(o, w);
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
	return row_end(o, w);
}

/* The value as one text: of several, what stands between is "; ". */
static const char *
joined(struct sink *o, const struct shown *sh, const char *v)
{
	if (v == NULL || !sh->several || strchr(v, PICK_BETWEEN) == NULL)
		return v;
	str_reset(&o->cell);
	for (; *v != '\0'; v++)
		if (*v == PICK_BETWEEN)
			str_puts(&o->cell, "; ");
		else
			str_putc(&o->cell, *v);
	return str_text(&o->cell);
}

/* Encode s as far as it can be, and say what could not. */
static void
encode(struct sink *o, const char *id, const char *s)
{
	const char *end = s;
	struct why w;
	uint32_t c;

	if (o->encoder == NULL) {
		str_puts(&o->buf, s);
		return;
	}
	if (encoder_text(&o->buf, o->encoder, s, &w) == SN_OK)
		return;
	warnx("%s: %s", id != NULL ? id : _("header"), w.text);
	o->replaced = true;
	while ((c = utf8_next(&end)) != 0) {
		char one[UTF8_MAX + 1] = "〓";

		if (encoder_can(o->encoder, c))
			one[utf8_encode(one, c)] = '\0';
		if (encoder_text(&o->buf, o->encoder, one, &w) != SN_OK)
			str_putc(&o->buf, '?');
	}
}

static enum status
csv_cells(struct sink *o, const char *const *value, struct why *w)
{
	char delimiter = o->cmd->output == OUT_TSV ? '\t' : ',';
	struct str row = STR_INIT;
	enum status st = SN_OK;
	const char *v;
	size_t i;

	for (i = 0; i < o->n && st == SN_OK; i++) {
		if (i > 0)
			str_putc(&row, delimiter);
		v = joined(o, &o->shown[i], value[i]);
		st = rows_put(&row, v == NULL ? "" : v, QUOTE_MINIMAL,
		    delimiter, w);
	}
	str_puts(&row, o->newline);
	if (st == SN_OK)
		encode(o, value[o->n], str_text(&row));
	str_free(&row);
	return st;
}

static enum status
put_csv(const char *const *value, void *arg, struct why *w)
{
	struct sink *o = arg;
	enum status st;

	if ((st = csv_cells(o, value, w)) != SN_OK)
		return st;
	return row_end(o, w);
}

static enum status
csv_header(struct sink *o, struct why *w)
{
	const char **name = arena_alloc(&o->cmd->arena,
	    (o->n + 1) * sizeof(*name));
	size_t i;

	for (i = 0; i < o->n; i++)
		name[i] = o->shown[i].key;
	return csv_cells(o, name, w);
}

/* A word for people: a Japanese name where messages are Japanese. */
static const char *
worded(struct sink *o, const struct field *f, const char *v)
{
	if (v == NULL || f->words == NULL || !language_japanese())
		return v;
	if (f->words == words_status)
		return conf_status_title(cmd_conf(o->cmd), v);
	return word_ja(f->words, v);
}

static enum status
put_table(const char *const *value, void *arg, struct why *w)
{
	struct sink *o = arg;
	struct str cut = STR_INIT;
	const char *v;
	size_t i;

	for (i = 0; i < o->n; i++) {
		v = joined(o, &o->shown[i],
		    worded(o, &o->shown[i].f, value[i]));
		str_reset(&cut);
		if (v != NULL)
			width_cut(&cut, v, CELL_MAX);
		report_cell(o->report, v == NULL ? NULL : str_text(&cut));
	}
	str_free(&cut);
	if (++o->rows % LOOK_AHEAD == 0)
		return report_flush(o->report, o->out, w);
	return SN_OK;
}

static enum status
all_table(struct sink *o, struct store *s, const struct ids *ids,
    const struct field *f, struct why *w)
{
	struct report_column *col = arena_alloc(&o->cmd->arena,
	    o->n * sizeof(*col));
	enum output was = o->cmd->output;
	enum status st, ended;
	struct why ignored;
	size_t i;

	for (i = 0; i < o->n; i++) {
		col[i].key = o->shown[i].key;
		col[i].title = o->shown[i].title;
		col[i].right = !o->shown[i].several &&
		    (f[i].type == TYPE_NUM || f[i].type == TYPE_YEN);
	}
	o->cmd->output = OUT_TABLE;
	o->report = report_new(o->cmd, col, o->n);
	st = pick_each(s, f, o->n + 1, o->per_line, ids->id, ids->n, put_table, o,
	    w);
	ended = report_end(o->report, o->out, st == SN_OK ? w : &ignored);
	o->cmd->output = was;
	return st != SN_OK ? st : ended;
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
		return all_table(o, s, ids, f, w);
	if (how == OUT_JSON)
		str_puts(&o->buf, "[");
	if (csv)
		st = csv_header(o, w);
	if (st == SN_OK)
		st = pick_each(s, f, o->n + 1, o->per_line, ids->id, ids->n,
		    csv ? put_csv : put_json, o, w);
	if (how == OUT_JSON)
		str_puts(&o->buf, "]\n");
	return st == SN_OK ? flush(o, w) : st;
}

/* Where the shipment stands in its tree. */
static size_t
position(const struct tree *t, int64_t id)
{
	size_t i;

	for (i = 0; i < t->nshipment && t->shipment[i]->id != id; i++)
		continue;
	return i;
}

static enum status
put_full(struct sink *o, const struct tree *t, size_t at, struct why *w)
{
	json_t *v = tree_json(t, at);

	if (o->cmd->output != OUT_JSON)
		return ndjson_put_new(o->out, v, w);
	if (o->rows > 0)
		fputs(",\n", o->out);
	if (v == NULL || json_dumpf(v, o->out, JSON_COMPACT) == -1) {
		json_decref(v);
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	}
	json_decref(v);
	return SN_OK;
}

/* Shipments of one order often follow each other: it is read once. */
static enum status
all_full(struct sink *o, struct store *s, const struct ids *ids,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_OK;
	int64_t order = NUM_NULL, of;
	struct tree t;
	size_t i;

	if (o->cmd->output == OUT_JSON)
		fputs("[", o->out);
	for (i = 0; i < ids->n && st == SN_OK; i++) {
		if ((st = store_order_of(&of, s, ids->id[i], w)) != SN_OK)
			break;
		if (of != order) {
			arena_reset(&a);
			order = of;
			st = store_tree_get(&t, s, order, &a, w);
		}
		if (st == SN_OK)
			st = put_full(o, &t, position(&t, ids->id[i]), w);
		o->rows++;
	}
	if (o->cmd->output == OUT_JSON)
		fputs("]\n", o->out);
	arena_free(&a);
	return st;
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
		return all_full(&o, s, ids, w);
	if (fields == NULL && records)
		show_slim(&o);
	else
		st = show_fields(&o, fields != NULL ? fields : usual, w);
	if (st == SN_OK)
		st = all_rows(&o, how, s, ids, w);
	str_free(&o.buf);
	str_free(&o.cell);
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
	if (st == SN_OK && o.replaced)
		return fail(w, SN_SOME, "%s", _("characters outside the "
		    "encoding were replaced by 〓"));
	return st;
}
