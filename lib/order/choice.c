#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "order/choice.h"
#include "order/model.h"
#include "text/fold.h"

void
choice_init(struct choice *c, const char *text, struct arena *a)
{
	*c = (struct choice){ .text = text, .called = NUM_NULL,
	    .numbered = NUM_NULL, .only = NUM_NULL, .arena = a };
	if (text != NULL)
		c->folded = fold_text(text, a);
}

void
choice_see(struct choice *c, int64_t row, int64_t number,
    const char *const *name, size_t n)
{
	char digits[24];
	size_t i;

	c->only = row;
	c->n++;
	if (c->text == NULL)
		return;
	for (i = 0; i < n; i++)
		if (name[i] != NULL && strcmp(fold_text(name[i], c->arena),
		    c->folded) == 0) {
			c->called = row;
			c->ncalled++;
			break;
		}
	snprintf(digits, sizeof(digits), "%" PRId64, number);
	if (strcmp(digits, c->text) == 0)
		c->numbered = row;
}

int64_t
choice_made(const struct choice *c)
{
	if (c->text == NULL)
		return c->n == 1 ? c->only : NUM_NULL;
	return c->ncalled == 1 ? c->called : c->numbered;
}
