#include <string.h>

#include "base/i18n.h"
#include "store/item.h"
#include "store/query.h"
#include "text/fold.h"

enum status
item_lookup(struct item *out, struct store *s, const char *shop,
    const char *code, struct arena *a, struct why *w)
{
	int64_t id = NUM_NULL;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "SELECT item, 1 AS place FROM item_alias"
	    " WHERE alias = :code AND shop = :shop"
	    " UNION ALL "
	    "SELECT id, 2 FROM item WHERE code = :code"
	    " UNION ALL "
	    "SELECT item, 3 FROM item_alias WHERE alias = :code AND shop = ''"
	    " ORDER BY place LIMIT 1");
	query_text(&q, ":code", code);
	query_text(&q, ":shop", shop);
	if (query_row(&q))
		id = query_int(&q, 0);
	if ((st = query_end(&q, "find item", w)) != SN_OK)
		return st;
	if (id == NUM_NULL)
		return fail(w, SN_NOTFOUND, _("%s: no such item"), code);
	return store_get(out, s, &table_item, id, a, w);
}

enum status
item_of_line(struct item *out, struct store *s, const char *shop,
    const struct line *l, struct arena *a, struct why *w)
{
	enum status st = SN_NOTFOUND;

	if (l->sku != NULL)
		st = item_lookup(out, s, shop, l->sku, a, w);
	if (st == SN_NOTFOUND && l->code != NULL)
		st = item_lookup(out, s, shop, l->code, a, w);
	if (st == SN_NOTFOUND && l->sku == NULL && l->code == NULL)
		return fail(w, st, _("the line has neither SKU nor code"));
	return st;
}

static enum status
find_code(int64_t *out, struct store *s, const char *code, struct why *w)
{
	struct query q;

	*out = NUM_NULL;
	query_open(&q, s, "SELECT id FROM item WHERE code = :code");
	query_text(&q, ":code", code);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "find item", w);
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

enum status
item_put(enum item_outcome *out, int64_t *id, struct store *s,
    const char *code, const struct item_value *value, size_t n,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	struct item *it = record_new(&table_item, &a);
	enum status st;
	size_t i;

	*out = ITEM_SAME;
	if ((st = find_code(id, s, code, w)) != SN_OK)
		goto out;
	if (*id == NUM_NULL) {
		it->code = code;
		*out = ITEM_NEW;
		st = store_insert(s, &table_item, it, w);
		*id = it->id;
	} else
		st = store_get(it, s, &table_item, *id, &a, w);
	for (i = 0; i < n && st == SN_OK; i++) {
		if (same(record_value(it, value[i].column, &a),
		    value[i].value))
			continue;
		st = store_set(s, &table_item, value[i].column, *id,
		    value[i].value, w);
		if (*out == ITEM_SAME)
			*out = ITEM_CHANGED;
	}
out:
	arena_free(&a);
	return st;
}

/* Which item shop calls alias, and its code; NUM_NULL when none. */
static enum status
alias_of(int64_t *item, const char **code, struct store *s,
    const char *shop, const char *alias, struct arena *a, struct why *w)
{
	struct query q;

	*item = NUM_NULL;
	query_open(&q, s,
	    "SELECT i.id, i.code"
	    "  FROM item_alias a"
	    "  JOIN item i ON i.id = a.item"
	    " WHERE a.alias = :alias AND a.shop = :shop");
	query_text(&q, ":alias", alias);
	query_text(&q, ":shop", shop);
	if (query_row(&q)) {
		*item = query_int(&q, 0);
		*code = query_col(&q, 1, a);
	}
	return query_end(&q, "find alias", w);
}

enum status
item_alias_free(struct store *s, const char *code, const char *shop,
    const char *alias, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *other;
	enum status st;
	int64_t has;

	st = alias_of(&has, &other, s, shop, alias, &a, w);
	if (st == SN_OK && has != NUM_NULL && strcmp(other, code) != 0)
		st = fail(w, SN_CONFLICT, _("alias %s: is item %s"), alias,
		    other);
	arena_free(&a);
	return st;
}

enum status
item_alias(bool *fresh, struct store *s, int64_t item, const char *shop,
    const char *alias, struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *code;
	enum status st;
	int64_t id, has;
	struct query q;

	*fresh = false;
	if ((st = alias_of(&has, &code, s, shop, alias, &a, w)) != SN_OK ||
	    has == item)
		goto out;
	if (has != NUM_NULL) {
		st = fail(w, SN_CONFLICT, _("alias %s: is item %s"), alias,
		    code);
		goto out;
	}
	if ((st = store_id(&id, s, "item_alias", w)) != SN_OK)
		goto out;
	query_open(&q, s,
	    "INSERT INTO item_alias (id, item, shop, alias)"
	    "VALUES (:id, :item, :shop, :alias)");
	query_num(&q, ":id", id);
	query_num(&q, ":item", item);
	query_text(&q, ":shop", shop);
	query_text(&q, ":alias", alias);
	st = query_do(&q, "add alias", w);
	*fresh = st == SN_OK;
out:
	arena_free(&a);
	return st;
}

enum status
item_aliases(struct item_alias **out, size_t *n, struct store *s,
    int64_t item, struct arena *a, struct why *w)
{
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT shop, alias FROM item_alias WHERE item = :item"
	    " ORDER BY shop, alias");
	query_num(&q, ":item", item);
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n].shop = query_col(&q, 0, a);
		(*out)[(*n)++].alias = query_col(&q, 1, a);
	}
	return query_end(&q, "list aliases", w);
}

static bool
matches(const struct item *it, const char *folded)
{
	struct arena a = ARENA_INIT;
	const char *text = arena_printf(&a, "%s|%s|%s|%s|%s", it->code,
	    it->name != NULL ? it->name : "",
	    it->print_name != NULL ? it->print_name : "",
	    it->category != NULL ? it->category : "",
	    it->supplier != NULL ? it->supplier : "");
	bool found = strstr(fold_text(text, &a), folded) != NULL;

	arena_free(&a);
	return found;
}

enum status
item_find(struct item ***out, size_t *n, struct store *s, const char *text,
    struct arena *a, struct why *w)
{
	const char *folded = fold_text(text, a);
	struct item *it = NULL;
	enum status st = SN_OK, end;
	size_t cap = 0;
	struct query q;

	*out = NULL;
	*n = 0;
	query_open(&q, s, "SELECT id FROM item ORDER BY code");
	while (st == SN_OK && query_row(&q)) {
		if (it == NULL)
			it = record_new(&table_item, a);
		st = store_get(it, s, &table_item, query_int(&q, 0), a, w);
		if (st != SN_OK || !matches(it, folded))
			continue;
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = it;
		it = NULL;
	}
	end = query_end(&q, "find items", w);
	return st != SN_OK ? st : end;
}
