#include <inttypes.h>

#include "text/number.h"
#include "tap.h"

static const char *
number(const char *s)
{
	static char buf[32];
	int64_t n;

	switch (number_parse(&n, s)) {
	case SN_OK:
		snprintf(buf, sizeof(buf), "%" PRId64, n);
		return buf;
	case SN_NOTFOUND:
		return "blank";
	default:
		return "bad";
	}
}

int
main(void)
{
	static const char *const bad[] = {
		"4.43E+11", "1e3", "1.5", "1,23", "1,2345", ",123", "1234,567",
		"12a", "--1", "9223372036854775808", "99999999999999999999",
		"円", "-", "1 2", "0x10", "一"
	};
	char buf[NUMBER_SIZE];
	size_t i;

	STREQ(number("1234"), "1234");
	STREQ(number("１，２３４円"), "1234");
	STREQ(number("¥1,234"), "1234");
	STREQ(number("￥ 1,234,567"), "1234567");
	STREQ(number("\\500"), "500");
	STREQ(number("-500"), "-500");
	STREQ(number("-¥500"), "-500");
	STREQ(number("¥-500"), "-500");
	STREQ(number("−５００"), "-500");
	STREQ(number("△1,200"), "-1200");
	STREQ(number("▲3"), "-3");
	STREQ(number("+3"), "3");
	STREQ(number("1980.00"), "1980");
	STREQ(number("-9999"), "-9999");
	STREQ(number("0012"), "12");
	STREQ(number("'12"), "12");
	STREQ(number("9223372036854775807"), "9223372036854775807");
	STREQ(number(""), "blank");
	STREQ(number(" 　"), "blank");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		STREQ(number(bad[i]), "bad");
	STREQ(number_yen(buf, 0), "0");
	STREQ(number_yen(buf, -999), "-999");
	STREQ(number_yen(buf, 1000), "1,000");
	STREQ(number_yen(buf, -1234567), "-1,234,567");
	STREQ(number_yen(buf, INT64_MIN), "-9,223,372,036,854,775,808");
	return TAP_END;
}
