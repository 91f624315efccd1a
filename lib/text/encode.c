#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/decode.h"
#include "base/i18n.h"
#include "text/utf8.h"

/* As in decode.c, iconv(3) is asked once for each code point. */
enum {
	PLANE = 1 << 16,	/* no encoding written has more */
	UNASKED = 0
};

static const uint32_t unwritable = UINT32_MAX;

struct encoder {
	enum enc	 enc;
	iconv_t		 cd;
	uint32_t	*known;		/* bytes, the last the lowest */
};

enum status
encoder_open(struct encoder **out, enum enc e, struct why *w)
{
	struct encoder *en;

	if (e == ENC_UTF16LE || e == ENC_UTF16BE)
		return fail(w, SN_USAGE, _("%s: only read, never written"),
		    enc_name(e));
	if ((en = calloc(1, sizeof(*en))) == NULL)
		return fail(w, SN_IO, _("out of memory"));
	en->enc = e;
	if (enc_iconv(e) != NULL) {
		en->cd = iconv_open(enc_iconv(e), "UTF-8");
		if (en->cd == (iconv_t)-1) {
			free(en);
			return fail(w, SN_IO,
			    _("the system cannot encode %s"), enc_name(e));
		}
		en->known = calloc(PLANE, sizeof(*en->known));
		if (en->known == NULL) {
			encoder_close(en);
			return fail(w, SN_IO, _("out of memory"));
		}
	}
	*out = en;
	return SN_OK;
}

void
encoder_close(struct encoder *e)
{
	if (e == NULL)
		return;
	if (enc_iconv(e->enc) != NULL)
		iconv_close(e->cd);
	free(e->known);
	free(e);
}

/* The bytes of c in the encoding, as one number, or unwritable. */
static uint32_t
ask_bytes(struct encoder *e, uint32_t c)
{
	char in[UTF8_MAX], buf[8], *from = in, *to = buf;
	size_t left, room = sizeof(buf);
	uint32_t v = 0;

	c = enc_normal(c);
	/* As these Microsoft writes ones that look the same. */
	if (c == 0xa5)
		c = 0xffe5;
	else if (c == 0x203e)
		c = 0xffe3;
	left = utf8_encode(in, c);
	iconv(e->cd, NULL, NULL, NULL, NULL);
	if (iconv(e->cd, &from, &left, &to, &room) != 0 || to == buf)
		return unwritable;
	for (from = buf; from < to; from++)
		v = v << 8 | (unsigned char)*from;
	return v;
}

static uint32_t
bytes_of(struct encoder *e, uint32_t c)
{
	if (c >= PLANE)
		return unwritable;
	if (e->known[c] == UNASKED)
		e->known[c] = ask_bytes(e, c);
	return e->known[c];
}

bool
encoder_can(struct encoder *e, uint32_t c)
{
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return false;
	return c < 0x80 || e->known == NULL || bytes_of(e, c) != unwritable;
}

enum status
encoder_text(struct str *out, struct encoder *e, const char *utf8,
    struct why *w)
{
	size_t n = strlen(utf8), i, len, was = out->len;
	uint32_t c, v;
	int shift;

	for (i = utf8_ascii(utf8, n), str_add(out, utf8, i); i < n; i += len) {
		if ((len = utf8_decode(&c, utf8 + i, n - i)) == 0) {
			out->len = was;
			out->p[was] = '\0';
			return fail(w, SN_INVALID,
			    _("byte %zu is not UTF-8"), i + 1);
		}
		if (c < 0x80 || e->known == NULL) {
			str_add(out, utf8 + i, len);
			continue;
		}
		if ((v = bytes_of(e, c)) == unwritable) {
			out->len = was;
			out->p[was] = '\0';
			return fail(w, SN_INVALID,
			    _("%.*s (U+%04X) cannot be written in %s"),
			    (int)len, utf8 + i, (unsigned)c,
			    enc_name(e->enc));
		}
		for (shift = 24; shift >= 0; shift -= 8)
			if (v >> shift != 0)
				str_putc(out, (char)(v >> shift));
	}
	return SN_OK;
}
