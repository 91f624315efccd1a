/*
 * sn-why - where a value came from
 *
 * Tells which run set a field, when and why, what the mall says and which
 * file it came with; without a field, why shipments stand where they
 * stand.  See sn-why(1).
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/reason.h"
#include "cli/robo.h"

enum { OPT_NDJSON = 0x100 };

static const struct option options[] = {
	{ "ndjson", no_argument, NULL, OPT_NDJSON },
	{ NULL, 0, NULL, 0 }
};

static void
find_field(struct field *f, const char *name)
{
	const char *near;

	if (field_find(f, name))
		return;
	if ((near = field_suggest(name)) != NULL)
		errx(status_exit(SN_USAGE), _("%s: no such field; did you "
		    "mean %s?"), name, near);
	errx(status_exit(SN_USAGE), _("%s: no such field; sn-query(7) lists "
	    "them"), name);
}

/* What automation has to say of a shipment. */
struct automation {
	struct cmd		*cmd;
	struct store		*store;
	struct robo_wish	 wish;
};

static enum status
more(int64_t shipment, void *arg, struct why *w)
{
	struct automation *k = arg;

	return robo_why(k->cmd, k->store, &k->wish, shipment, stdout, w);
}

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("where a value came from"),
		.synopsis = "[-H dir] [--ndjson] shipment [field ...]",
		.example = "sn-why 1041 to.phone",
		.options = options,
	};
	struct automation k = { .cmd = &cmd };
	struct reason r = { .out = stdout, .arg = &k };
	enum status st;
	struct store *s;
	struct field f;
	struct why w;
	int ch, i;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		if (ch == OPT_NDJSON)
			r.ndjson = true;
	if (optind == argc)
		cmd_usage(&cmd);
	cmd_conf(&cmd);
	for (i = optind + 1; i < argc; i++)
		find_field(&f, argv[i]);
	s = k.store = cmd_store(&cmd, STORE_READ);
	if (robo_try(&k.wish, &cmd, &w) == SN_OK)
		r.more = more;
	else
		warnx("%s", w.text);
	st = reason_find(&r, s, argv[optind], &w);
	if (st == SN_OK && optind + 1 == argc)
		st = reason_standing(&r, s, &w);
	for (i = optind + 1; i < argc && st == SN_OK; i++) {
		find_field(&f, argv[i]);
		st = reason_field(&r, s, &f, &w);
	}
	if (st != SN_OK)
		warnx("%s", w.text);
	store_close(s);
	return cmd_end(&cmd, st);
}
