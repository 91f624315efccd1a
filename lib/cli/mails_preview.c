/*
 * sn-mail preview - a mail as it would be sent
 */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/mails.h"
#include "cli/mails_make.h"
#include "cli/select.h"
#include "store/move.h"
#include "store/tree.h"

enum { OPT_HTML = 0x100 };

static const struct option options[] = {
	{ "html", no_argument, NULL, OPT_HTML },
	{ NULL, 0, NULL, 0 }
};

static void
put_person(const char *header, const char *name, const char *mail)
{
	if (mail == NULL)
		return;
	if (name != NULL)
		printf("%s: %s <%s>\n", header, name, mail);
	else
		printf("%s: %s\n", header, mail);
}

static void
put_letter(const struct making *k)
{
	const struct mail *l = &k->letter;

	printf("Template: %s\n", k->composed.from->place);
	if (k->composed.html_from != NULL)
		printf("Template: %s\n", k->composed.html_from->place);
	put_person("From", l->from_name, l->from);
	put_person("Reply-To", NULL, l->reply_to);
	put_person("To", l->to_name, l->to);
	put_person("Bcc", NULL, l->bcc);
	printf("Subject: %s\n\n%s", l->subject, l->text);
}

/* What would keep it from being made is said, and does not keep it here. */
static enum status
one(struct mails *m, const struct mails_wish *wish, int64_t id, bool html,
    struct why *w)
{
	struct making k = { .m = m, .wish = wish, .id = id };
	enum status st;

	arena_reset(&m->work);
	if ((st = store_order_of(&k.order, m->store, id, w)) != SN_OK ||
	    (st = making_read(&k, w)) != SN_OK)
		return st;
	st = making_judge(&k, w);
	if (status_stops(st))
		return st;
	if (st != SN_OK)
		warnx("%s", w->text);
	if ((st = making_compose(&k, w)) != SN_OK)
		return st;
	if (html && k.letter.html == NULL)
		return store_refuse(m->store, id, w, _("%s: no HTML stands "
		    "beside it"), k.composed.from->place);
	if (html)
		fputs(k.letter.html, stdout);
	else
		put_letter(&k);
	return SN_OK;
}

static enum status
all(struct mails *m, const struct mails_wish *wish, const struct ids *ids,
    bool html, struct tally *t, struct why *w)
{
	enum status st;
	size_t i;

	for (i = 0; i < ids->n; i++) {
		if (t->done > 0)
			putchar('\n');
		st = one(m, wish, ids->id[i], html, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK) {
			t->done++;
			continue;
		}
		warnx("%s", w->text);
		t->refused++;
	}
	return SN_OK;
}

int
mails_preview(int argc, char *argv[])
{
	struct cmd cmd = {
		.about = N_("show a mail as it would be sent"),
		.synopsis = "preview [-H dir] [--html] kind "
		    "-q query | shipment ... | -",
		.example = "sn-mail preview thanks 1042",
		.options = options,
		.selects = true,
	};
	struct mails_wish wish = { .kind = NULL };
	struct tally tally = { 0, 0 };
	struct mails *m = NULL;
	bool html = false;
	struct store *s;
	enum status st;
	struct ids ids;
	struct why w;
	int ch;

	while ((ch = cmd_getopt(&cmd, argc, argv)) != -1)
		html = html || ch == OPT_HTML;
	wish.kind = mails_take_kind(&cmd);
	cmd_conf(&cmd);
	s = cmd_store(&cmd, STORE_READ);
	cmd_select(&ids, &cmd, s, &tally);
	if ((st = mails_open(&m, &cmd, s, &w)) == SN_OK)
		st = all(m, &wish, &ids, html, &tally, &w);
	if (st != SN_OK)
		warnx("%s", w.text);
	mails_close(m);
	store_close(s);
	return cmd_end(&cmd, st != SN_OK ? st : tally_end(&tally));
}
