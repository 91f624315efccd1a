/*
 * A letter as it goes over the wire.
 *
 * Every body is in base64, so that no line of one is a boundary, a dot alone
 * or too long, and nothing on the way has a reason to change a byte.
 */

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "data/digest.h"
#include "mail/header.h"
#include "mail/mail.h"
#include "order/mailbox.h"
#include "text/base64.h"
#include "text/date.h"
#include "text/utf8.h"

enum {
	BODY_LINE = 57,		/* bytes that 76 columns of base64 hold */
	REFERENCES = 20,	/* the latest that are named, and the first */
	ID_MAX = 900		/* bytes; a line has 998 */
};

static enum status
check_id(const char *what, const char *id, size_t n, struct why *w)
{
	size_t i;

	if (n == 0 || n > ID_MAX)
		return fail(w, SN_INVALID, _("%s: no message id"), what);
	for (i = 0; i < n; i++)
		if (id[i] <= ' ' || id[i] >= 0x7f || id[i] == '<' ||
		    id[i] == '>')
			return fail(w, SN_INVALID, _("%s: no message id"),
			    what);
	return SN_OK;
}

static enum status
check_references(const char *ids, struct why *w)
{
	enum status st;
	size_t n;

	for (ids += strspn(ids, " "); *ids != '\0'; ids += strspn(ids, " ")) {
		n = strcspn(ids, " ");
		if ((st = check_id("References", ids, n, w)) != SN_OK)
			return st;
		ids += n;
	}
	return SN_OK;
}

static enum status
check_address(const char *what, const char *v, struct why *w)
{
	enum status st;

	if (v == NULL || (st = mailbox_check(v, w)) == SN_OK)
		return SN_OK;
	return fail_at(w, st, "%s", what);
}

static enum status
check_text(const char *what, const char *v, struct why *w)
{
	if (v == NULL)
		return SN_OK;
	if (strlen(v) > MAIL_TEXT_MAX)
		return fail(w, SN_INVALID, _("%s: longer than %d bytes"), what,
		    MAIL_TEXT_MAX);
	if (!utf8_valid(v, strlen(v)))
		return fail(w, SN_INVALID, _("%s: not UTF-8"), what);
	return SN_OK;
}

/* Not of letters in a letter: those may not be in base64. */
static bool
is_type(const char *type)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-";
	size_t n = strspn(type, token), m;

	if (n == 0 || type[n] != '/' || strncasecmp(type, "multipart/",
	    10) == 0 || strncasecmp(type, "message/", 8) == 0)
		return false;
	m = strspn(type + n + 1, token);
	return m > 0 && type[n + 1 + m] == '\0' && n + 1 + m < HEADER_LINE / 2;
}

static enum status
check_files(const struct mail *m, struct why *w)
{
	const struct mail_file *f;
	enum status st;
	size_t i, all = 0;

	if (m->nfile > MAIL_FILES_MAX)
		return fail(w, SN_INVALID, _("more than %d files"),
		    MAIL_FILES_MAX);
	for (i = 0; i < m->nfile; i++) {
		f = &m->file[i];
		if ((st = header_check(_("file name"), f->name, w)) != SN_OK)
			return st;
		if (*f->name == '\0' || f->bytes == NULL)
			return fail(w, SN_INVALID, _("%s: a file without name "
			    "or bytes"), f->name);
		if (!is_type(f->type))
			return fail(w, SN_INVALID, _("%s: no media type of a "
			    "file that is sent along"), f->name);
		if (f->len > MAIL_BYTES_MAX || (all += f->len) >
		    MAIL_BYTES_MAX)
			return fail(w, SN_INVALID, _("%s: files of more than "
			    "%d bytes in all"), f->name, MAIL_BYTES_MAX);
	}
	return SN_OK;
}

static enum status
check_names(const struct mail *m, struct why *w)
{
	enum status st;

	if ((m->from_name != NULL &&
	    (st = header_check("From", m->from_name, w)) != SN_OK) ||
	    (m->to_name != NULL &&
	    (st = header_check("To", m->to_name, w)) != SN_OK) ||
	    (st = check_address("From", m->from, w)) != SN_OK ||
	    (st = check_address("Reply-To", m->reply_to, w)) != SN_OK ||
	    (st = check_address("To", m->to, w)) != SN_OK ||
	    (st = check_address(_("copy"), m->bcc, w)) != SN_OK)
		return st;
	return check_address(_("envelope"), m->envelope, w);
}

static enum status
check(const struct mail *m, struct why *w)
{
	enum status st;

	if ((st = check_names(m, w)) != SN_OK ||
	    (st = header_check("Subject", m->subject, w)) != SN_OK ||
	    (st = check_id("Message-ID", m->message_id,
	    strlen(m->message_id), w)) != SN_OK ||
	    (m->in_reply_to != NULL && (st = check_id("In-Reply-To",
	    m->in_reply_to, strlen(m->in_reply_to), w)) != SN_OK) ||
	    (m->references != NULL &&
	    (st = check_references(m->references, w)) != SN_OK) ||
	    (st = check_text("text", m->text, w)) != SN_OK ||
	    (st = check_text("html", m->html, w)) != SN_OK)
		return st;
	return check_files(m, w);
}

static void
put_person(struct str *out, const char *header, const char *name,
    const char *address)
{
	struct header h;

	header_begin(&h, out, header);
	header_person(&h, name, address);
	header_end(&h);
}

static void
put_id(struct header *h, const char *id, size_t n)
{
	struct str s = STR_INIT;

	str_addf(&s, "<%.*s>", (int)n, id);
	header_token(h, s.p, s.len);
	str_free(&s);
}

static void
put_ids(struct str *out, const char *header, const char *ids)
{
	struct header h;
	const char *p;
	size_t n = 0, i;

	for (p = ids; *(p += strspn(p, " ")) != '\0'; p += strcspn(p, " "))
		n++;
	if (n == 0)
		return;
	header_begin(&h, out, header);
	for (p = ids, i = 0; i < n; i++, p += strcspn(p, " ")) {
		p += strspn(p, " ");
		if (i == 0 || i + REFERENCES >= n)
			put_id(&h, p, strcspn(p, " "));
	}
	header_end(&h);
}

static void
put_date(struct str *out, const struct stamp *t)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *v = t->text;
	char day[DATE_SIZE];
	int month = (v[5] - '0') * 10 + v[6] - '1';

	memcpy(day, v, DATE_SIZE - 1);
	day[DATE_SIZE - 1] = '\0';
	str_addf(out, "Date: %.3s, %.2s %.3s %.4s %.8s +0900\r\n",
	    days + 3 * date_weekday(day), v + 8, months + 3 * month, v,
	    v + DATE_SIZE);
}

static void
put_headers(struct str *out, const struct mail *m, const struct stamp *t)
{
	struct header h;

	put_person(out, "From", m->from_name, m->from);
	if (m->reply_to != NULL)
		put_person(out, "Reply-To", NULL, m->reply_to);
	put_person(out, "To", m->to_name, m->to);
	header_begin(&h, out, "Subject");
	header_text(&h, m->subject);
	header_end(&h);
	put_date(out, t);
	put_ids(out, "Message-ID", m->message_id);
	if (m->in_reply_to != NULL)
		put_ids(out, "In-Reply-To", m->in_reply_to);
	if (m->references != NULL)
		put_ids(out, "References", m->references);
	if (m->automatic)
		str_puts(out, "Auto-Submitted: auto-generated\r\n");
	str_puts(out, "MIME-Version: 1.0\r\n");
}

static void
put_base64(struct str *out, const char *p, size_t n)
{
	size_t len;

	str_puts(out, "Content-Transfer-Encoding: base64\r\n\r\n");
	for (; n > 0; p += len, n -= len) {
		len = n < BODY_LINE ? n : BODY_LINE;
		base64_put(out, p, len);
		str_puts(out, "\r\n");
	}
}

/* Text has lines, and a line ends with CRLF whatever ended it before. */
static void
put_text(struct str *out, const char *type, const char *text)
{
	struct str crlf = STR_INIT;
	size_t n;

	for (; *text != '\0'; text += n) {
		n = strcspn(text, "\r\n");
		str_add(&crlf, text, n);
		text += n;
		n = strncmp(text, "\r\n", 2) == 0 ? 2 : *text != '\0';
		if (n > 0)
			str_puts(&crlf, "\r\n");
	}
	str_addf(out, "Content-Type: %s; charset=UTF-8\r\n", type);
	put_base64(out, str_text(&crlf), crlf.len);
	str_free(&crlf);
}

/* A line that base64 cannot have, the same for the same letter. */
static void
boundary(char out[32], const struct mail *m, const char *kind)
{
	struct digest d;

	digest_bytes(&d, m->message_id, strlen(m->message_id));
	snprintf(out, 32, "=_%.16s_%s", d.text, kind);
}

static void
put_multipart(struct str *out, const char *kind, const char *border)
{
	str_addf(out, "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n"
	    "\r\n", kind, border);
}

/* The text, and beside it the HTML where there is some. */
static void
put_body(struct str *out, const struct mail *m)
{
	char border[32];

	if (m->html == NULL) {
		put_text(out, "text/plain", m->text);
		return;
	}
	boundary(border, m, "alt");
	put_multipart(out, "alternative", border);
	str_addf(out, "--%s\r\n", border);
	put_text(out, "text/plain", m->text);
	str_addf(out, "--%s\r\n", border);
	put_text(out, "text/html", m->html);
	str_addf(out, "--%s--\r\n", border);
}

static void
put_file(struct str *out, const struct mail_file *f)
{
	static const char kind[] = "attachment";
	struct header h;

	header_begin(&h, out, "Content-Type");
	header_token(&h, f->type, strlen(f->type));
	header_end(&h);
	header_begin(&h, out, "Content-Disposition");
	header_token(&h, kind, sizeof(kind) - 1);
	header_param(&h, "filename", f->name);
	header_end(&h);
	put_base64(out, f->bytes, f->len);
}

enum status
mail_write(struct str *out, const struct mail *m, const char *date,
    struct why *w)
{
	char border[32];
	struct stamp t;
	enum status st;
	size_t i;

	if ((st = check(m, w)) != SN_OK)
		return st;
	if (time_parse(&t, date) != SN_OK)
		return fail(w, SN_INVALID, _("%s: no such time"), date);
	put_headers(out, m, &t);
	if (m->nfile == 0) {
		put_body(out, m);
		return SN_OK;
	}
	boundary(border, m, "mix");
	put_multipart(out, "mixed", border);
	str_addf(out, "--%s\r\n", border);
	put_body(out, m);
	for (i = 0; i < m->nfile; i++) {
		str_addf(out, "--%s\r\n", border);
		put_file(out, &m->file[i]);
	}
	str_addf(out, "--%s--\r\n", border);
	return SN_OK;
}

const char *
mail_message_id(const char *key, const char *at, const char *shop,
    const char *from, struct arena *a)
{
	const char *all = arena_printf(a, "%s\n%s\n%s\n%s", key, at,
	    shop != NULL ? shop : "", from);
	struct digest d;

	digest_bytes(&d, all, strlen(all));
	return arena_printf(a, "%.4s%.2s%.2s.%.24s@%s", at, at + 5, at + 8,
	    d.text, mailbox_domain(from));
}
