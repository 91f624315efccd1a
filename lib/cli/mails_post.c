#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/mails_post.h"
#include "cli/secrets.h"
#include "order/mailbox.h"
#include "store/enclosure.h"

enum status
post_open(struct post *p, struct cmd *c, struct store *s,
    const struct conf_mail *m, struct why *w)
{
	const char *patience = getenv("SN_SMTP_WAIT");
	long seconds = patience != NULL ? strtol(patience, NULL, 10) : 0;
	enum status st;

	*p = (struct post){ .cmd = c, .store = s };
	p->server = (struct smtp_server){ .url = m->server, .tls = m->tls,
	    .user = m->user, .helo = m->helo,
	    .per_connection = m->per_connection, .connect = seconds,
	    .still = seconds, .last = seconds };
	if (m->user != NULL && (st = secret_read(&p->server.password, c,
	    m->secret, w)) != SN_OK)
		return st;
	return smtp_open(&p->smtp, &p->server, w);
}

void
post_close(struct post *p)
{
	smtp_close(p->smtp);
	p->smtp = NULL;
	str_free(&p->bytes);
	str_free(&p->from);
	str_free(&p->to);
	str_free(&p->bcc);
}

static enum status
read_files(struct post *p, struct mail *m, struct arena *a, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < m->nfile && st == SN_OK; i++)
		st = enclosure_get(&m->file[i].bytes, &m->file[i].len,
		    p->store, m->file[i].sha256, a, w);
	return st == SN_NOTFOUND ? SN_INVALID : st;
}

/* An address of the envelope. */
static enum status
address(struct str *out, const char *text, struct why *w)
{
	enum status st;

	str_reset(out);
	if ((st = mailbox_check(text, w)) == SN_OK)
		mailbox_put(out, text);
	return st;
}

enum status
post_send(struct smtp_result *out, struct post *p, struct mail *m,
    struct arena *a, struct why *w)
{
	struct smtp_letter letter;
	struct stamp now;
	enum status st;

	str_reset(&p->bytes);
	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = read_files(p, m, a, w)) != SN_OK ||
	    (st = mail_write(&p->bytes, m, now.text, w)) != SN_OK ||
	    (st = address(&p->from, m->envelope != NULL ? m->envelope :
	    m->from, w)) != SN_OK ||
	    (st = address(&p->to, m->to, w)) != SN_OK ||
	    (m->bcc != NULL && (st = address(&p->bcc, m->bcc, w)) != SN_OK))
		return st;
	letter = (struct smtp_letter){ .from = str_text(&p->from),
	    .to = str_text(&p->to),
	    .bcc = m->bcc != NULL ? str_text(&p->bcc) : NULL,
	    .bytes = str_text(&p->bytes), .len = p->bytes.len };
	return smtp_send(out, p->smtp, &letter, w);
}
