/*
 * What sn-label refuses and what the check may-not-ship finds are the same,
 * for every cancel state, kind, mall state and many pairs of payments.
 */

#include <stdlib.h>
#include <unistd.h>

#include "order/mayship.h"
#include "store/function.h"
#include "tap.h"

struct facts {
	const char		*cancel, *kind, *mall_state;
	struct mayship_payment	 p[2];
	size_t			 n;
};

static struct store *s;

/* How many reasons the check has; 0: it says nothing. */
static size_t
check_says(const struct facts *f, struct arena *a)
{
	const char *payments = NULL, *said = NULL;
	size_t i, n = 0;
	struct query q;
	struct why w;

	for (i = 0; i < f->n; i++)
		payments = arena_printf(a, "%s%s%s %s %s",
		    i > 0 ? payments : "", i > 0 ? " " : "", f->p[i].method,
		    f->p[i].timing, f->p[i].state);
	query_open(&q, s, "SELECT sn_may_ship(:cancel, :kind, :mall, :pay)");
	query_text(&q, ":cancel", f->cancel);
	query_text(&q, ":kind", f->kind);
	query_text(&q, ":mall", f->mall_state);
	query_text(&q, ":pay", payments);
	if (query_row(&q))
		said = query_col(&q, 0, a);
	if (query_end(&q, "ask", &w) != SN_OK)
		return SIZE_MAX;
	for (; said != NULL && *said != '\0'; said++)
		n += *said == '=';
	return n;
}

static size_t
label_says(const struct facts *f, struct arena *a)
{
	const char *why[MAYSHIP_MAX];
	struct tree t;
	size_t i;

	tree_init(&t, a);
	t.order->mall_state = f->mall_state;
	tree_destination(&t);
	tree_shipment(&t, 0)->cancel = f->cancel;
	t.shipment[0]->kind = f->kind;
	for (i = 0; i < f->n; i++) {
		tree_payment(&t)->method = f->p[i].method;
		t.payment[i]->timing = f->p[i].timing;
		t.payment[i]->state = f->p[i].state;
	}
	return mayship(why, &t, 0);
}

/* Both say the same of all pairs of payments. */
static bool
payments(struct facts *f, unsigned long *tried, unsigned long *refused)
{
	const struct word *t1, *s1, *s2;
	struct arena a = ARENA_INIT;
	bool good = true;
	size_t n;

	for (t1 = words_timing; t1->slug != NULL; t1++)
	for (s1 = words_pay_state; s1->slug != NULL; s1++)
	for (s2 = words_pay_state; s2->slug != NULL; s2++)
	for (f->n = 0; f->n <= 2; f->n++) {
		f->p[0] = (struct mayship_payment){ "bank", t1->slug,
		    s1->slug };
		f->p[1] = (struct mayship_payment){ "card", "auth",
		    s2->slug };
		n = label_says(f, &a);
		if (n != check_says(f, &a))
			good = false;
		++*tried;
		*refused += n > 0;
		arena_reset(&a);
	}
	arena_free(&a);
	return good;
}

int
main(void)
{
	static const char *const cancels[] = { "none", "asked", "done" };
	static const char *const kinds[] = { "normal", "reship" };
	char dir[] = "/tmp/sn-mayship-XXXXXX", path[64];
	unsigned long tried = 0, refused = 0;
	const struct word *mall;
	struct facts f;
	struct why w;
	size_t i, k;

	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/s.db", dir);
	OK(store_open(&s, path, STORE_CREATE, &w) == SN_OK);
	OK(functions_on(s, &w) == SN_OK);
	for (mall = words_mall_state; mall->slug != NULL; mall++)
		for (i = 0; i < 3; i++)
			for (k = 0; k < 2; k++) {
				f.mall_state = mall->slug;
				f.cancel = cancels[i];
				f.kind = kinds[k];
				OK(payments(&f, &tried, &refused));
			}
	OK(refused > tried / 10 && refused < tried);
	store_close(s);
	unlink(path);
	rmdir(dir);
	return TAP_END;
}
