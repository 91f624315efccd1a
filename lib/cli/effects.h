#ifndef CLI_EFFECTS_H
#define CLI_EFFECTS_H

/* For files in lib/cli only: effects as a table or as records. */

#include "cli/output.h"
#include "store/outbox.h"

/*
 * A table for a terminal, else records, unless c's options say otherwise.
 * Records call the id of an effect "effect", so that no command takes it for
 * a shipment's.
 */
struct report	*effects_report(struct cmd *c);

/* One effect, in that state and with what was said of it last, or NULL. */
void		 effects_row(struct report *r, const struct effect *e,
		    const char *state, const char *said);

/* What was said of it last: the other side's answer, or the cause. */
const char	*effect_said(const struct effect *e);

/* The id of an effect, digits alone; false: text is none. */
bool		 effect_id(int64_t *out, const char *text);

/*
 * The effects that a command works on, each once, in the order of their ids:
 * operands that are ids, and "-" for ids or records with "effect" on
 * standard input, which is read to its end.  A line that names none is
 * reported and counted in t as refused.  Leaves with status 2 when nothing
 * was named, or an operand is no id.
 */
void		 effects_select(struct ids *out, struct cmd *c,
		    struct tally *t);

#endif
