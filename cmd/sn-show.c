/*
 * sn-show - show everything about orders
 *
 * Writes each order of the shipments selected as text for people, or as
 * records.  See sn-show(1).
 */

#include <err.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/show.h"
#include "store/tree.h"

static enum status
show_all(struct cmd *c, struct store *s, const struct ids *ids,
    struct tally *t, struct why *w)
{
	struct ids orders = { NULL, 0, 0 };
	enum status st;
	int64_t order;
	size_t i, k;

	for (i = 0; i < ids->n; i++) {
		st = store_order_of(&order, s, ids->id[i], w);
		if (status_stops(st))
			return st;
		if (st != SN_OK) {
			warnx("%s", w->text);
			t->refused++;
			continue;
		}
		for (k = 0; k < orders.n && orders.id[k] != order; k++)
			continue;
		if (k < orders.n)
			continue;
		ids_add(&orders, order, &c->arena);
		if (orders.n > 1)
			fputs("\n", stdout);
		if ((st = show_order(c, s, order, stdout, w)) != SN_OK)
			return st;
		t->done++;
	}
	return SN_OK;
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("show everything about orders"),
		.synopsis = "[-v] [-H dir] [--full] [--ndjson | --json | "
		    "--csv | --tsv | --table] -q query | shipment ... | -",
		.example = "sn-show 1041",
		.selects = true, .records = true,
	};
	struct tally tally = { 0, 0 };
	enum status st;
	struct store *s;
	struct ids ids;
	struct why w;

	if (cmd_getopt(&cmd, argc, argv) != -1 ||
	    (optind == argc && cmd.query == NULL))
		cmd_usage(&cmd);
	(void)cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	cmd_select(&ids, &cmd, s, &tally);
	if (cmd.output == OUT_AUTO && !cmd.full)
		st = show_all(&cmd, s, &ids, &tally, &w);
	else {
		st = output_shipments(&cmd, s, &ids, NULL, stdout, &w);
		tally.done += ids.n;
	}
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
