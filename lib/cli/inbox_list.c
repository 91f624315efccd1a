/*
 * sn-inbox list - letters, and what all verbs share
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/language.h"
#include "cli/output.h"
#include "text/date.h"
#include "text/number.h"
#include "text/utf8.h"

enum { OPT_INBOX = 0x100, OPT_SHOP, OPT_STATE };

enum { TEXT_MAX = 64 << 10 };	/* bytes that a person writes */

static const struct option options[] = {
	{ "inbox", required_argument, NULL, OPT_INBOX },
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ "state", required_argument, NULL, OPT_STATE },
	{ NULL, 0, NULL, 0 }
};

enum status
inbox_number(int64_t *out, const char *text, struct why *w)
{
	if (number_parse(out, text) != SN_OK || *out < 1)
		return fail(w, SN_USAGE, _("%s: not the number of a letter"),
		    text);
	return SN_OK;
}

enum status
inbox_text(const char **out, const char *path, struct arena *a,
    struct why *w)
{
	struct str s = STR_INIT, clean = STR_INIT;
	enum status st;
	const char *p;

	if ((st = file_read(&s, path, TEXT_MAX, w)) == SN_OK &&
	    (!utf8_valid(str_text(&s), s.len) ||
	    strlen(str_text(&s)) < s.len))
		st = fail(w, SN_USAGE, _("%s: not UTF-8 text"), path);
	for (p = str_text(&s); st == SN_OK && *p != '\0'; p++)
		if (*p != '\r')
			str_putc(&clean, *p);
	while (clean.len > 0 && strchr(" \n", clean.p[clean.len - 1]) != NULL)
		clean.p[--clean.len] = '\0';
	p = str_text(&clean);
	if (st == SN_OK && p[strspn(p, " \t\n")] == '\0')
		st = fail(w, SN_USAGE, _("%s: the text is empty"), path);
	str_putc(&clean, '\n');
	*out = arena_strdup(a, str_text(&clean));
	str_free(&s);
	str_free(&clean);
	return st == SN_NOTFOUND ? SN_USAGE : st;
}

const char *
inbox_word(const char *code)
{
	static const struct word list[] = {
		{ "open", "未対応" }, { "waiting", "返信待ち" },
		{ "closed", "対応済み" }, { "inquiry", "問い合わせ" },
		{ "phone", "電話" }, { "bounce", "不達" },
		{ "automatic", "自動返信" }, { "answer", "返信" },
		{ "number", "注文番号" }, { "mail", "アドレス" },
		{ "hand", "手作業" }, { NULL, NULL }
	};
	const struct word *one;

	if (!language_japanese() || code == NULL)
		return code;
	for (one = list; one->slug != NULL; one++)
		if (strcmp(one->slug, code) == 0)
			return one->ja;
	return code;
}

/* A list on its way out. */
struct list {
	struct cmd	*cmd;
	struct report	*report;
	char		 today[DATE_SIZE];
};

static const char *
statuses(struct list *o, const char *slugs)
{
	struct arena *a = &o->cmd->arena;
	char *rest, *one;
	const char *out = "";

	if (slugs == NULL || !language_japanese() || o->cmd->conf == NULL)
		return slugs;
	rest = arena_strdup(a, slugs);
	while ((one = strsep(&rest, ",")) != NULL)
		out = arena_printf(a, "%s%s%s", out, *out != '\0' ? "," : "",
		    conf_status_title(o->cmd->conf, one));
	return out;
}

static enum status
put(const struct letter *l, void *arg, struct why *w)
{
	struct list *o = arg;
	struct report *r = o->report;
	struct arena *a = &o->cmd->arena;
	const char *at = l->at != NULL ? l->at : l->came_at;

	(void)w;
	report_cell(r, arena_printf(a, "%" PRId64, l->id));
	report_cell(r, inbox_word(l->state));
	report_num(r, date_diff(arena_strndup(a, l->came_at, 10), o->today));
	report_cell(r, inbox_word(l->kind));
	report_cell(r, at);
	report_cell(r, l->order);
	report_cell(r, statuses(o, l->statuses));
	report_cell(r, l->by_name != NULL ? l->by_name : l->by_mail);
	report_cell(r, l->subject != NULL ? l->subject : l->cause);
	report_cell(r, l->who);
	return SN_OK;
}

enum status
inbox_table(struct cmd *c, struct store *s, const struct letter_filter *f,
    FILE *out, struct why *w)
{
	const struct report_column column[] = {
		{ "letter", _("no."), false },
		{ "state", _("state"), false },
		{ "days", _("days"), true },
		{ "kind", _("kind"), false },
		{ "at", _("at"), false },
		{ "order", _("order"), false },
		{ "status", _("status"), false },
		{ "from", _("sender"), false },
		{ "subject", _("subject"), false },
		{ "who", _("who"), false },
	};
	struct list o = { .cmd = c };
	enum status st;

	if ((st = clock_today(o.today, w)) != SN_OK)
		return st;
	o.report = report_new(c, column, sizeof(column) / sizeof(column[0]));
	if ((st = letter_each(s, f, put, &o, w)) != SN_OK) {
		report_drop(o.report);
		return st;
	}
	return report_end(o.report, out, w);
}

/* "open,waiting" as letter_each() takes it; "all" is NULL. */
static enum status
states(const char **out, struct cmd *c, const char *text, struct why *w)
{
	const struct word *state;
	const char *all = " ";
	char *rest, *one;

	*out = NULL;
	if (strcmp(text, "all") == 0)
		return SN_OK;
	rest = arena_strdup(&c->arena, text);
	while ((one = strsep(&rest, ",")) != NULL) {
		if ((state = word_find(words_inquiry, one)) == NULL)
			return fail(w, SN_USAGE, _("%s: no state of letters: "
			    "open, waiting, closed, all"), one);
		all = arena_printf(&c->arena, "%s%s ", all,
		    state->slug);
	}
	*out = all;
	return SN_OK;
}

int
inbox_list(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("list letters, the open ones first"),
		.synopsis = "[-H dir] [--state state,...] [--inbox inbox] "
		    "[--shop shop]\n"
		    "       [-q query | shipment ... | -]",
		.example = "sn-inbox list --shop rakuten-main",
		.options = options,
		.selects = true, .records = true,
	};
	struct letter_filter f = { .states = " open waiting " };
	struct tally tally = { 0, 0 };
	const char *state = NULL;
	struct why w = { "" };
	struct ids ids = { NULL, 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_INBOX)
			f.inbox = optarg;
		else if (ch == OPT_SHOP)
			f.shop = optarg;
		else
			state = optarg;
	(void)cmd_conf(&cmd);
	if (state != NULL)
		st = states(&f.states, &cmd, state, &w);
	if (st == SN_OK) {
		s = cmd_store(&cmd, STORE_READ);
		if (cmd.query != NULL || optind < cmd.argc) {
			cmd_select(&ids, &cmd, s, &tally);
			f.shipment = ids.id != NULL ? ids.id :
			    &(int64_t){ 0 };
			f.nshipment = ids.n;
			tally.done = ids.n;
		}
		st = inbox_table(&cmd, s, &f, stdout, &w);
		store_close(s);
	}
	if (w.text[0] != '\0')
		warnx("%s", w.text);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
