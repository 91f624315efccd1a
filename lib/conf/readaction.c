/*
 * An action in a configuration file: its names are those of sn.conf.
 */

#include <string.h>

#include "base/i18n.h"
#include "conf/reader.h"

/* Names of sn.conf in an action, in their normal form. */
static enum status
check_names(struct action *x, const struct reader *r, bool ends)
{
	const struct conf *c = r->conf;
	const char *slug;
	size_t i;

	if (x->act == ACTION_ROUTE && conf_route(c, x->value) == NULL)
		return fail(r->why, SN_USAGE, _("%s: no such route in sn.conf"),
		    x->value);
	if (x->act != ACTION_MOVE)
		return SN_OK;
	if ((slug = conf_status(c, NULL, x->value)) == NULL)
		return fail(r->why, SN_USAGE, _("%s: no such status"),
		    x->value);
	if (strcmp(slug, "cancel") == 0)
		return fail(r->why, SN_USAGE, _("%s: only people cancel"),
		    x->value);
	if (!ends && (strcmp(slug, "done") == 0 ||
	    strcmp(slug, "follow") == 0))
		return fail(r->why, SN_USAGE, _("%s: no rule ends a shipment"),
		    x->value);
	x->value = slug;
	if (x->more == NULL)
		return SN_OK;
	for (i = 0; c->box[i] != NULL; i++)
		if (strcmp(c->box[i], x->more) == 0)
			return SN_OK;
	return fail(r->why, SN_USAGE, _("%s: no such hold box in sn.conf"),
	    x->more);
}

/* The reason in r->why, with its place before it. */
static enum status
bad_at(struct reader *r, const char *path)
{
	struct why cause = *r->why;

	return reader_bad(r, path, "%s", cause.text);
}

enum status
reader_action(struct action *out, struct reader *r, const char *path,
    const char *text, const struct edit_frame *f, bool ends)
{
	if (action_parse(out, text, f, r->arena, r->why) != SN_OK ||
	    check_names(out, r, ends) != SN_OK)
		return bad_at(r, path);
	out->line = source_line(r->source, path);
	return SN_OK;
}
