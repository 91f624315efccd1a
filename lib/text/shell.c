#include <string.h>

#include "text/shell.h"

void
shell_quoted(struct str *out, const char *v)
{
	for (; *v != '\0'; v++)
		if (*v == '\'')
			str_puts(out, "'\\''");
		else
			str_putc(out, *v);
}

void
shell_word(struct str *out, const char *v)
{
	if (*v != '\0' && strpbrk(v, " \t\n'\"\\$`*?[]{}()<>|&;#~!") == NULL) {
		str_puts(out, v);
		return;
	}
	str_putc(out, '\'');
	shell_quoted(out, v);
	str_putc(out, '\'');
}
