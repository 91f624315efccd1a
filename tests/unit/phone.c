#include "text/phone.h"
#include "tap.h"

static struct arena a = ARENA_INIT;

/* A + before it: a zero was put back. */
static const char *
phone(const char *s)
{
	const char *out;
	struct why w;
	bool repaired;

	switch (phone_clean(&out, s, &repaired, &a, &w)) {
	case SN_OK:
		return repaired ? arena_printf(&a, "+%s", out) : out;
	case SN_NOTFOUND:
		return "blank";
	default:
		return "bad";
	}
}

static const char *
zip(const char *s)
{
	char out[ZIP_SIZE];
	struct why w;
	bool repaired;

	switch (zip_clean(out, s, &repaired, &w)) {
	case SN_OK:
		return arena_printf(&a, "%s%s", repaired ? "+" : "", out);
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
		"9.01234E+09", "12345", "3123456789", "00-1234-5678",
		"901234567", "+1-212-555-0100", "電話なし", "03-1234-56789",
		"3-1234-5678", "090-1234-567", "0000000000"
	};
	static const char *const bad_zips[] = {
		"1000", "100-001", "10-00001", "12345678", "1.0E+06", "0000000",
		"ABC-DEFG", "60-0042", "+1000001", "100-0001-1"
	};
	size_t i;

	STREQ(phone("03-1234-5678"), "03-1234-5678");
	STREQ(phone("０３ー１２３４−５６７８"), "03-1234-5678");
	STREQ(phone("03(1234)5678"), "03-1234-5678");
	STREQ(phone("'0312345678"), "0312345678");
	STREQ(phone("+81-90-1234-5678"), "090-1234-5678");
	STREQ(phone("+81 (0)3 1234 5678"), "0312345678");
	STREQ(phone("312345678"), "+0312345678");
	STREQ(phone("9012345678"), "+09012345678");
	STREQ(phone("5012345678"), "+05012345678");
	STREQ(phone("120123456"), "+0120123456");
	STREQ(phone("0120-123-456"), "0120-123-456");
	STREQ(phone("08001234567"), "08001234567");
	STREQ(phone(""), "blank");
	STREQ(phone(" '"), "blank");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		STREQ(phone(bad[i]), "bad");

	STREQ(zip("100-0001"), "1000001");
	STREQ(zip("〒１００－０００１"), "1000001");
	STREQ(zip("'1000001"), "1000001");
	STREQ(zip("600042"), "+0600042");
	STREQ(zip("10010"), "+0010010");
	STREQ(zip("〒"), "blank");
	STREQ(zip(""), "blank");
	for (i = 0; i < sizeof(bad_zips) / sizeof(bad_zips[0]); i++)
		STREQ(zip(bad_zips[i]), "bad");
	arena_free(&a);
	return TAP_END;
}
