/*
 * Which files there are, what they are, and whose they are.  All of it is
 * known before the store is locked, standard input included.
 */

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/intake.h"
#include "cli/sheet.h"
#include "format/detect.h"
#include "format/returns.h"

enum { SAMPLE = 1 << 16 };	/* bytes to know the encoding from */

/* Copy standard input to a file that can be read twice. */
static enum status
spool(FILE **out, struct why *w)
{
	char buf[1 << 16];
	size_t n;

	if ((*out = tmpfile()) == NULL)
		return fail(w, SN_IO, _("temporary file: %s"),
		    strerror(errno));
	while ((n = fread(buf, 1, sizeof(buf), stdin)) > 0)
		if (fwrite(buf, 1, n, *out) < n)
			break;
	if (ferror(stdin) || fflush(*out) == EOF || ferror(*out)) {
		fail(w, SN_IO, _("standard input: %s"), strerror(errno));
		fclose(*out);
		return SN_IO;
	}
	rewind(*out);
	return SN_OK;
}

static enum status
open_one(FILE **out, const char *path, struct why *w)
{
	struct stat sb;
	FILE *f;

	if (strcmp(path, "-") == 0)
		return spool(out, w);
	if ((f = fopen(path, "rb")) == NULL)
		return fail(w, SN_USAGE, "%s: %s", path, strerror(errno));
	if (fstat(fileno(f), &sb) == 0 && S_ISDIR(sb.st_mode)) {
		fclose(f);
		return fail(w, SN_USAGE, "%s: %s", path, strerror(EISDIR));
	}
	if (fseek(f, 0, SEEK_END) == -1 && errno == ESPIPE) {
		fclose(f);
		return fail(w, SN_USAGE, _("%s: a pipe; use - for it"), path);
	}
	rewind(f);
	*out = f;
	return SN_OK;
}

/* How the bytes are encoded, and whether they are records of ours. */
static void
look(enum enc *encoding, bool *records, bool *empty, FILE *f)
{
	char buf[SAMPLE];
	size_t n = fread(buf, 1, sizeof(buf), f), i = 0;
	bool bom;

	enc_detect(encoding, buf, n, &bom);
	if (*encoding == ENC_UTF8_BOM)
		*encoding = ENC_UTF8;
	if (bom)
		i = 3;
	while (i < n && strchr(" \t\r\n", buf[i]) != NULL)
		i++;
	*records = i < n && buf[i] == '{';
	*empty = i == n && n < sizeof(buf);
	rewind(f);
}

/* No orders: but it may be what another command takes. */
static enum status
no_orders(struct intake_file *file, const char *dir, struct arena *a,
    enum status st, struct why *w)
{
	struct format *f = NULL;
	struct why other;
	char *buf = arena_alloc(a, SAMPLE);
	size_t n;

	rewind(file->f);
	n = fread(buf, 1, SAMPLE, file->f);
	if (returns_recognise(&f, buf, n, dir, a, &other) == SN_OK)
		st = fail(w, SN_INVALID, _("%s: a carrier's file (%s) and no "
		    "orders: sn-track takes tracking numbers"), file->path,
		    f->name);
	format_free(f);
	return st;
}

static enum status
find_format(struct intake_file *file, bool *second, struct intake *in,
    struct why *w)
{
	const char *dir = cmd_path(in->cmd, "formats");
	struct arena *a = &in->cmd->arena;
	enum status st;

	*second = false;
	if (in->format == NULL) {
		st = format_detect(&file->format, second, file->f, file->path,
		    dir, a, w);
		return st == SN_INVALID ? no_orders(file, dir, a, st, w) : st;
	}
	return format_load(&file->format, in->format, dir, &in->cmd->arena,
	    w);
}

/* Say what the file was taken for, where people want to know. */
static void
say(const struct intake_file *file, const struct intake *in)
{
	bool sure = strcmp(file->format->confidence, "unverified") != 0;

	if (in->cmd->verbose || !sure || isatty(STDERR_FILENO))
		fprintf(stderr, _("%s: %s (%s, %s), shop %s%s\n"), file->path,
		    file->format->name, file->format->title,
		    enc_name(file->encoding), file->section->name,
		    sure ? "" : _("; nobody has confirmed this format"));
}

/*
 * A file of a pair waits for its other half: the first of the files seen
 * keeps the place.
 */
static bool
join(struct intake *in, struct intake_file *file, bool second)
{
	struct intake_file *other;
	size_t i;

	for (i = 0; i < in->nfile; i++) {
		other = &in->file[i];
		if (other->format == NULL || strcmp(other->format->name,
		    file->format->name) != 0 ||
		    (second ? other->second : other->f) != NULL)
			continue;
		if (second) {
			other->second = file->f;
			other->second_path = file->path;
		} else {
			other->f = file->f;
			other->path = file->path;
			other->encoding = file->encoding;
		}
		format_free(file->format);
		return true;
	}
	if (second) {
		file->second = file->f;
		file->second_path = file->path;
		file->f = NULL;
	}
	return false;
}

static void
keep(struct intake *in, const struct intake_file *file)
{
	in->file = arena_grow(&in->cmd->arena, in->file, in->nfile,
	    &in->capfile, sizeof(*in->file));
	in->file[in->nfile++] = *file;
}

static enum status
open_letters(struct intake *in, const char *path, struct why *w)
{
	struct intake_file file = { .path = path };
	enum status st = SN_OK;
	FILE *bytes = NULL;

	if (strcmp(path, "-") == 0) {
		st = spool(&bytes, w);
		file.path = _("standard input");
	}
	if (st == SN_OK)
		st = intake_letters(&file.f, in, file.path, bytes, w);
	if (bytes != NULL)
		fclose(bytes);
	if (st == SN_OK)
		keep(in, &file);
	return st;
}

static enum status
open_file(struct intake *in, const char *path, struct why *w)
{
	struct intake_file file = { .path = path };
	bool records, second, empty;
	struct guess guess;
	enum status st;

	if (intake_is_letters(in))
		return open_letters(in, path, w);
	if ((st = open_one(&file.f, path, w)) != SN_OK)
		return st;
	if (strcmp(path, "-") == 0)
		file.path = _("standard input");
	look(&file.encoding, &records, &empty, file.f);
	if (in->format != NULL)
		records = strcmp(in->format, "sn") == 0;
	if (records || (empty && strcmp(path, "-") == 0)) {
		keep(in, &file);
		return SN_OK;
	}
	if ((st = find_format(&file, &second, in, w)) != SN_OK)
		goto bad;
	if (in->format != NULL && orders_pair(file.format) &&
	    (st = format_is_second(&second, file.format, file.f, file.path,
	    w)) != SN_OK)
		goto bad;
	if (orders_pair(file.format) && join(in, &file, second))
		return SN_OK;
	if ((st = intake_section(&file.section, in->conf, file.format->mall,
	    in->shop, file.path, w)) != SN_OK)
		goto bad;
	if ((st = guess_complete(&guess, file.format, file.f, file.path,
	    &in->cmd->arena, w)) != SN_OK)
		goto bad;
	say(&file, in);
	formats_tell_unknown(in->cmd, &guess, file.path);
	keep(in, &file);
	return SN_OK;
bad:
	format_free(file.format);
	fclose(file.f != NULL ? file.f : file.second);
	return st;
}

/* Refuse what has no first file: a pair's second one alone. */
static void
drop_halves(struct intake *in)
{
	size_t i, n = 0;

	for (i = 0; i < in->nfile; i++) {
		if (in->file[i].f != NULL) {
			in->file[n++] = in->file[i];
			continue;
		}
		warnx(_("%s: its other file is missing: give both in one "
		    "call; nothing of it was stored"),
		    in->file[i].second_path);
		fclose(in->file[i].second);
		format_free(in->file[i].format);
		in->files.refused++;
	}
	in->nfile = n;
}

enum status
intake_open(struct intake *in, char *operand[], struct why *w)
{
	enum status st;

	if ((st = sheet_rejects_free(in->rejects, w)) != SN_OK)
		return st;
	in->records = in->cmd->output != OUT_JSON && !in->cmd->dry &&
	    !isatty(STDOUT_FILENO);
	for (; *operand != NULL; operand++) {
		st = open_file(in, *operand, w);
		if (st == SN_OK)
			continue;
		if (st == SN_IO)
			return st;
		warnx("%s", w->text);
		in->files.refused++;
	}
	drop_halves(in);
	return SN_OK;
}
