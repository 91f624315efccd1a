/*
 * The parser of queries: what is read is shown again in one plain form.
 */

#include <inttypes.h>
#include <stdlib.h>

#include "base/str.h"
#include "order/expr.h"
#include "tap.h"

static struct arena a;
static struct why w;

static const char *
saved(const char *name, void *arg)
{
	static const char *const all[][2] = {
		{ "急ぎ", "ship<=today status=new" },
		{ "loop", "status=new @loop2" }, { "loop2", "@loop" },
		{ "twice", "@急ぎ or not @急ぎ" },
		{ "bad", "status=nwe" }, { "open", "(status=new" },
		{ "empty", "" }
	};
	size_t i;

	(void)arg;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i][0], name) == 0)
			return all[i][1];
	return NULL;
}

static const char *
word(const struct field *f, const char *text, void *arg)
{
	(void)arg;
	if (strcmp(f->name, "status") == 0 && strcmp(text, "検品待ち") == 0)
		return "inspect";
	return NULL;
}

static void
show_value(struct str *s, const struct expr_value *v)
{
	const char *p;

	switch (v->kind) {
	case VALUE_NONE:
		str_puts(s, "none");
		break;
	case VALUE_GIVEN:
		str_puts(s, "given");
		break;
	case VALUE_TEXT:
		str_addf(s, "'%s'", v->text);
		break;
	case VALUE_PATTERN:
		for (p = v->text; *p != '\0'; p++)
			str_putc(s, *p == EXPR_ANY ? '%' :
			    *p == EXPR_ONE ? '_' : *p);
		break;
	case VALUE_SPAN:
		if (v->lo != NULL)
			str_puts(s, v->lo);
		if (v->from != NUM_NULL)
			str_addf(s, "%" PRId64, v->from);
		str_puts(s, "..");
		if (v->hi != NULL)
			str_puts(s, v->hi);
		if (v->upto != NUM_NULL)
			str_addf(s, "%" PRId64, v->upto);
		break;
	}
}

static void
show(struct str *s, const struct expr *e)
{
	static const char *const op[] = { "=", "<", "<=", ">", ">=", "~" };
	static const char *const over[] = { "", "all ", "sum ", "count " };
	size_t i;

	switch (e->kind) {
	case EXPR_AND:
	case EXPR_OR:
		str_puts(s, e->kind == EXPR_AND ? "(and " : "(or ");
		show(s, e->left);
		str_putc(s, ' ');
		show(s, e->right);
		str_putc(s, ')');
		return;
	case EXPR_NOT:
		str_puts(s, "(not ");
		show(s, e->left);
		str_putc(s, ')');
		return;
	case EXPR_TEST:
		str_addf(s, "%s%s%s%s", over[e->over], e->field.name,
		    e->unlike ? "!" : "", op[e->op]);
		break;
	case EXPR_WORD:
		str_puts(s, "word ");
		break;
	}
	for (i = 0; i < e->nvalue; i++) {
		str_puts(s, i > 0 ? "," : "");
		show_value(s, &e->value[i]);
	}
}

static enum status
parse(const struct expr **e, const char *query, bool words)
{
	struct expr_context cx = { .today = "2026-12-24", .words = words,
	    .saved = saved, .word = word };

	return expr_parse(e, query, &cx, &a, &w);
}

static void
is(const char *query, const char *want)
{
	struct str s = STR_INIT;
	const struct expr *e;

	if (parse(&e, query, true) != SN_OK)
		STREQ(w.text, want);
	else {
		show(&s, e);
		STREQ(str_text(&s), want);
	}
	str_free(&s);
}

static void
grammar(void)
{
	is("status=new", "status='new'");
	is("status=new total=10000..", "(and status='new' total=10000..)");
	is("a or b c or d", "(or (or word 'a' (and word 'b' word 'c')) "
	    "word 'd')");
	is("a and b", "(and word 'a' word 'b')");
	is("not a b", "(and (not word 'a') word 'b')");
	is("not not a", "word 'a'");
	is("not(a or b)", "(not (or word 'a' word 'b'))");
	is("(a)(b)", "(and word 'a' word 'b')");
	is("NOT a AND b OR c", "(or (and (not word 'a') word 'b') word 'c')");
	is("ｎｏｔ　ａ", "(not word 'ａ')");
	is("\"and\" \"not\"", "(and word 'and' word 'not')");
	is("\"田中 03-1234\"", "(and word '田中' word '03-1234')");
	is("status!=done,cancel", "(not status='done','cancel')");
	is("to.name~\"a b\"", "to.name~'a b'");
	is("to.name!~あ", "(not to.name~'あ')");
	is("box=", "box=none");
	is("box= status=new", "(and box=none status='new')");
	is("box= 電話", "a blank behind the operator; an empty value before a "
	    "word is \"\"\n  box= 電話\n      ^");
	is("box=\"\" 電話", "(and box=none word '電話')");
	is("(box=) 電話", "(and box=none word '電話')");
	is("box= not 電話", "(and box=none (not word '電話'))");
	is("box= status = new", "(and box=none status='new')");
	is("box=\"\",電話", "box=none,'電話'");
	is("box=*", "box=given");
	is("total >= 10000", "total>=10000..10000");
	is("total>= 10000", "total>=10000..10000");
	is("total >=10,000", "total>=10000..10000");
	is("total == 5", "total=5..5");
	is("total＝１０００", "total=1000..1000");
	is("合計金額≧1000", "total>=1000..1000");
	is("合計金額≠1000", "(not total=1000..1000)");
	is("（status＝new）　or　status＝保留", "(or status='new' "
	    "status='hold')");
	is("to.pref=沖縄県、北海道，東京都", "to.pref='沖縄県','北海道',"
	    "'東京都'");
	is("商品名~りんご(赤)", "item.name~'りんご(赤)'");
	is("(商品名~りんご(赤) or a)", "(or item.name~'りんご(赤)' word 'a')");
	is("請求金額(モール)=1..2", "stated.total=1..2");
	is("item.sku=FRZ*", "item.sku=FRZ%");
	is("item.sku=\"FRZ*\"", "item.sku='FRZ*'");
	is("item.sku=\"A*\"?＊", "item.sku=A*_%");
	is("\"a\\\"b\\\\c\"", "word 'a\"b\\c'");
	is("phone=03-1234-5678", "(or by.phone='03-1234-5678' "
	    "to.phone='03-1234-5678')");
	is("pref!=東京都", "(not (or by.pref='東京都' to.pref='東京都'))");
	is("FRZ*", "word FRZ%");
}

static void
numbers(void)
{
	is("total=1..5,10..,..-3", "total=1..5,10..,..-3");
	is("total=..", "total: a range without ends\n  total=..\n        ^~");
	is("id=1,2", "id=1..1,2..2");
	is("id=*", "id=given");
	is("gift=yes receipt=いいえ", "(and gift=1..1 receipt=0..0)");
	is("to.zip=900..907", "to.zip=9000000..9079999");
	is("to.zip=〒900-0001", "to.zip=9000001..9000001");
	is("to.zip=900*", "to.zip=900%");
	is("number=1000..2000", "number=1000..2000");
	is("sum item.quantity>=10", "sum item.quantity>=10..10");
	is("count item>2", "count >2..2");
	is("count 明細=0", "count =0..0");
	is("count tracking>=2", "count tracking>=2..2");
	is("count tag=2..", "count tag=2..");
	is("all item.temp=frozen", "all item.temp='frozen'");
	is("all item.temp!=冷凍", "all item.temp!='frozen'");
	is("any item.temp!=frozen", "item.temp!='frozen'");
	is("item.temp!=frozen", "(not item.temp='frozen')");
	is("sum item.quantity!=1", "(not sum item.quantity=1..1)");
}

static void
dates(void)
{
	is("ordered=today", "ordered=2026-12-24T00:00:00.."
	    "2026-12-24T23:59:59");
	is("ordered=-7d..today", "ordered=2026-12-17T00:00:00.."
	    "2026-12-24T23:59:59");
	is("ordered=昨日", "ordered=2026-12-23T00:00:00.."
	    "2026-12-23T23:59:59");
	is("ordered=2026-12", "ordered=2026-12-01T00:00:00.."
	    "2026-12-31T23:59:59");
	is("ordered=2026-02..2026-03", "ordered=2026-02-01T00:00:00.."
	    "2026-03-31T23:59:59");
	is("ordered>=2026-12-24T09:30", "ordered>=2026-12-24T09:30:00.."
	    "2026-12-24T09:30:59");
	is("ordered<\"2026/12/24 9:30:15\"", "ordered<2026-12-24T09:30:15.."
	    "2026-12-24T09:30:15");
	is("ship=..+1m", "ship=..2027-01-24");
	is("出荷予定日=明日", "ship=2026-12-25..2026-12-25");
	is("ship=2026年12月31日", "ship=2026-12-31..2026-12-31");
	is("ship=2026-02-30", "ship: not a date: write 2026-12-24, 2026-12, "
	    "today, -7d, +1m\n  ship=2026-02-30\n       ^~~~~~~~~~");
	is("ship=2026-13", "ship: not a date: write 2026-12-24, 2026-12, "
	    "today, -7d, +1m\n  ship=2026-13\n       ^~~~~~~");
}

static void
mistakes(void)
{
	const struct expr *e;

	is("", "an empty query; all shipments are id=*");
	is("　 ", "an empty query; all shipments are id=*");
	is("statsu=new", "no such field; did you mean status?\n"
	    "  statsu=new\n  ^~~~~~");
	is("届け先都道府=沖縄県", "no such field; did you mean "
	    "届け先都道府県?\n  届け先都道府=沖縄県\n  ^~~~~~~~~~~~");
	is("田中 qqqqqqqq=1", "no such field; put text into \" \"\n"
	    "  田中 qqqqqqqq=1\n       ^~~~~~~~");
	is("status=nwe", "status: no such word; did you mean new?\n"
	    "  status=nwe\n         ^~~");
	is("ステータス=新規受中", "status: no such word; did you mean "
	    "新規受注?\n  ステータス=新規受中\n             ^~~~~~~~");
	is("total=ten", "total: not a whole number\n  total=ten\n"
	    "        ^~~");
	is("total>", "total: a value is missing\n  total>\n        ^");
	is("total>1..2", "total: one value, without .. or wildcards\n"
	    "  total>1..2\n        ^~~~");
	is("total~1", "total: no text to look into; use = or a range\n"
	    "  total~1\n        ^");
	is("to.name>あ", "to.name: has no order; use =\n  to.name>あ\n"
	    "          ^~");
	is("(status=new", "a parenthesis without its end\n  (status=new\n"
	    "  ^");
	is("status=new)", "a parenthesis that nothing opened\n"
	    "  status=new)\n            ^");
	is("()", "something is missing here\n  ()\n   ^");
	is("status=new or", "something is missing here\n"
	    "  status=new or\n               ^");
	is("or status=new", "something is missing before it\n"
	    "  or status=new\n  ^~");
	is("not", "something is missing here\n  not\n     ^");
	is("\"abc", "a quote without its end\n  \"abc\n  ^~~~");
	is("a\002b", "a control character\n  a b\n   ^");
	is("all", "a test is missing, as in item.temp=frozen\n  all\n     ^");
	is("sum item.sku=1", "sum: not a number\n  sum item.sku=1\n"
	    "      ^~~~~~~~");
	is("sum total>1", "a shipment has one of it: any, all, sum and count "
	    "are for lines and the like\n  sum total>1\n      ^~~~~");
	is("gift=たぶん", "gift: neither yes nor no\n  gift=たぶん\n"
	    "       ^~~~~~");
	is("id=abc", "id: not an id, which is digits only\n  id=abc\n"
	    "     ^~~");
	is("to.phone=なし", "to.phone: no digits in it\n  to.phone=なし\n"
	    "           ^~~~");
	is("to.name~\" \"", "to.name: only blanks: nothing to look for\n"
	    "  to.name~\" \"\n          ^~~");
	is("status=n*w", "status: wildcards do not fit\n  status=n*w\n"
	    "         ^~~");
	OK(parse(&e, "田中", false) == SN_USAGE);
	STREQ(w.text, "a bare word: name a field, as in to.name~田中\n"
	    "  田中\n  ^~~~");
	/* a long query: the part around the place is shown */
	is("status=new status=new status=new status=new status=new "
	    "status=new status=bad status=new status=new status=new",
	    "status: no such word; there are: new payment ready print number "
	    "notify done follow hold cancel\n"
	    "  status=new status=new status=new status=bad status=new statu"
	    "\n                                          ^~~");
}

static void
saved_queries(void)
{
	is("@急ぎ", "(and ship<=2026-12-24..2026-12-24 status='new')");
	is("not @急ぎ a", "(and (not (and ship<=2026-12-24..2026-12-24 "
	    "status='new')) word 'a')");
	is("(＠急ぎ)", "(and ship<=2026-12-24..2026-12-24 status='new')");
	is("@twice", "(or (and ship<=2026-12-24..2026-12-24 status='new') "
	    "(not (and ship<=2026-12-24..2026-12-24 status='new')))");
	is("@loop", "@loop: @loop2: a saved query that uses itself\n  @loop\n"
	    "  ^~~~~");
	is("@nothing", "no saved query of that name\n  @nothing\n  ^~~~~~~~");
	is("@bad", "@bad: status: no such word; did you mean new?\n"
	    "  status=nwe\n         ^~~");
	is("@open a", "@open: a parenthesis without its end\n"
	    "  (status=new\n  ^");
	is("@empty", "@empty: something is missing here\n  \n  ^");
	is("status=検品待ち", "status='inspect'");
}

/* What must end, and end with a plain word, whatever its size. */
static void
limits(void)
{
	struct str s = STR_INIT;
	const struct expr *e;
	int i;

	for (i = 0; i < 16; i++)
		str_puts(&s, "(");
	str_puts(&s, "a");
	for (i = 0; i < 16; i++)
		str_puts(&s, ")");
	OK(parse(&e, str_text(&s), true) == SN_OK);
	str_reset(&s);
	for (i = 0; i < 1000; i++)
		str_puts(&s, "(");
	OK(parse(&e, str_text(&s), true) == SN_USAGE);
	str_reset(&s);
	for (i = 0; i < 401; i++)
		str_puts(&s, "a ");
	OK(parse(&e, str_text(&s), true) == SN_USAGE);
	str_reset(&s);
	str_puts(&s, "id=1");
	for (i = 0; i < 4000; i++)
		str_puts(&s, ",1");
	OK(parse(&e, str_text(&s), true) == SN_OK);
	for (i = 0; i < 4000; i++)
		str_puts(&s, ",1");
	OK(parse(&e, str_text(&s), true) == SN_USAGE);
	str_reset(&s);
	for (i = 0; i < 1001; i++)
		str_puts(&s, "a");
	OK(parse(&e, str_text(&s), true) == SN_USAGE);
	str_reset(&s);
	for (i = 0; i < 70000; i++)
		str_puts(&s, "a ");
	OK(parse(&e, str_text(&s), true) == SN_USAGE);
	str_free(&s);
}

/* Every field is found by both of its names. */
static void
fields(void)
{
	struct field f, g;
	size_t i, bad = 0;

	for (i = 0; field_at(&f, i); i++) {
		if (!field_find(&g, f.name) || strcmp(f.name, g.name) != 0 ||
		    !field_find(&g, f.ja) || strcmp(f.name, g.name) != 0) {
			printf("# %s %s\n", f.name, f.ja);
			bad++;
		}
	}
	OK(bad == 0);
	OK(i > 150);
	OK(field_find(&f, "ＴＯ．ＰＲＥＦ"));
	OK(!field_find(&f, ""));
	OK(field_suggest("xxxxxxxxxxxxxx") == NULL);
	STREQ(field_suggest("to.phoen"), "to.phone");
	STREQ(field_suggest("メモ"), "一言メモ");
	OK(field_suggest("") == NULL);
}

/* Every field and every word stands in the manual, with both names. */
static void
manual(void)
{
	FILE *in = fopen("man/sn-query.7", "r");
	struct str all = STR_INIT, item = STR_INIT;
	const struct word *wd;
	char buf[4096];
	struct field f;
	size_t i, n, bad = 0;

	if (in == NULL) {
		printf("ok %d # SKIP no man/sn-query.7 here\n", ++tap_tests);
		return;
	}
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		str_add(&all, buf, n);
	fclose(in);
	for (i = 0; field_at(&f, i); i++) {
		str_reset(&item);
		str_addf(&item, ".It Cm %s Ta %s Ta ", f.name, f.ja);
		bad += strstr(str_text(&all), str_text(&item)) == NULL;
		for (wd = f.words; wd != NULL && wd->slug != NULL; wd++) {
			str_reset(&item);
			str_addf(&item, "%s (%s)", wd->slug, wd->ja);
			bad += strstr(str_text(&all), str_text(&item)) == NULL;
		}
		if (bad > 0)
			printf("# %s\n", f.name);
	}
	OK(bad == 0);
	str_free(&all);
	str_free(&item);
}

int
main(void)
{
	grammar();
	numbers();
	dates();
	mistakes();
	saved_queries();
	limits();
	fields();
	manual();
	arena_free(&a);
	return TAP_END;
}
