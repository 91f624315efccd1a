#include "text/base64.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put(struct str *out, const void *p, size_t n)
{
	const unsigned char *s = p;
	unsigned a, b, c;
	char four[4];

	while (n > 0) {
		a = s[0];
		b = n > 1 ? s[1] : 0;
		c = n > 2 ? s[2] : 0;
		four[0] = digits[a >> 2];
		four[1] = digits[(a << 4 | b >> 4) & 63];
		four[2] = n > 1 ? digits[(b << 2 | c >> 6) & 63] : '=';
		four[3] = n > 2 ? digits[c & 63] : '=';
		str_add(out, four, sizeof(four));
		if (n <= 3)
			return;
		s += 3;
		n -= 3;
	}
}
