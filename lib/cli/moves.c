#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/cancels.h"
#include "cli/moves.h"
#include "cli/output.h"
#include "store/finding.h"
#include "store/move.h"

/*
 * The move of one shipment: a status that only some routes have must be one
 * of its route, the new one if it gets one.
 */
static enum status
resolve(struct move *m, struct cmd *c, struct store *s, int64_t id,
    const struct moves *wish, struct why *w)
{
	struct place at;
	const char *route;
	enum status st;

	if ((st = store_place(&at, s, id, &c->arena, w)) != SN_OK)
		return st;
	route = wish->route != NULL ? wish->route : at.route;
	if (m->status == NULL) {
		if (conf_status(c->conf, route, at.status) != NULL)
			return SN_OK;
		return store_refuse(s, id, w, _("its status %s is not one of "
		    "route %s; name another"), at.status, route);
	}
	if ((m->status = conf_status(c->conf, route, wish->status)) != NULL)
		return SN_OK;
	return store_refuse(s, id, w, _("its route %s has no status %s"),
	    route, wish->status);
}

/* Move one by one what could not be moved with the others, or say why. */
static enum status
move_rest(struct ids *done, struct cmd *c, struct store *s,
    const struct ids *ids, const struct moves *wish, const struct move *m,
    bool *moved, struct tally *t, struct why *w)
{
	bool any = m->status != NULL &&
	    word_find(words_status, m->status) != NULL;
	struct move own;
	enum status st;
	size_t i;

	for (i = 0; i < ids->n; i++) {
		own = *m;
		st = moved[i] || any ? SN_OK :
		    resolve(&own, c, s, ids->id[i], wish, w);
		if (!moved[i] && st == SN_OK)
			st = store_move(s, ids->id[i], &own, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK) {
			ids_add(done, ids->id[i], &c->arena);
			t->done++;
			continue;
		}
		warnx("%s", w->text);
		t->refused++;
	}
	return SN_OK;
}

/* Whether a move there may answer what a finding asks. */
static bool
ends(const char *slug)
{
	return slug != NULL && (strcmp(slug, "cancel") == 0 ||
	    strcmp(slug, "done") == 0 || strcmp(slug, "follow") == 0);
}

enum status
moves_run(struct cmd *c, struct store *s, const struct ids *ids,
    const struct moves *wish, struct tally *t, struct why *w)
{
	/* with or without a label: that was for the person to know */
	static const struct cancel cancelled = { .state = "done",
	    .force = true };
	const char *slug = wish->slug;
	const struct move m = { slug, wish->box, wish->route };
	struct ids done = { NULL, 0, 0 };
	bool *moved = arena_alloc(&c->arena, ids->n * sizeof(*moved));
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if (slug != NULL && strcmp(slug, "cancel") == 0)
		st = cancels_all(&done, c, s, ids, &cancelled, t, w);
	else if (slug == NULL || word_find(words_status, slug) == NULL ||
	    (st = store_move_many(moved, s, ids->id, ids->n, &m, w)) == SN_OK)
		st = move_rest(&done, c, s, ids, wish, &m, moved, t, w);
	if (st == SN_OK && ends(slug))
		st = finding_settle(s, w);
	if (st == SN_OK && (st = output_shipments(c, s, &done, NULL, c->spool,
	    w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
