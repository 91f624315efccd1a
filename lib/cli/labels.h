#ifndef CLI_LABELS_H
#define CLI_LABELS_H

#include "base/clock.h"
#include "base/str.h"
#include "cli/select.h"
#include "format/write.h"
#include "store/batch.h"
#include "store/label.h"

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
	struct str		 out;		/* the file, or the preview */
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
