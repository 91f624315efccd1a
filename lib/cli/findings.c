#include <err.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/language.h"
#include "cli/output.h"
#include "store/ack.h"
#include "store/inspect.h"

const struct checks *
findings_checks(struct cmd *c)
{
	struct checks *checks;
	enum status st;
	struct why w;

	st = checks_read(&checks, cmd_path(c, "checks.conf"), &c->arena, &w);
	if (st != SN_OK)
		cmd_die(st, &w);
	c->more_conf = checks->hash;
	return checks;
}

/* The next of codes separated by commas; NULL at the end. */
static const char *
next_code(const char **codes, struct arena *a)
{
	size_t n = strcspn(*codes, ",");
	const char *code;

	if (n == 0)
		return NULL;
	code = arena_strndup(a, *codes, n);
	*codes += n + ((*codes)[n] == ',');
	return code;
}

void
findings_known(struct cmd *c, const struct checks *checks, const char *codes)
{
	const char *code, *near;

	if (strcmp(codes, "all") == 0)
		return;
	if (*codes == '\0')
		errx(status_exit(SN_USAGE), "%s", _("no code of a check"));
	while ((code = next_code(&codes, &c->arena)) != NULL) {
		if (checks_find(checks, code) != NULL)
			continue;
		if ((near = checks_nearest(checks, code, &c->arena)) == NULL)
			errx(status_exit(SN_USAGE), _("%s: no such check; "
			    "sn-check --list has them"), code);
		errx(status_exit(SN_USAGE), _("%s: no such check; is it %s?"),
		    code, near);
	}
}

static bool
for_people(const struct cmd *c)
{
	return c->output == OUT_TABLE;
}

/* A table to a terminal, else records, as for shipments. */
static void
choose_output(struct cmd *c)
{
	if (c->output == OUT_AUTO)
		c->output = isatty(STDOUT_FILENO) ? OUT_TABLE : OUT_NDJSON;
}

static const char *
said(const struct cmd *c, const struct word *words, const char *slug)
{
	return for_people(c) ? word_said(words, slug) : slug;
}

/* What a code means; the code itself when nobody says. */
static const char *
title(const struct checks *checks, const char *code)
{
	const struct check *k = checks_find(checks, code);
	const char *text = k == NULL ? NULL :
	    language_japanese() ? k->ja : k->title;

	return text != NULL ? text : code;
}

/* "days=3 hours=12", or NULL. */
static const char *
params(const struct check *k, struct arena *a)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < k->nparam; i++)
		text = arena_printf(a, "%s%s%s=%" PRId64,
		    text != NULL ? text : "", text != NULL ? " " : "",
		    k->param[i].name, k->param[i].value);
	return text;
}

enum status
findings_list(struct cmd *c, const struct checks *checks, struct why *w)
{
	const struct report_column column[] = {
		{ "code", _("check"), false },
		{ "severity", _("severity"), false },
		{ "on", _("on"), false },
		{ "title", _("what it finds"), false },
		{ "settings", _("settings"), false },
		{ "by", _("found by"), false },
	};
	const struct check *k;
	struct report *r;
	size_t i;

	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < checks->n; i++) {
		k = &checks->check[i];
		report_cell(r, k->code);
		report_cell(r, c->output == OUT_AUTO || for_people(c) ?
		    word_said(words_severity, k->severity) : k->severity);
		report_cell(r, k->on ? "yes" : "no");
		report_cell(r, title(checks, k->code));
		report_cell(r, k->query != NULL ? k->query :
		    params(k, &c->arena));
		report_cell(r, k->by != NULL ? k->by : k->query != NULL ?
		    "checks.conf" : "sn-check(1)");
	}
	return report_end(r, stdout, w);
}

struct listing {
	struct cmd		*cmd;
	const struct checks	*checks;
	struct report		*report;
};

static enum status
put_standing(const struct standing *f, void *arg, struct why *w)
{
	struct listing *l = arg;

	(void)w;
	report_cell(l->report, f->shipment);
	report_cell(l->report, f->order);
	report_cell(l->report, f->code);
	report_cell(l->report, said(l->cmd, words_severity, f->severity));
	report_cell(l->report, said(l->cmd, words_finding_state, f->state));
	report_cell(l->report, title(l->checks, f->code));
	report_cell(l->report, f->field);
	report_cell(l->report, f->saw);
	report_cell(l->report, f->expected);
	report_cell(l->report, f->source);
	report_cell(l->report, f->ack_by);
	report_cell(l->report, f->ack_why);
	return SN_OK;
}

static enum status
put_findings(struct cmd *c, struct store *s, const struct ids *ids,
    const struct checks *checks, struct why *w)
{
	const struct report_column column[] = {
		{ "shipment", _("shipment"), false },
		{ "order", _("order"), false },
		{ "code", _("check"), false },
		{ "severity", _("severity"), false },
		{ "state", _("state"), false },
		{ "title", _("what it finds"), false },
		{ "field", _("field"), false },
		{ "saw", _("saw"), false },
		{ "expected", _("expected"), false },
		{ "source", _("source"), false },
		{ "ack_by", _("acknowledged by"), false },
		{ "ack_why", _("reason"), false },
	};
	struct listing l = { .cmd = c, .checks = checks };
	enum status st;

	l.report = report_new(c, column, sizeof(column) / sizeof(column[0]));
	if ((st = standing_each(s, ids->id, ids->n, put_standing, &l, w)) !=
	    SN_OK)
		return st;
	return report_end(l.report, c->spool, w);
}

static enum status
put_counts(struct cmd *c, const struct checks *checks,
    const struct standing_count *count, size_t n, struct why *w)
{
	const struct report_column column[] = {
		{ "code", _("check"), false },
		{ "severity", _("severity"), false },
		{ "open", word_said(words_finding_state, "open"), true },
		{ "acked", word_said(words_finding_state, "acked"), true },
		{ "title", _("what it finds"), false },
	};
	struct report *r;
	size_t i;

	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++) {
		report_cell(r, count[i].code);
		report_cell(r, said(c, words_severity, count[i].severity));
		report_num(r, count[i].open);
		report_num(r, count[i].acked);
		report_cell(r, title(checks, count[i].code));
	}
	return report_end(r, c->spool, w);
}

/* Acknowledge the codes named, or take that back. */
static enum status
acknowledge(struct cmd *c, struct store *s, const struct ids *ids,
    const struct findings *wish, struct why *w)
{
	const char *codes = wish->ack != NULL ? wish->ack : wish->unack;
	const struct ack ack = { cmd_who(&c->arena), wish->reason,
	    wish->ack == NULL };
	bool all = strcmp(codes, "all") == 0;
	const char *code = NULL;
	enum status st = SN_OK;
	int64_t done, sum = 0;

	while (st == SN_OK && (all ||
	    (code = next_code(&codes, &c->arena)) != NULL)) {
		st = standing_ack(&done, s, wish->checks, code, &ack, ids->id,
		    ids->n, w);
		sum += done;
		if (all)
			break;
	}
	if (st == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(ack.back ? _("%" PRId64 " findings are open again") :
		    _("%" PRId64 " findings acknowledged"), sum);
	return st;
}

static enum status
check(struct cmd *c, struct store *s, const struct ids *ids,
    const struct findings *wish, struct why *w)
{
	struct inspected done;
	enum status st;

	if ((st = inspect(&done, s, wish->checks, c->conf, ids->id, ids->n,
	    w)) == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(_("%zu shipments checked: %" PRId64 " findings opened, %"
		    PRId64 " closed"), ids->n, done.opened, done.closed);
	return st;
}

/* The findings, their counts, or the shipments for the next stage. */
static enum status
put(struct cmd *c, struct store *s, const struct ids *ids,
    const struct findings *wish, const struct standing_count *count,
    size_t n, struct why *w)
{
	if (wish->list || (c->output == OUT_AUTO && !wish->summary &&
	    !c->full && isatty(STDOUT_FILENO))) {
		choose_output(c);
		return put_findings(c, s, ids, wish->checks, w);
	}
	if (wish->summary) {
		choose_output(c);
		return put_counts(c, wish->checks, count, n, w);
	}
	return output_shipments(c, s, ids, NULL, c->spool, w);
}

enum status
findings_run(int64_t *stopping, struct cmd *c, struct store *s,
    const struct ids *ids, const struct findings *wish, struct why *w)
{
	bool says = wish->ack != NULL || wish->unack != NULL;
	struct standing_count *count = NULL;
	enum status st;
	size_t n = 0, i;

	*stopping = 0;
	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	st = (says ? acknowledge : check)(c, s, ids, wish, w);
	if (st == SN_OK && (wish->summary || wish->counts))
		st = standing_counts(&count, &n, s, ids->id, ids->n,
		    &c->arena, w);
	if (st != SN_OK)
		goto out;
	for (i = 0; i < n; i++)
		if (strcmp(count[i].severity, "note") != 0)
			*stopping += count[i].open;
	if ((st = put(c, s, ids, wish, count, n, w)) == SN_OK)
		st = cmd_commit(c, s, w);
out:
	store_rollback(s);	/* does nothing after a commit */
	return st;
}
