#include "base/i18n.h"
#include "cli/blacks.h"

static void
add(struct blacks *out, const struct black *b, struct cmd *c)
{
	out->entry = arena_grow(&c->arena, out->entry, out->n, &out->cap,
	    sizeof(*out->entry));
	out->entry[out->n++] = *b;
}

enum status
blacks_take(struct blacks *out, struct cmd *c, char *operand[],
    const char *reason, struct why *w)
{
	struct black b;

	*out = (struct blacks){ .entry = NULL };
	for (; *operand != NULL; operand++) {
		if (black_parse(&b, *operand, &c->arena, w) != SN_OK)
			return SN_USAGE;
		b.why = reason;
		b.who = cmd_who(&c->arena);
		add(out, &b, c);
	}
	return SN_OK;
}

static enum status
columns(long at[3], const struct sheet *sh, struct why *w)
{
	static const char *const names[3][4] = {
		{ "kind", "種類", "種別", NULL },
		{ "value", "値", "内容", NULL },
		{ "why", "理由", "reason", NULL }
	};
	int i;

	for (i = 0; i < 3; i++)
		at[i] = sheet_column(sh, names[i]);
	if (at[0] < 0 || at[1] < 0)
		return fail(w, SN_USAGE, _("%s:1: the columns kind and value "
		    "are needed"), sh->name);
	return SN_OK;
}

enum status
blacks_read(struct blacks *out, struct cmd *c, const char *path,
    struct tally *t, struct why *w)
{
	struct sheet *sh = &out->sheet;
	struct sheet_row *row;
	struct black b;
	enum status st;
	long at[3];

	*out = (struct blacks){ .entry = NULL };
	if ((st = sheet_read(sh, path, &c->arena, w)) != SN_OK ||
	    (st = columns(at, sh, w)) != SN_OK)
		return st;
	out->row = arena_alloc(&c->arena, (sh->n + 1) * sizeof(*out->row));
	for (row = sh->row; row < sh->row + sh->n; row++) {
		if (row->refused == NULL && black_make(&b, row->cell[at[0]],
		    row->cell[at[1]], &c->arena, w) != SN_OK)
			sheet_refuse(sh, row, NULL, w);
		if (row->refused != NULL) {
			t->refused++;
			continue;
		}
		if (at[2] >= 0 && *row->cell[at[2]] != '\0')
			b.why = row->cell[at[2]];
		b.who = cmd_who(&c->arena);
		out->row[out->n] = row;
		add(out, &b, c);
	}
	return SN_OK;
}

enum status
blacks_put(struct blacks *bs, struct store *s, struct cmd *c,
    struct tally *t, struct why *w)
{
	enum black_outcome outcome;
	enum status st;
	size_t i;

	for (i = 0; i < bs->n; i++) {
		if (bs->row != NULL && (st = store_because(s,
		    arena_printf(&c->arena, "%s:%lu", bs->sheet.name,
		    bs->row[i]->line), w)) != SN_OK)
			return st;
		if ((st = black_put(&outcome, s, &bs->entry[i], w)) != SN_OK)
			return st;
		bs->fresh += outcome == BLACK_NEW;
		bs->changed += outcome == BLACK_CHANGED;
		bs->same += outcome == BLACK_SAME;
		t->done++;
	}
	return SN_OK;
}

static enum status
show(const struct black *b, void *arg, struct why *w)
{
	struct report *r = arg;

	(void)w;
	report_cell(r, b->kind);
	report_cell(r, b->value);
	report_cell(r, b->why);
	report_cell(r, b->at);
	report_cell(r, b->who);
	return SN_OK;
}

enum status
blacks_show(struct cmd *c, struct store *s, struct why *w)
{
	const struct report_column column[] = {
		{ "kind", _("kind"), false },
		{ "value", _("value"), false },
		{ "why", _("reason"), false },
		{ "at", _("since"), false },
		{ "who", _("by"), false },
	};
	struct report *r = report_new(c, column,
	    sizeof(column) / sizeof(column[0]));
	enum status st;

	if ((st = black_each(s, show, r, w)) != SN_OK)
		return st;
	return report_end(r, stdout, w);
}
