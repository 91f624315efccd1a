#include <inttypes.h>
#include <stdio.h>

#include "cli/diff.h"
#include "cli/ndjson.h"

enum status
diff_put(const struct change *c, void *arg, struct why *w)
{
	char id[24];

	snprintf(id, sizeof(id), "%" PRId64, c->id);
	return ndjson_put_new(arg, json_pack("{s:s, s:s, s:s, s:s?, s:s?, "
	    "s:s*}", "tbl", c->tbl, "id", id, "col", c->col, "old", c->old,
	    "new", c->new, "why", c->why), w);
}
