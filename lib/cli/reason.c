/*
 * Where values came from, in words.
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/reason.h"
#include "order/mayship.h"
#include "store/history.h"
#include "store/tree.h"

enum status
reason_find(struct reason *r, struct store *s, const char *operand,
    struct why *w)
{
	enum status st;
	bool one = operand[strspn(operand, "0123456789")] == '\0';

	r->shipment = NUM_NULL;
	if ((st = history_find(&r->order, s, operand, w)) != SN_OK)
		return st;
	if (one)
		sscanf(operand, "%" SCNd64, &r->shipment);
	return SN_OK;
}

static const char *
shown(const struct origin *o, const char *value)
{
	if (value == NULL)
		return _("(empty)");
	return row_word(o->row.tbl, o->column->name, value,
	    language_japanese());
}

static void
put_why(FILE *out, const char *why)
{
	if (why != NULL)
		fprintf(out, "  [%s]", why);
	putc('\n', out);
}

/* The run that brought the row, and the file that the run read. */
static void
put_coming(FILE *out, const struct origin *o, struct arena *a)
{
	if (o->came.at == NULL)
		return;
	if (o->source != NULL && o->source_row != NUM_NULL)
		fprintf(out, _("    came with %s:%" PRId64 ", run %s"),
		    o->source, o->source_row, run_name(&o->came, a));
	else if (o->source != NULL)
		fprintf(out, _("    came with %s, run %s"), o->source,
		    run_name(&o->came, a));
	else
		fprintf(out, _("    came with run %s"),
		    run_name(&o->came, a));
	put_why(out, o->source != NULL ? NULL : o->came_why);
}

static enum status
put_text(const struct origin *o, struct reason *r, struct why *w)
{
	bool ja = language_japanese();
	struct arena a = ARENA_INIT;
	FILE *out = r->out;

	fprintf(out, "%s %s: %s\n", o->name,
	    row_field(o->row.tbl, o->column->name, ja), shown(o, o->value));
	if (strncmp(o->column->name, "sum_", 4) == 0)
		fprintf(out, "    %s\n",
		    _("computed from the items and charges"));
	if (o->changed) {
		fprintf(out, _("    set by run %s, before it was %s"),
		    run_name(&o->by, &a), shown(o, o->change.old));
		put_why(out, o->change.why);
	}
	put_coming(out, o, &a);
	if (o->differs)
		fprintf(out, _("    the mall says: %s\n"),
		    shown(o, o->theirs));
	arena_free(&a);
	return ferror(out) ? fail(w, SN_IO, _("write: %s"),
	    strerror(errno)) : SN_OK;
}

static json_t *
run_object(const struct run *r, const char *why)
{
	char op[24];

	if (r->at == NULL)
		return NULL;
	snprintf(op, sizeof(op), "%" PRId64, r->id);
	return json_pack("{s:s, s:s, s:s, s:o*, s:s*}", "op", op, "at", r->at,
	    "who", r->who, "argv", json_loads(r->argv, JSON_DECODE_ANY, NULL),
	    "why", why);
}

static enum status
put_record(const struct origin *o, struct reason *r, struct why *w)
{
	char id[24], row[24];
	json_t *v;

	snprintf(id, sizeof(id), "%" PRId64, o->row.id);
	v = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?}", "name", o->name,
	    "field", row_field(o->row.tbl, o->column->name, false),
	    "tbl", o->row.tbl, "id", id, "col", o->column->name,
	    "value", o->value);
	if (v != NULL && o->changed) {
		json_object_set_new(v, "old", o->change.old == NULL ?
		    json_null() : json_string(o->change.old));
		json_object_set_new(v, "set", run_object(&o->by,
		    o->change.why));
	}
	if (v != NULL && o->came.at != NULL)
		json_object_set_new(v, "came", run_object(&o->came,
		    o->came_why));
	if (v != NULL && o->source != NULL) {
		json_object_set_new(v, "source", json_string(o->source));
		snprintf(row, sizeof(row), "%" PRId64, o->source_row);
		if (o->source_row != NUM_NULL)
			json_object_set_new(v, "row", json_string(row));
	}
	if (v != NULL && o->differs)
		json_object_set_new(v, "theirs", o->theirs == NULL ?
		    json_null() : json_string(o->theirs));
	return ndjson_put_new(r->out, v, w);
}

static enum status
put(const struct origin *o, void *arg, struct why *w)
{
	struct reason *r = arg;

	r->told++;
	return r->ndjson ? put_record(o, r, w) : put_text(o, r, w);
}

enum status
reason_field(struct reason *r, struct store *s, const struct field *f,
    struct why *w)
{
	enum status st;

	r->told = 0;
	st = origin_each(s, r->order, r->shipment, f, put, r, w);
	if (st == SN_OK && r->told == 0)
		return fail(w, SN_NOTFOUND, _("%s: there is none here"),
		    language_japanese() ? f->ja : f->name);
	return st;
}

/* Open findings stop a shipment: they are the first answer. */
static enum status
put_finding(const struct origin *o, void *arg, struct why *w)
{
	const char *state = row_value(&o->row, "state");
	struct reason *r = arg;
	struct arena a = ARENA_INIT;

	if (state == NULL || strcmp(state, "open") != 0)
		return SN_OK;
	if (r->ndjson)
		return put_record(o, r, w);
	fprintf(r->out, _("    open since %s: %s, run %s\n"),
	    row_value(&o->row, "opened_at"),
	    row_says(&o->row, language_japanese(), &a),
	    o->came.at == NULL ? "?" : run_name(&o->came, &a));
	arena_free(&a);
	return SN_OK;
}

/* A field that is told only when it is filled in. */
static enum status
put_filled(const struct origin *o, void *arg, struct why *w)
{
	return o->value == NULL ? SN_OK : put(o, arg, w);
}

static enum status
standing(struct reason *r, struct store *s, struct why *w)
{
	static const char *const fields[] = { "box", "bundle" };
	struct field f;
	enum status st;
	size_t i;

	if (!field_find(&f, "status"))
		return SN_OK;
	if ((st = origin_each(s, r->order, r->shipment, &f, put, r, w)) !=
	    SN_OK)
		return st;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (field_find(&f, fields[i]) &&
		    (st = origin_each(s, r->order, r->shipment, &f,
		    put_filled, r, w)) != SN_OK)
			return st;
	if (!field_find(&f, "finding"))
		return SN_OK;
	return origin_each(s, r->order, r->shipment, &f, put_finding, r, w);
}

/*
 * What is against its leaving, which sn-label(1) would say too.  One that
 * has left, or will not, has nothing before it.
 */
static void
put_stops(const struct reason *r, const struct tree *t)
{
	static const char *const past[] = { "notify", "done", "follow",
	    "cancel" };
	const char *why[MAYSHIP_MAX];
	size_t at, i, n;

	for (at = 0; at < t->nshipment; at++)
		if (t->shipment[at]->id == r->shipment)
			break;
	if (r->ndjson || at == t->nshipment)
		return;
	for (i = 0; i < sizeof(past) / sizeof(past[0]); i++)
		if (strcmp(t->shipment[at]->status, past[i]) == 0)
			return;
	n = mayship(why, t, at);
	for (i = 0; i < n; i++)
		fprintf(r->out, _("    may not leave: %s\n"), why[i]);
}

enum status
reason_standing(struct reason *r, struct store *s, struct why *w)
{
	struct reason each = *r;
	struct arena a = ARENA_INIT;
	struct tree t;
	int64_t *id;
	enum status st;
	size_t n, i;

	st = origin_shipments(&id, &n, s, r->order, r->shipment, &a, w);
	if (st == SN_OK && n == 0)
		st = fail(w, SN_NOTFOUND, _("no shipment is left: sn-log "
		    "shows what happened to it"));
	if (st == SN_OK)
		st = store_tree_get(&t, s, r->order, &a, w);
	for (i = 0; i < n && st == SN_OK; i++) {
		each.shipment = id[i];
		if ((st = standing(&each, s, w)) != SN_OK)
			break;
		put_stops(&each, &t);
		if (r->more != NULL && !r->ndjson)
			st = r->more(id[i], r->arg, w);
	}
	arena_free(&a);
	return st;
}
