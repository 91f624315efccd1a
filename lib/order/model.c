#include <inttypes.h>
#include <string.h>

#include "order/model.h"
#include "text/fold.h"

enum {
	E = COL_EDIT,
	M = COL_MALL,
	EM = COL_EDIT | COL_MALL,
	H = COL_HIDDEN
};

#define COLUMNS(list) list, sizeof(list) / sizeof((list)[0])

/* A column whose member has its name, and the columns of a person. */
#define COL(s, member, field, ja, type, flags, words, fold)		\
	{ #member, field, ja, type, flags, offsetof(struct s, member),	\
	    words, fold }
#define ONE(s, p, member, f, ja, type, fold)				\
	{ #p "_" #member, #p "." f, ja, type, EM,			\
	    offsetof(struct s, p.member), NULL, fold }
#define PERSON(s, p, ja)						\
	ONE(s, p, name, "name", ja "名", TYPE_TEXT, "fold_" #p "_name"),	\
	ONE(s, p, kana, "kana", ja "カナ", TYPE_TEXT, FOLD_KANA_##p),	\
	ONE(s, p, company, "company", ja "会社名", TYPE_TEXT,		\
	    FOLD_ORG_##p),						\
	ONE(s, p, department, "department", ja "部署名", TYPE_TEXT,	\
	    FOLD_ORG_##p),						\
	ONE(s, p, title, "title", ja "敬称", TYPE_CODE, NULL),		\
	ONE(s, p, zip, "zip", ja "郵便番号", TYPE_ZIP, NULL),		\
	ONE(s, p, pref, "pref", ja "都道府県", TYPE_CODE, NULL),		\
	ONE(s, p, city, "city", ja "市区町村", TYPE_TEXT,		\
	    "fold_" #p "_addr"),					\
	ONE(s, p, town, "town", ja "町名番地", TYPE_TEXT,		\
	    "fold_" #p "_addr"),					\
	ONE(s, p, building, "building", ja "建物名", TYPE_TEXT,		\
	    "fold_" #p "_addr"),					\
	ONE(s, p, phone, "phone", ja "電話番号", TYPE_PHONE,		\
	    "fold_" #p "_phone"),					\
	ONE(s, p, phone2, "phone2", ja "電話番号2", TYPE_PHONE, NULL),	\
	ONE(s, p, mail, "mail", ja "メール", TYPE_TEXT, FOLD_MAIL_##p)
#define FOLD_KANA_by "fold_by_kana"
#define FOLD_KANA_to "fold_to_kana"
#define FOLD_KANA_from NULL
#define FOLD_ORG_by "fold_by_org"
#define FOLD_ORG_to "fold_to_org"
#define FOLD_ORG_from NULL
#define FOLD_MAIL_by "fold_by_mail"
#define FOLD_MAIL_to "fold_to_mail"
#define FOLD_MAIL_from NULL

#define O(m, field, ja, type, flags, words, fold) \
	COL(order, m, field, ja, type, flags, words, fold)
static const struct column orders[] = {
	O(id, "order", "注文ID", TYPE_ID, 0, NULL, NULL),
	O(shop, "shop", "店舗", TYPE_CODE, 0, NULL, NULL),
	O(mall, "mall", "モール", TYPE_CODE, 0, NULL, NULL),
	O(number, "number", "受注番号", TYPE_CODE, 0, NULL, "fold_number"),
	O(mall_id, "mall.id", "モール側番号", TYPE_CODE, M, NULL, NULL),
	O(type, "type", "注文種別", TYPE_WORD, EM, words_order_type, NULL),
	O(ordered_at, "ordered", "注文日時", TYPE_TIME, M, NULL, NULL),
	O(mall_state, "mall.state", "モール状態", TYPE_WORD, M,
	    words_mall_state, NULL),
	O(mall_word, "mall.word", "モールステータス", TYPE_CODE, M, NULL, NULL),
	O(confirm_by, "confirm.by", "注文確認期限", TYPE_TIME, M, NULL, NULL),
	O(pay_by, "pay.by", "支払期限", TYPE_TIME, EM, NULL, NULL),
	O(ship_by, "ship.by", "発送期限", TYPE_TIME, M, NULL, NULL),
	O(cancel_by, "cancel.by", "キャンセル期限", TYPE_TIME, M, NULL, NULL),
	PERSON(order, by, "注文者"),
	O(customer, "customer", "顧客ID", TYPE_ID, 0, NULL, NULL),
	O(member, "member", "会員番号", TYPE_CODE, EM, NULL, NULL),
	O(device, "device", "利用端末", TYPE_WORD, M, words_device, NULL),
	O(subscription, "subscription", "申込番号", TYPE_CODE, M, NULL, NULL),
	O(turn, "turn", "お届け回数", TYPE_NUM, M, NULL, NULL),
	O(points, "points", "獲得ポイント", TYPE_NUM, M, NULL, NULL),
	O(stated_items, "stated.items", "商品合計(モール)", TYPE_YEN, M,
	    NULL, NULL),
	O(stated_total, "stated.total", "請求金額(モール)", TYPE_YEN, M,
	    NULL, NULL),
	O(stated_total10, "stated.total10", "請求金額10%", TYPE_YEN, M, NULL,
	    NULL),
	O(stated_total8, "stated.total8", "請求金額8%", TYPE_YEN, M, NULL,
	    NULL),
	O(stated_total0, "stated.total0", "請求金額0%", TYPE_YEN, M, NULL,
	    NULL),
	O(unfixed, "unfixed", "金額未確定", TYPE_BOOL, M, NULL, NULL),
	O(receipt, "receipt", "領収書希望", TYPE_BOOL, EM, NULL, NULL),
	O(receipt_name, "receipt.name", "領収書宛名", TYPE_TEXT, EM, NULL,
	    NULL),
	O(remarks_given, "remarks.given", "備考(原文)", TYPE_TEXT, M, NULL,
	    NULL),
	O(remarks, "note", "備考", TYPE_TEXT, EM, NULL, "fold_remarks"),
	O(message, "message", "個別メッセージ", TYPE_TEXT, EM, NULL, NULL),
	O(memo, "memo", "一言メモ", TYPE_TEXT, EM, NULL, "fold_memo"),
	O(sync, "sync", "モール連携", TYPE_BOOL, E, NULL, NULL),
	O(source, "source", "取込元", TYPE_CODE, 0, NULL, NULL),
	O(source_row, "source.row", "取込行", TYPE_NUM, 0, NULL, NULL),
	O(seen, NULL, NULL, TYPE_NUM, H, NULL, NULL),
	O(sum_items, "items", "商品合計", TYPE_YEN, 0, NULL, NULL),
	O(sum_total, "total", "合計金額", TYPE_YEN, 0, NULL, NULL),
};
const struct table table_orders = {
	"orders", COLUMNS(orders), sizeof(struct order)
};

#define D(m, field, ja, type, flags, words, fold) \
	COL(destination, m, field, ja, type, flags, words, fold)
static const struct column destination[] = {
	D(id, "destination", "届け先ID", TYPE_ID, 0, NULL, NULL),
	D(orders, NULL, NULL, TYPE_ID, H, NULL, NULL),
	D(seq, NULL, NULL, TYPE_NUM, 0, NULL, NULL),
	D(mall_id, "destination.mall-id", "送付先ID", TYPE_CODE, M, NULL, NULL),
	PERSON(destination, to, "届け先"),
	PERSON(destination, from, "送り主"),
	D(gift, "gift", "ギフト", TYPE_BOOL, EM, NULL, NULL),
	D(noshi, "noshi", "のし", TYPE_TEXT, EM, NULL, NULL),
	D(noshi_name, "noshi.name", "のし名入れ", TYPE_TEXT, EM, NULL, NULL),
	D(wrapping, "wrapping", "ラッピング", TYPE_TEXT, EM, NULL, NULL),
	D(gift_message, "gift.message", "ギフトメッセージ", TYPE_TEXT, EM,
	    NULL, NULL),
	D(remarks, "to.note", "届け先備考", TYPE_TEXT, EM, NULL,
	    "fold_remarks"),
	D(want_date, "want.date", "希望日(原文)", TYPE_CODE, M, NULL, NULL),
	D(want_slot, "want.slot", "希望時間(原文)", TYPE_CODE, M, NULL, NULL),
	D(stated_items, "to.stated.items", "届け先商品合計(モール)", TYPE_YEN,
	    M, NULL, NULL),
	D(stated_postage, "to.stated.postage", "届け先送料(モール)", TYPE_YEN,
	    M, NULL, NULL),
	D(stated_total, "to.stated.total", "届け先合計(モール)", TYPE_YEN, M,
	    NULL, NULL),
};
const struct table table_destination = {
	"destination", COLUMNS(destination), sizeof(struct destination)
};

#define S(m, field, ja, type, flags, words) \
	COL(shipment, m, field, ja, type, flags, words, NULL)
static const struct column shipment[] = {
	S(id, "id", "伝票ID", TYPE_ID, 0, NULL),
	S(destination, NULL, NULL, TYPE_ID, H, NULL),
	S(seq, NULL, NULL, TYPE_NUM, 0, NULL),
	S(kind, "kind", "伝票種別", TYPE_WORD, 0, words_shipment_kind),
	S(replaces, "replaces", "再送元", TYPE_ID, 0, NULL),
	S(status, "status", "ステータス", TYPE_WORD, 0, words_status),
	S(status_at, "status.at", "ステータス日時", TYPE_TIME, 0, NULL),
	S(box, "box", "保留箱", TYPE_CODE, 0, NULL),
	S(route, "route", "処理ルート", TYPE_CODE, 0, NULL),
	S(carrier, "carrier", "運送会社", TYPE_WORD, E, words_carrier),
	S(service, "service", "送り状種別", TYPE_CODE, E, NULL),
	S(freight, "freight", "元着払", TYPE_WORD, E, words_freight),
	S(temperature, "temp", "温度帯", TYPE_WORD, EM, words_temperature),
	S(ship_date, "ship", "出荷予定日", TYPE_DATE, E, NULL),
	S(deliver_on, "deliver", "配達指定日", TYPE_DATE, EM, NULL),
	S(deliver_slot, "slot", "配達時間帯", TYPE_CODE, EM, NULL),
	S(pickup_point, "pickup", "受取場所", TYPE_CODE, EM, NULL),
	S(pickup_code, "pickup.code", "受取場所コード", TYPE_CODE, EM, NULL),
	S(drop_off, "dropoff", "置き配", TYPE_CODE, EM, NULL),
	S(marks, "marks", "荷扱い", TYPE_CODE, E, NULL),
	S(parcels, "parcels", "個口数", TYPE_NUM, E, NULL),
	S(weight, "weight", "重量", TYPE_NUM, E, NULL),
	S(size, "size", "サイズ", TYPE_NUM, E, NULL),
	S(label_note, "label.note", "送り状記事", TYPE_TEXT, EM, NULL),
	S(stamps, "stamps", "スタンプ", TYPE_TEXT, E, NULL),
	S(collect, "collect", "代引金額", TYPE_YEN, E, NULL),
	S(bundled_into, "bundle", "同梱先", TYPE_ID, 0, NULL),
	S(labelled_at, "labelled", "送り状出力日時", TYPE_TIME, 0, NULL),
	S(labelled_as, NULL, NULL, TYPE_CODE, H, NULL),
	S(packed_at, "packed", "検品日時", TYPE_TIME, 0, NULL),
	S(shipped_at, "shipped", "発送日時", TYPE_TIME, 0, NULL),
	S(reported_at, "reported", "発送報告日時", TYPE_TIME, 0, NULL),
	S(delivered_at, "delivered", "配達完了日時", TYPE_TIME, 0, NULL),
	S(cancel, "cancel", "キャンセル", TYPE_WORD, 0, words_cancel),
	S(cancel_from, "cancel.from", "キャンセル元", TYPE_WORD, 0,
	    words_cancel_from),
};
const struct table table_shipment = {
	"shipment", COLUMNS(shipment), sizeof(struct shipment)
};

#define L(m, field, ja, type, flags, words, fold) \
	COL(line, m, field, ja, type, flags, words, fold)
static const struct column line[] = {
	L(id, "item.id", "明細ID", TYPE_ID, 0, NULL, NULL),
	L(orders, NULL, NULL, TYPE_ID, H, NULL, NULL),
	L(seq, NULL, NULL, TYPE_NUM, 0, NULL, NULL),
	L(mall_id, "item.mall-id", "商品明細ID", TYPE_CODE, 0, NULL, NULL),
	L(kind, "item.kind", "明細種別", TYPE_WORD, M, words_line_kind, NULL),
	L(code, "item.code", "商品コード", TYPE_CODE, EM, NULL, "fold_code"),
	L(sku, "item.sku", "SKU", TYPE_CODE, EM, NULL, "fold_sku"),
	L(mall_item, "item.mall-item", "モール商品番号", TYPE_CODE, M, NULL,
	    NULL),
	L(name, "item.name", "商品名", TYPE_TEXT, EM, NULL, "fold_name"),
	L(options, "item.options", "項目選択肢", TYPE_TEXT, EM, NULL,
	    "fold_options"),
	L(print_name, "item.print-name", "印刷用商品名", TYPE_TEXT, E, NULL,
	    NULL),
	L(mark, "item.mark", "マーカー", TYPE_TEXT, E, NULL, NULL),
	L(quantity, "item.quantity", "個数", TYPE_NUM, EM, NULL, NULL),
	L(cancelled, "item.cancelled", "キャンセル数", TYPE_NUM, EM, NULL,
	    NULL),
	L(unit_price, "item.price", "単価", TYPE_YEN, EM, NULL, NULL),
	L(tax_rate, "item.tax", "税率", TYPE_NUM, EM, NULL, NULL),
	L(tax_included, "item.tax-included", "税込", TYPE_BOOL, EM, NULL,
	    NULL),
	L(temperature, "item.temp", "商品温度帯", TYPE_WORD, EM,
	    words_temperature, NULL),
	L(available_on, "item.available", "入荷予定日", TYPE_DATE, EM, NULL,
	    NULL),
	L(alone, "item.alone", "単品配送", TYPE_BOOL, EM, NULL, NULL),
	L(parent, NULL, NULL, TYPE_ID, 0, NULL, NULL),
};
const struct table table_line = {
	"line", COLUMNS(line), sizeof(struct line)
};

#define SL(m) COL(shipment_line, m, NULL, NULL, TYPE_ID, H, NULL, NULL)
static const struct column shipment_line[] = {
	SL(id), SL(shipment), SL(line),
	COL(shipment_line, quantity, NULL, NULL, TYPE_NUM, 0, NULL, NULL),
};
const struct table table_shipment_line = {
	"shipment_line", COLUMNS(shipment_line), sizeof(struct shipment_line)
};

#define C(m, field, ja, type, flags, words) \
	COL(charge, m, field, ja, type, flags, words, NULL)
static const struct column charge[] = {
	C(id, NULL, NULL, TYPE_ID, 0, NULL),
	C(orders, NULL, NULL, TYPE_ID, H, NULL),
	C(destination, NULL, NULL, TYPE_ID, 0, NULL),
	C(seq, NULL, NULL, TYPE_NUM, H, NULL),
	C(kind, "charge.kind", "料金種別", TYPE_WORD, 0, words_charge_kind),
	C(name, "charge.name", "料金名", TYPE_CODE, M, NULL),
	C(amount, "charge.amount", "料金", TYPE_YEN, EM, NULL),
	C(tax_rate, "charge.tax", "料金税率", TYPE_NUM, M, NULL),
	C(tax_included, "charge.tax-included", "料金税込", TYPE_BOOL, M, NULL),
	C(funded_by, "charge.funded", "負担", TYPE_WORD, M, words_funded_by),
};
const struct table table_charge = {
	"charge", COLUMNS(charge), sizeof(struct charge)
};

#define P(m, field, ja, type, flags, words) \
	COL(payment, m, field, ja, type, flags, words, NULL)
static const struct column payment[] = {
	P(id, NULL, NULL, TYPE_ID, 0, NULL),
	P(orders, NULL, NULL, TYPE_ID, H, NULL),
	P(seq, NULL, NULL, TYPE_NUM, H, NULL),
	P(method, "pay.method", "支払方法", TYPE_WORD, EM, words_method),
	P(word, "pay.word", "支払方法名", TYPE_CODE, M, NULL),
	P(timing, "pay.when", "支払時期", TYPE_WORD, EM, words_timing),
	P(state, "pay.state", "入金状態", TYPE_WORD, M, words_pay_state),
	P(agent, "pay.agent", "決済代行", TYPE_CODE, EM, NULL),
	P(agent_id, "pay.agent-id", "決済番号", TYPE_CODE, EM, NULL),
	P(amount, "pay.amount", "支払金額", TYPE_YEN, EM, NULL),
	P(paid, "pay.paid-amount", "入金額", TYPE_YEN, 0, NULL),
	P(due_on, "pay.due", "入金期限", TYPE_DATE, EM, NULL),
	P(authorised_at, "pay.authorised", "与信日時", TYPE_TIME, M, NULL),
	P(paid_at, "pay.paid", "入金日時", TYPE_TIME, M, NULL),
	P(matched_with, "pay.matched", "消込", TYPE_CODE, 0, NULL),
};
const struct table table_payment = {
	"payment", COLUMNS(payment), sizeof(struct payment)
};

#define T(m, field, ja, type, words) \
	COL(tracking, m, field, ja, type, 0, words, NULL)
static const struct column tracking[] = {
	T(id, NULL, NULL, TYPE_ID, NULL),
	COL(tracking, shipment, NULL, NULL, TYPE_ID, H, NULL, NULL),
	T(parcel, "tracking.parcel", "個口番号", TYPE_NUM, NULL),
	T(carrier, "tracking.carrier", "送り状会社", TYPE_WORD, words_carrier),
	T(number, "tracking", "伝票番号", TYPE_CODE, NULL),
	T(state, "tracking.state", "配達状況", TYPE_WORD, words_tracking_state),
	T(state_at, "tracking.at", "配達状況日時", TYPE_TIME, NULL),
	{ "void", "tracking.void", "伝票番号無効", TYPE_BOOL, 0,
	    offsetof(struct tracking, is_void), NULL, NULL },
};
const struct table table_tracking = {
	"tracking", COLUMNS(tracking), sizeof(struct tracking)
};

#define F(m, field, ja, type, words) \
	COL(finding, m, field, ja, type, 0, words, NULL)
static const struct column finding[] = {
	F(id, "finding.id", "指摘ID", TYPE_ID, NULL),
	COL(finding, orders, NULL, NULL, TYPE_ID, H, NULL, NULL),
	COL(finding, shipment, NULL, NULL, TYPE_ID, H, NULL, NULL),
	F(code, "finding", "指摘", TYPE_CODE, NULL),
	F(severity, "finding.severity", "重要度", TYPE_WORD, words_severity),
	F(field, "finding.field", "指摘項目", TYPE_CODE, NULL),
	F(saw, "finding.saw", "指摘内容", TYPE_CODE, NULL),
	F(expected, "finding.expected", "期待値", TYPE_CODE, NULL),
	F(source, "finding.source", "指摘根拠", TYPE_CODE, NULL),
	F(state, "finding.state", "指摘状態", TYPE_WORD, words_finding_state),
	F(opened_at, "finding.opened", "指摘日時", TYPE_TIME, NULL),
	F(closed_at, "finding.closed", "解消日時", TYPE_TIME, NULL),
	F(ack_by, "finding.ack-by", "確認者", TYPE_CODE, NULL),
	F(ack_why, "finding.ack-why", "確認理由", TYPE_CODE, NULL),
};
const struct table table_finding = {
	"finding", COLUMNS(finding), sizeof(struct finding)
};

#define I(m, ja, type, words) COL(item, m, NULL, ja, type, E, words, NULL)
static const struct column item[] = {
	COL(item, id, NULL, NULL, TYPE_ID, 0, NULL, NULL),
	I(code, "商品コード", TYPE_CODE, NULL),
	I(name, "商品名", TYPE_TEXT, NULL),
	I(print_name, "印刷用商品名", TYPE_TEXT, NULL),
	I(category, "分類", TYPE_CODE, NULL),
	I(supplier, "仕入先", TYPE_CODE, NULL),
	I(tax_rate, "税率", TYPE_NUM, NULL),
	I(temperature, "温度帯", TYPE_WORD, words_temperature),
	I(tolerates, "許容温度帯", TYPE_CODE, NULL),
	I(weight, "重量", TYPE_NUM, NULL),
	I(size, "サイズ", TYPE_NUM, NULL),
};
const struct table table_item = {
	"item", COLUMNS(item), sizeof(struct item)
};

const struct table *const tables[] = {
	&table_orders, &table_destination, &table_shipment, &table_line,
	&table_shipment_line, &table_charge, &table_payment, &table_tracking,
	&table_finding, &table_item, NULL
};

#define AT(s, m) offsetof(struct s, m)
#define DERIVED_PERSON(t, s, p, ja, word)				\
	{ t, "fold_" #p "_name", NULL, NULL, FOLD_TEXT, word,		\
	    { #p "_name" }, { AT(s, p.name) } },			\
	{ t, "fold_" #p "_addr", #p ".address", ja "住所", FOLD_TEXT,	\
	    word, { #p "_pref", #p "_city", #p "_town", #p "_building" },	\
	    { AT(s, p.pref), AT(s, p.city), AT(s, p.town),		\
	    AT(s, p.building) } },					\
	{ t, "fold_" #p "_phone", NULL, NULL, FOLD_DIGITS, word,	\
	    { #p "_phone" }, { AT(s, p.phone) } }
#define DERIVED_MORE(t, s, p)						\
	{ t, "fold_" #p "_kana", NULL, NULL, FOLD_TEXT, true,		\
	    { #p "_kana" }, { AT(s, p.kana) } },			\
	{ t, "fold_" #p "_org", NULL, NULL, FOLD_TEXT, true,		\
	    { #p "_company", #p "_department" },			\
	    { AT(s, p.company), AT(s, p.department) } },		\
	{ t, "fold_" #p "_mail", NULL, NULL, FOLD_TEXT, true,		\
	    { #p "_mail" }, { AT(s, p.mail) } }
#define DERIVED(t, s, m, word) \
	{ t, "fold_" #m, NULL, NULL, FOLD_TEXT, word, { #m }, { AT(s, m) } }

const struct derived derived[] = {
	DERIVED(&table_orders, order, number, true),
	DERIVED_PERSON(&table_orders, order, by, "注文者", true),
	DERIVED_MORE(&table_orders, order, by),
	DERIVED(&table_orders, order, remarks, false),
	DERIVED(&table_orders, order, memo, false),
	DERIVED_PERSON(&table_destination, destination, to, "届け先", true),
	DERIVED_MORE(&table_destination, destination, to),
	DERIVED_PERSON(&table_destination, destination, from, "送り主", false),
	DERIVED(&table_destination, destination, remarks, false),
	DERIVED(&table_line, line, name, true),
	DERIVED(&table_line, line, options, false),
	DERIVED(&table_line, line, code, true),
	DERIVED(&table_line, line, sku, true),
	{ NULL, NULL, NULL, NULL, FOLD_TEXT, false, { NULL }, { 0 } }
};

const struct table *
table_find(const char *name)
{
	size_t i;

	for (i = 0; tables[i] != NULL; i++)
		if (strcmp(tables[i]->name, name) == 0)
			return tables[i];
	return NULL;
}

const struct column *
column_find(const struct table *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->column[i].name, name) == 0)
			return &t->column[i];
	return NULL;
}

bool
column_is_num(const struct column *c)
{
	return c->type >= TYPE_NUM;
}

const char *
record_text(const void *rec, const struct column *c)
{
	const char *v;

	memcpy(&v, (const char *)rec + c->at, sizeof(v));
	return v;
}

int64_t
record_num(const void *rec, const struct column *c)
{
	int64_t v;

	memcpy(&v, (const char *)rec + c->at, sizeof(v));
	return v;
}

void
record_set_text(void *rec, const struct column *c, const char *v)
{
	memcpy((char *)rec + c->at, &v, sizeof(v));
}

void
record_set_num(void *rec, const struct column *c, int64_t v)
{
	memcpy((char *)rec + c->at, &v, sizeof(v));
}

/* What the schema puts into a column that nobody filled in. */
static void
defaults(const struct table *t, void *rec)
{
	if (t == &table_orders) {
		((struct order *)rec)->unfixed = 0;
		((struct order *)rec)->sync = 1;
	} else if (t == &table_destination)
		((struct destination *)rec)->gift = 0;
	else if (t == &table_shipment) {
		((struct shipment *)rec)->kind = "normal";
		((struct shipment *)rec)->freight = "prepaid";
		((struct shipment *)rec)->parcels = 1;
		((struct shipment *)rec)->cancel = "none";
	} else if (t == &table_line) {
		((struct line *)rec)->kind = "goods";
		((struct line *)rec)->cancelled = 0;
		((struct line *)rec)->alone = 0;
	} else if (t == &table_payment)
		((struct payment *)rec)->paid = 0;
	else if (t == &table_tracking) {
		((struct tracking *)rec)->state = "issued";
		((struct tracking *)rec)->is_void = 0;
	} else if (t == &table_finding)
		((struct finding *)rec)->state = "open";
}

void *
record_new(const struct table *t, struct arena *a)
{
	void *rec = arena_alloc(a, t->size);
	size_t i;

	for (i = 0; i < t->n; i++)
		if (column_is_num(&t->column[i]))
			record_set_num(rec, &t->column[i], NUM_NULL);
	defaults(t, rec);
	return rec;
}

const char *
record_value(const void *rec, const struct column *c, struct arena *a)
{
	int64_t n;

	if (!column_is_num(c))
		return record_text(rec, c);
	n = record_num(rec, c);
	return n == NUM_NULL ? NULL : arena_printf(a, "%" PRId64, n);
}

bool
record_same(const void *x, const void *y, const struct column *c)
{
	const char *s, *t;

	if (column_is_num(c))
		return record_num(x, c) == record_num(y, c);
	s = record_text(x, c);
	t = record_text(y, c);
	return s == t || (s != NULL && t != NULL && strcmp(s, t) == 0);
}

bool
derived_from(const struct derived *d, const struct column *c)
{
	size_t i;

	for (i = 0; d->from[i] != NULL; i++)
		if (strcmp(d->from[i], c->name) == 0)
			return true;
	return false;
}

const char *
derived_value(const struct derived *d, const void *rec, struct arena *a)
{
	const char *part, *all = NULL;
	size_t i, n;
	char *joined;

	for (i = 0; d->from[i] != NULL; i++) {
		memcpy(&part, (const char *)rec + d->at[i], sizeof(part));
		if (part == NULL || *part == '\0')
			continue;
		if (all == NULL) {
			all = part;
			continue;
		}
		n = strlen(all);
		joined = arena_alloc(a, n + strlen(part) + 1);
		memcpy(joined, all, n);
		strcpy(joined + n, part);
		all = joined;
	}
	if (all == NULL)
		return NULL;
	return d->how == FOLD_DIGITS ? fold_digits(all, a) : fold_text(all, a);
}
