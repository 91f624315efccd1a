/* interim */
#include <inttypes.h>
#include "cli/robo.h"
#include "store/outbox.h"
#include "store/tree.h"
enum status
robo_mail(const char **why, struct robo_run *r, const char *kind,
    const int64_t *id, size_t n, struct why *w)
{
	struct effect e;
	enum status st;
	int64_t order;
	bool fresh;
	size_t i;
	for (i = 0; i < n; i++) {
		if ((st = store_order_of(&order, r->store, id[i], w)) != SN_OK)
			return st;
		e = (struct effect){ .kind = "mail", .channel = "-", .payload="{}",
		    .orders = order, .shipment = (kind[0]!='s') ? NUM_NULL : id[i] };
		e.key = arena_printf(&r->cmd->arena, "mail %s %s %" PRId64, kind,
		    (kind[0]!='s') ? "order" : "shipment", (kind[0]!='s') ? order : id[i]);
		if ((st = effect_put(&fresh, r->store, &e, w)) != SN_OK)
			return st;
		why[i] = NULL;
	}
	return SN_OK;
}
