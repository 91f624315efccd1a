#include <ctype.h>
#include <string.h>

#include "text/decode.h"
#include "base/i18n.h"
#include "text/utf8.h"

/* The first name of each is the one shown. */
static const struct {
	enum enc	 enc;
	const char	*name;
} names[] = {
	{ ENC_UTF8, "utf-8" }, { ENC_UTF8, "utf8n" },
	{ ENC_UTF8_BOM, "utf-8-bom" }, { ENC_UTF8_BOM, "utf-8-sig" },
	{ ENC_CP932, "cp932" }, { ENC_CP932, "sjis" },
	{ ENC_CP932, "shift_jis" }, { ENC_CP932, "shift-jis-win" },
	{ ENC_CP932, "sjis-win" }, { ENC_CP932, "windows-31j" },
	{ ENC_CP932, "ms932" }, { ENC_CP932, "mskanji" },
	{ ENC_CP932, "x-sjis" }, { ENC_CP932, "ms_kanji" },
	{ ENC_EUCJP, "euc-jp" }, { ENC_EUCJP, "eucjp-win" },
	{ ENC_EUCJP, "euc-jp-ms" }, { ENC_EUCJP, "cp51932" },
	{ ENC_EUCJP, "euc" }, { ENC_EUCJP, "ujis" },
	{ ENC_UTF16LE, "utf-16le" }, { ENC_UTF16LE, "utf-16" },
	{ ENC_UTF16BE, "utf-16be" }
};

enum { NNAMES = sizeof(names) / sizeof(names[0]) };

/* Whether a user's name is the name, but for case and punctuation. */
static bool
same_name(const char *user, const char *name)
{
	for (;;) {
		while (*user == '-' || *user == '_' || *user == ' ')
			user++;
		while (*name == '-' || *name == '_')
			name++;
		if (tolower((unsigned char)*user) != *name)
			return false;
		if (*name == '\0')
			return true;
		user++;
		name++;
	}
}

enum status
enc_find(enum enc *out, const char *name, struct why *w)
{
	size_t i;

	for (i = 0; i < NNAMES; i++)
		if (same_name(name, names[i].name)) {
			*out = names[i].enc;
			return SN_OK;
		}
	return fail(w, SN_USAGE, _("%s: no such encoding "
	    "(cp932, utf-8, utf-8-bom or euc-jp)"), name);
}

const char *
enc_name(enum enc e)
{
	size_t i;

	for (i = 0; i < NNAMES; i++)
		if (names[i].enc == e)
			return names[i].name;
	return "";
}

const char *
enc_iconv(enum enc e)
{
	switch (e) {
	case ENC_CP932:
		return "CP932";
	case ENC_EUCJP:
		return "EUC-JP-MS";
	case ENC_UTF8:
	case ENC_UTF8_BOM:
	case ENC_UTF16LE:
	case ENC_UTF16BE:
		break;
	}
	return NULL;
}

uint32_t
enc_normal(uint32_t c)
{
	switch (c) {
	case 0x301c:
		return 0xff5e;
	case 0x2212:
		return 0xff0d;
	case 0x2016:
		return 0x2225;
	case 0x2014:
		return 0x2015;
	case 0xa2:
		return 0xffe0;
	case 0xa3:
		return 0xffe1;
	case 0xac:
		return 0xffe2;
	}
	return c;
}

/* What the bytes are when read in one of the encodings. */
struct reading {
	bool	valid;
	size_t	wide;		/* characters of two bytes or more */
	size_t	kana;		/* half-width kana; in EUC, kana of two */
};

static bool
bom_is(const char *bytes, size_t n, const char *bom, size_t len)
{
	return n >= len && memcmp(bytes, bom, len) == 0;
}

/*
 * A file of UTF-8 with a damaged byte here and there is still one: no text
 * of another encoding has twenty valid characters for each invalid byte.
 */
static struct reading
read_utf8(const char *s, size_t n)
{
	struct reading r = { true, 0, 0 };
	size_t i, len, bad = 0;
	uint32_t c;

	for (i = 0; i < n; i += len) {
		if ((len = utf8_decode(&c, s + i, n - i)) > 1)
			r.wide++;
		else if (len == 0) {
			/* Cut in its last character it is still valid. */
			if (n - i < UTF8_MAX && (unsigned char)s[i] >= 0xc2 &&
			    r.wide > 0)
				break;
			bad++;
			len = 1;
		}
	}
	r.valid = r.wide >= 20 * bad;
	return r;
}

/* Without a table: only where CP932 has bytes that cannot be. */
static struct reading
read_cp932(const unsigned char *p, size_t n)
{
	struct reading r = { true, 0, 0 };
	size_t i;

	for (i = 0; i < n && r.valid; i++) {
		if (p[i] < 0x80)
			continue;
		if (p[i] >= 0xa1 && p[i] <= 0xdf) {
			r.kana++;
			continue;
		}
		if (p[i] == 0x80 || p[i] == 0xa0 || p[i] > 0xfc)
			r.valid = false;
		else if (++i < n && (p[i] < 0x40 || p[i] == 0x7f ||
		    p[i] > 0xfc))
			r.valid = false;
		r.wide++;
	}
	return r;
}

static struct reading
read_eucjp(const unsigned char *p, size_t n)
{
	struct reading r = { true, 0, 0 };
	size_t i, len;

	for (i = 0; i < n && r.valid; i++) {
		if (p[i] < 0x80)
			continue;
		len = p[i] == 0x8f ? 2 : 1;
		if (p[i] != 0x8e && p[i] != 0x8f &&
		    (p[i] < 0xa1 || p[i] == 0xff))
			r.valid = false;
		if (p[i] == 0xa4 || p[i] == 0xa5)
			r.kana++;
		for (; len > 0 && ++i < n; len--)
			if (p[i] < 0xa1 || p[i] == 0xff)
				r.valid = false;
		r.wide++;
	}
	return r;
}

void
enc_detect(enum enc *out, const char *bytes, size_t n, bool *bom)
{
	const unsigned char *p = (const unsigned char *)bytes;
	struct reading r, euc;

	*bom = true;
	if (bom_is(bytes, n, "\xef\xbb\xbf", 3)) {
		*out = ENC_UTF8;
		return;
	}
	if (bom_is(bytes, n, "\xff\xfe", 2)) {
		*out = ENC_UTF16LE;
		return;
	}
	if (bom_is(bytes, n, "\xfe\xff", 2)) {
		*out = ENC_UTF16BE;
		return;
	}
	*bom = false;
	*out = ENC_UTF8;
	if (read_utf8(bytes, n).valid)
		return;
	r = read_cp932(p, n);
	euc = read_eucjp(p, n);
	/*
	 * EUC-JP read as CP932 is all half-width kana; text that really is
	 * has few of those that would be the first byte of kana in EUC-JP.
	 */
	if (euc.valid && (!r.valid || euc.kana * 8 >= euc.wide))
		*out = ENC_EUCJP;
	else
		*out = ENC_CP932;
}
