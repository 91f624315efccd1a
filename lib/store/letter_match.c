/*
 * Which order a letter is about: the one of our mail that it answers; the
 * one whose number it names; the one that its sender has open.
 *
 * A number that could be something else, a short one or one of digits only
 * such as a phone, a date, an amount, counts when the order is the sender's
 * or when the text says that it is an order's number.
 */

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/letter_match.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
	NUMBERS_MAX = 300,	/* in one letter that are looked up */
	NUMBER_MIN = 3,		/* characters */
	NUMBER_LONG = 10,
	LOOKED_AT = 64 << 10,	/* bytes of the body */
	LABEL = 30		/* bytes before a number that may name it */
};

/* An order that a letter may be about. */
struct found {
	int64_t		 orders;
	const char	*shop;
	bool		 mine;		/* it has the sender's address */
};
struct find {
	struct store	*store;
	struct arena	*arena;
	const struct letter *letter;
	struct found	*found;		/* by number */
	size_t		 n, cap;
	const char	**seen;		/* numbers looked up */
	size_t		 nseen, capseen;
	struct why	*why;
};

static enum status
look_up(struct find *f, const char *number, bool sure)
{
	struct query q;
	bool mine;
	size_t i;

	query_open(&q, f->store,
	    "SELECT id, shop, coalesce(fold_by_mail = :mail, 0) FROM orders"
	    " WHERE fold_number = :number LIMIT 10");
	query_text(&q, ":number", number);
	query_text(&q, ":mail", f->letter->by_mail);
	while (query_row(&q)) {
		mine = query_int(&q, 2) != 0;
		if (!sure && !mine)
			continue;
		for (i = 0; i < f->n; i++)
			if (f->found[i].orders == query_int(&q, 0))
				break;
		if (i < f->n)
			continue;
		f->found = arena_grow(f->arena, f->found, f->n, &f->cap,
		    sizeof(*f->found));
		f->found[f->n++] = (struct found){ query_int(&q, 0),
		    query_col(&q, 1, f->arena), mine };
	}
	return query_end(&q, "find order", f->why);
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
	    c == 0x30fc || c == 0xff0d || c == 0xff70;
}

static bool
is_part(uint32_t c)
{
	return (c < 0x80 && isalnum((int)c)) || c == '#' || c == '_' ||
	    is_dash(c);
}

/* Whether what stands before a number calls it one of an order. */
static bool
is_labelled(const char *text, const char *at)
{
	static const char *const words[] = { "注文番号", "受注番号",
	    "オーダー番号", "order no", "Order No", "order number",
	    "Order number", "Order Number", "注文No", "受注No", NULL };
	size_t n = (size_t)(at - text) < LABEL ? (size_t)(at - text) : LABEL;
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (memmem(at - n, n, words[i], strlen(words[i])) != NULL)
			return true;
	return false;
}

/* A long one of letters or dashes and digits is nothing else. */
static bool
is_sure(const char *number)
{
	size_t digits = 0, others = 0, n = strlen(number), i;

	for (i = 0; i < n; i++)
		if (isdigit((unsigned char)number[i]))
			digits++;
		else
			others++;
	return n >= NUMBER_LONG && digits >= 6 && others > 0 &&
	    number[0] != '0';
}

static enum status
number(struct find *f, const char *text, const char *from, size_t n)
{
	const char *one;
	enum status st;
	size_t i;

	one = fold_text(arena_strndup(f->arena, from, n), f->arena);
	while (*one == '-' || *one == '_')
		one++;
	for (n = strlen(one); n > 0 && (one[n - 1] == '-' ||
	    one[n - 1] == '_' || one[n - 1] == '#'); n--)
		continue;
	one = arena_strndup(f->arena, one, n);
	if (n < NUMBER_MIN || strpbrk(one, "0123456789") == NULL)
		return SN_OK;
	for (i = 0; i < f->nseen; i++)
		if (strcmp(f->seen[i], one) == 0)
			return SN_OK;
	f->seen = arena_grow(f->arena, f->seen, f->nseen, &f->capseen,
	    sizeof(*f->seen));
	f->seen[f->nseen++] = one;
	/* no amount and no phone begins with a mark */
	st = look_up(f, one, *one == '#' || is_sure(one) ||
	    (n > NUMBER_MIN && is_labelled(text, from)));
	if (st == SN_OK && *one == '#')
		st = look_up(f, one + 1, false);
	return st;
}

/* Every number of a text whose width does not matter. */
static enum status
numbers(struct find *f, const char *given)
{
	const char *text, *p, *next, *from = NULL;
	enum status st = SN_OK;
	uint32_t c;

	if (given == NULL)
		return SN_OK;
	text = fold_width(arena_strndup(f->arena, given, strnlen(given,
	    LOOKED_AT)), f->arena);
	for (p = text; st == SN_OK && f->nseen < NUMBERS_MAX; p = next) {
		next = p;
		c = utf8_next(&next);
		if (c != 0 && is_part(c)) {
			if (from == NULL)
				from = p;
			continue;
		}
		if (from != NULL)
			st = number(f, text, from, (size_t)(p - from));
		from = NULL;
		if (c == 0)
			break;
	}
	return st;
}

/* Of several that were found the sender's, if that is one. */
static const struct found *
one_of(const struct find *f)
{
	const struct found *mine = NULL;
	size_t i, n = 0;

	if (f->n == 1)
		return f->found;
	for (i = 0; i < f->n; i++)
		if (f->found[i].mine) {
			mine = &f->found[i];
			n++;
		}
	return n == 1 ? mine : NULL;
}

static enum status
by_number(struct find *f, struct letter *l)
{
	const struct found *one;
	enum status st;

	if ((st = numbers(f, l->subject)) != SN_OK ||
	    (st = numbers(f, l->body)) != SN_OK)
		return st;
	if ((one = one_of(f)) == NULL)
		return SN_OK;
	l->orders = one->orders;
	l->shop = one->shop;
	l->matched = "number";
	return SN_OK;
}

/*
 * The orders of an address: those open first, the latest first.  One shop's
 * when the inbox is one's.
 */
#define OF_MAIL								\
	"SELECT o.id, o.shop, o.ordered_at,"				\
	"       EXISTS (SELECT 1 FROM destination d"			\
	"               JOIN shipment s ON s.destination = d.id"	\
	"              WHERE d.orders = o.id"				\
	"                AND s.status NOT IN ('done', 'follow', 'cancel'))" \
	"       AS open, o.shop || ':' || o.number"			\
	"  FROM orders o"						\
	" WHERE o.fold_by_mail = :mail"					\
	"   AND (:shop IS NULL OR o.shop = :shop)"			\
	" ORDER BY open DESC, o.ordered_at DESC, o.id DESC LIMIT 20"

/*
 * The latest of what is open, if that is in one shop; or the only one there
 * ever was.
 */
static enum status
by_mail(struct find *f, struct letter *l)
{
	const char *shop = NULL, *one;
	int64_t orders = NUM_NULL;
	bool open = false, several = false;
	struct query q;

	query_open(&q, f->store, OF_MAIL);
	query_text(&q, ":mail", l->by_mail);
	query_text(&q, ":shop", l->shop);
	while (query_row(&q)) {
		one = query_col(&q, 1, f->arena);
		if (orders == NUM_NULL) {
			orders = query_int(&q, 0);
			shop = one;
			open = query_int(&q, 3) != 0;
		} else if (!open || (query_int(&q, 3) != 0 &&
		    strcmp(shop, one) != 0))
			several = true;
	}
	if (orders != NUM_NULL && !several) {
		l->orders = orders;
		l->shop = shop;
		l->matched = "mail";
	}
	return query_end(&q, "find order", f->why);
}

/* The thread that one of our answers belongs to, by its key. */
static enum status
thread_of_key(int64_t *thread, struct find *f, const char *key)
{
	struct query q;
	int64_t id;

	if (key == NULL || sscanf(key, "mail reply letter %" SCNd64,
	    &id) != 1)
		return SN_OK;
	query_open(&q, f->store, "SELECT thread FROM letter WHERE id = :id");
	query_num(&q, ":id", id);
	if (query_row(&q))
		*thread = query_int(&q, 0);
	return query_end(&q, "find thread", f->why);
}

/* What goes by that id: mail of ours, or a letter that came before. */
static enum status
answers(bool *found, struct find *f, struct letter *l, const char *id)
{
	const char *key = NULL;
	enum status st;
	struct query q;

	query_open(&q, f->store,
	    "SELECT x.orders, x.key, x.thread, o.shop"
	    "  FROM (SELECT orders, key, NULL AS thread FROM outbox"
	    "         WHERE message_id = :id"
	    "        UNION ALL"
	    "        SELECT orders, NULL, thread FROM letter"
	    "         WHERE message_id = :id) x"
	    "  LEFT JOIN orders o ON o.id = x.orders"
	    " LIMIT 1");
	query_text(&q, ":id", id);
	if ((*found = query_row(&q))) {
		if (query_int(&q, 0) != NUM_NULL && query_peek(&q, 3) != NULL) {
			l->orders = query_int(&q, 0);
			l->shop = query_col(&q, 3, f->arena);
			l->matched = "answer";
		}
		key = query_col(&q, 1, f->arena);
		if (query_int(&q, 2) != NUM_NULL)
			l->thread = query_int(&q, 2);
	}
	if ((st = query_end(&q, "find what it answers", f->why)) != SN_OK)
		return st;
	return thread_of_key(&l->thread, f, key);
}

/* By In-Reply-To, then by References, the newest first. */
static enum status
by_answer(struct find *f, struct letter *l, const char *references)
{
	enum status st = SN_OK;
	bool found = false;
	const char *blank;
	char *rest;

	if (l->reply_to_id != NULL)
		st = answers(&found, f, l, l->reply_to_id);
	rest = references != NULL ? arena_strdup(f->arena, references) : NULL;
	while (st == SN_OK && !found && rest != NULL) {
		blank = strrchr(rest, ' ');
		st = answers(&found, f, l, blank != NULL ? blank + 1 : rest);
		if (blank == NULL)
			break;
		rest[blank - rest] = '\0';
	}
	return st;
}

/* The newest mail of ours to the address that a bounce names. */
static enum status
by_bounce(struct find *f, struct letter *l, const struct letter_news *news)
{
	struct query q;

	if (news->bounced_id != NULL || news->bounced == NULL)
		return SN_OK;
	query_open(&q, f->store,
	    "SELECT b.orders, o.shop, b.message_id FROM outbox b"
	    "  JOIN orders o ON o.id = b.orders"
	    " WHERE b.target = :mail AND b.kind = 'mail'"
	    " ORDER BY b.id DESC LIMIT 1");
	query_text(&q, ":mail", news->bounced);
	if (query_row(&q)) {
		l->orders = query_int(&q, 0);
		l->shop = query_col(&q, 1, f->arena);
		l->reply_to_id = query_col(&q, 2, f->arena);
		l->matched = "mail";
	}
	return query_end(&q, "find what came back", f->why);
}

enum status
letter_match(struct letter_news *news, struct store *s, struct arena *a,
    struct why *w)
{
	struct letter *l = &news->letter;
	struct find f = { .store = s, .arena = a, .letter = l, .why = w };
	enum status st;

	if (l->matched != NULL)
		return SN_OK;	/* by hand */
	l->orders = NUM_NULL;
	if (news->bounced_id != NULL)
		l->reply_to_id = news->bounced_id;
	if ((st = by_answer(&f, l, news->references)) != SN_OK ||
	    l->matched != NULL)
		return st;
	if (strcmp(l->kind, "bounce") == 0)
		return by_bounce(&f, l, news);
	if ((st = by_number(&f, l)) != SN_OK || l->matched != NULL ||
	    f.n > 0 || l->by_mail == NULL)
		return st;	/* several numbers: a person decides */
	return by_mail(&f, l);
}

static enum status
add_candidate(struct letter_candidate **out, size_t *n, size_t *cap,
    struct store *s, int64_t orders, const char *by, struct arena *a,
    struct why *w)
{
	struct letter_candidate *c;
	struct query q;
	size_t i;

	for (i = 0; i < *n; i++)
		if ((*out)[i].orders == orders)
			return SN_OK;
	query_open(&q, s,
	    "SELECT o.shop || ':' || o.number, o.ordered_at,"
	    "       (SELECT group_concat(DISTINCT s.status) FROM destination d"
	    "          JOIN shipment s ON s.destination = d.id"
	    "         WHERE d.orders = o.id)"
	    "  FROM orders o WHERE o.id = :id");
	query_num(&q, ":id", orders);
	if (query_row(&q)) {
		*out = arena_grow(a, *out, *n, cap, sizeof(**out));
		c = &(*out)[(*n)++];
		*c = (struct letter_candidate){ orders, query_col(&q, 0, a),
		    query_col(&q, 1, a), query_col(&q, 2, a), by };
	}
	return query_end(&q, "read order", w);
}

enum status
letter_candidates(struct letter_candidate **out, size_t *n, struct store *s,
    const struct letter *l, struct arena *a, struct why *w)
{
	struct find f = { .store = s, .arena = a, .letter = l, .why = w };
	int64_t of_mail[20];
	size_t cap = 0, i, nmail = 0;
	enum status st;
	struct query q;

	*out = NULL;
	*n = 0;
	if ((st = numbers(&f, l->subject)) != SN_OK ||
	    (st = numbers(&f, l->body)) != SN_OK)
		return st;
	for (i = 0; i < f.n && st == SN_OK; i++)
		st = add_candidate(out, n, &cap, s, f.found[i].orders,
		    "number", a, w);
	if (st != SN_OK || l->by_mail == NULL)
		return st;
	query_open(&q, s, OF_MAIL);
	query_text(&q, ":mail", l->by_mail);
	query_text(&q, ":shop", NULL);
	while (query_row(&q) && nmail < sizeof(of_mail) / sizeof(of_mail[0]))
		of_mail[nmail++] = query_int(&q, 0);
	st = query_end(&q, "find order", w);
	for (i = 0; i < nmail && st == SN_OK; i++)
		st = add_candidate(out, n, &cap, s, of_mail[i], "mail", a, w);
	return st;
}
