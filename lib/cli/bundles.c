#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/id.h"
#include "cli/bundles.h"
#include "cli/output.h"
#include "store/bundle.h"
#include "store/move.h"

/* A run of sn-bundle(1). */
struct bundling {
	struct cmd		*cmd;
	struct store		*store;
	struct conf		 conf;	/* with what the command line says */
	const struct bundles	*wish;
	struct tally		*tally;
	struct ids		 done;	/* to be written */
	struct ids		 parents; /* of those that left */
};

static void
begin(struct bundling *b, struct cmd *c, struct store *s,
    const struct bundles *wish, struct tally *t)
{
	*b = (struct bundling){ .cmd = c, .store = s, .conf = *c->conf,
	    .wish = wish, .tally = t };
	if (wish->postage != NULL)
		b->conf.bundle.postage = wish->postage;
	if (wish->cod_fee != NULL)
		b->conf.bundle.cod_fee = wish->cod_fee;
}

/* "5 6 7", or the same with shops and numbers. */
static const char *
list(const struct bundle_group *g, bool names, struct arena *a)
{
	struct str t = STR_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < g->n; i++) {
		if (i > 0)
			str_puts(&t, names ? ", " : " ");
		if (names)
			str_puts(&t, g->member[i]->name);
		else
			str_addf(&t, "%" PRId64, g->member[i]->id);
	}
	text = arena_strdup(a, str_text(&t));
	str_free(&t);
	return text;
}

enum status
bundles_find(struct cmd *c, struct store *s, struct ids *ids, struct why *w)
{
	const struct report_column column[] = {
		{ "parent", _("parent"), false },
		{ "shipments", _("shipments"), true },
		{ "ids", _("ids"), false },
		{ "orders", _("orders"), false },
		{ "agree", _("agree"), false },
		{ "conflicts", _("conflicts"), false },
		{ "until", _("until"), false },
	};
	struct arena *a = &c->arena;
	struct bundle_group *g;
	struct report *r;
	enum status st;
	size_t i, n;

	ids_sort(ids);
	if ((st = bundle_find(&g, &n, s, c->conf, ids->id, ids->n, false, a,
	    w)) != SN_OK)
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++) {
		report_cell(r, arena_printf(a, "%" PRId64,
		    g[i].member[0]->id));
		report_num(r, (int64_t)g[i].n);
		report_cell(r, list(&g[i], false, a));
		report_cell(r, list(&g[i], true, a));
		report_cell(r, bundle_agree(
		    (const struct bundle_member *const *)g[i].member, g[i].n,
		    a));
		report_cell(r, bundle_names(g[i].conflicts, " ", a));
		report_cell(r, g[i].until);
	}
	return report_end(r, stdout, w);
}

/* What one is put in a bundle by. */
static struct bundle_terms
terms(const struct bundling *b, unsigned despite)
{
	const struct bundle_rule *rule = &b->conf.bundle;
	bool drop_postage = strcmp(rule->postage, "drop") == 0;
	bool drop_fee = strcmp(rule->cod_fee, "drop") == 0;

	return (struct bundle_terms){ drop_postage ? "drop" : "keep",
	    drop_fee ? "drop" : "keep", despite };
}

/* Put a shipment into the parcel of parent, or say why not. */
static enum status
join_one(struct bundling *b, const struct bundle_member *parent, int64_t id,
    struct why *w)
{
	struct arena *a = &b->cmd->arena;
	struct bundle_member m;
	struct bundle_terms t;
	const char *barred;
	enum status st;
	unsigned is;

	if ((st = bundle_member_get(&m, b->store, &b->conf, id, a,
	    w)) != SN_OK)
		return st;
	if (m.parent == parent->id)
		return SN_OK;
	if ((barred = bundle_barred(&m, a)) != NULL)
		return fail(w, SN_CONFLICT, "%s: %s", m.name, barred);
	is = bundle_conflicts(&b->conf.bundle, parent, &m);
	if ((is & ~b->wish->despite) != 0)
		return fail(w, SN_CONFLICT, _("%s: not with %s: %s"), m.name,
		    parent->name, bundle_names(is & ~b->wish->despite, ", ",
		    a));
	t = terms(b, is);
	return bundle_join(b->store, parent, &m, &t, w);
}

/*
 * The parent: the first that was named, or the one that the rule picks of
 * those that can be in a bundle.
 */
static enum status
choose(struct bundle_member *out, struct bundling *b, const struct ids *ids,
    struct why *w)
{
	struct arena *a = &b->cmd->arena;
	size_t n = b->wish->named ? 1 : ids->n, some = 0, i;
	const struct bundle_member **can = arena_alloc(a, n * sizeof(*can));
	struct bundle_member *m = arena_alloc(a, n * sizeof(*m));
	const char *barred;
	enum status st;

	for (i = 0; i < n; i++) {
		if ((st = bundle_member_get(&m[i], b->store, &b->conf,
		    ids->id[i], a, w)) != SN_OK)
			return st;
		if ((barred = bundle_barred(&m[i], a)) == NULL)
			can[some++] = &m[i];
		else
			fail(w, SN_CONFLICT, "%s: %s", m[i].name, barred);
	}
	if (some == 0)
		return SN_CONFLICT;
	*out = *can[bundle_parent(&b->conf.bundle, can, some)];
	return SN_OK;
}

static enum status
join_all(struct bundling *b, const struct ids *ids, struct why *w)
{
	struct bundle_member parent;
	enum status st;
	size_t i;

	if ((st = choose(&parent, b, ids, w)) != SN_OK) {
		b->tally->refused += ids->n - 1;
		return st;
	}
	ids_add(&b->done, parent.id, &b->cmd->arena);
	for (i = 0; i < ids->n; i++) {
		if (ids->id[i] == parent.id)
			continue;
		if (status_stops(st = join_one(b, &parent, ids->id[i], w)))
			return st;
		if (st == SN_OK) {
			ids_add(&b->done, ids->id[i], &b->cmd->arena);
			b->tally->done++;
			continue;
		}
		warnx("%s", w->text);
		b->tally->refused++;
	}
	if (b->tally->done == 0)
		b->done.n = 0;
	return bundle_fees(b->store, parent.id, w);
}

/* Write what was done, and commit. */
static enum status
finish(struct bundling *b, enum status st, struct why *w)
{
	struct cmd *c = b->cmd;

	if (st == SN_OK && (st = output_shipments(c, b->store, &b->done, NULL,
	    c->spool, w)) == SN_OK)
		st = cmd_commit(c, b->store, w);
	store_rollback(b->store);	/* does nothing after a commit */
	return st;
}

enum status
bundles_join(struct cmd *c, struct store *s, struct ids *ids,
    const struct bundles *wish, struct tally *t, struct why *w)
{
	struct bundling b;
	enum status st;

	if (ids->n < 2)
		return fail(w, SN_USAGE, "%s",
		    _("one shipment alone makes no bundle"));
	begin(&b, c, s, wish, t);
	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if ((st = join_all(&b, ids, w)) == SN_CONFLICT) {
		warnx("%s", w->text);	/* there is no parent */
		st = SN_OK;
	}
	return finish(&b, st, w);
}

static bool
listed(const struct ids *ids, int64_t id)
{
	size_t i;

	for (i = 0; i < ids->n; i++)
		if (ids->id[i] == id)
			return true;
	return false;
}

static enum status
undo_one(struct bundling *b, int64_t id, struct why *w)
{
	bool late = (b->wish->despite & BUNDLE_LABEL) != 0;
	struct arena *a = &b->cmd->arena;
	struct bundle_undone u;
	enum status st;
	size_t i;

	if (listed(&b->done, id) || listed(&b->parents, id))
		return SN_OK;	/* with another that was named */
	if ((st = bundle_undo(&u, b->store, id, late, a, w)) != SN_OK)
		return st;
	for (i = 0; i < u.nstayed; i++)
		warnx(_("%s: was moved since it was bundled, and stays where "
		    "it is"), store_name(b->store, u.stayed[i], a));
	for (i = 0; i < u.nleft; i++)
		ids_add(&b->done, u.left[i], a);
	ids_add(&b->parents, u.parent, a);
	return SN_OK;
}

enum status
bundles_undo(struct cmd *c, struct store *s, struct ids *ids,
    const struct bundles *wish, struct tally *t, struct why *w)
{
	struct bundling b;
	enum status st;
	size_t i;

	begin(&b, c, s, wish, t);
	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	for (i = 0; i < ids->n && !status_stops(st); i++) {
		if ((st = undo_one(&b, ids->id[i], w)) == SN_OK) {
			t->done++;
			continue;
		}
		if (!status_stops(st))
			warnx("%s", w->text);
		t->refused++;
	}
	return finish(&b, status_stops(st) ? st : SN_OK, w);
}

static int
by_size(const void *x, const void *y)
{
	const struct bundle_group *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->member[0]->id < b->member[0]->id ? -1 : 1;
}

static enum status
join_group(struct bundling *b, const struct bundle_group *g, struct why *w)
{
	struct bundle_terms t;
	enum status st;
	size_t i;

	for (i = 1; i < g->n; i++) {
		t = terms(b, bundle_conflicts(&b->conf.bundle, g->member[0],
		    g->member[i]));
		if ((st = bundle_join(b->store, g->member[0], g->member[i],
		    &t, w)) != SN_OK)
			return st;
	}
	for (i = 0; i < g->n; i++)
		ids_add(&b->done, g->member[i]->id, &b->cmd->arena);
	return bundle_fees(b->store, g->member[0]->id, w);
}

static enum status
join_groups(struct bundling *b, const struct ids *ids, struct why *w)
{
	struct arena *a = &b->cmd->arena;
	struct bundle_group *g;
	enum status st;
	unsigned is;
	size_t i, n;

	if ((st = bundle_find(&g, &n, b->store, &b->conf, ids->id, ids->n,
	    true, a, w)) != SN_OK || n == 0)
		return st;
	qsort(g, n, sizeof(*g), by_size);
	for (i = 0; i < n && st == SN_OK; i++) {
		if ((is = g[i].conflicts & ~b->wish->despite) == 0) {
			st = join_group(b, &g[i], w);
			b->tally->done++;
			continue;
		}
		warnx(_("%s: not bundled: %s"), list(&g[i], true, a),
		    bundle_names(is, ", ", a));
		b->tally->refused++;
	}
	return st;
}

enum status
bundles_auto(struct cmd *c, struct store *s, struct ids *ids,
    const struct bundles *wish, struct tally *t, struct why *w)
{
	struct bundling b;
	enum status st;

	ids_sort(ids);
	begin(&b, c, s, wish, t);
	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	return finish(&b, join_groups(&b, ids, w), w);
}
