/*
 * Letters to JSON and back: nothing is lost.
 */

#include "mail/mail.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct why w;

static void
same(const struct mail *m)
{
	struct str text = STR_INIT;
	struct mail back;

	OK(mail_payload(&text, m, &w) == SN_OK);
	OK(mail_read(&back, str_text(&text), &arena, &w) == SN_OK);
	STREQ(back.subject, m->subject);
	STREQ(back.text, m->text);
	STREQ(back.to, m->to);
	OK((back.html == NULL) == (m->html == NULL));
	OK(back.automatic == m->automatic && back.nfile == m->nfile);
	if (m->nfile > 0)
		STREQ(back.file[m->nfile - 1].name,
		    m->file[m->nfile - 1].name);
	str_free(&text);
}

int
main(void)
{
	struct mail_file file[] = {
		{ .name = "納品書 \"1\".pdf", .type = "application/pdf",
		    .sha256 = "00" },
		{ .name = "b\\.txt", .type = "text/plain", .sha256 = "11" },
	};
	struct mail m = { .from = "info@mikan.example",
	    .to = "a..b@docomo.ne.jp", .subject = "髙﨑 ㈱① 𠮷 🍊",
	    .text = "\ttab \"quoted\" \\ back\n\x01\x1f\n",
	    .message_id = "1@mikan.example" };
	struct str text = STR_INIT;

	same(&m);
	m.from_name = "みかん堂";
	m.envelope = "bounce@mikan.example";
	m.reply_to = "reply@mikan.example";
	m.to_name = "山田";
	m.bcc = "c@mikan.example";
	m.html = "<p>&amp;</p>\n";
	m.in_reply_to = "0@example.jp";
	m.references = "0@example.jp 1@example.jp";
	m.automatic = true;
	m.file = file;
	m.nfile = 2;
	same(&m);
	m.text = "\xff";
	str_puts(&text, "x");
	OK(mail_payload(&text, &m, &w) == SN_INVALID);
	str_free(&text);
	arena_free(&arena);
	return TAP_END;
}
