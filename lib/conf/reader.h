#ifndef CONF_READER_H
#define CONF_READER_H

/* For files in lib/conf only. */

#include "conf/conf.h"
#include "conf/source.h"
#include "order/action.h"

/* sn.conf while it is read. */
struct reader {
	struct conf	*conf;		/* what was read so far */
	struct source	*source;
	struct arena	*arena;
	struct why	*why;
};

/*
 * What a value must be.  path is as source_line() takes it; *v may be
 * brought to its normal form.  SN_USAGE: it is not.
 */
typedef enum status check_fn(struct reader *r, const char *path,
		    const char **v);

/*
 * Say that the value at path is wrong: file, line, section and key stand
 * before the reason.  Returns SN_USAGE.
 */
enum status	reader_bad(struct reader *r, const char *path,
		    const char *fmt, ...) SN_PRINTF(3, 4);

/* A key of a section whose value is a text. */
struct member {
	const char	*key;
	check_fn	*check;
	size_t		 at;		/* in the structure */
	const char	*fallback;	/* NULL: stays NULL */
};

/* The text of a key in the arena; NULL when it is empty or not given. */
enum status	reader_text(const char **out, struct reader *r, cfg_t *sec,
		    const char *path, const char *key, check_fn *check)
		    SN_CHECK;

/* Fill in the members, ended by a NULL key, of the structure at rec. */
enum status	reader_fill(void *rec, struct reader *r, cfg_t *sec,
		    const char *path, const struct member *m) SN_CHECK;

/* A list of texts, each once, ended by NULL; path is the list's own. */
enum status	reader_list(const char ***out, struct reader *r, cfg_t *sec,
		    const char *path, const char *key, check_fn *check)
		    SN_CHECK;

/* Name and path of a section of that kind, its name checked. */
enum status	reader_named(const char **name, const char **path,
		    struct reader *r, cfg_t *sec, const char *kind,
		    check_fn *check) SN_CHECK;

/*
 * Read an action of rules or automation; path is its own.  ends: it may send
 * shipments to done and follow.
 */
enum status	reader_action(struct action *out, struct reader *r,
		    const char *path, const char *text,
		    const struct edit_frame *f, bool ends) SN_CHECK;

check_fn check_language, check_prefix, check_number, check_word, check_line,
	 check_zip, check_phone, check_mail, check_invoice, check_mall,
	 check_entry, check_route, check_on_cancel, check_collect, check_carrier, check_slug,
	 check_after, check_encoding, check_method, check_per, check_newline,
	 check_closed, check_open, check_cutoff, check_lead, check_text,
	 check_yes, check_by, check_bundled, check_parent, check_fee,
	 check_together, check_known_shop, check_server, check_inbox,
	 check_tls, check_shipped, check_secret_name, check_day, check_hours,
	 check_selector;

/* The section bundle into the configuration.  The other ones are read. */
enum status	reader_bundle(struct reader *r, cfg_t *cfg) SN_CHECK;
extern cfg_opt_t bundle_opts[];

/*
 * A section mail, of the company or, with the company's as base, of a shop;
 * who sends when it does not say.
 */
enum status	reader_mail(struct conf_mail *m, struct reader *r, cfg_t *sec,
		    const char *path, const struct person *who,
		    const struct conf_mail *base) SN_CHECK;
enum status	reader_inbox(struct conf_inbox *out, struct reader *r,
		    cfg_t *sec) SN_CHECK;
enum status	reader_alert(struct conf_alert *out, struct reader *r,
		    cfg_t *sec) SN_CHECK;
enum status	reader_secret(struct conf_secret *out, struct reader *r,
		    cfg_t *sec) SN_CHECK;
enum status	reader_cron(struct conf_cron *out, struct reader *r,
		    cfg_t *sec) SN_CHECK;
extern cfg_opt_t mail_opts[], inbox_opts[], alert_opts[], secret_opts[],
	 cron_opts[];

/* A number of a section; fallback when it is not given. */
enum status	reader_number(int64_t *out, struct reader *r, cfg_t *sec,
		    const char *path, const char *key, check_fn *check,
		    int64_t fallback) SN_CHECK;

/* The names of shops, carriers and queries as sections have them. */
check_fn check_shop_name, check_carrier_name, check_query_name;

#endif
