#include <stdlib.h>
#include <string.h>

#include "text/rows.h"
#include "base/i18n.h"

enum {
	BLOCK = 256 * 1024,
	FIRST_SLOTS = 1 << 10
};

static const uint64_t fnv_basis = 0xcbf29ce484222325ULL;
static const uint64_t fnv_prime = 0x100000001b3ULL;

/*
 * Hashes in open addressing, a power of two of slots, at most half full.
 * 0 is free; the lowest bit says that the key came back.
 */
struct keyset {
	uint64_t	*slot;
	size_t		 slots;
	size_t		 n;
};

enum { CAME_BACK = 1 };

enum place {
	START,		/* of a cell */
	PLAIN,		/* in a cell without quotes */
	QUOTED,
	QUOTE		/* after a quote within a quoted cell */
};

enum { DELIMITER = 1, QUOTE_MARK = 2, NEWLINE = 4 };

struct scan {
	unsigned char	 kind[256];
	enum place	 place;
	long		 key_column;
	long		 column;	/* of the cell at hand, 0 up */
	bool		 row_begun;
	bool		 blank;		/* the first cell holds blanks only */
	uint64_t	 hash;		/* of the key, as far as it is read */
	bool		 key_seen;	/* it is not empty */
	uint64_t	 before;	/* key of the row above, 0 for none */
	unsigned long	 lf, cr;
	unsigned long	 row_lf, row_cr;
	bool		 out_of_memory;
	struct keyset	 keys;
	struct prescan	*out;
};

/* Spread the bits of an FNV hash; neither free nor marked. */
static uint64_t
finish(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdULL;
	h ^= h >> 33;
	h &= ~(uint64_t)CAME_BACK;
	return h == 0 ? 2 : h;
}

static uint64_t *
slot_of(const struct keyset *k, uint64_t h)
{
	size_t i = (size_t)(h >> 1) & (k->slots - 1);

	while (k->slot[i] != 0 &&
	    (k->slot[i] & ~(uint64_t)CAME_BACK) != h)
		i = (i + 1) & (k->slots - 1);
	return &k->slot[i];
}

static bool
keyset_grow(struct keyset *k)
{
	struct keyset old = *k;
	size_t i;

	k->slots = old.slots == 0 ? FIRST_SLOTS : old.slots * 2;
	if ((k->slot = calloc(k->slots, sizeof(*k->slot))) == NULL) {
		*k = old;
		return false;
	}
	for (i = 0; i < old.slots; i++)
		if (old.slot[i] != 0)
			*slot_of(k, old.slot[i] & ~(uint64_t)CAME_BACK) =
			    old.slot[i];
	free(old.slot);
	return true;
}

static void
note_key(struct scan *s)
{
	uint64_t *slot, h;

	h = finish(s->hash);
	if (h == s->before)
		return;
	s->before = h;
	if (s->keys.n * 2 >= s->keys.slots && !keyset_grow(&s->keys)) {
		s->out_of_memory = true;
		return;
	}
	slot = slot_of(&s->keys, h);
	if (*slot == 0) {
		*slot = h;
		s->keys.n++;
	} else if ((*slot & CAME_BACK) == 0) {
		*slot |= CAME_BACK;
		s->out->scattered_keys++;
	}
}

static bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/*
 * A byte of the first cell or of the key.  Blanks in a key do not count:
 * who trims keys must not find one that comes back unnoticed.
 */
static void
content(struct scan *s, unsigned char c)
{
	if (is_blank(c))
		return;
	s->blank = false;
	if (s->column == s->key_column) {
		s->hash = (s->hash ^ c) * fnv_prime;
		s->key_seen = true;
	}
}

static void
row_start(struct scan *s)
{
	s->row_begun = true;
	s->blank = true;
	s->column = 0;
	s->hash = fnv_basis;
	s->key_seen = false;
	s->row_lf = s->lf;
	s->row_cr = s->cr;
}

static void
row_end(struct scan *s)
{
	struct prescan *out = s->out;

	s->place = START;
	if (!s->row_begun)
		return;
	s->row_begun = false;
	if (s->column == 0 && s->blank)
		return;
	if (++out->rows == 1)
		out->columns = (unsigned long)s->column + 1;
	out->last_line = (s->lf > 0 ? s->row_lf : s->row_cr) + 1;
	if (s->key_seen)
		note_key(s);
}

static void
newline(struct scan *s, unsigned char c)
{
	if (c == '\n')
		s->lf++;
	else
		s->cr++;
}

/*
 * Pass over a block.  What each place does with a byte is what libcsv does
 * when it is not strict, so that both see the same rows.
 */
static void
scan_block(struct scan *s, const unsigned char *p, size_t n)
{
	const unsigned char *end = p + n;
	const unsigned char *kind = s->kind;
	bool slow;

	for (; p < end; p++) {
		if (!s->row_begun && (kind[*p] & NEWLINE) == 0)
			row_start(s);
		slow = s->column == 0 || s->column == s->key_column;
		if (s->place == START && (kind[*p] & QUOTE_MARK) != 0) {
			s->place = QUOTED;
			continue;
		}
		if (!slow && s->place == QUOTED)
			while (p < end &&
			    (kind[*p] & (QUOTE_MARK | NEWLINE)) == 0)
				p++;
		else if (!slow && s->place != QUOTE)
			while (p < end &&
			    (kind[*p] & (DELIMITER | NEWLINE)) == 0) {
				s->place = PLAIN;
				p++;
			}
		if (p == end)
			break;
		if (s->place == QUOTED && (kind[*p] & QUOTE_MARK) != 0)
			s->place = QUOTE;
		else if (s->place == QUOTED ||
		    (s->place == QUOTE && (kind[*p] & ~QUOTE_MARK) == 0)) {
			if (slow && s->place == QUOTE && kind[*p] == 0)
				content(s, '"');
			s->place = QUOTED;
			if (slow)
				content(s, *p);
		} else if ((kind[*p] & DELIMITER) != 0) {
			s->column++;
			s->place = START;
		} else if ((kind[*p] & NEWLINE) != 0) {
			row_end(s);
		} else {
			s->place = PLAIN;
			content(s, *p);
		}
		if ((kind[*p] & NEWLINE) != 0)
			newline(s, *p);
	}
}

/* Keep the keys that came back and free the others. */
static bool
keep_scattered(struct scan *s)
{
	struct keyset *k;
	uint64_t *slot = s->keys.slot;
	size_t i;

	if (s->out->scattered_keys == 0)
		return true;
	if ((k = calloc(1, sizeof(*k))) == NULL)
		return false;
	s->out->scattered = k;
	for (i = 0; i < s->keys.slots; i++) {
		if ((slot[i] & CAME_BACK) == 0)
			continue;
		if (k->n * 2 >= k->slots && !keyset_grow(k))
			return false;
		*slot_of(k, slot[i] & ~(uint64_t)CAME_BACK) = slot[i];
		k->n++;
	}
	return true;
}

static enum status
scan_file(struct scan *s, FILE *in, struct why *w)
{
	unsigned char *block, *p;
	size_t n;
	bool first = true;

	if ((block = malloc(BLOCK)) == NULL)
		return fail(w, SN_IO, _("out of memory"));
	while ((n = fread(block, 1, BLOCK, in)) > 0) {
		p = block;
		if (first && n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
			p += 3;
			n -= 3;
		}
		first = false;
		scan_block(s, p, n);
	}
	free(block);
	return ferror(in) ? fail(w, SN_IO, _("read error")) : SN_OK;
}

enum status
rows_prescan(FILE *in, const struct rows_conf *conf, long key_column,
    struct prescan *out, struct why *w)
{
	struct scan s = { .key_column = key_column, .out = out };
	enum status st;
	off_t here;

	*out = (struct prescan){ 0 };
	if ((here = ftello(in)) == -1)
		return fail(w, SN_USAGE, _("a pipe cannot be read twice"));
	s.kind[(unsigned char)(conf->delimiter == '\0' ? ',' :
	    conf->delimiter)] = DELIMITER;
	s.kind['\r'] = s.kind['\n'] = NEWLINE;
	if (conf->quoted)
		s.kind['"'] = QUOTE_MARK;
	if ((st = scan_file(&s, in, w)) != SN_OK)
		goto out;
	out->open_quote = s.place == QUOTED;
	if (s.row_begun) {
		out->truncated = out->open_quote || (out->rows > 0 &&
		    (unsigned long)s.column + 1 < out->columns);
		row_end(&s);
	}
	if (s.out_of_memory || !keep_scattered(&s))
		st = fail(w, SN_IO, _("out of memory"));
	else if (fseeko(in, here, SEEK_SET) == -1)
		st = fail(w, SN_IO, _("cannot go back to the start"));
out:
	free(s.keys.slot);
	if (st != SN_OK)
		prescan_free(out);
	return st;
}

bool
prescan_scattered(const struct prescan *p, const char *key, size_t len)
{
	uint64_t h = fnv_basis;
	size_t i;

	if (p->scattered == NULL)
		return false;
	for (i = 0; i < len; i++)
		if (!is_blank((unsigned char)key[i]))
			h = (h ^ (unsigned char)key[i]) * fnv_prime;
	return *slot_of(p->scattered, finish(h)) != 0;
}

void
prescan_free(struct prescan *p)
{
	if (p->scattered != NULL)
		free(p->scattered->slot);
	free(p->scattered);
	p->scattered = NULL;
}
