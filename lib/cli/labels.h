#ifndef CLI_LABELS_H
#define CLI_LABELS_H

#include "base/clock.h"
#include "base/str.h"
#include "cli/select.h"
#include "format/write.h"
#include "store/batch.h"
#include "store/label.h"

/* One file of a run: carriers take only so many rows in each. */
struct labels_file {
	size_t			 at;		/* in out */
	size_t			 first;		/* in done */
	int64_t			 rows;
};

/* One run of sn-label(1) over the shipments that it was given. */
struct labels {
	struct cmd		*cmd;
	struct store		*store;
	const char		*format_name;	/* -f, else that of the first */
	bool			 relabel, replace, force;
	const struct ids	*ids;
	struct tally		*tally;

	struct format		*format;
	struct writer		*writer;
	struct arena		 arena;		/* of one label */
	struct str		 out;		/* the files, or the preview */
	struct labels_file	*file;
	size_t			 nfile, capfile;
	struct batch		*batch;		/* of each file */
	struct ids		 done;		/* on the labels, in order */
	int64_t			*sorted;	/* ids, to find parents in */
	int64_t			 rows;
	unsigned long		 cut, replaced;
	char			 today[11];
	struct stamp		 now;
	struct label_facts	 facts;
};

/*
 * Write the labels of all shipments into l->out, and to the store, in the
 * run that the caller began, what that changes.  Refused ones are named and
 * counted.
 *
 * SN_USAGE	no format was named and the carriers need more than one, or
 *		the format is wrong
 */
enum status	labels_write(struct labels *l, struct why *w) SN_CHECK;

/*
 * Record the files in the same run, under path or, where they are several,
 * under path with a number in it; NULL is standard output.
 *
 * SN_USAGE	there are several, and no path
 */
enum status	labels_record(struct labels *l, const char *path,
		    struct why *w) SN_CHECK;

/* Say what was done; the confidence of a layout is repeated. */
void		labels_sum_up(const struct labels *l);

/*
 * After the commit, write the files; one that fails keeps none of the others
 * back, and is named with how to have it again.
 */
enum status	labels_deliver(struct labels *l, struct why *w) SN_CHECK;

/* Write them into l->out as people read them; the store stays as it is. */
enum status	labels_preview(struct labels *l, struct why *w) SN_CHECK;

/*
 * Whether sn.conf has what every label of f needs, which wr writes: it is
 * looked for once, and not told a hundred thousand times.  SN_USAGE: it lacks
 * what w says.
 */
enum status	labels_settings(const struct conf *conf,
		    const struct format *f, const struct writer *wr,
		    struct why *w) SN_CHECK;

/* Give back what l holds. */
void		labels_free(struct labels *l);

#endif
