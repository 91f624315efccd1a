/*
 * A CSV file out of a zip archive.  Only this file includes zip.h.
 */

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <zip.h>

#include "base/i18n.h"
#include "text/unzip.h"

bool
unzip_is(const char *bytes, size_t n)
{
	return n > 4 && memcmp(bytes, "PK\003\004", 4) == 0;
}

static bool
is_csv(const char *name)
{
	size_t n = name == NULL ? 0 : strlen(name);

	return n > 4 && strcasecmp(name + n - 4, ".csv") == 0;
}

/* The number of the only CSV file in the archive. */
static enum status
find(zip_uint64_t *out, zip_t *z, struct why *w)
{
	zip_int64_t i, n = zip_get_num_entries(z, 0);
	unsigned found = 0;

	for (i = 0; i < n; i++)
		if (is_csv(zip_get_name(z, (zip_uint64_t)i, 0))) {
			*out = (zip_uint64_t)i;
			found++;
		}
	if (found != 1)
		return fail(w, SN_INVALID, _("the archive has %u CSV files, "
		    "one was expected"), found);
	return SN_OK;
}

static enum status
extract(struct str *out, zip_t *z, zip_uint64_t i, struct why *w)
{
	zip_file_t *f = zip_fopen_index(z, i, 0);
	enum status st = SN_OK;
	char buf[1 << 16];
	zip_int64_t n;

	if (f == NULL)
		return fail(w, SN_INVALID, _("damaged archive: %s"),
		    zip_strerror(z));
	while ((n = zip_fread(f, buf, sizeof(buf))) > 0 &&
	    out->len <= UNZIP_MAX)
		str_add(out, buf, (size_t)n);
	if (n < 0)
		st = fail(w, SN_INVALID, _("damaged archive: %s"),
		    zip_file_strerror(f));
	else if (out->len > UNZIP_MAX)
		st = fail(w, SN_INVALID, _("the file in the archive is larger "
		    "than %d MiB"), UNZIP_MAX >> 20);
	(void)zip_fclose(f);
	return st;
}

/* Archives keep local time, of wherever they were made. */
static void
day(char date[DATE_SIZE], zip_t *z, zip_uint64_t i)
{
	struct zip_stat stat;
	struct tm tm;

	zip_stat_init(&stat);
	*date = '\0';
	if (zip_stat_index(z, i, 0, &stat) == 0 &&
	    (stat.valid & ZIP_STAT_MTIME) != 0 &&
	    localtime_r(&stat.mtime, &tm) != NULL)
		(void)strftime(date, DATE_SIZE, "%Y-%m-%d", &tm);
}

enum status
unzip_csv(struct str *out, char date[DATE_SIZE], const char *bytes, size_t n,
    struct why *w)
{
	zip_source_t *source;
	zip_error_t error;
	zip_uint64_t i = 0;
	enum status st;
	zip_t *z;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, n, 0, &error);
	z = source == NULL ? NULL :
	    zip_open_from_source(source, ZIP_RDONLY, &error);
	if (z == NULL) {
		st = fail(w, SN_INVALID, _("damaged archive: %s"),
		    zip_error_strerror(&error));
		zip_source_free(source);	/* NULL is allowed */
		zip_error_fini(&error);
		return st;
	}
	if ((st = find(&i, z, w)) == SN_OK) {
		day(date, z, i);
		st = extract(out, z, i, w);
	}
	zip_discard(z);
	zip_error_fini(&error);
	return st;
}
