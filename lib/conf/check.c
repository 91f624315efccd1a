/*
 * What each value of sn.conf must be.
 */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "conf/reader.h"
#include "order/mailbox.h"
#include "order/shipday.h"
#include "order/words.h"
#include "text/date.h"
#include "text/decode.h"

enum {
	MAX_TEXT = 8192,	/* bytes of a phrase; a message is shorter */
	MAX_PREFIX = 5,		/* leaves ten digits of a carrier's 15 */
	ZIP_DIGITS = 7,
	INVOICE_DIGITS = 13
};

static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char digits[] = "0123456789";

/* Kinds of malls and carts that formats and adapters speak of. */
static const char *const malls[] = {
	"aiship", "amazon", "aupay", "base", "booth", "buyma", "colorme",
	"creema", "ebay", "ebisumart", "eccube", "ecforce", "futureshop",
	"giftmall", "goq", "linegift", "makeshop", "mercari", "minne",
	"nextengine", "own", "phone", "ponparemall", "qoo10", "rakuten",
	"robotin", "shopify", "shopserve", "stores", "subsc-store",
	"sukeneko", "tiktok", "woocommerce", "yahoo", "yahoo-auction", "zozo"
};

/* v is one of the n words, or the message names them all. */
static enum status
one_of(struct reader *r, const char *path, const char *v,
    const char *const *words, size_t n)
{
	struct str all = STR_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(v, words[i]) == 0) {
			str_free(&all);
			return SN_OK;
		}
		str_addf(&all, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	reader_bad(r, path, _("%s: not one of %s"), v, str_text(&all));
	str_free(&all);
	return SN_USAGE;
}

#define ONE_OF(r, path, v, ...) one_of(r, path, v, \
	(const char *const []){ __VA_ARGS__ }, \
	sizeof((const char *const []){ __VA_ARGS__ }) / sizeof(char *))

enum status
check_language(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "ja", "en");
}

enum status
check_on_cancel(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "find", "cancel");
}

enum status
check_collect(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "first", "goods");
}

enum status
check_method(struct reader *r, const char *path, const char **v)
{
	const struct word *method = word_find(words_method, *v);

	if (method == NULL)
		return reader_bad(r, path, _("%s: no payment method"), *v);
	*v = method->slug;
	return SN_OK;
}

enum status
check_yes(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "yes", "no");
}

/* What shipments that go together have in common. */
enum status
check_by(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "phone", "name", "address", "zip");
}

enum status
check_parent(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "first", "latest", "total", "shop");
}

enum status
check_fee(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "keep", "drop", "ask");
}

/* A shop that has a section. */
enum status
check_known_shop(struct reader *r, const char *path, const char **v)
{
	if (conf_shop(r->conf, *v) == NULL)
		return reader_bad(r, path, _("%s: no such shop"), *v);
	return SN_OK;
}

/* Temperatures that go together. */
enum status
check_together(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "same", "tolerated");
}

/* A status in which there is no label yet. */
enum status
check_bundled(struct reader *r, const char *path, const char **v)
{
	static const char *const late[] = { "number", "notify", "done",
	    "follow", "cancel" };
	const char *slug = conf_status(r->conf, NULL, *v);
	size_t i;

	if (slug == NULL)
		return reader_bad(r, path, _("%s: no such status"), *v);
	for (i = 0; i < sizeof(late) / sizeof(late[0]); i++)
		if (strcmp(slug, late[i]) == 0)
			return reader_bad(r, path, _("%s: too late to "
			    "bundle"), *v);
	*v = slug;
	return SN_OK;
}

enum status
check_per(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "shipment", "line");
}

enum status
check_newline(struct reader *r, const char *path, const char **v)
{
	return ONE_OF(r, path, *v, "lf", "crlf");
}

enum status
check_encoding(struct reader *r, const char *path, const char **v)
{
	enum enc e;

	if (enc_find(&e, *v, r->why) != SN_OK || e == ENC_UTF16LE ||
	    e == ENC_UTF16BE)
		return reader_bad(r, path, _("%s: no encoding that can be "
		    "written, such as cp932 or utf-8"), *v);
	*v = enc_name(e);
	return SN_OK;
}

/* Text for people, in one line. */
enum status
check_line(struct reader *r, const char *path, const char **v)
{
	if (strpbrk(*v, "\n\t") != NULL)
		return reader_bad(r, path, _("goes over more than one line"));
	return SN_OK;
}

/* Text of one line or several. */
enum status
check_text(struct reader *r, const char *path, const char **v)
{
	if (strlen(*v) > MAX_TEXT)
		return reader_bad(r, path, _("longer than %d bytes"),
		    MAX_TEXT);
	return SN_OK;
}

bool
conf_is_name(const char *v)
{
	return *v != '\0' && strlen(v) <= CONF_NAME_MAX && *v != '-' &&
	    strpbrk(v, " \t\n\"'=<>!~*?,:;|&()@{}/\\") == NULL &&
	    strstr(v, "　") == NULL;
}

/* A name that people type after "in", "@" or as an argument. */
enum status
check_word(struct reader *r, const char *path, const char **v)
{
	if (!conf_is_name(*v))
		return reader_bad(r, path, _("%s: a name has no blanks and "
		    "no marks, and at most %d bytes"), *v, CONF_NAME_MAX);
	return SN_OK;
}

/* Shop names stand before the colon of shop:number, so no digits alone. */
enum status
check_shop_name(struct reader *r, const char *path, const char **v)
{
	enum status st;

	if ((st = check_word(r, path, v)) != SN_OK)
		return st;
	if ((*v)[strspn(*v, digits)] == '\0')
		return reader_bad(r, path, _("%s: digits alone are the id of "
		    "a shipment, not the name of a shop"), *v);
	return SN_OK;
}

enum status
check_query_name(struct reader *r, const char *path, const char **v)
{
	return check_word(r, path, v);
}

/* A short word in small letters: codes, slugs, names of formats. */
enum status
check_slug(struct reader *r, const char *path, const char **v)
{
	size_t n;

	n = strspn(*v, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if ((*v)[n] != '\0' || n == 0 || n > CONF_NAME_MAX || **v == '-')
		return reader_bad(r, path, _("%s: only small letters, digits "
		    "and -"), *v);
	return SN_OK;
}

/*
 * The one of the n names that v is, but for a slip of the pen; NULL when
 * it is one of them, or a name of its own.
 */
static const char *
slip(const char *v, const char *const *names, size_t n)
{
	const char *near;
	size_t i, len = strlen(v);

	for (i = 0; i < n; i++)
		if (strcmp(names[i], v) == 0)
			return NULL;
	near = len > 4 ? source_nearest(names, n, v) : NULL;
	return near != NULL && near[0] == *v && strlen(near) + 1 >= len &&
	    strlen(near) <= len + 1 ? near : NULL;
}

/* A kind that nobody here knows is free. */
enum status
check_mall(struct reader *r, const char *path, const char **v)
{
	const char *near;
	enum status st;

	if ((st = check_slug(r, path, v)) != SN_OK)
		return st;
	near = slip(*v, malls, sizeof(malls) / sizeof(malls[0]));
	if (near != NULL)
		return reader_bad(r, path, _("%s: no such mall; is it %s?"),
		    *v, near);
	return SN_OK;
}

/* A shop may have carriers of its own. */
enum status
check_carrier_name(struct reader *r, const char *path, const char **v)
{
	static const char *const carriers[] = {
		"yamato", "sagawa", "japanpost", "seino", "fukuyama"
	};
	const char *near;
	enum status st;

	if ((st = check_slug(r, path, v)) != SN_OK)
		return st;
	near = slip(*v, carriers, sizeof(carriers) / sizeof(carriers[0]));
	if (near != NULL)
		return reader_bad(r, path, _("%s: no such carrier; is it "
		    "%s?"), *v, near);
	return SN_OK;
}

/* A carrier of the normal forms, by slug or name, or a section's. */
enum status
check_carrier(struct reader *r, const char *path, const char **v)
{
	const struct word *word;

	if ((word = word_find(words_carrier, *v)) != NULL)
		*v = word->slug;
	else if (conf_carrier(r->conf, *v) == NULL)
		return reader_bad(r, path, _("%s: no such carrier; a section "
		    "carrier %s makes one"), *v, *v);
	return SN_OK;
}

enum status
check_route(struct reader *r, const char *path, const char **v)
{
	if (conf_route(r->conf, *v) == NULL)
		return reader_bad(r, path, _("%s: no such route; a section "
		    "route \"%s\" makes one"), *v, *v);
	return SN_OK;
}

/* Where a new order starts. */
enum status
check_entry(struct reader *r, const char *path, const char **v)
{
	const char *slug = conf_status(r->conf, NULL, *v);

	if (slug == NULL)
		return reader_bad(r, path, _("%s: no such status"), *v);
	if (strcmp(slug, "cancel") == 0 || strcmp(slug, "done") == 0)
		return reader_bad(r, path, _("%s: no status to start in"), *v);
	*v = slug;
	return SN_OK;
}

enum status
check_after(struct reader *r, const char *path, const char **v)
{
	const char *slug = conf_status(r->conf, NULL, *v);

	if (slug == NULL)
		return reader_bad(r, path, _("%s: no such status"), *v);
	*v = slug;
	return SN_OK;
}

/*
 * The prefix of label keys stands before digits, and carriers' software
 * sorts and compares it as it likes: letters, the last one too.
 */
enum status
check_prefix(struct reader *r, const char *path, const char **v)
{
	char *up = arena_strdup(r->arena, *v), *p;
	size_t n = strlen(*v);
	bool good = n > 0 && n <= MAX_PREFIX;

	for (p = up; good && *p != '\0'; p++) {
		*p = (char)toupper((unsigned char)*p);
		good = strchr(upper, *p) != NULL || (p > up &&
		    p < up + n - 1 && strchr(digits, *p) != NULL);
	}
	if (!good)
		return reader_bad(r, path, _("%s: 1 to %d letters and digits, "
		    "the first and the last a letter"), *v, MAX_PREFIX);
	*v = up;
	return SN_OK;
}

enum status
check_number(struct reader *r, const char *path, const char **v)
{
	size_t n = strlen(*v);

	if (n == 0 || n > 9 || strspn(*v, digits) != n)
		return reader_bad(r, path, _("%s: not a number"), *v);
	return SN_OK;
}

/* Postal codes are kept as seven digits. */
enum status
check_zip(struct reader *r, const char *path, const char **v)
{
	struct str only = STR_INIT;
	enum status st = SN_OK;
	const char *p;

	for (p = *v; *p != '\0'; p++)
		if (*p != '-' || p - *v != 3)
			str_putc(&only, *p);
	if (only.len != ZIP_DIGITS ||
	    strspn(str_text(&only), digits) != ZIP_DIGITS)
		st = reader_bad(r, path, _("%s: not a postal code like "
		    "790-0001"), *v);
	else
		*v = arena_strdup(r->arena, str_text(&only));
	str_free(&only);
	return st;
}

enum status
check_phone(struct reader *r, const char *path, const char **v)
{
	size_t n = 0;
	const char *p;

	for (p = *v; *p != '\0'; p++)
		n += isdigit((unsigned char)*p) != 0;
	if (n < 10 || n > 11 || strspn(*v, "0123456789-") != strlen(*v))
		return reader_bad(r, path, _("%s: not a telephone number like "
		    "03-1234-5678"), *v);
	return SN_OK;
}

enum status
check_mail(struct reader *r, const char *path, const char **v)
{
	struct why w;

	if (mailbox_check(*v, &w) != SN_OK)
		return reader_bad(r, path, "%s", w.text);
	return SN_OK;
}

/* The registration number for invoices (適格請求書発行事業者). */
enum status
check_invoice(struct reader *r, const char *path, const char **v)
{
	if (**v != 'T' || strlen(*v) != INVOICE_DIGITS + 1 ||
	    strspn(*v + 1, digits) != INVOICE_DIGITS)
		return reader_bad(r, path, _("%s: not T and %d digits"), *v,
		    INVOICE_DIGITS);
	return SN_OK;
}

static bool
is_date(const char *v)
{
	char date[DATE_SIZE];

	return strlen(v) == DATE_SIZE - 1 && date_parse(date, v) == SN_OK &&
	    strcmp(date, v) == 0;
}

/* A day on which nothing leaves: a weekday, holidays, or a date. */
enum status
check_closed(struct reader *r, const char *path, const char **v)
{
	if (strcmp(*v, "holiday") == 0 || shipday_weekday(*v) >= 0 ||
	    is_date(*v))
		return SN_OK;
	return reader_bad(r, path, _("%s: not a day: mon ... sun, holiday or "
	    "a date like 2026-12-31"), *v);
}

enum status
check_open(struct reader *r, const char *path, const char **v)
{
	if (is_date(*v))
		return SN_OK;
	return reader_bad(r, path, _("%s: not a date like 2026-12-31"), *v);
}

enum status
check_cutoff(struct reader *r, const char *path, const char **v)
{
	const char *cutoff[7] = { NULL };

	if (shipday_cutoff(cutoff, *v) == SN_OK)
		return SN_OK;
	return reader_bad(r, path, _("%s: a time was expected, such as 15:00 "
	    "or \"sat 12:00\""), *v);
}

/* Days of preparation: more than two months is a slip of the pen. */
enum status
check_lead(struct reader *r, const char *path, const char **v)
{
	enum status st;

	if ((st = check_number(r, path, v)) == SN_OK &&
	    strtol(*v, NULL, 10) > SHIPDAY_LEAD_MAX)
		return reader_bad(r, path, _("%s: more than %d days"), *v,
		    SHIPDAY_LEAD_MAX);
	return st;
}
