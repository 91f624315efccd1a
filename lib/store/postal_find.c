/*
 * What postal codes and addresses mean, for people.
 */

#include <inttypes.h>

#include "base/i18n.h"
#include "store/book.h"
#include "store/postal.h"

enum status
postal_show(struct store *s, const char *zip, postal_row_fn *fn, void *arg,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	enum status st = SN_NOTFOUND, end;
	struct municipality m;
	struct postal_row r;
	struct query q;

	query_open(&q, s,
	    "SELECT zip, p.jis, town, name, rest, flags, kana, pref, city"
	    "  FROM postal p"
	    "  JOIN municipality m ON m.jis = p.jis"
	    " WHERE zip = :zip");
	query_text(&q, ":zip", zip);
	while ((st == SN_OK || st == SN_NOTFOUND) && query_row(&q)) {
		r = (struct postal_row){
			.zip = query_col(&q, 0, &a),
			.jis = query_col(&q, 1, &a),
			.town = query_col(&q, 2, &a),
			.name = query_col(&q, 3, &a),
			.rest = query_col(&q, 4, &a),
			.flags = (unsigned)query_int(&q, 5),
		};
		m = (struct municipality){ r.jis, query_col(&q, 7, &a),
		    query_col(&q, 8, &a) };
		st = fn(&r, &m, query_col(&q, 6, &a), arg);
		arena_reset(&a);
	}
	arena_free(&a);
	if ((end = query_end(&q, "postal code", w)) != SN_OK)
		return end;
	if (st == SN_NOTFOUND)
		return fail(w, st, _("%s: no such postal code"), zip);
	return st;
}

static enum status
open_loaded(struct book **b, struct store *s, struct why *w)
{
	enum status st;

	if ((st = book_open(b, s, w)) != SN_OK)
		return st;
	if (!(*b)->loaded)
		return fail(w, SN_CONFLICT, "%s",
		    _("no postal data: sn-postal update loads them"));
	return SN_OK;
}

enum status
postal_ready(struct store *s, struct why *w)
{
	struct book *b;

	return open_loaded(&b, s, w);
}

struct each {
	postal_row_fn	*fn;
	void		*arg;
	enum status	 st;
};

static void
each(const struct postal_row *row, const struct municipality *m, void *arg)
{
	struct each *e = arg;

	if (e->st == SN_OK)
		e->st = e->fn(row, m, NULL, e->arg);
}

enum status
postal_find(struct store *s, const char *text, postal_row_fn *fn, void *arg,
    struct arena *a, struct why *w)
{
	struct each e = { fn, arg, SN_OK };
	enum status st;
	struct book *b;
	size_t n;

	if ((st = open_loaded(&b, s, w)) != SN_OK)
		return st;
	n = address_likely(text, &b->postal, each, &e, a);
	if (b->st != SN_OK) {
		*w = b->why;
		return b->st;
	}
	if (n == 0)
		return fail(w, SN_NOTFOUND, _("%s: no place that is known"),
		    text);
	return e.st;
}

enum status
postal_check(struct postal_check *out, struct store *s, int64_t shipment,
    struct arena *a, struct why *w)
{
	enum status st;
	struct book *b;
	struct query q;
	bool found;

	*out = (struct postal_check){ .shipment = shipment };
	if ((st = open_loaded(&b, s, w)) != SN_OK)
		return st;
	query_open(&q, s,
	    "SELECT o.shop || ':' || o.number, to_zip, to_pref, to_city,"
	    "       to_town, to_building, to_company, to_name"
	    "  FROM shipment s"
	    "  JOIN destination d ON d.id = s.destination"
	    "  JOIN orders o ON o.id = d.orders"
	    " WHERE s.id = :id");
	query_num(&q, ":id", shipment);
	if ((found = query_row(&q))) {
		out->number = query_col(&q, 0, a);
		out->address = (struct address){
			.zip = query_col(&q, 1, a),
			.pref = query_col(&q, 2, a),
			.city = query_col(&q, 3, a),
			.town = query_col(&q, 4, a),
			.building = query_col(&q, 5, a),
			.company = query_col(&q, 6, a),
			.name = query_col(&q, 7, a),
		};
	}
	if ((st = query_end(&q, "address", w)) != SN_OK)
		return st;
	if (!found)
		return fail(w, SN_NOTFOUND, _("%" PRId64 ": no such shipment"),
		    shipment);
	return book_judge(&out->judgement, &out->island, b, &out->address, a,
	    w);
}
