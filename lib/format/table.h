#ifndef FORMAT_TABLE_H
#define FORMAT_TABLE_H

#include <stdio.h>

#include "format/layout.h"
#include "text/decode.h"
#include "text/rows.h"

/*
 * For files in lib/format only: a CSV file before its rows are read, with
 * what its first row and its bytes say of it.  in stands at its start
 * again.  All lives in the arena it was opened with.
 */
struct table_file {
	FILE			*in;
	const char		*name;
	enum enc		 encoding;
	struct rows_conf	 conf;
	struct row		 header;	/* raw */
	struct headers		 headers;	/* folded */
};

/*
 * The encoding of the data of in: a header alone is often ASCII, so it is
 * looked at until something is not.
 */
enum status	table_encoding(enum enc *out, FILE *in, const char *name,
		    struct why *w) SN_CHECK;

/*
 * Read the header of in by the delimiter and quoting of f.
 *
 * SN_INVALID	there is none: the file is empty, or no CSV
 */
enum status	table_open(struct table_file *out, FILE *in,
		    const char *name, enum enc e, const struct format *f,
		    struct arena *a, struct why *w) SN_CHECK;

/* How many of the required headers of l are there; refused ones are -1. */
int		table_fit(const struct table_file *t,
		    const struct file_layout *l);

/* The required headers that are missing, as "a, b, c"; in a. */
const char	*table_missing(const struct table_file *t,
		    const struct file_layout *l, struct arena *a);

/* Copy a row and its cells into a. */
void		row_copy(struct row *out, const struct row *row,
		    struct arena *a);

#endif
