#include <err.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/tags.h"
#include "order/edit.h"
#include "store/tag.h"

void
tags_take(struct tags *wish, struct cmd *c, const char *text)
{
	static const struct edit_frame frame = { .carriers = NULL };
	struct edit e;
	enum status st;
	struct why w;

	if ((st = edit_field(&e, "tag+", &c->arena, &w)) != SN_OK ||
	    (st = edit_read(&e, text, &frame, &c->arena, &w)) != SN_OK)
		cmd_die(st == SN_INVALID ? SN_USAGE : st, &w);
	wish->tag = arena_grow(&c->arena, wish->tag, wish->n, &wish->cap,
	    sizeof(*wish->tag));
	wish->tag[wish->n++] = e.value;
}

typedef enum status change_tag(int64_t *changed, struct store *s,
    const int64_t *id, size_t n, const char *tag, struct why *w);

static enum status
change(struct cmd *c, struct store *s, const struct ids *ids,
    const struct tags *wish, change_tag *fn, struct why *w)
{
	int64_t changed = 0;
	enum status st;
	size_t i;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	for (i = 0; i < wish->n && st == SN_OK; i++)
		st = fn(&changed, s, ids->id, ids->n, wish->tag[i], w);
	if (st == SN_OK && (st = output_shipments(c, s, ids, NULL, c->spool,
	    w)) == SN_OK)
		st = cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(_("%" PRId64 " tags changed on %zu shipments"), changed,
		    ids->n);
	return st;
}

enum status
tags_put(struct cmd *c, struct store *s, const struct ids *ids,
    const struct tags *wish, struct why *w)
{
	return change(c, s, ids, wish, store_tag_put_many, w);
}

enum status
tags_drop(struct cmd *c, struct store *s, const struct ids *ids,
    const struct tags *wish, struct why *w)
{
	return change(c, s, ids, wish, store_tag_drop_many, w);
}

enum status
tags_rename(struct cmd *c, struct store *s, const struct tags *wish,
    struct why *w)
{
	int64_t changed = 0;
	enum status st;

	if ((st = cmd_begin(c, s, wish->reason, w)) != SN_OK)
		return st;
	if ((st = store_tag_rename(&changed, s, wish->tag[0], wish->tag[1],
	    w)) == SN_OK)
		st = changed == 0 ? fail(w, SN_USAGE, _("%s: no shipment has "
		    "that tag"), wish->tag[0]) : cmd_commit(c, s, w);
	store_rollback(s);	/* does nothing after a commit */
	if (st == SN_OK && (c->verbose || isatty(STDERR_FILENO)))
		warnx(_("%s: renamed on %" PRId64 " shipments"), wish->tag[0],
		    changed);
	return st;
}

enum status
tags_list(struct cmd *c, struct store *s, struct why *w)
{
	const struct report_column column[] = {
		{ "tag", _("tag"), false },
		{ "open", _("open"), true },
		{ "all", _("all"), true },
	};
	struct tag_count *tag;
	struct report *r;
	enum status st;
	size_t i, n;

	if ((st = store_tag_list(&tag, &n, s, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < n; i++) {
		report_cell(r, tag[i].tag);
		report_num(r, tag[i].open);
		report_num(r, tag[i].all);
	}
	return report_end(r, stdout, w);
}
