/*
 * Checks of addresses in SQL.  The arguments of all are zip, pref, city,
 * town, building, company and name, as the columns to_... of destination.
 */

#include "store/book.h"
#include "store/function.h"
#include "text/fold.h"

enum { ZIP, PREF, CITY, TOWN, BUILDING, COMPANY, NAME };

static struct address
address(sqlite3_value **v)
{
	return (struct address){
		.zip = function_text(v[ZIP]), .pref = function_text(v[PREF]),
		.city = function_text(v[CITY]),
		.town = function_text(v[TOWN]),
		.building = function_text(v[BUILDING]),
		.company = function_text(v[COMPANY]),
		.name = function_text(v[NAME]),
	};
}

static struct book *
book(sqlite3_context *c)
{
	struct book *b;
	struct why w;

	if (book_open(&b, sqlite3_user_data(c), &w) == SN_OK)
		return b;
	sqlite3_result_error(c, w.text, -1);
	return NULL;
}

/* The bits VERDICT_... of book.h. */
static void
verdict(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct address ad = address(v);
	struct book *b = book(c);
	unsigned bits;

	(void)n;
	if (b == NULL)
		return;
	bits = book_verdict(b, &ad);
	if (b->st != SN_OK)
		sqlite3_result_error(c, b->why.text, -1);
	else
		sqlite3_result_int(c, (int)bits);
}

/* What was expected: what the code stands for; the code of the address. */
static void
expected(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct address ad = address(v);
	struct arena a = ARENA_INIT;
	const struct island *island;
	struct book *b = book(c);
	struct judgement j;
	struct str s = STR_INIT;
	struct why w;

	(void)n;
	if (b == NULL || !b->loaded)
		return;
	if (book_judge(&j, &island, b, &ad, &a, &w) != SN_OK)
		sqlite3_result_error(c, w.text, -1);
	else if (j.means != NULL || j.likely != NULL) {
		str_addf(&s, "%s%s%s", j.means != NULL ? j.means : "",
		    j.means != NULL && j.likely != NULL ? "; " : "",
		    j.likely != NULL ? j.likely : "");
		sqlite3_result_text(c, str_text(&s), -1, SQLITE_TRANSIENT);
	}
	str_free(&s);
	arena_free(&a);
}

/* The name of the island, or NULL. */
static void
island_name(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct address ad = address(v);
	struct arena a = ARENA_INIT;
	const struct island *island;
	struct book *b = book(c);
	struct judgement j;
	struct why w;

	(void)n;
	if (b == NULL || !b->loaded)
		return;
	if (book_judge(&j, &island, b, &ad, &a, &w) != SN_OK)
		sqlite3_result_error(c, w.text, -1);
	else if (island != NULL)
		sqlite3_result_text(c, island->name, -1, SQLITE_TRANSIENT);
	arena_free(&a);
}

/*
 * One text for each way to write an address with its code: zip, pref, city,
 * town, building.
 */
static void
key(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *zip = function_text(v[ZIP]), *text;
	struct arena a = ARENA_INIT;
	struct str s = STR_INIT;
	int i;

	for (i = PREF; i < n; i++)
		if ((text = function_text(v[i])) != NULL)
			str_puts(&s, text);
	text = arena_printf(&a, "%s %s", zip != NULL ? fold_digits(zip, &a) :
	    "", address_key(str_text(&s), &a));
	sqlite3_result_text(c, text, -1, SQLITE_TRANSIENT);
	str_free(&s);
	arena_free(&a);
}

const struct function functions_address[] = {
	{ "sn_address", NAME + 1, verdict },
	{ "sn_address_expected", NAME + 1, expected },
	{ "sn_address_island", NAME + 1, island_name },
	{ "sn_address_key", BUILDING + 1, key },
	{ NULL, 0, NULL }
};
