#ifndef STORE_STEPS_H
#define STORE_STEPS_H

/* For files in lib/store only. */

#include "store/query.h"
#include "store/step.h"

/* That a finding f stops, unless its code is among :except. */
#define STEPS_STOPPING							\
	"f.state = 'open' AND f.severity IN ('error', 'warning')"	\
	" AND sn_has(:except, ' ' || f.code || ' ') IS NOT 1"

/* The codes that do not stop, for :except. */
const char	*steps_except(struct step_run *r);

/* Bundles of the temporary table halting go from taken to halted. */
enum status	steps_halt(struct step_run *r, struct why *w) SN_CHECK;

#endif
