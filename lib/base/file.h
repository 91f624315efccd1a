#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/str.h"

/*
 * Append all of the file at path, "-" for standard input, to out.
 *
 * SN_NOTFOUND	there is none
 * SN_USAGE	it is larger than most bytes
 * SN_IO	it cannot be read
 */
enum status	file_read(struct str *out, const char *path, size_t most,
		    struct why *w) SN_CHECK;

#endif
