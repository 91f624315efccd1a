#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "store/store.h"

/*
 * A change_fn: write c to the FILE * arg as the diff record of
 * sn-shipment(5).
 */
enum status	diff_put(const struct change *c, void *arg, struct why *w);

#endif
