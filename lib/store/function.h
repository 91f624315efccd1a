#ifndef STORE_FUNCTION_H
#define STORE_FUNCTION_H

/* For files in lib/store only. */

#include "store/query.h"

/*
 * Functions of ours that statements may call, for what SQL cannot say and
 * C can: foldings, dates, addresses.  Each file that has some lists them in
 * an array, ended by a NULL name, and function.c has the arrays.  All are
 * deterministic within a run; arg is the store.
 */
struct function {
	const char	*name;		/* sn_... */
	int		 nargs;
	void		(*call)(sqlite3_context *, int, sqlite3_value **);
};

/* Give SQL all of them, once for each store; before a statement is made. */
enum status	functions_on(struct store *s, struct why *w) SN_CHECK;

extern const struct function functions_address[], functions_bundle[];
extern const struct function functions_buyer[], functions_calendar[];
extern const struct function functions_checked[], functions_collect[];
extern const struct function functions_fold[];
extern const struct function functions_label[], functions_leave[];
extern const struct function functions_mail[];

/* For a function's body: an argument as text, NULL for SQL's. */
const char	*function_text(sqlite3_value *v);

#endif
