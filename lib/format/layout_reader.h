#ifndef FORMAT_LAYOUT_READER_H
#define FORMAT_LAYOUT_READER_H

#include "format/layout.h"

/* For lib/format/layout*.c only: how a format of orders is compiled. */
struct layout_reader {
	const struct format	*f;
	struct layout		*out;
	struct arena		*arena;
};

/*
 * The columns of t in the object o; members named in others, which NULL
 * ends, are not columns.
 */
enum status	layout_section(struct section *out,
		    const struct layout_reader *r, json_t *o,
		    const char *where, const struct table *t,
		    const char *const others[], struct why *w) SN_CHECK;

/* The spec of the column of that name, or NULL; or refuse the format. */
struct spec	*layout_spec(const struct section *s, const char *name);
enum status	layout_need(const struct layout_reader *r,
		    const struct section *s, const char *where,
		    const char *name, struct why *w) SN_CHECK;

/* A list of headers; none when the member is absent. */
enum status	layout_headers(struct header **out, size_t *n,
		    const struct format *f, json_t *in, const char *where,
		    const char *key, struct arena *a, struct why *w) SN_CHECK;

/* The members charges and payments. */
enum status	layout_charges(const struct layout_reader *r, struct why *w)
		    SN_CHECK;
enum status	layout_payments(const struct layout_reader *r, struct why *w)
		    SN_CHECK;

#endif
