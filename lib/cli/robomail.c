/*
 * Mail that automation queues, as "sn-mail queue" does.
 */

#include <string.h>

#include "cli/mails_queue.h"
#include "cli/robo.h"
#include "store/move.h"

/* The cause without the shipment's name, which the ledger has. */
static const char *
cause(struct robo_run *r, int64_t id, const char *text)
{
	const char *name = store_name(r->store, id, &r->cmd->arena);
	size_t n = strlen(name);

	return arena_strdup(&r->cmd->arena, strncmp(text, name, n) == 0 &&
	    strncmp(text + n, ": ", 2) == 0 ? text + n + 2 : text);
}

/*
 * Findings were looked at already, with those that the section excepts: they
 * do not stop a mail a second time.
 */
enum status
robo_mail(const char **why, struct robo_run *r, const char *kind,
    const int64_t *id, size_t n, struct why *w)
{
	const struct mails_wish wish = { .kind = kind, .despite = true,
	    .automatic = true };
	struct mails_end *end = arena_alloc(&r->cmd->arena, n * sizeof(*end));
	enum status st;
	size_t i;

	if (r->mails == NULL && (st = mails_open(&r->mails, r->cmd, r->store,
	    w)) != SN_OK)
		return st;
	if ((st = mails_put(end, r->mails, &wish, id, n, w)) != SN_OK)
		return st;
	for (i = 0; i < n; i++)
		why[i] = end[i].fate == MAILS_REFUSED ?
		    cause(r, id[i], end[i].cause) : NULL;
	return SN_OK;
}
