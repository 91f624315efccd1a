#ifndef CLI_LANGUAGE_H
#define CLI_LANGUAGE_H

#include <stdbool.h>

/*
 * Choose the language of messages: ja, en, or NULL for what the locale of
 * the environment says.  The character set is UTF-8 whatever the locale,
 * as cron has none.
 */
void	language_set(const char *language);

/* Whether messages are in Japanese: so are headings and words of tables. */
bool	language_japanese(void);

#endif
