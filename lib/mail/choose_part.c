/*
 * What the parts of a template's file name stand for.
 */

#include <string.h>

#include "base/i18n.h"
#include "mail/choose.h"

/* All words that a part may be, by what they are. */
struct words {
	const char	**word;
	enum choice_by	 *by;
	size_t		  n, cap, capby;
	struct arena	 *arena;
};

static void
add(struct words *all, const char *word, enum choice_by by)
{
	size_t n = all->n;

	all->word = arena_grow(all->arena, all->word, n, &all->cap,
	    sizeof(*all->word));
	all->by = arena_grow(all->arena, all->by, n, &all->capby,
	    sizeof(*all->by));
	all->word[n] = word;
	all->by[n] = by;
	all->n++;
}

static void
gather(struct words *all, const struct conf *c)
{
	const struct word *w;
	size_t i;

	for (i = 0; i < c->nshop; i++)
		add(all, c->shop[i].name, CHOICE_SHOP);
	for (i = 0; i < c->nshop; i++)
		add(all, c->shop[i].mall, CHOICE_MALL);
	for (w = words_method; w->slug != NULL; w++)
		add(all, w->slug, CHOICE_METHOD);
	for (w = words_device; w->slug != NULL; w++)
		add(all, w->slug, CHOICE_DEVICE);
	for (i = 0; i < c->nrank; i++)
		add(all, c->rank[i].name, CHOICE_RANK);
	for (i = 0; i < c->nroute; i++)
		add(all, c->route[i].name, CHOICE_ROUTE);
}

/* The first meaning of a part from by on; all->n: it has none. */
static size_t
find(const struct words *all, const char *part, int by)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if ((int)all->by[i] >= by && strcmp(all->word[i], part) == 0)
			break;
	return i;
}

static const char *
wrong(const struct words *all, const char *part)
{
	const char *near;

	if (find(all, part, 0) < all->n)
		return arena_printf(all->arena, _("%s: stands too late, or "
		    "twice: the order is shop, mall, payment method, device, "
		    "rank, route"), part);
	near = conf_nearest(all->word, all->n, part);
	return arena_printf(all->arena, near != NULL ? _("%s: no shop, mall, "
	    "payment method, device, rank or route of sn.conf; is %s meant?") :
	    _("%s: no shop, mall, payment method, device, rank or route of "
	    "sn.conf"), part, near);
}

const char *
templates_parts(struct choice *out, const struct template *t,
    const struct conf *conf, struct arena *a)
{
	struct words all = { .arena = a };
	const char *s = t->name + strcspn(t->name, "."), *part;
	const char *end = strrchr(t->name, '.');
	size_t n, at;
	int by = 0;

	*out = (struct choice){ .by = { NULL } };
	gather(&all, conf);
	for (; s < end; s += n + 1) {
		n = strcspn(s + 1, ".");
		part = arena_strndup(a, s + 1, n);
		if ((at = find(&all, part, by)) == all.n)
			return wrong(&all, part);
		out->by[all.by[at]] = all.word[at];
		by = (int)all.by[at] + 1;
	}
	return NULL;
}
