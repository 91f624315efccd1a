/*
 * checks.conf(5), and the comments at the head of each check.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "conf/checks.h"
#include "conf/reader.h"
#include "data/head.h"
#include "order/words.h"

enum {
	KEYS = 48		/* of a section: on, severity, if, message and
				   the parameters of all checks */
};

/* "days 3" */
static void
head_param(struct check *c, const char *value, struct arena *a)
{
	struct check_param *p = &c->param[c->nparam];
	size_t n = strcspn(value, " ");

	if (c->nparam == CHECK_PARAMS)
		return;
	p->name = arena_strndup(a, value, n);
	p->value = strtoll(value + n, NULL, 10);
	c->nparam++;
}

/* One "-- key: value" at the head of a check. */
static void
head_line(struct check *c, const char *key, const char *value,
    struct arena *a)
{
	if (strcmp(key, "title") == 0)
		c->title = value;
	else if (strcmp(key, "ja") == 0)
		c->ja = value;
	else if (strcmp(key, "severity") == 0)
		c->severity = value;
	else if (strcmp(key, "on") == 0)
		c->on = strcmp(value, "no") != 0;
	else if (strcmp(key, "ended") == 0)
		c->ended = strcmp(value, "yes") == 0;
	else if (strcmp(key, "by") == 0)
		c->by = value;
	else if (strcmp(key, "needs") == 0)
		c->needs = value;
	else if (strcmp(key, "learn") == 0)
		c->learn = value;
	else if (strcmp(key, "param") == 0)
		head_param(c, value, a);
}

/* The check that a file of lib/store/check is; false when b is none. */
static bool
shipped(struct check *out, const struct blob *b, struct arena *a)
{
	const char *code = head_name(b, "store/check/", ".sql", a);
	struct head h;

	if (code == NULL)
		return false;
	*out = (struct check){ .on = true, .code = code,
	    .sql = (const char *)b->data };
	for (head_open(&h, b, a); head_next(&h);)
		head_line(out, h.key, h.value, a);
	if (out->by != NULL)
		out->sql = NULL;
	return true;
}

static void
all_shipped(struct checks *out, struct arena *a)
{
	const struct blob *b;
	struct check c;
	size_t cap = 0;

	for (b = blobs; b->name != NULL; b++) {
		if (!shipped(&c, b, a))
			continue;
		out->check = arena_grow(a, out->check, out->n, &cap,
		    sizeof(*out->check));
		out->check[out->n++] = c;
	}
}

const struct check *
checks_find(const struct checks *c, const char *code)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->check[i].code, code) == 0)
			return &c->check[i];
	return NULL;
}

const char *
checks_nearest(const struct checks *c, const char *text, struct arena *a)
{
	const char **names = arena_alloc(a, (c->n + 1) * sizeof(*names));
	size_t i;

	for (i = 0; i < c->n; i++)
		names[i] = c->check[i].code;
	return source_nearest(names, c->n, text);
}

static enum status
check_on(struct reader *r, const char *path, const char **v)
{
	if (strcmp(*v, "yes") != 0 && strcmp(*v, "no") != 0)
		return reader_bad(r, path, _("%s: yes or no was expected"),
		    *v);
	return SN_OK;
}

static enum status
check_severity(struct reader *r, const char *path, const char **v)
{
	const struct word *word = word_find(words_severity, *v);

	if (word == NULL)
		return reader_bad(r, path, _("%s: error, warning or note was "
		    "expected"), *v);
	*v = word->slug;
	return SN_OK;
}

/* Whether a check has that parameter. */
static struct check_param *
param(struct check *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->nparam; i++)
		if (strcmp(c->param[i].name, name) == 0)
			return &c->param[i];
	return NULL;
}

/* All that a section may say: opts and the parameters of the n checks. */
static void
options(cfg_opt_t *opts, const struct checks *all)
{
	static const cfg_opt_t usual[] = {
		CFG_STR("on", NULL, CFGF_NODEFAULT),
		CFG_STR("severity", NULL, CFGF_NODEFAULT),
		CFG_STR("if", NULL, CFGF_NODEFAULT),
		CFG_STR("message", NULL, CFGF_NODEFAULT),
	};
	size_t n = sizeof(usual) / sizeof(usual[0]), i, k, m;

	memcpy(opts, usual, sizeof(usual));
	for (i = 0; i < all->n; i++)
		for (k = 0; k < all->check[i].nparam; k++) {
			for (m = 0; m < n; m++)
				if (strcmp(opts[m].name,
				    all->check[i].param[k].name) == 0)
					break;
			if (m == n && n < KEYS - 1)
				opts[n++] = (cfg_opt_t)CFG_STR(
				    all->check[i].param[k].name, NULL,
				    CFGF_NODEFAULT);
		}
	opts[n] = (cfg_opt_t)CFG_END();
}

/* The numbers that this check takes; the keys of others are refused. */
static enum status
params(struct check *c, struct reader *r, cfg_t *sec, const char *path,
    const cfg_opt_t *opts)
{
	struct check_param *p;
	enum status st;
	const char *v;

	for (opts += 4; opts->name != NULL; opts++) {
		if ((st = reader_text(&v, r, sec, path, opts->name,
		    check_number)) != SN_OK)
			return st;
		if (v == NULL)
			continue;
		path = arena_printf(r->arena, "%s\n%s", path, opts->name);
		if ((p = param(c, opts->name)) == NULL)
			return c->nparam == 0 ?
			    reader_bad(r, path, _("this check has no such "
			    "number")) :
			    reader_bad(r, path, _("this check has no such "
			    "number; is it %s?"), c->param[0].name);
		p->value = strtoll(v, NULL, 10);
	}
	return SN_OK;
}

/* A check of the shop's own: a query, and what it means. */
static enum status
own(struct check *c, struct reader *r, cfg_t *sec, const char *path)
{
	const char *at = arena_printf(r->arena, "%s\nif", path);
	enum status st;

	c->line = source_line(r->source, at);
	if ((st = check_word(r, path, &c->code)) != SN_OK ||
	    (st = reader_text(&c->query, r, sec, path, "if", check_line)) !=
	    SN_OK ||
	    (st = reader_text(&c->title, r, sec, path, "message",
	    check_line)) != SN_OK)
		return st;
	c->ja = c->title;
	return c->query != NULL ? SN_OK :
	    reader_bad(r, at, _("empty: a query was expected"));
}

/* The section's check: one that is shipped, or a new one. */
static enum status
which(struct check **out, struct checks *all, struct reader *r, cfg_t *sec,
    const char *name, const char *path, size_t nshipped)
{
	bool queries = cfg_size(sec, "if") > 0 && cfg_getstr(sec, "if") != NULL;
	struct check *c = NULL;
	const char *near;
	size_t i;

	for (i = 0; i < nshipped; i++)
		if (strcmp(all->check[i].code, name) == 0)
			c = &all->check[i];
	*out = c;
	if (c != NULL && queries)
		return reader_bad(r, path, _("a check of that name is there "
		    "already: it takes no if"));
	if (c != NULL && c->by != NULL)
		return reader_bad(r, path, _("%s finds it, whatever stands "
		    "here"), c->by);
	if (c != NULL && cfg_getstr(sec, "message") != NULL)
		return reader_bad(r, path, _("message goes with if"));
	if (c != NULL)
		return SN_OK;
	if (!queries) {
		near = checks_nearest(all, name, r->arena);
		return near == NULL ?
		    reader_bad(r, path, _("no such check; a check of your own "
		    "has an if")) :
		    reader_bad(r, path, _("no such check; is it %s?"), near);
	}
	*out = &all->check[all->n++];
	**out = (struct check){ .code = name, .severity = "warning",
	    .on = true };
	return own(*out, r, sec, path);
}

static enum status
one(struct checks *all, struct reader *r, cfg_t *sec, const cfg_opt_t *opts,
    size_t nshipped)
{
	const char *name = arena_strdup(r->arena, cfg_title(sec));
	const char *path = arena_printf(r->arena, "check\n%s", name);
	const char *on, *severity;
	struct check *c;
	enum status st;

	if ((st = which(&c, all, r, sec, name, path, nshipped)) != SN_OK ||
	    (st = reader_text(&on, r, sec, path, "on", check_on)) != SN_OK ||
	    (st = reader_text(&severity, r, sec, path, "severity",
	    check_severity)) != SN_OK)
		return st;
	if (on != NULL)
		c->on = strcmp(on, "yes") == 0;
	if (severity != NULL)
		c->severity = severity;
	return params(c, r, sec, path, opts);
}

/* All sections of the file. */
static enum status
sections(struct checks *all, struct reader *r, cfg_t *cfg,
    const cfg_opt_t *opts)
{
	unsigned i, n = cfg_size(cfg, "check");
	struct check *room = arena_alloc(r->arena, (all->n + n + 1) *
	    sizeof(*room));
	size_t nshipped = all->n;
	enum status st;

	if (nshipped > 0)
		memcpy(room, all->check, nshipped * sizeof(*room));
	all->check = room;
	for (i = 0; i < n; i++)
		if ((st = one(all, r, cfg_getnsec(cfg, "check", i), opts,
		    nshipped)) != SN_OK)
			return st;
	return SN_OK;
}

enum status
checks_read(struct checks **out, const char *path, struct arena *a,
    struct why *w)
{
	struct checks *all = arena_alloc(a, sizeof(*all));
	cfg_opt_t keys[KEYS];
	cfg_opt_t opts[] = {
		CFG_SEC("check", keys, CFGF_MULTI | CFGF_TITLE), CFG_END()
	};
	struct source source;
	struct reader r = { NULL, &source, a, w };
	enum status st;
	cfg_t *cfg;

	*out = NULL;
	all->path = arena_strdup(a, path);
	all_shipped(all, a);
	if (access(path, F_OK) == -1) {
		*out = all;
		return SN_OK;
	}
	options(keys, all);
	if ((st = source_read(&source, path, a, w)) != SN_OK ||
	    (st = source_scan(&source, opts, w)) != SN_OK ||
	    (st = source_parse(&cfg, &source, opts, w)) != SN_OK)
		return st;
	all->path = source.name;
	all->hash = source.hash;
	if ((st = sections(all, &r, cfg, keys)) == SN_OK)
		*out = all;
	cfg_free(cfg);
	return st;
}
