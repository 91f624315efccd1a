#ifndef CLI_TAGS_H
#define CLI_TAGS_H

#include "cli/select.h"

/* What sn-tag(1) was asked for. */
struct tags {
	const char	*reason;
	const char	**tag;
	size_t		 n, cap;
};

/* Take a tag as it was typed, or leave with a message. */
void		tags_take(struct tags *wish, struct cmd *c, const char *text);

/*
 * Put the tags on the shipments, or take them off, in one run, and write
 * the shipments.
 */
enum status	tags_put(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct tags *wish,
		    struct why *w) SN_CHECK;
enum status	tags_drop(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct tags *wish,
		    struct why *w) SN_CHECK;

/*
 * Rename the first of the two tags to the second, wherever it is.
 *
 * SN_USAGE	no shipment has it
 */
enum status	tags_rename(struct cmd *c, struct store *s,
		    const struct tags *wish, struct why *w) SN_CHECK;

/* Which tags there are, and how many shipments have them. */
enum status	tags_list(struct cmd *c, struct store *s, struct why *w)
		    SN_CHECK;

#endif
