#ifndef STORE_SOURCE_H
#define STORE_SOURCE_H

/* For files in lib/store only. */

#include "base/str.h"
#include "order/field.h"

/*
 * Where the fields of a shipment stand in SQL.  s, d and o are the
 * shipment, its destination and its order; what a shipment has several of
 * is a FROM clause that belongs to s, with a WHERE clause in it.
 */
struct source {
	const char	*alias;
	const char	*from;		/* NULL: joined already */
	const char	*order;		/* in which they are listed */
	const char	*usual;		/* what is left out unless the field
					   except is asked for, or NULL */
	const char	*except;
};

/* By enum field_of. */
extern const struct source sources[];

#define SOURCE_SHIPMENTS						\
	"shipment s"							\
	" JOIN destination d ON d.id = s.destination"			\
	" JOIN orders o ON o.id = d.orders"

/*
 * Which purchase of the buyer order o is: a person is known by mail, or by
 * phone and name; cancelled orders do not count.
 */
#define SOURCE_PURCHASES						\
	"(SELECT count(*) FROM orders x"				\
	"  WHERE (x.fold_by_mail = o.fold_by_mail"			\
	"         OR x.fold_by_phone = o.fold_by_phone"			\
	"         AND x.fold_by_name = o.fold_by_name)"			\
	"    AND (x.ordered_at < o.ordered_at"				\
	"         OR x.ordered_at = o.ordered_at AND x.id <= o.id)"	\
	"    AND x.mall_state <> 'cancelled'"				\
	"    AND EXISTS (SELECT 1 FROM destination y"			\
	"           JOIN shipment z ON z.destination = y.id"		\
	"          WHERE y.orders = x.id AND z.status <> 'cancel'))"

/* Append "FROM ... WHERE ..." of what f belongs to. */
void	source_from(struct str *out, const struct field *f);

/* Append the SQL of the field's value, as text or number. */
void	source_value(struct str *out, const struct field *f);

#endif
