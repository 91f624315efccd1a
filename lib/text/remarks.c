#include <stdbool.h>
#include <string.h>

#include "text/remarks.h"
#include "base/str.h"
#include "text/fold.h"

/* Names of the blocks that hold a wish; malls word them a little apart. */
static const char *const wishes[] = {
	"配送日時指定", "配送日指定", "配送時間帯指定", "配送時間指定",
	"配達日時指定", "配達日指定", "配達時間帯指定", "配送希望日時",
	"お届け日時指定", "お届け日指定", "お届け時間帯指定",
	"お届け希望日時", "お届け希望日", "お届け希望時間帯",
	"配送希望日", "配送希望時間帯", "配送希望時間"
};

enum { WISHES = sizeof(wishes) / sizeof(wishes[0]) };

struct line {
	const char	*p;
	size_t		 len;	/* without its newline */
	const char	*next;
};

/*
 * A line ends at its newline or, where a spreadsheet has made blanks of
 * newlines, before the next block of it.
 */
static void
next_line(struct line *l, const char *p)
{
	const char *block = strstr(p, " [");

	l->p = p;
	l->len = strcspn(p, "\r\n");
	if (block != NULL && block < p + l->len &&
	    memchr(block, ']', (size_t)(p + l->len - block)) != NULL) {
		l->len = (size_t)(block - p);
		l->next = block + 1;
		return;
	}
	l->next = p + l->len;
	if (l->next[0] == '\r' && l->next[1] == '\n')
		l->next++;
	if (*l->next != '\0')
		l->next++;
}

/*
 * Whether a line starts a block, "[text]" or "[text:]", and if of a wish.
 * Text after the bracket, in the same line, is left at *after.
 */
static bool
is_tag(const char *line, bool *wish, const char **after)
{
	const char *end;
	size_t i, n;

	line += strspn(line, " ");
	if (*line != '[' || (end = strchr(line, ']')) == NULL)
		return false;
	*after = end + 1;
	line++;
	line += strspn(line, " ");
	n = (size_t)(end - line);
	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == ':'))
		n--;
	*wish = false;
	for (i = 0; i < WISHES; i++)
		if (n == strlen(wishes[i]) &&
		    memcmp(line, wishes[i], n) == 0)
			*wish = true;
	return true;
}

/* What the lines of a block gave so far. */
struct wish {
	char		*date;
	const char	*slot;
	struct arena	*a;
};

static bool
take_slot(struct wish *w, const char *text)
{
	const char *slot;
	size_t n;

	text += strspn(text, " T");
	n = strlen(text);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	if (w->slot != NULL || slot_parse(&slot, text, w->a) != SN_OK)
		return false;
	w->slot = arena_strndup(w->a, text, n);
	return true;
}

/*
 * A line of a wish, in half width: a date, a slot, or both in this order.
 * false: it is something else, and nothing was taken.
 */
static bool
take_line(struct wish *w, const char *line)
{
	char date[DATE_SIZE], *head;
	struct stamp time;
	const char *p;

	line += strspn(line, " ");
	if (take_slot(w, line))
		return true;
	if (w->date[0] != '\0')
		return false;
	if (time_parse(&time, line) == SN_OK &&
	    strcmp(time.text + DATE_SIZE - 1, "T00:00:00") == 0)
		return date_parse(w->date, line) == SN_OK;
	/* The date ends at its weekday or at a blank. */
	for (p = line; *p != '\0'; p++) {
		if (*p != ')' && *p != ' ')
			continue;
		head = arena_strndup(w->a, line, (size_t)(p - line) + 1);
		if (date_parse(date, head) != SN_OK ||
		    !take_slot(w, p + 1))
			continue;
		memcpy(w->date, date, sizeof(date));
		return true;
	}
	return false;
}

enum status
remarks_wish(const char *remarks, char date[DATE_SIZE], const char **slot,
    const char **rest, struct arena *a)
{
	struct wish w = { date, NULL, a };
	struct str left = STR_INIT;
	bool inside = false, found, other = false, tag;
	const char *text, *after, *p;
	struct line l;

	date[0] = '\0';
	for (p = remarks; *p != '\0'; p = l.next) {
		next_line(&l, p);
		text = fold_width(arena_strndup(a, l.p, l.len), a);
		tag = is_tag(text, &found, &after);
		if (tag) {
			inside = found;
			text = after;
		}
		if (!inside) {
			str_add(&left, p, (size_t)(l.next - p));
			continue;
		}
		if (text[strspn(text, " ")] == '\0' || take_line(&w, text))
			continue;
		other = true;
		str_add(&left, p, (size_t)(l.next - p));
	}
	*slot = w.slot;
	*rest = arena_strdup(a, str_text(&left));
	str_free(&left);
	if (date[0] == '\0' && *slot == NULL)
		return other ? SN_INVALID : SN_NOTFOUND;
	return other ? SN_SOME : SN_OK;
}
