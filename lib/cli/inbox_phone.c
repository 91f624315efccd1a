/*
 * sn-inbox phone - a call, written down as a letter
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/inbox.h"
#include "data/digest.h"
#include "store/history.h"
#include "text/utf8.h"

enum { OPT_FROM = 0x100, OPT_NAME, OPT_CLOSED };

static const struct option options[] = {
	{ "closed", no_argument, NULL, OPT_CLOSED },
	{ "from", required_argument, NULL, OPT_FROM },
	{ "name", required_argument, NULL, OPT_NAME },
	{ NULL, 0, NULL, 0 }
};

/* A call on its way in. */
struct call {
	const char	*text, *file, *name, *order;
	bool		 closed;	/* it was settled at once */
};

/* The first line stands for the subject. */
static enum status
put(struct letter_news *out, struct cmd *c, struct store *s,
    const struct call *call, struct why *w)
{
	struct letter *l = &out->letter;
	struct digest sum;
	struct stamp now;
	enum status st;
	bool fresh;

	if ((st = clock_now(&now, w)) != SN_OK)
		return st;
	/* the same words may be said twice: each call is its own */
	digest_bytes(&sum, call->text, strlen(call->text));
	*l = (struct letter){
		.inbox = "-", .kind = "phone", .by_name = call->name,
		.subject = arena_strndup(&c->arena, call->text,
		    strcspn(call->text, "\n")),
		.body = call->text, .at = now.text, .orders = NUM_NULL,
		.sha256 = arena_printf(&c->arena, "%s %" PRId64, sum.text,
		    store_op(s)),
	};
	if (call->order != NULL) {
		if ((st = history_find(&l->orders, s, call->order,
		    w)) != SN_OK)
			return st;
		l->matched = "hand";
	}
	if ((st = letter_put(&fresh, s, out, w)) != SN_OK || !call->closed)
		return st;
	return letter_turn(s, l->id, "closed", cmd_who(&c->arena), w);
}

static enum status
phone(struct cmd *c, struct store *s, const struct call *call, struct why *w)
{
	struct letter_filter of = { .thread = 0 };
	struct letter_news one = { .bytes = NULL };
	enum status st;

	if ((st = cmd_begin(c, s, NULL, w)) == SN_OK &&
	    (st = put(&one, c, s, call, w)) == SN_OK) {
		of.thread = one.letter.thread;
		if ((st = inbox_table(c, s, &of, c->spool, w)) == SN_OK)
			st = cmd_commit(c, s, w);
	}
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

int
inbox_phone(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("write down a call"),
		.synopsis = "[-n] [-H dir] [--name name] [--closed] "
		    "text | --from file\n"
		    "       [shipment | shop:number | order=N]",
		.example = "sn-inbox phone --name 山田様 "
		    "'いつ届くか、折り返し' rakuten-main:1002",
		.options = options,
		.writes = true, .records = true,
	};
	struct call call = { .text = NULL };
	enum status st = SN_OK;
	struct why w = { "" };
	struct store *s;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_CLOSED)
			call.closed = true;
		else if (ch == OPT_FROM)
			call.file = optarg;
		else
			call.name = optarg;
	if (call.file == NULL && optind < cmd.argc)
		call.text = cmd.argv[optind++];
	if ((call.text == NULL && call.file == NULL) || optind + 1 < cmd.argc)
		cmd_usage(&cmd);
	call.order = optind < cmd.argc ? cmd.argv[optind] : NULL;
	(void)cmd_conf(&cmd);
	if (call.file != NULL)
		st = inbox_text(&call.text, call.file, &cmd.arena, &w);
	else if (call.text[strspn(call.text, " \t\n")] == '\0' ||
	    !utf8_valid(call.text, strlen(call.text)))
		st = fail(&w, SN_USAGE, "%s", _("the text is empty, or not "
		    "UTF-8"));
	if (st == SN_OK) {
		s = cmd_store(&cmd, STORE_WRITE);
		st = phone(&cmd, s, &call, &w);
		store_close(s);
	}
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
