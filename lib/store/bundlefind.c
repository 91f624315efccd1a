/*
 * Mates, looked at closely: their parent, and what stands against it.
 */

#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "store/bundle.h"
#include "store/mate.h"
#include "store/snapshot.h"

/* Groups while they are looked for. */
struct search {
	struct store		*store;
	const struct conf	*conf;
	const int64_t		*id;	/* sorted; NULL: all */
	size_t			 nid;
	struct arena		*arena;
	struct bundle_group	*group;
	size_t			 n, cap;
};

static int
by_parent(const void *x, const void *y)
{
	const struct bundle_group *a = x, *b = y;

	return a->member[0]->id < b->member[0]->id ? -1 :
	    a->member[0]->id > b->member[0]->id;
}

/* Keep n members as a group, its parent first. */
static void
put_group(struct search *f, struct bundle_member **m, size_t n)
{
	const struct bundle_rule *rule = &f->conf->bundle;
	struct bundle_group g = { m, n, 0, m[0]->until };
	struct bundle_member *parent;
	size_t at, i;

	at = bundle_parent(rule, (const struct bundle_member *const *)m, n);
	parent = m[at];
	memmove(m + 1, m, at * sizeof(*m));
	m[0] = parent;
	for (i = 1; i < n; i++) {
		g.conflicts |= bundle_conflicts(rule, parent, m[i]);
		if (g.until == NULL || (m[i]->until != NULL &&
		    strcmp(m[i]->until, g.until) < 0))
			g.until = m[i]->until;
	}
	f->group = arena_grow(f->arena, f->group, f->n, &f->cap,
	    sizeof(*f->group));
	f->group[f->n++] = g;
}

static enum status
group(struct search *f, const struct mate *mate, size_t n, struct why *w)
{
	struct bundle_member **m = arena_alloc(f->arena, n * sizeof(*m));
	enum status st;
	size_t i;

	for (i = 0; i < n; i++) {
		m[i] = arena_alloc(f->arena, sizeof(**m));
		if ((st = bundle_member_get(m[i], f->store, f->conf,
		    mate[i].id, f->arena, w)) != SN_OK)
			return st;
	}
	put_group(f, m, n);
	return SN_OK;
}

/* Whether one of the ids asked for is among these. */
static bool
wanted(const struct search *f, const struct mate *mate, size_t n)
{
	size_t i;

	for (i = 0; i < n && f->id != NULL; i++)
		if (id_among(mate[i].id, f->id, f->nid))
			return true;
	return f->id == NULL;
}

enum status
bundle_find(struct bundle_group **out, size_t *n, struct store *s,
    const struct conf *conf, const int64_t *id, size_t nid, bool among,
    struct arena *a, struct why *w)
{
	struct search f = { .store = s, .conf = conf, .id = id, .nid = nid,
	    .arena = a };
	struct arena scratch = ARENA_INIT;
	struct mate *m;
	size_t i, nm;
	enum status st;
	bool mine;

	if ((st = snapshot_begin(&mine, s, w)) != SN_OK)
		return st;
	st = mates_find(&m, &nm, s, conf, among ? id : NULL, nid, &scratch,
	    w);
	for (i = 0; st == SN_OK && i < nm; i += m[i].of)
		if (wanted(&f, m + i, m[i].of))
			st = group(&f, m + i, m[i].of, w);
	snapshot_end(s, mine);
	arena_free(&scratch);
	if (f.n > 0)
		qsort(f.group, f.n, sizeof(*f.group), by_parent);
	*out = f.group;
	*n = f.n;
	return st;
}
