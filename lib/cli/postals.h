#ifndef CLI_POSTALS_H
#define CLI_POSTALS_H

#include "cli/cmd.h"
#include "base/str.h"
#include "store/postal.h"
#include "text/date.h"

/* A file of postal codes on its way into the store. */
struct postals_file {
	const char	*source;	/* its name, or its address */
	struct str	 bytes;		/* as they came */
	struct postal_file file;
	char		 date[DATE_SIZE];
	struct postal_update update;
};

enum { POSTALS_FILES = 8 };	/* two are enough */

struct postals {
	struct postals_file file[POSTALS_FILES];
	size_t		 n;
	const char	*date;		/* of the data; NULL: the files' own */
	const char	*islands;	/* a list to load; "default": the one
					   of sn; NULL: no list */
	struct island	*island;
	size_t		 nisland;
	bool		 changes;	/* list what codes changed */
};

/* Read the bytes of the files at these paths, ended by NULL. */
enum status	postals_open(struct postals *p, char *path[], struct why *w)
		    SN_CHECK;

/* Give back the bytes. */
void		postals_close(struct postals *p);

/*
 * Load the files, which may be zip archives, and the list of islands, in one
 * run, and say what that changed.
 *
 * SN_INVALID	one is no file of Japan Post's, or no list
 * SN_CONFLICT	a file has much less than what is loaded, and nobody said
 *		yes
 */
enum status	postals_update(struct postals *p, struct cmd *c,
		    struct store *s, struct why *w) SN_CHECK;

/* What was loaded when. */
enum status	postals_loads(struct cmd *c, struct store *s, struct why *w)
		    SN_CHECK;

/* What the codes stand for; those that are none are refused. */
enum status	postals_show(struct cmd *c, struct store *s, char *zip[],
		    struct tally *t, struct why *w) SN_CHECK;

/* The codes that an address may have. */
enum status	postals_find(struct cmd *c, struct store *s,
		    const char *text, struct why *w) SN_CHECK;

/*
 * The addresses of the selected shipments: those with which something is
 * the matter, or all with -v; *found is how many such there are.
 */
enum status	postals_check(size_t *found, struct cmd *c, struct store *s,
		    struct tally *t, struct why *w) SN_CHECK;

/* The list of islands in force. */
enum status	postals_list_islands(struct cmd *c, struct store *s,
		    struct why *w) SN_CHECK;

#endif
