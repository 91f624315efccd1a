/*
 * sn-init - make a shop directory
 *
 * Makes the directory, its sn.conf and its store, and adds the shops that
 * are named.  What is there already is left as it is, so a run that was
 * cut short can be repeated.  See sn-init(1).
 */

#include <sys/stat.h>

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/shopdir.h"

enum {
	OPT_SHOP = 0x80,
	MAX_SHOPS = 64		/* more are added by another call */
};

static const struct option options[] = {
	{ "shop", required_argument, NULL, OPT_SHOP },
	{ NULL, 0, NULL, 0 }
};

int
main(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("make a shop directory"),
		.synopsis = "[-H dir] [--shop name=mall ...]",
		.example = "sn-init -H ~/shop --shop rakuten-main=rakuten",
		.options = options,
	};
	struct wish wish[MAX_SHOPS];
	enum status st;
	size_t n = 0;
	struct why w;
	char *equals;

	while (cmd_getopt(&cmd, argc, argv) != -1) {
		if ((equals = strchr(optarg, '=')) == NULL ||
		    strpbrk(optarg, "\"\\\n$") != NULL ||
		    n == MAX_SHOPS)
			errx(status_exit(SN_USAGE), _("--shop %s: not like "
			    "rakuten-main=rakuten"), optarg);
		*equals = '\0';
		wish[n++] = (struct wish){ optarg, equals + 1 };
	}
	if (optind != argc)
		cmd_usage(&cmd);
	umask(077);
	if ((st = shopdir_make(&cmd, wish, n, &w)) != SN_OK)
		cmd_die(st, &w);
	return cmd_end(&cmd, SN_OK);
}
