#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "mail/choose.h"
#include "text/mustache.h"

/*
 * Letters out of templates.  A text template begins with its headers, of
 * which there is one, Subject, and an empty line; an HTML one is all body.
 * Each file is parsed when it is first needed, and kept.
 */
struct composer {
	struct templates	 templates;
	struct draft		*draft;		/* by place in templates */
	const struct choice	*choice;	/* while one is made */
	bool			 html;
	enum status		 st;		/* of a partial that is wrong */
	struct why		 why;
	mustache_empty_fn	*empty;		/* told of values that are
						   nothing; or NULL */
	void			*arg;
	struct str		 out;
	struct arena		*arena;
};

struct composed {
	const struct template	*from, *html_from;
	const char		*subject;
	const char		*text;
	const char		*html;		/* NULL: none */
};

/*
 * Read the templates of dir and those that are compiled in; all lives in a
 * until compose_close().
 *
 * SN_USAGE	a file is too large, or no UTF-8
 */
enum status	compose_open(struct composer *out, const char *dir,
		    struct arena *a, struct why *w) SN_CHECK;
void		compose_close(struct composer *c);

/*
 * Whether the file is of a kind of mail, or, as write-NAME, of one that people
 * choose when they write, and not a partial.
 */
bool		compose_is_mail(const struct template *t);

/* The latter alone. */
bool		compose_by_hand(const struct template *t);

/*
 * The letter of that kind by the templates that are chosen, strings in a.
 *
 * SN_NOTFOUND	there is no template for it
 * SN_USAGE	a template is wrong, or says what there is not; w says where
 * SN_INVALID	what comes out is no letter: no subject, a subject of two
 *		lines, no text
 */
enum status	compose(struct composed *out, struct composer *c,
		    const char *kind, const struct choice *choice,
		    const struct mustache_value *root, struct arena *a,
		    struct why *w) SN_CHECK;

/* The same from one template, whatever it is for. */
enum status	compose_from(struct composed *out, struct composer *c,
		    const struct template *from, const struct choice *choice,
		    const struct mustache_value *root, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * Call fn for each name in the template, and in what it takes in, that is
 * none of known.  Headers are as above for one that is a kind of mail.
 *
 * SN_USAGE	it cannot be parsed
 */
enum status	compose_check(struct composer *c, const struct template *t,
		    const struct choice *choice,
		    const struct mustache_known *known,
		    mustache_fault_fn *fn, void *arg, struct why *w)
		    SN_CHECK;

#endif
