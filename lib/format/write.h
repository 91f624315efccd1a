#ifndef FORMAT_WRITE_H
#define FORMAT_WRITE_H

#include "base/str.h"
#include "format/format.h"
#include "order/model.h"
#include "order/shown.h"

/*
 * Rows of a format of kind label or report: what sn-format(5) calls
 * columns, filled in from the values of a record, held to the widths and
 * the characters that the other side takes.
 */

enum note_kind {
	NOTE_ERROR,		/* the row cannot be written */
	NOTE_REPLACED,		/* a character stands in for another */
	NOTE_CUT		/* the format allows to shorten, and it was */
};

/* What there is to say of one column of a row. */
struct note {
	enum note_kind	 kind;
	const char	*text;	/* "column: what", translated */
};
struct notes {
	struct note	*note;
	size_t		 n, cap;
	struct arena	*arena;	/* of what is noted */
};

enum row_per {
	PER_SHIPMENT, PER_NUMBER, PER_LINE, PER_ORDER, PER_DESTINATION, PER_PARCEL
};

struct writer;

/*
 * Make ready to write f from values of src.  With replace, characters that
 * cannot be written become their common variants.  f must outlive it.
 *
 * SN_USAGE	f is wrong, or names a value that src has not: w says where
 */
enum status	writer_open(struct writer **out, const struct format *f,
		    const struct source *src, bool replace, struct arena *a,
		    struct why *w) SN_CHECK;
void		writer_close(struct writer *wr);	/* NULL is allowed */

/* Whether a column that must not be empty is made of that value. */
bool		writer_wants(const struct writer *wr, const char *value);

/* What a row is, and how many tracking numbers it takes (0: any). */
enum row_per	writer_per(const struct writer *wr);
size_t		writer_numbers(const struct writer *wr);

/* How many days ahead a ship date may lie; NUM_NULL: as many as one likes. */
int64_t		writer_days_ahead(const struct writer *wr);

/* How many rows a file may have; NUM_NULL: any number. */
int64_t		writer_rows_per_file(const struct writer *wr);

/* Whether parcels of that service have no tracking number. */
bool		writer_unnumbered(const struct writer *wr,
		    const char *service);

/*
 * From now on only columns made of values whose names begin with prefix are
 * filled in, for writer_judge().
 */
void		writer_only(struct writer *wr, const char *prefix);

/* What there is to say of the row of rec, which is not written. */
void		writer_judge(struct writer *wr, const void *rec,
		    struct notes *notes);

/* Whether every character of text can be written as it is. */
bool		writer_can(struct writer *wr, const char *text);

/* How files are called: ".csv" or what the format says. */
const char	*writer_suffix(const struct writer *wr);

/* Append what stands above the rows: a BOM, the headers. */
enum status	writer_head(struct writer *wr, struct str *out,
		    struct why *w) SN_CHECK;

/*
 * Append the row of rec.  notes gets what there is to say; only errors keep
 * the row from being written.
 *
 * SN_INVALID	notes say why; out is as it was
 */
enum status	writer_row(struct writer *wr, struct str *out,
		    const void *rec, struct notes *notes, struct why *w)
		    SN_CHECK;

/* The next row repeats none: the last one was taken back. */
void		writer_forget(struct writer *wr);

/*
 * Append the same for people: a line for each column that is not empty,
 * as it would be printed.  Errors as above, but what there is is shown.
 */
enum status	writer_preview(struct writer *wr, struct str *out,
		    const void *rec, struct notes *notes, struct why *w)
		    SN_CHECK;

#endif
