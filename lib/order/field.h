#ifndef ORDER_FIELD_H
#define ORDER_FIELD_H

#include "order/model.h"

/*
 * The fields that people name in queries, edits, columns and rules: every
 * column of the dictionary that has a field name, the derived ones that
 * have one, what the store computes, tag, and the rules
 * that met a shipment.
 */

/* What a field belongs to.  From FIELD_LINE on a shipment has several. */
enum field_of {
	FIELD_ORDER, FIELD_DESTINATION, FIELD_SHIPMENT,
	FIELD_LINE, FIELD_CHARGE, FIELD_PAYMENT, FIELD_TRACKING,
	FIELD_FINDING, FIELD_TAG, FIELD_RULE
};

struct field {
	const char		*name;	/* English */
	const char		*ja;
	enum field_of		 of;
	enum column_type	 type;
	const struct column	*column; /* NULL: derived, such as to.address,
					    or, without derived, computed by
					    the store, such as purchases */
	const struct derived	*derived; /* the folded column to compare by,
					     or NULL */
	bool			 alone;	/* derived is made of column only */
	const struct word	*words;	/* of TYPE_WORD */
};

/* The field at position i of all; false past the last. */
bool		 field_at(struct field *out, size_t i);

/*
 * The field of that name, English or Japanese; width and case of the
 * letters do not matter.
 */
bool		 field_find(struct field *out, const char *name);

/* The name most like name, English or Japanese, or NULL: none is close. */
const char	*field_suggest(const char *name);

/* The word of the list most like text, or NULL. */
const char	*word_suggest(const struct word *list, const char *text);

#endif
