/*
 * Any text as the parts of a letter, one a line: what is written has the
 * headers of a letter, each once, in lines of ASCII that end with CRLF, and
 * what an address is, it is however often it is asked.
 */
#include <string.h>

#include "mail/mail.h"
#include "order/mailbox.h"
#include "fuzz.h"

enum { FIELDS = 12 };

static void
wire(const struct str *s)
{
	static const char *const once[] = { "\r\nFrom:", "\r\nTo:",
	    "\r\nSubject:", "\r\nDate:", "\r\nMessage-ID:" };
	const char *end = strstr(s->p, "\r\n\r\n"), *at;
	size_t i, col = 0;

	MUST(end != NULL);
	for (i = 0; i < s->len; i++, col++) {
		if (s->p[i] == '\r') {
			MUST(s->p[++i] == '\n');
			MUST(col <= 998);
			col = (size_t)-1;
		}
		else
			MUST(s->p[i] >= ' ' && s->p[i] < 0x7f);
	}
	for (i = 0; i < sizeof(once) / sizeof(once[0]); i++) {
		/* From begins the letter. */
		at = strstr(s->p, i == 0 ? once[i] + 2 : once[i]);
		MUST(at != NULL && at < end);
		at = strstr(at + 2, once[i]);
		MUST(at == NULL || at > end);
	}
	MUST(memmem(s->p, (size_t)(end - s->p), "Bcc", 3) == NULL ||
	    strstr(s->p, "\r\nBcc") == NULL);
}

static void
address(const char *text, struct arena *a)
{
	struct str s = STR_INIT;
	const char *mended;
	struct why w;

	(void)mailbox_is_mobile(text);
	(void)mailbox_mall(text);
	MUST(strcmp(mailbox_fold(mailbox_fold(text, a), a),
	    mailbox_fold(text, a)) == 0);
	mended = mailbox_mend(text, a);
	MUST(mended == NULL || mailbox_fault(mended) == NULL);
	MUST((mailbox_check(text, &w) == SN_OK) ==
	    (mailbox_fault(text) == NULL));
	if (mailbox_fault(text) != NULL)
		return;
	mailbox_put(&s, text);
	MUST(mailbox_check(s.p, &w) == SN_OK);
	MUST(strcmp(mailbox_fold(s.p, a), mailbox_fold(text, a)) == 0);
	str_free(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *p = (const char *)data, *end = p + n, *nl;
	const char *v[FIELDS] = { NULL };
	struct arena a = ARENA_INIT;
	struct str s = STR_INIT;
	struct mail_file file;
	struct mail m;
	struct why w;
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		nl = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
		if (nl == NULL)
			nl = end;
		v[i] = arena_strndup(&a, p, (size_t)(nl - p));
		p = nl < end ? nl + 1 : end;
	}
	address(v[1], &a);
	m = (struct mail){
		.from = "info@mikan.example", .from_name = v[0], .to = v[1],
		.to_name = v[2], .subject = v[3], .message_id = v[4],
		.in_reply_to = *v[5] != '\0' ? v[5] : NULL,
		.references = v[6], .text = v[7],
		.html = *v[8] != '\0' ? v[8] : NULL,
		.file = &file, .nfile = *v[9] != '\0',
	};
	file = (struct mail_file){ v[9], v[10], NULL, v[11], strlen(v[11]) };
	if (mail_write(&s, &m, "2026-12-24T09:30:00", &w) == SN_OK)
		wire(&s);
	else
		MUST(s.len == 0);
	str_free(&s);
	arena_free(&a);
	return 0;
}
