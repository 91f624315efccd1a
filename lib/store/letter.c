/*
 * Letters on their way in: each is kept once, with its bytes, in its thread.
 */

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/bounced.h"
#include "store/letter.h"
#include "store/letter_match.h"
#include "store/query.h"

enum status
letter_known(bool *out, struct store *s, const char *inbox, const char *uid,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT 1 FROM letter WHERE inbox = :inbox AND uid = :uid");
	query_text(&q, ":inbox", inbox);
	query_text(&q, ":uid", uid);
	*out = query_row(&q);
	return query_end(&q, "find letter", w);
}

/*
 * The same bytes, or a message of the same id, sender and text: one that was
 * sent to two addresses comes by two ways.  An id alone does not do, for some
 * programs give the same one to all that they send.
 */
static enum status
is_there(bool *out, struct store *s, const struct letter *l, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "SELECT 1 FROM letter WHERE inbox = :inbox AND sha256 = :sha256"
	    " UNION ALL "
	    "SELECT 1 FROM letter"
	    " WHERE message_id = :id AND by_mail IS :mail"
	    "   AND subject IS :subject AND at IS :at AND body IS :body"
	    "   AND files = :files");
	query_text(&q, ":inbox", l->inbox);
	query_text(&q, ":sha256", l->sha256);
	query_text(&q, ":id", l->message_id);
	query_text(&q, ":mail", l->by_mail);
	query_text(&q, ":subject", l->subject);
	query_text(&q, ":at", l->at);
	query_text(&q, ":body", l->body);
	query_num(&q, ":files", l->files);
	*out = query_row(&q);
	return query_end(&q, "find letter", w);
}

static enum status
insert(struct store *s, const struct letter *l, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO letter (id, inbox, uid, message_id, reply_to_id,"
	    "       kind, by_name, by_mail, to_mail, subject, body, files,"
	    "       cause, at, came_at, shop, orders, matched, thread, state,"
	    "       who, state_at, sha256)"
	    "VALUES (:id, :inbox, :uid, :message_id, :reply_to_id, :kind,"
	    "       :by_name, :by_mail, :to_mail, :subject, :body, :files,"
	    "       :cause, :at, :came_at, :shop, :orders, :matched, :thread,"
	    "       :state, :who, :came_at, :sha256)");
	query_num(&q, ":id", l->id);
	query_text(&q, ":inbox", l->inbox);
	query_text(&q, ":uid", l->uid);
	query_text(&q, ":message_id", l->message_id);
	query_text(&q, ":reply_to_id", l->reply_to_id);
	query_text(&q, ":kind", l->kind);
	query_text(&q, ":by_name", l->by_name);
	query_text(&q, ":by_mail", l->by_mail);
	query_text(&q, ":to_mail", l->to_mail);
	query_text(&q, ":subject", l->subject);
	query_text(&q, ":body", l->body);
	query_num(&q, ":files", l->files);
	query_text(&q, ":cause", l->cause);
	query_text(&q, ":at", l->at);
	query_text(&q, ":came_at", l->came_at);
	query_text(&q, ":shop", l->shop);
	query_num(&q, ":orders", l->orders);
	query_text(&q, ":matched", l->matched);
	query_num(&q, ":thread", l->thread);
	query_text(&q, ":state", l->state);
	query_text(&q, ":who", l->who);
	query_text(&q, ":sha256", l->sha256);
	return query_do(&q, "keep letter", w);
}

static enum status
keep_bytes(struct store *s, int64_t id, const void *p, size_t n,
    struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO letter_bytes (id, bytes) VALUES (:id, :bytes)");
	query_num(&q, ":id", id);
	query_blob(&q, ":bytes", p, n);
	return query_do(&q, "keep letter", w);
}

/* What waited for this letter waits no more. */
static enum status
came(struct store *s, const struct letter *l, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE letter SET state = 'closed', state_at = :now"
	    " WHERE thread = :thread AND state = 'waiting'");
	query_num(&q, ":thread", l->thread);
	query_text(&q, ":now", l->came_at);
	return query_do(&q, "open thread", w);
}

enum status
letter_put(bool *fresh, struct store *s, struct letter_news *news,
    struct why *w)
{
	struct letter *l = &news->letter;
	struct arena a = ARENA_INIT;
	struct stamp now;
	enum status st;
	bool there;

	*fresh = false;
	if ((st = is_there(&there, s, l, w)) != SN_OK || there ||
	    (st = clock_now(&now, w)) != SN_OK ||
	    (st = store_id(&l->id, s, "letter", w)) != SN_OK)
		return st;
	l->came_at = now.text;
	l->thread = l->id;
	l->state = strcmp(l->kind, "bounce") == 0 ||
	    strcmp(l->kind, "automatic") == 0 ? "closed" : "open";
	if ((st = letter_match(news, s, &a, w)) == SN_OK &&
	    (st = insert(s, l, w)) == SN_OK && news->bytes != NULL)
		st = keep_bytes(s, l->id, news->bytes, news->nbytes, w);
	if (st == SN_OK && strcmp(l->kind, "inquiry") == 0 &&
	    (st = came(s, l, w)) == SN_OK && l->by_mail != NULL)
		st = bounced_drop(s, l->by_mail, w);
	if (st == SN_OK && strcmp(l->kind, "bounce") == 0 &&
	    news->bounced != NULL)
		st = bounced_put(s, news->bounced, news->hard, l->cause, w);
	*fresh = st == SN_OK;
	arena_free(&a);
	return st;
}

enum status
letter_bytes(struct str *out, struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s, "SELECT bytes FROM letter_bytes WHERE id = :id");
	query_num(&q, ":id", id);
	if (query_row(&q))
		str_add(out, sqlite3_column_blob(q.stmt, 0),
		    (size_t)sqlite3_column_bytes(q.stmt, 0));
	return query_end(&q, "read letter", w);
}

enum status
letter_floor(int64_t *floor, struct store *s, const char *inbox,
    int64_t validity, struct why *w)
{
	struct query q;

	*floor = -1;
	query_open(&q, s,
	    "SELECT floor FROM inbox"
	    " WHERE name = :name AND validity = :validity");
	query_text(&q, ":name", inbox);
	query_num(&q, ":validity", validity);
	if (query_row(&q))
		*floor = query_int(&q, 0);
	return query_end(&q, "read inbox", w);
}

enum status
letter_floor_put(struct store *s, const char *inbox, int64_t validity,
    int64_t floor, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "INSERT INTO inbox (name, validity, floor)"
	    "VALUES (:name, :validity, :floor)"
	    "    ON CONFLICT (name) DO UPDATE"
	    "   SET floor = CASE WHEN inbox.validity = excluded.validity"
	    "           THEN max(inbox.floor, excluded.floor)"
	    "           ELSE excluded.floor END,"
	    "       validity = excluded.validity");
	query_text(&q, ":name", inbox);
	query_num(&q, ":validity", validity);
	query_num(&q, ":floor", floor);
	return query_do(&q, "keep inbox", w);
}
