/*
 * What a run of the automation did and what waits for people, in words.
 */

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/language.h"
#include "cli/robo.h"
#include "order/words.h"

enum {
	TOLD = 12		/* lines of one kind: more nobody reads */
};

/* What a finding of that code means, for people. */
static const char *
meaning(const struct robo_wish *wish, const char *code)
{
	const struct check *k = checks_find(wish->checks, code);
	const char *text = k == NULL ? NULL :
	    language_japanese() ? k->ja : k->title;

	return text != NULL ? text : "";
}

const char *
robo_halt(const struct halt *h, struct arena *a)
{
	switch (h->kind) {
	case HALT_FINDING:
		return arena_printf(a, "%s", h->what);
	case HALT_STOP:
		return arena_printf(a, _("stop \"%s\""), h->what);
	case HALT_FAILED:
		return arena_printf(a, _("%s failed: %s"), h->what, h->more);
	case HALT_UNKNOWN:
		return arena_printf(a, _("nobody knows whether \"%s\" was "
		    "done"), h->what);
	case HALT_ORDER:
		break;
	}
	return _("something else of the order is stopped");
}

/* The same step in a line, however many sections did it. */
static void
tell_did(struct str *out, const struct robo_run *r)
{
	size_t i;

	if (r->ndid > 0)
		str_addf(out, "%s\n", _("done:"));
	for (i = 0; i < r->ndid; i++)
		str_addf(out, "  %6zu  %s  (%s)\n", r->did[i].n,
		    r->did[i].step->name, r->did[i].robo->title);
}

static void
tell_stopped(struct str *out, const struct robo_run *r)
{
	struct arena a = ARENA_INIT;
	const struct halt *h;
	size_t i;

	if (r->nstopped > 0)
		str_addf(out, "%s\n", _("stopped, until somebody looks:"));
	for (i = 0; i < r->nstopped && i < TOLD; i++) {
		h = &r->stopped[i].halt;
		str_addf(out, "  %6" PRId64 "  %s%s%s  (%s)  ", h->n,
		    robo_halt(h, &a), h->kind == HALT_FINDING ? ": " : "",
		    h->kind == HALT_FINDING ? meaning(r->wish, h->what) : "",
		    r->stopped[i].robo->title);
		str_addf(out, "sn-why %" PRId64 "\n", h->example);
	}
	if (r->nstopped > TOLD)
		str_addf(out, _("  and %zu more reasons\n"),
		    r->nstopped - TOLD);
	arena_free(&a);
}

/* Steps of one state; those of the same cause are one line. */
static void
tell_state(struct str *out, const struct robo_run *r, const char *state,
    const char *head)
{
	const struct step_left *x, *y;
	size_t i, k, n, lines = 0;

	for (i = 0; i < r->nleft; i++) {
		x = &r->left[i];
		if (strcmp(x->state, state) != 0)
			continue;
		for (k = 0, n = 0; k < r->nleft; k++) {
			y = &r->left[k];
			if (strcmp(y->state, state) != 0 ||
			    strcmp(y->step, x->step) != 0 ||
			    strcmp(y->robo, x->robo) != 0 ||
			    strcmp(y->cause == NULL ? "" : y->cause,
			    x->cause == NULL ? "" : x->cause) != 0)
				continue;
			if (k < i)
				break;	/* told already */
			n++;
		}
		if (k < i || lines == TOLD)
			continue;
		if (lines++ == 0)
			str_addf(out, "%s\n", head);
		str_addf(out, "  %6zu  %s: %s%s%s  (%s)  sn-why %.*s\n", n,
		    x->step, x->name, x->cause == NULL ? "" : ": ",
		    x->cause == NULL ? "" : x->cause, x->robo,
		    (int)strcspn(x->name, " "), x->name);
	}
}

static void
tell_left(struct str *out, const struct robo_run *r)
{
	tell_stopped(out, r);
	tell_state(out, r, "failed", _("failed, the next run tries again:"));
	tell_state(out, r, "unknown", _("nobody knows whether these were "
	    "done; look, then sn-autorobo --done or --again:"));
	if (r->unchecked > 0)
		str_addf(out, _("no mail was queued: %" PRId64 " shipments "
		    "stay unchecked\n"), r->unchecked);
}

static const char *
taken(struct robo_run *r, struct str *text)
{
	const char *kept = arena_strdup(&r->cmd->arena, str_text(text));

	str_free(text);
	return kept;
}

const char *
robo_tell_left(struct robo_run *r)
{
	struct str text = STR_INIT;

	tell_left(&text, r);
	return taken(r, &text);
}

const char *
robo_tell(struct robo_run *r)
{
	struct str text = STR_INIT;

	if (r->quiet)
		return "";
	tell_did(&text, r);
	tell_left(&text, r);
	return taken(r, &text);
}
