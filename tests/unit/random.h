#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

/* What tests of random histories share: one store, one seed. */

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
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

/* All that a query yields, as one text. */
static inline char *
text_of(const char *sql)
{
	struct str t = STR_INIT;
	struct query q;
	int i;

	query_once(&q, s, sql);
	while (query_row(&q)) {
		for (i = 0; i < sqlite3_column_count(q.stmt); i++)
			str_addf(&t, "%d%s|", sqlite3_column_type(q.stmt, i),
			    query_peek(&q, i) == NULL ? "" :
			    query_peek(&q, i));
		str_putc(&t, '\n');
	}
	must(query_end(&q, sql, &w));
	if (t.p == NULL)
		str_puts(&t, "");
	return t.p;
}

/* Everything that undo must restore, with types and derived columns. */
static inline char *
dump(void)
{
	struct str t = STR_INIT;
	char *names = text_of("SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' AND name NOT IN ('op', 'undoing',"
	    " 'change', 'counter', 'batch', 'batch_shipment', 'outbox',"
	    " 'handled')"),
	    *name, sql[128], *rows;

	for (name = strtok(names, "\n"); name != NULL;
	    name = strtok(NULL, "\n")) {
		name[strlen(name) - 1] = '\0';
		snprintf(sql, sizeof(sql), "SELECT * FROM %s ORDER BY 1",
		    name + 1);
		rows = text_of(sql);
		str_addf(&t, "%s\n%s", name + 1, rows);
		free(rows);
	}
	free(names);
	return t.p;
}

/* Whether two dumps are equal, and where not; both are given back. */
static inline bool
same(char *x, char *y)
{
	bool equal = strcmp(x, y) == 0;

	if (!equal) {
		size_t i = 0;

		while (x[i] == y[i])
			i++;
		while (i > 0 && x[i - 1] != '\n')
			i--;
		printf("# %.300s\n# and\n# %.300s\n", x + i, y + i);
	}
	free(x);
	free(y);
	return equal;
}

#endif
