/*
 * sn-postal - postal codes and addresses
 *
 * Loads Japan Post's data and lists of islands, shows what codes mean, and
 * looks over the addresses of shipments.  See sn-postal(1).
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/postals.h"
#include "http/http.h"

enum { OPT_CHANGES = 0x100, OPT_DATE, OPT_EXIT_CODE, OPT_ISLANDS, OPT_URL };

static const struct option options[] = {
	{ "changes", no_argument, NULL, OPT_CHANGES },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "exit-code", no_argument, NULL, OPT_EXIT_CODE },
	{ "islands", required_argument, NULL, OPT_ISLANDS },
	{ "url", required_argument, NULL, OPT_URL },
	{ NULL, 0, NULL, 0 }
};

/* Where Japan Post has its files, and what they are called there. */
static const char japan_post[] = "https://www.post.japanpost.jp/zipcode/dl";
static const char *const downloads[] = {
	"kogaki/zip/ken_all.zip", "jigyosyo/zip/jigyosyo.zip"
};
enum {
	DOWNLOADS = sizeof(downloads) / sizeof(downloads[0]),
	DOWNLOAD_MAX = 32 << 20		/* bytes; each has 2 MB */
};

struct wish {
	const char	*url;
	bool		 exit_code;
	struct postals	 postals;
	struct tally	 tally;
};

static enum status
fetch(struct wish *wish, struct cmd *c, struct why *w)
{
	enum status st = SN_OK;
	struct postals_file *f;
	size_t i;

	for (i = 0; i < DOWNLOADS && st == SN_OK; i++) {
		f = &wish->postals.file[wish->postals.n++];
		f->source = arena_printf(&c->arena, "%s/%s", wish->url,
		    downloads[i]);
		st = http_get(&f->bytes, f->source, DOWNLOAD_MAX, w);
	}
	return st;
}

/* All is read before the store is locked. */
static enum status
update(struct cmd *c, struct store *s, struct wish *wish, char *operand[],
    struct why *w)
{
	struct postals *p = &wish->postals;
	enum status st;

	st = *operand != NULL ? postals_open(p, operand, w) :
	    p->islands == NULL ? fetch(wish, c, w) : SN_OK;
	if (st == SN_OK)
		st = postals_update(p, c, s, w);
	postals_close(p);
	return st;
}

static enum status
show(struct cmd *c, struct store *s, struct wish *wish, char *operand[],
    struct why *w)
{
	enum status st;

	if (*operand == NULL)
		return postals_loads(c, s, w);
	st = postals_show(c, s, operand, &wish->tally, w);
	return st != SN_OK ? st : tally_end(&wish->tally);
}

static enum status
find(struct cmd *c, struct store *s, struct wish *wish, char *operand[],
    struct why *w)
{
	(void)wish;
	return postals_find(c, s, *operand, w);
}

static enum status
check(struct cmd *c, struct store *s, struct wish *wish, char *operand[],
    struct why *w)
{
	enum status st;
	size_t found;

	(void)operand;
	optind++;	/* the verb is no shipment */
	if ((st = postals_check(&found, c, s, &wish->tally, w)) != SN_OK ||
	    (st = tally_end(&wish->tally)) != SN_OK)
		return st;
	return found > 0 && wish->exit_code ? SN_SOME : SN_OK;
}

static enum status
islands(struct cmd *c, struct store *s, struct wish *wish, char *operand[],
    struct why *w)
{
	(void)wish;
	(void)operand;
	return postals_list_islands(c, s, w);
}

static const struct verb {
	const char	*name;
	int		 least, most;	/* operands */
	enum store_mode	 mode;
	enum status	(*run)(struct cmd *, struct store *, struct wish *,
			    char *[], struct why *);
} verbs[] = {
	{ "update", 0, 1000000, STORE_WRITE, update },
	{ "show", 0, 1000000, STORE_READ, show },
	{ "find", 1, 1, STORE_READ, find },
	{ "check", 0, 1000000, STORE_READ, check },
	{ "islands", 0, 0, STORE_READ, islands },
	{ NULL, 0, 0, STORE_READ, NULL }
};

static void
options_of(struct wish *wish, struct cmd *c, int argc, char *argv[])
{
	int ch;

	while ((ch = cmd_getopt(c, argc, argv)) != -1)
		switch (ch) {
		case OPT_CHANGES:
			wish->postals.changes = true;
			break;
		case OPT_DATE:
			wish->postals.date = cmd_day(c, optarg);
			break;
		case OPT_EXIT_CODE:
			wish->exit_code = true;
			break;
		case OPT_ISLANDS:
			wish->postals.islands = optarg;
			break;
		case OPT_URL:
			wish->url = optarg;
			break;
		}
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("postal codes and addresses"),
		.synopsis = "update [-nv] [-H dir] [--changes] [--date date] "
		    "[--islands list]\n"
		    "                 [--url url] [--yes] [file ...]\n"
		    "       sn-postal show [-H dir] [code ...]\n"
		    "       sn-postal find [-H dir] address\n"
		    "       sn-postal check [-v] [-H dir] [--exit-code] "
		    "-q query | shipment ... | -\n"
		    "       sn-postal islands [-H dir]",
		.example = "sn-postal update ken_all.zip jigyosyo.zip",
		.options = options,
		.writes = true, .selects = true, .records = true,
	};
	struct wish wish = { .url = japan_post };
	const struct verb *v = verbs;
	struct why w = { "" };
	struct store *s;
	enum status st;
	int n;

	options_of(&wish, &cmd, argc, argv);
	if ((n = argc - optind - 1) < 0)
		cmd_usage(&cmd);
	while (v->name != NULL && strcmp(v->name, argv[optind]) != 0)
		v++;
	if (v->name == NULL)
		errx(status_exit(SN_USAGE), _("%s: update, show, find, check "
		    "or islands was expected"), argv[optind]);
	if (n < v->least || n > v->most)
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	s = cmd_store(&cmd, v->mode);
	st = v->run(&cmd, s, &wish, argv + optind + 1, &w);
	if (st > SN_SOME && wish.tally.refused == 0)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st);
}
