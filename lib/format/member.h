#ifndef FORMAT_MEMBER_H
#define FORMAT_MEMBER_H

#include <stdbool.h>

#include <jansson.h>

#include "base/status.h"
#include "format/format.h"

/*
 * For files in lib/format only: the members of a format's JSON, checked.
 * where names the object that in is, as "line" or "charges[2]"; "" is the
 * top.  Every failure is SN_USAGE, "file: member: what is expected".
 */

/* What is wrong with a member; key NULL means the object itself. */
enum status	member_fail(const struct format *f, const char *where,
		    const char *key, struct why *w, const char *fmt, ...)
		    SN_PRINTF(5, 6);

/* A string that is not empty.  *out is NULL if it is absent and not needed. */
enum status	member_text(const char **out, const struct format *f,
		    json_t *in, const char *where, const char *key,
		    bool needed, struct why *w) SN_CHECK;

/* true or false; *out is left alone if it is absent. */
enum status	member_bool(bool *out, const struct format *f, json_t *in,
		    const char *where, const char *key, struct why *w)
		    SN_CHECK;

/* A string that is one of the words, ended by NULL; its place in *out. */
enum status	member_choice(int *out, const struct format *f, json_t *in,
		    const char *where, const char *key,
		    const char *const words[], struct why *w) SN_CHECK;

/* An array of strings, borrowed; *out is NULL if absent and not needed. */
enum status	member_texts(json_t **out, const struct format *f, json_t *in,
		    const char *where, const char *key, bool needed,
		    struct why *w) SN_CHECK;

/* An object, borrowed; *out is NULL if it is absent and not needed. */
enum status	member_object(json_t **out, const struct format *f,
		    json_t *in, const char *where, const char *key,
		    bool needed, struct why *w) SN_CHECK;

/* Refuse members that are not in known, which NULL ends. */
enum status	member_known(const struct format *f, json_t *in,
		    const char *where, const char *const known[],
		    struct why *w) SN_CHECK;

#endif
