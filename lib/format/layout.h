#ifndef FORMAT_LAYOUT_H
#define FORMAT_LAYOUT_H

#include "base/clock.h"
#include "format/spec.h"
#include "order/carried.h"

/*
 * For files in lib/format only: a format of kind order, compiled.  Its
 * sections say for each table of the data dictionary where the columns
 * come from.
 */
struct mapping {
	const struct column	*column;
	struct spec		*spec;
};

struct section {
	const struct table	*table;
	struct mapping		*map;
	size_t			 n;
};

/* A charge, of the order or of each destination. */
struct charge_layout {
	struct section	 section;
	bool		 per_destination;
	struct header	*unless;	/* none of these is in the file */
	size_t		 nunless;
	struct spec	*amount;
	bool		 used;		/* in this file */
};

struct payment_layout {
	struct section	 section;
	struct {
		const char	*timing;
		struct spec	*spec;
	}		 state[5];	/* by words_timing */
	size_t		 nstate;
};

/* One file of the format: most have one, Yahoo! has two. */
struct file_layout {
	const char	*title;
	struct header	*requires;
	size_t		 nrequires;
	struct header	*refuses;
	size_t		 nrefuses;
	struct header	 key;
};

struct layout {
	const struct format	*format;
	struct file_layout	 file[2];
	size_t			 nfile;
	const char		*unfixed[4];
	struct header		*destination_key;	/* all of them */
	size_t			 ndestination_key;
	struct section		 order, destination, shipment, line;
	struct spec		*line_total;	/* NULL: unit_price is given */
	struct spec		*line_ship;	/* NULL: all of it ships */
	struct spec		*line_when;	/* NULL: every row is a line */
	struct charge_layout	*charge;
	size_t			 ncharge;
	struct payment_layout	*payment;
	size_t			 npayment;
	struct spec		*tags;
	bool			 partial_lines, partial_charges;
	bool			 no_lines;	/* in this file */
	bool			 guessed;	/* see guess_complete() */
	struct stamp		 undated;	/* the time that orders have whose
						   file has no column for it,
						   or "" */
};

/* What the file calls a column of the section: its first header. */
const char	*layout_name(const struct section *s, const char *column);

/*
 * Compile f.
 *
 * SN_USAGE	a member is missing or wrong: w says which
 */
enum status	layout_read(struct layout *out, const struct format *f,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * The files of a format of any kind that says how to know them: requires
 * and refuses.  out has room for two; *n is 0 when it says nothing.
 */
enum status	layout_files(struct file_layout out[2], size_t *n,
		    const struct format *f, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * Find all columns in the headers of the format's files; orders is the
 * first, lines the file that lines come from, which may be the same.
 *
 * SN_INVALID	one that no order can be without is not there; w names it
 */
enum status	layout_resolve(struct layout *l, const struct headers *orders,
		    const struct headers *lines, struct carried *carried,
		    struct why *w) SN_CHECK;

#endif
