#ifndef CONF_SOURCE_H
#define CONF_SOURCE_H

/* For files in lib/conf only. */

#include <confuse.h>

#include "base/arena.h"
#include "base/status.h"

/*
 * A configuration file, read by libconfuse with its edges rounded off.
 * libconfuse lets the last of two equal keys or titles win, expands
 * "${X}" from the environment, drops the backslash of "\d" and characters
 * that it does not know, stumbles over comments in lists, and knows the
 * line of a section's end only.  So source_scan() walks the text first, by
 * the same table of options: it refuses all that would be read differently
 * from how it looks, names the exact line, and remembers the line of every
 * key.
 */
struct source_key {
	const char	*path;		/* as source_line() takes it */
	unsigned	 line;
};

struct source {
	const char	*name;		/* of the file, for messages */
	char		*text;		/* UTF-8, without a BOM; comments
					   are blanks once it is scanned */
	size_t		 len;
	const char	*hash;		/* SHA-256 of the bytes */
	struct source_key *key;		/* sorted by path once scanned */
	size_t		 n, cap;
	struct arena	*arena;
};

/*
 * Read the file at path; everything lives in a.
 *
 * SN_USAGE	it is not there, too large, or no UTF-8 text
 */
enum status	source_read(struct source *out, const char *path,
		    struct arena *a, struct why *w) SN_CHECK;

/* The same for a text that comes with sn. */
enum status	source_text(struct source *out, const char *name,
		    const char *text, size_t len, struct arena *a,
		    struct why *w) SN_CHECK;

/* Check that the text has the shape of opts.  SN_USAGE: it has not. */
enum status	source_scan(struct source *s, const cfg_opt_t *opts,
		    struct why *w) SN_CHECK;

/* Have libconfuse read what was scanned; *out is for cfg_free(). */
enum status	source_parse(cfg_t **out, const struct source *s,
		    cfg_opt_t *opts, struct why *w) SN_CHECK;

/*
 * The line of a key or section: "company\nzip", "shop\nNAME\nmall", or of a
 * value in a list: "closed\n0".  The parts of a path are separated by
 * newlines.  0: it is not in the file.
 */
unsigned	source_line(const struct source *s, const char *path);

/*
 * The one of the n names that is most like text, or NULL when none is near
 * enough to be what was meant.
 */
const char	*source_nearest(const char *const *names, size_t n,
		    const char *text);

#endif
