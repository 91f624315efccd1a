#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/language.h"

/* The first of the variables that rule messages which is set, or "". */
static const char *
of_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *v;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((v = getenv(names[i])) != NULL && *v != '\0')
			return v;
	return "";
}

/* The catalogues beside the program: ../share/locale of where it is. */
static void
bind_beside(void)
{
	char path[PATH_MAX + 32];
	ssize_t n;
	int up;

	n = readlink("/proc/self/exe", path, PATH_MAX);
	for (up = 0; n > 0 && up < 2; up++)
		while (n > 0 && path[--n] != '/')
			continue;
	if (n <= 0) {
		bindtextdomain("sn", PREFIX "/share/locale");
		return;
	}
	strcpy(path + n, "/share/locale");
	bindtextdomain("sn", path);
}

/*
 * glibc never translates in the locale C, and a bare Debian has no ja_JP:
 * so the locale is C.UTF-8, and LANGUAGE names the catalogue.
 */
void
language_set(const char *language)
{
	const char *locale = of_locale();

	if (language == NULL)
		language = strncmp(locale, "ja", 2) == 0 ? "ja" : "en";
	setenv("LANGUAGE", language, 1);
	setlocale(LC_ALL, "C.UTF-8");
	bind_beside();
	bind_textdomain_codeset("sn", "UTF-8");
	textdomain("sn");
}

bool
language_japanese(void)
{
	const char *v = getenv("LANGUAGE");

	return v != NULL && strcmp(v, "ja") == 0;
}
