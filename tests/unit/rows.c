#include <stdlib.h>

#include "text/rows.h"
#include "tap.h"

static const struct rows_conf csv = { .quoted = true };
static const struct rows_conf tsv = { .delimiter = '\t' };
static struct why w;

/* Cells in brackets, rows with their line ahead: 1[a][b]3[c] */
static enum status
show(const struct row *row, void *arg, struct why *why)
{
	struct str *out = arg;
	size_t i;

	(void)why;
	str_addf(out, "%lu", row->line);
	for (i = 0; i < row->n; i++)
		str_addf(out, "[%s]", row->cell[i].p);
	return SN_OK;
}

static const char *
read_n(const struct rows_conf *conf, const char *s, size_t n)
{
	static char buf[1024];
	struct str out = STR_INIT;

	if (rows_parse(s, n, conf, show, &out, &w) != SN_OK)
		str_addf(&out, "!%s", w.text);
	snprintf(buf, sizeof(buf), "%s", str_text(&out));
	str_free(&out);
	return buf;
}

static const char *
read_rows(const struct rows_conf *conf, const char *s)
{
	return read_n(conf, s, strlen(s));
}

static void
quoted(void)
{
	STREQ(read_rows(&csv, "a,b\r\nc,d\r\n"), "1[a][b]2[c][d]");
	STREQ(read_rows(&csv, "a,b\nc,d"), "1[a][b]2[c][d]");
	STREQ(read_rows(&csv, "a,b\rc,d\r"), "1[a][b]2[c][d]");
	STREQ(read_rows(&csv, "\xef\xbb\xbf\"a\",b"), "1[a][b]");
	STREQ(read_rows(&csv, "a\n\n \r\n\nb\n"), "1[a]5[b]");
	STREQ(read_rows(&csv, "\n\n\"x\ny\",2\nz,3\n"), "3[x\ny][2]5[z][3]");
	STREQ(read_rows(&csv, "\"a\r\n\r\nb\",c\r\nd,e\r\n"),
	    "1[a\r\n\r\nb][c]4[d][e]");
	STREQ(read_rows(&csv, "\"say \"\"hi\"\"\",\"\"\n"), "1[say \"hi\"][]");
	STREQ(read_rows(&csv, "5\" disk, x ,\n"), "1[5\" disk][ x ][]");
	STREQ(read_rows(&csv, "\"27\"in\",b\n"), "1[27\"in][b]");
	STREQ(read_rows(&csv, ",\n"), "1[][]");
	STREQ(read_rows(&csv, ""), "");
	/* CP932: the second bytes are \ | and the like. */
	STREQ(read_rows(&csv, "\"\x95\x5c\",\x8c\x7c\n"),
	    "1[\x95\x5c][\x8c\x7c]");
}

static void
refused(void)
{
	struct rows_conf small = { .quoted = true, .max_field = 4,
	    .max_columns = 2 };
	struct rows_conf row = { .quoted = true, .max_row = 8 };

	STREQ(read_rows(&csv, "a,b\nc,\"d\ne,f\ng"), "1[a][b]!ends inside a "
	    "quoted field that opened at line 2, column 2");
	STREQ(read_rows(&csv, "a\n\n\"b"), "1[a]!ends inside a quoted field "
	    "that opened at line 3, column 1");
	STREQ(read_n(&csv, "a,b\nc,\0,d\n", 10),
	    "1[a][b]!line 2, column 2: a NUL byte; is it UTF-16 or no CSV "
	    "at all?");
	STREQ(read_n(&csv, "\xff\xfe" "a\0", 4), "!line 1, column 1: UTF-16, "
	    "must be saved as UTF-8 or CP932 first");
	STREQ(read_rows(&small, "abcd,b\nabcde\n"),
	    "1[abcd][b]!line 2, column 1: field too long");
	STREQ(read_rows(&small, "a,\"bcdefg\n"), "!line 1, column 2: field "
	    "too long, maybe a quote that is never closed");
	STREQ(read_rows(&small, "a,b\na,b,c\n"),
	    "1[a][b]!line 2, column 3: too many columns");
	STREQ(read_rows(&row, "abc,def\nabc,defg\n"),
	    "1[abc][def]!line 2, column 2: row too long");
}

static void
plain(void)
{
	STREQ(read_rows(&tsv, "a\tb\r\n\"c\td\"\r\n"), "1[a][b]2[\"c][d\"]");
	STREQ(read_rows(&tsv, "a\t\n\nb\t\"x\n"), "1[a][]3[b][\"x]");
	STREQ(read_rows(&tsv, "a\tb\rc\td"), "1[a][b]2[c][d]");
	STREQ(read_rows(&tsv, "a,b"), "1[a,b]");
}

static enum status
stop(const struct row *row, void *arg, struct why *why)
{
	unsigned long *last = arg;

	*last = row->number;
	if (row->number == 2)
		return fail(why, SN_USAGE, "enough");
	return fail(why, SN_INVALID, "bad row");
}

/* A file of rows longer than any block, read in both ways. */
static void
blocks(const struct rows_conf *conf, const char *eol)
{
	FILE *in = tmpfile();
	struct str out = STR_INIT;
	unsigned long last = 0;
	struct prescan p;
	int i;

	OK(in != NULL);
	for (i = 0; i < 40000; i++)
		fprintf(in, "%d%ckey and some text to fill it up%cx%s", i,
		    conf->quoted ? ',' : '\t', conf->quoted ? ',' : '\t',
		    eol);
	rewind(in);
	OK(rows_read(in, conf, show, &out, &w) == SN_OK);
	OK(strstr(str_text(&out), "]39999[39998][key and some text to fill "
	    "it up][x]40000[39999][") != NULL);
	rewind(in);
	OK(rows_prescan(in, conf, 0, &p, &w) == SN_OK);
	OK(p.rows == 40000 && p.last_line == 40000 && p.columns == 3);
	OK(!p.truncated && p.scattered == NULL && ftell(in) == 0);
	OK(rows_read(in, conf, stop, &last, &w) == SN_USAGE && last == 2);
	STREQ(w.text, "enough");
	fclose(in);
	str_free(&out);
}

static enum status
scan(struct prescan *p, const struct rows_conf *conf, long key,
    const char *s)
{
	FILE *in = tmpfile();
	enum status st;

	fputs(s, in);
	rewind(in);
	st = rows_prescan(in, conf, key, p, &w);
	fclose(in);
	return st;
}

static void
prescan(void)
{
	struct prescan p;
	FILE *in;

	OK(scan(&p, &csv, 1, "n,key\n1,\"a\"\"\"\n2,a\n3,a\n4,b\n5,\n6,b\n"
	    "7,a\n8,\"a\"\"\"\n") == SN_OK);
	OK(p.rows == 9 && p.columns == 2 && p.scattered_keys == 2);
	OK(prescan_scattered(&p, "a", 1) && prescan_scattered(&p, "a\"", 2));
	OK(!prescan_scattered(&p, "b", 1) && !prescan_scattered(&p, "", 0));
	OK(!p.truncated && p.last_line == 9);
	prescan_free(&p);
	OK(scan(&p, &csv, PRESCAN_NO_KEY, "a,b,c\n\n1,2,\"3\n4\"\n5,6,") ==
	    SN_OK && p.rows == 3 && !p.truncated && p.last_line == 5);
	OK(scan(&p, &csv, 0, "a,b,c\n1,2") == SN_OK && p.truncated &&
	    !p.open_quote && p.rows == 2);
	OK(scan(&p, &csv, 0, "a,b,c\n1,2\n") == SN_OK && !p.truncated);
	OK(scan(&p, &csv, 0, "a,b\n1,\"2\n") == SN_OK && p.truncated &&
	    p.open_quote);
	OK(scan(&p, &csv, 0, "a\"b,c\n\"1\"\n") == SN_OK && p.rows == 2 &&
	    !p.truncated);
	OK(scan(&p, &tsv, 0, "a\tb\n\"1\t2\n") == SN_OK && p.rows == 2 &&
	    !p.truncated);
	OK(scan(&p, &csv, 0, "") == SN_OK && p.rows == 0 && !p.truncated);
	in = popen(":", "r");
	OK(in != NULL && rows_prescan(in, &csv, 0, &p, &w) == SN_USAGE);
	pclose(in);
}

static const char *
put(const char *field, enum quoting q)
{
	static char buf[64];
	struct str out = STR_INIT;

	if (rows_put(&out, field, q, ',', &w) != SN_OK)
		str_puts(&out, "bad");
	snprintf(buf, sizeof(buf), "%s", str_text(&out));
	str_free(&out);
	return buf;
}

static void
writing(void)
{
	STREQ(put("a", QUOTE_MINIMAL), "a");
	STREQ(put("", QUOTE_MINIMAL), "");
	STREQ(put("", QUOTE_ALL), "\"\"");
	STREQ(put("a,b", QUOTE_MINIMAL), "\"a,b\"");
	STREQ(put("a\nb", QUOTE_MINIMAL), "\"a\nb\"");
	STREQ(put("a\"b", QUOTE_MINIMAL), "\"a\"\"b\"");
	STREQ(put(" a", QUOTE_MINIMAL), "\" a\"");
	STREQ(put("a\"b", QUOTE_NONE), "a\"b");
	STREQ(put("\x95\x5c", QUOTE_MINIMAL), "\x95\x5c");
	STREQ(put("a,b", QUOTE_NONE), "bad");
	STREQ(put("a\"\nb", QUOTE_NONE), "bad");
}

int
main(void)
{
	quoted();
	refused();
	plain();
	blocks(&csv, "\r\n");
	blocks(&csv, "\n");
	blocks(&csv, "\r");
	blocks(&tsv, "\r\n");
	prescan();
	writing();
	return TAP_END;
}
