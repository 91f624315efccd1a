#ifndef TEXT_MUSTACHE_H
#define TEXT_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Mustache templates, the whole of the specification except its optional
 * parts (lambdas, inheritance, dynamic names): parsed once, rendered many
 * times.
 *
 * What a template can say is a tree of values.  Nothing, an empty text and
 * an empty list are no, all else is yes.
 */
enum mustache_type {
	MUSTACHE_NOTHING,	/* also false */
	MUSTACHE_YES,		/* true, and no text */
	MUSTACHE_TEXT,
	MUSTACHE_LIST,
	MUSTACHE_OBJECT
};

struct mustache_value {
	enum mustache_type		 type;
	const char			*text;
	const struct mustache_value	*item;	/* of a list: n of them */
	const struct mustache_field	*field;	/* of an object: n of them */
	size_t				 n;
};
struct mustache_field {
	const char		*name;
	struct mustache_value	 value;
};

struct mustache;

enum {
	MUSTACHE_SECTIONS = 32,		/* within each other */
	MUSTACHE_PARTIALS = 16,		/* the same: beyond, they go round */
	MUSTACHE_PARTS = 8,		/* of a dotted name */
	MUSTACHE_DELIMITER = 16,	/* bytes of {{ or }} */
	MUSTACHE_OUTPUT = 1 << 22,	/* bytes: no letter is as long */
	MUSTACHE_STEPS = 1 << 22	/* of one rendering: lists in lists */
};

/*
 * Parse the len bytes at text, which must stay as long as *out; place is
 * where they stand, for messages, and line the number of their first line.
 *
 * SN_USAGE	they are no template; w says place, line and cause
 */
enum status	mustache_parse(struct mustache **out, const char *text,
		    size_t len, const char *place, unsigned line,
		    struct arena *a, struct why *w) SN_CHECK;

/* What stands for {{> name}}; NULL: there is none, and nothing is written. */
typedef const struct mustache *mustache_partial_fn(const char *name,
		    void *arg);

/* A tag whose value is nothing, so that nothing is written. */
typedef void	mustache_empty_fn(const char *place, unsigned line,
		    const char *name, void *arg);

struct mustache_how {
	bool			 html;	/* escape & < > " ' in values */
	mustache_partial_fn	*partial; /* NULL: there are none */
	mustache_empty_fn	*empty;	/* NULL: nobody asks */
	void			*arg;
};

/*
 * Append m rendered with root to out.
 *
 * SN_INVALID	partials go round, or it is too much; w says where
 */
enum status	mustache_render(struct str *out, const struct mustache *m,
		    const struct mustache_value *root,
		    const struct mustache_how *how, struct why *w) SN_CHECK;

/* What a value may be called: ended by a NULL name. */
struct mustache_known {
	const char			*name;
	enum mustache_type		 type;	/* of a list, each item is: */
	const struct mustache_known	*in;	/* NULL: a text */
	const char			*about;	/* what it is, for people */
};

/* Something about one tag that cannot be meant. */
enum mustache_wrong {
	MUSTACHE_UNKNOWN,	/* there is no such name */
	MUSTACHE_NO_TEXT,	/* the name is of no text, and is written */
	MUSTACHE_NO_PARTIAL	/* there is no such partial, or they go round */
};
struct mustache_fault {
	enum mustache_wrong	 wrong;
	const char		*place;
	unsigned		 line;
	const char		*name;		/* as written */
	const char		*last;		/* the part of it that is wrong */
	const char *const	*near;		/* names that would be right */
	size_t			 nnear;
};
typedef enum status mustache_fault_fn(const struct mustache_fault *f,
		    void *arg, struct why *w);

/*
 * Call fn for each tag of m and of its partials that is wrong with roots
 * that are as known says.  Any status but SN_OK ends it.
 */
enum status	mustache_check(const struct mustache *m,
		    const struct mustache_known *known,
		    const struct mustache_how *how, mustache_fault_fn *fn,
		    void *arg, struct why *w) SN_CHECK;

#endif
