#ifndef FORMAT_SHEET_H
#define FORMAT_SHEET_H

#include "format/format.h"

/* A format as a sheet for people: one row for each column of its file. */
struct sheet_row {
	size_t		 number;	/* of the column; 0: found by header */
	const char	*header;
	const char	*holds;		/* fields, "text", "" for nothing */
	const char	*width;		/* as "16 full", "" for any */
	const char	*required;	/* "yes" or "" */
	const char	*words;		/* as "a=b, c=d", "" for any text */
};

struct sheet {
	struct sheet_row	*row;
	size_t			 n, cap;
	struct arena		*arena;
};

/* Fill out, whose arena is set. */
void	sheet_fill(struct sheet *out, const struct format *f);

#endif
