/*
 * robo.conf(5) into struct robos.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "conf/reader.h"
#include "conf/robo.h"
#include "data/blob.h"
#include "order/field.h"
#include "order/words.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)
#define LIST(key) CFG_STR_LIST(key, NULL, CFGF_NODEFAULT)
#define TITLED(key, opts) CFG_SEC(key, opts, CFGF_MULTI | CFGF_TITLE)

static cfg_opt_t stop_opts[] = { TEXT("if"), CFG_END() };
static cfg_opt_t robo_opts[] = {
	TEXT("on"), TEXT("route"), TEXT("status"), TEXT("if"), TEXT("after"),
	LIST("except"), TITLED("stop", stop_opts), LIST("do"), CFG_END()
};
static cfg_opt_t robos_opts[] = {
	TEXT("send"), LIST("preset"), TITLED("robo", robo_opts), CFG_END()
};

/* What is read, and what it is read against. */
struct reading {
	struct reader		*r;
	struct robos		*out;
	const struct checks	*checks;
	const struct word	*mails;	/* kinds */
	struct edit_frame	 frame;
};

bool
robo_leaves(const struct robo_step *s)
{
	return s->what == ROBO_ACTION && (s->action.act == ACTION_MOVE ||
	    s->action.act == ACTION_ROUTE);
}

/* The rest of text behind a verb of ours, in English or Japanese. */
static const char *
behind(const char *text, const char *verb, const char *ja)
{
	size_t n = strlen(verb);

	if (strncmp(text, verb, n) != 0 && strncmp(text, ja, n = strlen(ja)) !=
	    0)
		return NULL;
	if (text[n] != ' ' && text[n] != '\0')
		return NULL;
	return text + n + strspn(text + n, " ");
}

/* A kind of mail: one for an order, of what was shipped for each shipment. */
static enum status
mail(struct robo_step *out, struct reading *g, const char *path,
    const char *kind)
{
	const struct word *found = word_find(g->mails, kind);
	const char *near;

	out->what = ROBO_MAIL;
	if (found == NULL) {
		near = word_suggest(g->mails, kind);
		return near == NULL ?
		    reader_bad(g->r, path, _("%s: no such kind of mail"),
		    kind) :
		    reader_bad(g->r, path, _("%s: no such kind of mail; is it "
		    "%s?"), kind, near);
	}
	out->kind = found->slug;
	out->name = arena_printf(g->r->arena, "mail %s", found->slug);
	out->per_order = strcmp(found->slug, "shipped") != 0;
	return SN_OK;
}

/* A verb of rules.conf, where automation may do what it says. */
static enum status
action(struct robo_step *out, struct reading *g, const char *path)
{
	enum status st;

	out->what = ROBO_ACTION;
	if ((st = reader_action(&out->action, g->r, path, out->name,
	    &g->frame, true)) != SN_OK)
		return st;
	if (out->action.act == ACTION_STOP || out->action.act == ACTION_SPLIT)
		return reader_bad(g->r, path, _("%s: that is for rules.conf"),
		    out->name);
	return SN_OK;
}

static enum status
step(struct robo_step *out, struct reading *g, const char *path,
    const char *text)
{
	struct arena *a = g->r->arena;
	const char *rest, *cut;

	*out = (struct robo_step){ .line = source_line(g->r->source, path) };
	text += strspn(text, " ");
	out->name = text;
	if ((rest = behind(text, "run", "実行")) != NULL) {
		out->what = ROBO_RUN;
		out->command = rest;
		return *rest != '\0' ? SN_OK :
		    reader_bad(g->r, path, _("%s: a command is missing"), text);
	}
	if ((cut = strstr(text, " if ")) != NULL) {
		out->cond = cut + strlen(" if ");
		out->name = text = arena_strndup(a, text, (size_t)(cut - text));
	}
	if ((rest = behind(text, "mail", "メール")) != NULL)
		return mail(out, g, path, rest);
	if ((rest = behind(text, "check", "検査")) == NULL)
		return action(out, g, path);
	out->what = ROBO_CHECK;
	return *rest == '\0' ? SN_OK :
	    reader_bad(g->r, path, _("%s: \"check\" was expected"), text);
}

static enum status
steps(struct robo *out, struct reading *g, cfg_t *sec, const char *of)
{
	unsigned i, n = cfg_size(sec, "do");
	struct arena *a = g->r->arena;
	enum status st;

	out->step = arena_alloc(a, (n + 1) * sizeof(*out->step));
	for (i = 0; i < n; i++)
		if ((st = step(&out->step[out->nstep++], g, arena_printf(a,
		    "%s\ndo\n%u", of, i), arena_strdup(a, cfg_getnstr(sec,
		    "do", i)))) != SN_OK)
			return st;
	if (n == 0 && out->on)
		return reader_bad(g->r, of, _("do is missing: what the "
		    "section does"));
	return SN_OK;
}

static enum status
stops(struct robo *out, struct reader *r, cfg_t *sec, const char *of)
{
	unsigned i, n = cfg_size(sec, "stop");
	struct robo_stop *x;
	const char *path;
	enum status st;
	cfg_t *sub;

	out->stop = arena_alloc(r->arena, (n + 1) * sizeof(*out->stop));
	for (i = 0; i < n; i++) {
		x = &out->stop[out->nstop++];
		sub = cfg_getnsec(sec, "stop", i);
		if ((st = reader_named(&x->title, &path, r, sub, arena_printf(
		    r->arena, "%s\nstop", of), check_line)) != SN_OK ||
		    (st = reader_text(&x->cond, r, sub, path, "if",
		    check_line)) != SN_OK)
			return st;
		if (x->cond == NULL)
			return reader_bad(r, path, _("if is missing: what is "
			    "stopped"));
		x->cond_line = source_line(r->source, arena_printf(r->arena,
		    "%s\nif", path));
	}
	return SN_OK;
}

/* Codes of checks that there are. */
static enum status
excepts(struct robo *out, struct reading *g, cfg_t *sec, const char *of)
{
	const char *path = arena_printf(g->r->arena, "%s\nexcept", of), *near;
	enum status st;
	size_t i;

	if ((st = reader_list(&out->except, g->r, sec, path, "except",
	    check_line)) != SN_OK)
		return st;
	for (i = 0; out->except[i] != NULL; i++) {
		if (checks_find(g->checks, out->except[i]) != NULL)
			continue;
		near = checks_nearest(g->checks, out->except[i], g->r->arena);
		path = arena_printf(g->r->arena, "%s\n%zu", path, i);
		return near == NULL ?
		    reader_bad(g->r, path, _("%s: no such check"),
		    out->except[i]) :
		    reader_bad(g->r, path, _("%s: no such check; is it %s?"),
		    out->except[i], near);
	}
	return SN_OK;
}

/* Where the section works: a route, if it names one, and a status of it. */
static enum status
place(struct robo *out, struct reader *r, cfg_t *sec, const char *of)
{
	const char *status;
	enum status st;

	if ((st = reader_text(&out->route, r, sec, of, "route",
	    check_route)) != SN_OK ||
	    (st = reader_text(&status, r, sec, of, "status", check_line)) !=
	    SN_OK)
		return st;
	if (status == NULL)
		return out->on ? reader_bad(r, of, _("status is missing: "
		    "where the section works")) : SN_OK;
	out->status = conf_status(r->conf, out->route, status);
	of = arena_printf(r->arena, "%s\nstatus", of);
	if (out->status == NULL)
		return out->route != NULL ?
		    reader_bad(r, of, _("%s: no such status in route %s"),
		    status, out->route) :
		    reader_bad(r, of, _("%s: no such status"), status);
	if (strcmp(out->status, "cancel") == 0 ||
	    strcmp(out->status, "hold") == 0)
		return reader_bad(r, of, _("%s: a person put it there: no "
		    "section takes it on"), status);
	return SN_OK;
}

static enum status
after(struct robo *out, struct reader *r, cfg_t *sec, const char *of)
{
	const char *v;
	enum status st;

	out->after = NUM_NULL;
	if ((st = reader_text(&v, r, sec, of, "after", check_number)) !=
	    SN_OK || v == NULL)
		return st;
	out->after = strtoll(v, NULL, 10);
	if (strlen(v) > 4 || out->after < 1 || out->after > ROBO_AFTER_MAX)
		return reader_bad(r, arena_printf(r->arena, "%s\nafter", of),
		    _("%s: days from 1 to %d were expected"), v,
		    ROBO_AFTER_MAX);
	return SN_OK;
}

static enum status
robo(struct robo *out, struct reading *g, cfg_t *sec)
{
	struct reader *r = g->r;
	const char *path, *on;
	enum status st;

	*out = (struct robo){ .file = r->source->name };
	if ((st = reader_named(&out->title, &path, r, sec, "robo",
	    check_line)) != SN_OK ||
	    (st = reader_text(&on, r, sec, path, "on", check_yes)) != SN_OK ||
	    (st = reader_text(&out->cond, r, sec, path, "if", check_line)) !=
	    SN_OK)
		return st;
	out->on = on == NULL || strcmp(on, "yes") == 0;
	out->line = source_line(r->source, path);
	out->cond_line = source_line(r->source, arena_printf(r->arena,
	    "%s\nif", path));
	if ((st = place(out, r, sec, path)) != SN_OK ||
	    (st = after(out, r, sec, path)) != SN_OK ||
	    (st = excepts(out, g, sec, path)) != SN_OK ||
	    (st = stops(out, r, sec, path)) != SN_OK)
		return st;
	return steps(out, g, sec, path);
}

/* One of the same title as one of a preset takes its place. */
static struct robo *
room(struct robos *out, const char *title)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (strcmp(out->robo[i].title, title) == 0)
			return &out->robo[i];
	return &out->robo[out->n++];
}

static enum status
sections(struct reading *g, cfg_t *cfg)
{
	unsigned i, n = cfg_size(cfg, "robo");
	struct robos *out = g->out;
	struct robo *all = arena_alloc(g->r->arena, (out->n + n + 1) *
	    sizeof(*all)), one;
	enum status st;

	if (out->n > 0)
		memcpy(all, out->robo, out->n * sizeof(*all));
	out->robo = all;
	for (i = 0; i < n; i++) {
		if ((st = robo(&one, g, cfg_getnsec(cfg, "robo", i))) != SN_OK)
			return st;
		*room(out, one.title) = one;
	}
	return SN_OK;
}

/* The names of presets: files lib/data/robo-NAME.conf. */
static size_t
presets(const char **name, size_t max, struct arena *a)
{
	static const char head[] = "data/robo-", tail[] = ".conf";
	const struct blob *b;
	size_t n = 0;

	for (b = blobs; b->name != NULL && n < max; b++)
		if (strncmp(b->name, head, sizeof(head) - 1) == 0)
			name[n++] = arena_strndup(a, b->name + sizeof(head) - 1,
			    strlen(b->name) - (sizeof(head) - 1) -
			    (sizeof(tail) - 1));
	return n;
}

static enum status
preset(struct reading *g, const char *path, const char *name)
{
	enum { PRESETS = 16 };
	struct arena *a = g->r->arena;
	const struct blob *b = blob_find(arena_printf(a, "data/robo-%s.conf",
	    name));
	const char *names[PRESETS], *near;
	struct reading own = *g;
	struct reader r = *g->r;
	struct source source;
	enum status st;
	cfg_t *cfg;

	if (b == NULL) {
		near = source_nearest(names, presets(names, PRESETS, a), name);
		return near == NULL ?
		    reader_bad(g->r, path, _("%s: no such preset"), name) :
		    reader_bad(g->r, path, _("%s: no such preset; is it %s?"),
		    name, near);
	}
	r.source = &source;
	own.r = &r;
	if ((st = source_text(&source, arena_printf(a, "preset %s", name),
	    (const char *)b->data, b->len, a, r.why)) != SN_OK ||
	    (st = source_scan(&source, robos_opts, r.why)) != SN_OK ||
	    (st = source_parse(&cfg, &source, robos_opts, r.why)) != SN_OK)
		return st;
	st = sections(&own, cfg);
	cfg_free(cfg);
	return st;
}

static enum status
everything(struct reading *g, cfg_t *cfg)
{
	const char **names, *send;
	enum status st;
	size_t i;

	if ((st = reader_text(&send, g->r, cfg, "", "send", check_yes)) !=
	    SN_OK ||
	    (st = reader_list(&names, g->r, cfg, "preset", "preset",
	    check_line)) != SN_OK)
		return st;
	g->out->send = send != NULL && strcmp(send, "yes") == 0;
	for (i = 0; names[i] != NULL; i++)
		if ((st = preset(g, arena_printf(g->r->arena, "preset\n%zu",
		    i), names[i])) != SN_OK)
			return st;
	return sections(g, cfg);
}

enum status
robos_read(struct robos **out, const char *path, const struct conf *conf,
    const struct checks *checks, const struct word *mails,
    const char *today, struct arena *a, struct why *w)
{
	struct robos *robos = arena_alloc(a, sizeof(*robos));
	struct conf known = *conf;
	struct source source;
	struct reader r = { &known, &source, a, w };
	struct reading g = { .r = &r, .out = robos,
	    .checks = checks, .mails = mails };
	enum status st;
	cfg_t *cfg;

	*out = NULL;
	robos->path = arena_strdup(a, path);
	if (access(path, F_OK) == -1) {
		*out = robos;
		return SN_OK;
	}
	if ((st = source_read(&source, path, a, w)) != SN_OK ||
	    (st = source_scan(&source, robos_opts, w)) != SN_OK ||
	    (st = source_parse(&cfg, &source, robos_opts, w)) != SN_OK)
		return st;
	conf_frame(&g.frame, conf, today, a);
	robos->path = source.name;
	robos->hash = source.hash;
	if ((st = everything(&g, cfg)) == SN_OK)
		*out = robos;
	cfg_free(cfg);
	return st;
}

const struct robo *
robos_find(const struct robos *r, const char *title)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->robo[i].title, title) == 0)
			return &r->robo[i];
	return NULL;
}
