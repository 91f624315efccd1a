/*
 * What happened, as text for people, as records, as the diff of a dry run.
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/diff.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/story.h"
#include "store/outbox.h"

enum { SHOWN = 200 };		/* bytes of a value shown to people */

void
story_init(struct story *t, enum story_form form, FILE *out)
{
	*t = (struct story){ .form = form, .out = out, .op = NUM_NULL,
	    .order = NUM_NULL };
}

static enum status
written(FILE *out, struct why *w)
{
	if (ferror(out))
		return fail(w, SN_IO, _("write: %s"), strerror(errno));
	return SN_OK;
}

/* One record; in an array they are parted by commas. */
static enum status
put_new(struct story *t, json_t *v, struct why *w)
{
	if (t->form == STORY_JSON)
		putc(t->n == 0 ? '[' : ',', t->out);
	t->n++;
	return ndjson_put_new(t->out, v, w);
}

enum status
story_end(struct story *t, struct why *w)
{
	if (t->form == STORY_JSON)
		fputs(t->n == 0 ? "[]\n" : "]\n", t->out);
	return written(t->out, w);
}

/* A value on one line, long ones shortened at a character. */
static void
put_value(FILE *out, const char *v)
{
	size_t i, n;

	if (v == NULL || *v == '\0') {
		fputs(v == NULL ? "-" : "''", out);
		return;
	}
	n = strlen(v);
	if (n > SHOWN)
		for (n = SHOWN; n > 0 && ((unsigned char)v[n] & 0xc0) == 0x80;
		    n--)
			continue;
	for (i = 0; i < n; i++)
		if (v[i] == '\n')
			fputs("\\n", out);
		else if ((unsigned char)v[i] < 0x20 || v[i] == 0x7f)
			putc(' ', out);
		else
			putc(v[i], out);
	if (v[n] != '\0')
		fputs("...", out);
}

static void
put_heading(FILE *out, const struct run *r)
{
	struct arena a = ARENA_INIT;

	fprintf(out, "%" PRId64 "  %s  %s  ", r->id, r->at, r->who);
	put_value(out, run_command(r, &a));
	if (r->undoes != NULL) {
		fputs("  ", out);
		fprintf(out, _("[undoes %s]"), r->undoes);
	}
	if (r->undone_by != NUM_NULL) {
		fputs("  ", out);
		fprintf(out, _("[undone by %" PRId64 "]"), r->undone_by);
	}
	putc('\n', out);
	arena_free(&a);
}

/* Which order or shipment; the order is not said in its own history. */
static void
put_place(const struct story *t, const struct event *e)
{
	if (e->shipment != NUM_NULL)
		fprintf(t->out, "%" PRId64 " ", e->shipment);
	if (e->order != NUM_NULL && e->order != t->order)
		fprintf(t->out, e->shipment != NUM_NULL ? "(%s) " : "%s ",
		    e->number);
}

/* Whether the row needs naming beside its order and shipment. */
static bool
is_below(const char *tbl)
{
	return strcmp(tbl, "orders") != 0 && strcmp(tbl, "shipment") != 0;
}

static void
put_text(const struct story *t, const struct event *e)
{
	const struct change *c = e->change;
	bool ja = language_japanese();
	struct arena a = ARENA_INIT;
	FILE *out = t->out;

	fputs("    ", out);
	put_place(t, e);
	if (e->came || e->went) {
		fputs(e->came ? "+ " : "- ", out);
		put_value(out, row_says(&e->row, ja, &a));
	} else {
		if (is_below(c->tbl)) {
			put_value(out, row_says(&e->row, ja, &a));
			putc(' ', out);
		}
		fprintf(out, "%s: ", row_field(c->tbl, c->col, ja));
		put_value(out, row_word(c->tbl, c->col, c->old, ja));
		fputs(" → ", out);
		put_value(out, row_word(c->tbl, c->col, c->new, ja));
	}
	if (c->why != NULL && (e->run->why == NULL ||
	    strcmp(c->why, e->run->why) != 0)) {
		fputs("  [", out);
		put_value(out, c->why);
		putc(']', out);
	}
	putc('\n', out);
	arena_free(&a);
}

bool
story_shows(const struct event *e)
{
	return !e->part && !e->implied && (e->came || e->went ||
	    !row_is_inner(e->change->tbl, e->change->col));
}

/* The heading of a run, before the first that is told of it. */
static void
begin_run(struct story *t, const struct run *r)
{
	if (t->op == r->id)
		return;
	if (t->op != NUM_NULL)
		putc('\n', t->out);
	put_heading(t->out, r);
	if (r->why != NULL) {
		fputs("    \"", t->out);
		put_value(t->out, r->why);
		fputs("\"\n", t->out);
	}
	t->op = r->id;
}

static enum status
text_event(struct story *t, const struct event *e, struct why *w)
{
	if (!story_shows(e))
		return SN_OK;
	begin_run(t, e->run);
	put_text(t, e);
	return written(t->out, w);
}

static const char *
digits(char buf[24], int64_t n)
{
	if (n == NUM_NULL)
		return NULL;
	snprintf(buf, 24, "%" PRId64, n);
	return buf;
}

static json_t *
event_json(const struct event *e)
{
	const struct change *c = e->change;
	char seq[24], op[24], id[24], shipment[24], undone[24];
	const char *field = row_field(c->tbl, c->col, false);

	return json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s*, s:s*, s:s, s:s, "
	    "s:s, s:s*, s:s?, s:s?, s:s*}",
	    "seq", digits(seq, c->seq), "op", digits(op, c->op),
	    "at", e->run->at, "who", e->run->who,
	    "undone_by", digits(undone, e->run->undone_by),
	    "order", e->number, "shipment", digits(shipment, e->shipment),
	    "tbl", c->tbl, "id", digits(id, c->id), "col", c->col,
	    "field", field == c->col ? NULL : field,
	    "old", c->old, "new", c->new, "why", c->why);
}

enum status
story_event(const struct event *e, void *arg, struct why *w)
{
	struct story *t = arg;

	switch (t->form) {
	case STORY_TEXT:
		return text_event(t, e, w);
	case STORY_DIFF:
		return diff_put(e->change, t->out, w);
	default:
		return put_new(t, event_json(e), w);
	}
}

json_t *
run_json(const struct run *r, int64_t changes)
{
	char op[24], undone[24];

	return json_pack("{s:s, s:s, s:s, s:o, s:s*, s:I, s:s*, s:s*, s:s*}",
	    "op", digits(op, r->id), "at", r->at, "who", r->who,
	    "argv", json_loads(r->argv, JSON_DECODE_ANY, NULL),
	    "why", r->why, "changes", (json_int_t)changes,
	    "undoes", r->undoes,
	    "undone_by", digits(undone, r->undone_by), "conf", r->conf);
}

enum status
story_run(struct store *s, const struct run *r, void *arg, struct why *w)
{
	struct story *t = arg;
	enum status st;
	int64_t changes;

	if ((st = run_changes(&changes, s, r, w)) != SN_OK)
		return st;
	if (t->form != STORY_TEXT)
		return put_new(t, run_json(r, changes), w);
	put_heading(t->out, r);
	fprintf(t->out, _("    changes: %" PRId64), changes);
	if (r->why != NULL) {
		fputs("  \"", t->out);
		put_value(t->out, r->why);
		putc('"', t->out);
	}
	putc('\n', t->out);
	return written(t->out, w);
}

/* Changes of the outbox, under the heading of their run. */
struct effects_story {
	struct story	*story;
	const struct run *run;
};

static json_t *
effect_change_json(const struct run *r, const struct change *c)
{
	char op[24], id[24];

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?}",
	    "op", digits(op, r->id), "at", r->at, "who", r->who, "tbl",
	    c->tbl, "id", digits(id, c->id), "col", c->col, "old", c->old,
	    "new", c->new);
}

/* "+ effect 12: mail thanks order 5", and below it what it is. */
static void
put_effect(const struct story *t, const struct change *c)
{
	fputs("    ", t->out);
	if (strcmp(c->col, "key") == 0)
		fprintf(t->out, _("+ effect %" PRId64 ": "), c->id);
	else if (strcmp(c->col, "state") == 0) {
		fprintf(t->out, _("effect %" PRId64 ": "), c->id);
		put_value(t->out, c->old);
		fputs(" → ", t->out);
	} else
		fputs("      ", t->out);
	put_value(t->out, c->new);
	putc('\n', t->out);
}

static enum status
effect_change(const struct change *c, void *arg, struct why *w)
{
	struct effects_story *e = arg;
	struct story *t = e->story;

	if (t->form == STORY_DIFF)
		return diff_put(c, t->out, w);
	if (t->form != STORY_TEXT)
		return put_new(t, effect_change_json(e->run, c), w);
	begin_run(t, e->run);
	put_effect(t, c);
	return written(t->out, w);
}

enum status
story_effects(struct story *t, struct store *s, int64_t op, struct why *w)
{
	struct arena a = ARENA_INIT;
	struct run r;
	struct effects_story e = { t, &r };
	enum status st;

	if ((st = run_get(&r, s, op, &a, w)) == SN_OK)
		st = effects_changed(s, op, effect_change, &e, w);
	arena_free(&a);
	return st;
}

enum status
story_order(struct story *t, struct store *s, const char *operand,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	const char *name;
	enum status st;

	if ((st = history_find(&t->order, s, operand, w)) == SN_OK &&
	    (st = row_name(&name, s, "orders", t->order, &a, w)) == SN_OK) {
		if (t->form == STORY_TEXT)
			fprintf(t->out, "%s%s\n\n", t->n > 0 ? "\n" : "",
			    name);
		t->n += t->form == STORY_TEXT;
		t->op = NUM_NULL;
		st = history_order(s, t->order, story_event, t, w);
	}
	arena_free(&a);
	return st;
}

enum status
story_shipments(struct story *t, struct store *s, const struct ids *ids,
    struct why *w)
{
	char operand[24];
	int64_t order, last = NUM_NULL;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < ids->n && st == SN_OK; i++) {
		snprintf(operand, sizeof(operand), "%" PRId64, ids->id[i]);
		if ((st = history_find(&order, s, operand, w)) == SN_OK &&
		    order != last)
			st = story_order(t, s, operand, w);
		last = order;
	}
	return st;
}
