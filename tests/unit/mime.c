/*
 * A letter over the wire: as the files in tests/mail have it, and whatever
 * it says, GMime, which shares no line with us, reads exactly that.
 *
 *	mime [-w]	-w: write the files anew
 */

#include <stdlib.h>
#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "mail/mail.h"
#include "order/mailbox.h"
#include "text/utf8.h"
#include "tap.h"

enum { RANDOM = 3000, LONG = 400 };

static const char date[] = "2026-12-24T09:30:00";
static struct arena arena;
static uint64_t state = 1;

static unsigned
rnd(unsigned n)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(state >> 33) % n;
}

/* The header as a person reads it; "" for none. */
static const char *
header(GMimeMessage *msg, const char *name)
{
	const char *v = g_mime_object_get_header(GMIME_OBJECT(msg), name);

	return v != NULL ? v : "";
}

static const char *
content(GMimeObject *part, size_t *len)
{
	GMimeDataWrapper *data;
	GMimeStream *mem;
	GByteArray *bytes;
	const char *out;

	data = g_mime_part_get_content(GMIME_PART(part));
	mem = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(data, mem);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(mem));
	*len = bytes->len;
	out = bytes->len == 0 ? "" : arena_strndup(&arena,
	    (const char *)bytes->data, bytes->len);
	g_object_unref(mem);
	return out;
}

/* As a text goes over the wire. */
static const char *
crlf(const char *text)
{
	struct str s = STR_INIT;
	const char *out;

	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '\n' || *text == '\r')
			str_puts(&s, "\r\n");
		else
			str_putc(&s, *text);
	}
	out = arena_strdup(&arena, str_text(&s));
	str_free(&s);
	return out;
}

static bool
is_text(GMimeObject *part, const char *text)
{
	const char *got;
	size_t len;

	if (!GMIME_IS_PART(part))
		return false;
	got = content(part, &len);
	return strlen(got) == len && strcmp(got, crlf(text)) == 0;
}

static bool
is_person(InternetAddressList *list, const char *name, const char *mail)
{
	InternetAddress *one;
	struct str s = STR_INIT;
	const char *got;
	bool same;

	if (list == NULL || internet_address_list_length(list) != 1)
		return false;
	one = internet_address_list_get_address(list, 0);
	if (!INTERNET_ADDRESS_IS_MAILBOX(one))
		return false;
	got = internet_address_get_name(one);
	if (strcmp(got != NULL ? got : "", name != NULL ? name : "") != 0)
		return false;
	mailbox_put(&s, mail);
	got = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(
	    one));
	/* It takes the quotes off. */
	same = strcmp(got, mail) == 0 || strcmp(got, str_text(&s)) == 0;
	str_free(&s);
	return same;
}

/* Lines of ASCII, no longer than is good, each ended by CRLF. */
static bool
is_wire(const struct str *s)
{
	size_t i, col = 0;

	for (i = 0; i < s->len; i++) {
		if (s->p[i] == '\r' && s->p[i + 1] == '\n') {
			if (col > 998)
				return false;
			i++;
			col = 0;
		} else if (s->p[i] < ' ' || s->p[i] == 0x7f)
			return false;
		else
			col++;
	}
	return col == 0;
}

/* No line of headers that holds an encoded word is longer than 76. */
static bool
is_folded(const struct str *s)
{
	const char *p = str_text(s), *word;
	size_t n;

	for (; strncmp(p, "\r\n", 2) != 0; p += n + 2) {
		n = strcspn(p, "\r");
		word = memmem(p, n, "=?", 2);
		if (word != NULL && n > 76)
			return false;
	}
	return true;
}

static bool
files_are(GMimeMultipart *all, const struct mail *m)
{
	const char *got;
	GMimeObject *part;
	size_t i, len;

	if ((size_t)g_mime_multipart_get_count(all) != m->nfile + 1)
		return false;
	for (i = 0; i < m->nfile; i++) {
		part = g_mime_multipart_get_part(all, (int)i + 1);
		got = g_mime_part_get_filename(GMIME_PART(part));
		if (got == NULL || strcmp(got, m->file[i].name) != 0) {
			printf("# file %s is %s\n", m->file[i].name, got);
			return false;
		}
		got = content(part, &len);
		if (len != m->file[i].len ||
		    memcmp(got, m->file[i].bytes, len) != 0)
			return false;
	}
	return true;
}

static bool
body_is(GMimeObject *part, const struct mail *m)
{
	GMimeMultipart *all;

	if (m->nfile > 0) {
		if (!GMIME_IS_MULTIPART(part))
			return false;
		all = GMIME_MULTIPART(part);
		if (!files_are(all, m))
			return false;
		part = g_mime_multipart_get_part(all, 0);
	}
	if (m->html == NULL)
		return is_text(part, m->text);
	if (!GMIME_IS_MULTIPART(part))
		return false;
	all = GMIME_MULTIPART(part);
	return g_mime_multipart_get_count(all) == 2 &&
	    is_text(g_mime_multipart_get_part(all, 0), m->text) &&
	    is_text(g_mime_multipart_get_part(all, 1), m->html);
}

static bool
headers_are(GMimeMessage *msg, const struct mail *m)
{
	const char *subject = g_mime_message_get_subject(msg);
	const char *id = g_mime_message_get_message_id(msg);

	if (strcmp(subject != NULL ? subject : "", m->subject) != 0) {
		printf("# %s\n# %s\n", subject, m->subject);
		return false;
	}
	return strcmp(id, m->message_id) == 0 &&
	    is_person(g_mime_message_get_from(msg), m->from_name, m->from) &&
	    is_person(g_mime_message_get_to(msg), m->to_name, m->to) &&
	    strcmp(header(msg, "Auto-Submitted"), m->automatic ?
	    "auto-generated" : "") == 0 &&
	    strcmp(header(msg, "Bcc"), "") == 0;
}

/* Whether what is written reads as m. */
static bool
reads_as(const struct str *s, const struct mail *m)
{
	GMimeStream *mem = g_mime_stream_mem_new_with_buffer(s->p, s->len);
	GMimeParser *parser = g_mime_parser_new_with_stream(mem);
	GMimeMessage *msg = g_mime_parser_construct_message(parser, NULL);
	bool good;

	good = msg != NULL && headers_are(msg, m) &&
	    body_is(g_mime_message_get_mime_part(msg), m);
	if (msg != NULL)
		g_object_unref(msg);
	g_object_unref(parser);
	g_object_unref(mem);
	return good;
}

static bool
survives(const struct mail *m)
{
	struct str s = STR_INIT, again = STR_INIT;
	struct why w;
	bool good;

	if (mail_write(&s, m, date, &w) != SN_OK) {
		printf("# %s\n", w.text);
		return false;
	}
	good = is_wire(&s) && is_folded(&s) && reads_as(&s, m) &&
	    mail_write(&again, m, date, &w) == SN_OK && s.len == again.len &&
	    memcmp(s.p, again.p, s.len) == 0;
	if (!good)
		printf("# %s\n# %s\n# %.2000s\n", m->subject, m->from_name,
		    s.p);
	str_free(&s);
	str_free(&again);
	return good;
}

static const struct mail plain = {
	.from = "info@mikan.example", .from_name = "みかん堂",
	.to = "taro@example.jp", .to_name = "佐藤 太郎",
	.subject = "ご注文ありがとうございます", .text = "佐藤様\n\n毎度。\n",
	.message_id = "20261224.abc@mikan.example", .automatic = true,
};

/* Letters that are written as a file of tests/mail has them. */
static void
golden(const char *name, const struct mail *m, bool anew)
{
	char path[64];
	struct str s = STR_INIT;
	char *want = NULL;
	gsize len = 0;
	struct why w;

	snprintf(path, sizeof(path), "tests/mail/%s.eml", name);
	tap_ok(mail_write(&s, m, date, &w) == SN_OK && reads_as(&s, m), path,
	    __FILE__, __LINE__);
	if (anew)
		g_file_set_contents(path, s.p, (gssize)s.len, NULL);
	OK(g_file_get_contents(path, &want, &len, NULL) && len == s.len &&
	    memcmp(want, s.p, len) == 0);
	g_free(want);
	str_free(&s);
}

static void
files_of_gold(bool anew)
{
	struct mail_file file[] = {
		{ "納品書 12月分㈱髙﨑①.pdf", "application/pdf", NULL,
		    "%PDF-1.7\n\0\xff", 11 },
		{ "orders-2026.csv", "text/csv", NULL, "a,b\r\n", 5 },
		{ "とても長い名前の添付ファイルで、一行には入りきらないもの、その続き.txt",
		    "text/plain", NULL, "", 0 },
	};
	struct mail m = plain;

	golden("plain", &m, anew);
	m.html = "<p>佐藤様</p>\n";
	golden("html", &m, anew);
	m.file = file;
	m.nfile = 3;
	golden("files", &m, anew);
	m = plain;
	m.from_name = "髙﨑 ㈱①";
	m.to_name = "Sato, Taro \"𠮷\\\" Jr.";
	m.subject = "𠮷野家様のご注文(👨‍👩‍👧‍👦🇯🇵👍🏽)について、とても長い件名は二行三行に折り返されますが、どこで切れても一文字も失われません";
	m.automatic = false;
	golden("hard", &m, anew);
	m.to_name = "Sato, Taro";
	m.to = "abc..def.@docomo.ne.jp";
	m.subject = "Your order 251234-20261222-0001 has left our house and will be with you soon";
	m.reply_to = "shop@mikan.example";
	m.in_reply_to = "x.1@example.jp";
	m.references = "x.0@example.jp x.1@example.jp";
	golden("mobile", &m, anew);
}

static bool
refused(const struct mail *m, const char *reason)
{
	struct str s = STR_INIT;
	struct why w = { "" };
	bool good;

	str_puts(&s, "as it was");
	good = mail_write(&s, m, date, &w) == SN_INVALID &&
	    strcmp(w.text, reason) == 0 && strcmp(s.p, "as it was") == 0;
	if (!good)
		printf("# %s\n", w.text);
	str_free(&s);
	return good;
}

/* What would be a header of its own, or no letter at all. */
static void
bad_ones(void)
{
	static const char line[] = ": a line break or another control "
	    "character";
	struct mail_file file = { "x\r\nBcc: all@example.jp", "text/csv", NULL,
	    "", 0 };
	struct mail m = plain;

	m.subject = "x\r\nBcc: all@example.jp";
	OK(refused(&m, arena_printf(&arena, "Subject%s", line)));
	m.subject = "x\ny";
	OK(refused(&m, arena_printf(&arena, "Subject%s", line)));
	m.subject = "\xff";
	OK(refused(&m, "Subject: not UTF-8"));
	m = plain;
	m.to_name = "a\rb";
	OK(refused(&m, arena_printf(&arena, "To%s", line)));
	m = plain;
	m.from_name = "a\nb";
	OK(refused(&m, arena_printf(&arena, "From%s", line)));
	m = plain;
	m.to = "taro@example.jp\r\nBcc: all@example.jp";
	OK(refused(&m, "To: taro@example.jp: not a mail address: a control "
	    "character"));
	m.to = "taro";
	OK(refused(&m, "To: taro: not a mail address: no @"));
	m = plain;
	m.bcc = "taro@example.jp, jiro@example.jp";
	OK(refused(&m, "copy: taro@example.jp, jiro@example.jp: not a mail "
	    "address: more than one @"));
	m = plain;
	m.message_id = "a b@example.jp";
	OK(refused(&m, "Message-ID: no message id"));
	m = plain;
	m.in_reply_to = "a>@example.jp";
	OK(refused(&m, "In-Reply-To: no message id"));
	m.in_reply_to = NULL;
	m.references = "a@example.jp b\r\n";
	OK(refused(&m, "References: no message id"));
	m = plain;
	m.text = "\xe3\x81";
	OK(refused(&m, "text: not UTF-8"));
	m = plain;
	m.file = &file;
	m.nfile = 1;
	OK(refused(&m, arena_printf(&arena, "file name%s", line)));
	file.name = "x";
	file.type = "text/csv\r\nBcc: all@example.jp";
	OK(refused(&m, "x: no media type of a file that is sent along"));
	file.type = "message/rfc822";
	OK(refused(&m, "x: no media type of a file that is sent along"));
	file.type = "text/csv";
	file.len = MAIL_BYTES_MAX + 1;
	OK(refused(&m, "x: files of more than 7340032 bytes in all"));
}

/* Text of any characters that headers take, easy ones more often. */
static const char *
random_text(unsigned most, bool lines)
{
	static const char *const some[] = {
		"髙", "﨑", "㈱", "①", "𠮷", "👍🏽", "👨‍👩‍👧‍👦", "🇯🇵", "ｶﾞ", "が",
		"=?", "?=", "=?UTF-8?B?44GC?=", "\"", "\\", ", ", "<", ">",
		"(", ")", "  ", " ", ";", ":", "@", "_", ".", "ABC", "'",
		"%41", "--", "=_", "葛󠄀"
	};
	struct str s = STR_INIT;
	unsigned n = rnd(most), c;
	const char *out;

	while (n-- > 0) {
		if (lines && rnd(20) == 0) {
			str_puts(&s, rnd(3) == 0 ? "\r\n" : rnd(9) == 0 ?
			    "\r" : "\n");
			continue;
		}
		switch (rnd(5)) {
		case 0:
			str_puts(&s, some[rnd(sizeof(some) /
			    sizeof(some[0]))]);
			break;
		case 1:
			c = rnd(0x110000);
			utf8_put(&s, c < 0xa0 ? 'x' : c);
			break;
		case 2:
			utf8_put(&s, 0x3040 + rnd(0xc0));
			break;
		default:
			str_putc(&s, (char)(' ' + rnd(95)));
			break;
		}
	}
	out = arena_strdup(&arena, str_text(&s));
	str_free(&s);
	return out;
}

/* A name, not of blanks at an end, which readers do not keep. */
static const char *
random_name(unsigned most)
{
	return arena_printf(&arena, "x%sx", random_text(most, false));
}

static bool
random_letter(void)
{
	static const char *const to[] = { "taro@example.jp",
	    "abc..def.@docomo.ne.jp", "\"a b\"@example.jp", "o'hara+x@example.jp",
	    "a.very.long.name.of.somebody.who.likes.long.names@a-long-name-of-a-domain.example.jp" };
	struct mail_file file[3];
	struct mail m = plain;
	size_t i;

	m.to = to[rnd(5)];
	m.from_name = rnd(4) == 0 ? NULL : random_name(60);
	m.to_name = rnd(4) == 0 ? NULL : random_name(60);
	m.subject = rnd(9) == 0 ? "" : random_name(LONG);
	m.text = random_text(LONG * 3, true);
	m.html = rnd(2) == 0 ? NULL : random_text(LONG, true);
	m.automatic = rnd(2) == 0;
	m.message_id = arena_printf(&arena, "%x.%x@mikan.example", rnd(1000),
	    rnd(1 << 30));
	m.file = file;
	for (m.nfile = i = rnd(4); i-- > 0;) {
		file[i] = (struct mail_file){ .type = "application/zip" };
		file[i].name = random_name(rnd(4) == 0 ? 4 : 90);
		file[i].bytes = random_text(LONG, true);
		file[i].len = strlen(file[i].bytes);
	}
	return survives(&m);
}

static void
ids(void)
{
	const char *id = mail_message_id("mail thanks order 12", date,
	    "rakuten-main", "info@mikan.example", &arena);
	int i;

	STREQ(id, mail_message_id("mail thanks order 12", date,
	    "rakuten-main", "info@mikan.example", &arena));
	OK(strncmp(id, "20261224.", 9) == 0);
	OK(strcmp(strchr(id, '@'), "@mikan.example") == 0);
	OK(strcmp(id, mail_message_id("mail thanks order 13", date,
	    "rakuten-main", "info@mikan.example", &arena)) != 0);
	OK(strcmp(id, mail_message_id("mail thanks order 12",
	    "2026-12-24T09:30:01", "rakuten-main", "info@mikan.example",
	    &arena)) != 0);
	OK(strcmp(id, mail_message_id("mail thanks order 12", date, NULL,
	    "info@mikan.example", &arena)) != 0);

	/* a long thread names its first letter and the latest */
	struct str s = STR_INIT, all = STR_INIT;
	struct mail m = plain;
	struct why w;

	for (i = 0; i < 500; i++)
		str_addf(&all, " %d@example.jp ", i);
	m.references = str_text(&all);
	OK(mail_write(&s, &m, date, &w) == SN_OK && is_wire(&s) &&
	    strstr(s.p, "References: <0@example.jp> <480@example.jp>") !=
	    NULL && strstr(s.p, "<479@") == NULL &&
	    strstr(s.p, "<499@example.jp>\r\n") != NULL);
	str_free(&s);
	str_free(&all);
}

int
main(int argc, char *argv[])
{
	int i, lost = 0;

	g_mime_init();
	files_of_gold(argc > 1 && strcmp(argv[1], "-w") == 0);
	bad_ones();
	ids();
	for (i = 0; i < RANDOM; i++) {
		lost += !random_letter();
		arena_reset(&arena);
	}
	OK(lost == 0);
	arena_free(&arena);
	g_mime_shutdown();
	return TAP_END;
}
