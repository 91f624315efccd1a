#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/board.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/next.h"
#include "cli/output.h"
#include "store/board.h"
#include "text/width.h"

enum { COMMAND_WIDTH = 58 };	/* columns, before what it is for */

/* The board while it is printed. */
struct show {
	struct cmd	*cmd;
	const struct conf *conf;
	struct board	 board;
	const char	**status;	/* slugs in order */
	size_t		 nstatus, capstatus;
	const char	**route;
	size_t		 nroute, caproute;
};

static void
add_once(struct show *v, const char ***list, size_t *n, size_t *cap,
    const char *word)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (strcmp((*list)[i], word) == 0)
			return;
	*list = arena_grow(&v->cmd->arena, *list, *n, cap, sizeof(**list));
	(*list)[(*n)++] = word;
}

/* A status, and behind it those that routes put there. */
static void
add_status(struct show *v, const char *slug)
{
	const struct conf_route *r;
	size_t i, before = v->nstatus;

	add_once(v, &v->status, &v->nstatus, &v->capstatus, slug);
	if (v->nstatus == before)
		return;
	for (r = v->conf->route; r < v->conf->route + v->conf->nroute; r++)
		for (i = 0; i < r->nstatus; i++)
			if (strcmp(r->status[i].after, slug) == 0)
				add_status(v, r->status[i].slug);
}

/* Statuses and routes in the order of sn.conf, then what it has no more. */
static void
put_in_order(struct show *v)
{
	const struct board_count *c = v->board.count;
	const struct word *word;
	size_t i, j;

	for (word = words_status; word->slug != NULL; word++)
		add_status(v, word->slug);
	for (i = 0; i < v->conf->nroute; i++)
		for (j = 0; j < v->board.ncount; j++)
			if (strcmp(v->conf->route[i].name, c[j].route) == 0)
				add_once(v, &v->route, &v->nroute,
				    &v->caproute, c[j].route);
	for (j = 0; j < v->board.ncount; j++) {
		add_status(v, c[j].status);
		add_once(v, &v->route, &v->nroute, &v->caproute, c[j].route);
	}
}

/* How many shipments; NULL is any. */
static int64_t
number(const struct show *v, const char *status, const char *route)
{
	const struct board_count *c = v->board.count;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < v->board.ncount; i++)
		if ((status == NULL || strcmp(c[i].status, status) == 0) &&
		    (route == NULL || strcmp(c[i].route, route) == 0))
			n += c[i].n;
	return n;
}

static const char *
status_name(const struct show *v, const char *slug)
{
	return language_japanese() ? conf_status_title(v->conf, slug) : slug;
}

static void
counts_row(struct show *v, struct report *r, const char *title,
    const char *status)
{
	size_t i;

	report_cell(r, title);
	for (i = 0; i < v->nroute; i++)
		report_num(r, number(v, status, v->route[i]));
	if (v->nroute != 1)
		report_num(r, number(v, status, NULL));
}

static enum status
put_counts(struct show *v, struct why *w)
{
	struct report_column *col = arena_alloc(&v->cmd->arena,
	    (v->nroute + 2) * sizeof(*col));
	size_t i, n = 0;
	struct report *r;
	enum status st;

	col[n++] = (struct report_column){ "status", _("status"), false };
	for (i = 0; i < v->nroute; i++)
		col[n++] = (struct report_column){ v->route[i], v->route[i],
		    true };
	if (v->nroute != 1)
		col[n++] = (struct report_column){ "total", _("total"), true };
	r = report_new(v->cmd, col, n);
	for (i = 0; i < v->nstatus; i++)
		if (number(v, v->status[i], NULL) > 0)
			counts_row(v, r, status_name(v, v->status[i]),
			    v->status[i]);
	counts_row(v, r, _("open"), NULL);
	if ((st = report_end(r, stdout, w)) != SN_OK)
		return st;
	printf(_("done: %" PRId64 ", cancelled: %" PRId64 "\n"),
	    v->board.done, v->board.cancelled);
	return SN_OK;
}

/* Whether it is of one group or of the other. */
static bool
of_group(const struct next_item *i, const char *one, const char *other)
{
	return strcmp(i->kind->group, one) == 0 ||
	    strcmp(i->kind->group, other) == 0;
}

static bool
any(const struct next *n, const char *one, const char *other)
{
	size_t i;

	for (i = 0; i < n->nitem; i++)
		if (of_group(&n->item[i], one, other))
			return true;
	return false;
}

static enum status
put_deadlines(struct show *v, struct why *w)
{
	const struct report_column col[] = {
		{ "deadline", _("deadline"), false },
		{ "late", _("late"), true }, { "due", _("today"), true },
		{ "command", _("see them"), false }
	};
	const struct next *n = &v->board.next;
	const struct next_item *i;
	struct report *r;

	if (!any(n, "deadline", "deadline"))
		return SN_OK;
	printf("\n");
	r = report_new(v->cmd, col, sizeof(col) / sizeof(col[0]));
	for (i = n->item; i < n->item + n->nitem; i++) {
		if (!of_group(i, "deadline", "deadline"))
			continue;
		report_cell(r, next_text(v->cmd, i));
		report_num(r, i->late);
		report_num(r, i->n - i->late);
		report_cell(r, *next_commands(v->cmd, i->kind, NULL));
	}
	return report_end(r, stdout, w);
}

static enum status
put_findings(struct show *v, struct why *w)
{
	const struct report_column col[] = {
		{ "finding", _("finding"), false },
		{ "severity", _("severity"), false },
		{ "count", _("count"), true },
		{ "command", _("see them"), false }
	};
	const struct next *n = &v->board.next;
	const struct next_item *i;
	struct report *r;

	if (!any(n, "finding", "note"))
		return SN_OK;
	printf("\n");
	r = report_new(v->cmd, col, sizeof(col) / sizeof(col[0]));
	for (i = n->item; i < n->item + n->nitem; i++) {
		if (!of_group(i, "finding", "note"))
			continue;
		report_cell(r, i->what);
		report_cell(r, language_japanese() ? word_ja(words_severity,
		    i->kind->severity) : i->kind->severity);
		report_num(r, i->n);
		report_cell(r, *next_commands(v->cmd, i->kind, i->what));
	}
	return report_end(r, stdout, w);
}

static void
put_step(const char *command, const char *what)
{
	struct str line = STR_INIT;

	width_pad(&line, command, COMMAND_WIDTH, ALIGN_LEFT);
	printf("  %s  # %s\n", width_terminal(command) > COMMAND_WIDTH ?
	    command : str_text(&line), what);
	str_free(&line);
}

/* What to do next, by what stands where and what went wrong. */
static void
put_steps(struct show *v)
{
	const struct next *n = &v->board.next;
	const struct next_item *i;
	const char **command;
	bool begun = false;

	for (i = n->item; i < n->item + n->nitem; i++) {
		if (!of_group(i, "trouble", "step"))
			continue;
		for (command = next_commands(v->cmd, i->kind, i->what);
		    *command != NULL; command++) {
			if (!begun)
				printf(_("\nnext:\n"));
			begun = true;
			put_step(*command, next_text(v->cmd, i));
		}
	}
}

static json_t *
json_deadlines(const struct next *n)
{
	json_t *due = json_array();
	const struct next_kind *k;
	int64_t all, late;
	size_t i;

	for (k = n->kind; k < n->kind + n->nkind; k++) {
		if (strcmp(k->group, "deadline") != 0)
			continue;
		for (i = 0, all = 0, late = 0; i < n->nitem; i++)
			if (n->item[i].kind == k) {
				all += n->item[i].n;
				late += n->item[i].late;
			}
		json_array_append_new(due, json_pack("{sssIsI}", "deadline",
		    k->name, "late", (json_int_t)late, "due",
		    (json_int_t)(all - late)));
	}
	return due;
}

static json_t *
json_board(struct show *v, const char *now)
{
	const struct board *b = &v->board;
	json_t *counts = json_array(), *found = json_array();
	const struct next_item *item;
	size_t i;

	for (i = 0; i < b->ncount; i++)
		json_array_append_new(counts, json_pack("{sssssI}",
		    "status", b->count[i].status, "route", b->count[i].route,
		    "count", (json_int_t)b->count[i].n));
	for (item = b->next.item; item < b->next.item + b->next.nitem; item++)
		if (of_group(item, "finding", "note"))
			json_array_append_new(found, json_pack("{sssssI}",
			    "code", item->what, "severity",
			    item->kind->severity, "count",
			    (json_int_t)item->n));
	return json_pack("{sssosososIsI}", "at", now, "counts", counts,
	    "deadlines", json_deadlines(&b->next), "findings", found,
	    "done", (json_int_t)b->done,
	    "cancelled", (json_int_t)b->cancelled);
}

static enum status
put_text(struct show *v, const char *now, struct why *w)
{
	enum status st;

	put_in_order(v);
	printf("%.10s %.5s  %s\n\n", now, now + 11, v->cmd->home);
	if ((st = put_counts(v, w)) != SN_OK ||
	    (st = put_deadlines(v, w)) != SN_OK ||
	    (st = put_findings(v, w)) != SN_OK)
		return st;
	put_steps(v);
	return SN_OK;
}

enum status
board_print(struct cmd *c, bool json, struct why *w)
{
	struct show v = { .cmd = c, .conf = cmd_conf(c) };
	struct next_frame f;
	struct store *s;
	enum status st;

	c->output = OUT_TABLE;
	if ((st = next_frame(&f, c, NULL, w)) != SN_OK)
		return st;
	s = cmd_store(c, STORE_READ);
	if ((st = store_board(&v.board, s, &f, &c->arena, w)) == SN_OK &&
	    (st = next_secrets(&v.board.next, c, w)) == SN_OK)
		st = json ? ndjson_put_new(stdout, json_board(&v, f.now), w) :
		    put_text(&v, f.now, w);
	store_close(s);
	return st;
}
