/*
 * sn.conf: what it says, and what is refused with its line.
 */

#include <stdlib.h>
#include <unistd.h>

#include "conf/conf.h"
#include "data/blob.h"
#include "tap.h"

static char file[] = "/tmp/sn-conf-XXXXXX";
static struct arena arena = ARENA_INIT;
static struct why w;

static const struct conf *
read_text(const char *text)
{
	struct conf *c;
	FILE *f = fopen(file, "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
		exit(1);
	return conf_read(&c, file, &arena, &w) == SN_OK ? c : NULL;
}

/* The text is refused, and the reason after the file's name is this. */
static bool
refused(const char *text, const char *reason)
{
	if (read_text(text) != NULL) {
		printf("# taken: %s\n", text);
		return false;
	}
	if (strncmp(w.text, file, strlen(file)) == 0 &&
	    strcmp(w.text + strlen(file) + 1, reason) == 0)
		return true;
	printf("# %s\n", w.text);
	return false;
}

static void
defaults(void)
{
	const struct conf *c = read_text("");

	OK(c != NULL);
	if (c == NULL)
		return;
	STREQ(c->prefix, "S");
	OK(c->language == NULL);
	OK(c->invoice_number == NULL);
	OK(c->ask_above == 100);
	OK(c->late_after == 3);
	OK(c->nroute == 1);
	STREQ(c->route[0].name, "基本");
	OK(c->nshop == 0);
	OK(c->box[0] == NULL);
	OK(c->days.closed == NULL && c->days.lead_days == NUM_NULL);
	STREQ(c->hash, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	c = read_text("shop a { mall = rakuten }");
	OK(c != NULL);
	if (c == NULL)
		return;
	STREQ(c->shop[0].title, "a");
	STREQ(c->shop[0].entry, "new");
	STREQ(c->shop[0].route, "基本");
	STREQ(c->shop[0].on_cancel, "find");
	OK(c->shop[0].carrier == NULL);
}

static void
days(void)
{
	const struct conf *c = read_text("closed = { sun, holiday }\n"
	    "open = 2026-11-23\ncutoff = { '15:00', 'sat 12:00' }\n"
	    "lead_days = 2\nroute a { closed = { } lead_days = 0 }\n"
	    "route b { }\ncarrier yamato { cutoff = 13:00 }");

	OK(c != NULL);
	if (c == NULL) {
		printf("# %s\n", w.text);
		return;
	}
	STREQ(c->days.closed[1], "holiday");
	STREQ(c->days.open[0], "2026-11-23");
	STREQ(c->days.cutoff[1], "sat 12:00");
	OK(c->days.lead_days == 2);
	/* an empty list is one that was given */
	OK(c->route[0].days.closed != NULL);
	OK(c->route[0].days.closed[0] == NULL);
	OK(c->route[0].days.lead_days == 0);
	OK(c->route[1].days.closed == NULL);
	OK(c->route[1].days.lead_days == NUM_NULL);
	STREQ(c->carrier[0].days.cutoff[0], "13:00");
	OK(c->carrier[0].days.lead_days == NUM_NULL);
}

/* What a value stands for, or why it is refused. */
static const char *
phrase(const struct conf *c, const char *value)
{
	const char *out;

	return conf_phrase(&out, value, c, &w) == SN_OK ? out : w.text;
}

static void
phrases(void)
{
	const struct conf *c = read_text("phrase thanks { text = "
	    "\"今日は。\\nまた。\" }\nphrase 留守 { text = '@home' }");

	OK(c != NULL);
	if (c == NULL) {
		printf("# %s\n", w.text);
		return;
	}
	OK(strcmp(phrase(c, "@thanks"), "今日は。\nまた。") == 0);
	STREQ(phrase(c, "@留守"), "@home");
	STREQ(phrase(c, "a@thanks"), "a@thanks");
	STREQ(phrase(c, ""), "");
	STREQ(phrase(c, "@@thanks"), "@thanks");
	STREQ(phrase(c, "@thank"), "no such phrase in sn.conf; did you mean "
	    "@thanks?");
	STREQ(phrase(c, "@"), "no such phrase in sn.conf; @@ is an @");
	OK(refused("phrase a { }", "1: phrase \"a\": text is missing: the "
	    "phrase"));
	OK(refused("phrase 'a b' { text = x }", "1: phrase \"a b\": a b: a "
	    "name has no blanks and no marks, and at most 64 bytes"));
}

static void
whole(void)
{
	const struct conf *c = read_text("\xef\xbb\xbf# 注釈　は何でも\r\n"
	    "language = ja\r\nprefix = mk\nask_above = 010\nlate_after=5\n"
	    "hold_boxes = { '電話 確認', \"在庫\" }\n"
	    "closed = { sun # 日曜\n, # と\n 2026-12-31, # 年末\n }\n"
	    "company { name = \"み\\\"かん\" zip = 790-0001 pref = 愛媛県\n"
	    " building = 本館 phone = 089-941-2111\n"
	    " invoice_number = T1234567890123 }\n"
	    "shop s1 { mall = rakuten entry = 検品待ち carrier = ヤマト運輸\n"
	    " sender { name = 別名 } }\n"
	    "shop 電話 { mall = phone route = 冷凍 carrier = bike\n"
	    " sender { pref = 東京都 mail = 'a@b.example' } }\n"
	    "route 基本 { status inspect { title = 検品待ち\n"
	    " after = 伝票・帳票出力待ち }\n"
	    " status pack { after = 検品待ち } }\n"
	    "route 冷凍 { }\ncarrier bike { goods = 花 }\n"
	    "query q1 { q = 'a \\d ${X}' }\n"
	    "columns c1 { columns = id encoding = Shift_JIS }");

	OK(c != NULL);
	if (c == NULL) {
		printf("# %s\n", w.text);
		return;
	}
	STREQ(c->prefix, "MK");
	OK(c->ask_above == 10);
	STREQ(c->box[0], "電話 確認");
	STREQ(c->box[1], "在庫");
	OK(c->box[2] == NULL);
	STREQ(c->days.closed[1], "2026-12-31");
	STREQ(c->company.name, "み\"かん");
	STREQ(c->company.zip, "7900001");
	STREQ(c->shop[0].entry, "inspect");
	STREQ(c->shop[0].carrier, "yamato");
	/* a sender is the company but for what it says */
	STREQ(c->shop[0].sender.name, "別名");
	STREQ(c->shop[0].sender.building, "本館");
	STREQ(c->shop[0].sender.phone, "089-941-2111");
	STREQ(c->shop[1].sender.name, "み\"かん");
	STREQ(c->shop[1].sender.pref, "東京都");
	OK(c->shop[1].sender.building == NULL);
	OK(conf_shop(c, "電話") == &c->shop[1]);
	OK(conf_shop(c, "s2") == NULL);
	STREQ(conf_route(c, "基本")->status[0].after, "print");
	STREQ(conf_route(c, "基本")->status[1].after, "inspect");
	STREQ(conf_status(c, "基本", "検品待ち"), "inspect");
	OK(conf_status(c, "冷凍", "検品待ち") == NULL);
	STREQ(conf_status(c, NULL, "処理済み"), "done");
	OK(conf_status(c, NULL, "nosuch") == NULL);
	STREQ(conf_status_title(c, "inspect"), "検品待ち");
	STREQ(conf_status_title(c, "print"), "伝票・帳票出力待ち");
	STREQ(conf_carrier(c, "bike")->goods, "花");
	STREQ(conf_query(c, "q1")->query, "a \\d ${X}");
	STREQ(conf_columns(c, "c1")->column[0], "id");
	STREQ(conf_columns(c, "c1")->encoding, "cp932");
	STREQ(conf_columns(c, "c1")->newline, "lf");
}

/* What libconfuse would read differently from how it looks. */
static void
edges(void)
{
	OK(refused("shop a { mall = own }\n\nshop a { mall = own }",
	    "3: a: a second time, after line 1"));
	OK(refused("shop a {\n mall = own\n mall = yahoo\n}",
	    "3: mall: a second time, after line 2"));
	OK(refused("company { }\ncompany { }",
	    "2: company: a second time, after line 1"));
	OK(refused("prefix = A\n# x\nprefix = A",
	    "3: prefix: a second time, after line 1"));
	OK(read_text("shop a { mall = own }\nshop b { mall = own }") != NULL);
	OK(refused("\nprefix = \"${HOME}\"", "2: \"${\" would be taken from "
	    "the environment: use single quotes"));
	OK(refused("prefix = ${HOME}", "1: unexpected $: a value with this "
	    "character stands in quotes"));
	OK(refused("query a { q = \"\\d\" }", "1: \\d in double quotes: "
	    "write \\\\ for a backslash, or use single quotes"));
	OK(refused("query a { q = \"\\表\" }", "1: \\表 in double quotes: "
	    "write \\\\ for a backslash, or use single quotes"));
	OK(refused("shop a {\n　mall = own\n}", "2: full-width blank outside "
	    "quotes: use an ordinary one"));
	OK(refused("prefix＝A", "1: full-width ＝ outside quotes: use ="));
	OK(refused("prefix = “A”", "1: full-width “ outside quotes: use \""));
	OK(refused("prefix = \"A\nlanguage = ja",
	    "1: the quoted text does not end on its line"));
	OK(refused("prefix = \"A\\\nlanguage = ja\"",
	    "1: the quoted text does not end on its line"));
	OK(refused("prefix = \"A\"B", "1: a blank or a comma is missing after "
	    "\"A\""));
	OK(refused("prefix = +A", "1: unexpected +: a value with this "
	    "character stands in quotes"));
	OK(refused("prefix = A*", "1: A*: a value with this character stands "
	    "in quotes"));
	OK(refused("// x", "1: //: comments begin with #; a value with // "
	    "stands in quotes"));
	OK(refused("\x83\x65", "1: not UTF-8: save the file as UTF-8"));
	OK(refused("\n\n\x01", "3: unexpected ?: a value with this "
	    "character stands in quotes"));
}

static void
shape(void)
{
	OK(refused("shop a {\n\n maall = own\n}",
	    "3: maall: no such option here; is it mall?"));
	OK(refused("zzzzzzzz = 1", "1: zzzzzzzz: no such option here"));
	OK(refused("shop a {\n mall = own\n", "1: shop: the section does not "
	    "end: } is missing"));
	OK(refused("}", "1: unexpected }"));
	OK(refused("prefix A", "1: prefix: = expected, not A"));
	OK(refused("prefix =", "1: prefix: a value expected, not the end of "
	    "the file"));
	OK(refused("prefix = { A }", "1: prefix: one value expected, not a "
	    "list"));
	OK(refused("closed = { sun mon }", "1: closed: a comma or } expected, "
	    "not mon"));
	OK(refused("closed = { , }", "1: closed: a value or } expected, not "
	    ","));
	OK(refused("shop { }", "1: shop: its name expected, not {"));
	OK(refused("shop \"\" { }", "1: shop: its name expected, not "));
	OK(refused("shop a b", "1: shop: { expected, not b"));
}

static void
values(void)
{
	OK(refused("\nshop a { }", "2: shop \"a\": mall is missing: rakuten, "
	    "yahoo, amazon, shopify, own ..."));
	OK(refused("shop a {\n mall = rakutn }", "2: shop \"a\": mall: rakutn: "
	    "no such mall; is it rakuten?"));
	OK(read_text("shop a { mall = tenmonkan }") != NULL);
	OK(refused("shop 12 { mall = own }", "1: shop \"12\": 12: digits alone "
	    "are the id of a shipment, not the name of a shop"));
	OK(refused("shop \"a:b\" { mall = own }", "1: shop \"a:b\": a:b: a "
	    "name has no blanks and no marks, and at most 64 bytes"));
	OK(refused("shop a { mall = own\nentry = nosuch }",
	    "2: shop \"a\": entry: nosuch: no such status"));
	OK(refused("shop a { mall = own\nentry = done }",
	    "2: shop \"a\": entry: done: no status to start in"));
	OK(refused("shop a { mall = own\nroute = x }", "2: shop \"a\": route: "
	    "x: no such route; a section route \"x\" makes one"));
	OK(refused("shop a { mall = own\non_cancel = x }",
	    "2: shop \"a\": on_cancel: x: not one of find, cancel"));
	OK(refused("shop a { mall = own\ncarrier = x }", "2: shop \"a\": "
	    "carrier: x: no such carrier; a section carrier x makes one"));
	OK(refused("carrier yamata { }", "1: carrier \"yamata\": yamata: no "
	    "such carrier; is it yamato?"));
	OK(refused("shop a { mall = own sender {\nzip = 79-001 } }",
	    "2: shop \"a\": sender: zip: 79-001: not a postal code like "
	    "790-0001"));
	OK(refused("company { phone = 12 }", "1: company: phone: 12: not a "
	    "telephone number like 03-1234-5678"));
	OK(refused("company { mail = \"a@\" }",
	    "1: company: mail: a@: not a mail address: nothing "
	    "behind the @"));
	OK(refused("company { invoice_number = T123 }",
	    "1: company: invoice_number: T123: not T and 13 digits"));
	OK(refused("company { town = \"a\\nb\" }",
	    "1: company: town: goes over more than one line"));
	OK(refused("route r { status new { after = print } }",
	    "1: route \"r\": status \"new\": a status of that name is there "
	    "already"));
	OK(refused("route r { status x { after = print } }\n"
	    "route q { status x { after = print } }", "2: route \"q\": status "
	    "\"x\": a status of that name is there already"));
	OK(refused("route r { status x { title = 保留 after = print } }",
	    "1: route \"r\": status \"x\": title: 保留: a status of that name "
	    "is there already"));
	OK(refused("route r { status x { } }", "1: route \"r\": status \"x\": "
	    "after is missing: the status that it follows"));
	OK(refused("route r { status x { after = y } }", "1: route \"r\": "
	    "status \"x\": after: y: no such status"));
	OK(refused("prefix = 1A", "1: prefix: 1A: 1 to 5 letters and digits, "
	    "the first and the last a letter"));
	OK(refused("prefix = A1", "1: prefix: A1: 1 to 5 letters and digits, "
	    "the first and the last a letter"));
	OK(refused("language = de", "1: language: de: not one of ja, en"));
	OK(refused("ask_above = -1", "1: ask_above: -1: not a number"));
	OK(refused("open = sun", "1: open: sun: not a date like "
	    "2026-12-31"));
	OK(refused("cutoff = 3pm", "1: cutoff: 3pm: a time was expected, such "
	    "as 15:00 or \"sat 12:00\""));
	OK(refused("lead_days = 61", "1: lead_days: 61: more than 60 days"));
	OK(refused("route a { closed = { mon, moon } }", "1: route \"a\": "
	    "closed: moon: not a day: mon ... sun, holiday or a date like "
	    "2026-12-31"));
	OK(refused("carrier yamato {\n lead_days = few }", "2: carrier "
	    "\"yamato\": lead_days: few: not a number"));
	OK(refused("closed = 2026-02-30", "1: closed: 2026-02-30: not a day: "
	    "mon ... sun, holiday or a date like 2026-12-31"));
	OK(refused("hold_boxes = { a, b, a }",
	    "1: hold_boxes: a: a second time"));
	OK(refused("query \"a b\" { q = x }", "1: query \"a b\": a b: a name "
	    "has no blanks and no marks, and at most 64 bytes"));
	OK(refused("query a { }", "1: query \"a\": q is missing: the query"));
	OK(refused("columns a { }", "1: columns \"a\": columns is missing: "
	    "which fields there are"));
	OK(refused("columns a { columns = x encoding = utf-16 }",
	    "1: columns \"a\": encoding: utf-16: no encoding that can be "
	    "written, such as cp932 or utf-8"));
	OK(refused("columns a { columns = x per = order }",
	    "1: columns \"a\": per: order: not one of shipment, line"));
}

/* Thousands of sections are no matter of seconds, and lines stay right. */
static void
many(void)
{
	char *text = malloc(1 << 20), *p = text;
	int i;

	for (i = 0; i < 5000; i++)
		p += sprintf(p, "query q%d {\n q = x }\n", i);
	OK(read_text(text) != NULL);
	sprintf(p, "query q77 { q = y }");
	OK(refused(text, "10001: q77: a second time, after line 155"));
	free(text);
}

/* What a shop says of its mail, and what is the company's. */
static void
mail(void)
{
	const struct conf *c = read_text(
	    "company { name = \"みかん堂\" mail = \"info@mikan.example\" }\n"
	    "mail { server = \"smtp://mail.example:587\" user = me\n"
	    "  per_minute = 60 from = \"みかん堂通販 <shop@mikan.example>\"\n"
	    "  dkim_selector = s1 message = m signature = s }\n"
	    "shop a { mall = own }\n"
	    "shop b { mall = own mail { server = \"smtps://b.example\"\n"
	    "  tls = try from = \"b@mikan.example\" } }\n"
	    "shop c { mall = own sender { name = \"C店\" } }\n");
	const struct conf_mail *a, *b;

	OK(c != NULL);
	if (c == NULL) {
		printf("# %s\n", w.text);
		return;
	}
	a = &c->shop[0].mail;
	b = &c->shop[1].mail;
	STREQ(a->from, "shop@mikan.example");
	STREQ(a->from_name, "みかん堂通販");
	STREQ(a->secret, "mail");
	STREQ(a->tls, "yes");
	STREQ(a->signature, "s");
	OK(a->message == NULL && a->per_minute == 60);
	STREQ(a->dkim_selector, "s1");
	STREQ(conf_channel(c, &c->shop[0]), "-");
	STREQ(conf_channel(c, NULL), "-");
	OK(conf_mail(c, "-") == &c->mail);
	STREQ(b->from, "b@mikan.example");
	OK(b->user == NULL && b->secret == NULL && b->per_minute == 0);
	OK(b->dkim_selector == NULL);
	STREQ(b->tls, "try");
	STREQ(conf_channel(c, &c->shop[1]), "b");
	OK(conf_mail(c, "b") == b);
	OK(conf_mail(c, "a") == NULL && conf_mail(c, "x") == NULL);
	STREQ(c->shop[2].mail.from_name, "C店");
	STREQ(c->shop[2].mail.from, "shop@mikan.example");
}

int
main(void)
{
	const struct conf *c;
	struct conf *none;
	int fd;

	if ((fd = mkstemp(file)) == -1)
		return 1;
	close(fd);
	defaults();
	mail();
	whole();
	days();
	phrases();
	edges();
	shape();
	values();
	many();
	c = read_text((const char *)blob_find("data/sn.conf")->data);
	OK(c != NULL);
	OK(c != NULL && c->language != NULL);
	unlink(file);
	OK(conf_read(&none, file, &arena, &w) == SN_USAGE);
	arena_free(&arena);
	return TAP_END;
}
