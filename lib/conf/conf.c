#include <string.h>

#include "base/i18n.h"
#include "conf/conf.h"
#include "conf/source.h"
#include "order/words.h"

/* Look in a list by name. */
#define FIND(list, n, x)						\
	do {								\
		size_t i_;						\
		for (i_ = 0; i_ < (n); i_++)				\
			if (strcmp((list)[i_].name, (x)) == 0)		\
				return &(list)[i_];			\
	} while (0)

const struct conf_shop *
conf_shop(const struct conf *c, const char *name)
{
	FIND(c->shop, c->nshop, name);
	return NULL;
}

const struct conf_route *
conf_route(const struct conf *c, const char *name)
{
	FIND(c->route, c->nroute, name);
	return NULL;
}

const struct conf_carrier *
conf_carrier(const struct conf *c, const char *name)
{
	FIND(c->carrier, c->ncarrier, name);
	return NULL;
}

const struct conf_query *
conf_query(const struct conf *c, const char *name)
{
	FIND(c->query, c->nquery, name);
	return NULL;
}

const struct conf_columns *
conf_columns(const struct conf *c, const char *name)
{
	FIND(c->columns, c->ncolumns, name);
	return NULL;
}

static const struct conf_phrase *
find_phrase(const struct conf *c, const char *name)
{
	FIND(c->phrase, c->nphrase, name);
	return NULL;
}

enum status
conf_phrase(const char **out, const char *value, const void *conf,
    struct why *w)
{
	const struct conf *c = conf;
	const struct conf_phrase *found;
	struct arena a = ARENA_INIT;
	const char **names, *near;
	size_t i;

	*out = value;
	if (*value != '@')
		return SN_OK;
	*out = ++value;
	if (*value == '@')
		return SN_OK;
	if ((found = find_phrase(c, value)) != NULL) {
		*out = found->text;
		return SN_OK;
	}
	names = arena_alloc(&a, (c->nphrase + 1) * sizeof(*names));
	for (i = 0; i < c->nphrase; i++)
		names[i] = c->phrase[i].name;
	near = source_nearest(names, c->nphrase, value);
	arena_free(&a);
	return near == NULL ? fail(w, SN_INVALID, _("no such phrase in "
	    "sn.conf; @@ is an @")) : fail(w, SN_INVALID, _("no such phrase "
	    "in sn.conf; did you mean @%s?"), near);
}

const struct conf_inbox *
conf_inbox(const struct conf *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->ninbox; i++)
		if (strcmp(c->inbox[i].name, name) == 0)
			return &c->inbox[i];
	return NULL;
}

static const char company_channel[] = "-";	/* no shop has that name */

const char *
conf_channel(const struct conf *c, const struct conf_shop *shop)
{
	return shop != NULL && shop->mail.server != c->mail.server ?
	    shop->name : company_channel;
}

const struct conf_mail *
conf_mail(const struct conf *c, const char *channel)
{
	const struct conf_shop *shop;

	if (strcmp(channel, company_channel) == 0)
		return &c->mail;
	shop = conf_shop(c, channel);
	return shop != NULL && strcmp(conf_channel(c, shop), channel) == 0 ?
	    &shop->mail : NULL;
}

/* A status that route adds, by slug or title. */
static const struct conf_status *
own_status(const struct conf_route *route, const char *text)
{
	size_t i;

	for (i = 0; i < route->nstatus; i++)
		if (strcmp(route->status[i].slug, text) == 0 ||
		    strcmp(route->status[i].title, text) == 0)
			return &route->status[i];
	return NULL;
}

/* The same for the route of that name, or for any when it is NULL. */
static const struct conf_status *
any_status(const struct conf *c, const char *route, const char *text)
{
	const struct conf_status *found;
	size_t i;

	for (i = 0; i < c->nroute; i++)
		if ((route == NULL || strcmp(c->route[i].name, route) == 0) &&
		    (found = own_status(&c->route[i], text)) != NULL)
			return found;
	return NULL;
}

const char *
conf_status(const struct conf *c, const char *route, const char *text)
{
	const struct word *word = word_find(words_status, text);
	const struct conf_status *own;

	if (word != NULL)
		return word->slug;
	own = any_status(c, route, text);
	return own != NULL ? own->slug : NULL;
}

const char *
conf_status_title(const struct conf *c, const char *slug)
{
	const struct conf_status *own = any_status(c, NULL, slug);

	return own != NULL ? own->title : word_ja(words_status, slug);
}

void
conf_frame(struct edit_frame *out, const struct conf *c, const char *today,
    struct arena *a)
{
	const char **name = arena_alloc(a, (c->ncarrier + 1) * sizeof(*name));
	size_t i;

	for (i = 0; i < c->ncarrier; i++)
		name[i] = c->carrier[i].name;
	*out = (struct edit_frame){ .carriers = name, .phrase = conf_phrase,
	    .phrases = c };
	memcpy(out->today, today, sizeof(out->today));
}

const char *
conf_rank(const struct conf *c, int64_t purchases)
{
	const struct conf_rank *best = NULL;
	size_t i;

	for (i = 0; i < c->nrank; i++)
		if (c->rank[i].from <= purchases &&
		    (best == NULL || c->rank[i].from > best->from))
			best = &c->rank[i];
	return best != NULL ? best->name : NULL;
}

const char *
conf_nearest(const char *const *names, size_t n, const char *text)
{
	return source_nearest(names, n, text);
}
