/*
 * Messages taken apart: character sets that lie, headers that are broken, the
 * text that a person reads, attachments, and what servers say when mail comes
 * back.
 */

#include <stdlib.h>
#include <string.h>

#include "mail/parse.h"
#include "tap.h"

static struct arena arena;

static struct message
parsed(const char *bytes)
{
	struct message m;

	message_parse(&m, bytes, strlen(bytes), &arena);
	return m;
}

static struct message
bodied(const char *headers, const char *body)
{
	return parsed(arena_printf(&arena, "%s\n\n%s", headers, body));
}

static struct message
titled(const char *subject)
{
	return bodied(arena_printf(&arena, "Subject: %s", subject), "");
}

static struct message
sent(const char *from)
{
	return bodied(arena_printf(&arena, "From: %s", from), "");
}

static void
headers(void)
{
	struct message m;

	/* a character cut between two words */
	STREQ(titled("=?utf-8?B?44E=?= =?utf-8?B?gg==?=").subject, "あ");
	STREQ(titled("=?utf-8?q?=E3=81?=\n =?utf-8?q?=82b?= plain").subject,
	    "あb plain");
	STREQ(titled("a =?utf-8*ja?B?5bGx?= b").subject, "a 山 b");
	/* no end, no such set, no encoding, no word at all */
	STREQ(titled("=?utf-8?B?5bGx").subject, "山");
	STREQ(titled("=?utf-8?B?5bGx =?utf-8?B?55Sw?=").subject, "山田");
	STREQ(titled("=?utf-8?q?a b=3D?= c").subject, "a b= c");
	STREQ(titled("=?none-such?B?5bGx?=").subject, "山");
	STREQ(titled("=?utf-8?X?5bGx?=").subject, "=?utf-8?X?5bGx?=");
	STREQ(titled("a=b =?= =? x").subject, "a=b =?= =? x");
	/* bytes that nobody declared: CP932, ISO-2022-JP, UTF-8 */
	STREQ(titled("\216R\223c\202\314\222\215\225\266").subject,
	    "山田の注文");
	STREQ(titled("\033$B;3ED\033(B").subject, "山田");
	STREQ(titled("山田").subject, "山田");
	/* vendors' characters in what calls itself ISO-2022-JP */
	STREQ(titled("=?ISO-2022-JP?B?GyRCLSEbKEI=?=").subject, "①");
	/* nothing for a terminal */
	STREQ(titled("a\033[31mb\007\342\200\256c").subject, "a[31mbc");
	OK(titled(" ").subject == NULL);

	m = sent("=?UTF-8?B?5bGx55Sw?= <a@example.jp>");
	STREQ(m.from, "a@example.jp");
	STREQ(m.from_name, "山田");
	m = sent("\"Sato, Taro\" <b@example.jp>, c@example.jp");
	STREQ(m.from, "b@example.jp");
	STREQ(m.from_name, "Sato, Taro");
	m = sent("c@example.jp (Taro (x))");
	STREQ(m.from, "c@example.jp");
	STREQ(m.from_name, "Taro (x)");
	STREQ(sent("a..b.@docomo.ne.jp").from, "a..b.@docomo.ne.jp");
	STREQ(sent("\"a..b.\"@docomo.ne.jp").from, "a..b.@docomo.ne.jp");
	STREQ(sent("<\"a..b.\"@docomo.ne.jp>").from, "a..b.@docomo.ne.jp");
	STREQ(sent("group: d@example.jp, e@example.jp;").from,
	    "d@example.jp");
	m = sent("nobody");
	OK(m.from == NULL);
	STREQ(m.from_name, "nobody");

	m = bodied("Message-ID: <a@b>\nIn-Reply-To: <c@d> (x)\n"
	    "References: <e@f>\n <c@d> junk <open\n"
	    "Date: Thu, 24 Dec 2026 00:30:00 +0000", "");
	STREQ(m.message_id, "a@b");
	STREQ(m.in_reply_to, "c@d");
	STREQ(m.references, "e@f c@d");
	STREQ(m.date, "2026-12-24T09:30:00");
	OK(bodied("Date: yesterday", "").date == NULL);
}

static void
texts(void)
{
	struct str file = STR_INIT;
	struct message m;
	struct why w;

	STREQ(bodied("Content-Type: text/plain; charset=us-ascii",
	    "山\r\n田").text, "山\n田");
	STREQ(bodied("Content-Type: text/plain; charset=utf-8",
	    "\216R\223c").text, "山田");
	STREQ(bodied("Content-Type: text/plain; charset=iso-8859-1",
	    "caf\351").text, "café");
	STREQ(bodied("Content-Type: text/plain; charset=shift_jis",
	    "\207@\nb\201\n\216R").text, "①\nb\357\277\275\n山");
	STREQ(bodied("X: y", "\033$B;3ED\n\033$B;3\033(B").text, "山田\n山");
	STREQ(bodied("Content-Type: text/html; charset=utf-8",
	    "<html><head><title>t</title><style>p {}</style></head><body>"
	    "<p>a&amp;b&#x3042;<br>c &lt;\n d</p><p>e <a href=\"http://x.example/\">"
	    "f</a><!-- g --><table><tr><td>1</td><td>2</td></tr><tr><td>3"
	    "</td></tr></table><script>h</script> < i").text,
	    "a&bあ\nc < d\n\ne f <http://x.example/>\n1 2\n3\n< i\n");
	m = parsed(
	    "From: a..b.@docomo.ne.jp\n"
	    "Subject: \216R\223c\202\314\222\215\225\266\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: multipart/mixed; boundary=\"xx\"\n"
	    "\n"
	    "--xx\n"
	    "Content-Type: multipart/alternative; boundary=yy\n"
	    "\n"
	    "--yy\n"
	    "Content-Type: text/plain; charset=Shift_JIS\n"
	    "Content-Transfer-Encoding: base64\n"
	    "\n"
	    "ifOC6oLEgqKC3IK1gr0KlVyOpg==\n"
	    "--yy\n"
	    "Content-Type: text/html; charset=Shift_JIS\n"
	    "\n"
	    "<html><head><title>x</title><style>p{}</style></head><body><p>a&amp;b<br>c <a href=\"http://shop.example/\">here</a></p></body></html>\n"
	    "--yy--\n"
	    "--xx\n"
	    "Content-Type: image/jpeg; name=\"=\?ISO-2022-JP\?B\?GyRCPEw/PxsoQi5qcGc=\?=\"\n"
	    "Content-Transfer-Encoding: base64\n"
	    "Content-Disposition: attachment; filename*=UTF-8''%E5%86%99%E7%9C%9F.jpg\n"
	    "\n"
	    "/9j/4AAQSkZJRg==\n"
	    "--xx--\n");
	STREQ(m.text, "壊れていました\n表示");
	STREQ(m.subject, "山田の注文");
	OK(m.npart == 1 && m.part[0].size == 10);
	STREQ(m.part[0].name, "写真.jpg");
	STREQ(m.part[0].type, "image/jpeg");
	m = parsed(
	    "From: \"=\?ISO-2022-JP\?B\?GyRCOzNFREJATzobKEI=\?=\" <taro@docomo.example>\n"
	    "Subject: =\?ISO-2022-JP\?B\?GyRCJCpGTyQxGyhC\?=\n"
	    " =\?ISO-2022-JP\?B\?GyRCJE5GfBsoQg==\?=\n"
	    "Content-Type: text/plain; charset=ISO-2022-JP\n"
	    "Content-Transfer-Encoding: 7bit\n"
	    "\n"
	    "\033$B$*Ld$$9g$o$;\033(B\033$B-!\033(B\033$B;3ED\033(B\n");
	STREQ(m.text, "お問い合わせ①山田\n");
	STREQ(m.subject, "お届けの日");
	STREQ(m.from_name, "山田太郎");
	OK(message_file(&file, "X: y\n\nz", 7, 0, &w) == SN_NOTFOUND);
	str_free(&file);
	/* an empty plain form hides no other one */
	STREQ(bodied("Content-Type: multipart/alternative; boundary=x",
	    "--x\n\n \n--x\nContent-Type: text/html\n\n<b>y</b>\n--x--").text,
	    "y\n");
}

/* Too deep, too many, too long, empty. */
static void
bounds(void)
{
	struct str s = STR_INIT;
	struct message m;
	int i;

	message_parse(&m, "", 0, &arena);
	OK(m.subject == NULL && m.npart == 0 && *m.text == '\0');
	for (i = 0; i < 100; i++)
		str_addf(&s, "Content-Type: multipart/mixed; boundary=b%d\n\n"
		    "--b%d\n", i, i);
	m = parsed(str_text(&s));
	OK(m.cause != NULL);
	str_reset(&s);
	str_puts(&s, "Subject: x\n");
	for (i = 0; i < 20000; i++)
		str_addf(&s, "Content-Type: multipart/mixed; boundary=b%d\n\n"
		    "--b%d\n", i, i);
	m = parsed(str_text(&s));
	OK(m.cause != NULL);
	STREQ(m.subject, "x");
	str_reset(&s);
	str_puts(&s, "X: y\n\n");
	for (i = 0; i < 300000; i++)
		str_puts(&s, "あ");
	m = parsed(str_text(&s));
	OK(strlen(m.text) <= MESSAGE_TEXT_MAX &&
	    strlen(m.text) > MESSAGE_TEXT_MAX - 4);
	str_reset(&s);
	str_puts(&s, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (i = 0; i < 200; i++)
		str_puts(&s, "--b\nContent-Type: a/b\n\nx\n");
	m = parsed(str_text(&s));
	OK(m.npart == MESSAGE_PARTS_MAX);
	str_free(&s);
}

static void
natures(void)
{
	OK(bodied("Auto-Submitted: auto-replied", "").kind ==
	    MESSAGE_AUTOMATIC);
	OK(bodied("Precedence: bulk", "").kind == MESSAGE_AUTOMATIC);
	OK(bodied("Return-Path: <>", "").kind == MESSAGE_AUTOMATIC);
	OK(bodied("Auto-Submitted: no", "").kind == MESSAGE_LETTER);
	/* an inquiry by a form */
	OK(bodied("Auto-Submitted: auto-generated", "").kind ==
	    MESSAGE_LETTER);
	OK(bodied("From: postmaster@a.example", "hello").kind ==
	    MESSAGE_LETTER);
}

static void
bounce(const char *bytes, const char *mail, const char *status, bool hard,
    const char *id)
{
	struct message m = parsed(bytes);

	OK(m.kind == MESSAGE_BOUNCE);
	STREQ(m.bounce.mail, mail);
	STREQ(m.bounce.status != NULL ? m.bounce.status : "", status);
	OK(m.bounce.hard == hard);
	STREQ(m.bounce.message_id, id);
}

static void
bounces(void)
{
	bounce(
	    "Return-Path: <>\n"
	    "From: MAILER-DAEMON@mx.example (Mail Delivery System)\n"
	    "To: info@mikan.example\n"
	    "Subject: Undelivered Mail Returned to Sender\n"
	    "Auto-Submitted: auto-replied\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n"
	    "\n"
	    "--b1\n"
	    "Content-Type: text/plain\n"
	    "\n"
	    "<nobody@buyer.example>: host said: 550 5.1.1 User unknown\n"
	    "--b1\n"
	    "Content-Type: message/delivery-status\n"
	    "\n"
	    "Reporting-MTA: dns; mx.example\n"
	    "\n"
	    "Final-Recipient: rfc822; nobody@buyer.example\n"
	    "Original-Recipient: rfc822;nobody@buyer.example\n"
	    "Action: failed\n"
	    "Status: 5.1.1\n"
	    "Diagnostic-Code: smtp; 550 5.1.1 <nobody@buyer.example>:\n"
	    "    User unknown\n"
	    "--b1\n"
	    "Content-Type: message/rfc822\n"
	    "\n"
	    "From: info@mikan.example\n"
	    "To: nobody@buyer.example\n"
	    "Subject: thanks\n"
	    "Message-ID: <thanks-1@mikan.example>\n"
	    "\n"
	    "text\n"
	    "--b1--\n",
	    "nobody@buyer.example", "5.1.1", true, "thanks-1@mikan.example");
	bounce(
	    "From: Postmaster@ezweb.example\n"
	    "To: info@mikan.example\n"
	    "Subject: Mail System Error - Returned Mail\n"
	    "\n"
	    "This Message was undeliverable due to the following reason:\n"
	    "\n"
	    "Each of the following recipients was rejected by a remote mail server.\n"
	    "The reasons given by the server are included to help you determine why\n"
	    "each recipient was rejected.\n"
	    "\n"
	    "    Recipient: <keitai@ezweb.example>\n"
	    "    Reason:    <keitai@ezweb.example>... User unknown\n"
	    "\n"
	    "Message-ID: <thanks-2@mikan.example>\n",
	    "keitai@ezweb.example", "", true, "thanks-2@mikan.example");
	bounce(
	    "Return-Path: <>\n"
	    "From: MAILER-DAEMON@q.example\n"
	    "Subject: failure notice\n"
	    "\n"
	    "Hi. This is the qmail-send program at q.example.\n"
	    "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
	    "\n"
	    "<full@buyer.example>:\n"
	    "192.0.2.1 does not like recipient.\n"
	    "Remote host said: 552 5.2.2 mailbox is full\n"
	    "\n"
	    "--- Below this line is a copy of the message.\n"
	    "\n"
	    "Message-ID: <thanks-3@mikan.example>\n",
	    "full@buyer.example", "5.2.2", false, "thanks-3@mikan.example");
	/* a delay is none */
	OK(parsed("Content-Type: multipart/report; boundary=x\n\n--x\n"
	    "Content-Type: message/delivery-status\n\nAction: delayed\n"
	    "Status: 4.4.1\n\n--x--\n").kind == MESSAGE_AUTOMATIC);
}

int
main(void)
{
	headers();
	texts();
	bounds();
	natures();
	bounces();
	arena_free(&arena);
	return TAP_END;
}
