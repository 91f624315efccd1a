#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/select.h"

/*
 * Write the shipments to out as c's options say: records of sn-shipment(5),
 * slim or --full, CSV, TSV, or a table for people.  fields are names of
 * sn-query(7), or "name=header", ended by NULL, which CSV, TSV, tables and,
 * when given, NDJSON show; NULL: the usual ones.  Slim records cost one
 * statement over all ids and no more.
 *
 * SN_USAGE	there is no such field, or --full with something else than
 *		records
 */
enum status	output_shipments(struct cmd *c, struct store *s,
		    const struct ids *ids, const char *const *fields,
		    FILE *out, struct why *w) SN_CHECK;

/* "a,b=c" as such a list of fields, in c's arena. */
const char *const *output_fields(struct cmd *c, const char *text);

/*
 * The same by a section columns of sn.conf(5), as CSV in its encoding, or
 * in another form if c's options say so.
 *
 * SN_SOME	a character is outside the encoding: said on standard error,
 *		and U+3013 stands in its place
 */
enum status	output_columns(struct cmd *c, struct store *s,
		    const struct ids *ids, const struct conf_columns *columns,
		    FILE *out, struct why *w) SN_CHECK;

/*
 * A table of text for a report: columns get their headers, cells come row
 * by row.  It is written as c->output says: a table with Japanese widths
 * right (also when piped, unless asked otherwise), CSV, TSV, NDJSON or a
 * JSON array whose objects have the keys.
 */
struct report;
struct report_column {
	const char	*key;		/* in JSON and CSV */
	const char	*title;		/* for people, translated */
	bool		 right;		/* aligned; a number in JSON */
};
struct report	*report_new(struct cmd *c, const struct report_column *col,
		    size_t n);
void		 report_cell(struct report *r, const char *text);
void		 report_num(struct report *r, int64_t v); /* NUM_NULL: - */
enum status	 report_end(struct report *r, FILE *out, struct why *w)
		    SN_CHECK;

/* Give it up, with nothing more written. */
void		 report_drop(struct report *r);

#endif
