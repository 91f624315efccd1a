/* Whose orders a file has, when it does not say so itself. */

#include <string.h>

#include "base/i18n.h"
#include "cli/intake.h"

enum status
intake_section(const struct conf_shop **out, const struct conf *conf,
    const char *mall, const char *name, const char *path, struct why *w)
{
	const struct conf_shop *found = NULL;
	size_t i;

	if (name != NULL) {
		*out = conf_shop(conf, name);
		return *out != NULL ? SN_OK : fail(w, SN_USAGE,
		    _("--shop %s: no such section in sn.conf"), name);
	}
	for (i = 0; i < conf->nshop; i++) {
		if (mall != NULL && strcmp(conf->shop[i].mall, mall) != 0)
			continue;
		if (found != NULL)
			return fail(w, SN_USAGE, _("%s: it may belong to shop "
			    "%s or %s: name it with --shop"), path,
			    found->name, conf->shop[i].name);
		found = &conf->shop[i];
	}
	if (found == NULL)
		return fail(w, SN_USAGE, _("%s: no shop of mall %s in sn.conf; "
		    "add a section or name one with --shop"), path,
		    mall != NULL ? mall : "-");
	*out = found;
	return SN_OK;
}
