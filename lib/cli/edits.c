/*
 * Edits from the command line and from tables.
 */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/edits.h"
#include "cli/output.h"
#include "store/named.h"

enum status
edits_frame(struct edit_frame *out, struct cmd *c, struct why *w)
{
	char today[sizeof(out->today)];
	enum status st;

	if ((st = clock_today(today, w)) == SN_OK)
		conf_frame(out, cmd_conf(c), today, &c->arena);
	return st;
}

enum status
edits_phrases(struct cmd *c, struct why *w)
{
	const struct report_column column[] = {
		{ "name", _("phrase"), false },
		{ "text", _("text"), false },
	};
	const struct conf *conf = cmd_conf(c);
	struct report *r;
	size_t i;

	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < conf->nphrase; i++) {
		report_cell(r, conf->phrase[i].name);
		report_cell(r, conf->phrase[i].text);
	}
	return report_end(r, stdout, w);
}

enum status
edits_take(struct edit **out, size_t *n, struct cmd *c,
    const struct edit_frame *f, struct why *w)
{
	enum status st;
	size_t cap = 0;
	char *operand;
	int i;

	*out = NULL;
	*n = 0;
	for (i = optind; i < c->argc; i++) {
		operand = c->argv[i];
		if (!edit_is(operand))
			continue;
		memmove(&c->argv[optind + 1], &c->argv[optind],
		    (size_t)(i - optind) * sizeof(*c->argv));
		c->argv[optind++] = operand;
		*out = arena_grow(&c->arena, *out, *n, &cap, sizeof(**out));
		if ((st = edit_parse(&(*out)[(*n)++], operand, f, &c->arena,
		    w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

bool
edits_cost(const struct edit *e, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (e[i].table != NULL && (e[i].column->type == TYPE_YEN ||
		    strcmp(e[i].column->name, "quantity") == 0 ||
		    strcmp(e[i].column->name, "cancelled") == 0 ||
		    strcmp(e[i].column->name, "tax_rate") == 0))
			return true;
	return false;
}

/* The edits that a header stands for; the first column names shipments. */
static enum status
read_header(struct edit **out, const struct sheet *sh, struct cmd *c,
    struct why *w)
{
	enum status st;
	size_t i;

	if (sh->columns < 2)
		return fail(w, SN_USAGE, _("%s:1: a column of shipments and "
		    "columns of fields were expected"), sh->name);
	*out = arena_alloc(&c->arena, sh->columns * sizeof(**out));
	for (i = 1; i < sh->columns; i++)
		if ((st = edit_field(&(*out)[i], sh->header[i], &c->arena,
		    w)) != SN_OK)
			return fail_at(w, st, "%s:1", sh->name);
	return SN_OK;
}

static void
read_cells(struct edits_row *to, const struct edit *header,
    struct edits_sheet *es, bool clear, struct cmd *c,
    const struct edit_frame *f)
{
	const struct sheet_row *row = to->row;
	struct edit *e;
	struct why w;
	size_t i;

	to->edit = arena_alloc(&c->arena,
	    es->sheet.columns * sizeof(*to->edit));
	for (i = 1; i < es->sheet.columns; i++) {
		if (row->cell[i][0] == '\0' &&
		    (!clear || header[i].how != EDIT_SET))
			continue;
		e = &to->edit[to->n];
		*e = header[i];
		if (edit_read(e, row->cell[i], f, &c->arena, &w) != SN_OK) {
			sheet_refuse(&es->sheet, to->row, NULL, &w);
			return;
		}
		to->n++;
	}
}

struct finding_rows {
	struct edits_sheet	*es;
	struct cmd		*cmd;
};

static enum status
found(int64_t id, const struct named *name, const struct why *why, void *arg)
{
	struct finding_rows *fr = arg;
	struct edits_row *to = &fr->es->row[name->line - 1];

	if (id == NUM_NULL)
		sheet_refuse(&fr->es->sheet, to->row, NULL, why);
	else
		ids_add(&to->ids, id, &fr->cmd->arena);
	return SN_OK;
}

/* Find the shipments that the rows name. */
static enum status
find(struct edits_sheet *es, struct cmd *c, struct store *s, struct why *w)
{
	struct finding_rows fr = { es, c };
	struct named *name;
	struct why bad;
	size_t i, n = 0;

	name = arena_alloc(&c->arena, (es->n + 1) * sizeof(*name));
	for (i = 0; i < es->n; i++) {
		if (es->row[i].row->refused != NULL)
			continue;
		if (named_parse(&name[n], es->row[i].row->cell[0],
		    &c->arena)) {
			name[n++].line = i + 1;
			continue;
		}
		fail(&bad, SN_INVALID, _("%s: not a shipment id"),
		    es->row[i].row->cell[0]);
		sheet_refuse(&es->sheet, es->row[i].row, NULL, &bad);
	}
	return named_each(s, name, n, found, &fr, w);
}

enum status
edits_read(struct edits_sheet *out, struct cmd *c, struct store *s,
    const char *path, bool clear, const struct edit_frame *f,
    struct tally *t, struct why *w)
{
	struct edit *header = NULL;
	enum status st;
	size_t i;

	*out = (struct edits_sheet){ .row = NULL };
	if ((st = sheet_read(&out->sheet, path, &c->arena, w)) != SN_OK ||
	    (st = read_header(&header, &out->sheet, c, w)) != SN_OK)
		return st;
	out->n = out->sheet.n;
	out->row = arena_alloc(&c->arena, (out->n + 1) * sizeof(*out->row));
	for (i = 0; i < out->n; i++) {
		out->row[i].row = &out->sheet.row[i];
		if (out->row[i].row->refused == NULL)
			read_cells(&out->row[i], header, out, clear, c, f);
	}
	if ((st = find(out, c, s, w)) != SN_OK)
		return st;
	for (i = 0; i < out->n; i++)
		t->refused += out->row[i].row->refused != NULL;
	return SN_OK;
}
