#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/decode.h"
#include "base/i18n.h"
#include "text/kana.h"
#include "text/utf8.h"

/*
 * iconv(3) takes some 100 ns for a call whatever its size, and files have
 * millions of cells.  So it is asked once for each character, and its
 * answer is kept by the two bytes of it.
 */
enum {
	PAIRS = 1 << 16,
	UNASKED = 0,
	REFUSED = 0xffff	/* no code point */
};

struct decoder {
	enum enc	 enc;
	iconv_t		 cd;
	uint16_t	*known;		/* by pair of bytes; NULL for Unicode */
};

enum status
decoder_open(struct decoder **out, enum enc e, struct why *w)
{
	struct decoder *d;

	if ((d = calloc(1, sizeof(*d))) == NULL)
		return fail(w, SN_IO, _("out of memory"));
	d->enc = e;
	if (enc_iconv(e) != NULL) {
		d->cd = iconv_open("UTF-8", enc_iconv(e));
		if (d->cd == (iconv_t)-1) {
			free(d);
			return fail(w, SN_IO,
			    _("the system cannot decode %s"), enc_name(e));
		}
		d->known = calloc(PAIRS, sizeof(*d->known));
		if (d->known == NULL) {
			decoder_close(d);
			return fail(w, SN_IO, _("out of memory"));
		}
	}
	*out = d;
	return SN_OK;
}

void
decoder_close(struct decoder *d)
{
	if (d == NULL)
		return;
	if (enc_iconv(d->enc) != NULL)
		iconv_close(d->cd);
	free(d->known);
	free(d);
}

/* What iconv makes of the n bytes that should be one character. */
static uint32_t
ask(struct decoder *d, const unsigned char *bytes, size_t n)
{
	char in[3], buf[8], *from = in, *to = buf;
	size_t left = n, room = sizeof(buf);
	uint32_t c;

	memcpy(in, bytes, n);
	iconv(d->cd, NULL, NULL, NULL, NULL);
	if (iconv(d->cd, &from, &left, &to, &room) == (size_t)-1 ||
	    left != 0 || utf8_decode(&c, buf, (size_t)(to - buf)) !=
	    (size_t)(to - buf) || c >= REFUSED)
		return REFUSED;
	return enc_normal(c);
}

/*
 * Decode the character at p, which has its high bit set, into *out and
 * return its length, or 0.
 */
static size_t
multibyte(struct decoder *d, uint32_t *out, const unsigned char *p, size_t n)
{
	unsigned key = p[0];
	size_t len = 2;

	if (d->enc == ENC_CP932)
		len = p[0] >= 0xa1 && p[0] <= 0xdf ? 1 : 2;
	else if (p[0] == 0x8f)
		len = 3;
	if (n < len)
		return 0;
	if (len == 3)
		*out = ask(d, p, len);
	else {
		if (len == 2)
			key = key << 8 | p[1];
		if (d->known[key] == UNASKED)
			d->known[key] = (uint16_t)ask(d, p, len);
		*out = d->known[key];
	}
	return *out == REFUSED ? 0 : len;
}

static size_t
utf16(struct decoder *d, uint32_t *out, const unsigned char *p, size_t n)
{
	size_t hi = d->enc == ENC_UTF16LE, lo = !hi;
	uint32_t c, d2;

	if (n < 2)
		return 0;
	c = (uint32_t)p[hi] << 8 | p[lo];
	*out = enc_normal(c);
	if (c < 0xd800 || c >= 0xe000)
		return 2;
	if (c >= 0xdc00 || n < 4)
		return 0;
	d2 = (uint32_t)p[2 + hi] << 8 | p[2 + lo];
	if (d2 < 0xdc00 || d2 >= 0xe000)
		return 0;
	*out = 0x10000 + ((c & 0x3ff) << 10 | (d2 & 0x3ff));
	return 4;
}

static size_t
one(struct decoder *d, uint32_t *out, const unsigned char *p, size_t n)
{
	size_t len;

	if (d->enc == ENC_UTF16LE || d->enc == ENC_UTF16BE)
		return utf16(d, out, p, n);
	if (p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	if (d->known != NULL)
		return multibyte(d, out, p, n);
	len = utf8_decode(out, (const char *)p, n);
	*out = enc_normal(*out);
	return len;
}

static enum status
refuse(struct decoder *d, const unsigned char *p, size_t off,
    struct why *w)
{
	if (p[off] == 0)
		return fail(w, SN_INVALID, _("byte %zu is NUL"), off + 1);
	return fail(w, SN_INVALID, _("byte %zu (0x%02X) is not %s"),
	    off + 1, p[off], enc_name(d->enc));
}

enum status
decoder_text(const char **out, struct decoder *d, const char *bytes,
    size_t n, struct arena *a, struct why *w)
{
	const unsigned char *p = (const unsigned char *)bytes;
	size_t i = 0, len, o, prev = 0;
	uint32_t c = 0, before = 0, joined;
	char *s;

	if (d->enc <= ENC_EUCJP && (i = utf8_ascii(bytes, n)) == n) {
		*out = arena_strndup(a, bytes, n);
		return SN_OK;
	}
	/* One byte becomes three at most: half-width kana. */
	s = arena_alloc(a, i + (n - i) * 3 + 1);
	memcpy(s, bytes, i);
	for (o = i; i < n; i += len) {
		if ((len = one(d, &c, p + i, n - i)) == 0 || c == 0)
			return refuse(d, p, i, w);
		/* か and U+3099, as some systems write が */
		if ((c == 0x3099 || c == 0x309a) &&
		    (joined = kana_join(before, c)) != 0) {
			o = prev;
			c = joined;
		}
		prev = o;
		before = c;
		o += utf8_encode(s + o, c);
	}
	s[o] = '\0';
	*out = s;
	return SN_OK;
}
