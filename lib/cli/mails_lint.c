/*
 * sn-mail lint - every template over real and invented orders
 */

#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mails_lint.h"
#include "cli/output.h"
#include "mail/sample.h"
#include "store/move.h"

enum {
	OPT_ALL = 0x100,
	LATEST = 200		/* orders that are looked at without --all */
};

static const struct option options[] = {
	{ "all", no_argument, NULL, OPT_ALL },
	{ NULL, 0, NULL, 0 }
};

bool
lint_wants(const struct lint *l, const char *kind)
{
	return l->kind == NULL || strcmp(l->kind, kind) == 0;
}

void
lint_say(struct lint *l, bool error, const char *place, unsigned line,
    const char *text)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->line[i].line == line &&
		    strcmp(l->line[i].place, place) == 0 &&
		    strcmp(l->line[i].text, text) == 0)
			return;
	if (l->n == LINT_LINES)
		return;
	l->line = arena_grow(&l->m->arena, l->line, l->n, &l->cap,
	    sizeof(*l->line));
	l->line[l->n++] = (struct lint_line){ arena_strdup(&l->m->arena,
	    place), line, error, arena_strdup(&l->m->arena, text) };
}

/* Whether something that begins so was said of that place. */
static bool
was_said(const struct lint *l, const char *place, unsigned line,
    const char *text)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->line[i].line == line &&
		    strcmp(l->line[i].place, place) == 0 &&
		    strncmp(l->line[i].text, text, strlen(text)) == 0)
			return true;
	return false;
}

void
lint_told(struct lint *l, const struct template *t, const char *told,
    const char *in)
{
	const struct templates *all = &l->m->composer.templates;
	unsigned line = 0;
	size_t i, n;
	char *end;

	for (i = 0; i < all->n; i++) {
		n = strlen(all->one[i].place);
		if (strncmp(told, all->one[i].place, n) != 0 ||
		    told[n] != ':')
			continue;
		t = &all->one[i];
		told += n + 1;
		line = (unsigned)strtoul(told, &end, 10);
		told = end > told && *end == ':' ? end + 1 : told;
		told += strspn(told, " ");
		break;
	}
	if (!was_said(l, t->place, line, told))
		lint_say(l, true, t->place, line,
		    arena_printf(&l->m->work, "%s%s", told, in));
}

/* A mustache_empty_fn: said once for each tag, with the first order. */
static void
empty(const char *place, unsigned line, const char *name, void *arg)
{
	struct lint *l = arg;
	const char *tag = arena_printf(&l->m->work, "{{%s}}: ", name);

	if (was_said(l, place, line, tag))
		return;
	lint_say(l, true, place, line, arena_printf(&l->m->work,
	    _("%sis nothing in %s: {{#%s}} ... {{/%s}} leaves it out"), tag,
	    l->sample, name, name));
}

/* What is wrong with a letter as a whole. */
static enum status
said(struct lint *l, const struct template *t, enum status st, struct why *w)
{
	if (st != SN_INVALID && st != SN_USAGE)
		return st;
	lint_told(l, t, w->text, st == SN_USAGE ? "" :
	    arena_printf(&l->m->work, " (%s)", l->sample));
	return SN_OK;
}

/* What a file's name leaves open is as the order has it. */
static void
narrow(struct choice *own, const struct choice *by)
{
	size_t i;

	for (i = 0; i < CHOICE_BYS; i++)
		if (own->by[i] == NULL)
			own->by[i] = by->by[i];
}

/*
 * Whether a template is rendered over invented orders of that kind: those
 * that people write by are, over those of the first.
 */
static bool
meant(const struct template *t, const char *kind)
{
	return template_is_text(t) && (template_named(t, kind) ||
	    (compose_by_hand(t) && strcmp(kind, words_mail[0].slug) == 0));
}

/* Each template of a kind over one invented order. */
static enum status
over_sample(struct lint *l, struct making *k, struct why *w)
{
	const struct templates *all = &l->m->composer.templates;
	struct mustache_value root = view_make(&k->view, &l->m->work);
	const struct template *t;
	struct composed letter;
	struct choice choice;
	enum status st = SN_OK;
	size_t i;

	for (i = 0; i < all->n && st == SN_OK; i++) {
		t = &all->one[i];
		if (!meant(t, k->wish->kind))
			continue;
		templates_parts(&choice, t, l->m->conf, &l->m->work);
		narrow(&choice, &k->choice);
		st = said(l, t, compose_from(&letter, &l->m->composer, t,
		    &choice, &root, &l->m->work, w), w);
	}
	return st;
}

static enum status
samples(struct lint *l, const struct mails_wish *wish, struct why *w)
{
	const struct conf *c = l->m->conf;
	const struct conf_shop *shop;
	enum status st = SN_OK;
	struct making k;
	size_t i;

	for (i = 0; i < sample_count() && st == SN_OK; i++) {
		arena_reset(&l->m->work);
		shop = c->nshop > 0 ? &c->shop[i / 2 % c->nshop] : NULL;
		k = (struct making){ .m = l->m, .wish = wish, .id = 1,
		    .order = 1 };
		l->sample = sample_make(&k.tree, i, wish->kind,
		    shop != NULL ? shop->name : "shop",
		    shop != NULL ? shop->mall : "own", &l->m->work);
		making_aim(&k);
		k.parcel = arena_alloc(&l->m->work, (k.tree.nshipment + 1) *
		    sizeof(*k.parcel));
		k.view.parcel = k.parcel;
		k.view.purchases = 1 + (int64_t)i % 12;
		if ((st = making_fits(&k, w)) == SN_OK)
			st = over_sample(l, &k, w);
		else if (!status_stops(st))
			st = SN_OK;	/* no such mail is ever made of it */
	}
	return st;
}

/* A mail of each kind that could be made of a real shipment. */
static enum status
over_shipment(struct lint *l, int64_t order, int64_t id, struct why *w)
{
	struct mails_wish wish = { .kind = words_mail[0].slug };
	struct making k = { .m = l->m, .wish = &wish, .order = order,
	    .id = id };
	const struct template *t;
	const struct word *kind;
	struct mustache_value root;
	struct composed letter;
	enum status st;

	arena_reset(&l->m->work);
	if ((st = making_read(&k, w)) != SN_OK)
		return st;
	l->sample = store_name(l->store, id, &l->m->work);
	for (kind = words_mail; kind->slug != NULL && st == SN_OK; kind++) {
		wish.kind = kind->slug;
		t = templates_choose(&l->m->composer.templates, kind->slug,
		    "txt", &k.choice);
		if (t == NULL || !lint_wants(l, kind->slug))
			continue;
		making_aim(&k);
		st = making_fits(&k, w);
		if (st != SN_OK) {
			st = status_stops(st) ? st : SN_OK;
			continue;
		}
		root = view_make(&k.view, &l->m->work);
		st = said(l, t, compose_from(&letter, &l->m->composer, t,
		    &k.choice, &root, &l->m->work, w), w);
	}
	return st;
}

static enum status
store_orders(struct lint *l, bool all, struct why *w)
{
	struct mailing_order *o;
	enum status st;
	size_t i, n;

	if ((st = mailing_orders(&o, &n, l->store, all ? 0 : LATEST,
	    &l->m->arena, w)) != SN_OK)
		return st;
	for (i = 0; i < n && st == SN_OK; i++)
		st = over_shipment(l, o[i].id, o[i].shipment, w);
	return st;
}

/* From whom the mails of each shop come. */
static void
senders(struct lint *l)
{
	const struct conf *c = l->m->conf;
	const char *cause;
	size_t i;

	for (i = 0; i < c->nshop; i++)
		if ((cause = mails_sender(&c->shop[i].mail,
		    &l->m->arena)) != NULL)
			lint_say(l, true, c->path, 0, arena_printf(
			    &l->m->arena, "%s: %s", c->shop[i].name, cause));
}

static int
compare(const void *x, const void *y)
{
	const struct lint_line *a = x, *b = y;
	int c = strcmp(a->place, b->place);

	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

/* SN_SOME: there is an error. */
static enum status
report(struct lint *l, struct why *w)
{
	const struct report_column column[] = {
		{ "place", _("file"), false }, { "line", _("line"), true },
		{ "kind", _("kind"), false }, { "text", _("text"), false },
	};
	struct report *r = report_new(l->cmd, column,
	    sizeof(column) / sizeof(column[0]));
	enum status st = SN_OK, end;
	const struct lint_line *one;

	if (l->n > 0)
		qsort(l->line, l->n, sizeof(*l->line), compare);
	for (one = l->line; one < l->line + l->n; one++) {
		report_cell(r, one->place);
		report_num(r, one->line > 0 ? one->line : NUM_NULL);
		report_cell(r, one->error ? "error" : "note");
		report_cell(r, one->text);
		if (one->error)
			st = SN_SOME;
	}
	end = report_end(r, stdout, w);
	return end != SN_OK ? end : st;
}

static enum status
lint(struct lint *l, bool all, struct why *w)
{
	struct mails_wish wish = { .kind = NULL };
	const struct word *kind;
	enum status st;

	if ((st = mails_open(&l->m, l->cmd, l->store, w)) != SN_OK ||
	    (st = lint_files(l, w)) != SN_OK)
		return st;
	senders(l);
	l->m->composer.empty = empty;
	l->m->composer.arg = l;
	for (kind = words_mail; kind->slug != NULL && st == SN_OK; kind++) {
		wish.kind = kind->slug;
		if (lint_wants(l, kind->slug))
			st = samples(l, &wish, w);
	}
	if (st == SN_OK)
		st = store_orders(l, all, w);
	return st != SN_OK ? st : report(l, w);
}

int
mails_lint(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("look over the templates of mail"),
		.synopsis = "lint [-H dir] [--all] [kind]",
		.example = "sn-mail lint",
		.options = options, .records = true,
	};
	struct lint l = { .cmd = &cmd };
	bool all = false;
	enum status st;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		all = all || ch == OPT_ALL;
	if (optind < argc)
		l.kind = mails_take_kind(&cmd);
	if (optind < argc)
		cmd_usage(&cmd);
	cmd_conf(&cmd);
	l.store = cmd_store(&cmd, STORE_READ);
	if (status_stops(st = lint(&l, all, &w)))
		warnx("%s", w.text);
	mails_close(l.m);
	store_close(l.store);
	return cmd_end(&cmd, st);
}
