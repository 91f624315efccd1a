#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "store/store.h"

/*
 * The item that shop calls code: by the shop's own alias, then by its code,
 * then by an alias of every shop.  Strings live in a.
 *
 * SN_NOTFOUND	nothing is called so; out is unchanged
 */
enum status	item_lookup(struct item *out, struct store *s,
		    const char *shop, const char *code, struct arena *a,
		    struct why *w) SN_CHECK;

/* The item of a line of a shop: by its SKU, else by its code. */
enum status	item_of_line(struct item *out, struct store *s,
		    const char *shop, const struct line *l, struct arena *a,
		    struct why *w) SN_CHECK;

/* What a master says of one item; other columns stay as they are. */
struct item_value {
	const struct column	*column;	/* not code */
	const char		*value;		/* normal form; NULL: none */
};

enum item_outcome { ITEM_NEW, ITEM_CHANGED, ITEM_SAME };

/* Make the item of that code, or bring it up to date. */
enum status	item_put(enum item_outcome *out, int64_t *id,
		    struct store *s, const char *code,
		    const struct item_value *value, size_t n, struct why *w)
		    SN_CHECK;

/*
 * Have shop ("" for every one) call the item alias.  *fresh says whether it
 * did not before.
 *
 * SN_CONFLICT	that is what it calls another item; w names that
 */
enum status	item_alias(bool *fresh, struct store *s, int64_t item,
		    const char *shop, const char *alias, struct why *w)
		    SN_CHECK;

/*
 * Whether item_alias() would let shop call the item of that code alias.
 *
 * SN_CONFLICT	no: that is another item, which w names
 */
enum status	item_alias_free(struct store *s, const char *code,
		    const char *shop, const char *alias, struct why *w)
		    SN_CHECK;

/* One name of an item in a shop; shop is "" for every one. */
struct item_alias {
	const char	*shop, *alias;
};

enum status	item_aliases(struct item_alias **out, size_t *n,
		    struct store *s, int64_t item, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * All items in whose code, names, category or supplier the text is found,
 * width, case and kana forms aside; "" finds all.  Sorted by code.
 */
enum status	item_find(struct item ***out, size_t *n, struct store *s,
		    const char *text, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
