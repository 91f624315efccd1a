#ifndef STORE_LETTER_H
#define STORE_LETTER_H

#include "base/str.h"
#include "store/store.h"

/*
 * Mail that came in, and calls that somebody wrote down.  A letter belongs to
 * a thread, which its first letter names, and, once matched, to an order.
 *
 * States: open; waiting (answered: the buyer is on); closed.  Letters of a
 * thread are answered and closed together.  Kinds: inquiry, phone, bounce,
 * automatic; the last two are closed from the start.
 */
struct letter {
	int64_t		 id;
	const char	*inbox;		/* section of sn.conf; "-": by hand */
	const char	*uid;		/* the server's; NULL: from a file */
	const char	*message_id, *reply_to_id;	/* or NULL */
	const char	*kind;
	const char	*by_name, *by_mail, *to_mail;	/* mails folded; NULL */
	const char	*subject, *body;	/* or NULL */
	int64_t		 files;		/* attachments */
	const char	*cause;		/* why it was not read whole, or came
					   back; NULL */
	const char	*at;		/* as it says itself, or NULL */
	const char	*came_at;
	const char	*shop;		/* NULL: not known */
	int64_t		 orders;	/* NUM_NULL: not matched */
	const char	*matched;	/* by answer number mail hand; NULL */
	int64_t		 thread;
	const char	*state, *who, *state_at;
	const char	*sha256;

	/* for lists; NULL when not matched */
	const char	*order;		/* shop:number */
	const char	*statuses;	/* of its shipments: "new, hold" */
};

/* A letter on its way in. */
struct letter_news {
	struct letter	 letter;	/* without id, came_at, what matching
					   finds, state */
	const char	*references;	/* ids of its thread, the newest last, or
					   NULL */
	const void	*bytes;		/* NULL: there are none */
	size_t		 nbytes;
	const char	*bounced;	/* of a bounce: the address, or NULL */
	const char	*bounced_id;	/* and the id of ours, or NULL */
	bool		 hard;		/* no such address */
};

/*
 * Keep a letter and its bytes within a run: it joins its thread, which it
 * opens, and finds its order; a bounce marks its address.  *fresh is false,
 * and nothing is done, when it is there already: the same bytes in the same
 * inbox, or the same message once more by another way.  id is filled in.
 */
enum status	letter_put(bool *fresh, struct store *s,
		    struct letter_news *news, struct why *w) SN_CHECK;

/* Whether the message of that uid is there. */
enum status	letter_known(bool *out, struct store *s, const char *inbox,
		    const char *uid, struct why *w) SN_CHECK;

/* SN_NOTFOUND: there is no such letter. */
enum status	letter_get(struct letter *out, struct store *s, int64_t id,
		    struct arena *a, struct why *w) SN_CHECK;

/* Append the bytes; nothing for a letter that has none. */
enum status	letter_bytes(struct str *out, struct store *s, int64_t id,
		    struct why *w) SN_CHECK;

/* Which letters one looks at. */
struct letter_filter {
	const char	*states;	/* " open waiting "; NULL: any */
	const char	*inbox, *shop;	/* NULL: any */
	int64_t		 orders;	/* of that order; 0: any */
	int64_t		 thread;	/* of that thread; 0: any */
	int64_t		 above;		/* whose id is higher; 0: all */
	const int64_t	*shipment;	/* of the orders of these; NULL: any */
	size_t		 nshipment;
};

/* l is borrowed.  Any status but SN_OK ends the walk. */
typedef enum status letter_fn(const struct letter *l, void *arg,
		    struct why *w);

/*
 * Call fn for each: the open ones first, then by age; those of an order or a
 * thread by age.  No body is read.
 */
enum status	letter_each(struct store *s, const struct letter_filter *f,
		    letter_fn *fn, void *arg, struct why *w) SN_CHECK;

/* An order that a letter may be about. */
struct letter_candidate {
	int64_t		 orders;
	const char	*order;		/* shop:number */
	const char	*ordered_at;
	const char	*statuses;	/* of its shipments */
	const char	*by;		/* number, mail */
};
enum status	letter_candidates(struct letter_candidate **out, size_t *n,
		    struct store *s, const struct letter *l, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Give the thread of a letter to an order by hand, NUM_NULL: to none.
 *
 * SN_NOTFOUND	there is no such letter
 */
enum status	letter_assign(struct store *s, int64_t id, int64_t orders,
		    struct why *w) SN_CHECK;

/*
 * Put the thread of a letter into a state: who does so.
 *
 * SN_NOTFOUND	there is no such letter
 * SN_CONFLICT	it is in that state already, or no answer is awaited
 */
enum status	letter_turn(struct store *s, int64_t id, const char *state,
		    const char *who, struct why *w) SN_CHECK;

/* One of our answers in a thread, as the outbox has it. */
struct letter_answer {
	int64_t		 effect;
	const char	*at, *title, *state, *payload;
};
enum status	letter_answers(struct letter_answer **out, size_t *n,
		    struct store *s, int64_t thread, struct arena *a,
		    struct why *w) SN_CHECK;

/* The key of the next answer to a letter, in a. */
enum status	letter_answer_key(const char **out, struct store *s,
		    int64_t id, struct arena *a, struct why *w) SN_CHECK;

/*
 * How far a folder is read; floor is -1 for one that is not known or whose
 * validity is another one.  letter_floor_put() does not lower it.
 */
enum status	letter_floor(int64_t *floor, struct store *s,
		    const char *inbox, int64_t validity, struct why *w)
		    SN_CHECK;
enum status	letter_floor_put(struct store *s, const char *inbox,
		    int64_t validity, int64_t floor, struct why *w)
		    SN_CHECK;

#endif
