#ifndef CLI_SINK_H
#define CLI_SINK_H

/* For files in lib/cli only: what the forms of output share. */

#include "base/str.h"
#include "cli/report.h"
#include "order/field.h"
#include "text/decode.h"

/* One column of the output. */
struct shown {
	struct field	 f;
	const char	*key;		/* in JSON; the header of CSV */
	const char	*title;		/* of a table */
	bool		 spare;		/* left out of a record when empty */
	bool		 several;	/* values with PICK_BETWEEN */
};

struct sink {
	struct cmd	*cmd;
	struct shown	*shown;
	size_t		 n;
	bool		 per_line;
	struct str	 buf;
	struct str	 cell;
	struct str	 words;
	FILE		*out;
	size_t		 rows;
	struct report	*report;	/* of a table */
	const char	*newline;	/* of CSV */
	struct encoder	*encoder;	/* of CSV; NULL: as it is */
	bool		 replaced;	/* a character was */
};

/* Write what was gathered; or only when it is much. */
enum status	sink_flush(struct sink *o, struct why *w) SN_CHECK;
enum status	sink_row_end(struct sink *o, struct why *w) SN_CHECK;

/*
 * The value as one text: of several, what stands between is "; ".  It lasts
 * until the next call.
 */
const char	*sink_joined(struct sink *o, const struct shown *sh,
		    const char *v);

/* pick_fn's of the sink arg, and the header that comes first. */
enum status	sink_csv_header(struct sink *o, struct why *w) SN_CHECK;
enum status	sink_csv(const char *const *value, void *arg, struct why *w);

/* The whole of a table; f are the fields of o and one more. */
enum status	sink_table(struct sink *o, struct store *s,
		    const struct ids *ids, const struct field *f,
		    struct why *w) SN_CHECK;

/* All full records. */
enum status	sink_full(struct sink *o, struct store *s,
		    const struct ids *ids, struct why *w) SN_CHECK;

#endif
