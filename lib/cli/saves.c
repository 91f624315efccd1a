#include <err.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/saves.h"
#include "store/saved.h"

/* Save or forget, in a run of its own. */
static enum status
change(struct cmd *c, struct store *s, const struct saves *wish,
    const char *query, struct why *w)
{
	const struct conf *conf = cmd_conf(c);
	enum status st;

	if ((st = cmd_begin(c, s, NULL, w)) == SN_OK &&
	    (st = wish->save != NULL ? saved_put(s, conf, wish->save, query,
	    w) : saved_drop(s, conf, wish->forget, w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static void
put(struct report *r, const struct conf_query *query, size_t n,
    const char *where)
{
	size_t i;

	for (i = 0; i < n; i++) {
		report_cell(r, query[i].name);
		report_cell(r, query[i].query);
		report_cell(r, where);
	}
}

static enum status
list(struct cmd *c, struct store *s, struct why *w)
{
	const struct report_column column[] = {
		{ "name", _("name"), false },
		{ "query", _("query"), false },
		{ "where", _("kept in"), false },
	};
	const struct conf *conf = cmd_conf(c);
	struct conf_query *saved;
	struct report *r;
	enum status st;
	size_t n;

	if ((st = saved_list(&saved, &n, s, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	put(r, conf->query, conf->nquery, "sn.conf");
	put(r, saved, n, "store.db");
	return report_end(r, stdout, w);
}

bool
saves_wanted(const struct saves *wish)
{
	return wish->save != NULL || wish->forget != NULL || wish->saved;
}

int
saves_run(struct cmd *c, const struct saves *wish, const char *query)
{
	struct store *s;
	enum status st;
	struct why w;

	if ((wish->save != NULL) + (wish->forget != NULL) + wish->saved != 1 ||
	    (query != NULL) != (wish->save != NULL) ||
	    (wish->saved && c->dry))
		cmd_usage(c);
	(void)cmd_conf(c);
	s = cmd_store(c, wish->saved ? STORE_READ : STORE_WRITE);
	st = wish->saved ? list(c, s, &w) : change(c, s, wish, query, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(c, st);
}
