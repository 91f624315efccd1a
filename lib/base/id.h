#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ids of the store in order; id may be NULL when n is 0. */
void	id_sort(int64_t *id, size_t n);

/* Whether one is among n ids in order. */
bool	id_among(int64_t one, const int64_t *id, size_t n);

#endif
