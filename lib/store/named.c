#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/named.h"
#include "store/query.h"
#include "store/snapshot.h"
#include "store/tree.h"

enum { DIGITS_MAX = 18 };	/* so many always fit an int64_t */

/* The number that text is throughout. */
static bool
digits(int64_t *out, const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > DIGITS_MAX || text[n] != '\0')
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

bool
named_parse(struct named *out, const char *text, struct arena *a)
{
	const char *colon;
	int64_t order;

	*out = (struct named){ .id = NUM_NULL };
	if (digits(&out->id, text))
		return true;
	colon = strchr(text, ':');
	if (strncmp(text, "order=", 6) == 0 ? !digits(&order, text + 6) :
	    colon == NULL || colon == text || colon[1] == '\0')
		return false;
	out->text = arena_strdup(a, text);
	return true;
}

static enum status
by_id(const struct named *name, struct store *s, named_fn *fn, void *arg,
    struct why *w)
{
	enum status st;
	struct query q;
	struct why why;
	bool found;

	query_open(&q, s, "SELECT 1 FROM shipment WHERE id = :id");
	query_num(&q, ":id", name->id);
	found = query_row(&q);
	if ((st = query_end(&q, "find shipment", w)) != SN_OK)
		return st;
	if (found)
		return fn(name->id, name, NULL, arg);
	fail(&why, SN_NOTFOUND, _("%" PRId64 ": no such shipment"), name->id);
	return fn(NUM_NULL, name, &why, arg);
}

/* All shipments of an order, destination by destination. */
static enum status
of_order(int64_t order, const struct named *name, struct store *s,
    named_fn *fn, void *arg, struct why *w)
{
	enum status st = SN_OK, ended;
	struct why why;
	struct query q;
	bool any = false;

	query_open(&q, s,
	    "SELECT s.id"
	    "  FROM destination d"
	    "  JOIN shipment s ON s.destination = d.id"
	    " WHERE d.orders = :id"
	    " ORDER BY d.id, s.id");
	query_num(&q, ":id", order);
	while (st == SN_OK && query_row(&q)) {
		any = true;
		st = fn(query_int(&q, 0), name, NULL, arg);
	}
	ended = query_end(&q, "find order", w);
	if (st != SN_OK || ended != SN_OK)
		return st != SN_OK ? st : ended;
	if (any)
		return SN_OK;
	fail(&why, SN_NOTFOUND, _("%s: no such order"), name->text);
	return fn(NUM_NULL, name, &why, arg);
}

static enum status
find(const struct named *name, struct store *s, named_fn *fn, void *arg,
    struct why *w)
{
	const char *colon;
	enum status st;
	int64_t order;

	if (name->text == NULL)
		return by_id(name, s, fn, arg, w);
	if (strncmp(name->text, "order=", 6) == 0)
		order = strtoll(name->text + 6, NULL, 10);
	else {
		colon = strchr(name->text, ':');
		st = store_order_find(&order, s, arena_strndup(&s->scratch,
		    name->text, (size_t)(colon - name->text)), colon + 1, w);
		arena_reset(&s->scratch);
		if (st != SN_OK)
			return st;
	}
	return of_order(order, name, s, fn, arg, w);
}

enum status
named_each(struct store *s, const struct named *name, size_t n, named_fn *fn,
    void *arg, struct why *w)
{
	enum status st;
	bool mine;
	size_t i;

	if ((st = snapshot_begin(&mine, s, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++)
		st = find(&name[i], s, fn, arg, w);
	snapshot_end(s, mine);
	return st;
}
