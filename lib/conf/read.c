/*
 * sn.conf(5) into struct conf: which keys there are, what they must be and
 * what they are when they are not given.
 */

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "conf/reader.h"
#include "order/words.h"

#define TEXT(key) CFG_STR(key, NULL, CFGF_NODEFAULT)
#define LIST(key) CFG_STR_LIST(key, NULL, CFGF_NODEFAULT)
#define DAYS LIST("closed"), LIST("open"), LIST("cutoff"), TEXT("lead_days")
#define TITLED(key, opts) CFG_SEC(key, opts, CFGF_MULTI | CFGF_TITLE)

static cfg_opt_t person_opts[] = {
	TEXT("name"), TEXT("kana"), TEXT("company"), TEXT("department"),
	TEXT("title"), TEXT("zip"), TEXT("pref"), TEXT("city"), TEXT("town"),
	TEXT("building"), TEXT("phone"), TEXT("phone2"), TEXT("mail"),
	CFG_END()
};
static const struct member person_members[] = {
	{ "name", check_line, offsetof(struct person, name), NULL },
	{ "kana", check_line, offsetof(struct person, kana), NULL },
	{ "company", check_line, offsetof(struct person, company), NULL },
	{ "department", check_line, offsetof(struct person, department), NULL },
	{ "title", check_line, offsetof(struct person, title), NULL },
	{ "zip", check_zip, offsetof(struct person, zip), NULL },
	{ "pref", check_line, offsetof(struct person, pref), NULL },
	{ "city", check_line, offsetof(struct person, city), NULL },
	{ "town", check_line, offsetof(struct person, town), NULL },
	{ "building", check_line, offsetof(struct person, building), NULL },
	{ "phone", check_phone, offsetof(struct person, phone), NULL },
	{ "phone2", check_phone, offsetof(struct person, phone2), NULL },
	{ "mail", check_mail, offsetof(struct person, mail), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t company_opts[] = {
	TEXT("name"), TEXT("kana"), TEXT("company"), TEXT("department"),
	TEXT("title"), TEXT("zip"), TEXT("pref"), TEXT("city"), TEXT("town"),
	TEXT("building"), TEXT("phone"), TEXT("phone2"), TEXT("mail"),
	TEXT("invoice_number"), CFG_END()
};

static cfg_opt_t shop_opts[] = {
	TEXT("mall"), TEXT("title"), TEXT("entry"), TEXT("route"),
	TEXT("on_cancel"), TEXT("carrier"), TEXT("service"), TEXT("account"),
	TEXT("report"), LIST("settled"),
	CFG_SEC("sender", person_opts, CFGF_NONE),
	CFG_SEC("mail", mail_opts, CFGF_NONE), CFG_END()
};
static const struct member shop_members[] = {
	{ "mall", check_mall, offsetof(struct conf_shop, mall), NULL },
	{ "title", check_line, offsetof(struct conf_shop, title), NULL },
	{ "entry", check_entry, offsetof(struct conf_shop, entry), "new" },
	{ "route", check_route, offsetof(struct conf_shop, route), NULL },
	{ "on_cancel", check_on_cancel, offsetof(struct conf_shop, on_cancel),
	    "find" },
	{ "carrier", check_carrier, offsetof(struct conf_shop, carrier), NULL },
	{ "service", check_slug, offsetof(struct conf_shop, service), NULL },
	{ "account", check_line, offsetof(struct conf_shop, account), NULL },
	{ "report", check_slug, offsetof(struct conf_shop, report), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t status_opts[] = { TEXT("title"), TEXT("after"), CFG_END() };
static const struct member status_members[] = {
	{ "title", check_line, offsetof(struct conf_status, title), NULL },
	{ "after", check_after, offsetof(struct conf_status, after), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t route_opts[] = {
	TITLED("status", status_opts), DAYS, CFG_END()
};

static cfg_opt_t carrier_opts[] = {
	TEXT("format"), TEXT("service"), TEXT("customer_code"),
	TEXT("class_code"), TEXT("freight_code"), TEXT("goods"), DAYS,
	CFG_END()
};
static const struct member carrier_members[] = {
	{ "format", check_slug, offsetof(struct conf_carrier, format), NULL },
	{ "service", check_slug, offsetof(struct conf_carrier, service), NULL },
	{ "customer_code", check_line,
	    offsetof(struct conf_carrier, customer_code), NULL },
	{ "class_code", check_line, offsetof(struct conf_carrier, class_code),
	    NULL },
	{ "freight_code", check_line,
	    offsetof(struct conf_carrier, freight_code), NULL },
	{ "goods", check_line, offsetof(struct conf_carrier, goods), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t rank_opts[] = { TEXT("from"), TEXT("message"), CFG_END() };
static const struct member rank_members[] = {
	{ "message", check_text, offsetof(struct conf_rank, message), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t split_opts[] = { TEXT("collect"), CFG_END() };
static const struct member split_members[] = {
	{ "collect", check_collect, offsetof(struct conf, collect), "first" },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t query_opts[] = { TEXT("q"), CFG_END() };
static const struct member query_members[] = {
	{ "q", check_line, offsetof(struct conf_query, query), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t phrase_opts[] = { TEXT("text"), CFG_END() };
static const struct member phrase_members[] = {
	{ "text", check_text, offsetof(struct conf_phrase, text), NULL },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t columns_opts[] = {
	LIST("columns"), TEXT("encoding"), TEXT("per"), TEXT("newline"),
	CFG_END()
};
static const struct member columns_members[] = {
	{ "encoding", check_encoding, offsetof(struct conf_columns, encoding),
	    "utf-8" },
	{ "per", check_per, offsetof(struct conf_columns, per), "shipment" },
	{ "newline", check_newline, offsetof(struct conf_columns, newline),
	    "lf" },
	{ NULL, NULL, 0, NULL }
};

static cfg_opt_t conf_opts[] = {
	TEXT("language"), TEXT("prefix"), TEXT("ask_above"),
	TEXT("late_after"), LIST("hold_boxes"), DAYS,
	CFG_SEC("company", company_opts, CFGF_NONE),
	CFG_SEC("bundle", bundle_opts, CFGF_NONE),
	CFG_SEC("split", split_opts, CFGF_NONE),
	CFG_SEC("mail", mail_opts, CFGF_NONE),
	CFG_SEC("alert", alert_opts, CFGF_NONE),
	CFG_SEC("cron", cron_opts, CFGF_NONE),
	TITLED("inbox", inbox_opts), TITLED("secret", secret_opts),
	TITLED("shop", shop_opts), TITLED("route", route_opts),
	TITLED("carrier", carrier_opts), TITLED("rank", rank_opts),
	TITLED("query", query_opts), TITLED("phrase", phrase_opts),
	TITLED("columns", columns_opts), CFG_END()
};

/* A list of a section that differs from an empty one when it is not given. */
static enum status
given(const char ***out, struct reader *r, cfg_t *sec, const char *of,
    const char *key, check_fn *check)
{
	const char *path = arena_printf(r->arena, "%s%s%s", of,
	    *of != '\0' ? "\n" : "", key);

	*out = NULL;
	if (source_line(r->source, path) == 0)
		return SN_OK;
	return reader_list(out, r, sec, path, key, check);
}

/* When the shop works, or a route or carrier at path. */
static enum status
days(struct conf_days *out, struct reader *r, cfg_t *sec, const char *path)
{
	enum status st;

	if ((st = given(&out->closed, r, sec, path, "closed",
	    check_closed)) != SN_OK ||
	    (st = given(&out->open, r, sec, path, "open",
	    check_open)) != SN_OK ||
	    (st = given(&out->cutoff, r, sec, path, "cutoff",
	    check_cutoff)) != SN_OK)
		return st;
	return reader_number(&out->lead_days, r, sec, path, "lead_days",
	    check_lead, NUM_NULL);
}

static enum status
route_status(struct conf_status *out, struct reader *r, cfg_t *sec,
    const char *of)
{
	const struct conf *c = r->conf;
	const char *path, *kind = arena_printf(r->arena, "%s\nstatus", of);
	enum status st;

	st = reader_named(&out->slug, &path, r, sec, kind, check_slug);
	if (st != SN_OK)
		return st;
	if (conf_status(c, NULL, out->slug) != NULL)
		return reader_bad(r, path, _("a status of that name is there "
		    "already"));
	if ((st = reader_fill(out, r, sec, path, status_members)) != SN_OK)
		return st;
	if (out->title == NULL)
		out->title = out->slug;
	else if (conf_status(c, NULL, out->title) != NULL)
		return reader_bad(r, arena_printf(r->arena, "%s\ntitle", path),
		    _("%s: a status of that name is there already"),
		    out->title);
	if (out->after == NULL)
		return reader_bad(r, path, _("after is missing: the status "
		    "that it follows"));
	return SN_OK;
}

static enum status
route(struct conf_route *out, struct reader *r, cfg_t *sec)
{
	unsigned i, n = cfg_size(sec, "status");
	const char *path;
	enum status st;

	out->status = arena_alloc(r->arena, n * sizeof(*out->status));
	st = reader_named(&out->name, &path, r, sec, "route", check_word);
	if (st != SN_OK)
		return st;
	for (i = 0; i < n; i++) {
		if ((st = route_status(&out->status[i], r,
		    cfg_getnsec(sec, "status", i), path)) != SN_OK)
			return st;
		out->nstatus++;		/* known to the statuses that follow */
	}
	return days(&out->days, r, sec, path);
}

/* The first route is the default one; without any there is 基本. */
static enum status
routes(struct reader *r, cfg_t *cfg)
{
	unsigned i, n = cfg_size(cfg, "route");
	struct conf *c = r->conf;
	enum status st;

	c->route = arena_alloc(r->arena, (n + 1) * sizeof(*c->route));
	for (i = 0; i < n; i++) {
		c->nroute = i + 1;
		if ((st = route(&c->route[i], r, cfg_getnsec(cfg, "route",
		    i))) != SN_OK)
			return st;
	}
	if (n == 0) {
		c->nroute = 1;
		c->route[0].name = "基本";
		c->route[0].days.lead_days = NUM_NULL;
	}
	return SN_OK;
}

/*
 * What a sender does not say is the company's; a name and an address go as
 * one, so that no building of the company stands in another street.
 */
static void
sender(struct person *p, const struct person *company)
{
	if (p->name == NULL && p->company == NULL) {
		p->name = company->name;
		p->kana = company->kana;
		p->company = company->company;
		p->department = company->department;
		p->title = company->title;
	}
	if (p->zip == NULL && p->pref == NULL && p->city == NULL &&
	    p->town == NULL && p->building == NULL) {
		p->zip = company->zip;
		p->pref = company->pref;
		p->city = company->city;
		p->town = company->town;
		p->building = company->building;
	}
	if (p->phone == NULL && p->phone2 == NULL) {
		p->phone = company->phone;
		p->phone2 = company->phone2;
	}
	if (p->mail == NULL)
		p->mail = company->mail;
}

static enum status
shop(struct conf_shop *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	st = reader_named(&out->name, &path, r, sec, "shop", check_shop_name);
	if (st != SN_OK ||
	    (st = reader_fill(out, r, sec, path, shop_members)) != SN_OK)
		return st;
	if ((st = reader_list(&out->settled, r, sec,
	    arena_printf(r->arena, "%s\nsettled", path), "settled",
	    check_method)) != SN_OK)
		return st;
	if (out->mall == NULL)
		return reader_bad(r, path, _("mall is missing: rakuten, yahoo, "
		    "amazon, shopify, own ..."));
	if (out->title == NULL)
		out->title = out->name;
	if (out->route == NULL)
		out->route = r->conf->route[0].name;
	st = reader_fill(&out->sender, r, cfg_getsec(sec, "sender"),
	    arena_printf(r->arena, "%s\nsender", path), person_members);
	sender(&out->sender, &r->conf->company);
	if (st != SN_OK)
		return st;
	return reader_mail(&out->mail, r, cfg_getsec(sec, "mail"),
	    arena_printf(r->arena, "%s\nmail", path), &out->sender,
	    &r->conf->mail);
}

static enum status
carrier(struct conf_carrier *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "carrier",
	    check_carrier_name)) != SN_OK)
		return st;
	if ((st = reader_fill(out, r, sec, path, carrier_members)) != SN_OK)
		return st;
	return days(&out->days, r, sec, path);
}

/* Two ranks from the same number on would be one too many. */
static enum status
rank(struct conf_rank *out, struct reader *r, cfg_t *sec)
{
	const struct conf *c = r->conf;
	const char *path;
	enum status st;
	size_t i;

	if ((st = reader_named(&out->name, &path, r, sec, "rank",
	    check_word)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, rank_members)) != SN_OK ||
	    (st = reader_number(&out->from, r, sec, path, "from",
	    check_number, NUM_NULL)) != SN_OK)
		return st;
	if (out->from == NUM_NULL)
		return reader_bad(r, path, _("from is missing: how many "
		    "purchases it takes"));
	for (i = 0; i < c->nrank; i++)
		if (c->rank[i].from == out->from)
			return reader_bad(r, path, _("rank %s is from the "
			    "same number on"), c->rank[i].name);
	return SN_OK;
}

static enum status
query(struct conf_query *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "query",
	    check_query_name)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, query_members)) != SN_OK)
		return st;
	if (out->query == NULL)
		return reader_bad(r, path, _("q is missing: the query"));
	return SN_OK;
}

static enum status
phrase(struct conf_phrase *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	if ((st = reader_named(&out->name, &path, r, sec, "phrase",
	    check_word)) != SN_OK ||
	    (st = reader_fill(out, r, sec, path, phrase_members)) != SN_OK)
		return st;
	if (out->text == NULL)
		return reader_bad(r, path, _("text is missing: the phrase"));
	return SN_OK;
}

static enum status
columns(struct conf_columns *out, struct reader *r, cfg_t *sec)
{
	const char *path;
	enum status st;

	st = reader_named(&out->name, &path, r, sec, "columns", check_word);
	if (st != SN_OK ||
	    (st = reader_fill(out, r, sec, path, columns_members)) != SN_OK ||
	    (st = reader_list(&out->column, r, sec, arena_printf(r->arena,
	    "%s\ncolumns", path), "columns", check_line)) != SN_OK)
		return st;
	if (out->column[0] == NULL)
		return reader_bad(r, path, _("columns is missing: which "
		    "fields there are"));
	return SN_OK;
}

/* All sections of one kind. */
#define EACH(r, cfg, kind, array, count, one)				\
	do {								\
		unsigned i_, n_ = cfg_size(cfg, kind);			\
		enum status st_;					\
		(array) = arena_alloc((r)->arena,			\
		    (n_ + 1) * sizeof(*(array)));			\
		for (i_ = 0; i_ < n_; i_++) {				\
			st_ = one(&(array)[i_], r,			\
			    cfg_getnsec(cfg, kind, i_));		\
			if (st_ != SN_OK)				\
				return st_;				\
			(count)++;					\
		}							\
	} while (0)

/* Everything that is in no section. */
static enum status
top(struct reader *r, cfg_t *cfg)
{
	struct conf *c = r->conf;
	enum status st;

	if ((st = reader_text(&c->language, r, cfg, "", "language",
	    check_language)) != SN_OK ||
	    (st = reader_text(&c->prefix, r, cfg, "", "prefix",
	    check_prefix)) != SN_OK ||
	    (st = reader_number(&c->ask_above, r, cfg, "", "ask_above",
	    check_number, 100)) != SN_OK ||
	    (st = reader_number(&c->late_after, r, cfg, "", "late_after",
	    check_number, 3)) != SN_OK ||
	    (st = reader_list(&c->box, r, cfg, "hold_boxes", "hold_boxes",
	    check_line)) != SN_OK)
		return st;
	if (c->prefix == NULL)
		c->prefix = "S";
	return days(&c->days, r, cfg, "");
}

/* In this order: what is named by others comes before them. */
static enum status
everything(struct reader *r, cfg_t *cfg)
{
	cfg_t *company = cfg_getsec(cfg, "company");
	struct conf *c = r->conf;
	enum status st;

	if ((st = top(r, cfg)) != SN_OK ||
	    (st = reader_fill(&c->company, r, company, "company",
	    person_members)) != SN_OK ||
	    (st = reader_text(&c->invoice_number, r, company, "company",
	    "invoice_number", check_invoice)) != SN_OK ||
	    (st = reader_fill(c, r, cfg_getsec(cfg, "split"), "split",
	    split_members)) != SN_OK ||
	    (st = routes(r, cfg)) != SN_OK ||
	    (st = reader_mail(&c->mail, r, cfg_getsec(cfg, "mail"), "mail",
	    &c->company, NULL)) != SN_OK ||
	    (st = reader_alert(&c->alert, r, cfg_getsec(cfg, "alert"))) !=
	    SN_OK ||
	    (st = reader_cron(&c->cron, r, cfg_getsec(cfg, "cron"))) != SN_OK)
		return st;
	EACH(r, cfg, "carrier", c->carrier, c->ncarrier, carrier);
	EACH(r, cfg, "shop", c->shop, c->nshop, shop);
	EACH(r, cfg, "inbox", c->inbox, c->ninbox, reader_inbox);
	EACH(r, cfg, "secret", c->secret, c->nsecret, reader_secret);
	EACH(r, cfg, "rank", c->rank, c->nrank, rank);
	EACH(r, cfg, "query", c->query, c->nquery, query);
	EACH(r, cfg, "phrase", c->phrase, c->nphrase, phrase);
	EACH(r, cfg, "columns", c->columns, c->ncolumns, columns);
	return reader_bundle(r, cfg);
}

enum status
conf_read(struct conf **out, const char *path, struct arena *a, struct why *w)
{
	struct conf *c = arena_alloc(a, sizeof(*c));
	struct source source;
	struct reader r = { c, &source, a, w };
	enum status st;
	cfg_t *cfg;

	*out = NULL;
	if ((st = source_read(&source, path, a, w)) != SN_OK ||
	    (st = source_scan(&source, conf_opts, w)) != SN_OK ||
	    (st = source_parse(&cfg, &source, conf_opts, w)) != SN_OK)
		return st;
	c->path = arena_strdup(a, path);
	c->hash = source.hash;
	if ((st = everything(&r, cfg)) == SN_OK)
		*out = c;
	cfg_free(cfg);
	return st;
}
