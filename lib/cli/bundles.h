#ifndef CLI_BUNDLES_H
#define CLI_BUNDLES_H

#include "cli/select.h"

/* What is asked of sn-bundle(1). */
struct bundles {
	const char	*reason;
	const char	*postage, *cod_fee;	/* keep, drop; NULL: sn.conf */
	unsigned	 despite;	/* conflicts that do not matter */
	bool		 named;		/* the first shipment is the parent */
};

/* Write the groups that could go together; ids as cmd_select() has them. */
enum status	bundles_find(struct cmd *c, struct store *s,
		    struct ids *ids, struct why *w) SN_CHECK;

/*
 * Put the shipments into one bundle, in one run.
 *
 * SN_USAGE	there is only one
 */
enum status	bundles_join(struct cmd *c, struct store *s,
		    struct ids *ids, const struct bundles *wish,
		    struct tally *t, struct why *w) SN_CHECK;

/* Take them out of theirs. */
enum status	bundles_undo(struct cmd *c, struct store *s,
		    struct ids *ids, const struct bundles *wish,
		    struct tally *t, struct why *w) SN_CHECK;

/* Put together all that go together. */
enum status	bundles_auto(struct cmd *c, struct store *s,
		    struct ids *ids, const struct bundles *wish,
		    struct tally *t, struct why *w) SN_CHECK;

#endif
