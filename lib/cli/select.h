#ifndef CLI_SELECT_H
#define CLI_SELECT_H

#include "cli/cmd.h"

struct ids {
	int64_t	*id;
	size_t	 n;
	size_t	 cap;
};

void	ids_add(struct ids *ids, int64_t id, struct arena *a);

/* Put them in order, each once. */
void	ids_sort(struct ids *ids);

/* Keep those that are among these, in their order. */
void	ids_keep(struct ids *ids, const struct ids *these, struct arena *a);

/*
 * The shipments that a command works on, in the order they were named and
 * each once: operands that are shipment ids, "shop:number" (all shipments
 * of that order) or "order=N"; "-" for ids, shop:number or records of
 * sn-shipment(5) on standard input; with -q all that the query finds, in
 * the order of their ids.  Operands and -q together are an error.
 *
 * A line of standard input that names no shipment is reported and counted
 * in t as refused, and so is an operand that the store has not.  Leaves
 * with status 2 when nothing was named, an operand is malformed, the query
 * is empty or wrong (shown with a caret), a writer's query has bare words,
 * or the diff of a dry run comes in.  Standard input is read to its end
 * before this returns; s has no transaction open.
 */
void	cmd_select(struct ids *out, struct cmd *c, struct store *s,
	    struct tally *t);

/*
 * The shipments that a query finds, or leave with a message.  words: bare
 * words are allowed.  sort is as select_sort() takes it, or NULL: by id;
 * limit 0 is none.
 */
void	cmd_find(struct ids *out, struct cmd *c, struct store *s,
	    const char *query, bool words, const char *sort, int64_t limit);

#endif
