#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/formats.h"
#include "cli/ndjson.h"
#include "format/guess.h"
#include "format/orders.h"
#include "order/json.h"
#include "text/number.h"

enum { SHOWN_MAX = 20 };	/* problems told without -v */

struct trial {
	struct cmd	*cmd;
	const char	*path;
	FILE		*out;
	unsigned long	 differ;	/* totals that do not add up */
	unsigned long	 problems;
};

/* Whether one more problem is to be told. */
static bool
tell(struct trial *t)
{
	return t->problems++ < SHOWN_MAX || t->cmd->verbose;
}

static void
check_total(struct trial *t, const struct orders_got *got)
{
	int64_t total = tree_total(got->tree);
	int64_t stated = got->tree->order->stated_total;
	char a[NUMBER_SIZE], b[NUMBER_SIZE];

	if (total == NUM_NULL || stated == NUM_NULL || total == stated)
		return;
	t->differ++;
	if (tell(t))
		warnx(_("%s:%lu: %s: comes to %s yen, the mall states %s"),
		    t->path, got->line, got->tree->order->number,
		    number_yen(a, total), number_yen(b, stated));
}

static enum status
on_order(const struct orders_got *got, void *arg, struct why *w)
{
	struct trial *t = arg;
	enum status st = SN_OK;
	size_t i;

	check_total(t, got);
	for (i = 0; st == SN_OK && i < got->tree->nshipment; i++)
		st = ndjson_put_new(t->out, tree_json(got->tree, i), w);
	return st;
}

static enum status
on_refused(const struct orders_refused *r, void *arg, struct why *w)
{
	struct trial *t = arg;

	(void)w;
	if (tell(t))
		warnx("%s:%lu: %s", r->file, r->row->line, r->reason);
	return SN_OK;
}

static void
summary(const struct trial *t, const struct orders_count *n)
{
	if (t->problems > SHOWN_MAX && !t->cmd->verbose)
		warnx(_("%lu more; -v shows all"), t->problems - SHOWN_MAX);
	warnx(_("%s: %s, %lu rows: %lu orders, %lu rows refused, %lu totals "
	    "differ, %lu lost zeros put back"), t->path,
	    enc_name(n->encoding), n->read, n->orders, n->refused, t->differ,
	    n->repaired);
	if (n->mended > 0)
		warnx(_("%s: %lu numbers put right that a spreadsheet had "
		    "changed"), t->path, n->mended);
}

static enum status
open_file(FILE **out, const char *path, struct why *w)
{
	if ((*out = fopen(path, "r")) == NULL)
		return fail(w, SN_USAGE, "%s: %s", path, strerror(errno));
	return SN_OK;
}

static void
close_file(FILE *f)
{
	if (f != NULL)
		fclose(f);
}

enum status
formats_test(struct cmd *c, const char *name, const char *dir,
    const char *path, const char *second, struct tally *tally, FILE *out,
    struct why *w)
{
	struct trial t = { .cmd = c, .path = path, .out = out };
	struct orders_conf conf = { .second_name = second,
	    .refused = on_refused };
	struct orders_count n;
	struct format *f = NULL;
	struct guess g;
	FILE *in = NULL;
	enum status st;

	if ((st = format_load(&f, name, dir, &c->arena, w)) != SN_OK)
		return st;
	if (f->kind != FORMAT_ORDER)
		st = fail(w, SN_USAGE, _("%s: no format of orders"), name);
	else if (second != NULL && !orders_pair(f))
		st = fail(w, SN_USAGE, _("%s: takes one file"), name);
	else if ((st = open_file(&in, path, w)) == SN_OK && second != NULL)
		st = open_file(&conf.second, second, w);
	if (st != SN_OK ||
	    (st = guess_complete(&g, f, in, path, &c->arena, w)) != SN_OK)
		goto out;
	formats_tell_unknown(c, &g, path);
	st = orders_read(&n, in, path, f, &conf, on_order, &t, w);
	tally->done = n.orders;
	tally->refused = n.refused;
	if (st == SN_OK)
		summary(&t, &n);
out:
	close_file(in);
	close_file(conf.second);
	format_free(f);
	return st;
}
