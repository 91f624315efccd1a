/*
 * Rules at work, and which there are.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/output.h"
#include "cli/routes.h"
#include "store/rule.h"

const char *
routes_name(const struct routes *wish)
{
	const char *slash = strrchr(wish->file, '/');

	return slash != NULL ? slash + 1 : wish->file;
}

void
routes_read(struct routes *wish, struct cmd *c)
{
	const struct conf *conf = cmd_conf(c);
	struct rules *rules;
	char today[11];
	enum status st;
	struct why w;

	if (wish->file == NULL)
		wish->file = cmd_path(c, "rules.conf");
	else if (access(wish->file, F_OK) == -1)
		err(status_exit(SN_USAGE), "%s", wish->file);
	if ((st = clock_today(today, &w)) != SN_OK ||
	    (st = rules_read(&rules, wish->file, conf, today, &c->arena,
	    &w)) != SN_OK)
		cmd_die(st, &w);
	wish->rules = rules;
	c->more_conf = rules->hash;
}

static void
refused(const struct rule *r, int64_t shipment, const struct why *w,
    void *arg)
{
	struct tally *t = arg;

	(void)shipment;
	warnx("%s: %s", r->title, w->text);
	t->refused++;
}

/* How many shipments each rule met. */
static void
tell(const struct cmd *c, const struct rule_run *r)
{
	size_t i;

	for (i = 0; c->verbose && i < r->rules->n; i++)
		warnx("%s:%u: %s: %" PRId64, r->file, r->rules->rule[i].line,
		    r->rules->rule[i].title, r->met[i].n);
}

enum status
routes_run(struct cmd *c, struct store *s, const struct ids *ids,
    const struct routes *wish, struct tally *t, struct why *w)
{
	struct rule_run r = { .store = s, .conf = c->conf,
	    .rules = wish->rules, .file = routes_name(wish),
	    .again = wish->again, .any = wish->any, .refused = refused,
	    .arg = t, .arena = &c->arena };
	struct ids all = { NULL, 0, 0 };
	enum status st;
	size_t i;

	if ((st = cmd_begin(c, s, NULL, w)) != SN_OK)
		return st;
	if ((st = rules_run(&r, ids->id, ids->n, w)) != SN_OK)
		goto out;
	t->done = (unsigned long)r.nsel;
	for (i = 0; i < ids->n; i++)
		ids_add(&all, ids->id[i], &c->arena);
	for (i = 0; i < r.npart; i++)
		ids_add(&all, r.part[i], &c->arena);
	if ((st = output_shipments(c, s, &all, NULL, c->spool, w)) == SN_OK &&
	    (st = cmd_commit(c, s, w)) == SN_OK)
		tell(c, &r);
out:
	store_rollback(s);	/* does nothing after a commit */
	return st;
}

static int64_t
fired(const struct rule_fired *f, size_t n, const char *title)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(f[i].title, title) == 0)
			return f[i].n;
	return 0;
}

static const char *
what_it_does(const struct rule *r, struct arena *a)
{
	const char *all = r->then[0].text;
	size_t i;

	for (i = 1; i < r->nthen; i++)
		all = arena_printf(a, "%s, %s", all, r->then[i].text);
	return all;
}

enum status
routes_list(struct cmd *c, struct store *s, const struct routes *wish,
    struct why *w)
{
	const struct report_column columns[] = {
		{ "line", _("line"), true }, { "rule", _("rule"), false },
		{ "if", _("if"), false }, { "then", _("then"), false },
		{ "met", _("met"), true },
	};
	struct rule_fired *f;
	const struct rule *r;
	struct report *out;
	enum status st;
	size_t i, n;

	if ((st = rules_fired(&f, &n, s, &c->arena, w)) != SN_OK)
		return st;
	out = report_new(c, columns, sizeof(columns) / sizeof(columns[0]));
	for (i = 0; i < wish->rules->n; i++) {
		r = &wish->rules->rule[i];
		report_num(out, r->line);
		report_cell(out, r->title);
		report_cell(out, r->cond);
		report_cell(out, what_it_does(r, &c->arena));
		report_num(out, fired(f, n, r->title));
	}
	return report_end(out, stdout, w);
}
