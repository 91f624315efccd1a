#ifndef MAIL_CHOOSE_H
#define MAIL_CHOOSE_H

#include "conf/conf.h"

/*
 * The templates of sn-template(5): files of the shop's templates/ and those
 * that are compiled in, and which of them is taken.  A file is named
 *
 *	NAME[.SHOP][.MALL][.METHOD][.DEVICE][.RANK][.ROUTE].txt
 *
 * NAME is a kind of mail, or what {{> NAME}} calls it; each further part
 * narrows what it is for.  A file of the shop comes before what is compiled
 * in; then the one with the most parts; then the one whose parts stand
 * further left in the list above.
 */
enum choice_by {
	CHOICE_SHOP,
	CHOICE_MALL,
	CHOICE_METHOD,
	CHOICE_DEVICE,
	CHOICE_RANK,
	CHOICE_ROUTE,
	CHOICE_BYS
};

/* Slugs and names; NULL where there is none. */
struct choice {
	const char	*by[CHOICE_BYS];
};

struct template {
	const char	*name;		/* thanks.rakuten.txt */
	const char	*place;		/* for messages: its path, or the name
					   of one that is compiled in */
	const char	*text;		/* UTF-8, ended by a NUL; no BOM */
	size_t		 len;
	bool		 own;		/* the shop's */
};

struct templates {
	struct template	*one;		/* the shop's first, each by name */
	size_t		 n, cap;
	struct arena	*arena;
};

enum {
	TEMPLATE_MAX = 1 << 18,		/* bytes of a file: no mail is longer */
	TEMPLATES_MAX = 2000		/* files: beyond, it is no such
					   directory */
};

/* The kinds of mail that are sent by template, with their Japanese names. */
extern const struct word words_mail[];

/*
 * Read all of dir, which need not be there, and what is compiled in.
 *
 * SN_USAGE	a file is too large, or no UTF-8
 */
enum status	templates_read(struct templates *out, const char *dir,
		    struct arena *a, struct why *w) SN_CHECK;

/* Whether the name of a file begins with that part, and is not of HTML. */
bool		 template_named(const struct template *t, const char *name);
bool		 template_is_text(const struct template *t);

/* The one for name, ext "txt" or "html", by c; NULL: there is none. */
const struct template *templates_choose(const struct templates *t,
		    const char *name, const char *ext,
		    const struct choice *c);

/* The one of exactly that file name, or NULL. */
const struct template *templates_find(const struct templates *t,
		    const char *file);

/* Whether a word stands in any of them. */
bool		 templates_say(const struct templates *t, const char *word);

/* The HTML that stands beside a text, or NULL. */
const struct template *templates_beside(const struct templates *t,
		    const struct template *text);

/*
 * What the parts of a file's name stand for, by the words of conf: what it
 * is chosen by, in out.  NULL: all is well; else why nothing ever chooses
 * it, in a.
 */
const char	*templates_parts(struct choice *out,
		    const struct template *t, const struct conf *conf,
		    struct arena *a);

#endif
