#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data/blob.h"
#include "store/calendar.h"
#include "store/query.h"
#include "text/holiday.h"

enum {
	YEAR_FIRST = 2000,	/* of the days that are remembered */
	YEARS = 100,
	DAYS = 366 * YEARS,
	FILE_MAX = 4 << 20	/* bytes of leadtime.tsv; see LINES_MAX there */
};

static const char first_day[] = "2000-01-01";

/* How one route ships with one carrier. */
struct plan {
	const char	*route, *carrier;	/* NULL: none */
	struct store	*store;
	const struct conf_days *top, *of_route, *of_carrier; /* or NULL */
	struct shipday	 how;
	/* by day since first_day: 0 not asked yet, 1 open, 2 closed */
	char		 closed[DAYS], stays[DAYS];
};

struct store_calendar {
	bool			 ready;
	struct holiday		*day;		/* of the table, sorted */
	size_t			 n;
	struct leadtime		*leadtime;
	struct plan		**plan;
	size_t			 nplan, capplan;
	struct arena		 arena;
};

static struct store_calendar *
calendar(struct store *s)
{
	if (s->calendar == NULL)
		s->calendar = arena_alloc(&s->arena, sizeof(*s->calendar));
	return s->calendar;
}

void
store_calendar_free(struct store *s)
{
	if (s->calendar != NULL)
		arena_free(&s->calendar->arena);
}

enum status
store_holiday_list(struct holiday **out, size_t *n, struct store *s,
    struct arena *a, struct why *w)
{
	struct query q;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	query_open(&q, s, "SELECT day, name FROM holiday ORDER BY day");
	while (query_row(&q)) {
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		snprintf((*out)[*n].day, DATE_SIZE, "%s", query_peek(&q, 0));
		(*out)[(*n)++].name = query_col(&q, 1, a);
	}
	return query_end(&q, "read holidays", w);
}

enum status
store_holiday_put(struct store *s, const struct holiday *day, size_t n,
    struct why *w)
{
	enum status st;
	struct query q;
	size_t i;

	if ((st = query_run(s, "DELETE FROM holiday", "holidays", w)) != SN_OK)
		return st;
	calendar(s)->ready = false;
	for (i = 0; i < n; i++) {
		query_open(&q, s,
		    "INSERT INTO holiday (day, name) VALUES (:day, :name)");
		query_text(&q, ":day", day[i].day);
		query_text(&q, ":name", day[i].name);
		if ((st = query_do(&q, "holidays", w)) != SN_OK)
			return st;
	}
	return SN_OK;
}

/* The shipped lead times, and the shop's own behind them. */
static enum status
read_leadtime(struct store_calendar *c, const char *home, struct why *w)
{
	const struct blob *b = blob_find("data/leadtime.tsv");
	struct str own = STR_INIT;
	const char *path;
	struct why none;
	enum status st;

	c->leadtime = leadtime_new(&c->arena);
	st = leadtime_add(c->leadtime, b->name, (const char *)b->data, b->len,
	    w);
	if (st != SN_OK || home == NULL)
		return st;
	path = arena_printf(&c->arena, "%s/leadtime.tsv", home);
	st = file_read(&own, path, FILE_MAX, &none);
	if (st == SN_OK)
		st = leadtime_add(c->leadtime, path, str_text(&own), own.len,
		    w);
	else if (st == SN_NOTFOUND)
		st = SN_OK;
	else
		fail(w, st, "%s", none.text);
	str_free(&own);
	return st;
}

enum status
store_calendar_ready(struct store *s, struct why *w)
{
	struct store_calendar *c = calendar(s);
	enum status st;

	if (c->ready)
		return SN_OK;
	arena_free(&c->arena);
	c->plan = NULL;
	c->nplan = c->capplan = 0;
	if ((st = store_holiday_list(&c->day, &c->n, s, &c->arena,
	    w)) != SN_OK || (st = read_leadtime(c, s->home, w)) != SN_OK)
		return st;
	c->ready = true;
	return SN_OK;
}

const char *
store_holiday(struct store *s, const char *day)
{
	const struct store_calendar *c = s->calendar;
	size_t low = 0, high = c->n, at;
	int order;

	while (low < high) {
		at = low + (high - low) / 2;
		if ((order = strcmp(c->day[at].day, day)) == 0)
			return c->day[at].name;
		if (order < 0)
			low = at + 1;
		else
			high = at;
	}
	/* the neighbours tell whether the table has the year */
	if ((low < c->n && strncmp(c->day[low].day, day, 4) == 0) ||
	    (low > 0 && strncmp(c->day[low - 1].day, day, 4) == 0))
		return NULL;
	return holiday_name(day);
}

static bool
among(const char *const *list, const char *text)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

/* Whether lists of closed and open days, each or NULL, close a day. */
static bool
closes(const char *const *closed, const char *const *open, const char *day,
    struct store *s)
{
	int weekday = date_weekday(day);

	if (among(open, day))
		return false;
	for (; closed != NULL && *closed != NULL; closed++)
		if (strcmp(*closed, day) == 0 ||
		    shipday_weekday(*closed) == weekday ||
		    (strcmp(*closed, "holiday") == 0 &&
		    store_holiday(s, day) != NULL))
			return true;
	return false;
}

/* A key of the route, or of the shop where the route has none. */
#define OF(p, key) ((p)->of_route != NULL && (p)->of_route->key != NULL ? \
	(p)->of_route->key : (p)->top != NULL ? (p)->top->key : NULL)

static bool
works_not(const struct plan *p, const char *day)
{
	return closes(OF(p, closed), OF(p, open), day, p->store);
}

static bool
collects_not(const struct plan *p, const char *day)
{
	return p->of_carrier != NULL && closes(p->of_carrier->closed,
	    p->of_carrier->open, day, p->store);
}

/* The cell that remembers a day, or NULL when it is too far away. */
static char *
remembered(char *cells, const char *day)
{
	int at = date_diff(first_day, day);

	return at >= 0 && at < DAYS && *day == '2' ? &cells[at] : NULL;
}

static bool
closed(const char *day, void *arg)
{
	struct plan *p = arg;
	char *cell = remembered(p->closed, day);

	if (cell == NULL)
		return works_not(p, day);
	if (*cell == 0)
		*cell = works_not(p, day) ? 2 : 1;
	return *cell == 2;
}

static bool
stays(const char *day, void *arg)
{
	struct plan *p = arg;
	char *cell = remembered(p->stays, day);

	if (cell == NULL)
		return works_not(p, day) || collects_not(p, day);
	if (*cell == 0)
		*cell = closed(day, arg) || collects_not(p, day) ? 2 : 1;
	return *cell == 2;
}

/* The times of a list by weekday; checked when sn.conf was read. */
static void
cutoffs(const char *out[7], const char *const *list)
{
	int i;

	for (i = 0; i < 7; i++)
		out[i] = NULL;
	for (; list != NULL && *list != NULL; list++)
		if (shipday_cutoff(out, *list) != SN_OK)
			return;
}

/* The carrier adds to what the shop says: the earlier time, more days. */
static void
make_plan(struct plan *p)
{
	const struct conf_days *add = p->of_carrier;
	const char *cutoff[7];
	int64_t lead = 0;
	int i;

	p->how = (struct shipday){ .closed = closed, .stays = stays,
	    .arg = p };
	cutoffs(p->how.cutoff, OF(p, cutoff));
	if (p->top != NULL && p->top->lead_days != NUM_NULL)
		lead = p->top->lead_days;
	if (p->of_route != NULL && p->of_route->lead_days != NUM_NULL)
		lead = p->of_route->lead_days;
	p->how.lead = (int)lead;
	if (add == NULL)
		return;
	if (add->lead_days != NUM_NULL && add->lead_days > lead)
		p->how.lead = (int)add->lead_days;
	cutoffs(cutoff, add->cutoff);
	for (i = 0; i < 7; i++)
		if (cutoff[i] != NULL && (p->how.cutoff[i] == NULL ||
		    strcmp(cutoff[i], p->how.cutoff[i]) < 0))
			p->how.cutoff[i] = cutoff[i];
}

static bool
same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

void
store_shipday(struct shipday *out, struct store *s, const char *route,
    const char *carrier)
{
	struct store_calendar *c = s->calendar;
	const struct conf_route *r;
	const struct conf_carrier *k;
	struct plan *p;
	size_t i;

	for (i = 0; i < c->nplan; i++)
		if (same(c->plan[i]->route, route) &&
		    same(c->plan[i]->carrier, carrier)) {
			*out = c->plan[i]->how;
			return;
		}
	p = arena_alloc(&c->arena, sizeof(*p));
	p->route = arena_strdup(&c->arena, route);
	p->carrier = arena_strdup(&c->arena, carrier);
	p->store = s;
	if (s->conf != NULL) {
		p->top = &s->conf->days;
		r = route != NULL ? conf_route(s->conf, route) : NULL;
		p->of_route = r != NULL ? &r->days : NULL;
		k = carrier != NULL ? conf_carrier(s->conf, carrier) : NULL;
		p->of_carrier = k != NULL ? &k->days : NULL;
	}
	make_plan(p);
	c->plan = arena_grow(&c->arena, c->plan, c->nplan, &c->capplan,
	    sizeof(struct plan *));
	c->plan[c->nplan++] = p;
	*out = p->how;
}

const struct leadtime *
store_leadtime(struct store *s)
{
	return s->calendar->leadtime;
}

const char *
store_from_pref(struct store *s, const char *shop)
{
	const struct conf *c = s->conf;
	const struct conf_shop *found;

	if (c == NULL)
		return NULL;
	found = conf_shop(c, shop);
	return found != NULL ? found->sender.pref : c->company.pref;
}
