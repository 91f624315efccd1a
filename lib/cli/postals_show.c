/*
 * What postal codes and addresses mean, as reports.
 */

#include <err.h>
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/postals.h"
#include "text/phone.h"

enum status
postals_loads(struct cmd *c, struct store *s, struct why *w)
{
	const struct report_column column[] = {
		{ "name", _("data"), false },
		{ "date", _("as of"), false },
		{ "rows", _("records"), true },
		{ "loaded_at", _("loaded at"), false },
		{ "source", _("loaded from"), false },
	};
	struct postal_load load[POSTAL_LOADS];
	struct report *r;
	enum status st;
	size_t n, i;

	if ((st = postal_loads(load, &n, s, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, column, 5);
	for (i = 0; i < n; i++) {
		report_cell(r, load[i].name);
		report_cell(r, load[i].date);
		report_num(r, load[i].rows);
		report_cell(r, load[i].loaded_at);
		report_cell(r, load[i].source);
	}
	return report_end(r, stdout, w);
}

/* A table of codes, which begins with the first of them. */
struct codes {
	struct cmd	*cmd;
	struct report	*report;	/* NULL: none came so far */
};

static void
begin_codes(struct codes *k)
{
	const struct report_column column[] = {
		{ "zip", _("postal code"), false },
		{ "jis", _("area"), false },
		{ "pref", _("prefecture"), false },
		{ "city", _("municipality"), false },
		{ "town", _("town"), false },
		{ "rest", _("house number"), false },
		{ "business", _("business"), false },
		{ "kana", _("kana"), false },
	};
	struct report_column *kept = arena_alloc(&k->cmd->arena,
	    sizeof(column));

	memcpy(kept, column, sizeof(column));
	k->report = report_new(k->cmd, kept,
	    sizeof(column) / sizeof(column[0]));
}

static enum status
put_code(const struct postal_row *row, const struct municipality *m,
    const char *kana, void *arg)
{
	struct codes *k = arg;

	if (k->report == NULL)
		begin_codes(k);
	report_cell(k->report, row->zip);
	report_cell(k->report, row->jis);
	report_cell(k->report, m->pref);
	report_cell(k->report, m->city);
	report_cell(k->report, row->town);
	report_cell(k->report, *row->rest != '\0' ? row->rest : NULL);
	report_cell(k->report, *row->name != '\0' ? row->name : NULL);
	report_cell(k->report, kana);
	return SN_OK;
}

static enum status
end_codes(struct codes *k, struct why *w)
{
	return k->report == NULL ? SN_OK :
	    report_end(k->report, stdout, w);
}

enum status
postals_show(struct cmd *c, struct store *s, char *zip[], struct tally *t,
    struct why *w)
{
	struct codes codes = { c, NULL };
	char clean[ZIP_SIZE];
	enum status st;
	bool repaired;

	for (; *zip != NULL; zip++) {
		if ((st = zip_clean(clean, *zip, &repaired, w)) ==
		    SN_NOTFOUND)
			st = fail(w, st, _("%s: not a postal code"), *zip);
		if (st == SN_OK)
			st = postal_show(s, clean, put_code, &codes, w);
		if (status_stops(st))
			return st;
		if (st == SN_OK)
			t->done++;
		else {
			warnx("%s", w->text);
			t->refused++;
		}
	}
	return end_codes(&codes, w);
}

enum status
postals_find(struct cmd *c, struct store *s, const char *text,
    struct why *w)
{
	struct codes codes = { c, NULL };
	enum status st;

	if ((st = postal_find(s, text, put_code, &codes, &c->arena, w)) !=
	    SN_OK)
		return st;
	return end_codes(&codes, w);
}

static const char *
verdict(const struct judgement *j)
{
	return j->no_zip ? "missing" : j->level == ADDRESS_WRONG ? "wrong" :
	    j->level == ADDRESS_DOUBTFUL ? "doubtful" : "fine";
}

/* The codes of the findings that a check would open, in a. */
static const char *
findings(const struct postal_check *k, struct arena *a)
{
	const struct judgement *j = &k->judgement;

	return arena_printf(a, "%s%s%s%s%s",
	    j->no_zip ? " zip-missing" : "",
	    j->level == ADDRESS_WRONG ? " zip-wrong" : "",
	    j->level == ADDRESS_DOUBTFUL ? " zip-doubtful" : "",
	    j->no_number ? " house-number-missing" : "",
	    k->island != NULL ? " island" : "");
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static void
put_check(struct report *r, const struct postal_check *k, const char *codes,
    struct arena *a)
{
	const struct address *ad = &k->address;

	report_cell(r, arena_printf(a, "%" PRId64, k->shipment));
	report_cell(r, k->number);
	report_cell(r, verdict(&k->judgement));
	report_cell(r, *codes != '\0' ? codes + 1 : NULL);
	report_cell(r, ad->zip);
	report_cell(r, arena_printf(a, "%s%s%s%s%s", or_empty(ad->pref),
	    or_empty(ad->city), or_empty(ad->town),
	    ad->building != NULL ? " " : "", or_empty(ad->building)));
	report_cell(r, k->judgement.means);
	report_cell(r, k->judgement.likely);
	report_cell(r, k->island != NULL ? k->island->name : NULL);
}

enum status
postals_check(size_t *found, struct cmd *c, struct store *s,
    struct tally *t, struct why *w)
{
	const struct report_column column[] = {
		{ "id", _("id"), false },
		{ "number", _("order"), false },
		{ "verdict", _("verdict"), false },
		{ "findings", _("findings"), false },
		{ "zip", _("postal code"), false },
		{ "address", _("address"), false },
		{ "expected", _("the code means"), false },
		{ "suggestion", _("likely"), false },
		{ "island", _("island"), false },
	};
	struct arena a = ARENA_INIT;
	struct postal_check k;
	const char *codes;
	struct report *r;
	struct ids ids;
	enum status st;
	size_t i;

	*found = 0;
	if ((st = postal_ready(s, w)) != SN_OK)
		return st;
	cmd_select(&ids, c, s, t);
	r = report_new(c, column, sizeof(column) / sizeof(column[0]));
	for (i = 0; i < ids.n && st == SN_OK; i++) {
		st = postal_check(&k, s, ids.id[i], &a, w);
		if (st != SN_OK)
			break;
		codes = findings(&k, &a);
		*found += *codes != '\0';
		if (*codes != '\0' || c->verbose)
			put_check(r, &k, codes, &a);
		arena_reset(&a);
	}
	arena_free(&a);
	t->done += ids.n;
	return st != SN_OK ? st : report_end(r, stdout, w);
}

enum status
postals_list_islands(struct cmd *c, struct store *s, struct why *w)
{
	const struct report_column column[] = {
		{ "area", _("area"), false },
		{ "town", _("town"), false },
		{ "name", _("island"), false },
	};
	struct island *list;
	struct report *r;
	enum status st;
	size_t n, i;

	if ((st = islands_list(&list, &n, s, &c->arena, w)) != SN_OK)
		return st;
	r = report_new(c, column, 3);
	for (i = 0; i < n; i++) {
		report_cell(r, list[i].area);
		report_cell(r, list[i].town);
		report_cell(r, list[i].name);
	}
	return report_end(r, stdout, w);
}
