#ifndef CLI_EDITS_H
#define CLI_EDITS_H

#include "cli/select.h"
#include "cli/sheet.h"
#include "order/edit.h"

/* What sn-edit(1) was asked for. */
struct edits {
	const char	*reason, *from, *rejects;
	bool		 clear;		/* empty cells empty their field */
	bool		 force;		/* done and cancelled ones, too */
	struct edit	*edit;		/* for all that is selected */
	size_t		 n;
};

/* What values are read against: today and the carriers of sn.conf. */
enum status	edits_frame(struct edit_frame *out, struct cmd *c,
		    struct why *w) SN_CHECK;

/* List the stock phrases of sn.conf. */
enum status	edits_phrases(struct cmd *c, struct why *w) SN_CHECK;

/*
 * Move the operands that are edits before the others, past optind, and read
 * them.  *out lives as long as the run.
 *
 * SN_USAGE	one is wrong, see edit_parse()
 */
enum status	edits_take(struct edit **out, size_t *n, struct cmd *c,
		    const struct edit_frame *f, struct why *w) SN_CHECK;

/* Whether one of the edits changes what somebody pays. */
bool		edits_cost(const struct edit *e, size_t n);

/* The rows of a table as edits of shipments. */
struct edits_row {
	struct sheet_row *row;
	struct edit	*edit;
	size_t		 n;
	struct ids	 ids;
};
struct edits_sheet {
	struct sheet	 sheet;
	struct edits_row *row;
	size_t		 n;
};

/*
 * Read a table whose first column names a shipment or, as shop:number, all
 * of an order, and whose other headers are fields: "to.phone", "memo+".  An
 * empty cell is no edit, unless clear.  Rows that do not fit are refused;
 * t counts them.
 *
 * SN_USAGE	a header is no field that can be edited
 */
enum status	edits_read(struct edits_sheet *out, struct cmd *c,
		    struct store *s, const char *path, bool clear,
		    const struct edit_frame *f, struct tally *t,
		    struct why *w) SN_CHECK;

/*
 * Make the edits in one run, to ids, or with wish->from those of the rows of
 * es; report what is refused, and write the shipments that were edited.
 */
enum status	edits_run(struct cmd *c, struct store *s,
		    const struct edits *wish, const struct ids *ids,
		    struct edits_sheet *es, struct tally *t, struct why *w)
		    SN_CHECK;

#endif
