#ifndef CLI_NOTES_H
#define CLI_NOTES_H

#include "cli/select.h"

/* What sn-note(1) was asked for. */
struct notes {
	const char	*reason;
	const char	*from;		/* file of the text, or NULL */
	const char	*text;
};

/*
 * The text as the store keeps it, or that of the file wish->from, "-" for
 * standard input.
 *
 * SN_USAGE	there is none, or it is no text
 */
enum status	notes_text(struct notes *wish, struct cmd *c, struct why *w)
		    SN_CHECK;

/* Write the text to the orders of the shipments, and write these. */
enum status	notes_add(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct notes *wish,
		    struct why *w) SN_CHECK;

/* Show the notes of the shipments' orders. */
enum status	notes_list(struct cmd *c, struct store *s,
		    const struct ids *ids, struct why *w) SN_CHECK;

/* Remove the notes that operands name; t counts them. */
enum status	notes_remove(struct cmd *c, struct store *s,
		    const struct notes *wish, char *operand[],
		    struct tally *t, struct why *w) SN_CHECK;

#endif
