#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/effects.h"
#include "cli/ndjson.h"

static const struct report_column columns[] = {
	{ "effect", N_("effect"), false },
	{ "state", N_("state"), false },
	{ "key", N_("key"), false },
	{ "order", N_("order"), false },
	{ "shipment", N_("shipment"), false },
	{ "to", N_("to"), false },
	{ "subject", N_("subject"), false },
	{ "queued_at", N_("queued"), false },
	{ "next_at", N_("not before"), false },
	{ "said", N_("said"), false },
};

enum { DIGITS = 18 };		/* no id has as many */

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

struct report *
effects_report(struct cmd *c)
{
	struct report_column *col = arena_alloc(&c->arena, sizeof(columns));
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		col[i] = columns[i];
		col[i].title = _(columns[i].title);
	}
	if (c->output == OUT_AUTO)
		c->output = isatty(STDOUT_FILENO) ? OUT_TABLE : OUT_NDJSON;
	return report_new(c, col, COLUMNS);
}

/* Ids are text, also in JSON. */
static void
put_id(struct report *r, int64_t id)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, id);
	report_cell(r, id != NUM_NULL ? digits : NULL);
}

void
effects_row(struct report *r, const struct effect *e, const char *state,
    const char *said)
{
	put_id(r, e->id);
	report_cell(r, state);
	report_cell(r, e->key);
	put_id(r, e->orders);
	put_id(r, e->shipment);
	report_cell(r, e->target);
	report_cell(r, e->title);
	report_cell(r, e->made_at);
	report_cell(r, strcmp(state, "queued") == 0 ||
	    strcmp(state, "failed") == 0 ? e->next_at : NULL);
	report_cell(r, said);
}

const char *
effect_said(const struct effect *e)
{
	return e->error != NULL ? e->error : e->result;
}

bool
effect_id(int64_t *out, const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > DIGITS || text[n] != '\0')
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

/* A line of standard input: an id, or a record of an effect. */
static enum status
parse_line(int64_t *out, struct str *line, struct why *w)
{
	const char *text = str_text(line);
	enum status st = SN_OK;
	json_t *v = NULL;

	*out = 0;
	if (*text == '{') {
		v = json_loads(text, 0, NULL);
		if (json_object_get(v, "tbl") != NULL)
			st = fail(w, SN_USAGE, "%s",
			    _("the diff of a dry run: nothing done"));
		text = json_string_value(json_object_get(v, "effect"));
	} else
		line->p[strcspn(line->p, " \t\r")] = '\0';
	if (st == SN_OK && (text == NULL || !effect_id(out, text)))
		st = fail(w, SN_INVALID, "%s", _("neither the id of an effect "
		    "nor a record of one"));
	json_decref(v);
	return st;
}

static void
read_stdin(struct ids *out, struct cmd *c, struct tally *t)
{
	struct str line = STR_INIT;
	unsigned long number = 0;
	enum status st;
	struct why w;
	int64_t id;

	while ((st = ndjson_line(&line, &number, stdin, &w)) == SN_OK) {
		if ((st = parse_line(&id, &line, &w)) == SN_OK) {
			ids_add(out, id, &c->arena);
			continue;
		}
		warnx("stdin:%lu: %s", number, w.text);
		if (status_stops(st))
			exit(status_exit(st));
		t->refused++;
	}
	if (st != SN_NOTFOUND)
		errx(status_exit(st), "stdin:%lu: %s", number + 1, w.text);
	str_free(&line);
}

void
effects_select(struct ids *out, struct cmd *c, struct tally *t)
{
	int64_t id;
	int i;

	*out = (struct ids){ NULL, 0, 0 };
	if (optind == c->argc)
		cmd_usage(c);
	for (i = optind; i < c->argc; i++)
		if (strcmp(c->argv[i], "-") == 0)
			read_stdin(out, c, t);
		else if (effect_id(&id, c->argv[i]))
			ids_add(out, id, &c->arena);
		else
			errx(status_exit(SN_USAGE), _("%s: not the id of an "
			    "effect"), c->argv[i]);
	ids_sort(out);
}
