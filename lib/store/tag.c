#include "store/picked.h"
#include "store/tag.h"

enum status
store_tag_put(struct store *s, int64_t shipment, const char *tag,
    struct why *w)
{
	enum status st;
	struct query q;
	int64_t id;

	if ((st = store_id(&id, s, "tag", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO tag (id, shipment, tag) VALUES (:id, :shipment, :tag)"
	    "    ON CONFLICT (shipment, tag) DO NOTHING");
	query_num(&q, ":id", id);
	query_num(&q, ":shipment", shipment);
	query_text(&q, ":tag", tag);
	return query_do(&q, "tag", w);
}

enum status
store_tag_drop(struct store *s, int64_t shipment, const char *tag,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "DELETE FROM tag WHERE shipment = :shipment AND tag = :tag");
	query_num(&q, ":shipment", shipment);
	query_text(&q, ":tag", tag);
	return query_do(&q, "untag", w);
}

#define UNTAGGED							\
	"  FROM picked p"						\
	" WHERE NOT EXISTS (SELECT 1 FROM tag t"			\
	"       WHERE t.shipment = p.id AND t.tag = :tag)"

static enum status
count_untagged(int64_t *out, struct store *s, const char *tag, struct why *w)
{
	struct query q;

	*out = 0;
	query_open(&q, s, "SELECT count(*)" UNTAGGED);
	query_text(&q, ":tag", tag);
	if (query_row(&q))
		*out = query_int(&q, 0);
	return query_end(&q, "count tags", w);
}

enum status
store_tag_put_many(int64_t *changed, struct store *s, const int64_t *id,
    size_t n, const char *tag, struct why *w)
{
	int64_t fresh, first;
	enum status st;
	struct query q;

	if ((st = picked_put(s, id, n, w)) != SN_OK ||
	    (st = count_untagged(&fresh, s, tag, w)) != SN_OK ||
	    fresh == 0 ||
	    (st = store_ids(&first, s, "tag", fresh, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO tag (id, shipment, tag)"
	    "SELECT :first - 1 + row_number() OVER (ORDER BY p.seq), p.id, :tag"
	    UNTAGGED);
	query_num(&q, ":first", first);
	query_text(&q, ":tag", tag);
	*changed += fresh;
	return query_do(&q, "tag", w);
}

enum status
store_tag_drop_many(int64_t *changed, struct store *s, const int64_t *id,
    size_t n, const char *tag, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = picked_put(s, id, n, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "DELETE FROM tag"
	    " WHERE tag = :tag AND shipment IN (SELECT id FROM picked)");
	query_text(&q, ":tag", tag);
	if ((st = query_do(&q, "untag", w)) == SN_OK)
		*changed += sqlite3_changes(s->db);
	return st;
}

enum status
store_tag_rename(int64_t *changed, struct store *s, const char *from,
    const char *to, struct why *w)
{
	enum status st;
	struct query q;

	query_open(&q, s,
	    "UPDATE tag SET tag = :to"
	    " WHERE tag = :from AND NOT EXISTS (SELECT 1 FROM tag t"
	    "       WHERE t.shipment = tag.shipment AND t.tag = :to)");
	query_text(&q, ":to", to);
	query_text(&q, ":from", from);
	if ((st = query_do(&q, "rename tag", w)) != SN_OK)
		return st;
	*changed = sqlite3_changes(s->db);
	/* those that are left have both */
	query_open(&q, s, "DELETE FROM tag WHERE tag = :from");
	query_text(&q, ":from", from);
	if ((st = query_do(&q, "rename tag", w)) == SN_OK)
		*changed += sqlite3_changes(s->db);
	return st;
}

enum status
store_tag_list(struct tag_count **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	query_open(&q, s,
	    "SELECT t.tag, count(*), sum(s.status NOT IN"
	    "       ('done', 'follow', 'cancel'))"
	    "  FROM tag t JOIN shipment s ON s.id = t.shipment"
	    " GROUP BY t.tag ORDER BY t.tag");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[*n].tag = query_col(&q, 0, a);
		(*out)[*n].all = query_int(&q, 1);
		(*out)[(*n)++].open = query_int(&q, 2);
	}
	return query_end(&q, "list tags", w);
}
