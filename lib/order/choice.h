#ifndef ORDER_CHOICE_H
#define ORDER_CHOICE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Which of several rows a person means: the only one of that name, width
 * and case aside, else the one of that number; without a name, the only one
 * there is.
 */
struct choice {
	const char	*text;		/* NULL: no name was given */
	const char	*folded;
	int64_t		 called, numbered, only;
	size_t		 ncalled, n;	/* of that name; of all */
	struct arena	*arena;
};

/* text is borrowed; a keeps what is folded. */
void	choice_init(struct choice *c, const char *text, struct arena *a);

/* A row that may be meant; any of its n names may be NULL. */
void	choice_see(struct choice *c, int64_t row, int64_t number,
	    const char *const *name, size_t n);

/* The row, or NUM_NULL: none, or several. */
int64_t	choice_made(const struct choice *c);

#endif
