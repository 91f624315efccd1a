/*
 * The second postage and the second fee for cash on delivery of a bundle.
 * What should be is computed from the bundle as it is, and compared with
 * what was done: so joins, undos and cancels need not know of each other.
 */

#include <inttypes.h>
#include <string.h>

#include "store/bundle.h"
#include "store/finding.h"
#include "store/query.h"
#include "store/relabel.h"

/* A fee that is one too many. */
struct fee {
	int64_t		 shipment, order, of, amount;
	int64_t		 destination, tax_rate, tax_included;
	const char	*kind, *name;
	bool		 waived;
};

/* A charge that makes up for one. */
struct done {
	int64_t		 charge, of, amount, payment, yen, order;
};

struct fees {
	struct store	*store;
	struct arena	 arena;
	int64_t		 parent;
	struct fee	*fee;
	size_t		 nfee, capfee;
	struct done	*done;
	size_t		 ndone, capdone;
};

/*
 * A fee of a child is one too many when another member that came before it
 * pays one, and when nothing that it is for goes elsewhere.
 */
static const char sql_fees[] =
    "SELECT min(ch.id), c.orders, c.id, c.amount, c.destination, c.tax_rate,"
    "       c.tax_included, c.kind, c.name"
    "  FROM shipment ch"
    "  JOIN joined j ON j.id ="
    "       (SELECT max(x.id) FROM joined x WHERE x.shipment = ch.id)"
    "  JOIN destination d ON d.id = ch.destination"
    "  JOIN charge c ON c.orders = d.orders"
    "       AND coalesce(c.destination, d.id) = d.id"
    " WHERE ch.bundled_into = :parent AND c.amount > 0"
    "   AND (c.kind = 'postage' AND j.postage = 'drop'"
    "       OR c.kind = 'cod' AND j.cod_fee = 'drop')"
    "   AND NOT EXISTS (SELECT 1 FROM shipment x"
    "         JOIN destination xd ON xd.id = x.destination"
    "        WHERE xd.orders = c.orders"
    "          AND coalesce(c.destination, xd.id) = xd.id"
    "          AND x.status <> 'cancel' AND x.kind = 'normal'"
    "          AND x.bundled_into IS DISTINCT FROM :parent)"
    "   AND EXISTS (SELECT 1 FROM shipment m"
    "         JOIN destination md ON md.id = m.destination"
    "         JOIN charge mc ON mc.orders = md.orders"
    "              AND coalesce(mc.destination, md.id) = md.id"
    "        WHERE (m.id = :parent OR m.bundled_into = :parent"
    "              AND coalesce((SELECT max(y.id) FROM joined y"
    "                  WHERE y.shipment = m.id), 0) < j.id)"
    "          AND mc.kind = c.kind AND mc.amount > 0"
    "          AND mc.id <> c.id)"
    " GROUP BY c.id"
    " ORDER BY c.id";

static enum status
read_fees(struct fees *f, struct why *w)
{
	struct fee *fee;
	struct query q;

	query_open(&q, f->store, sql_fees);
	query_num(&q, ":parent", f->parent);
	while (query_row(&q)) {
		f->fee = arena_grow(&f->arena, f->fee, f->nfee, &f->capfee,
		    sizeof(*f->fee));
		fee = &f->fee[f->nfee++];
		*fee = (struct fee){ query_int(&q, 0), query_int(&q, 1),
		    query_int(&q, 2), query_int(&q, 3), query_int(&q, 4),
		    query_int(&q, 5), query_int(&q, 6),
		    query_col(&q, 7, &f->arena), query_col(&q, 8, &f->arena),
		    false };
	}
	return query_end(&q, "read fees", w);
}

static enum status
read_done(struct fees *f, struct why *w)
{
	struct query q;

	query_open(&q, f->store,
	    "SELECT v.charge, v.of, v.amount, v.payment, v.yen, c.orders"
	    "  FROM waived v"
	    "  JOIN charge c ON c.id = v.charge"
	    " WHERE v.shipment = :parent OR v.shipment IN"
	    "       (SELECT id FROM shipment WHERE bundled_into = :parent)"
	    " ORDER BY v.charge");
	query_num(&q, ":parent", f->parent);
	while (query_row(&q)) {
		f->done = arena_grow(&f->arena, f->done, f->ndone,
		    &f->capdone, sizeof(*f->done));
		f->done[f->ndone++] = (struct done){ query_int(&q, 0),
		    query_int(&q, 1), query_int(&q, 2), query_int(&q, 3),
		    query_int(&q, 4), query_int(&q, 5) };
	}
	return query_end(&q, "read fees", w);
}

/* Change what is due on delivery by so much. */
static enum status
change_payment(struct store *s, int64_t payment, int64_t by, struct arena *a,
    struct why *w)
{
	struct payment *p = record_new(&table_payment, a);
	enum status st;

	if (payment == NUM_NULL || by == 0)
		return SN_OK;
	st = store_get(p, s, &table_payment, payment, a, w);
	if (st == SN_NOTFOUND || (st == SN_OK && p->amount == NUM_NULL))
		return SN_OK;	/* the mall took it away */
	return st != SN_OK ? st : store_set(s, &table_payment,
	    column_find(&table_payment, "amount"), payment,
	    arena_printf(a, "%" PRId64, p->amount + by), w);
}

static enum status
delete_by(struct store *s, const char *sql, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s, sql);
	query_num(&q, ":id", id);
	return query_do(&q, "take fee back", w);
}

/* The fee is due after all. */
static enum status
take_back(struct fees *f, const struct done *d, struct why *w)
{
	struct store *s = f->store;
	enum status st;

	if ((st = change_payment(s, d->payment, d->yen, &f->arena,
	    w)) != SN_OK ||
	    (st = delete_by(s, "DELETE FROM waived WHERE charge = :id",
	    d->charge, w)) != SN_OK ||
	    (st = delete_by(s, "DELETE FROM theirs"
	    " WHERE tbl = 'charge' AND id = :id", d->charge, w)) != SN_OK ||
	    (st = delete_by(s, "DELETE FROM charge WHERE id = :id", d->charge,
	    w)) != SN_OK)
		return st;
	return store_touch(s, d->order, w);
}

/* What the order comes to, with all that was touched. */
static enum status
total_of(int64_t *out, struct store *s, int64_t order, struct why *w)
{
	enum status st;
	struct query q;

	if ((st = refresh_touched(s, w)) != SN_OK)
		return st;
	query_open(&q, s, "SELECT sum_total FROM orders WHERE id = :id");
	query_num(&q, ":id", order);
	*out = query_row(&q) ? query_int(&q, 0) : NUM_NULL;
	return query_end(&q, "read total", w);
}

static enum status
next_seq(int64_t *out, struct store *s, int64_t order, struct why *w)
{
	struct query q;

	query_open(&q, s, "SELECT coalesce(max(seq), 0) + 1 FROM charge"
	    " WHERE orders = :id");
	query_num(&q, ":id", order);
	*out = query_row(&q) ? query_int(&q, 0) : 1;
	return query_end(&q, "read charges", w);
}

/* The payment that the courier asks for: its id and its yen. */
static enum status
find_payment(int64_t *id, int64_t *yen, struct store *s, int64_t order,
    struct why *w)
{
	struct query q;

	*id = NUM_NULL;
	*yen = 0;
	query_open(&q, s,
	    "SELECT id, amount FROM payment"
	    " WHERE orders = :id AND timing = 'delivery' AND amount > 0"
	    "   AND state NOT IN ('paid', 'over', 'void', 'refunding',"
	    "       'refunded')"
	    " ORDER BY seq LIMIT 1");
	query_num(&q, ":id", order);
	if (query_row(&q)) {
		*id = query_int(&q, 0);
		*yen = query_int(&q, 1);
	}
	return query_end(&q, "find payment", w);
}

static enum status
put_waived(struct store *s, const struct fee *fee, int64_t charge,
    int64_t payment, int64_t yen, struct why *w)
{
	enum status st;
	struct query q;
	int64_t id;

	if ((st = store_id(&id, s, "waived", w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "INSERT INTO waived (id, charge, shipment, of, amount, payment,"
	    "       yen)"
	    "VALUES (:id, :charge, :shipment, :of, :amount, :payment, :yen)");
	query_num(&q, ":id", id);
	query_num(&q, ":charge", charge);
	query_num(&q, ":shipment", fee->shipment);
	query_num(&q, ":of", fee->of);
	query_num(&q, ":amount", fee->amount);
	query_num(&q, ":payment", payment);
	query_num(&q, ":yen", yen);
	return query_do(&q, "note charge", w);
}

/*
 * Make up for a fee: the order comes to less, and so does what is due on
 * delivery.
 */
static enum status
waive(struct fees *f, const struct fee *fee, struct why *w)
{
	struct charge *c = record_new(&table_charge, &f->arena);
	int64_t was, is, payment, due, yen = 0;
	struct store *s = f->store;
	enum status st;

	c->orders = fee->order;
	c->destination = fee->destination;
	c->kind = "adjustment";
	c->name = arena_printf(&f->arena, "%s（同梱）", fee->name != NULL ?
	    fee->name : word_ja(words_charge_kind, fee->kind));
	c->amount = -fee->amount;
	c->tax_rate = fee->tax_rate;
	c->tax_included = fee->tax_included;
	c->funded_by = "shop";
	if ((st = total_of(&was, s, fee->order, w)) != SN_OK ||
	    (st = next_seq(&c->seq, s, fee->order, w)) != SN_OK ||
	    (st = store_insert(s, &table_charge, c, w)) != SN_OK ||
	    (st = store_touch(s, fee->order, w)) != SN_OK ||
	    (st = total_of(&is, s, fee->order, w)) != SN_OK ||
	    (st = find_payment(&payment, &due, s, fee->order, w)) != SN_OK)
		return st;
	if (payment != NUM_NULL && was != NUM_NULL && is != NUM_NULL)
		yen = was - is < due ? was - is : due;
	if ((st = change_payment(s, payment, -yen, &f->arena, w)) != SN_OK)
		return st;
	return put_waived(s, fee, c->id, payment, yen, w);
}

/*
 * Who must hear that the order comes to less.  When it does no longer, and
 * nobody has heard, the finding goes too, as if it had never been.
 */
static enum status
amend(struct fees *f, int64_t order, struct why *w)
{
	struct finding *x = record_new(&table_finding, &f->arena);
	struct arena *a = &f->arena;
	bool waived = false;
	enum status st;
	struct query q;

	if ((st = refresh_touched(f->store, w)) != SN_OK)
		return st;
	query_open(&q, f->store,
	    "SELECT CAST(o.stated_total AS TEXT), CAST(o.sum_total AS TEXT),"
	    "       trim(CASE WHEN o.sync = 1 AND o.stated_total <> o.sum_total"
	    "            THEN o.mall ELSE '' END || ' ' || coalesce("
	    "       (SELECT group_concat(p.agent, ' ') FROM payment p"
	    "         WHERE p.orders = o.id AND p.agent IS NOT NULL), ''))"
	    "  FROM orders o"
	    " WHERE o.id = :id AND EXISTS (SELECT 1 FROM waived v"
	    "       JOIN charge c ON c.id = v.charge WHERE c.orders = o.id)");
	query_num(&q, ":id", order);
	if (query_row(&q)) {
		x->saw = query_col(&q, 0, a);
		x->expected = query_col(&q, 1, a);
		x->source = query_col(&q, 2, a);
		waived = *x->source != '\0';
	}
	if ((st = query_end(&q, "read order", w)) != SN_OK)
		return st;
	if ((st = label_check_order(f->store, order, w)) != SN_OK)
		return st;
	if (!waived)
		return delete_by(f->store, "DELETE FROM finding"
		    " WHERE orders = :id AND code = 'bundle-amend'"
		    "   AND state = 'open'", order, w);
	x->orders = order;
	x->code = "bundle-amend";
	x->severity = "warning";
	return finding_open(f->store, x, w);
}

/* What is done already and still right; the rest is taken back. */
static enum status
compare(struct fees *f, struct why *w)
{
	enum status st = SN_OK;
	size_t i, k;

	for (i = 0; i < f->ndone && st == SN_OK; i++) {
		for (k = 0; k < f->nfee; k++)
			if (f->fee[k].of == f->done[i].of &&
			    f->fee[k].amount == f->done[i].amount)
				break;
		if (k < f->nfee)
			f->fee[k].waived = true;
		else
			st = take_back(f, &f->done[i], w);
	}
	for (k = 0; k < f->nfee && st == SN_OK; k++)
		if (!f->fee[k].waived)
			st = waive(f, &f->fee[k], w);
	return st;
}

static enum status
parent_of(int64_t *out, struct store *s, int64_t id, struct why *w)
{
	struct query q;

	query_open(&q, s, "SELECT coalesce(bundled_into, id) FROM shipment"
	    " WHERE id = :id");
	query_num(&q, ":id", id);
	*out = query_row(&q) ? query_int(&q, 0) : id;
	return query_end(&q, "read shipment", w);
}

enum status
bundle_fees(struct store *s, int64_t id, struct why *w)
{
	struct fees f = { .store = s };
	enum status st;
	size_t i;

	if ((st = parent_of(&f.parent, s, id, w)) == SN_OK &&
	    (st = read_fees(&f, w)) == SN_OK &&
	    (st = read_done(&f, w)) == SN_OK)
		st = compare(&f, w);
	for (i = 0; i < f.ndone && st == SN_OK; i++)
		st = amend(&f, f.done[i].order, w);
	for (i = 0; i < f.nfee && st == SN_OK; i++)
		st = amend(&f, f.fee[i].order, w);
	arena_free(&f.arena);
	return st;
}
