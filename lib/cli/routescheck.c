/*
 * Rules put to the test: by the cases beside them, and on past orders.
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/routes.h"
#include "store/replay.h"
#include "store/rulecase.h"

/* What a case did not get, a line each. */
static void
put_failed(struct report *out, const struct rule_case *test,
    const struct rule_failed *failed, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		report_num(out, test->line);
		report_cell(out, test->title);
		report_cell(out, failed[i].text);
	}
}

enum status
routes_test(struct cmd *c, const struct routes *wish, struct why *w)
{
	const struct report_column columns[] = {
		{ "line", _("line"), true }, { "test", _("test"), false },
		{ "failed", _("failed"), false },
	};
	const struct rules *rules = wish->rules;
	struct rule_failed *failed;
	size_t i, n, bad = 0;
	struct report *out;
	enum status st;
	struct store *s;

	if ((st = rule_case_open(&s, c->conf, c->home, w)) != SN_OK)
		return st;
	out = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	for (i = 0; i < rules->ntest && st == SN_OK; i++) {
		st = rule_case_run(&failed, &n, s, c->conf, rules,
		    routes_name(wish), &rules->test[i], &c->arena, w);
		if (st == SN_OK)
			put_failed(out, &rules->test[i], failed, n);
		bad += st == SN_OK && n > 0;
	}
	store_close(s);
	if (st == SN_OK)
		warnx(_("%zu cases, %zu failed"), rules->ntest, bad);
	if (st != SN_OK || bad == 0) {
		report_drop(out);
		return st;
	}
	return (st = report_end(out, stdout, w)) == SN_OK ? SN_SOME : st;
}

/* A directory that nobody else can look into, in $TMPDIR. */
static const char *
make_room(struct cmd *c, struct why *w)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(&c->arena, "%s/sn-replay-XXXXXX",
	    tmp != NULL && *tmp != '\0' ? tmp : "/tmp");

	if (mkdtemp(dir) != NULL)
		return dir;
	fail(w, SN_IO, "%s: %s", dir, strerror(errno));
	return NULL;
}

static enum status
put_diff(struct cmd *c, const struct replay *r, struct why *w)
{
	const struct report_column columns[] = {
		{ "shipment", _("shipment"), false },
		{ "what", _("what"), false }, { "did", _("did"), false },
		{ "would", _("would"), false },
		{ "rule_did", _("rule then"), false },
		{ "rule_would", _("rule now"), false },
	};
	struct report *out = report_new(c, columns,
	    sizeof(columns) / sizeof(columns[0]));
	size_t i;

	for (i = 0; i < r->n; i++) {
		report_cell(out, r->diff[i].place);
		report_cell(out, r->diff[i].what);
		report_cell(out, r->diff[i].did);
		report_cell(out, r->diff[i].would);
		report_cell(out, r->diff[i].why_did);
		report_cell(out, r->diff[i].why_would);
	}
	return report_end(out, stdout, w);
}

enum status
routes_replay(struct cmd *c, struct store *s, const struct routes *wish,
    struct why *w)
{
	struct replay r = { .store = s, .conf = c->conf, .home = c->home,
	    .rules = wish->file, .file = routes_name(wish),
	    .since = cmd_day(c, wish->since), .arena = &c->arena };
	const char *room;
	enum status st;

	if ((room = make_room(c, w)) == NULL)
		return SN_IO;
	r.copy = arena_printf(&c->arena, "%s/store.db", room);
	st = store_replay(&r, w);
	(void)rmdir(room);
	if (st != SN_OK)
		return st;
	warnx(_("%" PRId64 " orders since %s, %zu differences"), r.norders,
	    r.since, r.n);
	if (r.n == 0)
		return SN_OK;
	return (st = put_diff(c, &r, w)) == SN_OK ? SN_SOME : st;
}
