#include "store/query.h"
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
