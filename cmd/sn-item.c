/*
 * sn-item - what is known of the goods
 *
 * Imports a table of items, finds some, or shows them with what each shop
 * calls them.  See sn-item(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/items.h"
#include "cli/ndjson.h"

enum { OPT_CLEAR = 0x100, OPT_REJECTS, OPT_SHOP };

static const struct option options[] = {
	{ "clear-empty", no_argument, NULL, OPT_CLEAR },
	{ "rejects", required_argument, NULL, OPT_REJECTS },
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ NULL, 0, NULL, 0 }
};

struct wish {
	const char	*rejects, *shop;
	bool		 clear;
	struct tally	 tally;
};

static enum status
summary(struct cmd *c, const struct items *it, const struct tally *t,
    struct why *w)
{
	warnx(_("%zu rows: %lu new, %lu changed, %lu unchanged, %lu refused"),
	    it->n, it->fresh, it->changed, it->same, t->refused);
	if (c->output == OUT_AUTO)
		return SN_OK;
	return ndjson_put_new(c->spool, json_pack("{s:I, s:I, s:I, s:I, s:I}",
	    "rows", (json_int_t)it->n, "new", (json_int_t)it->fresh,
	    "changed", (json_int_t)it->changed, "unchanged",
	    (json_int_t)it->same, "refused", (json_int_t)t->refused), w);
}

static enum status
import(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct store *s = cmd_store(c, STORE_WRITE);
	struct items it;
	enum status st;

	if ((st = sheet_rejects_free(wish->rejects, w)) == SN_OK &&
	    (st = items_read(&it, c, operand[0], wish->clear, &wish->tally,
	    w)) == SN_OK &&
	    (st = cmd_begin(c, s, NULL, w)) == SN_OK &&
	    (st = items_put(&it, s, c, &wish->tally, w)) == SN_OK &&
	    (st = summary(c, &it, &wish->tally, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK && wish->rejects != NULL && !c->dry)
		st = sheet_rejects(&it.sheet, wish->rejects, w);
	store_close(s);
	return st != SN_OK ? st : tally_end(&wish->tally);
}

static enum status
find(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	struct item **item;
	enum status st;
	size_t n;

	(void)wish;
	if ((st = item_find(&item, &n, s, operand[0] != NULL ? operand[0] :
	    "", &c->arena, w)) == SN_OK)
		st = items_show(c, s, item, n, w);
	store_close(s);
	return st;
}

static enum status
show(struct cmd *c, struct wish *wish, char *operand[], struct why *w)
{
	struct store *s = cmd_store(c, STORE_READ);
	const char *shop = wish->shop != NULL ? wish->shop : "";
	struct item **item = NULL;
	size_t n = 0, cap = 0;
	enum status st;

	for (; *operand != NULL; operand++) {
		item = arena_grow(&c->arena, item, n, &cap, sizeof(*item));
		item[n] = arena_alloc(&c->arena, sizeof(**item));
		st = item_lookup(item[n], s, shop, *operand, &c->arena, w);
		if (status_stops(st))
			goto out;
		if (st == SN_OK)
			n++;
		else {
			warnx("%s", w->text);
			wish->tally.refused++;
		}
	}
	wish->tally.done = n;
	if ((st = items_show(c, s, item, n, w)) == SN_OK)
		st = tally_end(&wish->tally);
out:
	store_close(s);
	return st;
}

static const struct {
	const char	*name;
	int		 least, most;	/* operands */
	enum status	(*run)(struct cmd *, struct wish *, char *[],
			    struct why *);
} verbs[] = {
	{ "import", 1, 1, import },
	{ "find", 0, 1, find },
	{ "show", 1, 1000000, show },
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("what is known of the goods"),
		.synopsis = "import [-nv] [-H dir] [--clear-empty] "
		    "[--rejects file] [--json] file\n"
		    "       sn-item find [-H dir] [text]\n"
		    "       sn-item show [-H dir] [--shop shop] code ...",
		.example = "sn-item import items.csv",
		.options = options,
		.writes = true, .records = true,
	};
	struct wish wish = { .clear = false };
	enum status st;
	struct why w = { "" };
	size_t i;
	int ch, n;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		switch (ch) {
		case OPT_CLEAR:
			wish.clear = true;
			break;
		case OPT_REJECTS:
			wish.rejects = optarg;
			break;
		case OPT_SHOP:
			wish.shop = optarg;
			break;
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
		if (st != SN_OK && st != SN_SOME && (st != SN_INVALID ||
		    wish.tally.refused == 0))
			warnx("%s", w.text);
		return cmd_end(&cmd, st);
	}
	errx(status_exit(SN_USAGE), _("%s: import, find or show was expected"),
	    argv[optind]);
}
