#ifndef CONF_CHECKS_H
#define CONF_CHECKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/*
 * The kinds of findings that there are: those of lib/store/check, one file
 * each, as checks.conf(5) changes them, and those that it makes of queries.
 */

enum {
	CHECK_PARAMS = 4	/* numbers that one check may take */
};

struct check_param {
	const char	*name;
	int64_t		 value;
};

struct check {
	const char	*code;		/* of its findings */
	const char	*title;		/* in English; of a shop's own check its
					   message, or NULL */
	const char	*ja;		/* in Japanese */
	const char	*severity;	/* a slug of words_severity */
	bool		 on;
	bool		 ended;		/* it looks at shipments that are done or
					   cancelled, else at the others */
	const char	*needs;		/* the table that it joins beside todo,
					   or NULL; see store/seen.h */
	const char	*learn;		/* SQL over d: the key of what a person
					   called right; or NULL */
	const char	*sql;		/* NULL: the shop's own, by query, or */
	const char	*by;		/* that program opens and closes them */
	const char	*query;
	unsigned	 line;		/* of the query in checks.conf */
	struct check_param param[CHECK_PARAMS];
	size_t		 nparam;
};

struct checks {
	const char	*path;		/* of checks.conf */
	const char	*hash;		/* SHA-256 of the file; NULL: none */
	struct check	*check;		/* shipped ones by code, then own ones */
	size_t		 n;
};

/*
 * The checks as the file at path has them; without one all are as shipped.
 * Queries are not looked into.
 *
 * SN_USAGE	a line of the file is wrong: w says which
 */
enum status	checks_read(struct checks **out, const char *path,
		    struct arena *a, struct why *w) SN_CHECK;

/* The check of that code, or NULL. */
const struct check *checks_find(const struct checks *c, const char *code);

/* The code that is most like text, or NULL. */
const char	*checks_nearest(const struct checks *c, const char *text,
		    struct arena *a);

#endif
