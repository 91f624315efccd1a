/*
 * Messages of an IMAP server.  What is kept in the store is marked as seen
 * afterwards; what was kept, and not marked because something broke, is known
 * by its uid.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/inbox_letterbox.h"
#include "cli/secrets.h"
#include "store/letter.h"

enum status
letterbox_imap_open(struct letterbox *p, struct why *w)
{
	struct imap_server server = {
		.url = p->inbox->url, .tls = p->inbox->tls,
		.user = p->inbox->user,
	};
	enum status st;
	int64_t floor;

	if (server.user != NULL && (st = secret_read(&server.password, p->cmd,
	    p->inbox->secret, w)) != SN_OK)
		return st;
	if ((st = imap_open(&p->imap, &server, w)) != SN_OK ||
	    (st = letter_floor(&floor, p->store, p->name,
	    imap_validity(p->imap), w)) != SN_OK)
		return st;
	/*
	 * The first time what somebody has read is left alone; a server that
	 * does not tell its next uid is read from the start.
	 */
	p->strange = floor == -1;
	p->floor = floor != -1 ? floor : imap_next(p->imap) > 0 ?
	    imap_next(p->imap) - 1 : 0;
	return imap_list(&p->listed, &p->nlisted, p->imap, p->floor,
	    &p->arena, w);
}

static void
mark(struct letterbox *p, int64_t uid)
{
	p->seen = arena_grow(&p->arena, p->seen, p->nseen, &p->capseen,
	    sizeof(*p->seen));
	p->seen[p->nseen++] = uid;
}

/*
 * The bytes of a message.  A server that tells another size than it gives is
 * asked again: one that gives the same twice only counts in its own way.
 */
static enum status
fetch(struct letterbox *p, const struct imap_message *m, struct why *w)
{
	size_t from = p->bytes.len, first = 0, len;
	enum status st;

	for (;;) {
		if ((st = imap_fetch(&p->bytes, p->imap, m->uid,
		    LETTERBOX_MESSAGE_MAX, w)) != SN_OK)
			return st;
		len = p->bytes.len - from - first;
		if ((int64_t)len == m->size || (len == first &&
		    memcmp(p->bytes.p + from, p->bytes.p + from + first,
		    len) == 0))
			break;
		if (first > 0)
			return fail(w, SN_RETRY, _("message %" PRId64 ": the "
			    "server gives other bytes each time"), m->uid);
		first = len;
	}
	memmove(p->bytes.p + from, p->bytes.p + from + first, len);
	p->bytes.len = from + len;
	return SN_OK;
}

/* One message, or a word of why it is not here. */
static enum status
take(struct letterbox *p, const struct imap_message *m, const char *uid,
    struct why *w)
{
	struct piece *piece = &p->piece[p->n];
	size_t before = p->bytes.len;
	enum status st = SN_OK;

	*piece = (struct piece){ .from = before, .uid = uid,
	    .number = m->uid };
	if (m->size > LETTERBOX_MESSAGE_MAX)
		piece->cause = N_("it is too large; it is still on the "
		    "server");
	else if (p->cmd->dry)
		piece->cause = N_("it is not fetched yet");
	else
		st = fetch(p, m, w);
	if (st == SN_INVALID) {
		p->bytes.len = before;
		piece->cause = N_("it is too large; it is still on the "
		    "server");
		st = SN_OK;
	}
	if (st != SN_OK) {
		p->bytes.len = before;
		return st;
	}
	piece->len = p->bytes.len - before;
	p->n++;
	return SN_OK;
}

enum status
letterbox_imap_more(struct letterbox *p, struct why *w)
{
	const struct imap_message *m;
	const char *uid;
	enum status st;
	bool known;

	for (; p->at < p->nlisted && p->n < LETTERBOX_AT_ONCE &&
	    p->bytes.len < LETTERBOX_BYTES; p->at++) {
		m = &p->listed[p->at];
		uid = arena_printf(&p->arena, "%010" PRId64 ":%010" PRId64,
		    imap_validity(p->imap), m->uid);
		if ((st = letter_known(&known, p->store, p->name, uid,
		    w)) != SN_OK)
			return st;
		st = known ? SN_OK : take(p, m, uid, w);
		/* those before it are kept first, then it is tried again */
		if (st != SN_OK && st != SN_NOTFOUND)
			return p->n > 0 ? SN_OK : st;
		if (st == SN_OK)
			mark(p, m->uid);
		if (m->uid > p->floor)
			p->floor = m->uid;
	}
	return SN_OK;
}

enum status
letterbox_imap_settle(struct letterbox *p, struct why *w)
{
	size_t n = p->nseen;

	p->nseen = 0;
	return p->cmd->dry ? SN_OK : imap_seen(p->imap, p->seen, n, w);
}
