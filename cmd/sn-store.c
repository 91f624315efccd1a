/*
 * sn-store - look after the store
 *
 * Checks the store, copies it while others work, brings a copy back, makes
 * a shop directory to rehearse in, and tells what the store holds.  See
 * sn-store(1).
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/census.h"
#include "cli/ndjson.h"
#include "cli/rehearsal.h"
#include "store/admin.h"

enum { OPT_JSON = 0x100, OPT_FULL };

static const struct option options[] = {
	{ "json", no_argument, NULL, OPT_JSON },
	{ "full", no_argument, NULL, OPT_FULL },
	{ NULL, 0, NULL, 0 }
};

struct wish {
	bool		 json, full;
	const char	*file;		/* NULL: the verb takes none */
	size_t		 problems;
};

static enum status
put_problem(const char *text, void *arg, struct why *w)
{
	struct wish *wish = arg;

	wish->problems++;
	if (wish->json)
		return ndjson_put_new(stdout, json_pack("{s:s}", "problem",
		    text), w);
	puts(text);
	return SN_OK;
}

static enum status
check(struct cmd *cmd, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(cmd, STORE_READ);
	enum status st = store_check(s, wish->full, put_problem, wish, w);

	store_close(s);
	if (st == SN_OK && wish->problems > 0)
		return fail(w, SN_SOME, _("problems: %zu; back up what "
		    "is there, then look at each"), wish->problems);
	if (st == SN_OK && !wish->json)
		puts(_("the store is whole"));
	return st;
}

static enum status
backup(struct cmd *cmd, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(cmd, STORE_READ);
	enum status st = store_copy(s, wish->file, w);

	store_close(s);
	return st;
}

/* The restored store's first run, before anybody else sees it. */
static enum status
first_run(struct cmd *cmd, const char *path, int64_t *unknown, struct why *w)
{
	struct store *s;
	enum status st;

	if ((st = store_open(&s, path, STORE_WRITE, w)) != SN_OK)
		return st;
	if ((st = cmd_begin(cmd, s, NULL, w)) == SN_OK &&
	    (st = store_restored(unknown, s, w)) == SN_OK)
		st = cmd_commit(cmd, s, w);
	store_close(s);
	return st;
}

static enum status
restore(struct cmd *cmd, struct wish *wish, struct why *w)
{
	const char *path = cmd_path(cmd, "store.db");
	const char *tmp = cmd_path(cmd, "store.db.restoring");
	int64_t unknown;
	enum status st;

	if ((st = store_vacant(path, w)) != SN_OK ||
	    (st = store_restore(tmp, wish->file, w)) != SN_OK ||
	    (st = first_run(cmd, tmp, &unknown, w)) != SN_OK ||
	    (st = store_install(path, tmp, w)) != SN_OK)
		return st;
	if (unknown > 0)
		warnx(_("effects that were unsent when the copy was made, "
		    "and are unknown now: %" PRId64), unknown);
	return SN_OK;
}

static enum status
copy(struct cmd *cmd, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(cmd, STORE_READ);
	enum status st = rehearsal_make(cmd, s, wish->file, w);

	store_close(s);
	return st;
}

static enum status
info(struct cmd *cmd, struct wish *wish, struct why *w)
{
	struct store *s = cmd_store(cmd, STORE_READ);
	enum status st = census_put(cmd, s, wish->json, w);

	store_close(s);
	return st;
}

static const struct verb {
	const char	*name;
	bool		 file;		/* takes a file */
	enum status	(*run)(struct cmd *, struct wish *, struct why *);
} verbs[] = {
	{ "check", false, check },
	{ "backup", true, backup },
	{ "restore", true, restore },
	{ "copy", true, copy },
	{ "info", false, info },
	{ NULL, false, NULL }
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("look after the store"),
		.synopsis = "[-H dir] [--json] check [--full] | "
		    "backup file | restore file | copy dir | info",
		.example = "sn-store backup /backup/shop-monday.db",
		.options = options,
	};
	struct wish wish = { .file = NULL };
	const struct verb *v;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_JSON)
			wish.json = true;
		else
			wish.full = true;
	for (v = verbs; v->name != NULL; v++)
		if (optind < argc && strcmp(argv[optind], v->name) == 0)
			break;
	if (v->name == NULL || argc - optind != 1 + v->file)
		cmd_usage(&cmd);
	wish.file = argv[optind + 1];
	if ((st = v->run(&cmd, &wish, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
