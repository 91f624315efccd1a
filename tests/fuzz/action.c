/*
 * Actions of rules: whatever is read has what its kind needs, in the form
 * that the store keeps; what is not says why.
 */

#include <string.h>

#include "order/action.h"

#include "fuzz.h"

static const struct edit_frame frame = { .today = "2026-12-24" };

static void
check(const struct action *x, struct arena *a)
{
	const char *again;
	struct why w;

	switch (x->act) {
	case ACTION_SET:
	case ACTION_APPEND:
	case ACTION_LINES:
		MUST(x->table != NULL && x->column != NULL);
		MUST((x->column->flags & COL_EDIT) != 0);
		if (x->value == NULL)
			break;
		MUST(edit_value(&again, x->table, x->column, x->value, &frame,
		    a, &w) == SN_OK);
		MUST(again != NULL && strcmp(again, x->value) == 0);
		break;
	case ACTION_TAG:
	case ACTION_UNTAG:
	case ACTION_ROUTE:
	case ACTION_MOVE:
	case ACTION_STRIP:
	case ACTION_SENDER:
	case ACTION_CHARGE:
		MUST(x->value != NULL && *x->value != '\0');
		break;
	case ACTION_ADD:
		MUST(x->value != NULL && x->more != NULL && x->n > 0);
		MUST(x->price >= 0);
		break;
	case ACTION_PARCELS_PER:
		MUST(x->n > 0);
		break;
	case ACTION_SHIP:
		MUST(x->n >= SHIP_AUTO && x->n <= SHIP_IN);
		MUST(x->n != SHIP_IN || x->lead >= 0);
		break;
	case ACTION_SPLIT:
		MUST(x->split.by != SPLIT_LINE || x->split.n > 0);
		break;
	case ACTION_STOP:
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	const char *text = arena_strndup(&a, (const char *)data, n);
	struct why w = { "" };
	struct action x;

	if (action_parse(&x, text, &frame, &a, &w) == SN_OK)
		check(&x, &a);
	else
		MUST(w.text[0] != '\0');
	arena_free(&a);
	return 0;
}
