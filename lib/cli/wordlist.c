#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/wordlist.h"
#include "conf/cron.h"
#include "format/format.h"
#include "order/field.h"
#include "store/saved.h"

/* The names of the sections of a kind. */
#define NAMES(list, n)							\
	do {								\
		size_t i_;						\
		for (i_ = 0; i_ < (n); i_++)				\
			puts((list)[i_].name);				\
	} while (0)

static void
put_statuses(const struct conf *c)
{
	const struct word *word;
	size_t i, j;

	for (word = words_status; word->slug != NULL; word++)
		puts(word->slug);
	for (i = 0; i < c->nroute; i++)
		for (j = 0; j < c->route[i].nstatus; j++)
			puts(c->route[i].status[j].slug);
}

static void
put_fields(void)
{
	struct field f;
	size_t i;

	for (i = 0; field_at(&f, i); i++)
		puts(f.name);
}

static enum status
put_formats(struct cmd *c, struct why *w)
{
	const char **name;
	enum status st;

	if ((st = format_names(&name, cmd_path(c, "formats"), &c->arena, w)) !=
	    SN_OK)
		return st;
	for (; *name != NULL; name++)
		puts(*name);
	return SN_OK;
}

/* The carriers that everybody knows, and the shop's own. */
static void
put_carriers(const struct conf *c)
{
	const struct word *word;
	size_t i;

	for (word = words_carrier; word->slug != NULL; word++)
		puts(word->slug);
	for (i = 0; i < c->ncarrier; i++)
		if (word_find(words_carrier, c->carrier[i].name) == NULL)
			puts(c->carrier[i].name);
}

static void
put_jobs(struct cmd *c)
{
	struct cron_job *job;
	size_t i, n;

	cron_jobs(&job, &n, c->conf, &c->arena);
	for (i = 0; i < n; i++)
		puts(job[i].name);
}

/* The queries of sn.conf, and those in the store if there is one. */
static enum status
put_queries(struct cmd *c, const struct conf *conf, struct why *w)
{
	struct conf_query *saved = NULL;
	struct store *s;
	enum status st;
	size_t n = 0;

	NAMES(conf->query, conf->nquery);
	if (access(cmd_path(c, "store.db"), R_OK) == -1)
		return SN_OK;
	s = cmd_store(c, STORE_READ);
	if ((st = saved_list(&saved, &n, s, &c->arena, w)) == SN_OK)
		NAMES(saved, n);
	store_close(s);
	return st;
}

enum status
wordlist_print(struct cmd *c, const char *kind, struct why *w)
{
	const struct conf *conf;
	size_t i;

	if (strcmp(kind, "fields") == 0) {
		put_fields();
		return SN_OK;
	}
	if (strcmp(kind, "formats") == 0)
		return put_formats(c, w);
	conf = cmd_conf(c);
	if (strcmp(kind, "shops") == 0)
		NAMES(conf->shop, conf->nshop);
	else if (strcmp(kind, "routes") == 0)
		NAMES(conf->route, conf->nroute);
	else if (strcmp(kind, "statuses") == 0)
		put_statuses(conf);
	else if (strcmp(kind, "carriers") == 0)
		put_carriers(conf);
	else if (strcmp(kind, "queries") == 0)
		return put_queries(c, conf, w);
	else if (strcmp(kind, "phrases") == 0)
		NAMES(conf->phrase, conf->nphrase);
	else if (strcmp(kind, "columns") == 0)
		NAMES(conf->columns, conf->ncolumns);
	else if (strcmp(kind, "jobs") == 0)
		put_jobs(c);
	else if (strcmp(kind, "boxes") == 0)
		for (i = 0; conf->box[i] != NULL; i++)
			puts(conf->box[i]);
	else
		return fail(w, SN_USAGE, _("--list %s: not one of %s"), kind,
		    "boxes, carriers, columns, fields, formats, jobs, "
		    "phrases, queries, routes, shops, statuses");
	return SN_OK;
}
