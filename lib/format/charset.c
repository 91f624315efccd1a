/*
 * Which characters a format can write, and what stands in for others.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "data/blob.h"
#include "format/column.h"
#include "text/utf8.h"

enum { PLANE = 1 << 16, UNASKED = 0, YES, NO };

/*
 * Whether the bytes of CP932 are of JIS X 0208, or half-width: not of the
 * rows that NEC and IBM added.
 */
static bool
in_jis(const char *bytes, size_t n)
{
	unsigned char lead = (unsigned char)bytes[0];

	return n < 2 || (lead != 0x87 && lead < 0xeb);
}

static bool
ask(struct writer *wr, uint32_t c)
{
	char utf8[UTF8_MAX + 1] = "";
	struct str s = STR_INIT;
	struct why w;
	bool can;

	utf8[utf8_encode(utf8, c)] = '\0';
	can = encoder_can(wr->encoder, c) &&
	    encoder_text(&s, wr->encoder, utf8, &w) == SN_OK &&
	    (!wr->jis || in_jis(str_text(&s), s.len));
	str_free(&s);
	return can;
}

bool
charset_can(struct writer *wr, uint32_t c)
{
	if (c < 0x80)
		return wr->forbid == NULL || c == '\0' ||
		    strchr(wr->forbid, (int)c) == NULL;
	if (c >= PLANE)
		return ask(wr, c);
	if (wr->known[c] == UNASKED)
		wr->known[c] = ask(wr, c) ? YES : NO;
	return wr->known[c] == YES;
}

/*
 * The common form of the character of len bytes at p, as far as the table
 * goes, in a; NULL when it has none that can be written.
 */
static const char *
variant(struct writer *wr, const char *p, size_t len, struct arena *a)
{
	const struct blob *b = blob_find("data/variants.tsv");
	const char *line, *end, *to, *q;
	uint32_t c;

	for (line = (const char *)b->data; *line != '\0'; line = end + 1) {
		if ((end = strchr(line, '\n')) == NULL)
			return NULL;
		if (strncmp(line, p, len) != 0 || line[len] != '\t')
			continue;
		to = arena_strndup(a, line + len + 1,
		    (size_t)(end - line) - len - 1);
		for (q = to; (c = utf8_next(&q)) != 0;)
			if (!charset_can(wr, c))
				return NULL;
		return to;
	}
	return NULL;
}

/* What stands in for an ASCII character that must not be in a field. */
static const char *
full_width(struct writer *wr, uint32_t c)
{
	char utf8[UTF8_MAX + 1] = "";

	c += 0xff01 - '!';
	utf8[utf8_encode(utf8, c)] = '\0';
	return charset_can(wr, c) ? arena_strdup(&wr->row, utf8) : NULL;
}

/* Put what stands in for the bad character of len bytes at p into out. */
static void
replace(struct writer *wr, struct str *out, const char *header,
    const char *p, size_t len, uint32_t c, struct notes *notes)
{
	const char *to = c < 0x80 ? full_width(wr, c) :
	    variant(wr, p, len, &wr->row);
	const char *where = c < 0x80 ? _("what the carrier takes") : wr->jis ? _("JIS levels 1 and 2") :
	    enc_name(wr->format->encoding);

	if (to != NULL && wr->replace) {
		note(notes, NOTE_REPLACED, header, _("%.*s printed as %s"),
		    (int)len, p, to);
		str_puts(out, to);
		return;
	}
	if (to != NULL)
		note(notes, NOTE_ERROR, header,
		    _("%.*s (U+%04X) is not in %s; --replace prints %s"),
		    (int)len, p, (unsigned)c, where, to);
	else
		note(notes, NOTE_ERROR, header,
		    _("%.*s (U+%04X) is not in %s"), (int)len, p, (unsigned)c,
		    where);
	str_add(out, p, len);
}

bool
writer_can(struct writer *wr, const char *text)
{
	const char *p = text;
	uint32_t c;

	while (*p >= 0x20 && *p < 0x7f && wr->forbid == NULL)
		p++;
	while ((c = utf8_next(&p)) != 0)
		if (c < 0x20 || c == 0x7f || c == UTF8_BAD ||
		    !charset_can(wr, c))
			return false;
	return true;
}

/* Newlines and other controls are blanks on paper. */
const char *
charset_fit(struct writer *wr, const char *header, const char *s,
    struct notes *notes)
{
	struct str out = STR_INIT;
	const char *p, *from;
	uint32_t c;

	if (writer_can(wr, s))
		return s;
	for (p = s; from = p, (c = utf8_next(&p)) != 0;)
		if (c < 0x20 || c == 0x7f) {
			if (out.len > 0 && out.p[out.len - 1] != ' ')
				str_putc(&out, ' ');
		} else if (charset_can(wr, c))
			str_add(&out, from, (size_t)(p - from));
		else
			replace(wr, &out, header, from, (size_t)(p - from), c,
			    notes);
	s = arena_strdup(&wr->row, str_text(&out));
	str_free(&out);
	return s;
}
