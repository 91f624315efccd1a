/*
 * sn-mail template - the templates in force
 */

#include <err.h>
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/output.h"
#include "mail/choose.h"

static enum status
list(struct cmd *c, const struct templates *t, struct why *w)
{
	const struct report_column column[] = {
		{ "name", _("template"), false },
		{ "place", _("where"), false },
	};
	struct report *r = report_new(c, column,
	    sizeof(column) / sizeof(column[0]));
	const struct template *one;
	size_t i;

	for (i = 0; i < t->n; i++) {
		one = &t->one[i];
		if (templates_find(t, one->name) != one)
			continue;	/* the shop's comes before it */
		report_cell(r, one->name);
		report_cell(r, one->own ? one->place : _("built in"));
	}
	return report_end(r, stdout, w);
}

/* Print one, which may be named without .txt. */
static enum status
print(struct cmd *c, const struct templates *t, const char *name,
    struct why *w)
{
	const struct template *one = templates_find(t, name);

	if (one == NULL)
		one = templates_find(t, arena_printf(&c->arena, "%s.txt",
		    name));
	if (one == NULL)
		return fail(w, SN_USAGE, _("%s: no such template; \"sn-mail "
		    "template\" lists them"), name);
	fwrite(one->text, 1, one->len, stdout);
	return SN_OK;
}

int
mails_template(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("print a template of mail"),
		.synopsis = "template [-H dir] [name]",
		.example = "sn-mail template thanks >templates/thanks.txt",
	};
	struct templates t;
	enum status st;
	struct why w;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		;
	if (argc - optind > 1)
		cmd_usage(&cmd);
	cmd_language(&cmd);
	if ((st = templates_read(&t, cmd_path(&cmd, "templates"), &cmd.arena,
	    &w)) == SN_OK)
		st = optind < argc ? print(&cmd, &t, argv[optind], &w) :
		    list(&cmd, &t, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
