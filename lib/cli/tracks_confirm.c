/*
 * What sn-track(1) asks before it takes numbers: the first rows of each file,
 * as they were understood.
 */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/tracks.h"
#include "text/width.h"

enum {
	SHOWN = 3,		/* rows of a file */
	KEY_COLUMNS = 18,	/* the longest key, and room */
	NUMBER_COLUMNS = 16,
	DATE_COLUMNS = 12
};

static void
show_row(struct str *out, const struct track_row *row)
{
	str_puts(out, "  ");
	width_pad(out, row->key, KEY_COLUMNS, ALIGN_LEFT);
	width_pad(out, row->number, NUMBER_COLUMNS, ALIGN_LEFT);
	width_pad(out, row->date != NULL ? row->date : "", DATE_COLUMNS,
	    ALIGN_LEFT);
	str_addf(out, "%s\n", row->bad != NULL ? row->bad :
	    row->carrier != NULL ? row->carrier : "");
}

static void
show_rows(struct str *out, const struct tracks *t)
{
	const char *file = NULL;
	size_t i, shown = 0;

	for (i = 0; i < t->n; i++) {
		if (file == NULL || strcmp(file, t->row[i].file) != 0) {
			file = t->row[i].file;
			shown = 0;
			str_addf(out, "%s:\n", file);
		}
		if (shown++ < SHOWN)
			show_row(out, &t->row[i]);
	}
}

enum status
tracks_confirm(const struct tracks *t, struct why *w)
{
	struct str out = STR_INIT;
	const char *question;

	show_rows(&out, t);
	fputs(str_text(&out), stderr);
	str_free(&out);
	question = arena_printf(&t->cmd->arena, _("take these and the others "
	    "of %zu rows?"), t->n);
	return cmd_ask(t->cmd, question, w);
}
