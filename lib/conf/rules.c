/*
 * rules.conf(5) into struct rules.
 */

#include <string.h>

#include "base/i18n.h"
#include "conf/reader.h"
#include "conf/rules.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)
#define LIST(key) CFG_STR_LIST(key, NULL, CFGF_NODEFAULT)
#define TITLED(key, opts) CFG_SEC(key, opts, CFGF_MULTI | CFGF_TITLE)

static cfg_opt_t rule_opts[] = { TEXT("if"), LIST("then"), CFG_END() };
static cfg_opt_t test_opts[] = {
	LIST("given"), LIST("expect"), LIST("fires"), LIST("spares"), CFG_END()
};
static cfg_opt_t rules_opts[] = {
	TITLED("rule", rule_opts), TITLED("test", test_opts), CFG_END()
};

static enum status
actions(struct rule *out, struct reader *r, cfg_t *sec, const char *of,
    const struct edit_frame *f)
{
	unsigned i, n = cfg_size(sec, "then");
	enum status st;
	const char *path;

	out->then = arena_alloc(r->arena, (n + 1) * sizeof(*out->then));
	for (i = 0; i < n; i++) {
		path = arena_printf(r->arena, "%s\nthen\n%u", of, i);
		if ((st = reader_action(&out->then[out->nthen++], r, path,
		    arena_strdup(r->arena, cfg_getnstr(sec, "then", i)), f,
		    false)) != SN_OK)
			return st;
	}
	if (n == 0)
		return reader_bad(r, of, _("then is missing: what the rule "
		    "does"));
	return SN_OK;
}

static enum status
rule(struct rule *out, struct reader *r, cfg_t *sec,
    const struct edit_frame *f)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->title, &path, r, sec, "rule",
	    check_line)) != SN_OK ||
	    (st = reader_text(&out->cond, r, sec, path, "if",
	    check_line)) != SN_OK)
		return st;
	out->line = source_line(r->source, path);
	out->cond_line = source_line(r->source,
	    arena_printf(r->arena, "%s\nif", path));
	return actions(out, r, sec, path, f);
}

static enum status
list(const char ***out, struct reader *r, cfg_t *sec, const char *of,
    const char *key)
{
	return reader_list(out, r, sec, arena_printf(r->arena, "%s\n%s", of,
	    key), key, check_line);
}

/* Titles that a case names are those of rules. */
static enum status
check_titles(const char *const *title, const struct rules *rules,
    struct reader *r, const char *of, const char *key)
{
	size_t i;

	for (i = 0; title[i] != NULL; i++)
		if (rules_find(rules, title[i]) == NULL)
			return reader_bad(r, arena_printf(r->arena,
			    "%s\n%s\n%zu", of, key, i),
			    _("%s: no such rule"), title[i]);
	return SN_OK;
}

static enum status
test(struct rule_case *out, const struct rules *rules, struct reader *r,
    cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->title, &path, r, sec, "test",
	    check_line)) != SN_OK ||
	    (st = list(&out->given, r, sec, path, "given")) != SN_OK ||
	    (st = list(&out->expect, r, sec, path, "expect")) != SN_OK ||
	    (st = list(&out->fires, r, sec, path, "fires")) != SN_OK ||
	    (st = list(&out->spares, r, sec, path, "spares")) != SN_OK ||
	    (st = check_titles(out->fires, rules, r, path, "fires")) !=
	    SN_OK ||
	    (st = check_titles(out->spares, rules, r, path, "spares")) !=
	    SN_OK)
		return st;
	out->line = source_line(r->source, path);
	if (out->expect[0] == NULL && out->fires[0] == NULL &&
	    out->spares[0] == NULL)
		return reader_bad(r, path, _("nothing is expected: expect, "
		    "fires or spares is missing"));
	return SN_OK;
}

static enum status
everything(struct rules *out, struct reader *r, cfg_t *cfg,
    const struct edit_frame *f)
{
	unsigned i, n = cfg_size(cfg, "rule");
	enum status st;

	out->rule = arena_alloc(r->arena, (n + 1) * sizeof(*out->rule));
	for (i = 0; i < n; i++)
		if ((st = rule(&out->rule[out->n++], r, cfg_getnsec(cfg,
		    "rule", i), f)) != SN_OK)
			return st;
	n = cfg_size(cfg, "test");
	out->test = arena_alloc(r->arena, (n + 1) * sizeof(*out->test));
	for (i = 0; i < n; i++)
		if ((st = test(&out->test[out->ntest++], out, r,
		    cfg_getnsec(cfg, "test", i))) != SN_OK)
			return st;
	return SN_OK;
}

enum status
rules_read(struct rules **out, const char *path, const struct conf *conf,
    const char *today, struct arena *a, struct why *w)
{
	struct rules *rules = arena_alloc(a, sizeof(*rules));
	struct conf known = *conf;
	struct source source;
	struct reader r = { &known, &source, a, w };
	struct edit_frame f;
	enum status st;
	cfg_t *cfg;

	*out = NULL;
	if ((st = source_read(&source, path, a, w)) != SN_OK ||
	    (st = source_scan(&source, rules_opts, w)) != SN_OK ||
	    (st = source_parse(&cfg, &source, rules_opts, w)) != SN_OK)
		return st;
	conf_frame(&f, conf, today, a);
	rules->path = arena_strdup(a, path);
	rules->hash = source.hash;
	if ((st = everything(rules, &r, cfg, &f)) == SN_OK)
		*out = rules;
	cfg_free(cfg);
	return st;
}

const struct rule *
rules_find(const struct rules *r, const char *title)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->rule[i].title, title) == 0)
			return &r->rule[i];
	return NULL;
}
