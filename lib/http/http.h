#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stddef.h>

#include "base/status.h"
#include "base/str.h"

/*
 * Get what is at url, which is http or https, into out.  Certificates are
 * verified; of redirections a few are followed, to https only.
 * What is larger than max bytes is not taken.  A transfer that does not
 * begin within half a minute, or that stands still for as long, ends.
 *
 * SN_USAGE	the url is none
 * SN_RETRY	no connection, a time-out, a transfer cut off, or the server
 *		answers 429 or 5xx: it may work later
 * SN_IO	any other answer, a certificate that is not good, or too large
 */
enum status	http_get(struct str *out, const char *url, size_t max,
		    struct why *w) SN_CHECK;

#endif
