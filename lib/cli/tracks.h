#ifndef CLI_TRACKS_H
#define CLI_TRACKS_H

#include "cli/select.h"

/* One row of a carrier's file. */
struct track_row {
	const char	*file;
	unsigned long	 line;
	const char	*key, *number, *date, *carrier;
	const char	*bad;		/* NULL: worth trying */
	bool		 unread;	/* bad because the key is no label's */
	int64_t		 shipment;	/* NUM_NULL: the key names none */
};

/* One run of sn-track(1).  Strings live in the command's arena. */
struct tracks {
	struct cmd		*cmd;
	struct store		*store;
	const char		*format_name;	/* -f, or NULL: by headers */
	const char		*key_name;	/* --key and --number: columns */
	const char		*number_name;	/* of any file; else NULL */
	bool			 replace;
	struct track_row	*row;
	size_t			 n, cap;
	const char		**number;	/* of all rows, by shipment */
	size_t			*first, *count;	/* of each row's shipment */
	struct ids		 done;		/* shipments that changed */
	unsigned long		 fresh, same, refused;

	const char		*file;		/* that is being read */
	const char		*carrier;
};

/*
 * Read a file, "-" for standard input, into rows.
 *
 * SN_USAGE	it is no file of a carrier, or not whole
 */
enum status	tracks_read(struct tracks *t, const char *file,
		    struct why *w) SN_CHECK;

/*
 * Show the first rows of each file on standard error, and ask whether to take
 * them.  SN_CONFLICT: no.
 */
enum status	tracks_confirm(const struct tracks *t, struct why *w)
		    SN_CHECK;

/*
 * Find the shipments of rows whose keys are no label's but name one as people
 * do: by id, by shop:number or by order=N.
 */
enum status	tracks_find_keys(struct tracks *t, struct why *w) SN_CHECK;

/*
 * Store the numbers of all rows, in the run that the caller began.  Refused
 * rows are named and counted.
 */
enum status	tracks_store(struct tracks *t, struct why *w) SN_CHECK;

#endif
