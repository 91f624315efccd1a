#include <stdbool.h>
#include <string.h>

#include "text/width.h"
#include "text/utf8.h"

struct range {
	uint32_t	first, last;
};

/* East Asian Width W and F of Unicode 14, as a terminal shows them. */
static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2329, 0x232a },
	{ 0x23e9, 0x23ec }, { 0x23f0, 0x23f0 }, { 0x23f3, 0x23f3 },
	{ 0x25fd, 0x25fe }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 },
	{ 0x267f, 0x267f }, { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 },
	{ 0x26aa, 0x26ab }, { 0x26bd, 0x26be }, { 0x26c4, 0x26c5 },
	{ 0x26ce, 0x26ce }, { 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea },
	{ 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 }, { 0x26fa, 0x26fa },
	{ 0x26fd, 0x26fd }, { 0x2705, 0x2705 }, { 0x270a, 0x270b },
	{ 0x2728, 0x2728 }, { 0x274c, 0x274c }, { 0x274e, 0x274e },
	{ 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
	{ 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf }, { 0x2b1b, 0x2b1c },
	{ 0x2b50, 0x2b50 }, { 0x2b55, 0x2b55 }, { 0x2e80, 0x3029 },
	{ 0x302e, 0x303e }, { 0x3041, 0x3096 }, { 0x309b, 0x3247 },
	{ 0x3250, 0x4dbf }, { 0x4e00, 0xa4c6 }, { 0xa960, 0xa97c },
	{ 0xac00, 0xd7a3 }, { 0xf900, 0xfad9 }, { 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6b }, { 0xff01, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x16fe3 }, { 0x16ff0, 0x18d08 }, { 0x1aff0, 0x1b2fb },
	{ 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf }, { 0x1f18e, 0x1f18e },
	{ 0x1f191, 0x1f19a }, { 0x1f200, 0x1f265 }, { 0x1f300, 0x1f320 },
	{ 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f37c }, { 0x1f37e, 0x1f393 },
	{ 0x1f3a0, 0x1f3ca }, { 0x1f3cf, 0x1f3d3 }, { 0x1f3e0, 0x1f3f0 },
	{ 0x1f3f4, 0x1f3f4 }, { 0x1f3f8, 0x1f43e }, { 0x1f440, 0x1f440 },
	{ 0x1f442, 0x1f4fc }, { 0x1f4ff, 0x1f53d }, { 0x1f54b, 0x1f54e },
	{ 0x1f550, 0x1f567 }, { 0x1f57a, 0x1f57a }, { 0x1f595, 0x1f596 },
	{ 0x1f5a4, 0x1f5a4 }, { 0x1f5fb, 0x1f64f }, { 0x1f680, 0x1f6c5 },
	{ 0x1f6cc, 0x1f6cc }, { 0x1f6d0, 0x1f6d2 }, { 0x1f6d5, 0x1f6df },
	{ 0x1f6eb, 0x1f6ec }, { 0x1f6f4, 0x1f6fc }, { 0x1f7e0, 0x1f7f0 },
	{ 0x1f90c, 0x1f93a }, { 0x1f93c, 0x1f945 }, { 0x1f947, 0x1f9ff },
	{ 0x1fa70, 0x1faf6 }, { 0x20000, 0x3fffd }
};

/* Combining, joining and invisible characters. */
static const struct range zero[] = {
	{ 0x300, 0x36f }, { 0x1160, 0x11ff }, { 0x1ab0, 0x1ace },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x206f }, { 0x20d0, 0x20f0 }, { 0x2cef, 0x2cf1 },
	{ 0x2d7f, 0x2d7f }, { 0x2de0, 0x2dff }, { 0x302a, 0x302d },
	{ 0x3099, 0x309a }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff }, { 0xe0001, 0xe007f }, { 0xe0100, 0xe01ef }
};

static bool
in(const struct range *r, size_t n, uint32_t c)
{
	size_t lo = 0, mid;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		if (c < r[mid].first)
			n = mid;
		else if (c > r[mid].last)
			lo = mid + 1;
		else
			return true;
	}
	return false;
}

int
width_char(uint32_t c)
{
	if (c < 0x300)
		return c != 0;
	if (c >= 0x4e00 && c <= 0x9fff)
		return 2;
	if (in(zero, sizeof(zero) / sizeof(zero[0]), c))
		return 0;
	return in(wide, sizeof(wide) / sizeof(wide[0]), c) ? 2 : 1;
}

int
width_terminal(const char *s)
{
	uint32_t c;
	int n = 0;

	while ((c = utf8_next(&s)) != 0)
		n += width_char(c);
	return n;
}

static void
blanks(struct str *out, int n)
{
	while (n-- > 0)
		str_putc(out, ' ');
}

void
width_cut(struct str *out, const char *s, int cols)
{
	const char *p = s, *fits = s;
	uint32_t c;
	int n = 0;

	if (cols <= 0)
		return;
	/* fits is where one column is left for the ellipsis. */
	while ((c = utf8_next(&p)) != 0 && (n += width_char(c)) <= cols)
		if (n < cols)
			fits = p;
	if (c == 0) {
		str_puts(out, s);
		return;
	}
	str_add(out, s, (size_t)(fits - s));
	utf8_put(out, 0x2026);
}

void
width_pad(struct str *out, const char *s, int cols, enum align align)
{
	struct str cut = STR_INIT;
	int n = width_terminal(s);

	if (n > cols) {
		width_cut(&cut, s, cols);
		s = str_text(&cut);
		n = width_terminal(s);
	}
	if (align == ALIGN_RIGHT)
		blanks(out, cols - n);
	str_puts(out, s);
	if (align == ALIGN_LEFT)
		blanks(out, cols - n);
	str_free(&cut);
}

size_t
width_unit(uint32_t c, enum unit u)
{
	if (u == UNIT_CHARS || c < 0x80 || (c >= 0xff61 && c <= 0xff9f))
		return 1;
	return 2;
}

size_t
width_units(const char *s, enum unit u)
{
	uint32_t c;
	size_t n = 0;

	while ((c = utf8_next(&s)) != 0)
		n += width_unit(c, u);
	return n;
}

size_t
width_limit(size_t max, enum unit u)
{
	return u == UNIT_FULL ? max * 2 : max;
}
