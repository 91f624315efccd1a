/*
 * Orders as records of sn-shipment(5): the records of an order follow each
 * other, and make one tree.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/intake.h"
#include "cli/ndjson.h"
#include "order/json.h"
#include "store/admit.h"

/* The records of one order, until another one begins. */
struct group {
	struct intake	*in;
	struct arena	 arena;
	struct tree	 tree;
	const char	*shop;		/* NULL: nothing in hand */
	const char	*number;
	json_t		**record;	/* for the rejects */
	unsigned long	*line;
	size_t		 n, cap, capline;
	bool		 bad;
	struct why	 why;		/* when bad */
};

static const char *
text_of(json_t *v, const char *key)
{
	json_t *order = json_object_get(v, "order");
	const char *text = json_string_value(json_object_get(v, key));

	return text != NULL ? text :
	    json_string_value(json_object_get(order, key));
}

static enum status
put_rejects(struct group *g, struct why *w)
{
	bool fresh;
	enum status st;
	FILE *out;
	size_t i;

	if ((st = intake_rejects(&out, &fresh, g->in, false, w)) != SN_OK ||
	    out == NULL)
		return st;
	for (i = 0; i < g->n; i++) {
		if (g->record[i] == NULL)
			continue;
		json_object_set_new(g->record[i], "reason",
		    json_string(g->why.text));
		if (json_dumpf(g->record[i], out, JSON_COMPACT) != 0 ||
		    putc('\n', out) == EOF)
			return fail(w, SN_IO, "%s: %s", g->in->rejects,
			    strerror(errno));
	}
	return SN_OK;
}

static enum status
refuse(struct group *g, struct why *w)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		intake_refused(g->in, g->in->name, g->line[i], g->why.text);
	return put_rejects(g, w);
}

/* Bring in the order in hand; why it was refused is in g. */
static enum status
bring_in(struct group *g)
{
	struct intake *in = g->in;
	struct carried carried;
	enum status st;

	carried_all(&carried);
	in->section = conf_shop(in->conf, g->shop);
	if (in->section == NULL)
		return fail(&g->why, SN_INVALID, _("shop: %s: no such section "
		    "in sn.conf"), g->shop);
	if ((st = tree_admit(&g->tree, in->store, in->conf, &g->why)) != SN_OK)
		return st;
	return intake_order(in, &g->tree, &carried, g->n, &g->why);
}

/* The order in hand is complete. */
static enum status
finish(struct group *g, struct why *w)
{
	enum status st = SN_OK;
	size_t i;

	if (g->n == 0)
		return SN_OK;
	if (!g->bad)
		g->bad = tree_json_end(&g->tree, &g->why) != SN_OK;
	if (!g->bad) {
		st = bring_in(g);
		g->bad = st != SN_OK;
	}
	if (status_stops(st))
		*w = g->why;
	else
		st = g->bad ? refuse(g, w) : SN_OK;
	for (i = 0; i < g->n; i++)
		json_decref(g->record[i]);
	g->n = g->cap = g->capline = 0;
	g->shop = NULL;
	g->bad = false;
	arena_reset(&g->arena);
	return st;
}

static void
keep(struct group *g, json_t *v, unsigned long line)
{
	g->record = arena_grow(&g->arena, g->record, g->n, &g->cap,
	    sizeof(*g->record));
	g->line = arena_grow(&g->arena, g->line, g->n, &g->capline,
	    sizeof(*g->line));
	g->record[g->n] = json_incref(v);
	g->line[g->n++] = line;
}

static enum status
add(struct group *g, json_t *v, unsigned long line, struct why *w)
{
	const char *shop = text_of(v, "shop"), *number = text_of(v, "number");
	enum status st;

	if (g->n > 0 && (shop == NULL || number == NULL || g->shop == NULL ||
	    strcmp(shop, g->shop) != 0 || strcmp(number, g->number) != 0) &&
	    (st = finish(g, w)) != SN_OK)
		return st;
	if (g->n == 0) {
		tree_init(&g->tree, &g->arena);
		g->shop = arena_strdup(&g->arena, shop);
		g->number = arena_strdup(&g->arena, number);
		g->tree.order->source_row = (int64_t)line;
	}
	keep(g, v, line);
	json_object_del(v, "reason");
	if (json_object_get(v, "tbl") != NULL)
		return fail(w, SN_USAGE, "%s",
		    _("the diff of a dry run, no orders"));
	if (!g->bad)
		g->bad = tree_add_json(&g->tree, v, &g->why) != SN_OK;
	return SN_OK;
}

static enum status
parse(struct group *g, const char *text, size_t len, unsigned long line,
    struct why *w)
{
	json_error_t e = { .text = "", .column = 1 };
	enum status st;
	json_t *v;

	v = json_loadb(text, len, JSON_REJECT_DUPLICATES, &e);
	if (json_is_object(v))
		st = add(g, v, line, w);
	else if ((st = finish(g, w)) == SN_OK) {
		keep(g, NULL, line);
		g->bad = true;
		fail(&g->why, SN_INVALID, _("column %d: %s"), e.column,
		    v == NULL ? e.text : _("an object expected"));
		st = finish(g, w);
	}
	json_decref(v);
	return st;
}

/* Set f to the start of its last line; *whole: it has its newline. */
static void
last_line(FILE *f, bool *whole)
{
	long at;

	*whole = true;
	if (fseek(f, -1, SEEK_END) == -1)	/* empty */
		return;
	at = ftell(f);
	*whole = getc(f) == '\n';
	for (; !*whole && at > 0; at--) {
		fseek(f, at - 1, SEEK_SET);
		if (getc(f) == '\n')
			break;
	}
	fseek(f, at, SEEK_SET);
}

/* A last line without a newline that is no record: the file is cut off. */
static enum status
check_end(FILE *f, const char *name, struct why *w)
{
	struct str line = STR_INIT;
	unsigned long number = 0;
	enum status st = SN_OK;
	json_t *v = NULL;
	bool whole;

	last_line(f, &whole);
	if (!whole && (st = ndjson_line(&line, &number, f, w)) == SN_OK) {
		v = json_loadb(line.p, line.len, 0, NULL);
		if (v == NULL)
			st = fail(w, SN_USAGE, _("%s: ends in the middle of a "
			    "record; nothing of it was stored"), name);
		json_decref(v);
	}
	str_free(&line);
	rewind(f);
	return st == SN_NOTFOUND ? SN_OK : st;
}

enum status
intake_ndjson(struct intake *in, FILE *f, struct why *w)
{
	struct group g = { .in = in };
	struct str line = STR_INIT;
	unsigned long number = 0;
	enum status st;

	if ((st = check_end(f, in->name, w)) != SN_OK)
		return st;
	while ((st = ndjson_line(&line, &number, f, w)) == SN_OK &&
	    (st = parse(&g, line.p, line.len, number, w)) == SN_OK)
		continue;
	if (st == SN_NOTFOUND)
		st = finish(&g, w);
	else
		fail_at(w, st, "%s:%lu", in->name, number);
	arena_free(&g.arena);
	str_free(&line);
	return st;
}
