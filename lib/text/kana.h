#ifndef TEXT_KANA_H
#define TEXT_KANA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Conversions of kana in UTF-8 text.  Every one returns a new string in a
 * and leaves what is not kana alone.
 */

/* Hiragana as full-width katakana. */
const char	*kana_kata(const char *s, struct arena *a);

/*
 * Hiragana and katakana as half-width katakana, the sound marks split off;
 * 。「」、・ー and the full-width blank, letters, digits and symbols become
 * half-width too, as carriers want their kana columns.
 */
const char	*kana_half(const char *s, struct arena *a);

/* Half-width katakana as full-width, the sound marks joined. */
const char	*kana_full(const char *s, struct arena *a);

/*
 * The full-width form of a half-width kana or sound mark U+FF61 to U+FF9F
 * (marks become U+309B and U+309C); any other c is itself.
 */
uint32_t	 kana_widen(uint32_t c);

/*
 * Kana c with the sound mark, any of the forms of ゛ and ゜, as one
 * character, or 0 when the two do not join.
 */
uint32_t	 kana_join(uint32_t c, uint32_t mark);

/* Whether c is a kana, half-width or full-width, small ones and ー too. */
bool		 kana_is(uint32_t c);

#endif
