/*
 * Tables of text: for people with Japanese widths right, and for programs.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/report.h"
#include "text/number.h"
#include "text/quote.h"
#include "text/rows.h"
#include "text/width.h"

enum {
	GAP = 2			/* blanks between the columns of a table */
};

struct report {
	struct cmd			*cmd;
	const struct report_column	*col;
	size_t				 n;
	const char			**cell;	/* n of them a row */
	size_t				 ncell, cap;
	int				*width;
	bool				 begun;	/* the header is written */
	size_t				 rows;	/* written so far */
	struct arena			 arena;	/* of the cells */
	struct arena			 life;	/* of all else */
};

struct report *
report_new(struct cmd *c, const struct report_column *col, size_t n)
{
	struct arena life = ARENA_INIT;
	struct report *r = arena_alloc(&life, sizeof(*r));

	*r = (struct report){ .cmd = c, .col = col, .n = n };
	r->width = arena_alloc(&life, n * sizeof(*r->width));
	r->life = life;
	return r;
}

void
report_cell(struct report *r, const char *text)
{
	r->cell = arena_grow(&r->arena, r->cell, r->ncell, &r->cap,
	    sizeof(*r->cell));
	r->cell[r->ncell++] = arena_strdup(&r->arena, text);
}

/* A number in digits; only a table for people separates thousands. */
void
report_num(struct report *r, int64_t v)
{
	report_cell(r, v == NUM_NULL ? NULL :
	    arena_printf(&r->arena, "%" PRId64, v));
}

static bool
is_number(const char *text)
{
	const char *p = text + (*text == '-');
	size_t digits = strspn(p, "0123456789");

	return digits > 0 && digits < 18 && p[digits] == '\0' &&
	    (digits == 1 || *p != '0');
}

/* What a table shows: one line, - for none, thousands separated. */
static const char *
shown(struct report *r, const struct report_column *col, const char *text)
{
	char yen[NUMBER_SIZE];
	char *line, *p;

	if (text == NULL)
		return col->right ? "-" : "";
	if (col->right && is_number(text))
		return arena_strdup(&r->arena,
		    number_yen(yen, strtoll(text, NULL, 10)));
	if (strpbrk(text, "\t\r\n") == NULL)
		return text;
	line = arena_strdup(&r->arena, text);
	for (p = line; *p != '\0'; p++)
		if (strchr("\t\r\n", *p) != NULL)
			*p = ' ';
	return line;
}

static void
table_row(struct str *out, struct report *r, const char *const *cell)
{
	bool last;
	size_t i;

	for (i = 0; i < r->n; i++) {
		last = i == r->n - 1;
		if (last && !r->col[i].right)
			str_puts(out, cell[i]);
		else
			width_pad(out, cell[i], width_terminal(cell[i]) >
			    r->width[i] ? width_terminal(cell[i]) :
			    r->width[i], r->col[i].right ? ALIGN_RIGHT :
			    ALIGN_LEFT);
		if (!last)
			str_addf(out, "%*s", GAP, "");
	}
	while (out->len > 0 && out->p[out->len - 1] == ' ')
		out->p[--out->len] = '\0';
	str_putc(out, '\n');
}

static void
table_header(struct str *out, struct report *r)
{
	const char **title = arena_alloc(&r->arena, r->n * sizeof(*title));
	size_t i;
	int w;

	for (i = 0; i < r->n; i++) {
		title[i] = r->col[i].title;
		if ((w = width_terminal(title[i])) > r->width[i])
			r->width[i] = w;
	}
	for (i = 0; i < r->ncell; i++)
		if ((w = width_terminal(r->cell[i])) > r->width[i % r->n])
			r->width[i % r->n] = w;
	table_row(out, r, title);
}

static enum status
csv_row(struct str *out, const struct report *r, const char *const *cell,
    char delimiter, struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (i > 0)
			str_putc(out, delimiter);
		if ((st = rows_put(out, cell[i] == NULL ? "" : cell[i],
		    QUOTE_MINIMAL, delimiter, w)) != SN_OK)
			return st;
	}
	str_putc(out, '\n');
	return SN_OK;
}

static enum status
csv_header(struct str *out, struct report *r, char delimiter, struct why *w)
{
	const char **key = arena_alloc(&r->arena, r->n * sizeof(*key));
	size_t i;

	for (i = 0; i < r->n; i++)
		key[i] = r->col[i].key;
	return csv_row(out, r, key, delimiter, w);
}

static void
json_row(struct str *out, const struct report *r, const char *const *cell)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		str_putc(out, i == 0 ? '{' : ',');
		quote_json(out, r->col[i].key);
		str_putc(out, ':');
		if (cell[i] == NULL)
			str_puts(out, "null");
		else if (r->col[i].right && is_number(cell[i]))
			str_puts(out, cell[i]);
		else
			quote_json(out, cell[i]);
	}
	str_putc(out, '}');
}

static enum status
put_row(struct str *out, struct report *r, const char *const *cell,
    struct why *w)
{
	switch (r->cmd->output) {
	case OUT_CSV:
		return csv_row(out, r, cell, ',', w);
	case OUT_TSV:
		return csv_row(out, r, cell, '\t', w);
	case OUT_JSON:
		str_puts(out, r->rows > 0 ? ",\n" : "");
		json_row(out, r, cell);
		break;
	case OUT_NDJSON:
		json_row(out, r, cell);
		str_putc(out, '\n');
		break;
	case OUT_AUTO:
	case OUT_TABLE:
		table_row(out, r, cell);
		break;
	}
	return SN_OK;
}

/* What stands before the first row; cells of a table get their looks. */
static enum status
begin(struct str *out, struct report *r, struct why *w)
{
	bool first = !r->begun;
	size_t i;

	r->begun = true;
	switch (r->cmd->output) {
	case OUT_CSV:
		return first ? csv_header(out, r, ',', w) : SN_OK;
	case OUT_TSV:
		return first ? csv_header(out, r, '\t', w) : SN_OK;
	case OUT_JSON:
		str_puts(out, first ? "[" : "");
		break;
	case OUT_NDJSON:
		break;
	case OUT_AUTO:
	case OUT_TABLE:
		for (i = 0; i < r->ncell; i++)
			r->cell[i] = shown(r, &r->col[i % r->n], r->cell[i]);
		if (first)
			table_header(out, r);
		break;
	}
	return SN_OK;
}

static enum status
write_out(FILE *out, const struct str *s, struct why *w)
{
	if (s->len > 0 && fwrite(s->p, 1, s->len, out) < s->len)
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	return SN_OK;
}

enum status
report_flush(struct report *r, FILE *out, struct why *w)
{
	struct str s = STR_INIT;
	enum status st;
	size_t i;

	st = begin(&s, r, w);
	for (i = 0; i < r->ncell && st == SN_OK; i += r->n) {
		if ((st = put_row(&s, r, &r->cell[i], w)) != SN_OK)
			break;
		r->rows++;
		if (s.len > 1 << 16) {
			st = write_out(out, &s, w);
			str_reset(&s);
		}
	}
	if (st == SN_OK)
		st = write_out(out, &s, w);
	str_free(&s);
	r->cell = NULL;
	r->ncell = r->cap = 0;
	arena_reset(&r->arena);
	return st;
}

enum status
report_end(struct report *r, FILE *out, struct why *w)
{
	enum status st;

	st = report_flush(r, out, w);
	if (st == SN_OK && r->cmd->output == OUT_JSON && fputs("]\n", out) == EOF)
		st = fail(w, SN_IO, _("write: %s"), strerror(errno));
	if (st == SN_IO && out == stdout)
		cmd_unread(r->cmd);
	report_drop(r);
	return st;
}

void
report_drop(struct report *r)
{
	struct arena life = r->life;

	arena_free(&r->arena);
	arena_free(&life);
}
