#ifndef CLI_INTAKE_H
#define CLI_INTAKE_H

#include "cli/select.h"
#include "format/orders.h"
#include "store/import.h"

/* What became of rows or of orders; the first is the sum of the others. */
struct intake_count {
	unsigned long	read, fresh, updated, unchanged, refused;
};

/* A file to read, open and known for what it is. */
struct intake_file {
	const char		*path, *second_path;
	FILE			*f, *second;	/* second: NULL for most */
	struct format		*format;	/* NULL: records */
	const struct conf_shop	*section;	/* NULL: each record says */
	enum enc		 encoding;
};

/*
 * Orders of files and streams on their way into the store, as sn-import(1)
 * says: each file is read once by the format that fits it, and committed in
 * steps.
 */
struct intake {
	struct cmd		*cmd;
	struct store		*store;
	const struct conf	*conf;
	const char		*format;	/* -f, or NULL: detect */
	const char		*shop;		/* --shop, or NULL: by mall */
	const char		*rejects;	/* --rejects, or NULL */
	bool			 records;	/* spool the shipments */

	struct intake_file	*file;
	size_t			 nfile, capfile;
	struct tally		 files;
	struct import		 im;
	const char		*name;		/* of the file in hand */
	const struct conf_shop	*section;	/* its shop */
	enum enc		 encoding;	/* of its bytes */
	FILE			*rejected[2];	/* open once a row was refused; of
						   a pair's second file apart */
	struct ids		 ids;		/* to spool at the next step */
	struct arena		 arena;		/* of ids, until then */
	unsigned long		 since;		/* orders since the last step */
	struct intake_count	 rows, orders;
	unsigned long		 findings, repaired, mended;
	double			 started;
};

/*
 * Open the files that the operands name, "-" for standard input, which is
 * read to its end, and find out what they are.  A file that cannot be taken
 * (none, cut off, of no known format, of no clear shop, or without its
 * second file) is reported and counted in in->files as refused.
 */
enum status	intake_open(struct intake *in, char *operand[],
		    struct why *w) SN_CHECK;

/*
 * Bring in the orders of all files that were opened.  A run is open.  A
 * file that turns out to be wrong as a whole is counted as refused.
 */
enum status	intake_run(struct intake *in, struct why *w) SN_CHECK;

/* Close all files and give memory back. */
void		intake_close(struct intake *in);

/*
 * Say what became of everything, on standard error or, with --json, as an
 * object in the spool.
 */
enum status	intake_summary(struct intake *in, struct why *w) SN_CHECK;

/* SN_OK, SN_SOME, or SN_INVALID when nothing came in. */
enum status	intake_status(const struct intake *in);

/*
 * The section that orders of that mall belong to: that of name, else the one
 * shop of the mall.  path is what messages call their file.
 *
 * SN_USAGE	there is none, or more than one
 */
enum status	intake_section(const struct conf_shop **out,
		    const struct conf *conf, const char *mall,
		    const char *name, const char *path, struct why *w)
		    SN_CHECK;

/*
 * Whether -f says that files are letters; and the records that sn-inbox makes
 * of one, or of bytes, unless they are NULL.  *out is the caller's to close.
 *
 * SN_INVALID	it made none
 */
bool		intake_is_letters(const struct intake *in);
enum status	intake_letters(FILE **out, struct intake *in,
		    const char *path, FILE *bytes, struct why *w) SN_CHECK;

/* One order of the file in hand; its rows are counted. */
enum status	intake_order(struct intake *in, struct tree *t,
		    const struct carried *carried, unsigned long rows,
		    struct why *w) SN_CHECK;

/* Say which row of which file was refused and why, and count it. */
void		intake_refused(struct intake *in, const char *file,
		    unsigned long line, const char *reason);

/*
 * The file of rejects, opened at the first need (*fresh); NULL when none is
 * wanted.  The rows of a pair's second file go to a file of their own, with
 * ".2" behind its name.
 */
enum status	intake_rejects(FILE **out, bool *fresh, struct intake *in,
		    bool second, struct why *w) SN_CHECK;

/* Records of sn-shipment(5), one a line, from f. */
enum status	intake_ndjson(struct intake *in, FILE *f, struct why *w)
		    SN_CHECK;

#endif
