/*
 * Any bytes in any encoding: what is decoded is UTF-8 without NUL, and
 * what can be encoded and decoded again is the same.
 */
#include <string.h>

#include "text/decode.h"
#include "text/utf8.h"
#include "fuzz.h"

static void
decode(enum enc e, const char *bytes, size_t n)
{
	struct arena a = ARENA_INIT;
	struct str out = STR_INIT;
	struct decoder *d;
	struct encoder *en;
	const char *s, *t;
	struct why w;

	MUST(decoder_open(&d, e, &w) == SN_OK);
	if (decoder_text(&s, d, bytes, n, &a, &w) != SN_OK)
		goto out;
	MUST(utf8_valid(s, strlen(s)));
	if (e == ENC_UTF16LE || e == ENC_UTF16BE)
		goto out;
	MUST(encoder_open(&en, e, &w) == SN_OK);
	if (encoder_text(&out, en, s, &w) == SN_OK) {
		MUST(decoder_text(&t, d, str_text(&out), out.len, &a, &w) ==
		    SN_OK);
		MUST(strcmp(s, t) == 0);
	}
	encoder_close(en);
out:
	decoder_close(d);
	str_free(&out);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *bytes = (const char *)data;
	enum enc e;
	bool bom;

	enc_detect(&e, bytes, n, &bom);
	decode(e, bytes, n);
	decode(ENC_UTF8, bytes, n);
	decode(ENC_CP932, bytes, n);
	decode(ENC_EUCJP, bytes, n);
	return 0;
}
