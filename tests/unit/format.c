/* The parts of reading order files, each alone. */
#include <stdlib.h>

#include "format/convert.h"
#include "format/detect.h"
#include "format/layout.h"
#include "format/orders.h"
#include "format/pref.h"
#include "format/stash.h"

#include "tap.h"

static struct arena arena;
static struct why w;

static void
prefectures(void)
{
	size_t len;

	STREQ(pref_find("沖縄"), "沖縄県");
	STREQ(pref_find("沖縄県"), "沖縄県");
	STREQ(pref_find("京都"), "京都府");
	STREQ(pref_find("東京都"), "東京都");
	STREQ(pref_find("北海道"), "北海道");
	STREQ(pref_find("神奈川"), "神奈川県");
	STREQ(pref_find("JP-13"), "東京都");
	STREQ(pref_find("JP-01"), "北海道");
	STREQ(pref_find("jp47"), "沖縄県");
	STREQ(pref_find("Tokyo"), "東京都");
	STREQ(pref_find("osaka-fu"), "大阪府");
	STREQ(pref_find("Aichi Prefecture"), "愛知県");
	OK(pref_find("JP-48") == NULL);
	OK(pref_find("JP-00") == NULL);
	OK(pref_find("JP-") == NULL);
	OK(pref_find("日本") == NULL);
	OK(pref_find("東") == NULL);
	OK(pref_find("大") == NULL);
	OK(pref_find("県") == NULL);
	OK(pref_find("") == NULL);
	OK(pref_find("California") == NULL);
	STREQ(pref_prefix("東京都千代田区1", &len), "東京都");
	OK(len == strlen("東京都"));
	OK(pref_prefix("京都市", &len) == NULL);
}

static const char *
zip(const char *a, const char *b)
{
	const char *part[] = { a, b };
	struct valuer v = { .arena = &arena };

	return convert_zip_parts(&v, part, 2);
}

static const char *
phone(const char *a, const char *b, const char *c)
{
	const char *part[] = { a, b, c };
	struct valuer v = { .arena = &arena };

	return convert_phone_parts(&v, part, 3);
}

static void
parts(void)
{
	STREQ(zip("001", "0023"), "0010023");
	STREQ(zip("1", "23"), "0010023");
	STREQ(zip("100", "1"), "1000001");
	STREQ(zip("", ""), "");
	STREQ(zip("1000001", ""), "1000001");
	STREQ(phone("03", "1234", "5678"), "03-1234-5678");
	STREQ(phone("3", "1234", "5678"), "03-1234-5678");
	STREQ(phone("3", "123", "78"), "03-0123-0078");
	STREQ(phone("90", "123", "5678"), "090-0123-5678");
	STREQ(phone("090", "123", "5678"), "090-0123-5678");
	STREQ(phone("90", "1234", "5678"), "090-1234-5678");
	STREQ(phone("4992", "2", "5678"), "04992-2-5678");
	STREQ(phone("0120", "123", "456"), "0120-123-456");
	STREQ(phone("0120", "12", "456"), "0120-12-456");
	STREQ(phone("120", "123", "456"), "120-123-456");
	STREQ(phone("", "09012345678", ""), "09012345678");
	STREQ(phone("", "", ""), "");
	OK(convert_scientific("9.01E+09"));
	OK(convert_scientific("4E+11"));
	OK(!convert_scientific("12E3"));
	OK(!convert_scientific("E+1"));
	OK(!convert_scientific("1.5"));
	OK(!convert_scientific("1E+"));
}

static void
pairs_and_spans(void)
{
	const char *one[] = { "大きさ;色", "Ｌ;赤", "名入れ", "ヨシ" };
	const char *bare[] = { "", "赤", "色", "" };
	struct valuer v = { .arena = &arena };
	const char *s;

	STREQ(convert_pairs(&v, one, 4), "大きさ:Ｌ\n色:赤\n名入れ:ヨシ");
	STREQ(convert_pairs(&v, bare, 4), "赤");
	OK(convert_pairs(&v, bare + 2, 2) == NULL);
	OK(convert_span(&s, &v, HOW_SPAN_SLOT, "2026-12-28T14:00:00+09:00",
	    "2026-12-28T16:00:00+09:00", &w) == SN_OK);
	STREQ(s, "14:00-16:00");
	OK(convert_span(&s, &v, HOW_SPAN_SLOT, "2026-12-28T08:00:00",
	    "2026-12-28T21:00:00", &w) == SN_OK && s == NULL);
	OK(convert_span(&s, &v, HOW_SPAN_DATE, "2026-12-28T08:00:00",
	    "2026-12-29T08:00:00", &w) == SN_OK && s == NULL);
	OK(convert_span(&s, &v, HOW_SPAN_DATE, "soon", "2026-12-29",
	    &w) == SN_INVALID);
	STREQ(w.text, "soon: not a time");
}

static void
headers(void)
{
	const char *names[] = { "orderdate", "個数" };
	const struct headers file = { names, 2 };
	struct header h;

	header_read(&h, "OrderTime|OrderDate", &arena);
	STREQ(h.name, "OrderTime");
	OK(header_resolve(&h, &file) && h.column == 0);
	header_read(&h, "個数（必須）", &arena);
	OK(header_resolve(&h, &file) && h.column == 1);
	header_read(&h, "単価", &arena);
	OK(!header_resolve(&h, &file) && h.column == ABSENT);
}

static FILE *
file_of(const char *text)
{
	FILE *f = tmpfile();

	if (f == NULL || fputs(text, f) == EOF)
		exit(2);
	rewind(f);
	return f;
}

static const char *
detected(const char *text)
{
	FILE *f = file_of(text);
	struct format *format;
	bool second;
	const char *name;
	enum status st;

	st = format_detect(&format, &second, f, "f", NULL, &arena, &w);
	name = st != SN_OK ? w.text : arena_printf(&arena, "%s%s",
	    format->name, second ? " 2" : "");
	OK(st == SN_OK || st == SN_INVALID);
	OK(ftell(f) == 0);
	if (st == SN_OK)
		format_free(format);
	fclose(f);
	return name;
}

static void
detection(void)
{
	STREQ(detected("注文番号,ステータス,商品明細ID,商品名,個数,送付先ID\n"),
	    "rakuten");
	STREQ(detected("送付先ＩＤ,個数,商品名,商品明細ID,ステータス,"
	    "※注文番号,よその列\n"), "rakuten");
	STREQ(detected("注文番号,ステータス,商品明細ID,商品名,送付先ID\n"),
	    "f: no format fits; nearest is rakuten (楽天市場 "
	    "受注CSV（通常・予約・定期・頒布会）), which misses: 個数");
	STREQ(detected("OrderId,OrderTime,OrderStatus,BillName\n"), "yahoo");
	STREQ(detected("OrderId,LineId,Quantity,ItemId,Title\n"), "yahoo 2");
	STREQ(detected("order-id\torder-item-id\tpurchase-date\t"
	    "quantity-purchased\titem-price\n"), "amazon-orders");
	STREQ(detected("order-id\torder-item-id\tpurchase-date\t"
	    "quantity-purchased\tquantity-to-ship\tpromise-date\n"),
	    "amazon-unshipped");
	STREQ(detected("a,b,c\n"), "f: no format has these headers; "
	    "sn-format list shows those that are known, -f generic goes by "
	    "usual names of columns");
}

static void
stashing(void)
{
	const struct cell a[] = { { "1", 1 }, { "a", 1 } };
	const struct cell b[] = { { "2", 1 }, { "", 0 } };
	const struct row rows[] = { { 2, a, 5, 2 }, { 2, b, 6, 3 },
	    { 2, a, 7, 4 } };
	struct stash s;
	struct row row;
	size_t i, first, n, *order;

	OK(stash_open(&s, &w) == SN_OK);
	for (i = 0; i < 3; i++)
		OK(stash_put(&s, &rows[i], &rows[i].cell[0], &w) == SN_OK);
	stash_sort(&s);
	first = stash_find(&s, &a[0], &n);
	OK(n == 2);
	OK(stash_get(&row, &s, first + 1, &arena, &w) == SN_OK);
	OK(row.line == 7 && row.number == 4 && row.n == 2);
	STREQ(row.cell[1].p, "a");
	OK(stash_order(&order, &s, &w) == SN_OK);
	OK(stash_get(&row, &s, order[1], &arena, &w) == SN_OK);
	STREQ(row.cell[0].p, "2");
	free(order);
	stash_find(&s, &b[1], &n);
	OK(n == 0);
	stash_close(&s);
}

/* What a caller's refusal does, and an order of too many rows. */
struct calls {
	unsigned long	given, refused, culprits;
	enum status	st;
};

static enum status
give(const struct orders_got *got, void *arg, struct why *why)
{
	struct calls *c = arg;

	c->given++;
	if (got->line == 2)
		return fail(why, c->st, "no");
	return SN_OK;
}

static enum status
refuse(const struct orders_refused *r, void *arg, struct why *why)
{
	struct calls *c = arg;

	(void)why;
	c->refused++;
	c->culprits += r->culprit;
	return SN_OK;
}

static void
callers(void)
{
	static const struct orders_conf conf = { .refused = refuse };
	struct calls c = { .st = SN_CONFLICT };
	struct orders_count n;
	struct format *f;
	FILE *in;
	int i;

	OK(format_load(&f, "rakuten", NULL, &arena, &w) == SN_OK);
	in = file_of("注文番号,ステータス,注文日時,商品明細ID,商品名,個数,"
	    "送付先ID\n1,300,2026-12-20,1,x,1,1\n1,300,2026-12-20,2,y,1,1\n"
	    "2,300,2026-12-20,3,z,1,1\n");
	OK(orders_read(&n, in, "f", f, &conf, give, &c, &w) == SN_OK);
	OK(n.read == 3 && n.orders == 1 && n.refused == 2);
	OK(c.given == 2 && c.refused == 2 && c.culprits == 1);
	rewind(in);
	c = (struct calls){ .st = SN_IO };
	OK(orders_read(&n, in, "f", f, &conf, give, &c, &w) == SN_IO);
	OK(c.given == 1 && c.refused == 0);
	STREQ(w.text, "no");
	fclose(in);
	in = file_of("注文番号,ステータス,注文日時,商品明細ID,商品名,個数,"
	    "送付先ID\n");
	fseek(in, 0, SEEK_END);
	for (i = 0; i < 10005; i++)
		fputs("1,300,2026-12-20,1,x,1,1\n", in);
	fputs("2,300,2026-12-20,1,x,1,1\n", in);
	rewind(in);
	c = (struct calls){ .st = SN_OK };
	OK(orders_read(&n, in, "f", f, &conf, give, &c, &w) == SN_OK);
	OK(n.read == 10006 && n.refused == 10005 && n.orders == 1);
	fclose(in);
	format_free(f);
}

/* Columns that are not in the file are not carried, constants are. */
static void
carrying(void)
{
	const char *names[] = { "注文番号", "注文日時", "個数", "ステータス",
	    "送付先送料" };
	const struct headers h = { names, 5 };
	struct layout l;
	struct format *f;
	struct carried c;

	OK(format_load(&f, "rakuten", NULL, &arena, &w) == SN_OK);
	OK(layout_read(&l, f, &arena, &w) == SN_OK);
	OK(layout_resolve(&l, &h, &h, &c, &w) == SN_OK);
#define HAS(t, name) carried_has(&c, &table_##t, column_find(&table_##t, name))
	OK(HAS(orders, "mall_state"));
	OK(!HAS(orders, "remarks"));
	OK(!HAS(shipment, "deliver_on"));
	OK(!HAS(line, "unit_price"));
	OK(HAS(charge, "amount"));
	OK(c.lines && !c.charges && !c.payments);
	format_free(f);
}

int
main(void)
{
	prefectures();
	parts();
	pairs_and_spans();
	headers();
	detection();
	stashing();
	callers();
	carrying();
	arena_free(&arena);
	return TAP_END;
}
