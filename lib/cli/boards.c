/*
 * The boards of several shops as one.
 */

#include <err.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/boards.h"
#include "cli/language.h"
#include "cli/next.h"
#include "cli/output.h"
#include "order/words.h"
#include "store/board.h"

/* What stands in a column, and where; a status that routes add has none. */
static const char *const statuses[] = {
	"new", "payment", "ready", "print", "number", "notify", "hold"
};
enum {
	STATUSES = sizeof(statuses) / sizeof(statuses[0]),
	COLUMNS = 1 + STATUSES + 4
};

bool
boards_is_shop(const char *path)
{
	char conf[PATH_MAX];
	int n = snprintf(conf, sizeof(conf), "%s/sn.conf", path);

	return n > 0 && (size_t)n < sizeof(conf) && access(conf, F_OK) == 0;
}

static int64_t
count(const struct board *b, const char *status)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < b->ncount; i++)
		if (strcmp(b->count[i].status, status) == 0)
			n += b->count[i].n;
	return n;
}

/* The board of one directory, by a cmd of its own that never leaves. */
static enum status
look(struct board *out, struct cmd *c, struct arena *a, struct why *w)
{
	struct next_frame f;
	struct store *s = NULL;
	enum status st;

	if ((st = conf_read(&c->conf, cmd_path(c, "sn.conf"), a, w)) !=
	    SN_OK ||
	    (st = store_open(&s, cmd_path(c, "store.db"), STORE_READ, w)) !=
	    SN_OK)
		return st;
	store_use(s, c->conf, c->home);
	if ((st = next_frame(&f, c, NULL, w)) == SN_OK)
		st = store_board(out, s, &f, a, w);
	store_close(s);
	return st;
}

static void
put_counts(struct report *r, const struct board *b)
{
	size_t i;

	for (i = 0; i < STATUSES; i++)
		report_num(r, b != NULL ? count(b, statuses[i]) : NUM_NULL);
	report_num(r, b != NULL ? b->stopped : NUM_NULL);
	report_num(r, b != NULL ? b->late : NUM_NULL);
	report_num(r, b != NULL ? b->failed : NUM_NULL);
	report_num(r, b != NULL ? b->letters : NUM_NULL);
}

static enum status
put_one(struct report *r, const char *dir, struct why *w)
{
	struct cmd one = { .home = dir };
	struct board board;
	enum status st;

	st = look(&board, &one, &one.arena, w);
	report_cell(r, dir);
	put_counts(r, st == SN_OK ? &board : NULL);
	if (st != SN_OK)
		warnx("%s: %s", dir, w->text);
	arena_free(&one.arena);
	return st;
}

static struct report *
begin(struct cmd *c)
{
	struct report_column *col = arena_alloc(&c->arena, COLUMNS *
	    sizeof(*col));
	size_t i, n = 0;

	col[n++] = (struct report_column){ "dir", _("shop"), false };
	for (i = 0; i < STATUSES; i++)
		col[n++] = (struct report_column){ statuses[i],
		    language_japanese() ? word_ja(words_status, statuses[i]) :
		    statuses[i], true };
	col[n++] = (struct report_column){ "stopped", _("stopped"), true };
	col[n++] = (struct report_column){ "late", _("late"), true };
	col[n++] = (struct report_column){ "failed", _("not sent"), true };
	col[n++] = (struct report_column){ "letters", _("letters"), true };
	return report_new(c, col, n);
}

enum status
boards_print(struct cmd *c, char *const *dir, size_t n, bool json,
    struct why *w)
{
	enum status st, worst = SN_OK;
	struct report *r;
	struct cmd first = { .home = dir[0] };
	size_t i;

	cmd_language(&first);	/* the table speaks the first one's */
	arena_free(&first.arena);
	c->output = json ? OUT_JSON : OUT_TABLE;
	r = begin(c);
	for (i = 0; i < n; i++)
		if ((st = put_one(r, dir[i], w)) > worst)
			worst = st;
	return (st = report_end(r, stdout, w)) > worst ? st : worst;
}
