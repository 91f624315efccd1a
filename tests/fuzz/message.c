/* Messages: whatever comes is taken apart within its bounds, as text. */

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "mail/parse.h"
#include "text/utf8.h"

static void
text(const char *s)
{
	if (s == NULL)
		return;
	if (!utf8_valid(s, strlen(s)) || strchr(s, '\033') != NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct str file = STR_INIT;
	struct message m;
	struct why w;
	size_t i;

	message_parse(&m, (const char *)data, size, &a);
	text(m.from);
	text(m.from_name);
	text(m.subject);
	text(m.text);
	text(m.message_id);
	text(m.bounce.mail);
	text(m.bounce.said);
	if (strlen(m.text) > MESSAGE_TEXT_MAX || m.npart > MESSAGE_PARTS_MAX)
		abort();
	for (i = 0; i < m.npart; i++) {
		text(m.part[i].name);
		str_reset(&file);
		if (message_file(&file, (const char *)data, size, i,
		    &w) != SN_OK || file.len != m.part[i].size)
			abort();
	}
	if (message_file(&file, (const char *)data, size, m.npart,
	    &w) == SN_OK && m.npart < MESSAGE_PARTS_MAX && m.cause == NULL)
		abort();
	str_free(&file);
	arena_free(&a);
	return 0;
}
