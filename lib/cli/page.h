#ifndef CLI_PAGE_H
#define CLI_PAGE_H

/* For files in lib/cli only: records as text for people, for sn-show(1). */

#include <stdio.h>

#include "base/str.h"
#include "order/model.h"

enum {
	PAGE_WIDTH = 78,	/* a terminal of 80 and a mail */
	PAGE_LABEL = 14		/* columns of the labels at the left */
};

struct page {
	struct str	 s;
	struct arena	*arena;
	int		 at;	/* column where the line in hand ends */
	int		 left;	/* where a broken line goes on */
};

/* "label" at the left, padded; what follows goes on at its right. */
void	page_label(struct page *p, const char *label);

/* A piece of text after a gap, on a new line when it does not fit. */
void	page_put(struct page *p, const char *text);
void	page_putf(struct page *p, const char *fmt, ...) SN_PRINTF(2, 3);

/* The same, broken where the text is, as remarks are. */
void	page_text(struct page *p, const char *text);

/* End the line, if one is begun. */
void	page_end(struct page *p);

/* A line of its own after an empty one. */
void	page_heading(struct page *p, const char *text);

/* A word of a vocabulary as people know it, "-" for none. */
const char *page_word(const struct word *list, const char *slug);

/* The name of a column and a value of it, as people know them. */
const char *page_name(const struct column *c);
const char *page_value(struct page *p, const struct column *c,
	    const char *value);
const char *page_yen(struct page *p, int64_t yen);
const char *page_time(struct page *p, const char *time);

/*
 * Put "name value" of each column of rec that holds something else than a
 * new row would and is not among the names in skip, which NULL ends.
 */
void	page_rest(struct page *p, const struct table *t, const void *rec,
	    const char *const *skip);

/* A name and address under a label, in up to three lines. */
void	page_person(struct page *p, const char *label,
	    const struct person *who);

#endif
