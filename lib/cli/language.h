#ifndef CLI_LANGUAGE_H
#define CLI_LANGUAGE_H

/*
 * Choose the language of messages: ja, en, or NULL for what the locale of
 * the environment says.  The character set is UTF-8 whatever the locale,
 * as cron has none.
 */
void	language_set(const char *language);

#endif
