/*
 * sn-move - move shipments to another status, box or route
 *
 * Moves each shipment selected, and what is bundled with it, and writes
 * those that are there now.  See sn-move(1).
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "store/move.h"

enum { OPT_BOX = 0x100, OPT_ROUTE };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "box", required_argument, NULL, OPT_BOX },
	{ "route", required_argument, NULL, OPT_ROUTE },
	{ NULL, 0, NULL, 0 }
};

/* What was asked for; status is as typed. */
struct wish {
	const char	*status, *box, *route, *reason;
};

/*
 * Take the status, the first operand, off the operands.  With a route and
 * nothing that names a status there is none, and all operands select.
 */
static void
take_status(struct wish *wish, struct cmd *c)
{
	const char *first = optind < c->argc ? c->argv[optind] : NULL;
	const struct conf *conf;

	if (first == NULL && wish->route == NULL)
		cmd_usage(c);
	conf = cmd_conf(c);
	if (wish->route != NULL && conf_route(conf, wish->route) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such route"),
		    wish->route);
	if (first != NULL && conf_status(conf, NULL, first) != NULL) {
		wish->status = first;
		optind++;
	} else if (first != NULL && (wish->route == NULL ||
	    first[strcspn(first, "0123456789:=-")] == '\0'))
		errx(status_exit(SN_USAGE), _("%s: no such status"), first);
	if (wish->status != NULL && wish->route != NULL &&
	    conf_status(conf, wish->route, wish->status) == NULL)
		errx(status_exit(SN_USAGE), _("%s: no such status in route "
		    "%s"), wish->status, wish->route);
}

static void
check_box(const struct wish *wish, const struct conf *conf, const char *slug)
{
	size_t i;

	if (wish->box == NULL)
		return;
	if (slug == NULL || strcmp(slug, "hold") != 0)
		errx(status_exit(SN_USAGE), "%s",
		    _("--box goes with the status hold"));
	for (i = 0; conf->box != NULL && conf->box[i] != NULL; i++)
		if (strcmp(conf->box[i], wish->box) == 0)
			return;
	errx(status_exit(SN_USAGE), _("%s: no such hold box in sn.conf"),
	    wish->box);
}

/*
 * The move of one shipment: a status that only some routes have must be one
 * of its route, the new one if it gets one.
 */
static enum status
resolve(struct move *m, struct cmd *c, struct store *s, int64_t id,
    const struct wish *wish, struct why *w)
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
    const struct ids *ids, const struct wish *wish, const struct move *m,
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

static enum status
move_all(struct cmd *c, struct store *s, const struct ids *ids,
    const struct wish *wish, const char *slug, struct tally *t,
    struct why *w)
{
	const struct move m = { slug, wish->box, wish->route };
	struct ids done = { NULL, 0, 0 };
	bool *moved = arena_alloc(&c->arena, ids->n * sizeof(*moved));
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if (slug != NULL && strcmp(slug, "cancel") != 0 &&
	    word_find(words_status, slug) != NULL)
		st = store_move_many(moved, s, ids->id, ids->n, &m, w);
	if (st == SN_OK && (st = move_rest(&done, c, s, ids, wish, &m, moved,
	    t, w)) == SN_OK && (st = output_shipments(c, s, &done, NULL,
	    c->spool, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static enum status
ask(struct cmd *c, const char *slug, size_t n, struct why *w)
{
	if (slug == NULL || strcmp(slug, "cancel") != 0 ||
	    n <= (size_t)c->conf->ask_above)
		return SN_OK;
	return cmd_ask(c, arena_printf(&c->arena,
	    _("cancel %zu shipments?"), n), w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("move shipments to another status, box or route"),
		.synopsis = "[-nv] [-H dir] [-r reason] [--box box] "
		    "[--route route] [status] -q query | shipment ... | -",
		.example = "sn-move print 1041 1042",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct wish wish = { NULL, NULL, NULL, NULL };
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	const char *slug = NULL;
	struct store *s;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case 'r':
			wish.reason = optarg;
			break;
		case OPT_BOX:
			wish.box = optarg;
			break;
		case OPT_ROUTE:
			wish.route = optarg;
			break;
		}
	take_status(&wish, &cmd);
	if (wish.status != NULL)
		slug = conf_status(cmd.conf, wish.route, wish.status);
	check_box(&wish, cmd.conf, slug);
	if (slug != NULL && strcmp(slug, "cancel") == 0 && wish.reason == NULL)
		errx(status_exit(SN_USAGE), "%s",
		    _("a cancel needs a reason: -r REASON"));

	s = cmd_store(&cmd, STORE_WRITE);
	cmd_select(&ids, &cmd, s, &tally);
	if ((st = ask(&cmd, slug, ids.n, &w)) == SN_OK && ids.n > 0)
		st = move_all(&cmd, s, &ids, &wish, slug, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	else if (cmd.verbose || isatty(STDERR_FILENO))
		warnx(_("%lu moved, %lu refused"), tally.done, tally.refused);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
