/*
 * sn-tag - tags of shipments
 *
 * Puts tags on shipments or takes them off, renames a tag everywhere, or
 * lists which there are.  See sn-tag(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/tags.h"
#include "store/named.h"

enum { OPT_TAG = 0x100 };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "tag", required_argument, NULL, OPT_TAG },
	{ NULL, 0, NULL, 0 }
};

/* The operands before the first that names shipments are tags. */
static void
take_tags(struct tags *wish, struct cmd *c)
{
	struct named name;

	for (; optind < c->argc; optind++) {
		if (strcmp(c->argv[optind], "-") == 0 ||
		    named_parse(&name, c->argv[optind], &c->arena))
			break;
		tags_take(wish, c, c->argv[optind]);
	}
	if (wish->n == 0)
		cmd_usage(c);
}

static enum status
change(struct cmd *c, struct tags *wish, bool put, struct why *w)
{
	struct tally tally = { 0, 0 };
	enum status st = SN_OK;
	struct store *s;
	struct ids ids;

	take_tags(wish, c);
	s = cmd_store(c, STORE_WRITE);
	cmd_select(&ids, c, s, &tally);
	if (ids.n > 0)
		st = put ? tags_put(c, s, &ids, wish, w) :
		    tags_drop(c, s, &ids, wish, w);
	store_close(s);
	tally.done = ids.n;
	return st != SN_OK ? st : tally_end(&tally);
}

static enum status
add(struct cmd *c, struct tags *wish, struct why *w)
{
	return change(c, wish, true, w);
}

static enum status
drop(struct cmd *c, struct tags *wish, struct why *w)
{
	return change(c, wish, false, w);
}

static enum status
rename_all(struct cmd *c, struct tags *wish, struct why *w)
{
	struct store *s;
	enum status st;

	while (optind < c->argc)
		tags_take(wish, c, c->argv[optind++]);
	if (wish->n != 2 || c->query != NULL)
		cmd_usage(c);
	s = cmd_store(c, STORE_WRITE);
	st = tags_rename(c, s, wish, w);
	store_close(s);
	return st;
}

static enum status
list(struct cmd *c, struct tags *wish, struct why *w)
{
	struct store *s;
	enum status st;

	if (optind < c->argc || wish->n > 0 || c->query != NULL)
		cmd_usage(c);
	s = cmd_store(c, STORE_READ);
	st = tags_list(c, s, w);
	store_close(s);
	return st;
}

static const struct {
	const char	*name;
	enum status	(*run)(struct cmd *, struct tags *, struct why *);
} verbs[] = {
	{ "add", add }, { "remove", drop }, { "rename", rename_all },
	{ "list", list },
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("tags of shipments"),
		.synopsis = "add | remove [-nv] [-H dir] [-r reason] "
		    "[--tag tag] [tag ...] -q query | shipment ... | -\n"
		    "       sn-tag rename [-nv] [-H dir] [-r reason] "
		    "old new\n"
		    "       sn-tag list [-H dir]",
		.example = "sn-tag add 要確認 1041 1042",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct tags wish = { .n = 0 };
	struct why w = { "" };
	enum status st;
	size_t i;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == 'r')
			wish.reason = optarg;
		else
			tags_take(&wish, &cmd, optarg);
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
	errx(status_exit(SN_USAGE), _("%s: add, remove, rename or list was "
	    "expected"), argv[optind]);
}
