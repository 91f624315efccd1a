/*
 * Objects of a view, and values as people read them.
 */

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "mail/view_object.h"
#include "text/date.h"
#include "text/number.h"

struct object
object_new(const struct mustache_known *known, struct arena *a)
{
	struct object o = { .known = known, .arena = a };
	size_t n = 0;

	while (known[n].name != NULL)
		n++;
	o.field = arena_alloc(a, (n + 1) * sizeof(*o.field));
	return o;
}

void
object_in(struct object *o, const char *name, struct mustache_value v)
{
	assert(o->known[o->n].name != NULL &&
	    strcmp(o->known[o->n].name, name) == 0);
	o->field[o->n] = (struct mustache_field){ o->known[o->n].name, v };
	o->n++;
}

void
object_text(struct object *o, const char *name, const char *text)
{
	object_in(o, name, (struct mustache_value){
	    .type = text != NULL && *text != '\0' ? MUSTACHE_TEXT :
	    MUSTACHE_NOTHING, .text = text });
}

void
object_num(struct object *o, const char *name, int64_t n)
{
	object_text(o, name, n == NUM_NULL ? NULL :
	    arena_printf(o->arena, "%" PRId64, n));
}

void
object_yen(struct object *o, const char *name, int64_t yen)
{
	object_text(o, name, view_yen(yen, o->arena));
}

void
object_yes(struct object *o, const char *name, bool yes)
{
	object_in(o, name, (struct mustache_value){
	    .type = yes ? MUSTACHE_YES : MUSTACHE_NOTHING });
}

void
object_list(struct object *o, const char *name,
    const struct mustache_value *item, size_t n)
{
	object_in(o, name, (struct mustache_value){ .type = MUSTACHE_LIST,
	    .item = item, .n = n });
}

/* 2026-12-24, or a time of that day, as 12月24日(木), with its year or not. */
static const char *
day(const char *date, bool full, struct arena *a)
{
	static const char *const weekday[] = { "日", "月", "火", "水", "木",
	    "金", "土" };
	char iso[DATE_SIZE];
	int w;

	if (date == NULL || strlen(date) < DATE_SIZE - 1)
		return NULL;
	memcpy(iso, date, DATE_SIZE - 1);
	iso[DATE_SIZE - 1] = '\0';
	if ((w = date_weekday(iso)) < 0)
		return NULL;
	return arena_printf(a, "%.*s%s%d月%d日(%s)", full ? 4 : 0, iso,
	    full ? "年" : "", (iso[5] - '0') * 10 + iso[6] - '0',
	    (iso[8] - '0') * 10 + iso[9] - '0', weekday[w]);
}

void
object_date(struct object *o, const char *name, const char *date)
{
	object_text(o, name, day(date, false, o->arena));
	object_text(o, o->known[o->n].name, day(date, true, o->arena));
}

struct mustache_value
object_end(struct object *o)
{
	assert(o->known[o->n].name == NULL);
	return (struct mustache_value){ .type = MUSTACHE_OBJECT,
	    .field = o->field, .n = o->n };
}

static const char *
or_nothing(const char *s)
{
	return s != NULL ? s : "";
}

static void
object_address(struct object *o, const struct person *p)
{
	struct mustache_value *line = arena_alloc(o->arena,
	    2 * sizeof(*line));
	const char *first = arena_printf(o->arena, "%s%s%s",
	    or_nothing(p->pref), or_nothing(p->city), or_nothing(p->town));
	const char *second = or_nothing(p->building);
	size_t n = 0;

	object_text(o, "address", *second == '\0' ? first : *first == '\0' ?
	    second : arena_printf(o->arena, "%s %s", first, second));
	if (*first != '\0')
		line[n++] = (struct mustache_value){ .type = MUSTACHE_TEXT,
		    .text = first };
	if (*second != '\0')
		line[n++] = (struct mustache_value){ .type = MUSTACHE_TEXT,
		    .text = second };
	object_list(o, "address_lines", line, n);
}

void
object_person(struct object *o, const struct person *p)
{
	object_text(o, "name", p->name);
	object_text(o, "kana", p->kana);
	object_text(o, "company", p->company);
	object_text(o, "department", p->department);
	object_text(o, "title", p->title);
	object_text(o, "zip", view_zip(p->zip, o->arena));
	object_address(o, p);
	object_text(o, "phone", p->phone);
	object_text(o, "mail", p->mail);
}

const char *
view_yen(int64_t yen, struct arena *a)
{
	char buf[NUMBER_SIZE];

	return yen == NUM_NULL ? NULL :
	    arena_printf(a, "%s円", number_yen(buf, yen));
}

const char *
view_zip(const char *zip, struct arena *a)
{
	return zip != NULL && strlen(zip) == 7 ?
	    arena_printf(a, "%.3s-%s", zip, zip + 3) : zip;
}

/* A slot of MODEL's normal form. */
const char *
view_slot(const char *slot, struct arena *a)
{
	size_t n = slot != NULL ? strlen(slot) : 0;

	if (n == 0 || strcmp(slot, "none") == 0)
		return NULL;
	if (strcmp(slot, "am") == 0)
		return "午前中";
	if (strcmp(slot, "pm") == 0)
		return "午後";
	if (n == 5 && strncmp(slot, "by-", 3) == 0)
		return arena_printf(a, "%s時まで", slot + 3);
	if (n == 5 && slot[2] == '-')
		return arena_printf(a, "%d時～%d時",
		    (slot[0] - '0') * 10 + slot[1] - '0',
		    (slot[3] - '0') * 10 + slot[4] - '0');
	if (n == 7 && strncmp(slot, "at-", 3) == 0)
		return arena_printf(a, "%.2s時%s分", slot + 3, slot + 5);
	return slot;
}
