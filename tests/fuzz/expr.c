/*
 * Any text as a query: it is read or refused with a message of bounded
 * size, and reading it again gives the same.
 */
#include <string.h>

#include "order/expr.h"
#include "fuzz.h"

static const char *
saved(const char *name, void *arg)
{
	return strcmp(name, "self") == 0 ? "a or @self" :
	    strcmp(name, "two") == 0 ? "@one @one" :
	    strcmp(name, "one") == 0 ? "status=new" : arg;
}

static size_t
terms(const struct expr *e)
{
	MUST(e != NULL);
	switch (e->kind) {
	case EXPR_AND:
	case EXPR_OR:
		return terms(e->left) + terms(e->right);
	case EXPR_NOT:
		return terms(e->left);
	case EXPR_TEST:
		MUST(e->nvalue > 0);
		MUST(e->op == EXPR_EQ || e->op == EXPR_HAS || e->nvalue == 1);
		return 1;
	case EXPR_WORD:
		MUST(e->nvalue == 1 && e->value->text[0] != '\0');
		return 1;
	}
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct expr_context cx = { .today = "2026-12-24", .words = true,
	    .saved = saved };
	struct arena a = ARENA_INIT;
	const char *text = arena_strndup(&a, (const char *)data, n);
	const struct expr *e, *again;
	enum status st;
	struct why w, v;

	st = expr_parse(&e, text, &cx, &a, &w);
	MUST(st == SN_OK || st == SN_USAGE);
	MUST(expr_parse(&again, text, &cx, &a, &v) == st);
	if (st == SN_OK)
		MUST(terms(e) <= 2000 && terms(e) == terms(again));
	else
		MUST(w.text[0] != '\0' && strcmp(w.text, v.text) == 0);
	arena_free(&a);
	return 0;
}
