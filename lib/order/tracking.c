#include <ctype.h>
#include <string.h>

#include "data/blob.h"
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

const char *
tracking_url(const char *carrier, const char *number, struct arena *a)
{
	static const char place[] = "{number}";
	const struct blob *b = blob_find("data/tracking.tsv");
	const char *s = (const char *)b->data, *url, *at;
	size_t n = strlen(carrier), len;

	for (; *s != '\0'; s += len + (s[len] == '\n')) {
		len = strcspn(s, "\n");
		if (*s == '#' || strncmp(s, carrier, n) != 0 || s[n] != '\t')
			continue;
		url = s + n + 1;
		if ((at = strstr(url, place)) == NULL || at > s + len)
			return NULL;
		return arena_printf(a, "%.*s%s%.*s", (int)(at - url), url,
		    number, (int)(s + len - at) - (int)(sizeof(place) - 1),
		    at + sizeof(place) - 1);
	}
	return NULL;
}
