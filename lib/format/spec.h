#ifndef FORMAT_SPEC_H
#define FORMAT_SPEC_H

#include <jansson.h>

#include "format/format.h"
#include "order/model.h"

/*
 * For files in lib/format only: where one value comes from, as a format
 * says it, and what is made of it.  See sn-format(5).
 */
enum how {
	HOW_TEXT, HOW_CODE, HOW_WORD, HOW_YEN, HOW_NUMBER, HOW_RATE,
	HOW_BOOL,
	HOW_DATE, HOW_TIME, HOW_FIND_DATE, HOW_SPAN_DATE, HOW_SPAN_SLOT,
	HOW_SLOT, HOW_PHONE, HOW_ZIP, HOW_PREF, HOW_PAIRS,
	HOW_ADDRESS
};

/* What a cell is compared with; see pattern_matches(). */
enum pattern_kind {
	PATTERN_EXACT, PATTERN_STARTS, PATTERN_ENDS, PATTERN_HOLDS,
	PATTERN_ANY,		/* "*": anything but nothing */
	PATTERN_EMPTY, PATTERN_ZERO, PATTERN_AMOUNT, PATTERN_NEGATIVE
};

struct pattern {
	enum pattern_kind	 kind;
	bool			 unless;	/* "!..." */
	const char		*text;
	size_t			 len;
};

struct mapped_word {
	struct pattern	 pattern;
	const char	*value;		/* NULL: nothing */
};

/* A header, as folded for comparison and as the file's people know it. */
struct header {
	const char	*folded[4];	/* alternatives, ended by NULL */
	const char	*name;
	long		 column;	/* of the file at hand, or ABSENT */
};

enum {
	ABSENT = -1,
	SPEC_COLUMNS_MAX = 16	/* that one value is joined from */
};

struct condition {
	struct header	 header;
	struct pattern	*pattern;	/* one of them matches */
	size_t		 n;
};

enum rows_taken { ROWS_FIRST, ROWS_SUM, ROWS_LARGEST };

struct spec {
	enum how		 how;
	struct header		*header;
	size_t			 nheader;
	const char		*join;
	const char		*constant;
	const char		**label;	/* of a "label: value" line */
	size_t			 nlabel;
	struct mapped_word	*word;
	size_t			 nword;
	const struct word	*vocabulary;	/* of HOW_WORD */
	struct condition	*when;		/* all of them hold */
	size_t			 nwhen;
	enum rows_taken		 rows;
	bool			 less;		/* an amount to take away */
	struct spec		*otherwise;
};

/*
 * Compile the spec v; how and vocabulary are what the column asks for, and
 * the spec may name another way.
 *
 * SN_USAGE	it is none: w names the format, where and what is expected
 */
enum status	spec_read(struct spec **out, const struct format *f,
		    json_t *v, const char *where, enum how how,
		    const struct word *vocabulary, struct arena *a,
		    struct why *w) SN_CHECK;

/* Compile the pattern text. */
void		pattern_read(struct pattern *out, const char *text);

/*
 * Whether s matches one of n patterns: a plain one that matches, or, where
 * all of them are exceptions, none of these.
 */
bool		pattern_matches(const struct pattern *p, size_t n,
		    const char *s);

/* The header that text names, alternatives parted by '|'. */
void		header_read(struct header *out, const char *text,
		    struct arena *a);

/* The folded headers of a file. */
struct headers {
	const char	**name;
	size_t		  n;
};

/* Find the columns of all headers of s. */
void		spec_resolve(struct spec *s, const struct headers *h);

/* Find the column of one; whether it is there. */
bool		header_resolve(struct header *out, const struct headers *h);

/* Whether the file has what s needs: any of its headers, or a constant. */
bool		spec_carried(const struct spec *s);

#endif
