#ifndef FORMAT_COLUMN_H
#define FORMAT_COLUMN_H

#include <stdbool.h>
#include <stdint.h>

#include "format/format.h"
#include "format/write.h"
#include "text/width.h"

/* For files in lib/format only: the columns of a format that is written. */

enum {
	SPREAD_MAX = 16,	/* columns of one broken text */
	LIST_MAX = 32,		/* entries of a list */
	JOIN_MAX = 8		/* parts of a column */
};

enum as { AS_IS, AS_ZIP, AS_DIGITS, AS_KANA_HALF };

enum chars {
	CHARS_ANY, CHARS_DIGITS, CHARS_ALNUM, CHARS_UPPER, CHARS_ALNUM_SPACE,
	CHARS_TEL, CHARS_KANA_HALF, CHARS_ASCII
};

/* How a text is made of values. */
struct making {
	const char	*text;		/* a constant, else NULL */
	const void	**value;	/* of the source */
	size_t		 nvalue;	/* more than one: break only */
	const char	*date;		/* pattern of date_format(), or NULL */
	enum as		 as;
	json_t		*map;		/* value to text; NULL: as it is */
	const char	*other;		/* what is not in map; NULL: an error */
	bool		 keep;		/* what is not in map stays */
};

/* Values ahead of a broken text, in its first field. */
struct ahead {
	const void	*value;
	const char	*name;
	size_t		 max;
};

struct entry {
	struct making	 making;
	bool		 optional;	/* may be left out for want of room */
};

/* Texts that fill, one after the other, the columns that name the list. */
struct list {
	const char	*name;
	struct entry	*entry;
	size_t		 n;
};

struct out_column {
	const char	*header;
	struct making	 making;
	size_t		 max;		/* 0: unknown */
	enum unit	 unit;
	int64_t		 most;		/* NUM_NULL: no bound */
	const void	*most_value;	/* has a bound of its own in most_map,
					   or NULL */
	json_t		*most_map;
	enum chars	 chars;
	bool		 required;
	bool		 cut;
	struct ahead	*ahead;
	size_t		 nahead;
	size_t		 spread;	/* of a text broken over columns: how
					   many, at the first one */
	bool		 placed;	/* its texts, one for each of these
					   columns, keep their places */
	struct making	*joined;	/* parts that make it, or NULL */
	size_t		 njoined;
	const char	*join;		/* between them */
	bool		 filled;	/* by an earlier column or a list */
	bool		 unwritten;	/* only judged */
	size_t		 list;		/* + 1; 0: none */
	const char	*again;		/* stands for the text of the row above,
					   or NULL */
	struct str	 above;		/* that text */
	bool		 empty;		/* nothing is ever in it */
};

struct writer {
	const struct format	*format;
	const struct source	*source;
	struct out_column	*column;
	size_t			 n;
	struct list		*list;
	size_t			 nlist;
	enum row_per		 per;
	size_t			 numbers;
	int64_t			 days_ahead;	/* NUM_NULL: any */
	int64_t			 rows_per_file;	/* NUM_NULL: any */
	const char		*forbid;	/* ASCII it cannot take, or NULL */
	const char		*suffix;
	json_t			*head;		/* rows of texts, or NULL */
	json_t			*unnumbered;	/* services, or NULL */
	bool			 header;
	bool			 jis;	/* JIS levels 1 and 2 only */
	bool			 replace;
	struct encoder		*encoder;
	unsigned char		*known;	/* per code point; see charset.c */
	const char		**cell;	/* of the row: UTF-8, NULL is empty */
	struct str		 bytes;	/* a field as it is written */
	struct str		*part;	/* of a broken text, one a column */
	struct arena		 row;	/* reset for each row */
};

/* Read f's columns and what belongs to them into wr. */
enum status	columns_read(struct writer *wr, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Whether the format can write c.  And s with what it cannot write replaced
 * or noted; s itself if there is nothing.
 */
bool		charset_can(struct writer *wr, uint32_t c);
const char	*charset_fit(struct writer *wr, const char *header,
		    const char *s, struct notes *notes);

/* Note something of the column called header. */
void		note(struct notes *n, enum note_kind kind, const char *header,
		    const char *fmt, ...) SN_PRINTF(4, 5);

/* The text that value at of m is in rec, made as m says; "" for none. */
struct shown	cell_make(struct writer *wr, const struct making *m,
		    size_t at, const char *header, const void *rec,
		    struct notes *notes);

/* The parts of column i as one text; "" when there is nothing in any. */
struct shown	cell_join(struct writer *wr, const struct out_column *c,
		    const void *rec, struct notes *notes);

/* Hold v to the width of c; only what may be cut is cut. */
const char	*cell_fit(struct writer *wr, const struct out_column *c,
		    const struct shown *v, struct notes *notes);

/* Whether s has room in limit units; how much of it has, in bytes. */
bool		cell_has_room(const char *s, size_t limit, enum unit u);
size_t		cell_room(const char *s, size_t limit, enum unit u);

/* Note that s is too long, and show where the paper ends. */
void		cell_too_long(const struct out_column *c, size_t max,
		    const char *s, size_t fits, struct notes *notes);

/* Fill the columns from i on that a broken text is for. */
void		cells_spread(struct writer *wr, size_t i, const void *rec,
		    struct notes *notes);

/* Fill wr->cell from rec. */
void		cells_fill(struct writer *wr, const void *rec,
		    struct notes *notes);

#endif
