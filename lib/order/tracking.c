#include <ctype.h>
#include <string.h>

#include "order/tracking.h"
#include "text/fold.h"

enum { DIGITS_7DR = 12 };

const char *
tracking_clean(const char *s, struct arena *a)
{
	const char *from = fold_width(s, a);
	char *out = arena_alloc(a, strlen(from) + 1), *to = out;

	for (; *from != '\0'; from++)
		if (strchr("'- \t\r\n", *from) == NULL)
			*to++ = (char)toupper((unsigned char)*from);
	return out;
}

bool
tracking_7dr(const char *s)
{
	int rest = 0, i;

	for (i = 0; i < DIGITS_7DR; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
		if (i < DIGITS_7DR - 1)
			rest = (rest * 10 + s[i] - '0') % 7;
	}
	return s[i] == '\0' && rest == s[i - 1] - '0';
}
