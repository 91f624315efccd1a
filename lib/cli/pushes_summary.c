/*
 * What sn-push(1) would tell each mall.
 */

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/pushes.h"
#include "store/push.h"
#include "text/date.h"

/* A format that is missing where nobody named it is no failure. */
static enum status
add_shop(struct report *r, struct pushes *p, const struct push_waiting *x,
    struct why *w)
{
	struct arena *a = &p->cmd->arena;
	struct format *f = NULL;
	const char *name;
	enum status st;
	bool usual;

	name = pushes_format(&usual, p, x->shop, x->mall);
	st = format_load(&f, name, cmd_path(p->cmd, "formats"), a, w);
	if (st != SN_OK && (st != SN_NOTFOUND || !usual))
		return st == SN_NOTFOUND ? SN_USAGE : st;
	report_cell(r, x->shop);
	report_cell(r, x->mall);
	report_num(r, x->n);
	report_cell(r, arena_strndup(a, x->since, DATE_SIZE - 1));
	report_cell(r, f != NULL ? f->name : _("none"));
	report_cell(r, f != NULL ? f->confidence : "");
	format_free(f);
	return SN_OK;
}

enum status
pushes_summary(struct pushes *p, struct why *w)
{
	const struct report_column columns[] = {
		{ "shop", _("shop"), false },
		{ "mall", _("mall"), false },
		{ "count", _("count"), true },
		{ "since", _("waiting since"), false },
		{ "format", _("format"), false },
		{ "confidence", _("confidence"), false },
	};
	struct push_waiting *x;
	enum status st;
	struct report *r;
	size_t i, n;

	if ((st = store_push_waiting(&x, &n, p->store, &p->cmd->arena, w)) !=
	    SN_OK)
		return st;
	r = report_new(p->cmd, columns, sizeof(columns) / sizeof(columns[0]));
	for (i = 0; i < n; i++)
		if ((st = add_shop(r, p, &x[i], w)) != SN_OK) {
			report_drop(r);
			return st;
		}
	return report_end(r, stdout, w);
}
