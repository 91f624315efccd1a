/*
 * Any lines as a zone, "name TYPE value": looking at its sender ends, and a
 * record that gets a mechanism has it.
 */
#include <arpa/inet.h>
#include <string.h>

#include "mail/spf.h"
#include "mail/zone.h"
#include "fuzz.h"

enum { ASKED_MAX = 2000 };

struct source {
	const char	*text;
	unsigned	 asked;
};

static enum status
ask(const char ***out, size_t *n, const char *name, enum zone_type type,
    void *arg, struct arena *a, struct why *w)
{
	static const char *const types[] = { " A ", " MX ", " TXT " };
	struct source *s = arg;
	size_t cap = 0, len = strlen(name), tlen = strlen(types[type]);
	const char *p, *v;
	struct in6_addr ip;

	MUST(++s->asked < ASKED_MAX);
	*out = NULL;
	*n = 0;
	for (p = s->text; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		if (strncmp(p, name, len) != 0 ||
		    strncmp(p + len, types[type], tlen) != 0)
			continue;
		v = arena_strndup(a, p + len + tlen,
		    strcspn(p + len + tlen, "\n"));
		/* a name is one, and an address, whatever a zone has */
		if (type == ZONE_MX && *v == '\0')
			continue;
		if (type == ZONE_A && inet_pton(AF_INET, v, &ip) != 1 &&
		    inet_pton(AF_INET6, v, &ip) != 1)
			continue;
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = v;
	}
	return *n > 0 ? SN_OK : fail(w, SN_NOTFOUND, "none");
}

static void
with(const char *record, struct arena *a)
{
	const char *more = spf_with(record, "a:x.example", a);

	MUST(strstr(more, " a:x.example") != NULL);
	MUST(spf_end(more) == spf_end(record));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct zone_sender sender = { "info@mikan.example",
	    "back@mikan.example", "smtp.mikan.example", "s" };
	struct arena a = ARENA_INIT;
	struct source s = { arena_strndup(&a, (const char *)data, n), 0 };
	struct zone z = { .ask = ask, .arg = &s, .arena = &a };
	const char *record;
	struct why w;
	size_t i, k;

	MUST(zone_look(&z, &sender, &w) == SN_OK);
	MUST(z.n >= 4);
	for (i = 0; i < z.n; i++)
		MUST(*z.word[i].text != '\0');
	MUST(zone_record(&record, &k, &z, "mikan.example", "v=spf1",
	    &w) == SN_OK);
	if (k > 0)
		with(record, &a);
	arena_free(&a);
	return 0;
}
