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
#include "mail/view.h"

enum { OPT_NAMES = 0x100 };

static const struct option options[] = {
	{ "names", no_argument, NULL, OPT_NAMES },
	{ NULL, 0, NULL, 0 }
};

/* The names of one object, and of those in it. */
static void
put_names(struct report *r, const struct mustache_known *known,
    const char *in, struct arena *a)
{
	static const char *const kind[] = { [MUSTACHE_YES] = "yes",
	    [MUSTACHE_TEXT] = "text", [MUSTACHE_LIST] = "list",
	    [MUSTACHE_OBJECT] = "object" };
	const char *name;

	for (; known->name != NULL; known++) {
		name = arena_printf(a, "%s%s", in, known->name);
		report_cell(r, name);
		report_cell(r, kind[known->type]);
		report_cell(r, known->about);
		if (known->in != NULL)
			put_names(r, known->in, arena_printf(a, "%s.", name),
			    a);
	}
}

static enum status
names(struct cmd *c, struct why *w)
{
	const struct report_column column[] = {
		{ "name", _("name"), false }, { "kind", _("kind"), false },
		{ "about", _("what it is"), false },
	};
	struct report *r = report_new(c, column,
	    sizeof(column) / sizeof(column[0]));

	put_names(r, view_known, "", &c->arena);
	return report_end(r, stdout, w);
}

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

static enum status
run(struct cmd *c, bool all_names, struct why *w)
{
	struct templates t;
	enum status st;

	if (all_names)
		return names(c, w);
	if ((st = templates_read(&t, cmd_path(c, "templates"), &c->arena,
	    w)) != SN_OK)
		return st;
	return optind < c->argc ? print(c, &t, c->argv[optind], w) :
	    list(c, &t, w);
}

int
mails_template(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("print a template of mail"),
		.synopsis = "template [-H dir] [--names | name]",
		.example = "sn-mail template thanks >templates/thanks.txt",
		.options = options, .records = true,
	};
	bool all_names = false;
	enum status st;
	struct why w;

	while (cmd_getopt(&cmd, argc, argv) != -1)
		all_names = true;
	if (argc - optind > (all_names ? 0 : 1))
		cmd_usage(&cmd);
	cmd_language(&cmd);
	if ((st = run(&cmd, all_names, &w)) != SN_OK)
		warnx("%s", w.text);
	return cmd_end(&cmd, st);
}
