#ifndef STORE_POSTAL_H
#define STORE_POSTAL_H

#include "order/address.h"
#include "order/postal_file.h"
#include "store/store.h"

enum { POSTAL_LOADS = 3 };

/* What was loaded when. */
struct postal_load {
	const char	*name;		/* towns businesses islands */
	const char	*date;		/* of the data, YYYY-MM-DD */
	const char	*source;	/* a file, or an address */
	int64_t		 rows;
	const char	*loaded_at;
};

/* In the order above; what was never loaded is left out. */
enum status	postal_loads(struct postal_load out[POSTAL_LOADS], size_t *n,
		    struct store *s, struct arena *a, struct why *w) SN_CHECK;

/* A code that stands for something else than before. */
struct postal_change {
	const char	*zip;
	const char	*before, *after;	/* NULL: did not, does not exist */
};

struct postal_update {
	struct postal_change *change;	/* by zip */
	size_t		 n, cap;
	unsigned long	 added, removed, changed;	/* codes */
};

/*
 * Put the records in place of those of their kind; date and source say what
 * they are.  Only what differs is written.  A run is open.
 */
enum status	postal_put(struct postal_update *out, struct store *s,
		    const struct postal_file *f, const char *date,
		    const char *source, struct arena *a, struct why *w)
		    SN_CHECK;

/* The list of islands in force: the shop's, or the one that comes with sn. */
enum status	islands_list(struct island **out, size_t *n, struct store *s,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Put the list in place of the shop's; n 0 is back to the one of sn.  A run
 * is open.
 */
enum status	islands_put(struct store *s, const struct island *list,
		    size_t n, const char *date, const char *source,
		    struct why *w) SN_CHECK;

/* r and m are borrowed; kana is that of the row. */
typedef enum status postal_row_fn(const struct postal_row *r,
		    const struct municipality *m, const char *kana, void *arg);

/* Call fn for what a code stands for; SN_NOTFOUND: nothing. */
enum status	postal_show(struct store *s, const char *zip,
		    postal_row_fn *fn, void *arg, struct why *w) SN_CHECK;

/*
 * Call fn for the codes that an address in one text may have.
 *
 * SN_NOTFOUND	it names no municipality
 * SN_CONFLICT	no postal data are loaded
 */
enum status	postal_find(struct store *s, const char *text,
		    postal_row_fn *fn, void *arg, struct arena *a,
		    struct why *w) SN_CHECK;

/* SN_CONFLICT: no postal data are loaded to compare with. */
enum status	postal_ready(struct store *s, struct why *w) SN_CHECK;

/* A shipment and what there is to say of its address. */
struct postal_check {
	int64_t		 shipment;
	const char	*number;	/* shop:number */
	struct address	 address;
	struct judgement judgement;
	const struct island *island;	/* NULL: none */
};

/*
 * Look at the address of a shipment; strings are in a.
 *
 * SN_NOTFOUND	no such shipment
 * SN_CONFLICT	no postal data are loaded
 */
enum status	postal_check(struct postal_check *out, struct store *s,
		    int64_t shipment, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
