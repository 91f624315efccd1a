#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/blacklist.h"
#include "store/query.h"
#include "text/fold.h"

enum {
	VALUE_MAX = 400,	/* bytes: the longest address is shorter */
	PHONE_DIGITS = 6	/* fewer are no phone of anybody */
};

static const struct word kinds[] = {
	{ "mail", "メール" }, { "name", "氏名" }, { "phone", "電話番号" },
	{ "address", "住所" }, { NULL, NULL }
};

/* As the columns that it is compared with are folded. */
static const char *
folded(const struct black *b, struct arena *a)
{
	return strcmp(b->kind, "phone") == 0 ? fold_digits(b->value, a) :
	    fold_text(b->value, a);
}

enum status
black_make(struct black *out, const char *kind, const char *value,
    struct arena *a, struct why *w)
{
	const struct word *word = word_find(kinds, kind);
	size_t n;

	*out = (struct black){ .value = value };
	if (word == NULL)
		return fail(w, SN_INVALID, _("%s: mail, name, phone or address "
		    "was expected"), kind);
	out->kind = word->slug;
	if (strlen(value) > VALUE_MAX)
		return fail(w, SN_INVALID, _("%s: longer than %d bytes"),
		    out->kind, VALUE_MAX);
	n = strlen(folded(out, a));
	if (strcmp(out->kind, "phone") == 0 && *value != '\0' &&
	    n < PHONE_DIGITS)
		return fail(w, SN_INVALID, _("%s: no phone number"), value);
	if (n == 0)
		return fail(w, SN_INVALID, _("%s: empty"), out->kind);
	if (strcmp(out->kind, "mail") == 0 && strchr(value, '@') == NULL)
		return fail(w, SN_INVALID, _("%s: no mail address"), value);
	return SN_OK;
}

enum status
black_parse(struct black *out, const char *text, struct arena *a,
    struct why *w)
{
	const char *equals = strchr(text, '=');

	if (equals == NULL)
		return fail(w, SN_INVALID, _("%s: not like mail=a@example.jp"),
		    text);
	return black_make(out, arena_strndup(a, text,
	    (size_t)(equals - text)), equals + 1, a, w);
}

/* The id of the entry like b, or NUM_NULL, and whether its reason is b's. */
static enum status
find(int64_t *id, bool *same, struct store *s, const struct black *b,
    const char *fold, struct why *w)
{
	struct query q;

	*id = NUM_NULL;
	*same = false;
	query_open(&q, s,
	    "SELECT id, :why IS NULL OR why IS NOT DISTINCT FROM :why"
	    "  FROM blacklist WHERE kind = :kind AND folded = :folded");
	query_text(&q, ":kind", b->kind);
	query_text(&q, ":folded", fold);
	query_text(&q, ":why", b->why);
	if (query_row(&q)) {
		*id = query_int(&q, 0);
		*same = query_int(&q, 1) == 1;
	}
	return query_end(&q, "blacklist", w);
}

static enum status
insert(struct store *s, const struct black *b, const char *fold,
    struct why *w)
{
	struct stamp now;
	enum status st;
	struct query q;
	int64_t id;

	if ((st = clock_now(&now, w)) != SN_OK ||
	    (st = store_id(&id, s, "blacklist", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO blacklist (id, kind, value, why, at, who, folded)"
	    "VALUES (:id, :kind, :value, :why, :now, :who, :folded)");
	query_num(&q, ":id", id);
	query_text(&q, ":kind", b->kind);
	query_text(&q, ":value", b->value);
	query_text(&q, ":why", b->why);
	query_text(&q, ":now", now.text);
	query_text(&q, ":who", b->who);
	query_text(&q, ":folded", fold);
	return query_do(&q, "blacklist", w);
}

static enum status
change(struct store *s, int64_t id, const struct black *b, struct why *w)
{
	struct query q;

	query_open(&q, s, "UPDATE blacklist SET why = :why WHERE id = :id");
	query_num(&q, ":id", id);
	query_text(&q, ":why", b->why);
	return query_do(&q, "blacklist", w);
}

enum status
black_put(enum black_outcome *out, struct store *s, const struct black *b,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *fold = folded(b, &a);
	enum status st;
	int64_t id;
	bool same;

	if ((st = find(&id, &same, s, b, fold, w)) == SN_OK) {
		*out = id == NUM_NULL ? BLACK_NEW : same ? BLACK_SAME :
		    BLACK_CHANGED;
		if (*out == BLACK_NEW)
			st = insert(s, b, fold, w);
		else if (*out == BLACK_CHANGED)
			st = change(s, id, b, w);
	}
	arena_free(&a);
	return st;
}

enum status
black_drop(struct store *s, const struct black *b, struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st;
	struct query q;

	query_open(&q, s,
	    "DELETE FROM blacklist WHERE kind = :kind AND folded = :folded");
	query_text(&q, ":kind", b->kind);
	query_text(&q, ":folded", folded(b, &a));
	st = query_do(&q, "blacklist", w);
	arena_free(&a);
	if (st == SN_OK && sqlite3_changes(s->db) == 0)
		return fail(w, SN_NOTFOUND, _("%s=%s: not on the list"),
		    b->kind, b->value);
	return st;
}

enum status
black_each(struct store *s, black_fn *fn, void *arg, struct why *w)
{
	enum status st = SN_OK, end;
	struct black b;
	struct query q;

	query_open(&q, s,
	    "SELECT kind, value, why, at, who FROM blacklist"
	    " ORDER BY kind, folded");
	while (st == SN_OK && query_row(&q)) {
		b = (struct black){ query_peek(&q, 0), query_peek(&q, 1),
		    query_peek(&q, 2), query_peek(&q, 3), query_peek(&q, 4) };
		st = fn(&b, arg, w);
	}
	end = query_end(&q, "blacklist", st == SN_OK ? w :
	    &(struct why){ "" });
	return st != SN_OK ? st : end;
}
