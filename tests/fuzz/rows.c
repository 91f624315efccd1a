/*
 * Rows of any bytes, quoted and plain: cells are within their limits, a
 * row written and read again is the same, and the prescan counts the same
 * rows as the reader.
 */
#include <string.h>

#include "text/rows.h"
#include "fuzz.h"

struct seen {
	unsigned long	 rows;
	unsigned long	 last_line;
	struct str	 again;
	bool		 quoted;
};

static enum status
note(const struct row *row, void *arg, struct why *w)
{
	struct seen *s = arg;
	size_t i;

	MUST(row->n > 0 && row->number == s->rows + 1);
	MUST(row->line >= s->last_line);
	s->rows = row->number;
	s->last_line = row->line;
	for (i = 0; i < row->n; i++) {
		MUST(row->cell[i].p[row->cell[i].len] == '\0');
		MUST(strlen(row->cell[i].p) == row->cell[i].len);
		if (i > 0)
			str_putc(&s->again, ',');
		MUST(rows_put(&s->again, row->cell[i].p, QUOTE_ALL, ',',
		    w) == SN_OK);
	}
	str_putc(&s->again, '\n');
	return SN_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct rows_conf conf = { .max_field = 4096, .max_columns = 64 };
	struct rows_conf csv = { .quoted = true };
	struct seen one = { 0 }, two = { 0 };
	struct prescan p;
	struct why w;
	FILE *in;

	if (n < 2)
		return 0;
	conf.quoted = data[0] & 1;
	conf.delimiter = data[0] & 2 ? '\t' : ',';
	data++;
	n--;
	if (rows_parse((const char *)data, n, &conf, note, &one, &w) ==
	    SN_OK) {
		MUST(rows_parse(str_text(&one.again), one.again.len, &csv,
		    note, &two, &w) == SN_OK);
		MUST(one.rows == two.rows);
		MUST(strcmp(str_text(&one.again), str_text(&two.again)) == 0);
		MUST((in = fmemopen(NULL, n + 1, "w+")) != NULL);
		MUST(fwrite(data, 1, n, in) == n);
		rewind(in);
		MUST(rows_prescan(in, &conf, data[0] % 3, &p, &w) == SN_OK);
		MUST(p.rows == one.rows && !p.open_quote);
		fclose(in);
		prescan_free(&p);
	}
	str_free(&one.again);
	str_free(&two.again);
	return 0;
}
