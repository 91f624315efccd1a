/*
 * The work of sn-track(1): from carriers' files to tracking numbers.
 */

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/tracks.h"
#include "format/detect.h"
#include "format/returns.h"
#include "order/label.h"
#include "store/track.h"

enum {
	FILE_MAX = 256 << 20	/* half a million rows of the widest layout */
};

static enum status
add_row(const struct returned *r, void *arg, struct why *w)
{
	struct tracks *t = arg;
	struct arena *a = &t->cmd->arena;
	struct track_row *row;

	(void)w;
	t->row = arena_grow(a, t->row, t->n, &t->cap, sizeof(*t->row));
	row = &t->row[t->n++];
	*row = (struct track_row){ .file = t->file, .line = r->line,
	    .carrier = t->carrier, .shipment = NUM_NULL };
	row->key = arena_strdup(a, r->key);
	row->number = arena_strdup(a, r->number);
	row->date = arena_strdup(a, r->date);
	row->bad = arena_strdup(a, r->bad);
	return SN_OK;
}

/*
 * Rows from first on are a file's.  Where none of several has a number it is
 * the file that went to the carrier's software, or nothing was printed yet:
 * that is said once.
 */
static enum status
check_numbers(const struct tracks *t, size_t first, struct why *w)
{
	size_t i;

	for (i = first; i < t->n; i++)
		if (*t->row[i].number != '\0')
			return SN_OK;
	if (t->n < first + 2)
		return SN_OK;
	return fail(w, SN_USAGE, _("none of its %zu rows has a tracking "
	    "number; wanted is the file that the carrier's software saves "
	    "after printing"), t->n - first);
}

/* No tracking numbers: but it may be what another command takes. */
static void
no_numbers(const struct str *text, const char *dir, struct arena *a,
    struct why *w)
{
	FILE *in = fmemopen(text->p, text->len, "r");
	struct format *f = NULL;
	struct why other;
	bool second;

	if (in == NULL)
		return;
	if (format_detect(&f, &second, in, "", dir, a, &other) == SN_OK)
		(void)fail(w, SN_USAGE, _("orders (%s) and no tracking "
		    "numbers: sn-import takes them"), f->name);
	format_free(f);
	fclose(in);
}

enum status
tracks_read(struct tracks *t, const char *file, struct why *w)
{
	struct arena *a = &t->cmd->arena;
	const char *dir = cmd_path(t->cmd, "formats");
	struct str text = STR_INIT;
	struct format *f = NULL;
	size_t first = t->n;
	enum status st;

	t->file = strcmp(file, "-") == 0 ? "stdin" : file;
	if ((st = file_read(&text, file, FILE_MAX, w)) != SN_OK) {
		str_free(&text);
		return st == SN_NOTFOUND ? SN_USAGE : st;
	}
	if (text.len == 0 && t->file != file)	/* as every filter has it */
		goto out;
	if (text.len == 0)
		st = fail(w, SN_USAGE, _("the file is empty"));
	else if (t->key_name != NULL)
		st = returns_named(&f, t->key_name, t->number_name,
		    str_text(&text), text.len, a, w);
	else if (t->format_name != NULL)
		st = format_load(&f, t->format_name, dir, a, w);
	else
		st = returns_recognise(&f, str_text(&text), text.len, dir, a,
		    w);
	if (st == SN_USAGE && t->format_name == NULL &&
	    t->key_name == NULL && text.len > 0)
		no_numbers(&text, dir, a, w);
	if (st != SN_OK)
		goto out;
	t->carrier = arena_strdup(a, f->carrier);
	if ((st = returns_read(f, str_text(&text), text.len, add_row, t,
	    w)) == SN_OK)
		st = check_numbers(t, first, w);
out:
	format_free(f);
	str_free(&text);
	if (st == SN_OK)
		return st;
	return fail_at(w, st == SN_NOTFOUND ? SN_USAGE : st, "%s", t->file);
}

struct place {
	int64_t	shipment;
	size_t	row;
};

static int
by_shipment(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	if (a->shipment != b->shipment)
		return a->shipment < b->shipment ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* Find out, for each row, which other numbers its shipment gets. */
static void
group(struct tracks *t)
{
	struct arena *a = &t->cmd->arena;
	struct place *p = arena_alloc(a, (t->n + 1) * sizeof(*p));
	size_t i, k;

	t->number = arena_alloc(a, (t->n + 1) * sizeof(*t->number));
	t->first = arena_alloc(a, (t->n + 1) * sizeof(*t->first));
	t->count = arena_alloc(a, (t->n + 1) * sizeof(*t->count));
	for (i = 0; i < t->n; i++)
		p[i] = (struct place){ t->row[i].shipment, i };
	qsort(p, t->n, sizeof(*p), by_shipment);
	for (i = 0; i < t->n; i = k) {
		for (k = i; k < t->n && p[k].shipment == p[i].shipment; k++) {
			t->number[k] = t->row[p[k].row].number;
			t->first[p[k].row] = i;
		}
		for (; i < k; i++)
			t->count[p[i].row] = k - t->first[p[i].row];
	}
}

/* What the key means.  What else is wrong is said with the key. */
static void
parse_key(struct tracks *t, struct track_row *row)
{
	struct arena *a = &t->cmd->arena;
	struct why w;

	if (row->bad != NULL) {
		if (*row->key != '\0')
			row->bad = arena_printf(a, "%s: %s", row->key,
			    row->bad);
	} else if (label_key_parse(&row->shipment, row->key,
	    cmd_conf(t->cmd)->prefix, &w) != SN_OK) {
		row->bad = arena_strdup(a, w.text);
		row->unread = true;
	}
}

static enum status
store_row(struct tracks *t, size_t i, const struct stamp *now, struct why *w)
{
	const struct track_row *row = &t->row[i];
	struct track one = { row->shipment, row->carrier, row->number,
	    row->date, now->text, t->number + t->first[i], t->count[i],
	    t->replace };
	enum status st;
	bool fresh;

	if (row->bad != NULL)
		return fail(w, SN_INVALID, "%s", row->bad);
	if ((st = store_track(&fresh, t->store, &one, w)) != SN_OK)
		return st;
	if (!fresh) {
		t->same++;
		return SN_OK;
	}
	t->fresh++;
	if (t->done.n == 0 || t->done.id[t->done.n - 1] != row->shipment)
		ids_add(&t->done, row->shipment, &t->cmd->arena);
	return SN_OK;
}

enum status
tracks_store(struct tracks *t, struct why *w)
{
	struct stamp now;
	enum status st;
	size_t i;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	for (i = 0; i < t->n; i++)
		parse_key(t, &t->row[i]);
	if (t->key_name != NULL && (st = tracks_find_keys(t, w)) != SN_OK)
		return st;
	group(t);
	for (i = 0; i < t->n; i++) {
		if ((st = store_row(t, i, &now, w)) == SN_OK)
			continue;
		if (status_stops(st))
			return st;
		warnx("%s:%lu: %s", t->row[i].file, t->row[i].line, w->text);
		t->refused++;
	}
	return SN_OK;
}
