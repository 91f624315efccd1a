/*
 * sn-outbox list, show - effects, and what is known of them
 */

#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/effects.h"
#include "cli/ndjson.h"
#include "cli/outboxes.h"

enum { OPT_STATE = 0x100, OPT_KIND, OPT_SINCE, OPT_JSON };

static const struct option list_options[] = {
	{ "state", required_argument, NULL, OPT_STATE },
	{ "kind", required_argument, NULL, OPT_KIND },
	{ "since", required_argument, NULL, OPT_SINCE },
	{ NULL, 0, NULL, 0 }
};
static const struct option show_options[] = {
	{ "json", no_argument, NULL, OPT_JSON },
	{ NULL, 0, NULL, 0 }
};

static const char *const states[] = { "queued", "claimed", "failed", "done",
	"dead", "unknown", "cancelled", NULL };

/* "dead,unknown" or "all" as the JSON of a filter. */
static const char *
read_states(struct cmd *c, const char *text)
{
	struct str out = STR_INIT;
	const char *json;
	size_t i, len;

	if (strcmp(text, "all") == 0)
		return EFFECT_STATES;
	for (; ; text += len + 1) {
		len = strcspn(text, ",");
		for (i = 0; states[i] != NULL; i++)
			if (strlen(states[i]) == len &&
			    strncmp(states[i], text, len) == 0)
				break;
		if (states[i] == NULL)
			errx(status_exit(SN_USAGE), _("%.*s: not one of "
			    "queued, claimed, failed, done, dead, unknown, "
			    "cancelled, all"), (int)len, text);
		str_addf(&out, "%s\"%s\"", out.len > 0 ? "," : "[",
		    states[i]);
		if (text[len] == '\0')
			break;
	}
	str_putc(&out, ']');
	json = arena_strdup(&c->arena, str_text(&out));
	str_free(&out);
	return json;
}

static enum status
put_row(const struct effect *e, void *arg, struct why *w)
{
	(void)w;
	effects_row(arg, e, e->state, effect_said(e));
	return SN_OK;
}

int
outbox_list(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("list effects, by default those that failed"),
		.synopsis = "list [-H dir] [--state state,...] [--kind kind] "
		    "[--since day] [-q query]",
		.example = "sn-outbox list --state queued",
		.options = list_options,
		.selects = true, .records = true,
	};
	struct effect_filter f = {
		.states = "[\"failed\",\"dead\",\"unknown\"]" };
	struct ids ids = { NULL, 0, 0 };
	struct report *r;
	struct store *s;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_STATE:
			f.states = read_states(&cmd, optarg);
			break;
		case OPT_KIND:
			f.kind = optarg;
			break;
		case OPT_SINCE:
			f.since = cmd_day(&cmd, optarg);
			break;
		}
	if (optind != argc)
		cmd_usage(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	if (cmd.query != NULL) {
		cmd_find(&ids, &cmd, s, cmd.query, true, NULL, 0);
		f.picks = true;
		f.shipment = ids.id;
		f.nshipment = ids.n;
	}
	r = effects_report(&cmd);
	st = effects_each(s, &f, put_row, r, &w);
	store_close(s);
	if (st == SN_OK)
		st = report_end(r, stdout, &w);
	else
		report_drop(r);
	if (st != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}

/* The payload as it is, or as text when it is no JSON. */
static json_t *
payload(const struct effect *e)
{
	json_t *v;

	if (e->payload == NULL)
		return json_null();
	v = json_loads(e->payload, JSON_DECODE_ANY, NULL);
	return v != NULL ? v : json_string(e->payload);
}

static json_t *
digits(int64_t id)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, id);
	return id == NUM_NULL ? json_null() : json_string(text);
}

static json_t *
effect_json(const struct effect *e, const struct effect_turn *t, size_t n)
{
	json_t *turns = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(turns, json_pack("{s:o, s:s, s:s, s:s?,"
		    " s:s, s:s}", "op", digits(t[i].op), "at", t[i].at,
		    "who", t[i].who, "why", t[i].why, "old", t[i].old,
		    "new", t[i].new));
	return json_pack("{s:o, s:s, s:s, s:s, s:s?, s:o, s:o, s:s?, s:s?,"
	    " s:o, s:I, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:o, s:o}",
	    "effect", digits(e->id), "state", e->state, "key", e->key,
	    "kind", e->kind, "channel", e->channel,
	    "order", digits(e->orders), "shipment", digits(e->shipment),
	    "to", e->target, "subject", e->title, "op", digits(e->op),
	    "attempts", (json_int_t)e->attempts, "queued_at", e->made_at,
	    "next_at", e->next_at, "claimed_at", e->claimed_at,
	    "done_at", e->done_at, "result", e->result, "error", e->error,
	    "turns", turns, "payload", payload(e));
}

static void
line(const char *name, const char *value)
{
	if (value != NULL)
		printf("%s: %s\n", name, value);
}

/* The same for people: one line a value, then the payload. */
static void
put_text(const struct effect *e, const struct effect_turn *t, size_t n)
{
	json_t *v = payload(e);
	char *text;
	size_t i;

	printf(_("effect %" PRId64 "  %s  %s\n"), e->id, e->state, e->key);
	line(_("queued"), e->made_at);
	line(_("not before"), e->next_at);
	line(_("taken"), e->claimed_at);
	line(_("done"), e->done_at);
	line(_("channel"), e->channel);
	line(_("to"), e->target);
	line(_("subject"), e->title);
	printf(_("tries: %" PRId64 "\n"), e->attempts);
	line(_("answer"), e->result);
	line(_("cause"), e->error);
	for (i = 0; i < n; i++)
		printf("%s  %s  %s → %s  %s\n", t[i].at, t[i].who, t[i].old,
		    t[i].new, t[i].why != NULL ? t[i].why : "");
	if ((text = json_dumps(v, JSON_INDENT(2) | JSON_ENCODE_ANY)) != NULL)
		printf("\n%s\n", text);
	free(text);
	json_decref(v);
}

int
outbox_show(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("show all of one effect"),
		.synopsis = "show [-H dir] [--json] effect",
		.example = "sn-outbox show 12",
		.options = show_options,
	};
	struct effect_turn *t;
	struct effect e;
	bool json = false;
	struct store *s;
	enum status st;
	struct why w;
	int64_t id;
	size_t n;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		json = true;
	if (argc - optind != 1)
		cmd_usage(&cmd);
	if (!effect_id(&id, argv[optind]))
		errx(status_exit(SN_USAGE), _("%s: not the id of an effect"),
		    argv[optind]);
	s = cmd_store(&cmd, STORE_READ);
	if ((st = effect_get(&e, s, id, &cmd.arena, &w)) == SN_OK)
		st = effect_turns(&t, &n, s, id, &cmd.arena, &w);
	store_close(s);
	if (st == SN_OK && json)
		st = ndjson_put_new(stdout, effect_json(&e, t, n), &w);
	else if (st == SN_OK)
		put_text(&e, t, n);
	if (st != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
