#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/board.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/output.h"
#include "store/board.h"
#include "text/date.h"
#include "text/width.h"

/* Statuses that carriers and malls are waiting in. */
#define UNSHIPPED "status!=notify,follow,done,cancel"

/* What each deadline is called, and the query that shows who it is. */
static const struct {
	const char	*key, *title, *query;
} deadlines[BOARD_DEADLINES] = {
	{ "confirm_by", N_("confirm at the mall"),
	    "mall.state=unconfirmed confirm.by=..today" },
	{ "pay_by", N_("payment"), "status=payment pay.by=..today" },
	{ "ship_by", N_("ship by, as the mall says"),
	    UNSHIPPED " ship.by=..today" },
	{ "ship_date", N_("ship date"), UNSHIPPED " ship=..today" },
	{ "stuck", N_("stands still"), NULL },	/* see deadline_query() */
};

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

static const char *
deadline_query(const struct show *v, int i)
{
	if (i != BOARD_STUCK)
		return deadlines[i].query;
	return arena_printf(&v->cmd->arena, "status!=done,cancel "
	    "status.at=..-%" PRId64 "d", v->conf->late_after + 1);
}

static bool
any_deadline(const struct board *b)
{
	int i;

	for (i = 0; i < BOARD_DEADLINES; i++)
		if (b->deadline[i].late + b->deadline[i].due > 0)
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
	const struct board_due *d = v->board.deadline;
	struct report *r;
	int i;

	if (!any_deadline(&v->board))
		return SN_OK;
	printf("\n");
	r = report_new(v->cmd, col, sizeof(col) / sizeof(col[0]));
	for (i = 0; i < BOARD_DEADLINES; i++) {
		if (d[i].late + d[i].due == 0)
			continue;
		report_cell(r, gettext(deadlines[i].title));
		report_num(r, d[i].late);
		report_num(r, i == BOARD_STUCK ? NUM_NULL : d[i].due);
		report_cell(r, arena_printf(&v->cmd->arena, "sn-find '%s'",
		    deadline_query(v, i)));
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
	const struct board_finding *f;
	struct report *r;
	size_t i;

	if (v->board.nfinding == 0)
		return SN_OK;
	printf("\n");
	r = report_new(v->cmd, col, sizeof(col) / sizeof(col[0]));
	for (i = 0; i < v->board.nfinding; i++) {
		f = &v->board.finding[i];
		report_cell(r, f->code);
		report_cell(r, language_japanese() ?
		    word_ja(words_severity, f->severity) : f->severity);
		report_num(r, f->n);
		report_cell(r, arena_printf(&v->cmd->arena,
		    "sn-find finding=%s", f->code));
	}
	return report_end(r, stdout, w);
}

static void
put_step(bool *any, const char *command, const char *what)
{
	struct str line = STR_INIT;

	if (!*any)
		printf(_("\nnext:\n"));
	*any = true;
	width_pad(&line, command, 58, ALIGN_LEFT);
	printf("  %s  # %s\n", width_terminal(command) > 58 ? command :
	    str_text(&line), what);
	str_free(&line);
}

/* What to do next, by what stands where. */
static void
put_steps(struct show *v)
{
	struct arena *a = &v->cmd->arena;
	const struct conf_carrier *k;
	bool any = false;
	size_t i;

	if (v->board.unwritten != NUM_NULL)
		put_step(&any, arena_printf(a, "sn-label --again %" PRId64,
		    v->board.unwritten), _("a label file was not written"));
	if (v->board.unsent > 0)
		put_step(&any, "sn-outbox list", arena_printf(a, _("%" PRId64
		    " effects failed or are unknown"), v->board.unsent));
	if (v->board.unrouted > 0)
		put_step(&any, "sn-route -q status=new",
		    _("rules have not met all of them"));
	if (v->board.unpaid > 0)
		put_step(&any, "sn-move payment -q 'status=new "
		    "pay.when=before pay.state!=paid,over'",
		    _("what is to be paid first"));
	if (number(v, "payment", NULL) > 0)
		put_step(&any, "sn-find status=payment",
		    _("sn-pay marks what was paid"));
	if (v->board.uncredited > 0)
		put_step(&any, "sn-find 'status=new,ready,print "
		    "pay.when=auth pay.state=none,asked,hold,ng'",
		    _("sn-pay --credit notes the results of credit checks"));
	if (number(v, "new", NULL) + number(v, "ready", NULL) > 0) {
		put_step(&any, "sn-check --findings -q status=new,ready",
		    _("what would go wrong"));
		put_step(&any,
		    "sn-move print -q 'status=new,ready stopped=no'",
		    _("what may leave today"));
	}
	for (i = 0; i < v->conf->ncarrier; i++) {
		k = &v->conf->carrier[i];
		if (number(v, "print", NULL) > 0 && k->format != NULL)
			put_step(&any, arena_printf(a, "sn-label -f %s -o "
			    "%s.csv -q 'status=print carrier=%s'", k->format,
			    k->name, k->name), _("labels"));
	}
	if (number(v, "number", NULL) > 0)
		put_step(&any, "sn-track FILE ...",
		    _("what the carriers' software gives back"));
	if (v->board.unreported > 0)
		put_step(&any, "sn-push --file -o results "
		    "-q 'status=notify not reported=*'",
		    _("results for the malls"));
	if (v->board.reported > 0)
		put_step(&any, "sn-move done -q 'status=notify reported=*'",
		    _("the mall has been told"));
}

static json_t *
json_board(const struct show *v, const char *now)
{
	const struct board *b = &v->board;
	json_t *counts = json_array(), *due = json_array();
	json_t *found = json_array();
	size_t i;

	for (i = 0; i < b->ncount; i++)
		json_array_append_new(counts, json_pack("{sssssI}",
		    "status", b->count[i].status, "route", b->count[i].route,
		    "count", (json_int_t)b->count[i].n));
	for (i = 0; i < BOARD_DEADLINES; i++)
		json_array_append_new(due, json_pack("{sssIsI}", "deadline",
		    deadlines[i].key, "late", (json_int_t)b->deadline[i].late,
		    "due", (json_int_t)b->deadline[i].due));
	for (i = 0; i < b->nfinding; i++)
		json_array_append_new(found, json_pack("{sssssI}", "code",
		    b->finding[i].code, "severity", b->finding[i].severity,
		    "count", (json_int_t)b->finding[i].n));
	return json_pack("{sssosososIsI}", "at", now, "counts", counts,
	    "deadlines", due, "findings", found,
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
	char today[DATE_SIZE] = "", since[DATE_SIZE];
	struct stamp now;
	struct store *s;
	enum status st;

	c->output = OUT_TABLE;
	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	memcpy(today, now.text, DATE_SIZE - 1);
	if (date_add(since, today, (int)-v.conf->late_after) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such day"), today);
	s = cmd_store(c, STORE_READ);
	if ((st = store_board(&v.board, s, &(struct board_now){ now.text,
	    since }, &c->arena, w)) == SN_OK)
		st = json ? ndjson_put_new(stdout, json_board(&v, now.text),
		    w) : put_text(&v, now.text, w);
	store_close(s);
	return st;
}
