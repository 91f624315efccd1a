#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/cmd.h"

/*
 * Write everything about an order to out, as text for people: the order,
 * the people, where it goes, shipments, lines, money, findings, notes, what
 * the mall says otherwise, and its latest changes; all of them with
 * c->verbose.
 */
enum status	show_order(struct cmd *c, struct store *s, int64_t order,
		    FILE *out, struct why *w) SN_CHECK;

#endif
