/*
 * The syntax of mail addresses, and what their domains tell.
 */

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "data/blob.h"
#include "order/mailbox.h"
#include "text/fold.h"
#include "text/width.h"

enum {
	NAME_MAX_BYTES = 64,	/* of RFC 5321, as the next */
	LABEL_MAX = 63,
	SHOWN = 60		/* columns of a bad one in a message */
};

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* What may stand in a name without quotes. */
static const char plain[] = LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~.";

const char *
mailbox_domain(const char *text)
{
	const char *at = strrchr(text, '@');

	return at != NULL ? at + 1 : "";
}

/* Whether a line's first cell, "docomo.ne.jp" or "*.example", has it. */
static bool
covers(const char *cell, size_t n, const char *domain)
{
	size_t len = strlen(domain);

	if (n > 1 && cell[0] == '*') {
		cell++;
		n--;
		if (len <= n)
			return false;
		domain += len - n;
		len = n;
	}
	return len == n && strncasecmp(cell, domain, n) == 0;
}

/*
 * The line of mobile.tsv that has a domain, behind its first cell, or NULL:
 * who reads it, and the mall that gave it out.
 */
static const char *
line_of(const char *domain)
{
	const struct blob *b = blob_find("data/mobile.tsv");
	const char *p = (const char *)b->data;
	size_t n;

	for (; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		n = strcspn(p, "\t\n");
		if (*p != '#' && covers(p, n, domain))
			return p + n + 1;
	}
	return NULL;
}

bool
mailbox_is_mobile(const char *text)
{
	const char *line = line_of(mailbox_domain(text));

	return line != NULL && strncmp(line, "mobile\t", 7) == 0;
}

const char *
mailbox_mall(const char *text)
{
	static const char *const malls[] = { "amazon", "rakuten" };
	const char *line = line_of(mailbox_domain(text));
	size_t i, n;

	if (line == NULL)
		return NULL;
	line += strcspn(line, "\t") + 1;
	n = strcspn(line, "\t");
	for (i = 0; i < sizeof(malls) / sizeof(malls[0]); i++)
		if (strlen(malls[i]) == n && strncmp(malls[i], line, n) == 0)
			return malls[i];
	return NULL;
}

/* Whether the n bytes at p are "..." with no more quotes than escaped ones. */
static bool
is_quoted(const char *p, size_t n)
{
	size_t i;

	if (n < 3 || p[0] != '"' || p[n - 1] != '"')
		return false;
	for (i = 1; i < n - 1; i++) {
		if (p[i] == '\\')
			i++;
		else if (p[i] == '"')
			return false;
	}
	return i == n - 1;
}

/* Whether the n bytes are names with a dot between each two of them. */
static bool
is_dotted(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == '.' && (i == 0 || i == n - 1 || p[i - 1] == '.'))
			return false;
	return n > 0;
}

static const char *
fault_of_name(const char *text, size_t n)
{
	if (n == 0)
		return _("nothing before the @");
	if (n > NAME_MAX_BYTES)
		return _("more than 64 characters before the @");
	if (is_quoted(text, n))
		return NULL;
	if (memchr(text, '@', n) != NULL)
		return _("more than one @");
	if (strspn(text, plain) < n)
		return _("a character before the @ that no name has");
	if (is_dotted(text, n) || (text[0] != '.' && mailbox_is_mobile(text)))
		return NULL;
	return _("a dot at an end of the name, or two in a row");
}

static const char *
fault_of_domain(const char *domain)
{
	const char *p = domain;
	size_t n, labels = 0;

	if (*domain == '\0')
		return _("nothing behind the @");
	for (;; p += n + 1) {
		n = strspn(p, LETTERS DIGITS "-");
		labels++;
		if (p[n] != '.' && p[n] != '\0')
			return _("a character behind the @ that no domain "
			    "has");
		if (n == 0 || n > LABEL_MAX || p[0] == '-' || p[n - 1] == '-')
			return _("a part of the domain is empty, too long, or "
			    "begins or ends with -");
		if (p[n] == '\0')
			break;
	}
	if (labels == 1 || strspn(p, DIGITS) == n)
		return _("a domain without an end such as .jp");
	return NULL;
}

const char *
mailbox_fault(const char *text)
{
	const char *p, *domain = mailbox_domain(text), *fault;

	for (p = text; *p != '\0'; p++) {
		if ((*p & 0x80) != 0 && p >= domain && *domain != '\0')
			return _("a domain in letters beyond ASCII; write it "
			    "with xn--");
		if ((*p & 0x80) != 0)
			return _("full-width or other letters beyond ASCII");
		if (*p < ' ' || *p == 0x7f)
			return _("a control character");
	}
	if (p - text > MAILBOX_MAX)
		return _("more than 254 characters");
	if (strchr(text, '@') == NULL)
		return _("no @");
	fault = fault_of_name(text, (size_t)(domain - text) - 1);
	return fault != NULL ? fault : fault_of_domain(domain);
}

enum status
mailbox_check(const char *text, struct why *w)
{
	const char *fault = mailbox_fault(text);
	struct str shown = STR_INIT;
	struct arena a = ARENA_INIT;

	if (fault == NULL)
		return SN_OK;
	width_cut(&shown, arena_strndup(&a, text, strcspn(text, "\r\n")),
	    SHOWN);
	(void)fail(w, SN_INVALID, _("%s: not a mail address: %s"),
	    str_text(&shown), fault);
	str_free(&shown);
	arena_free(&a);
	return SN_INVALID;
}

const char *
mailbox_mend(const char *text, struct arena *a)
{
	struct str s = STR_INIT;
	const char *p, *out = NULL;

	for (p = fold_width(text, a); *p != '\0'; p++)
		if (strchr(" \t\r\n", *p) == NULL)
			str_putc(&s, *p);
	if (mailbox_fault(str_text(&s)) == NULL)
		out = arena_strdup(a, str_text(&s));
	str_free(&s);
	return out;
}

void
mailbox_put(struct str *out, const char *text)
{
	const char *domain = mailbox_domain(text);
	size_t n = (size_t)(domain - text) - 1;

	if (is_quoted(text, n) || is_dotted(text, n))
		str_puts(out, text);
	else
		str_addf(out, "\"%.*s\"@%s", (int)n, text, domain);
}

const char *
mailbox_fold(const char *text, struct arena *a)
{
	const char *folded = fold_text(text, a);
	const char *domain = mailbox_domain(folded);
	size_t n = *domain == '\0' ? 0 : (size_t)(domain - folded) - 1;

	if (is_quoted(folded, n) && strspn(folded + 1, plain) == n - 2)
		return arena_printf(a, "%.*s@%s", (int)n - 2, folded + 1,
		    domain);
	return folded;
}
