#include <string.h>

#include "store/source.h"

const struct source sources[] = {
	[FIELD_ORDER] = { .alias = "o" },
	[FIELD_DESTINATION] = { .alias = "d" },
	[FIELD_SHIPMENT] = { .alias = "s" },
	[FIELD_LINE] = { "l",
	    "shipment_line sl JOIN line l ON l.id = sl.line"
	    " WHERE sl.shipment = s.id", "l.seq, sl.id", NULL, NULL },
	[FIELD_CHARGE] = { "c",
	    "charge c WHERE c.orders = o.id"
	    " AND (c.destination IS NULL OR c.destination = d.id)",
	    "c.seq, c.id", NULL, NULL },
	[FIELD_PAYMENT] = { "p", "payment p WHERE p.orders = o.id",
	    "p.seq, p.id", NULL, NULL },
	[FIELD_TRACKING] = { "t", "tracking t WHERE t.shipment = s.id",
	    "t.parcel, t.id", "t.void = 0", "tracking.void" },
	[FIELD_FINDING] = { "f",
	    "finding f WHERE f.orders = o.id"
	    " AND (f.shipment IS NULL OR f.shipment = s.id)", "f.id",
	    "f.state <> 'closed'", "finding.state" },
	[FIELD_TAG] = { "g", "tag g WHERE g.shipment = s.id", "g.tag", NULL,
	    NULL },
	[FIELD_RULE] = { "u", "fired u WHERE u.shipment = s.id", "u.id", NULL,
	    NULL }
};

void
source_from(struct str *out, const struct field *f)
{
	const struct source *src = &sources[f->of];

	str_addf(out, "FROM %s", src->from);
	if (src->usual != NULL && strcmp(src->except, f->name) != 0)
		str_addf(out, " AND %s", src->usual);
}

/* A finding that stops s until a person acknowledges it. */
#define STOPPED								\
	"EXISTS (SELECT 1 FROM finding v WHERE v.orders = o.id"		\
	"       AND (v.shipment IS NULL OR v.shipment = s.id)"		\
	"       AND v.state = 'open' AND v.severity IN ('error', 'warning'))"

/* How far the letters about order o are answered; NULL: there are none. */
#define INQUIRY								\
	"(SELECT CASE min(CASE v.state WHEN 'open' THEN 1"		\
	"             WHEN 'waiting' THEN 2 ELSE 3 END)"		\
	"        WHEN 1 THEN 'open' WHEN 2 THEN 'waiting'"		\
	"        WHEN 3 THEN 'closed' END"				\
	"   FROM letter v WHERE v.orders = o.id"			\
	"    AND v.kind IN ('inquiry', 'phone'))"

/* That s was checked and nothing of its order has changed since. */
#define CHECKED								\
	"EXISTS (SELECT 1 FROM checked k WHERE k.shipment = s.id"	\
	"       AND sn_fresh(0, k.shipment, k.seq) = 1)"

static const struct {
	const char	*name, *sql;
} computed[] = {
	{ "purchases", SOURCE_PURCHASES },
	{ "rank", "sn_rank(" SOURCE_PURCHASES ")" },
	{ "ordered.hour", "CAST(substr(o.ordered_at, 12, 2) AS INTEGER)" },
	{ "stopped", STOPPED },
	{ "inquiry", INQUIRY },
	{ "checked", CHECKED }
};

static const char *
sql_of(const char *name)
{
	size_t i = 0;

	while (strcmp(computed[i].name, name) != 0)
		i++;
	return computed[i].sql;
}

void
source_value(struct str *out, const struct field *f)
{
	const char *alias = sources[f->of].alias;
	size_t i;

	if (f->column == NULL && f->derived == NULL)
		str_puts(out, sql_of(f->name));
	else if (f->column == NULL) {
		str_puts(out, "nullif(");
		for (i = 0; f->derived->from[i] != NULL; i++)
			str_addf(out, "%scoalesce(%s.%s, '')",
			    i > 0 ? " || " : "", alias, f->derived->from[i]);
		str_puts(out, ", '')");
	} else if (f->of == FIELD_LINE &&
	    strcmp(f->column->name, "quantity") == 0)
		str_puts(out, "sl.quantity");
	else
		str_addf(out, "%s.%s", alias, f->column->name);
}
