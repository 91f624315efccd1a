#include <string.h>

#include "text/utf8.h"

size_t
utf8_decode(uint32_t *out, const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c;
	size_t i, len;

	if (n == 0)
		return 0;
	if (p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	c = p[0] & (0x7fU >> len);
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fU);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*out = c;
	return len;
}

size_t
utf8_encode(char buf[UTF8_MAX], uint32_t c)
{
	if (c < 0x80) {
		buf[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		buf[0] = (char)(0xc0 | c >> 6);
		buf[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		buf[0] = (char)(0xe0 | c >> 12);
		buf[1] = (char)(0x80 | (c >> 6 & 0x3f));
		buf[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	buf[0] = (char)(0xf0 | c >> 18);
	buf[1] = (char)(0x80 | (c >> 12 & 0x3f));
	buf[2] = (char)(0x80 | (c >> 6 & 0x3f));
	buf[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t
utf8_ascii(const char *s, size_t n)
{
	uint64_t v;
	size_t i = 0;

	for (; n - i >= sizeof(v); i += sizeof(v)) {
		memcpy(&v, s + i, sizeof(v));
		if (((v | (v - 0x0101010101010101ULL)) &
		    0x8080808080808080ULL) != 0)
			break;
	}
	while (i < n && (signed char)s[i] > 0)
		i++;
	return i;
}

bool
utf8_valid(const char *s, size_t n)
{
	uint32_t c;
	size_t i, len;

	for (i = 0; i < n; i += len)
		if ((len = utf8_decode(&c, s + i, n - i)) == 0)
			return false;
	return true;
}

uint32_t
utf8_next(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	uint32_t c;
	size_t len;

	if (*s == '\0')
		return 0;
	if (*s < 0x80) {
		(*p)++;
		return *s;
	}
	/* Most of what is Japanese; not overlong, no surrogate. */
	if (*s > 0xe0 && *s < 0xed && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*p += 3;
		return (s[0] & 0xfU) << 12 | (s[1] & 0x3fU) << 6 |
		    (s[2] & 0x3fU);
	}
	/* The NUL is no continuation byte, so decoding stops before it. */
	if ((len = utf8_decode(&c, *p, UTF8_MAX)) == 0) {
		c = UTF8_BAD;
		len = 1;
	}
	*p += len;
	return c;
}

void
utf8_put(struct str *out, uint32_t c)
{
	char buf[UTF8_MAX];

	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = UTF8_BAD;
	str_add(out, buf, utf8_encode(buf, c));
}

size_t
utf8_count(const char *s)
{
	size_t n = 0;

	while (utf8_next(&s) != 0)
		n++;
	return n;
}
