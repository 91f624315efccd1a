#ifndef STORE_FITTING_H
#define STORE_FITTING_H

/* For files in lib/store only. */

#include "conf/conf.h"
#include "store/query.h"

/*
 * Let SQL ask, by sn_label_says(), what the labels of conf's carriers have
 * to say of a recipient; until fitting_off().  Formats are read when they
 * are first asked for.
 */
void	fitting_on(struct store *s, const struct conf *conf);
void	fitting_off(struct store *s);

#endif
