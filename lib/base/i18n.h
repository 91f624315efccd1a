#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <stdbool.h>

#include <libintl.h>

/*
 * Text for people goes through _(); its English is the key of
 * po/ja.po.  N_() marks a text that is translated where it is printed.
 */
#define _(s) gettext(s)
#define N_(s) s

/* Whether text for people is Japanese: the catalogue in use says so. */
static inline bool
i18n_japanese(void)
{
	/* the name of the language that messages are in, two letters */
	const char *language = _("en");

	return language[0] == 'j';
}

#endif
