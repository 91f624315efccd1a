#ifndef STORE_REIMPORT_H
#define STORE_REIMPORT_H

/* For files in lib/store only: merging an order that is there already. */

#include "store/import.h"

enum status	reimport(enum import_outcome *out, struct import *im,
		    const struct conf_shop *shop, int64_t order,
		    struct tree *t, const struct carried *carried,
		    struct why *w) SN_CHECK;

/* Open a finding on an order. */
enum status	import_finding(struct import *im, struct tree *t,
		    int64_t order, const char *field, const char *code,
		    const char *severity, const char *saw,
		    const char *expected, struct why *w) SN_CHECK;

/* Open and close the findings that an order has as it stands. */
enum status	import_look(struct import *im, struct tree *t, struct why *w)
		    SN_CHECK;

#endif
