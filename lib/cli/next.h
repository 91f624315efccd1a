#ifndef CLI_NEXT_H
#define CLI_NEXT_H

#include "cli/select.h"
#include "store/next.h"

/* What is next, as people read it: for sn-next(1) and the board of sn(1). */

/*
 * How it is asked for: at which time, and of which shipments, NULL for all.
 * What f says lives in c's arena.
 */
enum status	next_frame(struct next_frame *f, struct cmd *c,
		    const struct ids *ids, struct why *w) SN_CHECK;

/* Add what the store does not know: the state of secrets. */
enum status	next_secrets(struct next *n, struct cmd *c, struct why *w)
		    SN_CHECK;

/* What it is, with what and why, in c's arena. */
const char	*next_text(struct cmd *c, const struct next_item *i);

/*
 * The commands to type, mostly one, as a list ended by NULL in c's arena:
 * labels take one for each carrier of sn.conf that has a format.
 */
const char	**next_commands(struct cmd *c, const struct next_kind *k,
		    const char *what);

/*
 * Print the first limit of them (0: all), without the notes: as text, or as
 * c->output says as a JSON array or as NDJSON.
 */
enum status	next_print(struct cmd *c, const struct next *n, size_t limit,
		    struct why *w) SN_CHECK;

#endif
