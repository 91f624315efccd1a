#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

/*
 * Text for people goes through _(); its English is the key of
 * po/ja.po.  N_() marks a text that is translated where it is printed.
 */
#define _(s) gettext(s)
#define N_(s) s

#endif
