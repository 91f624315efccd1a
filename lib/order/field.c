#include <string.h>

#include "base/arena.h"
#include "order/field.h"
#include "order/tree.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { NAME_MAX_CHARS = 40 };	/* the longest name has 20 characters */

static const struct column tag = {
	"tag", "tag", "タグ", TYPE_CODE, 0, offsetof(struct tag, text), NULL,
	NULL
};

static const struct column rule = {
	"rule", "rule", "ルール", TYPE_CODE, 0, offsetof(struct tag, text), NULL,
	NULL
};

/*
 * Fields that no column holds: which purchase of the buyer the order is, the
 * rank that sn.conf gives for it, the hour of the order, whether an open
 * finding stops the shipment until a person has looked, how far letters about
 * the order are answered, and whether it was checked after its last change.
 */
static const struct field computed[] = {
	{ .name = "purchases", .ja = "購入回数", .of = FIELD_ORDER,
	    .type = TYPE_NUM },
	{ .name = "rank", .ja = "顧客ランク", .of = FIELD_ORDER,
	    .type = TYPE_CODE },
	{ .name = "ordered.hour", .ja = "注文時", .of = FIELD_ORDER,
	    .type = TYPE_NUM },
	{ .name = "stopped", .ja = "要確認", .of = FIELD_ORDER,
	    .type = TYPE_BOOL },
	{ .name = "inquiry", .ja = "問い合わせ", .of = FIELD_ORDER,
	    .type = TYPE_WORD, .words = words_inquiry },
	{ .name = "checked", .ja = "確認済み", .of = FIELD_SHIPMENT,
	    .type = TYPE_BOOL },
};
enum { COMPUTED = sizeof(computed) / sizeof(computed[0]) };

static const struct table *const homes[] = {
	[FIELD_ORDER] = &table_orders,
	[FIELD_DESTINATION] = &table_destination,
	[FIELD_SHIPMENT] = &table_shipment,
	[FIELD_LINE] = &table_line,
	[FIELD_CHARGE] = &table_charge,
	[FIELD_PAYMENT] = &table_payment,
	[FIELD_TRACKING] = &table_tracking,
	[FIELD_FINDING] = &table_finding
};
enum { HOMES = sizeof(homes) / sizeof(homes[0]) };

static const struct derived *
derived_find(const struct table *t, const char *name)
{
	const struct derived *d;

	for (d = derived; d->name != NULL; d++)
		if (d->table == t && strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

static void
of_column(struct field *out, const struct column *c, enum field_of of)
{
	*out = (struct field){ .name = c->field, .ja = c->ja, .of = of,
	    .type = c->type, .column = c, .words = c->words };
	if (c->fold != NULL)
		out->derived = derived_find(homes[of], c->fold);
	out->alone = out->derived != NULL && out->derived->from[1] == NULL;
}

static void
of_derived(struct field *out, const struct derived *d)
{
	*out = (struct field){ .name = d->field, .ja = d->ja,
	    .of = d->table == &table_orders ? FIELD_ORDER : FIELD_DESTINATION,
	    .type = TYPE_TEXT, .derived = d, .alone = true };
}

bool
field_at(struct field *out, size_t i)
{
	const struct derived *d;
	const struct column *c;
	size_t of;

	for (of = 0; of < HOMES; of++)
		for (c = homes[of]->column;
		    c < homes[of]->column + homes[of]->n; c++)
			if (c->field != NULL && i-- == 0) {
				of_column(out, c, (enum field_of)of);
				return true;
			}
	for (d = derived; d->name != NULL; d++)
		if (d->field != NULL && i-- == 0) {
			of_derived(out, d);
			return true;
		}
	if (i < COMPUTED)
		*out = computed[i];
	else if (i == COMPUTED)
		of_column(out, &tag, FIELD_TAG);
	else if (i == COMPUTED + 1)
		of_column(out, &rule, FIELD_RULE);
	return i <= COMPUTED + 1;
}

bool
field_find(struct field *out, const char *name)
{
	struct arena a = ARENA_INIT;
	const char *folded;
	bool found = false;
	size_t i;

	for (i = 0; !found && field_at(out, i); i++)
		found = strcmp(out->name, name) == 0 ||
		    strcmp(out->ja, name) == 0;
	if (found)
		return true;
	folded = fold_header(name, &a);
	for (i = 0; !found && field_at(out, i); i++)
		found = strcmp(out->name, folded) == 0 ||
		    strcmp(fold_header(out->ja, &a), folded) == 0;
	arena_free(&a);
	return found;
}

/* Steps of one character that make t of s; more than limit is limit. */
static size_t
distance(const char *s, const char *t, size_t limit)
{
	size_t row[NAME_MAX_CHARS + 1], n = utf8_count(t), i, best, diagonal;
	size_t above;
	const char *p;
	uint32_t c;

	if (n > NAME_MAX_CHARS || utf8_count(s) > NAME_MAX_CHARS)
		return limit;
	for (i = 0; i <= n; i++)
		row[i] = i;
	while ((c = utf8_next(&s)) != 0) {
		diagonal = row[0]++;
		for (p = t, i = 1; i <= n; i++) {
			above = row[i];
			best = diagonal + (utf8_next(&p) == c ? 0 : 1);
			if (best > row[i - 1] + 1)
				best = row[i - 1] + 1;
			if (best > above + 1)
				best = above + 1;
			row[i] = best;
			diagonal = above;
		}
	}
	return row[n] < limit ? row[n] : limit;
}

/* Take candidate when it is nearer to name than what *best holds. */
static void
nearer(const char **best, size_t *least, const char *candidate,
    const char *name)
{
	size_t d = distance(name, candidate, *least);

	if (d < *least) {
		*least = d;
		*best = candidate;
	}
}

/* So many wrong characters are still the same word. */
static size_t
tolerance(const char *name)
{
	size_t n = utf8_count(name);

	return n < 3 ? 2 : n / 3 + 2;
}

/*
 * The shortest Japanese name that has the given one in it, as 一言メモ has
 * メモ; one character alone is in too many.
 */
static const char *
longer_name(const char *name)
{
	const char *best = NULL;
	struct field f;
	size_t i;

	for (i = 0; utf8_count(name) > 1 && field_at(&f, i); i++)
		if (strstr(f.ja, name) != NULL &&
		    (best == NULL || strlen(f.ja) < strlen(best)))
			best = f.ja;
	return best;
}

const char *
field_suggest(const char *name)
{
	size_t i, least = tolerance(name);
	const char *best = NULL;
	struct field f;

	for (i = 0; field_at(&f, i); i++) {
		nearer(&best, &least, f.name, name);
		nearer(&best, &least, f.ja, name);
	}
	return best != NULL ? best : longer_name(name);
}

const char *
word_suggest(const struct word *list, const char *text)
{
	size_t least = tolerance(text);
	const char *best = NULL;

	for (; list->slug != NULL; list++) {
		nearer(&best, &least, list->slug, text);
		nearer(&best, &least, list->ja, text);
	}
	return best;
}
