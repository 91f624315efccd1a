#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "store/finding.h"
#include "store/move.h"
#include "store/query.h"
#include "store/track.h"
#include "text/date.h"

enum {
	RECENT_DAYS = 180	/* carriers give numbers again after a year or
				   more */
};

/* The numbers that a shipment has. */
struct numbers {
	struct tracking	**row;
	size_t		  n;
};

static enum status
get_numbers(struct numbers *out, struct store *s, int64_t shipment,
    struct arena *a, struct why *w)
{
	enum status st;
	void **rows;

	st = store_list(&rows, &out->n, s, &table_tracking, "shipment",
	    shipment, a, w);
	out->row = (struct tracking **)(void *)rows;
	return st;
}

static size_t
active(const struct numbers *n)
{
	size_t i, count = 0;

	for (i = 0; i < n->n; i++)
		if (n->row[i]->is_void != 1)
			count++;
	return count;
}

/* Whether another shipment has the number, and has it still in use. */
static enum status
used_elsewhere(int64_t *other, struct store *s, const struct track *t,
    struct why *w)
{
	char since[DATE_SIZE], today[DATE_SIZE];
	struct query q;

	memcpy(today, t->now, sizeof(today) - 1);
	today[sizeof(today) - 1] = '\0';
	if (date_add(since, today, -RECENT_DAYS) != SN_OK)
		memcpy(since, today, sizeof(since));
	query_open(&q, s,
	    "SELECT t.shipment"
	    "  FROM tracking t"
	    "  JOIN shipment s ON s.id = t.shipment"
	    " WHERE t.number = :number AND t.carrier = :carrier"
	    "   AND t.void = 0 AND t.shipment <> :shipment"
	    "   AND coalesce(s.shipped_at, s.status_at) >= :since");
	query_text(&q, ":number", t->number);
	query_text(&q, ":carrier", t->carrier);
	query_num(&q, ":shipment", t->shipment);
	query_text(&q, ":since", since);
	*other = query_row(&q) ? query_int(&q, 0) : NUM_NULL;
	return query_end(&q, "find number", w);
}

static enum status
check_shipment(struct store *s, const struct shipment *sh,
    const struct track *t, struct why *w)
{
	if (sh->bundled_into != NUM_NULL)
		return store_refuse(s, sh->id, w, _("is bundled into %" PRId64
		    ", which has the label"), sh->bundled_into);
	if (strcmp(sh->status, "cancel") == 0)
		return store_refuse(s, sh->id, w, _("is cancelled"));
	if (sh->carrier == NULL && t->carrier == NULL)
		return store_refuse(s, sh->id, w, _("has no carrier: set one "
		    "first"));
	if (sh->carrier != NULL && t->carrier != NULL && strcmp(sh->carrier, t->carrier) != 0)
		return store_refuse(s, sh->id, w,
		    _("goes by %s, the number is of %s"), sh->carrier,
		    t->carrier);
	return SN_OK;
}

static bool
is_beside(const struct track *t, const char *number)
{
	size_t i;

	for (i = 0; i < t->nbeside; i++)
		if (strcmp(t->beside[i], number) == 0)
			return true;
	return false;
}

/* An active number that this run does not bring again, or NULL. */
static struct tracking *
to_replace(const struct numbers *n, const struct track *t)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (n->row[i]->is_void != 1 &&
		    !is_beside(t, n->row[i]->number))
			return n->row[i];
	return NULL;
}

/* The lowest parcel that has no number. */
static int64_t
free_parcel(const struct numbers *n)
{
	int64_t parcel;
	size_t i;

	for (parcel = 1;; parcel++) {
		for (i = 0; i < n->n; i++)
			if (n->row[i]->is_void != 1 &&
			    n->row[i]->parcel == parcel)
				break;
		if (i == n->n)
			return parcel;
	}
}

static enum status
make_void(struct store *s, int64_t id, const char *now, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE tracking"
	    "   SET void = 1, state = 'void', state_at = :now"
	    " WHERE id = :id");
	query_num(&q, ":id", id);
	query_text(&q, ":now", now);
	return query_do(&q, "void number", w);
}

/* The mall, and so the buyer, know the old number. */
static enum status
tell_of_change(struct store *s, const struct shipment *sh, const char *old,
    const char *number, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct finding *f = record_new(&table_finding, &a);
	enum status st;

	f->shipment = sh->id;
	f->code = "number-changed";
	f->severity = "warning";
	f->saw = number;
	f->expected = old;
	f->source = _("reported to the mall before");
	st = finding_open(s, f, w);
	arena_free(&a);
	return st;
}

/* Parcels of a shipment with all that is bundled into it, as on its label. */
static enum status
count_parcels(size_t *out, struct store *s, const struct shipment *sh,
    struct why *w)
{
	struct query q;

	*out = sh->parcels > 1 ? (size_t)sh->parcels : 1;
	query_open(&q, s,
	    "SELECT sum(parcels - 1) FROM shipment"
	    " WHERE bundled_into = :id AND parcels BETWEEN 2 AND 1000000");
	query_num(&q, ":id", sh->id);
	if (query_row(&q) && query_int(&q, 0) != NUM_NULL)
		*out += (size_t)query_int(&q, 0);
	return query_end(&q, "read bundle", w);
}

/* Find the parcel for the number, and void the one it had if need be. */
static enum status
make_room(int64_t *parcel, struct store *s, const struct shipment *sh,
    const struct numbers *n, const struct track *t, struct why *w)
{
	struct tracking *old;
	enum status st;
	size_t parcels;

	if ((st = count_parcels(&parcels, s, sh, w)) != SN_OK)
		return st;
	*parcel = free_parcel(n);
	if (active(n) < parcels)
		return SN_OK;
	old = to_replace(n, t);
	if (old == NULL)
		return store_refuse(s, sh->id, w, _("has %zu parcels, and a "
		    "number for each; %s is one too many"), parcels,
		    t->number);
	if (!t->replace)
		return store_refuse(s, sh->id, w, _("has number %s; --replace "
		    "puts %s in its place"), old->number, t->number);
	*parcel = old->parcel;
	if ((st = make_void(s, old->id, t->now, w)) != SN_OK ||
	    sh->reported_at == NULL)
		return st;
	return tell_of_change(s, sh, old->number, t->number, w);
}

static enum status
put_number(struct store *s, const struct track *t, int64_t parcel,
    struct arena *a, struct why *w)
{
	struct tracking *n = record_new(&table_tracking, a);

	n->shipment = t->shipment;
	n->parcel = parcel;
	n->carrier = t->carrier;
	n->number = t->number;
	return store_insert(s, &table_tracking, n, w);
}

/* A date in the future is a plan: nothing has left yet. */
static enum status
advance(struct store *s, const struct track *t, struct why *w)
{
	struct query q;

	query_open(&q, s,
	    "UPDATE shipment"
	    "   SET carrier = coalesce(carrier, :carrier),"
	    "       ship_date = coalesce(:date, ship_date),"
	    "       shipped_at = CASE WHEN shipped_at IS NULL"
	    "           AND :date <= :now THEN :date || 'T00:00:00'"
	    "           ELSE shipped_at END,"
	    "       status_at = CASE WHEN status = 'number' THEN :now"
	    "           ELSE status_at END,"
	    "       status = CASE WHEN status = 'number' THEN 'notify'"
	    "           ELSE status END"
	    " WHERE id = :id OR bundled_into = :id");
	query_num(&q, ":id", t->shipment);
	query_text(&q, ":carrier", t->carrier);
	query_text(&q, ":date", t->date);
	query_text(&q, ":now", t->now);
	return query_do(&q, "number shipment", w);
}

static enum status
add(struct store *s, const struct shipment *sh, const struct numbers *n,
    const struct track *t, struct arena *a, struct why *w)
{
	int64_t other, parcel;
	enum status st;

	if ((st = used_elsewhere(&other, s, t, w)) != SN_OK)
		return st;
	if (other != NUM_NULL)
		return store_refuse(s, sh->id, w,
		    _("%s is the number of %s"), t->number,
		    store_name(s, other, a));
	if ((st = make_room(&parcel, s, sh, n, t, w)) != SN_OK ||
	    (st = put_number(s, t, parcel, a, w)) != SN_OK)
		return st;
	return advance(s, t, w);
}

enum status
store_track(bool *fresh, struct store *s, const struct track *given,
    struct why *w)
{
	struct track own = *given, *t = &own;
	struct arena a = ARENA_INIT;
	struct shipment *sh = record_new(&table_shipment, &a);
	struct numbers n;
	enum status st;
	size_t i;

	*fresh = false;
	if ((st = store_get(sh, s, &table_shipment, t->shipment, &a,
	    w)) != SN_OK) {
		if (st == SN_NOTFOUND)
			fail(w, st, _("%" PRId64 ": no such shipment"),
			    t->shipment);
		goto out;
	}
	if ((st = check_shipment(s, sh, t, w)) != SN_OK ||
	    (st = get_numbers(&n, s, t->shipment, &a, w)) != SN_OK)
		goto out;
	if (t->carrier == NULL)
		t->carrier = sh->carrier;
	for (i = 0; i < n.n; i++)
		if (strcmp(n.row[i]->number, t->number) != 0)
			continue;
		else if (n.row[i]->is_void != 1)
			goto out;
		else if (!t->replace) {
			st = store_refuse(s, sh->id, w,
			    _("number %s was made void"), t->number);
			goto out;
		}
	if ((st = add(s, sh, &n, t, &a, w)) == SN_OK)
		*fresh = true;
out:
	arena_free(&a);
	return st;
}
