#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/status.h"
#include "text/decode.h"

/*
 * A table that people made: CSV or TSV with a header, in any encoding that
 * they use, read as a whole before anything is locked.  Encoding and
 * delimiter are found out.
 */
struct sheet_row {
	unsigned long	 line;		/* where it starts; 1 up */
	const char	**cell;		/* as many as the header; missing and
					   blank ones are "" */
	const char	**raw;		/* the same as bytes of the file */
	const char	*refused;	/* why, for the rejects; NULL: fine */
};

struct sheet {
	const char	*name;		/* for messages */
	enum enc	 encoding;
	char		 delimiter;
	const char	**header;	/* blanks at the ends are gone */
	const char	**raw_header;
	size_t		 columns;
	struct sheet_row *row;
	size_t		 n, cap;
	struct arena	*arena;
};

enum { SHEET_MAX = 256 << 20 };	/* bytes: a million rows by hand is less */

/*
 * Read the file at path, "-" for standard input, its strings in a.  A last
 * column sn:reason, which rejects have, is left out.  A row that cannot be
 * read is refused, not the file.
 *
 * SN_USAGE	there is no header, the file is too large, ends in the middle
 *		of a row, or is no such table
 * SN_IO	it cannot be read
 */
enum status	sheet_read(struct sheet *out, const char *path,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * The first column whose header is one of names, which are folded as
 * fold_header() does and ended by NULL; -1 when there is none.
 */
long		sheet_column(const struct sheet *sh,
		    const char *const *names);

/*
 * Say on standard error, with file and line, why a row is refused, and
 * remember it for the rejects.
 */
void		sheet_refuse(struct sheet *sh, struct sheet_row *row,
		    const char *field, const struct why *w);

/* SN_USAGE: there is a file already where the rejects should go. */
enum status	sheet_rejects_free(const char *path, struct why *w) SN_CHECK;

/*
 * Write the refused rows to the new file at path, with the reason as one
 * more column, in the encoding of the file.  No file is made when there is
 * none.
 */
enum status	sheet_rejects(const struct sheet *sh, const char *path,
		    struct why *w) SN_CHECK;

#endif
