#include <err.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/pays.h"
#include "order/words.h"
#include "text/date.h"
#include "text/number.h"

/* Headers that shops, banks and agents use, as fold_header() leaves them. */
static const char *const numbers[] = {
	"受注番号", "注文番号", "オーダー番号", "注文id", "オーダーid",
	"ご購入店受注番号", "加盟店取引id", "加盟店注文番号", "店舗受注番号",
	"取引番号", "取引id", "決済番号", "number", "order", "order number",
	"order_number", "order id", "order_id", NULL
};
static const char *const results[] = {
	"結果", "審査結果", "与信結果", "与信審査結果", "決済結果", "状態",
	"ステータス", "決済ステータス", "入金状態", "入金ステータス", "result",
	"status", "state", NULL
};
static const char *const amounts[] = {
	"入金額", "入金金額", "金額", "決済金額", "支払金額", "入金額合計",
	"amount", "paid", NULL
};
static const char *const days[] = {
	"入金日", "日付", "決済日", "支払日", "審査日", "入金日時", "処理日",
	"date", "on", NULL
};
static const char *const shops[] = {
	"店舗", "ショップ", "店舗名", "shop", NULL
};
static const char *const methods[] = {
	"支払方法", "決済方法", "method", NULL
};

struct columns {
	long	number, result, amount, day, shop, method;
};

/* The cell of a column; NULL where there is no column or nothing in it. */
static const char *
cell(const struct sheet_row *row, long column)
{
	if (column < 0 || row->cell[column][0] == '\0')
		return NULL;
	return row->cell[column];
}

static enum status
find_columns(struct columns *col, const struct pays *p,
    const struct pay *usual, struct why *w)
{
	const struct sheet *sh = &p->sheet;

	col->number = sheet_column(sh, numbers);
	col->result = sheet_column(sh, results);
	col->amount = sheet_column(sh, amounts);
	col->day = sheet_column(sh, days);
	col->shop = sheet_column(sh, shops);
	col->method = sheet_column(sh, methods);
	if (col->number < 0)
		return fail(w, SN_USAGE, _("%s:1: no column of order numbers, "
		    "such as 受注番号 or number"), sh->name);
	if (col->result < 0 && col->amount < 0 && usual->state == NULL)
		return fail(w, SN_USAGE, _("%s:1: neither a column of results "
		    "nor one of amounts, such as 結果 or 金額"), sh->name);
	return SN_OK;
}

/* What a row says; *field is the header of what is wrong with it. */
static enum status
read_row(struct pays_row *to, const char **field, const struct columns *col,
    const struct pays *p, struct cmd *c, const char *today, struct why *w)
{
	const char *text, *const *header = p->sheet.header;
	const struct word *method;
	char day[DATE_SIZE];

	*field = header[col->number];
	if ((to->number = cell(to->row, col->number)) == NULL)
		return fail(w, SN_INVALID, "%s", _("empty"));
	if (cell(to->row, col->shop) != NULL)
		to->shop = cell(to->row, col->shop);
	*field = col->method < 0 ? NULL : header[col->method];
	if ((text = cell(to->row, col->method)) != NULL) {
		if ((method = word_find(words_method, text)) == NULL)
			return fail(w, SN_INVALID, _("'%s': no method of "
			    "payment"), text);
		to->pay.method = method->slug;
	}
	*field = col->amount < 0 ? NULL : header[col->amount];
	if ((text = cell(to->row, col->amount)) != NULL &&
	    (number_parse(&to->pay.amount, text) != SN_OK ||
	    to->pay.amount < 0))
		return fail(w, SN_INVALID, _("'%s': whole yen were expected"),
		    text);
	*field = col->day < 0 ? NULL : header[col->day];
	if ((text = cell(to->row, col->day)) != NULL) {
		if (date_relative(day, text, today) != SN_OK)
			return fail(w, SN_INVALID, _("'%s': a date was "
			    "expected"), text);
		to->pay.on = arena_strdup(&c->arena, day);
	}
	*field = header[col->result < 0 ? col->amount : col->result];
	if ((text = cell(to->row, col->result)) != NULL)
		to->pay.state = pay_state(text, &c->arena);
	else if (to->pay.state == NULL && to->pay.amount != NUM_NULL)
		to->pay.state = "paid";
	if (to->pay.state == NULL)
		return fail(w, SN_INVALID, _("'%s': no result that is known; "
		    "ok, ng, hold and paid are"),
		    text != NULL ? text : "");
	return SN_OK;
}

enum status
pays_read(struct pays *out, struct cmd *c, const char *path,
    const struct pay *usual, const char *shop, struct tally *t,
    struct why *w)
{
	char today[DATE_SIZE];
	struct columns col;
	const char *field;
	struct why bad;
	enum status st;
	size_t i;

	*out = (struct pays){ .row = NULL };
	if ((st = clock_today(today, w)) != SN_OK ||
	    (st = sheet_read(&out->sheet, path, &c->arena, w)) != SN_OK ||
	    (st = find_columns(&col, out, usual, w)) != SN_OK)
		return st;
	out->number = out->sheet.header[col.number];
	out->n = out->sheet.n;
	out->row = arena_alloc(&c->arena, (out->n + 1) * sizeof(*out->row));
	for (i = 0; i < out->n; i++) {
		out->row[i].row = &out->sheet.row[i];
		out->row[i].pay = *usual;
		out->row[i].shop = shop;
		if (out->row[i].row->refused == NULL &&
		    read_row(&out->row[i], &field, &col, out, c, today,
		    &bad) != SN_OK)
			sheet_refuse(&out->sheet, out->row[i].row, field,
			    &bad);
		t->refused += out->row[i].row->refused != NULL;
	}
	return SN_OK;
}

int64_t
pays_amount(const char *text)
{
	int64_t yen;

	if (number_parse(&yen, text) != SN_OK || yen < 0)
		errx(status_exit(SN_USAGE),
		    _("--amount %s: whole yen were expected"), text);
	return yen;
}
