/*
 * Which conditions an action may change the answer of: rules are looked at
 * together only where none does.
 */

#include "order/action.h"
#include "tap.h"

static struct arena a = ARENA_INIT;
static struct why w;

static bool
touches(const char *action, const char *query)
{
	static const struct edit_frame frame = { .today = "2026-12-24" };
	static const struct expr_context cx = { .today = "2026-12-24" };
	const struct expr *e;
	struct action x;

	if (action_parse(&x, action, &frame, &a, &w) != SN_OK ||
	    expr_parse(&e, query, &cx, &a, &w) != SN_OK) {
		printf("# %s, %s: %s\n", action, query, w.text);
		return false;
	}
	return action_touches(&x, e);
}

int
main(void)
{
	struct action x;

	OK(touches("tag a", "tag=a"));
	OK(touches("untag a", "mall=rakuten not tag=b"));
	OK(!touches("tag a", "mall=rakuten"));
	OK(touches("carrier yamato", "carrier=yamato"));
	OK(touches("carrier yamato", "service=nekopos"));
	OK(!touches("carrier yamato", "tracking.carrier=yamato"));
	OK(touches("service parcel", "service=parcel"));
	OK(!touches("service parcel", "carrier=yamato"));
	OK(touches("route x", "route=x or total=1"));
	OK(!touches("route x", "status=new"));
	OK(touches("move ready", "not status=new"));
	OK(touches("move ready", "status.at=today"));
	OK(touches("hold 箱", "box=箱"));
	OK(touches("move ready", "ship=today"));
	OK(!touches("hold", "carrier=yamato"));
	OK(touches("temp frozen", "temp=frozen"));
	OK(!touches("temp frozen", "item.temp=frozen"));
	OK(touches("item-temp frozen A*", "all item.temp=frozen"));
	OK(!touches("item-temp frozen A*", "item.sku=A"));
	OK(touches("mark A*", "item.mark=1"));
	OK(touches("memo x", "memo~x"));
	OK(!touches("memo x", "message~x"));
	OK(touches("set to.city=x", "to.address~x"));
	OK(touches("set to.city=x", "to.city=x"));
	OK(!touches("set to.city=x", "by.city=x"));
	OK(touches("parcels 2", "parcels=2"));
	OK(touches("parcels per 2", "parcels>1"));
	OK(touches("ship auto", "ship=today"));
	OK(!touches("ship auto", "shipped=today"));
	OK(touches("strip x", "note~x"));
	OK(!touches("strip x", "remarks.given~x"));
	OK(touches("sender shop", "from.name=x"));
	OK(touches("sender shop", "from.address~x"));
	OK(!touches("sender shop", "to.name=x"));
	OK(touches("gift A", "mall=rakuten"));
	OK(touches("charge island 100", "mall=rakuten"));
	OK(touches("split temp", "mall=rakuten"));
	OK(!touches("stop", "mall=rakuten"));
	OK(action_parse(&x, "split temp", &(const struct edit_frame){
	    .today = "2026-12-24" }, &a, &w) == SN_OK &&
	    action_touches(&x, NULL));
	OK(action_parse(&x, "tag a", &(const struct edit_frame){
	    .today = "2026-12-24" }, &a, &w) == SN_OK &&
	    !action_touches(&x, NULL));
	arena_free(&a);
	return TAP_END;
}
