/*
 * Which shipments a command works on.
 */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/ndjson.h"
#include "cli/select.h"
#include "store/named.h"
#include "store/select.h"
#include "text/utf8.h"

enum {
	QUICK_KEYS = 16,		/* more than a slim record has */
	QUICK_DIGITS = 18
};

/* The names met so far, and the shipments found, each once. */
struct wanted {
	struct cmd	*cmd;
	struct ids	*ids;
	struct tally	*tally;
	struct named	*name;
	size_t		 n, cap;
	int64_t		*seen;		/* hash set; 0 is a free place */
	size_t		 places;
};

void
ids_add(struct ids *ids, int64_t id, struct arena *a)
{
	ids->id = arena_grow(a, ids->id, ids->n, &ids->cap, sizeof(*ids->id));
	ids->id[ids->n++] = id;
}

static void
want(struct wanted *want, struct named name)
{
	want->name = arena_grow(&want->cmd->arena, want->name, want->n,
	    &want->cap, sizeof(*want->name));
	want->name[want->n++] = name;
}

/* Where id is or belongs in a set that has room. */
static int64_t *
place(int64_t *set, size_t places, int64_t id)
{
	size_t at = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (at %= places; set[at] != 0 && set[at] != id; at = (at + 1) % places)
		continue;
	return &set[at];
}

/* Note id in the set; false when it was there. */
static bool
first_time(struct wanted *want, int64_t id)
{
	size_t i, places = want->places * 4 + 64;
	int64_t *set, *at;

	if (want->ids->n * 2 >= want->places) {
		set = arena_alloc(&want->cmd->arena, places * sizeof(*set));
		for (i = 0; i < want->places; i++)
			if (want->seen[i] != 0)
				*place(set, places, want->seen[i]) =
				    want->seen[i];
		want->seen = set;
		want->places = places;
	}
	at = place(want->seen, want->places, id);
	if (*at == id)
		return false;
	*at = id;
	return true;
}

static enum status
found(int64_t id, const struct named *name, const struct why *why, void *arg)
{
	struct wanted *want = arg;

	if (id == NUM_NULL) {
		if (name->line > 0)
			warnx("stdin:%lu: %s", name->line, why->text);
		else
			warnx("%s", why->text);
		want->tally->refused++;
	} else if (first_time(want, id))
		ids_add(want->ids, id, &want->cmd->arena);
	return SN_OK;
}

/* Step over a string without escapes; NULL: it is not one. */
static const char *
quick_string(const char *p)
{
	if (*p++ != '"')
		return NULL;
	while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
		p++;
	return *p == '"' ? p + 1 : NULL;
}

/* Step over a whole number or a constant. */
static const char *
quick_plain(const char *p)
{
	static const char *const words[] = { "null", "true", "false" };
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(p, words[i], n = strlen(words[i])) == 0)
			return p + n;
	p += *p == '-';
	n = strspn(p, "0123456789");
	return n > 0 && n < QUICK_DIGITS && (*p != '0' || n == 1) ? p + n : NULL;
}

struct quick_keys {
	const char	*p[QUICK_KEYS];
	size_t		 len[QUICK_KEYS];
	size_t		 n;
};

static bool
quick_key(struct quick_keys *k, const char *p, size_t len)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->len[i] == len && memcmp(k->p[i], p, len) == 0)
			return false;
	if (k->n == QUICK_KEYS)
		return false;
	k->p[k->n] = p;
	k->len[k->n++] = len;
	return true;
}

/*
 * The id of a slim record as our own commands write it: a flat object
 * without blanks or escapes.  Takes nothing that a JSON parser would refuse
 * or read in another way; whatever it does not take, the parser gets.
 */
static bool
quick_id(int64_t *out, const char *p)
{
	struct quick_keys keys = { .n = 0 };
	const char *key, *value;
	size_t len;

	*out = NUM_NULL;
	if (*p != '{')
		return false;
	do {
		key = ++p;
		if ((p = quick_string(p)) == NULL || *p++ != ':')
			return false;
		value = p;
		p = *p == '"' ? quick_string(p) : quick_plain(p);
		len = p == NULL ? 0 : strcspn(key + 1, "\"");
		if (p == NULL || !quick_key(&keys, key + 1, len) ||
		    (len == 3 && strncmp(key + 1, "tbl", 3) == 0))
			return false;
		if (len != 2 || strncmp(key + 1, "id", 2) != 0)
			continue;
		len = strspn(value + 1, "0123456789");
		if (*value != '"' || len == 0 || len > QUICK_DIGITS ||
		    value[len + 1] != '"')
			return false;
		*out = strtoll(value + 1, NULL, 10);
	} while (*p == ',');
	return *p == '}' && p[1 + strspn(p + 1, " \t\r\n")] == '\0' &&
	    *out != NUM_NULL;
}

/* The name that a record of sn-shipment(5) gives. */
static enum status
name_of(struct named *out, json_t *v, struct arena *a, struct why *w)
{
	const char *id = json_string_value(json_object_get(v, "id"));
	const char *shop = json_string_value(json_object_get(v, "shop"));
	const char *number = json_string_value(json_object_get(v, "number"));

	if (!json_is_object(v))
		return fail(w, SN_INVALID, "%s", _("not a record"));
	if (json_object_get(v, "tbl") != NULL)
		return fail(w, SN_USAGE, "%s",
		    _("the diff of a dry run: nothing done"));
	if (id == NULL && shop != NULL && number != NULL)
		id = arena_printf(a, "%s:%s", shop, number);
	if (id == NULL || !named_parse(out, id, a))
		return fail(w, SN_INVALID, "%s",
		    _("a record without the id of a shipment"));
	return SN_OK;
}

static enum status
parse_record(struct named *out, const char *line, size_t len,
    struct arena *a, struct why *w)
{
	enum status st;
	json_error_t e;
	json_t *v;

	if (quick_id(&out->id, line) && utf8_valid(line, len) &&
	    strlen(line) == len)
		return SN_OK;
	v = json_loadb(line, len, JSON_REJECT_DUPLICATES, &e);
	if (v == NULL)
		return fail(w, SN_INVALID, _("column %d: %s"), e.column,
		    e.text);
	st = name_of(out, v, a, w);
	json_decref(v);
	return st;
}

static enum status
parse_line(struct named *out, char *line, size_t len, struct arena *a,
    struct why *w)
{
	char *p = line + strspn(line, " \t");

	if (*p == '{')
		return parse_record(out, p, len - (size_t)(p - line), a, w);
	while (len > 0 && strchr(" \t\r\n", line[len - 1]) != NULL)
		line[--len] = '\0';
	if (!named_parse(out, p, a))
		return fail(w, SN_INVALID, _("%s: not a shipment id"), p);
	return SN_OK;
}

static void
read_stdin(struct wanted *all)
{
	struct named name = { NUM_NULL, NULL, 0 };
	struct str line = STR_INIT;
	unsigned long number = 0;
	enum status st;
	struct why w;

	while ((st = ndjson_line(&line, &number, stdin, &w)) == SN_OK) {
		name.text = NULL;
		st = parse_line(&name, line.p, line.len, &all->cmd->arena,
		    &w);
		name.line = number;
		if (st == SN_OK) {
			want(all, name);
			continue;
		}
		warnx("stdin:%lu: %s", number, w.text);
		if (status_stops(st))
			exit(status_exit(st));
		all->tally->refused++;
	}
	if (st != SN_NOTFOUND)
		errx(status_exit(st), "stdin:%lu: %s", number + 1, w.text);
	str_free(&line);
}

static void
read_operands(struct wanted *all)
{
	struct named name;
	bool in = false;
	int i;

	for (i = optind; i < all->cmd->argc; i++) {
		if (strcmp(all->cmd->argv[i], "-") == 0) {
			if (!in)
				read_stdin(all);
			in = true;
		} else if (named_parse(&name, all->cmd->argv[i],
		    &all->cmd->arena))
			want(all, name);
		else
			errx(status_exit(SN_USAGE),
			    _("%s: not a shipment id"), all->cmd->argv[i]);
	}
}

void
cmd_select(struct ids *out, struct cmd *c, struct store *s, struct tally *t)
{
	struct wanted all = { .cmd = c, .ids = out, .tally = t };
	enum status st;
	struct why w;

	*out = (struct ids){ NULL, 0, 0 };
	if ((c->query != NULL) == (optind < c->argc)) {
		if (c->query == NULL)
			cmd_usage(c);
		errx(status_exit(SN_USAGE), "%s",
		    _("operands and -q exclude each other"));
	}
	if (c->query != NULL) {
		cmd_find(out, c, s, c->query, !c->writes, NULL, 0);
		return;
	}
	read_operands(&all);
	st = named_each(s, all.name, all.n, found, &all, &w);
	if (st != SN_OK)
		cmd_die(st, &w);
}

void
cmd_find(struct ids *out, struct cmd *c, struct store *s, const char *query,
    bool words, const char *sort, int64_t limit)
{
	struct select_sort *by = NULL;
	const struct conf *conf = cmd_conf(c);
	const struct expr *e;
	enum status st;
	size_t n = 0;
	struct why w;

	st = select_parse(&e, s, conf, query, words, &c->arena, &w);
	if (st == SN_OK && sort != NULL)
		st = select_sort(&by, &n, sort, &c->arena, &w);
	if (st == SN_OK)
		st = select_ids(&out->id, &out->n, s, e, by, n, limit,
		    &c->arena, &w);
	if (st != SN_OK)
		cmd_die(st, &w);
	out->cap = out->n;
}
