#ifndef TEXT_MUSTACHE_OP_H
#define TEXT_MUSTACHE_OP_H

/* For files in lib/text only: a template as it was parsed. */

#include "text/mustache.h"

enum op_kind {
	OP_TEXT,
	OP_VALUE,		/* {{x}} */
	OP_RAW,			/* {{{x}}}, {{&x}} */
	OP_SECTION,		/* {{#x}}: the ops up to end */
	OP_INVERTED,		/* {{^x}}: the same */
	OP_PARTIAL		/* {{>x}} */
};

struct op {
	enum op_kind	 kind;
	bool		 starts;	/* a line: a partial's indentation
					   stands before it */
	bool		 alone;		/* a partial on a line of its own */
	unsigned	 line;
	const char	*text;		/* of a text: len bytes; of a partial
					   alone: its indentation */
	size_t		 len;
	const char	*name;		/* as written, blanks gone */
	const char	*part[MUSTACHE_PARTS]; /* between its dots */
	size_t		 nparts;	/* 0: {{.}} */
	size_t		 end;		/* of a section: the op behind it */
};

struct mustache {
	const char	*place;
	struct op	*op;
	size_t		 n, cap;
};

#endif
