#ifndef MAIL_SAMPLE_H
#define MAIL_SAMPLE_H

#include "conf/conf.h"
#include "order/tree.h"

/*
 * Invented orders, as different from each other as orders are: every way to
 * pay, one destination and two, with all that an order may have and with
 * nothing but what it must.
 */
size_t		 sample_count(void);

/*
 * The i-th, of that shop, as it stands when a mail of that kind is due; all
 * in a.  Returns what it is, for people.
 */
const char	*sample_make(struct tree *t, size_t i, const char *kind,
		    const char *shop, const char *mall, struct arena *a);

#endif
