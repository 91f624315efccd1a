#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include <stdbool.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/status.h"
#include "text/decode.h"
#include "text/rows.h"

/*
 * A format of sn-format(5): what one kind of CSV file looks like, as data.
 * A file of the shop's formats/ comes before an embedded one of that name;
 * of several versions the one that is in force today is taken.
 * All of it lives in the arena that format_load() got, except json, which
 * format_free() gives back.
 */
enum format_kind {
	FORMAT_ORDER,		/* orders of a mall, in */
	FORMAT_LABEL,		/* a carrier's labels, out */
	FORMAT_TRACKING,	/* tracking numbers, in */
	FORMAT_REPORT,		/* results for a mall, out */
	FORMAT_MAIL		/* letters that bring orders, in */
};

struct format {
	const char	*name;
	enum format_kind kind;
	const char	*title;		/* for people, Japanese */
	const char	*mall;		/* kind order, report, mail; else NULL */
	const char	*carrier;	/* kind label, tracking; else NULL */
	const char	*source;	/* where the facts come from */
	const char	*confidence;	/* high medium low unverified */
	const char	*valid_from;	/* date, or NULL */
	const char	*path;		/* the file, or NULL: embedded */
	json_t		*aliases;	/* texts, borrowed, or NULL */
	enum enc	 encoding;	/* of what is written; in what is read
					   it is detected */
	char		 delimiter;
	bool		 quoted;	/* quotes have a meaning when read */
	enum quoting	 quoting;	/* when written */
	const char	*newline;	/* when written: "\r\n" or "\n" */
	json_t		*json;		/* the whole of it, borrowed */
};

/*
 * Load the format of that name, or the one that has it as an alias, which
 * is compared as folded.  dir is the shop's formats directory.
 *
 * SN_NOTFOUND	there is none
 * SN_USAGE	it is no JSON, or a member is missing or wrong: w says where
 */
enum status	format_load(struct format **out, const char *name,
		    const char *dir, struct arena *a, struct why *w) SN_CHECK;
void		format_free(struct format *f);

/*
 * Of the files NAME.json and NAME@DATE.json of dir, or of those that are
 * embedded where dir is NULL, the one with the latest date that is not to
 * come, without .json; *out is NULL when there is none.
 */
enum status	format_in_force(const char **out, const char *name,
		    const char *dir, struct arena *a, struct why *w)
		    SN_CHECK;

/*
 * The names of all formats, the shop's and the embedded ones, sorted and
 * each once; ended by NULL, in a.
 */
enum status	format_names(const char ***out, const char *dir,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
