#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/splits.h"
#include "store/split.h"
#include "text/number.h"

const char *
splits_by(struct cmd *c, const char *by)
{
	static const char *const more[] = { "line", "parcels-of" };
	size_t i;

	for (i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (strcmp(by, more[i]) == 0 && optind < c->argc)
			return arena_printf(&c->arena, "%s %s", by,
			    c->argv[optind++]);
	return by;
}

void
splits_take(struct splits *wish, struct cmd *c)
{
	struct split_line *line;
	enum status st = SN_OK;
	struct why w;

	if ((wish->by != NULL) + (wish->move != NULL) + wish->join != 1 ||
	    (wish->move == NULL) != (wish->to == NULL))
		cmd_usage(c);
	(void)cmd_conf(c);	/* and with it, the language */
	if (wish->force && wish->reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("--force needs a reason: -r REASON"));
	if (wish->by != NULL)
		st = split_parse(&wish->how, wish->by, &c->arena, &w);
	if (wish->move != NULL) {
		wish->how.by = SPLIT_LINE;
		st = split_lines(&line, &wish->how.n, wish->move, &c->arena,
		    &w);
		wish->how.line = line;
		if (st == SN_OK && number_parse(&wish->other, wish->to) !=
		    SN_OK)
			st = fail(&w, SN_USAGE, _("--to %s: the id of a "
			    "shipment was expected"), wish->to);
	}
	if (st != SN_OK)
		cmd_die(st, &w);
}

static enum status
split(struct ids *done, struct cmd *c, struct store *s, int64_t id,
    const struct splits *wish, struct why *w)
{
	struct split_made *made = NULL;
	size_t n = 0, cap = 0, i;
	enum status st;

	if ((st = store_split(&made, &n, &cap, s, id, &wish->how, wish->force,
	    &c->arena, w)) != SN_OK)
		return st;
	ids_add(done, id, &c->arena);
	for (i = 0; i < n; i++)
		ids_add(done, made[i].id, &c->arena);
	return SN_OK;
}

static enum status
join(struct ids *done, struct ids *gone, struct cmd *c, struct store *s,
    int64_t id, const struct splits *wish, struct why *w)
{
	enum status st;
	int64_t into;

	if ((st = store_split_join(&into, &gone->id, &gone->n, &gone->cap, s,
	    id, wish->force, &c->arena, w)) == SN_OK)
		ids_add(done, into, &c->arena);
	return st;
}

/* Do to one shipment what was asked for, and note those with its goods. */
static enum status
do_one(struct ids *done, struct ids *gone, struct cmd *c, struct store *s, int64_t id,
    const struct splits *wish, struct why *w)
{
	int64_t to = wish->other;
	enum status st;
	bool emptied;
	size_t i;

	if (wish->by != NULL)
		return split(done, c, s, id, wish, w);
	for (i = 0; i < gone->n; i++)
		if (gone->id[i] == id)
			return SN_OK;	/* named with the one it is in now */
	if (wish->join)
		return join(done, gone, c, s, id, wish, w);
	if ((st = store_split_move(&emptied, s, id, to, &wish->how,
	    wish->force, w)) != SN_OK)
		return st;
	if (!emptied)
		ids_add(done, id, &c->arena);
	ids_add(done, to, &c->arena);
	return SN_OK;
}

enum status
splits_run(struct cmd *c, struct store *s, const struct ids *ids,
    const struct splits *wish, struct tally *t, struct why *w)
{
	struct ids done = { NULL, 0, 0 }, gone = { NULL, 0, 0 };
	enum status st;
	size_t i;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	for (i = 0; i < ids->n && !status_stops(st); i++) {
		st = do_one(&done, &gone, c, s, ids->id[i], wish, w);
		if (st == SN_OK)
			t->done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			t->refused++;
			st = SN_OK;
		}
	}
	if (wish->by == NULL)
		ids_sort(&done);	/* where several went is one */
	if (st == SN_OK && (st = output_shipments(c, s, &done, NULL, c->spool,
	    w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
