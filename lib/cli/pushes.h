#ifndef CLI_PUSHES_H
#define CLI_PUSHES_H

#include "base/clock.h"
#include "base/str.h"
#include "cli/select.h"
#include "format/write.h"
#include "store/batch.h"

/* The file of one shop. */
struct push_file {
	const char	*shop;
	struct format	*format;	/* NULL: the mall takes no file */
	bool		 usual;		/* nobody named the format */
	struct writer	*writer;
	struct str	 out;
	struct ids	 ids;
	struct batch	 batch;		/* once it is recorded */
	const char	*mall;		/* one that takes no file */
	unsigned long	 left_out;	/* shipments of such a mall */
};

/* One run of sn-push(1) over the shipments that it was given. */
struct pushes {
	struct cmd		*cmd;
	struct store		*store;
	const char		*format_name;	/* -f, or NULL: by mall */
	const char		*dir;		/* -o, or NULL */
	bool			 again;
	const struct ids	*ids;
	struct tally		*tally;

	struct push_file	*file;
	size_t			 n, cap;
	struct ids		 done;
	int64_t			*seen;		/* a set; see pushes.c */
	size_t			 nseen, capseen;
	struct arena		 arena;		/* of one shipment */
	struct stamp		 now;
};

/*
 * The name of the format of a shop's results: that of -f, else of its section
 * in sn.conf, else the usual one of its mall, which need not be there.
 */
const char	*pushes_format(bool *usual, const struct pushes *p,
		    const char *shop, const char *mall);

/*
 * Write the results of all shipments, and of what is bundled with them,
 * into the files of their shops, and to the store, in the run that the
 * caller began, that they are told.  Refused ones are named and counted.
 */
enum status	pushes_write(struct pushes *p, struct why *w) SN_CHECK;

/*
 * Record the files as batches.
 *
 * SN_USAGE	there are several, and nowhere to put them
 */
enum status	pushes_record(struct pushes *p, struct why *w) SN_CHECK;

/*
 * Write what waits to be told, a row for each shop, and the format that it
 * would be told in.
 */
enum status	pushes_summary(struct pushes *p, struct why *w) SN_CHECK;

void		pushes_free(struct pushes *p);

#endif
