#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stdbool.h>
#include <string.h>

/* For files in lib/text only: small steps through ASCII text. */

/* Pass over blanks. */
static inline void
scan_blanks(const char **s)
{
	while (**s == ' ' || **s == '\t' || **s == '\r' || **s == '\n')
		(*s)++;
}

/* Pass over word if it stands here. */
static inline bool
scan_word(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

#endif
