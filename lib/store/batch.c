#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "data/digest.h"
#include "store/batch.h"
#include "store/query.h"

static enum status
put_shipment(struct store *s, int64_t batch, size_t seq, int64_t shipment,
    struct why *w)
{
	enum status st;
	struct query q;
	int64_t id;

	if ((st = store_id(&id, s, "batch_shipment", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT OR FAIL INTO batch_shipment (id, batch, seq, shipment)"
	    "VALUES (:id, :batch, :seq, :shipment)");
	query_num(&q, ":id", id);
	query_num(&q, ":batch", batch);
	query_num(&q, ":seq", (int64_t)seq);
	query_num(&q, ":shipment", shipment);
	return query_do(&q, "record batch", w);
}

enum status
store_batch_put(struct store *s, struct batch *b, const int64_t *shipment,
    size_t n, struct why *w)
{
	struct digest sha;
	enum status st;
	struct query q;
	size_t i;

	if ((st = store_id(&b->id, s, "batch", w)) != SN_OK)
		return st;
	digest_bytes(&sha, b->bytes, b->len);
	query_open(&q, s,
	    "INSERT INTO batch (id, op, kind, format, file, at, rows, sha256,"
	    "       bytes)"
	    "VALUES (:id, :op, :kind, :format, :file, :at, :rows, :sha256,"
	    "       :bytes)");
	query_num(&q, ":id", b->id);
	query_num(&q, ":op", store_op(s));
	query_text(&q, ":kind", b->kind);
	query_text(&q, ":format", b->format);
	query_text(&q, ":file", b->file);
	query_text(&q, ":at", b->at);
	query_num(&q, ":rows", b->rows);
	query_text(&q, ":sha256", sha.text);
	query_blob(&q, ":bytes", b->bytes, b->len);
	st = query_do(&q, "record batch", w);
	for (i = 0; i < n && st == SN_OK; i++)
		st = put_shipment(s, b->id, i + 1, shipment[i], w);
	return st;
}

enum status
store_batch_get(struct batch *out, struct store *s, int64_t id,
    struct arena *a, struct why *w)
{
	const void *bytes;
	enum status st;
	struct query q;
	bool found;

	*out = (struct batch){ .id = id };
	query_open(&q, s,
	    "SELECT kind, format, file, at, rows, bytes"
	    "  FROM batch"
	    " WHERE id = :id");
	query_num(&q, ":id", id);
	if ((found = query_row(&q))) {
		out->kind = query_col(&q, 0, a);
		out->format = query_col(&q, 1, a);
		out->file = query_col(&q, 2, a);
		out->at = query_col(&q, 3, a);
		out->rows = query_int(&q, 4);
		bytes = sqlite3_column_blob(q.stmt, 5);
		out->len = (size_t)sqlite3_column_bytes(q.stmt, 5);
		out->bytes = arena_strndup(a, bytes != NULL ? bytes : "",
		    out->len);
	}
	if ((st = query_end(&q, "read batch", w)) != SN_OK)
		return st;
	if (!found)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such batch"),
		    id);
	return SN_OK;
}

enum status
store_batch_written(struct store *s, int64_t id, struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "UPDATE batch"
	    "   SET written_at = :now"
	    " WHERE id = :id AND written_at IS NULL");
	query_text(&q, ":now", now.text);
	query_num(&q, ":id", id);
	return query_do(&q, "note batch", w);
}

static enum status
write_all(int fd, const char *p, size_t n, const char *path, struct why *w)
{
	ssize_t put;

	while (n > 0) {
		put = write(fd, p, n);
		if (put == -1 && errno == EINTR)
			continue;
		if (put == -1)
			return fail(w, SN_IO, "%s: %s", path,
			    strerror(errno));
		p += put;
		n -= (size_t)put;
	}
	return SN_OK;
}

/* The directory, too, so that the new name survives a power cut. */
static void
sync_dir(const char *path)
{
	char *copy = strdup(path);
	int fd;

	if (copy != NULL &&
	    (fd = open(dirname(copy), O_RDONLY | O_DIRECTORY)) != -1) {
		(void)fsync(fd);
		close(fd);
	}
	free(copy);
}

/* A path that is no plain file (/dev/full, a fifo) is written as it is. */
static enum status
write_into(const struct batch *b, const char *path, struct why *w)
{
	enum status st;
	int fd;

	if ((fd = open(path, O_WRONLY)) == -1)
		return fail(w, SN_IO, "%s: %s", path, strerror(errno));
	st = write_all(fd, b->bytes, b->len, path, w);
	if (close(fd) == -1 && st == SN_OK)
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
	return st;
}

enum status
batch_write(const struct batch *b, const char *path, struct why *w)
{
	struct str tmp = STR_INIT;
	enum status st;
	struct stat sb;
	int fd;

	if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode))
		return write_into(b, path, w);
	str_addf(&tmp, "%s.XXXXXX", path);
	if ((fd = mkstemp(tmp.p)) == -1) {	/* mode 0600 */
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
		goto out;
	}
	st = write_all(fd, b->bytes, b->len, path, w);
	if (st == SN_OK && fsync(fd) == -1)
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
	if (close(fd) == -1 && st == SN_OK)
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
	if (st == SN_OK && rename(tmp.p, path) == -1)
		st = fail(w, SN_IO, "%s: %s", path, strerror(errno));
	if (st == SN_OK)
		sync_dir(path);
	else
		unlink(tmp.p);
out:
	str_free(&tmp);
	return st;
}
