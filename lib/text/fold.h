#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/arena.h"

/*
 * Foldings of UTF-8 text.  Every one returns a new string in a, never s
 * itself, and takes any bytes: a broken one becomes U+FFFD.
 */

/*
 * For search and comparison, never for output: compatibility characters
 * resolved (full-width, half-width kana, circled digits, (株), Roman
 * numerals), lower case, hiragana as katakana, small kana kept except
 * ヶ and ヵ (ケ, カ), が between kanji as ケ, every dash, long-vowel mark
 * and wave as '-', kanji variants as the common form (髙 as 高), blanks
 * and invisible characters gone.
 */
const char	*fold_text(const char *s, struct arena *a);

/*
 * The digits only, for phones and postal codes; a leading +81 is 0.
 */
const char	*fold_digits(const char *s, struct arena *a);

/*
 * For header names: compatibility characters resolved, lower case, BOM,
 * blanks at the ends and marks such as （必須）, (任意), * and ※ gone, inner
 * blanks one space.  Kana and kanji stay as they are.
 */
const char	*fold_header(const char *s, struct arena *a);

/*
 * Width only: full-width letters, digits, symbols and blank as ASCII,
 * half-width kana as full-width.  ￥ stays, for number_parse() knows it.
 */
const char	*fold_width(const char *s, struct arena *a);

#endif
