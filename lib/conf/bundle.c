/*
 * The section bundle of sn.conf(5).
 */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "conf/reader.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)
#define LIST(key) CFG_STR_LIST(key, NULL, CFGF_NODEFAULT)

cfg_opt_t bundle_opts[] = {
	LIST("by"), TEXT("same_day"), TEXT("same_carrier"),
	TEXT("same_route"), TEXT("across_malls"), TEXT("temperature"),
	TEXT("within_days"), TEXT("deadline"), LIST("statuses"),
	LIST("apart"), TEXT("parent"), LIST("shops"), TEXT("postage"),
	TEXT("cod_fee"), CFG_END()
};

/* What is a word or a number in the file and something else here. */
struct words {
	const char	*same_day, *same_carrier, *same_route, *across_malls;
	const char	*temperature, *within_days, *deadline;
	const char	*parent, *postage, *cod_fee;
};

static const struct member members[] = {
	{ "same_day", check_yes, offsetof(struct words, same_day), "no" },
	{ "same_carrier", check_yes, offsetof(struct words, same_carrier),
	    "no" },
	{ "same_route", check_yes, offsetof(struct words, same_route), "no" },
	{ "across_malls", check_yes, offsetof(struct words, across_malls),
	    "no" },
	{ "temperature", check_together, offsetof(struct words, temperature),
	    "tolerated" },
	{ "within_days", check_number, offsetof(struct words, within_days),
	    "0" },
	{ "deadline", check_number, offsetof(struct words, deadline), "0" },
	{ "parent", check_parent, offsetof(struct words, parent), "first" },
	{ "postage", check_fee, offsetof(struct words, postage), "keep" },
	{ "cod_fee", check_fee, offsetof(struct words, cod_fee), "keep" },
	{ NULL, NULL, 0, NULL }
};

/* The lists, and what they are when they are not given. */
static const struct {
	const char	*key;
	check_fn	*check;
	size_t		 at;
	const char	*fallback[6];	/* ended by NULL */
} lists[] = {
	{ "by", check_by, offsetof(struct bundle_rule, by), { "phone" } },
	{ "statuses", check_bundled, offsetof(struct bundle_rule, status),
	    { "new", "payment", "ready", "print", "hold" } },
	{ "apart", check_mall, offsetof(struct bundle_rule, apart),
	    { "amazon" } },
	{ "shops", check_known_shop, offsetof(struct bundle_rule, shops), { NULL } }
};

static enum status
read_lists(struct bundle_rule *b, struct reader *r, cfg_t *sec)
{
	const char **list, **copy, *path;
	enum status st;
	size_t i, k;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		path = arena_printf(r->arena, "bundle\n%s", lists[i].key);
		if ((st = reader_list(&list, r, sec, path, lists[i].key,
		    lists[i].check)) != SN_OK)
			return st;
		if (source_line(r->source, path) == 0) {	/* not given */
			copy = arena_alloc(r->arena, sizeof(lists[i].fallback));
			for (k = 0; lists[i].fallback[k] != NULL; k++)
				copy[k] = lists[i].fallback[k];
			list = copy;
		}
		memcpy((char *)b + lists[i].at, &list, sizeof(list));
	}
	return SN_OK;
}

static unsigned
key_of(const char *word)
{
	if (strcmp(word, "phone") == 0)
		return BUNDLE_PHONE;
	if (strcmp(word, "name") == 0)
		return BUNDLE_NAME;
	return strcmp(word, "zip") == 0 ? BUNDLE_ZIP : BUNDLE_ADDRESS;
}

static bool
yes(const char *word)
{
	return strcmp(word, "yes") == 0;
}

enum status
reader_bundle(struct reader *r, cfg_t *cfg)
{
	struct bundle_rule *b = &r->conf->bundle;
	cfg_t *sec = cfg_getsec(cfg, "bundle");
	struct words v;
	enum status st;
	size_t i;

	if ((st = reader_fill(&v, r, sec, "bundle", members)) != SN_OK ||
	    (st = read_lists(b, r, sec)) != SN_OK)
		return st;
	for (i = 0; b->by[i] != NULL; i++)
		b->keys |= key_of(b->by[i]);
	if (b->keys == 0)
		return reader_bad(r, "bundle\nby", _("nothing to compare"));
	b->same_day = yes(v.same_day);
	b->same_carrier = yes(v.same_carrier);
	b->same_route = yes(v.same_route);
	b->across_malls = yes(v.across_malls);
	b->tolerate = strcmp(v.temperature, "tolerated") == 0;
	b->within_days = strtol(v.within_days, NULL, 10);
	b->deadline = strtol(v.deadline, NULL, 10);
	b->parent = v.parent;
	b->postage = v.postage;
	b->cod_fee = v.cod_fee;
	if (strcmp(b->parent, "shop") == 0 && b->shops[0] == NULL)
		return reader_bad(r, "bundle\nparent", _("shop goes with "
		    "shops: whose orders come first"));
	return SN_OK;
}
