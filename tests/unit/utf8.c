#include "text/utf8.h"
#include "tap.h"

int
main(void)
{
	struct str s = STR_INIT;
	const char *p = "a髙\xff𠮷";
	uint32_t c;

	OK(utf8_decode(&c, "\xe3\x81\x82", 3) == 3 && c == 0x3042);
	OK(utf8_decode(&c, "\xe3\x81", 2) == 0);
	OK(utf8_decode(&c, "\xc0\x80", 2) == 0);	/* over-long */
	OK(utf8_decode(&c, "\xe0\x80\x80", 3) == 0);
	OK(utf8_decode(&c, "\xed\xa0\x80", 3) == 0);	/* surrogate */
	OK(utf8_decode(&c, "\xf4\x90\x80\x80", 4) == 0);
	OK(utf8_decode(&c, "", 0) == 0);

	OK(utf8_next(&p) == 'a');
	OK(utf8_next(&p) == 0x9ad9);
	OK(utf8_next(&p) == UTF8_BAD);
	OK(utf8_next(&p) == 0x20bb7);
	OK(utf8_next(&p) == 0 && *p == '\0');
	p = "\xe3";
	OK(utf8_next(&p) == UTF8_BAD && *p == '\0');

	utf8_put(&s, 0x20bb7);
	utf8_put(&s, 0xd800);
	utf8_put(&s, 0xe9);
	STREQ(str_text(&s), "𠮷\xef\xbf\xbdé");
	str_free(&s);

	OK(utf8_count("髙ab") == 3);
	OK(utf8_valid("髙\0x", 5));
	OK(!utf8_valid("\x82\xa0", 2));
	OK(utf8_ascii("0123456789é", 12) == 10);
	OK(utf8_ascii("0123\0006789", 9) == 4);
	return TAP_END;
}
