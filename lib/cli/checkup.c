#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/checkup.h"
#include "cli/robo.h"
#include "cli/labels.h"
#include "cli/language.h"
#include "conf/checks.h"
#include "conf/rules.h"
#include "format/format.h"
#include "store/calendar.h"
#include "store/health.h"
#include "store/inspect.h"
#include "store/postal.h"
#include "store/rule.h"
#include "text/date.h"

/* An earlier clock cannot be right: this program is younger. */
static const char oldest[] = "2026-01-01";

enum { POSTAL_MONTHS = 6 };	/* codes change every month */

const char *
verdict_word(enum verdict v)
{
	return v == VERDICT_OK ? "ok" : v == VERDICT_WARNING ? "warning" :
	    "error";
}

void
checkup_say(struct checkup *k, enum verdict v, const char *check,
    const char *fmt, ...)
{
	char text[sizeof(((struct why *)NULL)->text)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	k->line = arena_grow(&k->cmd->arena, k->line, k->n, &k->cap,
	    sizeof(*k->line));
	k->line[k->n++] = (struct verdict_line){ v, check,
	    arena_strdup(&k->cmd->arena, text) };
	if (v > k->worst)
		k->worst = v;
}

static void
check_conf(struct checkup *k)
{
	const char *path = cmd_path(k->cmd, "sn.conf");
	struct conf *c;
	struct why w;

	if (conf_read(&c, path, &k->cmd->arena, &w) != SN_OK) {
		checkup_say(k, VERDICT_ERROR, "conf", "%s", w.text);
		return;
	}
	k->cmd->conf = c;
	if (c->language != NULL)
		language_set(c->language);
	if (c->nshop == 0)
		checkup_say(k, VERDICT_WARNING, "conf", _("%s: no shop: "
		    "sn-init --shop adds one"), path);
	if (c->company.name == NULL || c->company.phone == NULL ||
	    c->company.zip == NULL || c->company.pref == NULL)
		checkup_say(k, VERDICT_WARNING, "conf", _("%s: company: name, "
		    "address or phone is missing, so labels have no sender"),
		    path);
	checkup_say(k, VERDICT_OK, "conf", _("%s: %zu shops, %zu routes, %zu "
	    "carriers"), path, c->nshop, c->nroute, c->ncarrier);
}

/* Every format that is named in sn.conf or lies in formats/ can be read. */
static void
check_formats(struct checkup *k)
{
	const char *dir = cmd_path(k->cmd, "formats"), **name;
	struct arena *a = &k->cmd->arena;
	size_t own = 0, n = 0, bad = 0;
	struct format *f;
	struct why w;

	if (format_names(&name, dir, a, &w) != SN_OK) {
		checkup_say(k, VERDICT_ERROR, "formats", "%s", w.text);
		return;
	}
	for (; *name != NULL; name++, n++) {
		if (format_load(&f, *name, dir, a, &w) != SN_OK) {
			checkup_say(k, VERDICT_ERROR, "formats", "%s", w.text);
			bad++;
			continue;
		}
		own += f->path != NULL;
		format_free(f);
	}
	if (bad == 0)
		checkup_say(k, VERDICT_OK, "formats", _("%zu formats, %zu of "
		    "them the shop's own"), n, own);
}

/* What its labels cannot be without is in sn.conf. */
static void
check_label(struct checkup *k, const struct format *f)
{
	struct writer *wr = NULL;
	struct why w;

	if (writer_open(&wr, f, &label_source, false, &k->cmd->arena, &w) !=
	    SN_OK)
		checkup_say(k, VERDICT_ERROR, "formats", "%s", w.text);
	else if (labels_settings(k->cmd->conf, f, wr, &w) != SN_OK)
		checkup_say(k, VERDICT_WARNING, "conf", "%s", w.text);
	writer_close(wr);
}

/* The format of results that a shop names is there, and is for its mall. */
static void
check_reports(struct checkup *k)
{
	const char *dir = cmd_path(k->cmd, "formats");
	const struct conf_shop *shop;
	struct format *f;
	struct why w;
	size_t i;

	for (i = 0; k->cmd->conf != NULL && i < k->cmd->conf->nshop; i++) {
		shop = &k->cmd->conf->shop[i];
		if (shop->report == NULL)
			continue;
		if (format_load(&f, shop->report, dir, &k->cmd->arena, &w) !=
		    SN_OK) {
			checkup_say(k, VERDICT_ERROR, "formats", _("shop "
			    "%s: %s"), shop->name, w.text);
			continue;
		}
		if (f->kind != FORMAT_REPORT || strcmp(f->mall, shop->mall) !=
		    0)
			checkup_say(k, VERDICT_ERROR, "formats", _("shop "
			    "%s: %s is no format of results for %s"),
			    shop->name, shop->report, shop->mall);
		format_free(f);
	}
}

/* The default format of each carrier is there. */
static void
check_carriers(struct checkup *k)
{
	const char *dir = cmd_path(k->cmd, "formats");
	const struct conf_carrier *c;
	struct format *f;
	struct why w;
	size_t i;

	for (i = 0; k->cmd->conf != NULL && i < k->cmd->conf->ncarrier; i++) {
		c = &k->cmd->conf->carrier[i];
		if (c->format == NULL)
			continue;
		if (format_load(&f, c->format, dir, &k->cmd->arena, &w) !=
		    SN_OK) {
			checkup_say(k, VERDICT_ERROR, "formats", _("carrier "
			    "%s: %s"), c->name, w.text);
			continue;
		}
		if (f->kind != FORMAT_LABEL)
			checkup_say(k, VERDICT_ERROR, "formats", _("carrier "
			    "%s: %s is no format of labels"), c->name,
			    c->format);
		else
			check_label(k, f);
		format_free(f);
	}
}

static void
say_health(struct checkup *k, const struct health *h)
{
	const char *path = cmd_path(k->cmd, "store.db");

	if (h->damage != NULL)
		checkup_say(k, VERDICT_ERROR, "store", _("%s: damaged: %s"),
		    path, h->damage);
	if (h->dangling != NUM_NULL && h->dangling > 0)
		checkup_say(k, VERDICT_ERROR, "store", _("%s: %" PRId64
		    " rows refer to rows that are not there"), path,
		    h->dangling);
	if (h->damage == NULL && h->dangling < 1)
		checkup_say(k, VERDICT_OK, "store", k->all ?
		    _("%s: whole, schema %d, %" PRId64 " orders") :
		    _("%s: sound at a glance, schema %d, %" PRId64 " orders"),
		    path, store_schema(), h->orders);
	if (h->unwritten > 0)
		checkup_say(k, VERDICT_WARNING, "batches", _("%" PRId64
		    " files were not written: sn-label --again"), h->unwritten);
	else
		checkup_say(k, VERDICT_OK, "batches", _("every file was "
		    "written"));
	if (h->unsent > 0)
		checkup_say(k, VERDICT_WARNING, "outbox", _("%" PRId64
		    " effects failed or are not known to have happened: "
		    "sn-outbox list"),
		    h->unsent);
}

static void
check_clock(struct checkup *k, const char *last_run)
{
	const char *fixed = getenv("SN_NOW");
	struct stamp now;
	struct why w;

	if (clock_now(&now, &w) != SN_OK) {
		checkup_say(k, VERDICT_ERROR, "clock", "%s", w.text);
		return;
	}
	if (strcmp(now.text, oldest) < 0)
		checkup_say(k, VERDICT_ERROR, "clock", _("%s in Japan: the "
		    "clock of this machine is wrong"), now.text);
	else if (fixed != NULL && *fixed != '\0')
		checkup_say(k, VERDICT_WARNING, "clock", _("stopped at %s by "
		    "SN_NOW"), now.text);
	else if (last_run != NULL && strcmp(now.text, last_run) < 0)
		checkup_say(k, VERDICT_WARNING, "clock", _("%s in Japan, but "
		    "the last run was at %s"), now.text, last_run);
	else
		checkup_say(k, VERDICT_OK, "clock", _("%s in Japan"),
		    now.text);
}

/* checks.conf, with the queries that it makes checks of. */
static void
check_checks(struct checkup *k, struct store *s)
{
	const char *path = cmd_path(k->cmd, "checks.conf");
	struct checks *checks;
	size_t i, on = 0;
	struct why w;

	if (checks_read(&checks, path, &k->cmd->arena, &w) != SN_OK ||
	    (k->cmd->conf != NULL && s != NULL && inspect_queries(s, checks,
	    k->cmd->conf, &w) != SN_OK)) {
		checkup_say(k, VERDICT_ERROR, "checks", "%s", w.text);
		return;
	}
	for (i = 0; i < checks->n; i++)
		on += checks->check[i].on && checks->check[i].by == NULL;
	checkup_say(k, VERDICT_OK, "checks", _("%s: %zu checks are on"), path,
	    on);
}

/* rules.conf, with its conditions; a shop need not have it. */
static void
check_rules(struct checkup *k, struct store *s)
{
	const char *path = cmd_path(k->cmd, "rules.conf");
	const struct expr *cond;
	struct arena *a = &k->cmd->arena;
	char today[DATE_SIZE];
	struct rules *rules;
	enum status st;
	struct why w;
	size_t i;

	if (k->cmd->conf == NULL || s == NULL || access(path, F_OK) == -1)
		return;
	if ((st = clock_today(today, &w)) == SN_OK)
		st = rules_read(&rules, path, k->cmd->conf, today, a, &w);
	for (i = 0; st == SN_OK && i < rules->n; i++)
		st = rule_cond(&cond, s, k->cmd->conf, path, &rules->rule[i],
		    a, &w);
	if (st != SN_OK)
		checkup_say(k, VERDICT_ERROR, "rules", "%s", w.text);
	else
		checkup_say(k, VERDICT_OK, "rules", _("%s: %zu rules, %zu "
		    "tests"), path, rules->n, rules->ntest);
}

/* robo.conf, and steps that wait for a person. */
static void
check_robo(struct checkup *k, struct store *s)
{
	struct robo_wish wish = { .robos = NULL };
	struct step_left *left;
	size_t i, n = 0;
	enum status st;
	struct why w;

	if (k->cmd->conf == NULL || s == NULL)
		return;
	st = robo_try(&wish, k->cmd, &w);
	for (i = 0; st == SN_OK && i < wish.robos->n; i++)
		if (wish.robos->robo[i].on)
			st = step_open(&(struct step_run){ .store = s,
			    .conf = k->cmd->conf,
			    .robo = &wish.robos->robo[i],
			    .arena = &k->cmd->arena }, &w);
	if (st == SN_OK)
		st = steps_left(&left, &n, s, &k->cmd->arena, &w);
	if (st != SN_OK)
		checkup_say(k, VERDICT_ERROR, "automation", "%s", w.text);
	else if (n > 0)
		checkup_say(k, VERDICT_WARNING, "automation", _("%zu steps "
		    "failed, or nobody knows whether they were done: %s, "
		    "sn-why %.*s"), n, left[0].step,
		    (int)strcspn(left[0].name, " "), left[0].name);
	else if (wish.robos->n > 0)
		checkup_say(k, VERDICT_OK, "automation", _("%s: %zu "
		    "sections"), wish.robos->path, wish.robos->n);
}

/* leadtime.tsv, which a shop need not have. */
static void
check_leadtime(struct checkup *k, struct store *s)
{
	const char *path = cmd_path(k->cmd, "leadtime.tsv");
	struct why w;

	if (s == NULL || access(path, F_OK) == -1)
		return;
	if (store_calendar_ready(s, &w) != SN_OK)
		checkup_say(k, VERDICT_ERROR, "leadtime", "%s", w.text);
	else
		checkup_say(k, VERDICT_OK, "leadtime", "%s", path);
}

/* Addresses are compared with data that are there and not too old. */
static void
check_postal(struct checkup *k, struct store *s)
{
	char today[DATE_SIZE], limit[DATE_SIZE];
	struct postal_load load[POSTAL_LOADS];
	struct why w;
	size_t n, i;

	if (postal_loads(load, &n, s, &k->cmd->arena, &w) != SN_OK ||
	    clock_today(today, &w) != SN_OK ||
	    date_add_months(limit, today, -POSTAL_MONTHS) != SN_OK)
		return;		/* another check says so */
	for (i = 0; i < n; i++)
		if (strcmp(load[i].name, "islands") == 0)
			continue;
		else if (strcmp(load[i].date, limit) < 0)
			checkup_say(k, VERDICT_WARNING, "postal", _("%s of %s: "
			    "sn-postal update brings newer ones"),
			    load[i].name, load[i].date);
		else
			checkup_say(k, VERDICT_OK, "postal", _("%s of %s"),
			    load[i].name, load[i].date);
	if (n == 0 || strcmp(load[0].name, "towns") != 0)
		checkup_say(k, VERDICT_OK, "postal", "%s", _("no postal codes "
		    "are loaded, so addresses are not checked: sn-postal "
		    "update"));
}

/* The store, and the clock that its last run was written by. */
static void
check_store(struct checkup *k)
{
	const char *last_run = NULL;
	struct store *s = NULL;
	struct health h;
	struct why w;

	if (store_open(&s, cmd_path(k->cmd, "store.db"), STORE_READ, &w) !=
	    SN_OK || store_health(&h, s, k->all, &k->cmd->arena, &w) != SN_OK)
		checkup_say(k, VERDICT_ERROR, "store", "%s", w.text);
	else {
		last_run = h.last_run;
		say_health(k, &h);
		check_postal(k, s);
	}
	if (s != NULL)
		store_use(s, k->cmd->conf, k->cmd->home);
	check_rules(k, s);
	check_robo(k, s);
	check_checks(k, s);
	check_leadtime(k, s);
	store_close(s);
	check_clock(k, last_run);
}

/* gettext gives the catalogue's own header for the empty text. */
static void
check_language(struct checkup *k)
{
	static const char nothing[] = "";

	if (!language_japanese())
		checkup_say(k, VERDICT_OK, "language", "en");
	else if (*gettext(nothing) == '\0')
		checkup_say(k, VERDICT_WARNING, "language", "no catalogue for "
		    "Japanese, so messages are in English");
	else
		checkup_say(k, VERDICT_OK, "language", "ja");
}

void
checkup(struct checkup *k)
{
	check_conf(k);
	check_language(k);
	checkup_files(k);
	check_formats(k);
	check_carriers(k);
	check_reports(k);
	check_store(k);
}
