#ifndef ORDER_EDIT_H
#define ORDER_EDIT_H

#include "order/model.h"

/*
 * What people type to change a column: FIELD=VALUE, FIELD+=VALUE and
 * FIELD-=VALUE, with the fields of sn-query(7) in English or Japanese.
 * item[X].quantity or FIELD[X] picks one of several lines, charges or
 * payments.
 */
enum edit_how {
	EDIT_SET,
	EDIT_ADD,	/* append to text, add to a number, days to a date */
	EDIT_TAKE	/* take off from the same */
};

struct edit {
	const char		*field;	/* as typed, for messages */
	const char		*pick;	/* what stood in brackets, or NULL */
	enum edit_how		 how;
	const struct table	*table;	/* NULL: the tags of the shipment */
	const struct column	*column;
	const char		*value;	/* in its normal form; NULL: empty */
};

/*
 * The text that a value stands for where stock phrases may stand: "@name"
 * is a phrase, "@@..." begins with one @, all else is itself.
 *
 * SN_INVALID	no phrase has that name
 */
typedef enum status phrase_fn(const char **out, const char *value,
		    const void *arg, struct why *w);

/* What an edit is read against. */
struct edit_frame {
	char			 today[sizeof("2026-12-24")];
	const char *const	*carriers;	/* the shop's own, ended by
						   NULL; or NULL */
	phrase_fn		*phrase;	/* NULL: there are none */
	const void		*phrases;	/* its argument */
};

/*
 * Whether text reads as an edit: it has a '=' and is no "order=N", which
 * selects.
 */
bool		 edit_is(const char *text);

/*
 * Read one edit.  Its strings live in a.
 *
 * SN_USAGE	no such field, one that is not edited this way, or a value
 *		that does not fit: w names field, value and what was expected
 */
enum status	 edit_parse(struct edit *out, const char *text,
		    const struct edit_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * The field alone, as the header of a table has it: "to.phone", "memo+",
 * "item[2].quantity".  value is left NULL, for edit_value().
 */
enum status	 edit_field(struct edit *out, const char *text,
		    struct arena *a, struct why *w) SN_CHECK;

/*
 * Bring text, typed for column c, into the form that the store keeps, in
 * *out; blank is NULL.
 *
 * SN_INVALID	it does not fit; w says what was expected, not the field
 */
enum status	 edit_value(const char **out, const struct table *t,
		    const struct column *c, const char *text,
		    const struct edit_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

/* edit_value() for e, whose value it sets; w names field and value. */
enum status	 edit_read(struct edit *e, const char *text,
		    const struct edit_frame *f, struct arena *a,
		    struct why *w) SN_CHECK;

/*
 * What the column holds after e, when it holds old now (NULL for nothing).
 *
 * SN_INVALID	the result does not fit the column
 */
enum status	 edit_apply(const char **out, const struct edit *e,
		    const char *old, struct arena *a, struct why *w) SN_CHECK;

/*
 * Whether the record rec of t, which others wrote, may hold what it has in
 * column c.  Empty text becomes NULL, dates get their normal form, in a.
 *
 * SN_INVALID	it may not; w says what was expected, not the field
 */
enum status	 edit_check(void *rec, const struct table *t,
		    const struct column *c, struct arena *a, struct why *w)
		    SN_CHECK;

#endif
