#include <string.h>

#include "base/i18n.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "cli/next.h"
#include "cli/output.h"
#include "cli/secretcheck.h"
#include "conf/checks.h"
#include "text/date.h"
#include "text/shell.h"
#include "text/width.h"

enum { TEXT_MAX = 64 };		/* columns of what a line says */

/* What cannot be read from the store. */
static const struct next_kind secret_error = {
	.name = "secret", .title = "{}", .ja = "{}", .group = "trouble",
	.command = "${EDITOR:-vi} {}", .urgency = 21
};
static const struct next_kind secret_soon = {
	.name = "secret", .title = "{}", .ja = "{}", .group = "trouble",
	.command = "${EDITOR:-vi} {}", .urgency = 82
};
static const struct next_kind secret_open = {
	.name = "secret", .title = "{}", .ja = "{}", .group = "trouble",
	.command = "chmod 600 {}", .urgency = 21
};

enum status
next_frame(struct next_frame *f, struct cmd *c, const struct ids *ids,
    struct why *w)
{
	char today[DATE_SIZE] = "", since[DATE_SIZE];
	struct stamp now;
	enum status st;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	memcpy(today, now.text, DATE_SIZE - 1);
	if (date_add(since, today, (int)-cmd_conf(c)->late_after) != SN_OK)
		return fail(w, SN_USAGE, _("%s: no such day"), today);
	*f = (struct next_frame){
		.now = arena_strdup(&c->arena, now.text),
		.since = arena_strdup(&c->arena, since), .all = ids == NULL,
		.id = ids != NULL ? ids->id : NULL,
		.nid = ids != NULL ? ids->n : 0,
	};
	return SN_OK;
}

enum status
next_secrets(struct next *n, struct cmd *c, struct why *w)
{
	struct secret_state *state;
	enum status st;
	size_t i, k;

	if ((st = secrets_check(&state, &k, c, w)) != SN_OK)
		return st;
	for (i = 0; i < k; i++)
		next_add(n, &(struct next_item){
		    .kind = state[i].flaw == SECRET_OPEN ? &secret_open :
		    state[i].flaw == SECRET_SOON ? &secret_soon :
		    &secret_error, .n = 1, .at = state[i].expires,
		    .late = state[i].flaw == SECRET_EXPIRED,
		    .what = state[i].path, .cause = state[i].text },
		    &c->arena);
	return SN_OK;
}

/* Why a finding opens, by its code, when it is not said otherwise. */
static const char *
cause_of(struct cmd *c, const struct next_item *i)
{
	const struct check *check;
	struct checks *all;
	struct why ignored;

	if (i->kind->severity == NULL || i->what == NULL)
		return i->cause;
	if (checks_read(&all, cmd_path(c, "checks.conf"), &c->arena,
	    &ignored) != SN_OK)
		return NULL;
	check = checks_find(all, i->what);
	if (check == NULL)
		return NULL;
	return language_japanese() ? check->ja : check->title;
}

const char *
next_text(struct cmd *c, const struct next_item *i)
{
	const char *p = language_japanese() ? i->kind->ja : i->kind->title;
	const char *cause = cause_of(c, i), *text;
	struct str s = STR_INIT;

	for (; *p != '\0'; p++)
		if (strncmp(p, "{}", 2) == 0) {
			str_puts(&s, i->what != NULL ? i->what : "");
			p++;
		} else
			str_putc(&s, *p);
	if (cause != NULL)
		str_addf(&s, ": %.*s", (int)strcspn(cause, "\n"), cause);
	text = arena_strdup(&c->arena, str_text(&s));
	str_free(&s);
	return text;
}

static const char *
fill(struct cmd *c, const char *p, const char *what,
    const struct conf_carrier *k)
{
	const char *days = arena_printf(&c->arena, "%lld",
	    (long long)c->conf->late_after + 1);
	const struct {
		const char	*mark, *value;
	} marks[] = {
		{ "{}", what }, { "{days}", days },
		{ "{carrier}", k != NULL ? k->name : NULL },
		{ "{format}", k != NULL ? k->format : NULL }
	};
	struct str s = STR_INIT;
	bool quoted = false;
	size_t i, n = 4;

	while (*p != '\0') {
		for (i = 0; i < n; i++)
			if (marks[i].value != NULL && strncmp(p,
			    marks[i].mark, strlen(marks[i].mark)) == 0)
				break;
		if (i < n) {
			(quoted ? shell_quoted : shell_word)(&s,
			    marks[i].value);
			p += strlen(marks[i].mark);
			continue;
		}
		quoted ^= *p == '\'';
		str_putc(&s, *p++);
	}
	p = arena_strdup(&c->arena, str_text(&s));
	str_free(&s);
	return p;
}

const char **
next_commands(struct cmd *c, const struct next_kind *k, const char *what)
{
	const struct conf *conf = cmd_conf(c);
	const char **out = arena_alloc(&c->arena, (conf->ncarrier + 2) *
	    sizeof(*out));
	size_t i, n = 0;

	if (strstr(k->command, "{carrier}") == NULL) {
		out[n] = fill(c, k->command, what, NULL);
		return out;
	}
	for (i = 0; i < conf->ncarrier; i++)
		if (conf->carrier[i].format != NULL)
			out[n++] = fill(c, k->command, what,
			    &conf->carrier[i]);
	return out;
}

static void
put_row(struct cmd *c, struct report *r, const struct next_item *i,
    const char *command)
{
	struct str cut = STR_INIT;

	report_num(r, i->n);
	width_cut(&cut, next_text(c, i), TEXT_MAX);
	report_cell(r, str_text(&cut));
	report_cell(r, i->at == NULL ? NULL : arena_strndup(&c->arena, i->at,
	    DATE_SIZE - 1));
	report_cell(r, command);
	str_free(&cut);
}

static json_t *
json_item(struct cmd *c, const struct next_item *i, const char *command)
{
	return json_pack("{sssIsIsIss?ss?ss?ssss}", "kind", i->kind->name,
	    "urgency", (json_int_t)i->kind->urgency,
	    "count", (json_int_t)i->n, "late", (json_int_t)i->late,
	    "at", i->at, "what", i->what, "cause", cause_of(c, i),
	    "text", next_text(c, i), "command", command);
}

static enum status
put_table(struct cmd *c, const struct next *n, size_t limit, struct why *w)
{
	static const struct report_column col[] = {
		{ "count", "", true }, { "text", "", false },
		{ "at", "", false }, { "command", "", false }
	};
	struct report_column titled[4];
	const char **command;
	struct report *r;
	size_t i, lines = 0;

	memcpy(titled, col, sizeof(col));
	titled[0].title = _("count");
	titled[1].title = _("next");
	titled[2].title = _("since, until");
	titled[3].title = _("command");
	c->output = OUT_TABLE;
	r = report_new(c, titled, 4);
	for (i = 0; i < n->nitem; i++) {
		if (strcmp(n->item[i].kind->group, "note") == 0)
			continue;
		for (command = next_commands(c, n->item[i].kind,
		    n->item[i].what); *command != NULL; command++)
			if (limit == 0 || lines++ < limit)
				put_row(c, r, &n->item[i], *command);
	}
	if (n->nitem > 0)
		return report_end(r, stdout, w);
	report_drop(r);
	return SN_OK;
}

static enum status
put_json(struct cmd *c, const struct next *n, size_t limit, struct why *w)
{
	bool array = c->output == OUT_JSON;
	json_t *all = json_array(), *one;
	enum status st = SN_OK;
	const char **command;
	size_t i;

	for (i = 0; i < n->nitem; i++) {
		if (strcmp(n->item[i].kind->group, "note") == 0)
			continue;
		for (command = next_commands(c, n->item[i].kind,
		    n->item[i].what); *command != NULL; command++)
			if (limit == 0 || json_array_size(all) < limit)
				json_array_append_new(all, json_item(c,
				    &n->item[i], *command));
	}
	if (array)
		return ndjson_put_new(stdout, all, w);
	json_array_foreach(all, i, one)
		if (st == SN_OK)
			st = ndjson_put_new(stdout, json_incref(one), w);
	json_decref(all);
	return st;
}

enum status
next_print(struct cmd *c, const struct next *n, size_t limit, struct why *w)
{
	if (c->output == OUT_JSON || c->output == OUT_NDJSON)
		return put_json(c, n, limit, w);
	return put_table(c, n, limit, w);
}
