#ifndef MAIL_ZONE_H
#define MAIL_ZONE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/*
 * What the zones of a sender's domains say of mail from it: where answers
 * go (MX), which servers may send (SPF), whose signature it bears (DKIM), and
 * what becomes of what has neither (DMARC).  Nothing here asks the network:
 * whoever calls brings a function that does.
 */
enum zone_type { ZONE_A, ZONE_MX, ZONE_TXT };

/*
 * The records of a name as an array of *n in a: addresses of either kind,
 * names of servers, texts.
 *
 * SN_NOTFOUND	there are none
 */
typedef enum status zone_ask_fn(const char ***out, size_t *n,
		    const char *name, enum zone_type type, void *arg,
		    struct arena *a, struct why *w);

enum zone_mark {
	ZONE_GOOD,
	ZONE_NOTE,		/* a person may want to know */
	ZONE_BAD		/* mail may not arrive */
};

struct zone_word {
	const char	*check;		/* MX SPF DKIM DMARC */
	enum zone_mark	 mark;
	const char	*text;		/* translated */
	const char	*add;		/* a line for the zone; NULL: none */
};

struct zone {
	zone_ask_fn	*ask;
	void		*arg;
	struct arena	*arena;
	struct zone_word *word;		/* what was found */
	size_t		 n, cap;
};

struct zone_sender {
	const char	*from;		/* addresses */
	const char	*envelope;
	const char	*host;		/* of the server that takes the mail */
	const char	*selector;	/* of its DKIM key; NULL: not known */
};

/*
 * Look at all of a sender.
 *
 * SN_RETRY	somebody did not answer; words are those until then
 */
enum status	zone_look(struct zone *z, const struct zone_sender *s,
		    struct why *w) SN_CHECK;

/* For files in lib/mail only: */

enum status	zone_spf(struct zone *z, const struct zone_sender *s,
		    struct why *w) SN_CHECK;

/* Say a word; add may be NULL. */
void		zone_say(struct zone *z, const char *check,
		    enum zone_mark mark, const char *add, const char *fmt,
		    ...) SN_PRINTF(5, 6);

/* "name. IN TXT "text"", in pieces where it is long. */
const char	*zone_line(struct zone *z, const char *name,
		    const char *text);

/*
 * Of the texts of a name those that begin with tag, "v=spf1", and go on with
 * a blank, a semicolon or nothing: how many there are, and the first, NULL
 * for none.
 */
enum status	zone_record(const char **out, size_t *n, struct zone *z,
		    const char *name, const char *tag, struct why *w)
		    SN_CHECK;

#endif
