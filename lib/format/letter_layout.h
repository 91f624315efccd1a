#ifndef FORMAT_LETTER_LAYOUT_H
#define FORMAT_LETTER_LAYOUT_H

#include "format/layout.h"
#include "format/letter.h"

/* For lib/format/letter*.c only: a format of kind mail, compiled. */

enum label_of { LABEL_ORDER, LABEL_DESTINATION, LABEL_ITEM };

/* A label that some member of the format asks for. */
struct letter_label {
	const char	*text;		/* folded; "block.label" in a block */
	enum label_of	 of;
	bool		 begins;	/* an item, once one has more than
					   what begins it */
	bool		 goes_on;	/* over the next lines */
	bool		 free;		/* over empty ones, too */
	long		 zip;		/* label that gets the postal code in
					   front of the value, or ABSENT */
};

struct letter_block {
	const char	*name;		/* folded */
	struct pattern	*start;		/* of a line without its marks */
	size_t		 nstart;
};

/*
 * "{name} x {quantity}": texts between labels, the first before them.  The
 * value of "{}" is for nobody.
 */
enum { SHAPE_FIELDS = 8 };
struct letter_shape {
	const char	*text[SHAPE_FIELDS + 1]; /* width folded */
	long		 label[SHAPE_FIELDS];	/* or ABSENT */
	size_t		 n;
};

struct letter_layout {
	struct layout		 layout;
	struct arena		*arena;
	struct pattern		*from, *subject;
	size_t			 nfrom, nsubject;
	struct letter_block	*block;
	size_t			 nblock;
	size_t			 destination;	/* block, or nblock: none */
	struct letter_label	*label;		/* sorted by text */
	size_t			 nlabel, caplabel;
	struct letter_shape	*shape;
	size_t			 nshape;
	bool			 totals;
};

/* The label of that folded text, or ABSENT. */
long		letter_label(const struct letter_layout *l, const char *text);

/*
 * Whether line has the shape; *value are n texts for its labels, in a.  The
 * texts of the shape are looked for from the end of the line, each once.
 */
bool		letter_shaped(const char *value[SHAPE_FIELDS],
		    const struct letter_shape *s, const char *line,
		    struct arena *a);

#endif
