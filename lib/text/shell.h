#ifndef TEXT_SHELL_H
#define TEXT_SHELL_H

#include "base/str.h"

/* Append v so that sh(1) reads it as one word, in quotes where it must. */
void	shell_word(struct str *out, const char *v);

/* The same within single quotes that are there already. */
void	shell_quoted(struct str *out, const char *v);

#endif
