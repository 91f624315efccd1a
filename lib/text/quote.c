#include "text/quote.h"

void
quote_json(struct str *out, const char *text)
{
	size_t n;

	str_putc(out, '"');
	for (; *text != '\0'; text++) {
		for (n = 0; (unsigned char)text[n] >= 0x20 &&
		    text[n] != '"' && text[n] != '\\'; n++)
			continue;
		str_add(out, text, n);
		text += n;
		if (*text == '\0')
			break;
		if (*text == '\n')
			str_puts(out, "\\n");
		else if (*text == '"' || *text == '\\')
			str_addf(out, "\\%c", *text);
		else
			str_addf(out, "\\u%04x", (unsigned char)*text);
	}
	str_putc(out, '"');
}
