#ifndef CONF_READER_H
#define CONF_READER_H

/* For files in lib/conf only. */

#include "conf/conf.h"
#include "conf/source.h"

/* sn.conf while it is read. */
struct reader {
	struct conf	*conf;		/* what was read so far */
	struct source	*source;
	struct arena	*arena;
	struct why	*why;
};

/*
 * What a value must be.  path is as source_line() takes it; *v may be
 * brought to its normal form.  SN_USAGE: it is not.
 */
typedef enum status check_fn(struct reader *r, const char *path,
		    const char **v);

/*
 * Say that the value at path is wrong: file, line, section and key stand
 * before the reason.  Returns SN_USAGE.
 */
enum status	reader_bad(struct reader *r, const char *path,
		    const char *fmt, ...) SN_PRINTF(3, 4);

check_fn check_language, check_prefix, check_number, check_word, check_line,
	 check_zip, check_phone, check_mail, check_invoice, check_mall,
	 check_entry, check_route, check_on_cancel, check_carrier, check_slug,
	 check_after, check_encoding, check_per, check_newline, check_closed;

/* The names of shops, carriers and queries as sections have them. */
check_fn check_shop_name, check_carrier_name, check_query_name;

#endif
