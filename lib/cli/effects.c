#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/effects.h"

static const struct report_column columns[] = {
	{ "effect", N_("effect"), false },
	{ "state", N_("state"), false },
	{ "key", N_("key"), false },
	{ "order", N_("order"), false },
	{ "shipment", N_("shipment"), false },
	{ "to", N_("to"), false },
	{ "subject", N_("subject"), false },
	{ "queued_at", N_("queued"), false },
	{ "next_at", N_("not before"), false },
	{ "said", N_("said"), false },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

struct report *
effects_report(struct cmd *c)
{
	struct report_column *col = arena_alloc(&c->arena, sizeof(columns));
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		col[i] = columns[i];
		col[i].title = _(columns[i].title);
	}
	if (c->output == OUT_AUTO)
		c->output = isatty(STDOUT_FILENO) ? OUT_TABLE : OUT_NDJSON;
	return report_new(c, col, COLUMNS);
}

/* Ids are text, also in JSON. */
static void
put_id(struct report *r, int64_t id)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, id);
	report_cell(r, id != NUM_NULL ? digits : NULL);
}

void
effects_row(struct report *r, const struct effect *e, const char *state,
    const char *said)
{
	put_id(r, e->id);
	report_cell(r, state);
	report_cell(r, e->key);
	put_id(r, e->orders);
	put_id(r, e->shipment);
	report_cell(r, e->target);
	report_cell(r, e->title);
	report_cell(r, e->made_at);
	report_cell(r, strcmp(state, "queued") == 0 ||
	    strcmp(state, "failed") == 0 ? e->next_at : NULL);
	report_cell(r, said);
}

const char *
effect_said(const struct effect *e)
{
	return e->error != NULL ? e->error : e->result;
}
