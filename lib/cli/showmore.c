/*
 * What people and checks added to an order, for sn-show(1).
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/inbox.h"
#include "cli/mailed.h"
#include "cli/order_page.h"
#include "cli/story.h"
#include "store/mailed.h"
#include "store/note.h"

enum { RECENT = 12 };		/* changes shown without -v */

enum status
show_findings(struct order_page *o, struct why *w)
{
	static const char *const skip[] = {
		"id", "shipment", "code", "severity", "state", NULL
	};
	const struct finding *f;
	enum status st;
	void **row;
	size_t n, i;

	if ((st = store_list(&row, &n, o->store, &table_finding, "orders",
	    o->t.order->id, o->p.arena, w)) != SN_OK || n == 0)
		return st;
	page_heading(&o->p, _("findings"));
	for (i = 0; i < n; i++) {
		f = row[i];
		page_label(&o->p, arena_printf(o->p.arena, "  %s",
		    page_word(words_severity, f->severity)));
		page_putf(&o->p, "%s (%s)", f->code,
		    page_word(words_finding_state, f->state));
		if (f->shipment != NUM_NULL)
			page_putf(&o->p, _("of shipment %" PRId64),
			    f->shipment);
		page_rest(&o->p, &table_finding, f, skip);
		page_end(&o->p);
	}
	return SN_OK;
}

enum status
show_notes(struct order_page *o, struct why *w)
{
	struct note *note;
	enum status st;
	size_t n, i;

	if ((st = note_list(&note, &n, o->store, o->t.order->id, o->p.arena,
	    w)) != SN_OK || n == 0)
		return st;
	page_heading(&o->p, _("notes"));
	for (i = 0; i < n; i++) {
		page_label(&o->p, arena_printf(o->p.arena, "  %s %s",
		    page_time(&o->p, note[i].at), note[i].who));
		page_text(&o->p, note[i].text);
	}
	page_end(&o->p);
	return SN_OK;
}

/* One mail in a line; what it says is for sn-mail log to tell. */
static enum status
show_mail(const struct mailed *m, void *arg, struct why *w)
{
	struct order_page *o = arg;
	struct page *p = &o->p;

	(void)w;
	if (!o->mails)
		page_heading(p, _("mails"));
	o->mails = true;
	page_label(p, arena_printf(p->arena, "  %s", page_time(p,
	    mailed_at(m))));
	page_put(p, mailed_kind(m, p->arena));
	page_put(p, page_word(words_effect, m->state));
	if (m->shipment != NUM_NULL)
		page_putf(p, _("of shipment %" PRId64), m->shipment);
	if (m->title != NULL)
		page_put(p, arena_strdup(p->arena, m->title));
	if (m->said != NULL && strcmp(m->state, "done") != 0)
		page_put(p, arena_strdup(p->arena, m->said));
	page_end(p);
	return SN_OK;
}

enum status
show_mails(struct order_page *o, struct why *w)
{
	const struct mailed_wish wish = { .order = o->t.order->id };

	return mailed_each(o->store, &wish, show_mail, o, w);
}

static enum status
show_one_letter(const struct letter *l, void *arg, struct why *w)
{
	struct order_page *o = arg;
	struct page *p = &o->p;

	(void)w;
	page_label(p, arena_printf(p->arena, "  %" PRId64, l->id));
	page_put(p, page_time(p, l->at != NULL ? l->at : l->came_at));
	page_put(p, inbox_word(l->kind));
	page_put(p, inbox_word(l->state));
	page_put(p, arena_strdup(p->arena, l->subject != NULL ? l->subject :
	    "-"));
	page_end(p);
	return SN_OK;
}

enum status
show_letters(struct order_page *o, struct why *w)
{
	struct letter_filter f = { .orders = o->t.order->id };
	size_t before = o->p.s.len, heading;
	enum status st;

	page_heading(&o->p, _("letters"));
	heading = o->p.s.len;
	st = letter_each(o->store, &f, show_one_letter, o, w);
	if (o->p.s.len == heading)	/* there are none */
		o->p.s.p[o->p.s.len = before] = '\0';
	return st;
}

static const char *
one_line(struct order_page *o, const char *text)
{
	char *line = arena_strdup(o->p.arena, text), *at;

	while ((at = strchr(line, '\n')) != NULL)
		*at = ' ';
	return line;
}

/* "[2] " for a row that the order has several of. */
static const char *
numbered(struct order_page *o, const struct differing *d, const void *rec)
{
	if (d->table != &table_line && d->table != &table_charge &&
	    d->table != &table_payment)
		return "";
	return arena_printf(o->p.arena, "[%" PRId64 "] ", record_num(rec,
	    column_find(d->table, "seq")));
}

enum status
show_theirs(struct order_page *o, struct why *w)
{
	struct differing *d;
	enum status st;
	void *rec;
	size_t n, i;

	if ((st = theirs_list(&d, &n, o->store, o->t.order->id, o->p.arena,
	    w)) != SN_OK || n == 0)
		return st;
	page_heading(&o->p, _("changed here"));
	for (i = 0; i < n; i++) {
		rec = arena_alloc(o->p.arena, d[i].table->size);
		if ((st = store_get(rec, o->store, d[i].table, d[i].id,
		    o->p.arena, w)) != SN_OK)
			return st;
		page_label(&o->p, arena_printf(o->p.arena, "  %s%s",
		    numbered(o, &d[i], rec), page_name(d[i].column)));
		page_put(&o->p, one_line(o, page_value(&o->p, d[i].column,
		    record_value(rec, d[i].column, o->p.arena))));
		page_putf(&o->p, _("the mall: %s"), one_line(o,
		    page_value(&o->p, d[i].column, d[i].theirs)));
		page_end(&o->p);
	}
	return SN_OK;
}

/* The events that a story tells, counted, or told but for the first ones. */
struct recent {
	struct story	 story;
	size_t		 n, from;
	bool		 telling;
};

static enum status
recent_event(const struct event *e, void *arg, struct why *w)
{
	struct recent *r = arg;

	if (!story_shows(e))
		return SN_OK;
	r->n++;
	if (!r->telling || r->n <= r->from)
		return SN_OK;
	return story_event(e, &r->story, w);
}

enum status
show_history(struct order_page *o, FILE *out, struct why *w)
{
	int64_t order = o->t.order->id;
	struct recent r = { .n = 0 };
	enum status st;

	if ((st = history_order(o->store, order, recent_event, &r,
	    w)) != SN_OK)
		return st;
	if (!o->cmd->verbose && r.n > RECENT)
		r.from = r.n - RECENT;
	r.n = 0;
	r.telling = true;
	fprintf(out, "\n%s\n", _("history"));
	if (r.from > 0)
		fprintf(out, _("%zu earlier changes: sn-log order=%" PRId64
		    "\n"), r.from, order);
	story_init(&r.story, STORY_TEXT, out);
	r.story.order = order;
	if ((st = history_order(o->store, order, recent_event, &r,
	    w)) != SN_OK)
		return st;
	return story_end(&r.story, w);
}
