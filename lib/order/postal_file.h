#ifndef ORDER_POSTAL_FILE_H
#define ORDER_POSTAL_FILE_H

#include "order/address.h"

/*
 * Japan Post's files of postal codes: KEN_ALL.CSV (CP932), utf_ken_all.csv
 * and JIGYOSYO.CSV, told apart by their columns.
 */
enum postal_kind { POSTAL_TOWNS, POSTAL_BUSINESSES };

/* A record: what several rows of KEN_ALL.CSV say together. */
struct postal_record {
	struct postal_row row;
	const char	*pref, *city;
	const char	*kana;		/* of town or business; as fold_width()
					   leaves it */
};

struct postal_file {
	enum postal_kind kind;
	struct postal_record *record;	/* by zip, jis, town, name and rest;
					   no two are the same */
	size_t		 n, cap;
	unsigned long	 rows;		/* of the file */
	size_t		 codes;		/* different ones */
};

/*
 * Read the bytes of a file; strings are in a.
 *
 * SN_INVALID	it is no such file, or a row is broken, or it ends in the
 *		middle of a record; w names line and cause
 */
enum status	postal_file_read(struct postal_file *out, const char *bytes,
		    size_t n, struct arena *a, struct why *w) SN_CHECK;

/* The order of records. */
int		postal_row_order(const struct postal_row *x,
		    const struct postal_row *y);

#endif
