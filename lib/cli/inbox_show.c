/*
 * sn-inbox show - a letter, its thread, its attachments
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/language.h"
#include "cli/ndjson.h"
#include "mail/mail.h"
#include "mail/parse.h"

enum { OPT_RAW = 0x100, OPT_SAVE };

static const struct option options[] = {
	{ "raw", no_argument, NULL, OPT_RAW },
	{ "save", required_argument, NULL, OPT_SAVE },
	{ NULL, 0, NULL, 0 }
};

/* A thread on its way out, its answers between its letters. */
struct thread {
	struct cmd	*cmd;
	struct store	*store;
	struct arena	*arena;
	struct letter_answer *answer;
	size_t		 nanswer, told;
	bool		 ndjson;
};

static const char *
day(const char *time, struct arena *a)
{
	return time == NULL ? "-" : arena_printf(a, "%.10s %.5s", time,
	    time + 11);
}

static void
line(const char *name, const char *value)
{
	if (value != NULL)
		printf("%s: %s\n", name, value);
}

/* The attachments of a message, read again from its bytes. */
static enum status
parts(struct message *out, struct thread *t, const struct letter *l,
    struct why *w)
{
	struct str bytes = STR_INIT;
	enum status st;

	*out = (struct message){ .npart = 0 };
	if (l->files == 0)
		return SN_OK;
	if ((st = letter_bytes(&bytes, t->store, l->id, w)) == SN_OK)
		message_parse(out, str_text(&bytes), bytes.len, t->arena);
	str_free(&bytes);
	return st;
}

static void
show_answer(struct thread *t, const struct letter_answer *b)
{
	struct mail m;
	struct why w;

	printf("%s\n", _("--- our answer"));
	line(_("date"), day(b->at, t->arena));
	line(_("subject"), b->title);
	printf(_("state: %s (sn-outbox show %" PRId64 ")\n"), b->state,
	    b->effect);
	if (mail_read(&m, b->payload, t->arena, &w) == SN_OK)
		printf("\n%s", m.text);
	putchar('\n');
}

static enum status
show_candidates(struct thread *t, const struct letter *l, struct why *w)
{
	struct letter_candidate *c;
	enum status st;
	size_t i, n;

	if (l->orders != NUM_NULL || l->state[0] == 'c')
		return SN_OK;
	if ((st = letter_candidates(&c, &n, t->store, l, t->arena,
	    w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		printf(_("perhaps: %s, ordered %s, %s (by %s): sn-inbox "
		    "assign %" PRId64 " %s\n"), c[i].order,
		    day(c[i].ordered_at, t->arena), c[i].statuses != NULL ?
		    c[i].statuses : "-", inbox_word(c[i].by), l->id,
		    c[i].order);
	return SN_OK;
}

static enum status
show_letter(struct thread *t, const struct letter *l, struct why *w)
{
	struct message m;
	enum status st;
	size_t i;

	if ((st = parts(&m, t, l, w)) != SN_OK)
		return st;
	printf("--- %" PRId64 " %s %s", l->id, inbox_word(l->kind),
	    inbox_word(l->state));
	if (l->who != NULL)
		printf(" %s %s", l->who, day(l->state_at, t->arena));
	putchar('\n');
	if (l->order != NULL)
		printf(_("order: %s %s (found by: %s)\n"), l->order,
		    l->statuses != NULL ? l->statuses : "",
		    l->matched != NULL ? inbox_word(l->matched) : "-");
	printf(_("from: %s <%s>\n"), l->by_name != NULL ? l->by_name : "",
	    l->by_mail != NULL ? l->by_mail : "");
	line(_("to"), l->to_mail);
	line(_("date"), day(l->at != NULL ? l->at : l->came_at, t->arena));
	line(_("subject"), l->subject);
	line(_("cause"), l->cause != NULL ? _(l->cause) : NULL);
	for (i = 0; i < m.npart; i++)
		printf(_("attachment %zu: %s (%s, %zu bytes)\n"), i + 1,
		    m.part[i].name != NULL ? m.part[i].name : "-",
		    m.part[i].type, m.part[i].size);
	if ((st = show_candidates(t, l, w)) != SN_OK)
		return st;
	if (l->body != NULL)
		printf("\n%s%s", l->body, l->body[strlen(l->body) - 1] ==
		    '\n' ? "" : "\n");
	putchar('\n');
	return SN_OK;
}

static void
set(json_t *o, const char *key, const char *v)
{
	if (v != NULL)
		json_object_set_new(o, key, json_string(v));
}

static json_t *
files_json(const struct message *m)
{
	json_t *all = json_array(), *one;
	size_t i;

	for (i = 0; i < m->npart; i++) {
		one = json_object();
		set(one, "name", m->part[i].name);
		set(one, "type", m->part[i].type);
		json_object_set_new(one, "size",
		    json_integer((json_int_t)m->part[i].size));
		json_array_append_new(all, one);
	}
	return all;
}

static enum status
put_letter(struct thread *t, const struct letter *l, struct why *w)
{
	json_t *o = json_object();
	struct message m;
	enum status st;

	if ((st = parts(&m, t, l, w)) != SN_OK) {
		json_decref(o);
		return st;
	}
	set(o, "letter", arena_printf(t->arena, "%" PRId64, l->id));
	set(o, "state", l->state);
	set(o, "kind", l->kind);
	set(o, "order", l->order);
	set(o, "matched", l->matched);
	set(o, "from_name", l->by_name);
	set(o, "from", l->by_mail);
	set(o, "to", l->to_mail);
	set(o, "at", l->at);
	set(o, "came_at", l->came_at);
	set(o, "subject", l->subject);
	set(o, "cause", l->cause);
	set(o, "message_id", l->message_id);
	set(o, "who", l->who);
	set(o, "text", l->body);
	if (m.npart > 0)
		json_object_set_new(o, "files", files_json(&m));
	return ndjson_put_new(stdout, o, w);
}

static enum status
put_answer(struct thread *t, const struct letter_answer *b, struct why *w)
{
	json_t *o = json_object();
	struct mail m;

	set(o, "answer", arena_printf(t->arena, "%" PRId64, b->effect));
	set(o, "state", b->state);
	set(o, "at", b->at);
	set(o, "subject", b->title);
	if (mail_read(&m, b->payload, t->arena, w) == SN_OK)
		set(o, "text", m.text);
	return ndjson_put_new(stdout, o, w);
}

/* Our answers up to a time, NULL for all that are left. */
static enum status
answers_until(struct thread *t, const char *time, struct why *w)
{
	const struct letter_answer *b;
	enum status st = SN_OK;

	for (; t->told < t->nanswer && st == SN_OK; t->told++) {
		b = &t->answer[t->told];
		if (time != NULL && strcmp(b->at, time) >= 0)
			break;
		if (t->ndjson)
			st = put_answer(t, b, w);
		else
			show_answer(t, b);
	}
	return st;
}

static enum status
one_letter(const struct letter *l, void *arg, struct why *w)
{
	struct thread *t = arg;
	struct letter whole;
	enum status st;

	if ((st = answers_until(t, l->came_at, w)) != SN_OK ||
	    (st = letter_get(&whole, t->store, l->id, t->arena,
	    w)) != SN_OK)
		return st;
	return t->ndjson ? put_letter(t, &whole, w) :
	    show_letter(t, &whole, w);
}

static enum status
show_thread(struct cmd *c, struct store *s, const struct letter *l,
    struct why *w)
{
	struct letter_filter f = { .thread = l->thread };
	struct thread t = { .cmd = c, .store = s, .arena = &c->arena,
	    .ndjson = c->output == OUT_NDJSON || c->output == OUT_JSON };
	enum status st;

	if ((st = letter_answers(&t.answer, &t.nanswer, s, l->thread,
	    t.arena, w)) != SN_OK ||
	    (st = letter_each(s, &f, one_letter, &t, w)) != SN_OK)
		return st;
	return answers_until(&t, NULL, w);
}

static enum status
bytes_of(struct cmd *c, struct store *s, const struct letter *l,
    const char *dir, struct why *w)
{
	struct str bytes = STR_INIT;
	enum status st;
	size_t n = 0;

	(void)c;
	st = letter_bytes(&bytes, s, l->id, w);
	if (st == SN_OK && bytes.len == 0)
		st = fail(w, SN_CONFLICT, _("%" PRId64 ": its bytes are not "
		    "here"), l->id);
	else if (st == SN_OK && dir == NULL)
		fwrite(bytes.p, 1, bytes.len, stdout);
	else if (st == SN_OK && (st = inbox_save(&n, dir, l->id, bytes.p,
	    bytes.len, w)) == SN_OK)
		warnx(_("%zu attachments in %s"), n, dir);
	str_free(&bytes);
	return st;
}

int
inbox_show(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("show a letter with its thread"),
		.synopsis = "[-H dir] [--raw | --save dir | --json] letter",
		.example = "sn-inbox show 12",
		.options = options,
		.records = true,
	};
	const char *dir = NULL;
	struct why w = { "" };
	struct letter l;
	enum status st;
	struct store *s;
	bool raw = false;
	int64_t id;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_RAW)
			raw = true;
		else
			dir = optarg;
	if (optind + 1 != cmd.argc || (raw && dir != NULL))
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	if ((st = inbox_number(&id, cmd.argv[optind], &w)) == SN_OK) {
		s = cmd_store(&cmd, STORE_READ);
		if ((st = letter_get(&l, s, id, &cmd.arena, &w)) == SN_OK)
			st = raw || dir != NULL ?
			    bytes_of(&cmd, s, &l, dir, &w) :
			    show_thread(&cmd, s, &l, &w);
		store_close(s);
	}
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
