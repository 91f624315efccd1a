/*
 * The cells of one row, as UTF-8: values made into texts, and texts held to
 * the widths and characters of their columns.
 */

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "format/column.h"
#include "order/model.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/kana.h"
#include "text/utf8.h"

void
note(struct notes *n, enum note_kind kind, const char *header,
    const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n->note = arena_grow(n->arena, n->note, n->n, &n->cap,
	    sizeof(*n->note));
	n->note[n->n++] = (struct note){ kind, arena_printf(n->arena,
	    "%s: %s", header, text) };
}

/* What is in map for s: its own entry, else the longest "beginning*". */
static const char *
mapped(json_t *map, const char *s)
{
	const char *best = NULL, *key;
	size_t len, longest = 0;
	json_t *v;

	if ((v = json_object_get(map, s)) != NULL)
		return json_string_value(v);
	if (*s == '\0')
		return NULL;
	json_object_foreach(map, key, v) {
		len = strlen(key);
		if (len > 0 && key[len - 1] == '*' && len > longest &&
		    strncmp(key, s, len - 1) == 0) {
			best = json_string_value(v);
			longest = len;
		}
	}
	return best;
}

static const char *
map_text(const struct making *m, const char *header, const char *s,
    struct notes *notes)
{
	const char *to = mapped(m->map, s);

	if (to != NULL)
		return to;
	if (m->keep || *s == '\0')
		return s;
	if (m->other != NULL)
		return m->other;
	note(notes, NOTE_ERROR, header, _("%s is not offered"), s);
	return "";
}

static const char *
zip(const char *s, struct arena *a)
{
	return strlen(s) == 7 && strspn(s, "0123456789") == 7 ?
	    arena_printf(a, "%.3s-%s", s, s + 3) : s;
}

/* The text of one value, "" for none. */
struct shown
cell_make(struct writer *wr, const struct making *m, size_t at,
    const char *header, const void *rec, struct notes *notes)
{
	struct shown v = { m->text, NULL };
	struct str date = STR_INIT;

	if (m->text != NULL)
		return v;
	wr->source->get(&v, m->value[at], rec, &wr->row);
	if (v.text == NULL)
		v.text = "";
	if (*v.text != '\0' && m->date != NULL) {
		if (date_format(&date, v.text, m->date) == SN_OK)
			v.text = arena_strdup(&wr->row, str_text(&date));
		else
			note(notes, NOTE_ERROR, header, _("%s is no date"),
			    v.text);
		str_free(&date);
	}
	if (m->as == AS_ZIP)
		v.text = zip(v.text, &wr->row);
	else if (m->as == AS_DIGITS)
		v.text = fold_digits(v.text, &wr->row);
	else if (m->as == AS_KANA_HALF)
		v.text = kana_half(v.text, &wr->row);
	if (m->map != NULL)
		v.text = map_text(m, header, v.text, notes);
	if (*v.text != '\0')
		v.text = charset_fit(wr, header, v.text, notes);
	return v;
}

/* Whether some value that m is made of is there. */
static bool
has_value(struct writer *wr, const struct making *m, const void *rec)
{
	struct shown v = { NULL, NULL };

	if (m->nvalue > 0)
		wr->source->get(&v, m->value[0], rec, &wr->row);
	return v.text != NULL && *v.text != '\0';
}

struct shown
cell_join(struct writer *wr, const struct out_column *c, const void *rec,
    struct notes *notes)
{
	struct shown v, all = { "", NULL };
	struct str out = STR_INIT;
	size_t i;

	for (i = 0; i < c->njoined; i++)
		if (has_value(wr, &c->joined[i], rec))
			break;
	if (i == c->njoined)
		return all;
	for (i = 0; i < c->njoined; i++) {
		v = cell_make(wr, &c->joined[i], 0, c->header, rec, notes);
		if (*v.text == '\0')
			continue;
		str_addf(&out, "%s%s%s", out.len > 0 ? c->join : "", v.text,
		    v.tail != NULL ? v.tail : "");
	}
	all.text = arena_strdup(&wr->row, str_text(&out));
	str_free(&out);
	return all;
}

static bool
may_hold(enum chars chars, uint32_t c)
{
	bool digit = c >= '0' && c <= '9';
	bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

	switch (chars) {
	case CHARS_DIGITS:
		return digit;
	case CHARS_ALNUM:
		return digit || letter;
	case CHARS_UPPER:
		return digit || (c >= 'A' && c <= 'Z');
	case CHARS_ALNUM_SPACE:
		return digit || letter || c == ' ';
	case CHARS_TEL:
		return digit || c == '-';
	case CHARS_KANA_HALF:
		return (c >= ' ' && c < 0x7f) || (c >= 0xff61 && c <= 0xff9f);
	case CHARS_ASCII:
		return c >= ' ' && c < 0x7f;
	default:
		return true;
	}
}

static const char *
chars_name(enum chars chars)
{
	static const char *const names[] = { "", N_("digits"),
	    N_("letters and digits"), N_("capital letters and digits"),
	    N_("letters, digits and spaces"),
	    N_("digits and hyphens"), N_("half-width kana"), N_("ASCII") };

	return _(names[chars]);
}

static void
check_chars(const struct out_column *c, const char *s, struct notes *notes)
{
	const char *p = s;
	uint32_t ch;

	if (c->chars == CHARS_ANY)
		return;
	while ((ch = utf8_next(&p)) != 0)
		if (!may_hold(c->chars, ch)) {
			note(notes, NOTE_ERROR, c->header,
			    _("%s: only %s are taken"), s,
			    chars_name(c->chars));
			return;
		}
}

/*
 * Whether s has room in limit units.  No unit counts a character for more
 * than the bytes that UTF-8 takes for it, so most texts need no counting.
 */
bool
cell_has_room(const char *s, size_t limit, enum unit u)
{
	return strlen(s) <= limit || width_units(s, u) <= limit;
}

/* How much of s, in bytes, has room in limit units. */
size_t
cell_room(const char *s, size_t limit, enum unit u)
{
	const char *p = s, *good = s;
	size_t n = 0;
	uint32_t c;

	while ((c = utf8_next(&p)) != 0) {
		if ((n += width_unit(c, u)) > limit)
			break;
		good = p;
	}
	return (size_t)(good - s);
}

static const char *
unit_name(enum unit u)
{
	static const char *const names[] = { N_("full-width characters"),
	    N_("half-width characters"), N_("bytes"), N_("characters") };

	return _(names[u]);
}

/* Say that s is too long, and show where the paper ends. */
void
cell_too_long(const struct out_column *c, size_t max, const char *s,
    size_t fits, struct notes *notes)
{
	note(notes, NOTE_ERROR, c->header,
	    _("does not fit into %zu %s: %.*s|%s"), max, unit_name(c->unit),
	    (int)fits, s, s + fits);
}

/* Hold a text to the column's width; only what may be cut is cut. */
const char *
cell_fit(struct writer *wr, const struct out_column *c, const struct shown *v,
    struct notes *notes)
{
	const char *tail = v->tail != NULL ? v->tail : "";
	size_t limit = width_limit(c->max, c->unit), behind, n;

	if (*tail == '\0' && (c->max == 0 || cell_has_room(v->text, limit,
	    c->unit)))
		return v->text;
	behind = width_units(tail, c->unit);
	if (c->max == 0 || width_units(v->text, c->unit) + behind <= limit)
		return arena_printf(&wr->row, "%s%s", v->text, tail);
	if (!c->cut || behind >= limit) {
		n = cell_room(v->text, limit, c->unit);
		cell_too_long(c, c->max, v->text, n, notes);
		return v->text;
	}
	n = cell_room(v->text, limit - behind, c->unit);
	note(notes, NOTE_CUT, c->header, "%.*s|%s%s", (int)n, v->text,
	    v->text + n, tail);
	return arena_printf(&wr->row, "%.*s%s", (int)n, v->text, tail);
}

static void
check_most(struct writer *wr, const struct out_column *c, const char *s,
    const void *rec, struct notes *notes)
{
	struct shown of = { NULL, NULL };
	int64_t most = c->most;
	json_t *own = NULL;

	if (c->most_value != NULL)
		wr->source->get(&of, c->most_value, rec, &wr->row);
	if (of.text != NULL)
		own = json_object_get(c->most_map, of.text);
	if (own != NULL)
		most = json_integer_value(own);
	if (most != NUM_NULL && strtoll(s, NULL, 10) > most)
		note(notes, NOTE_ERROR, c->header,
		    _("%s is more than %" PRId64), s, most);
}

static void
fill_one(struct writer *wr, size_t i, const void *rec, struct notes *notes)
{
	const struct out_column *c = &wr->column[i];
	struct shown v = c->njoined > 0 ? cell_join(wr, c, rec, notes) :
	    cell_make(wr, &c->making, 0, c->header, rec, notes);

	if (*v.text == '\0')
		return;
	check_chars(c, v.text, notes);
	check_most(wr, c, v.text, rec, notes);
	wr->cell[i] = cell_fit(wr, c, &v, notes);
}

/* Leave optional entries out, the last first, until the rest has room. */
static size_t
squeeze(const char *text[], bool optional[], size_t n, size_t fields,
    const char *header, struct notes *notes)
{
	size_t i;

	for (i = n; n > fields && i-- > 0;)
		if (optional[i]) {
			note(notes, NOTE_CUT, header,
			    _("no room for %s"), text[i]);
			memmove(text + i, text + i + 1,
			    (n - i - 1) * sizeof(*text));
			memmove(optional + i, optional + i + 1,
			    (n - i - 1) * sizeof(*optional));
			n--;
		}
	if (n > fields)
		note(notes, NOTE_ERROR, header, _("no room for %s"),
		    text[fields]);
	return n;
}

static void
fill_list(struct writer *wr, size_t at, const void *rec, struct notes *notes)
{
	const struct list *l = &wr->list[at];
	const char *text[LIST_MAX], *header = l->name;
	bool optional[LIST_MAX];
	size_t i, n = 0, fields = 0;

	for (i = wr->n; i-- > 0;)
		if (wr->column[i].list == at + 1) {
			header = wr->column[i].header;
			fields++;
		}
	for (i = 0; i < l->n && n < LIST_MAX; i++) {
		text[n] = cell_make(wr, &l->entry[i].making, 0, header, rec,
		    notes).text;
		optional[n] = l->entry[i].optional;
		if (*text[n] != '\0')
			n++;
	}
	n = squeeze(text, optional, n, fields, header, notes);
	for (i = 0, fields = 0; i < wr->n && fields < n; i++)
		if (wr->column[i].list == at + 1)
			wr->cell[i] = text[fields++];
}

void
cells_fill(struct writer *wr, const void *rec, struct notes *notes)
{
	const struct out_column *c;
	size_t i, noted;

	arena_reset(&wr->row);
	memset(wr->cell, 0, wr->n * sizeof(*wr->cell));
	for (i = 0; i < wr->nlist; i++)
		fill_list(wr, i, rec, notes);
	for (i = 0; i < wr->n; i++) {
		c = &wr->column[i];
		if (c->empty)
			continue;
		noted = notes->n;
		if (c->spread > 0)
			cells_spread(wr, i, rec, notes);
		else if (!c->filled)
			fill_one(wr, i, rec, notes);
		if (c->required && wr->cell[i] == NULL && notes->n == noted)
			note(notes, NOTE_ERROR, c->header, _("is empty"));
	}
}
