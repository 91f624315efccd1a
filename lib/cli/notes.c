#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/notes.h"
#include "cli/output.h"
#include "order/edit.h"
#include "store/note.h"
#include "text/number.h"

enum { TEXT_MAX = 16 << 10 };	/* bytes: a long letter */

enum status
notes_text(struct notes *wish, struct cmd *c, struct why *w)
{
	static const struct edit_frame frame = { .carriers = NULL };
	const struct column *memo = column_find(&table_orders, "memo");
	struct str text = STR_INIT;
	enum status st = SN_OK;

	if (wish->from != NULL) {
		st = file_read(&text, wish->from, TEXT_MAX, w);
		if (st == SN_OK && strlen(str_text(&text)) < text.len)
			st = fail(w, SN_USAGE, _("%s: a NUL byte"),
			    wish->from);
		wish->text = arena_strdup(&c->arena, str_text(&text));
	}
	str_free(&text);
	if (st != SN_OK)
		return st == SN_NOTFOUND ? SN_USAGE : st;
	/* a memo takes the same characters, and as many lines */
	if (edit_value(&wish->text, &table_orders, memo, wish->text, &frame,
	    &c->arena, w) != SN_OK)
		return fail_at(w, SN_USAGE, "%s", _("note"));
	return wish->text != NULL ? SN_OK : fail(w, SN_USAGE, "%s",
	    _("the note is empty"));
}

enum status
notes_add(struct cmd *c, struct store *s, const struct ids *ids,
    const struct notes *wish, struct why *w)
{
	int64_t added = 0;
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if ((st = note_add(&added, s, ids->id, ids->n, wish->text,
	    cmd_who(&c->arena), w)) == SN_OK &&
	    (st = output_shipments(c, s, ids, NULL, c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(_("a note to %" PRId64 " orders"), added);
	return st;
}

enum status
notes_list(struct cmd *c, struct store *s, const struct ids *ids,
    struct why *w)
{
	const struct report_column column[] = {
		{ "note", _("no."), false },
		{ "order", _("order"), false },
		{ "at", _("at"), false },
		{ "who", _("who"), false },
		{ "text", _("note"), false },
	};
	struct note *note;
	struct report *r;
	enum status st;
	size_t i, n;

	if ((st = note_list_of(&note, &n, s, ids->id, ids->n, &c->arena,
	    w)) != SN_OK)
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++) {
		report_cell(r, arena_printf(&c->arena, "%" PRId64,
		    note[i].id));
		report_cell(r, note[i].order);
		report_cell(r, note[i].at);
		report_cell(r, note[i].who);
		report_cell(r, note[i].text);
	}
	return report_end(r, stdout, w);
}

static enum status
remove_one(struct store *s, const char *text, struct why *w)
{
	int64_t id;

	if (number_parse(&id, text) != SN_OK || id < 1)
		return fail(w, SN_USAGE, _("%s: not the number of a note"),
		    text);
	return note_remove(s, id, w);
}

enum status
notes_remove(struct cmd *c, struct store *s, const struct notes *wish,
    char *operand[], struct tally *t, struct why *w)
{
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	for (; *operand != NULL && !status_stops(st); operand++)
		if ((st = remove_one(s, *operand, w)) == SN_OK)
			t->done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			w->text[0] = '\0';
			t->refused++;
		}
	if (!status_stops(st))
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
