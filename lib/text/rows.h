#ifndef TEXT_ROWS_H
#define TEXT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"
#include "base/str.h"

/*
 * The one reader and writer of CSV and TSV.  It works on raw bytes of
 * CP932, EUC-JP or UTF-8: the second byte of a character is never taken
 * for a delimiter, quote or newline, for none of these encodings has them
 * there.  Decode cells with decoder_text().
 */

enum {
	ROWS_FIELD_MAX = 1 << 20,	/* default: remarks are < 64 KiB */
	ROWS_COLUMNS_MAX = 4096,	/* default: the widest mall has 158 */
	ROWS_ROW_MAX = 16 << 20		/* default: bounds the memory used */
};

/* Zeroed fields other than quoted mean the default, ',' for delimiter. */
struct rows_conf {
	char	 delimiter;	/* ASCII, not '"', CR or LF */
	bool	 quoted;	/* false: '"' is a character (Amazon's TSV) */
	size_t	 max_field;	/* bytes */
	size_t	 max_columns;
	size_t	 max_row;	/* bytes of all cells of a row */
};

struct cell {
	const char	*p;	/* NUL follows, for the convenience of ASCII */
	size_t		 len;
};

/* Cells belong to the reader and last until the function returns. */
struct row {
	size_t			 n;
	const struct cell	*cell;
	unsigned long		 line;	 /* physical, where it starts; 1 up */
	unsigned long		 number; /* of rows; 1 is the header, if any */
};

/*
 * Called for each row.  A status that status_stops() ends the reading; of
 * any other, the function has taken note itself.
 */
typedef enum status	(rows_fn)(const struct row *row, void *arg,
			    struct why *w);

/*
 * Read rows until the end of in.  Lines end with CRLF, LF or CR; a BOM is
 * skipped, as are lines with nothing or blanks only.  Blanks around a field
 * are part of it.  The number of cells may differ from row to row.
 *
 * SN_INVALID	at line and column named by w: a NUL byte (UTF-16), a limit
 *		passed, or a quoted field that never ends; rows before it
 *		were given to fn, the row itself was not
 * SN_IO	read error
 * any other	that stopped is fn's
 */
enum status	rows_read(FILE *in, const struct rows_conf *conf, rows_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

/* The same over n bytes in memory. */
enum status	rows_parse(const char *bytes, size_t n,
		    const struct rows_conf *conf, rows_fn *fn, void *arg,
		    struct why *w) SN_CHECK;

struct keyset;

/*
 * What a pass over a file found.  rows counts as row.number does.
 * truncated: the file ends inside a quoted field, or its last line has no
 * newline and fewer cells than the first.  scattered holds the keys that
 * come back after other ones; NULL when there is none.
 */
struct prescan {
	unsigned long	 rows;
	unsigned long	 columns;	/* of the first row */
	unsigned long	 last_line;	/* where the last row starts */
	unsigned long	 scattered_keys;
	bool		 open_quote;	/* truncated, inside a quoted field */
	bool		 truncated;
	struct keyset	*scattered;
};

enum { PRESCAN_NO_KEY = -1 };

/*
 * Look over in, a seekable file, from where it stands to its end, and set
 * it back.  An empty key belongs to the row above it.  The first row is
 * taken as any other, for no key is called as its column.  Takes 32 bytes
 * of memory for each key, at most.
 *
 * SN_USAGE	in cannot be set back (a pipe)
 */
enum status	rows_prescan(FILE *in, const struct rows_conf *conf,
		    long key_column, struct prescan *out, struct why *w)
		    SN_CHECK;

/*
 * Whether the key, raw bytes as the cell holds them, is scattered; blanks in
 * it do not count.  A wrong yes is possible, once in 10^13 or so, and must do no harm.
 */
bool		prescan_scattered(const struct prescan *p, const char *key,
		    size_t len);

/* Free what p holds, not p. */
void		prescan_free(struct prescan *p);

enum quoting {
	QUOTE_MINIMAL,	/* where the field needs it */
	QUOTE_ALL,
	QUOTE_NONE
};

/*
 * Append one field, already in the encoding of the file.  Delimiters
 * between fields and the newline are the caller's.
 *
 * SN_INVALID	QUOTE_NONE, and the field has a delimiter or newline in it;
 *		out is unchanged
 */
enum status	rows_put(struct str *out, const char *field,
		    enum quoting quoting, char delimiter, struct why *w)
		    SN_CHECK;

#endif
