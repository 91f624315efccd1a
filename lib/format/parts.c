#include <string.h>

#include "base/str.h"
#include "format/convert.h"

static bool
all_digits(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

static const char *
joined(struct valuer *v, const char *const part[], size_t n,
    const char *between)
{
	struct str s = STR_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < n; i++) {
		if (*part[i] == '\0')
			continue;
		if (s.len > 0)
			str_puts(&s, between);
		str_puts(&s, part[i]);
	}
	text = arena_strdup(v->arena, str_text(&s));
	str_free(&s);
	return text;
}

/* Three digits and four: what is missing can only be leading zeros. */
const char *
convert_zip_parts(struct valuer *v, const char *const part[], size_t n)
{
	size_t a, b;

	if (n != 2 || !all_digits(part[0]) || !all_digits(part[1]))
		return joined(v, part, n, "");
	a = strlen(part[0]);
	b = strlen(part[1]);
	if (a > 3 || b > 4 || (a == 3 && b == 4))
		return joined(v, part, n, "");
	v->repaired++;
	return arena_printf(v->arena, "%.*s%s%.*s%s", (int)(3 - a), "000",
	    part[0], (int)(4 - b), "0000", part[1]);
}

/*
 * Area, exchange and number.  A mobile number is 3, 4 and 4 digits; of a
 * fixed line the number has 4 and the whole 10.  Free numbers (0120 and
 * its like) are parted in several ways and are left alone.
 */
const char *
convert_phone_parts(struct valuer *v, const char *const part[], size_t n)
{
	size_t area, exchange, rest, whole, want;
	const char *zero;

	if (n != 3 || !all_digits(part[0]) || !all_digits(part[1]) ||
	    !all_digits(part[2]))
		return joined(v, part, n, "-");
	zero = part[0][0] == '0' ? "" : "0";
	area = strlen(part[0]) + strlen(zero);
	exchange = strlen(part[1]);
	rest = strlen(part[2]);
	want = area == 3 && strchr("56789", part[0][*zero == '\0']) != NULL &&
	    part[0][area - 1 - strlen(zero)] == '0' ? 11 : 10;
	whole = area + exchange + rest;
	if (whole == want && *zero == '\0')
		return joined(v, part, n, "-");
	if (area < 2 || area > 6 || whole > want || rest > 4 ||
	    exchange > want - area - 4 || (area == 4 &&
	    (strcmp(part[0] + 1 - strlen(zero), "120") == 0 ||
	    strcmp(part[0] + 1 - strlen(zero), "800") == 0 ||
	    strcmp(part[0] + 1 - strlen(zero), "570") == 0)))
		return joined(v, part, n, "-");
	v->repaired++;
	return arena_printf(v->arena, "%s%s-%.*s%s-%.*s%s", zero, part[0],
	    (int)(want - area - 4 - exchange), "0000", part[1],
	    (int)(4 - rest), "0000", part[2]);
}

/* Step over the next of several texts parted by ';'. */
static size_t
next(const char **s)
{
	const char *start = *s;
	size_t n = strcspn(start, ";");

	*s = start + n + (start[n] == ';');
	return n;
}

const char *
convert_pairs(struct valuer *v, const char *const part[], size_t n)
{
	struct str s = STR_INIT;
	const char *name, *value, *text;
	size_t i, a, b;

	for (i = 0; i + 1 < n; i += 2) {
		name = part[i];
		value = part[i + 1];
		while (*name != '\0' || *value != '\0') {
			const char *x = name, *y = value;

			a = next(&name);
			b = next(&value);
			if (b == 0)
				continue;
			if (s.len > 0)
				str_putc(&s, '\n');
			str_add(&s, x, a);
			if (a > 0)
				str_putc(&s, ':');
			str_add(&s, y, b);
		}
	}
	text = s.len == 0 ? NULL : arena_strdup(v->arena, s.p);
	str_free(&s);
	return text;
}
