#ifndef ORDER_ADDRESS_H
#define ORDER_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * Whether a postal code and an address belong together, and whether the
 * address names a house.  Pure: the rows of the postal data come from
 * whoever has them.
 */

/* What a row of Japan Post's data says of a town, as its columns do. */
enum {
	POSTAL_SEVERAL = 1,	/* the town has more than one code */
	POSTAL_KOAZA = 2,	/* houses are numbered in each 小字 anew */
	POSTAL_CHOME = 4,	/* the town has 丁目 */
	POSTAL_SHARED = 8	/* the code stands for more than one town */
};

/* One of the meanings of a code. */
struct postal_row {
	const char	*zip;		/* seven digits */
	const char	*jis;		/* municipality, five digits */
	const char	*town;		/* as published, with its （...） */
	const char	*name;		/* of a business that has the code; ""
					   for a town */
	const char	*rest;		/* 丁目 and number of a business, "" */
	unsigned	 flags;		/* POSTAL_... */
};

struct municipality {
	const char	*jis, *pref, *city;
};

/* All municipalities by the ways in which people write them. */
struct gazetteer;

/* m and what it points to must live as long as the gazetteer, in a. */
struct gazetteer *gazetteer_new(const struct municipality *m, size_t n,
		    struct arena *a);

/* The municipality of that number, or NULL. */
const struct municipality *gazetteer_find(const struct gazetteer *g,
		    const char *jis);

/*
 * The rows of a code or of a municipality, *out of them; they are good
 * until the next call of the same function.
 */
typedef size_t postal_fn(const struct postal_row **out, const char *key,
		    void *arg);

struct postal {
	const struct gazetteer *gazetteer;
	postal_fn	*by_zip, *by_city;
	void		*arg;
	bool		 recent;	/* a code that is not there is wrong */
};

/* NULL or "" for what is not given. */
struct address {
	const char	*zip, *pref, *city, *town, *building;
	const char	*company, *name;	/* of the recipient */
};

enum address_level { ADDRESS_FINE, ADDRESS_DOUBTFUL, ADDRESS_WRONG };

/* What is the matter with the postal code. */
enum address_cause {
	ADDRESS_CAUSE_NONE,
	ADDRESS_CAUSE_DIGITS,	/* not seven digits */
	ADDRESS_CAUSE_UNKNOWN,	/* no such code in the data */
	ADDRESS_CAUSE_PREF,	/* of another prefecture */
	ADDRESS_CAUSE_CITY,	/* of another municipality, or, if doubtful,
				   the address names none that is known */
	ADDRESS_CAUSE_TOWN,	/* of another town; if doubtful, the town is
				   not in the data, or has a code of its own */
	ADDRESS_CAUSE_CHOME	/* of other 丁目 of the town */
};

struct judgement {
	enum address_level level;
	enum address_cause cause;
	bool		 no_zip;	/* there is none: the level says
					   nothing */
	bool		 no_number;	/* nothing that names a house */
	const char	*jis;		/* municipality of the address; NULL:
					   not known for certain */
	const char	*town;		/* the key of what follows it, or NULL */
	const char	*means;		/* "160-0022 東京都新宿区新宿": what the
					   code stands for; NULL: it is fine,
					   or the code is not known */
	const char	*likely;	/* the same of a code that the address
					   may have; NULL: none is known */
};

/* Judge; strings are in a. */
void		 address_judge(struct judgement *out, const struct address *ad,
		    const struct postal *p, struct arena *a);

/* Called with each code that an address may have, the best first. */
typedef void	 address_likely_fn(const struct postal_row *row,
		    const struct municipality *m, void *arg);

/*
 * The codes of an address in one text, without the places where it is only
 * in part; how many there are.
 */
size_t		 address_likely(const char *text, const struct postal *p,
		    address_likely_fn *fn, void *arg, struct arena *a);

/*
 * The form in which addresses are compared, in a: as fold_text(), and
 * kanji numerals are digits, ヶ ケ ガ カ are one, ノ 之 乃 too, small kana
 * large, 字, 大字 and ・ gone, 々 spelled out, 丁目 a hyphen.
 */
const char	*address_key(const char *text, struct arena *a);

/*
 * The name of the code as people write it, and what it stands for, in a:
 * "100-0005 東京都千代田区丸の内".
 */
const char	*postal_text(const struct postal_row *row,
		    const struct municipality *m, struct arena *a);

/* A place that is an island: a municipality, a town of it, or a code. */
struct island {
	const char	*area;		/* five digits of a municipality, seven
					   of a code */
	const char	*town;		/* "" for all */
	const char	*name;		/* of the island, for people */
	const char	*key;		/* of the town; islands_sort() makes it */
};

/* Bring a list into the order that island_find() needs. */
void		 islands_sort(struct island *list, size_t n, struct arena *a);

/* The island of n on which the judged address is, or NULL. */
const struct island *island_find(const struct island *list, size_t n,
		    const struct address *ad, const struct judgement *j,
		    struct arena *a);

/*
 * Read a list from text, lines of area, town and name with a tab or a comma
 * between; what begins with # is a comment.
 *
 * SN_INVALID	a line is none: w names it
 */
enum status	 islands_read(struct island **out, size_t *n,
		    const char *text, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
