#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

/* What tests of random histories share: one store, one seed. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/query.h"

static struct store *s;
static struct why w;
static uint64_t state;

static inline unsigned
rnd(unsigned n)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(state >> 33) % n;
}

static inline void
must(enum status st)
{
	if (st == SN_OK)
		return;
	printf("Bail out! %s\n", w.text);
	exit(1);
}

static inline int64_t
one(const char *sql)
{
	struct query q;
	int64_t n = NUM_NULL;

	query_once(&q, s, sql);
	if (query_row(&q))
		n = query_int(&q, 0);
	must(query_end(&q, sql, &w));
	return n;
}

/* A row of the table, any; NUM_NULL when it has none. */
static inline int64_t
any(const char *tbl)
{
	char sql[160];
	int64_t n;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", tbl);
	if ((n = one(sql)) == 0)
		return NUM_NULL;
	snprintf(sql, sizeof(sql), "SELECT id FROM %s ORDER BY id LIMIT 1"
	    " OFFSET %u", tbl, rnd((unsigned)n));
	return one(sql);
}

static inline void
begin(void)
{
	struct op op = { "test", "[\"test\"]", NULL, NULL };

	must(store_begin(s, &op, &w));
}

#endif
