#include <string.h>

#include "base/str.h"
#include "data/digest.h"
#include "order/tree.h"

enum { RATES = 16 };		/* tax rates of one order, far above reality */

void
tree_init(struct tree *t, struct arena *a)
{
	memset(t, 0, sizeof(*t));
	t->arena = a;
	t->order = record_new(&table_orders, a);
}

/* Append a new record of table to the array called member. */
#define APPEND(t, member, table)					\
	((t)->member = arena_grow((t)->arena, (t)->member,		\
	    (t)->n##member, &(t)->cap##member, sizeof(*(t)->member)),	\
	(t)->member[(t)->n##member++] = record_new(table, (t)->arena))

struct destination *
tree_destination(struct tree *t)
{
	struct destination *d = APPEND(t, destination, &table_destination);

	d->seq = (int64_t)t->ndestination;
	return d;
}

struct shipment *
tree_shipment(struct tree *t, size_t destination)
{
	int64_t seq = 1;
	struct shipment *s;
	size_t i;

	for (i = 0; i < t->nshipment; i++)
		if (t->shipment[i]->destination == (int64_t)destination)
			seq++;
	s = APPEND(t, shipment, &table_shipment);
	s->destination = (int64_t)destination;
	s->seq = seq;
	return s;
}

struct line *
tree_line(struct tree *t)
{
	struct line *l = APPEND(t, line, &table_line);

	l->seq = (int64_t)t->nline;
	return l;
}

struct shipment_line *
tree_shipment_line(struct tree *t, size_t shipment, size_t line,
    int64_t quantity)
{
	struct shipment_line *sl =
	    APPEND(t, shipment_line, &table_shipment_line);

	sl->shipment = (int64_t)shipment;
	sl->line = (int64_t)line;
	sl->quantity = quantity;
	return sl;
}

struct charge *
tree_charge(struct tree *t)
{
	struct charge *c = APPEND(t, charge, &table_charge);

	c->seq = (int64_t)t->ncharge;
	return c;
}

struct payment *
tree_payment(struct tree *t)
{
	struct payment *p = APPEND(t, payment, &table_payment);

	p->seq = (int64_t)t->npayment;
	return p;
}

struct tracking *
tree_tracking(struct tree *t, size_t shipment)
{
	int64_t parcel = 1;
	struct tracking *tr;
	size_t i;

	for (i = 0; i < t->ntracking; i++)
		if (t->tracking[i]->shipment == (int64_t)shipment)
			parcel++;
	tr = APPEND(t, tracking, &table_tracking);
	tr->shipment = (int64_t)shipment;
	tr->parcel = parcel;
	return tr;
}

struct tag *
tree_tag(struct tree *t, size_t shipment, const char *text)
{
	t->tag = arena_grow(t->arena, t->tag, t->ntag, &t->captag,
	    sizeof(*t->tag));
	t->tag[t->ntag] = (struct tag){ .id = NUM_NULL,
	    .shipment = (int64_t)shipment, .text = text };
	return &t->tag[t->ntag++];
}

/* What is charged at one tax rate without the tax itself. */
struct before_tax {
	int64_t	rate[RATES];
	int64_t	yen[RATES];
	size_t	n;
};

static bool
add_before_tax(struct before_tax *b, int64_t rate, int64_t yen)
{
	size_t i;

	for (i = 0; i < b->n && b->rate[i] != rate; i++)
		continue;
	if (i == RATES)
		return false;
	if (i == b->n) {
		b->rate[b->n] = rate;
		b->yen[b->n++] = 0;
	}
	return !__builtin_add_overflow(b->yen[i], yen, &b->yen[i]);
}

/* Whether tax comes on top of yen at a rate that is not known. */
static bool
unrated(int64_t yen, int64_t tax_included, int64_t rate)
{
	return yen != NUM_NULL && yen != 0 && tax_included == 0 &&
	    rate == NUM_NULL;
}

/* Add yen to *sum; where tax comes on top of it, note it in b. */
static bool
add(int64_t *sum, struct before_tax *b, int64_t yen, int64_t tax_included,
    int64_t rate)
{
	if (yen == NUM_NULL || __builtin_add_overflow(*sum, yen, sum))
		return false;
	if (unrated(yen, tax_included, rate))
		return false;
	return tax_included != 0 || yen == 0 || add_before_tax(b, rate, yen);
}

static bool
add_lines(int64_t *sum, struct before_tax *b, const struct tree *t)
{
	const struct line *l;
	int64_t many, yen;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		if (l->quantity == l->cancelled ||
		    strcmp(l->kind, "part") == 0)
			continue;
		if (l->unit_price == NUM_NULL ||
		    __builtin_sub_overflow(l->quantity, l->cancelled,
		    &many) ||
		    __builtin_mul_overflow(l->unit_price, many, &yen) ||
		    !add(sum, b, yen, l->tax_included, l->tax_rate))
			return false;
	}
	return true;
}

static int64_t
with_tax(int64_t sum, const struct before_tax *b)
{
	int64_t tax;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (__builtin_mul_overflow(b->yen[i], b->rate[i], &tax) ||
		    __builtin_add_overflow(sum, tax / 100, &sum))
			return NUM_NULL;
	return sum;
}

bool
tree_unrated(const struct tree *t)
{
	const struct charge *c;
	const struct line *l;
	size_t i;

	for (i = 0; i < t->nline; i++) {
		l = t->line[i];
		if (l->quantity != l->cancelled &&
		    strcmp(l->kind, "part") != 0 &&
		    unrated(l->unit_price, l->tax_included, l->tax_rate))
			return true;
	}
	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		if (unrated(c->amount, c->tax_included, c->tax_rate))
			return true;
	}
	return false;
}

int64_t
tree_items(const struct tree *t)
{
	struct before_tax b = { .n = 0 };
	int64_t sum = 0;

	return add_lines(&sum, &b, t) ? with_tax(sum, &b) : NUM_NULL;
}

int64_t
tree_total(const struct tree *t)
{
	struct before_tax b = { .n = 0 };
	const struct charge *c;
	int64_t sum = 0;
	size_t i;

	if (t->order->unfixed == 1 || !add_lines(&sum, &b, t))
		return NUM_NULL;
	for (i = 0; i < t->ncharge; i++) {
		c = t->charge[i];
		if (!add(&sum, &b, c->amount, c->tax_included, c->tax_rate))
			return NUM_NULL;
	}
	return with_tax(sum, &b);
}

/* Go on with the hash over what the mall gives of rec. */
static uint64_t
hash_record(uint64_t h, const struct table *t, const void *rec)
{
	const struct column *c;
	const char *s;
	int64_t n;

	for (c = t->column; c < t->column + t->n; c++) {
		if ((c->flags & COL_MALL) == 0)
			continue;
		if (column_is_num(c)) {
			n = record_num(rec, c);
			h = hash_bytes(h, &n, sizeof(n));
		} else if ((s = record_text(rec, c)) != NULL)
			h = hash_bytes(h, s, strlen(s) + 1);
		else
			h = hash_bytes(h, "\377", 1);
	}
	return hash_bytes(h, "\376", 1);
}

/* Go on with the hash over where goods go, and how many of them. */
static uint64_t
hash_way(uint64_t h, const struct tree *t, const struct shipment_line *sl)
{
	int64_t n[3] = { sl->line, t->shipment[sl->shipment]->destination,
	    sl->quantity };

	return hash_bytes(h, n, sizeof(n));
}

int64_t
tree_hash(const struct tree *t)
{
	uint64_t h = hash_record(HASH_START, &table_orders, t->order);
	const char *id;
	size_t i;

	for (i = 0; i < t->ndestination; i++)
		h = hash_record(h, &table_destination, t->destination[i]);
	for (i = 0; i < t->nshipment; i++)
		h = hash_record(h, &table_shipment, t->shipment[i]);
	for (i = 0; i < t->nline; i++) {
		h = hash_record(h, &table_line, t->line[i]);
		if ((id = t->line[i]->mall_id) != NULL)
			h = hash_bytes(h, id, strlen(id) + 1);
	}
	for (i = 0; i < t->nshipment_line; i++)
		h = hash_way(h, t, t->shipment_line[i]);
	for (i = 0; i < t->ncharge; i++)
		h = hash_record(h, &table_charge, t->charge[i]);
	for (i = 0; i < t->npayment; i++)
		h = hash_record(h, &table_payment, t->payment[i]);
	return (int64_t)h;
}

/* The words of one record: what its derived columns hold. */
static void
add_words(struct str *s, const struct table *table, const void *rec,
    struct arena *a)
{
	const struct derived *d;

	for (d = derived; d->name != NULL; d++)
		if (d->table == table && d->word)
			tree_add_word(s, derived_value(d, rec, a));
}

void
tree_add_word(struct str *s, const char *word)
{
	if (word == NULL || *word == '\0' ||
	    strstr(str_text(s), word) != NULL)
		return;
	str_puts(s, word);
	str_putc(s, '\n');
}

const char *
tree_words(const struct tree *t, struct arena *a)
{
	struct str s = STR_INIT;
	const char *text;
	size_t i;

	add_words(&s, &table_orders, t->order, a);
	for (i = 0; i < t->ndestination; i++)
		add_words(&s, &table_destination, t->destination[i], a);
	for (i = 0; i < t->nline; i++)
		add_words(&s, &table_line, t->line[i], a);
	text = arena_strdup(a, str_text(&s));
	str_free(&s);
	return text;
}
