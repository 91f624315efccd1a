/*
 * Shipments as a table for people.
 */

#include <string.h>

#include "cli/language.h"
#include "cli/sink.h"
#include "store/pick.h"
#include "text/width.h"

enum {
	LOOK_AHEAD = 1000,	/* rows that the widths of a table come from */
	CELL_MAX = 40		/* columns of a cell */
};

/* A word for people: a Japanese name where messages are Japanese. */
static const char *
worded(struct sink *o, const struct field *f, const char *slug)
{
	if (f->words == words_status)
		return conf_status_title(cmd_conf(o->cmd), slug);
	return word_ja(f->words, slug);
}

/* The value, or each of several, as people read it. */
static const char *
readable(struct sink *o, const struct shown *sh, const char *v)
{
	static const char between[] = { PICK_BETWEEN, '\0' };
	struct str slug = STR_INIT;
	size_t n;

	if (v == NULL || sh->f.words == NULL || !language_japanese())
		return v;
	for (str_reset(&o->words);; v += n + 1) {
		n = strcspn(v, between);
		str_reset(&slug);
		str_add(&slug, v, n);
		str_puts(&o->words, worded(o, &sh->f, str_text(&slug)));
		if (v[n] == '\0')
			break;
		str_putc(&o->words, PICK_BETWEEN);
	}
	str_free(&slug);
	return str_text(&o->words);
}

static enum status
put_table(const char *const *value, void *arg, struct why *w)
{
	struct sink *o = arg;
	struct str cut = STR_INIT;
	const char *v;
	size_t i;

	for (i = 0; i < o->n; i++) {
		v = sink_joined(o, &o->shown[i],
		    readable(o, &o->shown[i], value[i]));
		str_reset(&cut);
		if (v != NULL)
			width_cut(&cut, v, CELL_MAX);
		report_cell(o->report, v == NULL ? NULL : str_text(&cut));
	}
	str_free(&cut);
	if (++o->rows % LOOK_AHEAD == 0)
		return report_flush(o->report, o->out, w);
	return SN_OK;
}

enum status
sink_table(struct sink *o, struct store *s, const struct ids *ids,
    const struct field *f, struct why *w)
{
	struct report_column *col = arena_alloc(&o->cmd->arena,
	    o->n * sizeof(*col));
	enum output was = o->cmd->output;
	enum status st, ended;
	struct why ignored;
	size_t i;

	for (i = 0; i < o->n; i++) {
		col[i].key = o->shown[i].key;
		col[i].title = o->shown[i].title;
		col[i].right = !o->shown[i].several &&
		    (f[i].type == TYPE_NUM || f[i].type == TYPE_YEN);
	}
	o->cmd->output = OUT_TABLE;
	o->report = report_new(o->cmd, col, o->n);
	st = pick_each(s, f, o->n + 1, o->per_line, ids->id, ids->n, put_table, o,
	    w);
	ended = report_end(o->report, o->out, st == SN_OK ? w : &ignored);
	o->cmd->output = was;
	return st != SN_OK ? st : ended;
}
