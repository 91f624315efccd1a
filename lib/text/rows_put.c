#include <string.h>

#include "text/rows.h"
#include "base/i18n.h"

enum status
rows_put(struct str *out, const char *field, enum quoting quoting,
    char delimiter, struct why *w)
{
	const char special[] = { delimiter, '\r', '\n', '"', '\0' };
	const char *q;
	size_t n;

	n = strcspn(field, special);
	if (quoting == QUOTE_NONE) {
		/* A quote is a character there. */
		while (field[n] == '"')
			n += 1 + strcspn(field + n + 1, special);
		if (field[n] != '\0')
			return fail(w, SN_INVALID, field[n] == delimiter ?
			    _("a delimiter in a field that has no quotes") :
			    _("a newline in a field that has no quotes"));
	}
	if (quoting == QUOTE_NONE ||
	    (quoting == QUOTE_MINIMAL && field[n] == '\0' &&
	    field[0] != ' ' && (n == 0 || field[n - 1] != ' '))) {
		str_puts(out, field);
		return SN_OK;
	}
	str_putc(out, '"');
	while ((q = strchr(field, '"')) != NULL) {
		str_add(out, field, (size_t)(q - field) + 1);
		str_putc(out, '"');
		field = q + 1;
	}
	str_puts(out, field);
	str_putc(out, '"');
	return SN_OK;
}
