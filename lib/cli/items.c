#include <string.h>

#include "base/i18n.h"
#include "cli/items.h"
#include "order/edit.h"
#include "text/fold.h"

/* Headers beside the names of columns, as fold_header() leaves them. */
static const struct { const char *header, *column; } synonyms[] = {
	{ "item code", "code" }, { "商品番号", "code" }, { "品番", "code" },
	{ "sku", "code" }, { "item name", "name" }, { "品名", "name" },
	{ "print-name", "print_name" }, { "print name", "print_name" },
	{ "印字名", "print_name" }, { "印刷名", "print_name" },
	{ "送り状品名", "print_name" }, { "カテゴリ", "category" },
	{ "カテゴリー", "category" }, { "商品分類", "category" },
	{ "tax", "tax_rate" }, { "消費税率", "tax_rate" },
	{ "temp", "temperature" }, { "温度", "temperature" },
	{ "重さ", "weight" }, { "重量(g)", "weight" },
	{ "サイズ(cm)", "size" }, { "仕入れ先", "supplier" },
	{ "対応温度帯", "tolerates" },
};

/* What a column of the table is: a column of items, or other names. */
struct heading {
	const struct column	*column;
	const char		*shop;	/* of aliases, "" for every one */
};

static const struct column *
find_column(const char *folded, struct arena *a)
{
	const struct table *t = &table_item;
	size_t i;

	for (i = 1; i < t->n; i++)
		if (strcmp(folded, t->column[i].name) == 0 ||
		    strcmp(folded, fold_header(t->column[i].ja, a)) == 0)
			return &t->column[i];
	for (i = 0; i < sizeof(synonyms) / sizeof(synonyms[0]); i++)
		if (strcmp(folded, synonyms[i].header) == 0)
			return column_find(t, synonyms[i].column);
	return NULL;
}

/* The shop whose names a header announces, or NULL. */
static const char *
find_alias(const char *header)
{
	static const char *const words[] = { "aliases", "alias", "別名" };
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i]);
		if (strncmp(header, words[i], n) != 0)
			continue;
		if (header[n] == '\0')
			return "";
		if (header[n] == ':')
			return header + n + 1;
		if (strncmp(header + n, "：", strlen("：")) == 0)
			return header + n + strlen("：");
	}
	return NULL;
}

static enum status
read_header(struct heading **out, long *code, const struct sheet *sh,
    struct cmd *c, struct why *w)
{
	struct heading *h;
	const char *shop;
	size_t i;

	*code = -1;
	*out = h = arena_alloc(&c->arena, sh->columns * sizeof(*h));
	for (i = 0; i < sh->columns; i++) {
		if ((shop = find_alias(sh->header[i])) != NULL) {
			if (*shop != '\0' &&
			    conf_shop(cmd_conf(c), shop) == NULL)
				return fail(w, SN_USAGE, _("%s:1: %s: no such "
				    "shop"), sh->name, sh->header[i]);
			h[i].shop = shop;
			continue;
		}
		h[i].column = find_column(fold_header(sh->header[i],
		    &c->arena), &c->arena);
		if (h[i].column == NULL)
			return fail(w, SN_USAGE, _("%s:1: %s: no column of "
			    "items"), sh->name, sh->header[i]);
		if (strcmp(h[i].column->name, "code") == 0)
			*code = (long)i;
	}
	if (*code < 0)
		return fail(w, SN_USAGE, _("%s:1: no column code or 商品コード"),
		    sh->name);
	return SN_OK;
}

static void
read_aliases(struct items_row *to, const char *shop, const char *cell,
    struct cmd *c)
{
	size_t n, room = to->nalias;

	for (;;) {
		cell += strspn(cell, " \t\r\n");
		if ((n = strcspn(cell, " \t\r\n")) == 0)
			return;
		to->alias = arena_grow(&c->arena, to->alias, to->nalias,
		    &room, sizeof(*to->alias));
		to->alias[to->nalias].shop = shop;
		to->alias[to->nalias++].alias = arena_strndup(&c->arena, cell,
		    n);
		cell += n;
	}
}

/* The words of a list, each in its normal form, or why not. */
static enum status
read_tolerates(const char **out, const char *cell, struct cmd *c,
    struct why *w)
{
	struct str s = STR_INIT;
	const struct word *word;
	char *list, *comma;
	const char *text;
	size_t n;

	cell = list = arena_strdup(&c->arena, fold_width(cell, &c->arena));
	while ((comma = strstr(list, "、")) != NULL)
		memset(comma, ' ', strlen("、"));
	for (;; cell += n) {
		cell += strspn(cell, " \t\r\n,/");
		if ((n = strcspn(cell, " \t\r\n,/")) == 0)
			break;
		text = arena_strndup(&c->arena, cell, n);
		word = word_find(words_temperature, text);
		if (word == NULL) {
			str_free(&s);
			return fail(w, SN_INVALID, "%s", _("normal, chilled and "
			    "frozen were expected"));
		}
		str_addf(&s, "%s%s", s.len > 0 ? " " : "", word->slug);
	}
	*out = s.len > 0 ? arena_strdup(&c->arena, s.p) : NULL;
	str_free(&s);
	return SN_OK;
}

static enum status
read_cell(struct items_row *to, const struct heading *h, const char *cell,
    struct cmd *c, struct why *w)
{
	const struct edit_frame frame = { .carriers = NULL };
	struct item_value *v = &to->value[to->nvalue];
	struct why cause;
	enum status st;

	v->column = h->column;
	if (strcmp(h->column->name, "tolerates") == 0)
		st = read_tolerates(&v->value, cell, c, &cause);
	else
		st = edit_value(&v->value, &table_item, h->column, cell,
		    &frame, &c->arena, &cause);
	if (st != SN_OK)
		return fail(w, st, "'%s': %s", cell, cause.text);
	if (strcmp(h->column->name, "code") == 0)
		to->code = v->value;
	else
		to->nvalue++;
	return SN_OK;
}

static void
read_row(struct items *it, struct items_row *to, const struct heading *h,
    bool clear, struct cmd *c)
{
	const struct sheet *sh = &it->sheet;
	const char *cell;
	struct why w;
	size_t i;

	to->value = arena_alloc(&c->arena, sh->columns * sizeof(*to->value));
	for (i = 0; i < sh->columns; i++) {
		cell = to->row->cell[i];
		if (h[i].shop != NULL) {
			read_aliases(to, h[i].shop, cell, c);
			continue;
		}
		if (*cell == '\0' && !clear &&
		    strcmp(h[i].column->name, "code") != 0)
			continue;
		if (read_cell(to, &h[i], cell, c, &w) != SN_OK) {
			sheet_refuse(&it->sheet, to->row, sh->header[i], &w);
			return;
		}
	}
}

enum status
items_read(struct items *out, struct cmd *c, const char *path, bool clear,
    struct tally *t, struct why *w)
{
	struct heading *h = NULL;
	struct items_row *to;
	enum status st;
	long code;
	size_t i;

	*out = (struct items){ .row = NULL };
	if ((st = sheet_read(&out->sheet, path, &c->arena, w)) != SN_OK ||
	    (st = read_header(&h, &code, &out->sheet, c, w)) != SN_OK)
		return st;
	out->n = out->sheet.n;
	out->row = arena_alloc(&c->arena, (out->n + 1) * sizeof(*out->row));
	for (i = 0; i < out->n; i++) {
		to = &out->row[i];
		to->row = &out->sheet.row[i];
		if (to->row->refused == NULL)
			read_row(out, to, h, clear, c);
		t->refused += to->row->refused != NULL;
	}
	return SN_OK;
}

/* A row is taken as a whole: its names are looked at first. */
static enum status
put_row(enum item_outcome *out, struct store *s, const struct items_row *r,
    struct why *w)
{
	int64_t id;
	enum status st;
	bool fresh;
	size_t i;

	for (i = 0; i < r->nalias; i++)
		if ((st = item_alias_free(s, r->code, r->alias[i].shop,
		    r->alias[i].alias, w)) != SN_OK)
			return st;
	if ((st = item_put(out, &id, s, r->code, r->value, r->nvalue,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < r->nalias; i++) {
		if ((st = item_alias(&fresh, s, id, r->alias[i].shop,
		    r->alias[i].alias, w)) != SN_OK)
			return st;
		if (fresh && *out == ITEM_SAME)
			*out = ITEM_CHANGED;
	}
	return SN_OK;
}

enum status
items_put(struct items *it, struct store *s, struct cmd *c, struct tally *t,
    struct why *w)
{
	enum item_outcome outcome;
	struct items_row *r;
	enum status st;

	for (r = it->row; r < it->row + it->n; r++) {
		if (r->row->refused != NULL)
			continue;
		if ((st = store_because(s, arena_printf(&c->arena, "%s:%lu",
		    it->sheet.name, r->row->line), w)) != SN_OK)
			return st;
		st = put_row(&outcome, s, r, w);
		if (status_stops(st))
			return st;
		if (st != SN_OK) {
			sheet_refuse(&it->sheet, r->row, NULL, w);
			t->refused++;
			continue;
		}
		t->done++;
		it->fresh += outcome == ITEM_NEW;
		it->changed += outcome == ITEM_CHANGED;
		it->same += outcome == ITEM_SAME;
	}
	return SN_OK;
}

/* "X-1 rakuten-main:Y" : what else the item is called. */
static enum status
alias_text(const char **out, struct store *s, const struct item *it,
    struct arena *a, struct why *w)
{
	struct str text = STR_INIT;
	struct item_alias *alias;
	enum status st;
	size_t n, i;

	if ((st = item_aliases(&alias, &n, s, it->id, a, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		str_addf(&text, "%s%s%s%s", i > 0 ? " " : "", alias[i].shop,
		    *alias[i].shop != '\0' ? ":" : "", alias[i].alias);
	*out = n > 0 ? arena_strdup(a, str_text(&text)) : NULL;
	str_free(&text);
	return SN_OK;
}

enum status
items_show(struct cmd *c, struct store *s, struct item *const *item,
    size_t n, struct why *w)
{
	const struct report_column column[] = {
		{ "code", _("code"), false },
		{ "name", _("name"), false },
		{ "print_name", _("print name"), false },
		{ "category", _("category"), false },
		{ "temperature", _("temperature"), false },
		{ "tolerates", _("tolerates"), false },
		{ "weight", _("g"), true },
		{ "size", _("cm"), true },
		{ "tax_rate", _("tax %"), true },
		{ "supplier", _("supplier"), false },
		{ "aliases", _("aliases"), false },
	};
	const size_t columns = sizeof(column) / sizeof(column[0]);
	struct report *r = report_new(c, column, columns);
	const char *alias;
	enum status st;
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < columns - 1; k++)
			report_cell(r, record_value(item[i],
			    column_find(&table_item, column[k].key),
			    &c->arena));
		if ((st = alias_text(&alias, s, item[i], &c->arena,
		    w)) != SN_OK)
			return st;
		report_cell(r, alias);
	}
	return report_end(r, stdout, w);
}
