#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "cli/language.h"
#include "cli/verbs.h"

static void
list(FILE *f, const struct verb *v, const char *about)
{
	fprintf(f, "%s: %s\n\n", program_invocation_short_name, _(about));
	for (; v->name != NULL; v++)
		fprintf(f, "  %s %-10s %s\n", program_invocation_short_name,
		    v->name, _(v->about));
}

int
verbs_run(const struct verb *v, const char *about, int argc, char *argv[])
{
	const struct verb *one;
	struct arena a = ARENA_INIT;
	int status;

	for (one = v; argc > 1 && one->name != NULL; one++)
		if (strcmp(one->name, argv[1]) == 0) {
			argv[1] = arena_printf(&a, "%s %s",
			    program_invocation_short_name, one->name);
			status = one->run(argc - 1, argv + 1);
			arena_free(&a);
			return status;
		}
	language_set(NULL);
	if (argc > 1 && (strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "--help") == 0)) {
		list(stdout, v, about);
		return fflush(stdout) == 0 ? 0 : status_exit(SN_IO);
	}
	if (argc > 1)
		warnx(_("%s: no such verb"), argv[1]);
	list(stderr, v, about);
	return status_exit(SN_USAGE);
}
