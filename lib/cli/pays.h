#ifndef CLI_PAYS_H
#define CLI_PAYS_H

#include "cli/select.h"
#include "cli/sheet.h"
#include "store/pay.h"

/* The rows of a file of payments: what each says, of which order. */
struct pays_row {
	struct sheet_row *row;
	const char	*shop;		/* NULL: any */
	const char	*number;
	struct pay	 pay;
};
struct pays {
	struct sheet	 sheet;
	struct pays_row	*row;
	size_t		 n;
	const char	*number;	/* header of the order's number */
};

/*
 * Read the file at path: a column of order numbers (受注番号, number ...) and
 * one of results (結果, result), of amounts (金額, amount) or both; a day
 * (日付, date), a shop (店舗, shop) and a method (支払方法, method) when there
 * are such.  usual is what rows without such a column mean.  Rows that are
 * wrong are refused and counted in t.
 *
 * SN_USAGE	a column that is needed is missing
 */
enum status	pays_read(struct pays *out, struct cmd *c, const char *path,
		    const struct pay *usual, const char *shop,
		    struct tally *t, struct why *w) SN_CHECK;

/* An amount as people type it, or leave with a message. */
int64_t		pays_amount(const char *text);

/* What sn-pay(1) was asked for, and what became of it. */
struct pays_wish {
	struct pay	 pay;
	const char	*reason, *from, *shop, *rejects;
	struct pays	 rows;		/* with from */
	struct ids	 ids;		/* selected */
	struct ids	 done;		/* to be written */
	unsigned long	 changed;	/* payments */
	unsigned long	 moved;		/* shipments that go on */
};

/*
 * Note in one run what the options or the rows say, report what is refused,
 * and write the shipments of the orders.
 */
enum status	pays_run(struct cmd *c, struct store *s,
		    struct pays_wish *wish, struct tally *t, struct why *w)
		    SN_CHECK;

#endif
