/*
 * sn-blacklist - whom not to sell to, or only with care
 *
 * Puts mails, names, phones and addresses on the list, takes them off, and
 * shows them.  See sn-blacklist(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/blacks.h"

enum { OPT_REJECTS = 0x100 };

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ NULL, 0, NULL, 0 }
};

struct wish {
	const char	*reason, *rejects;
	struct tally	 tally;
};

static enum status
put(struct cmd *c, struct blacks *bs, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(c, STORE_WRITE);
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) == SN_OK &&
	    (st = blacks_put(bs, s, c, &wish->tally, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	store_close(s);
	if (st != SN_OK)
		return st;
	warnx(_("%lu new, %lu changed, %lu unchanged, %lu refused"), bs->fresh,
	    bs->changed, bs->same, wish->tally.refused);
	return tally_end(&wish->tally);
}

static enum status
add(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct blacks bs;
	enum status st;

	if (wish->reason == NULL)
		return fail(w, SN_USAGE, "%s",
		    _("an entry needs a reason: -r REASON"));
	if ((st = blacks_take(&bs, c, operand, wish->reason, w)) != SN_OK)
		return st;
	return put(c, &bs, wish, w);
}

static enum status
import(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct blacks bs;
	enum status st;

	if ((st = sheet_rejects_free(wish->rejects, w)) != SN_OK ||
	    (st = blacks_read(&bs, c, operand[0], &wish->tally, w)) != SN_OK)
		return st;
	st = put(c, &bs, wish, w);
	if (!status_stops(st) && wish->rejects != NULL && !c->dry &&
	    sheet_rejects(&bs.sheet, wish->rejects, w) != SN_OK)
		return SN_IO;
	return st;
}

static enum status
drop(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct store *s;
	struct blacks bs;
	enum status st;
	size_t i;

	if ((st = blacks_take(&bs, c, operand, NULL, w)) != SN_OK)
		return st;
	s = cmd_store(c, STORE_WRITE);
	st = cmd_begin(c, s, wish->reason, w);
	for (i = 0; i < bs.n && !status_stops(st); i++) {
		if ((st = black_drop(s, &bs.entry[i], w)) == SN_OK)
			wish->tally.done++;
		else if (!status_stops(st)) {
			warnx("%s", w->text);
			wish->tally.refused++;
		}
	}
	if (!status_stops(st))
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	store_close(s);
	return st != SN_OK ? st : tally_end(&wish->tally);
}

static enum status
list(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	enum status st = blacks_show(c, s, w);

	(void)wish;
	(void)operand;
	store_close(s);
	return st;
}

static const struct {
	const char	*name;
	int		 least, most;	/* operands */
	enum status	(*run)(struct cmd *, struct wish *, char *[],
			    struct why *);
} verbs[] = {
	{ "add", 1, 1000000, add },
	{ "remove", 1, 1000000, drop },
	{ "list", 0, 0, list },
	{ "import", 1, 1, import },
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("whom not to sell to, or only with care"),
		.synopsis = "add [-nv] [-H dir] -r reason kind=value ...\n"
		    "       sn-blacklist remove [-nv] [-H dir] [-r reason] "
		    "kind=value ...\n"
		    "       sn-blacklist list [-H dir] [--csv | --tsv | --json | "
		    "--ndjson]\n"
		    "       sn-blacklist import [-nv] [-H dir] "
		    "[--rejects file] file",
		.example = "sn-blacklist add -r '受取拒否' phone=03-0000-1111",
		.options = options,
		.writes = true, .records = true,
	};
	struct wish wish = { .reason = NULL };
	enum status st;
	struct why w = { "" };
	size_t i;
	int ch, n;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1) {
		if (ch == 'r')
			wish.reason = optarg;
		else
			wish.rejects = optarg;
	}
	if (optind == argc)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	n = argc - optind - 1;
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, argv[optind]) != 0)
			continue;
		if (n < verbs[i].least || n > verbs[i].most)
			cmd_usage(&cmd);
		st = verbs[i].run(&cmd, &wish, argv + optind + 1, &w);
		if (st != SN_OK && wish.tally.refused == 0)
			warnx("%s", w.text);
		return cmd_end(&cmd, st);
	}
	errx(status_exit(SN_USAGE), _("%s: add, remove, list or import was "
	    "expected"), argv[optind]);
}
