/*
 * sn-note - memos of staff on orders
 *
 * Writes a note to the orders of shipments, shows those that are there, or
 * removes some.  See sn-note(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/notes.h"

enum { OPT_FROM = 0x100 };

static const struct option options[] = {
	{ "from", required_argument, NULL, OPT_FROM },
	{ "reason", required_argument, NULL, 'r' },
	{ NULL, 0, NULL, 0 }
};

static enum status
add(struct cmd *c, struct notes *wish, struct why *w)
{
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	struct ids ids;

	if (wish->from == NULL) {
		if (optind == c->argc)
			cmd_usage(c);
		wish->text = c->argv[optind++];
	} else if (strcmp(wish->from, "-") == 0 && optind < c->argc &&
	    strcmp(c->argv[optind], "-") == 0)
		cmd_usage(c);	/* it cannot be read twice */
	if ((st = notes_text(wish, c, w)) != SN_OK)
		return st;
	s = cmd_store(c, STORE_WRITE);
	cmd_select(&ids, c, s, &tally);
	if (ids.n > 0)
		st = notes_add(c, s, &ids, wish, w);
	store_close(s);
	tally.done = ids.n;
	return st != SN_OK ? st : tally_end(&tally);
}

static enum status
list(struct cmd *c, struct notes *wish, struct why *w)
{
	struct tally tally = { 0, 0 };
	struct store *s;
	struct ids ids;
	enum status st;

	if (wish->from != NULL)
		cmd_usage(c);
	s = cmd_store(c, STORE_READ);
	cmd_select(&ids, c, s, &tally);
	st = notes_list(c, s, &ids, w);
	store_close(s);
	tally.done = ids.n;
	return st != SN_OK ? st : tally_end(&tally);
}

static enum status
drop(struct cmd *c, struct notes *wish, struct why *w)
{
	struct tally tally = { 0, 0 };
	struct store *s;
	enum status st;

	if (wish->from != NULL || c->query != NULL || optind == c->argc)
		cmd_usage(c);
	s = cmd_store(c, STORE_WRITE);
	st = notes_remove(c, s, wish, c->argv + optind, &tally, w);
	store_close(s);
	return st != SN_OK ? st : tally_end(&tally);
}

static const struct {
	const char	*name;
	enum status	(*run)(struct cmd *, struct notes *, struct why *);
} verbs[] = { { "add", add }, { "list", list }, { "remove", drop } };

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("memos of staff on orders"),
		.synopsis = "add [-nv] [-H dir] [-r reason] "
		    "text | --from file -q query | shipment ... | -\n"
		    "       sn-note list [-H dir] -q query | "
		    "shipment ... | -\n"
		    "       sn-note remove [-n] [-H dir] [-r reason] "
		    "note ...",
		.example = "sn-note add '電話済み、明日また' 1041",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct notes wish = { .text = NULL };
	struct why w = { "" };
	enum status st;
	size_t i;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'r')
			wish.reason = optarg;
		else
			wish.from = optarg;
	if (optind == argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, argv[optind]) != 0)
			continue;
		optind++;
		st = verbs[i].run(&cmd, &wish, &w);
		if (w.text[0] != '\0')
			warnx("%s", w.text);
		return cmd_end(&cmd, st);
	}
	errx(status_exit(SN_USAGE), _("%s: add, list or remove was expected"),
	    argv[optind]);
}
