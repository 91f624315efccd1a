#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "order/action.h"
#include "order/field.h"
#include "order/shipday.h"
#include "text/fold.h"
#include "text/number.h"

/* An action on its way, and what is left of its text. */
struct reading {
	struct action		*out;
	const struct verb	*verb;
	const char		*rest;
	const struct edit_frame	*f;
	struct arena		*arena;
	struct why		*w;
};

struct verb {
	const char	*name, *ja;
	enum action_do	 act;
	const char	*usage;		/* its arguments, for messages */
	enum status	 (*read)(struct reading *);
	const char	*field;		/* that it sets, or NULL */
};

static enum status
expected(struct reading *r)
{
	return fail(r->w, SN_USAGE, _("%s: \"%s %s\" was expected"),
	    r->out->text, r->verb->name, r->verb->usage);
}

/* The next word of the rest, NULL at the end. */
static const char *
next(struct reading *r)
{
	size_t n;
	const char *word;

	r->rest += strspn(r->rest, " \t");
	if ((n = strcspn(r->rest, " \t")) == 0)
		return NULL;
	word = arena_strndup(r->arena, r->rest, n);
	r->rest += n;
	return word;
}

/* All that is left, without blanks at its ends; NULL when it is nothing. */
static const char *
all(struct reading *r)
{
	const char *s = r->rest + strspn(r->rest, " \t");
	size_t n = strlen(s);

	while (n > 0 && strchr(" \t", s[n - 1]) != NULL)
		n--;
	r->rest = "";
	return n > 0 ? arena_strndup(r->arena, s, n) : NULL;
}

static enum status
end(struct reading *r)
{
	return r->rest[strspn(r->rest, " \t")] == '\0' ? SN_OK : expected(r);
}

static enum status
amount(int64_t *out, struct reading *r, const char *word, int64_t least,
    int64_t most)
{
	if (word == NULL || number_parse(out, word) != SN_OK ||
	    *out < least || *out > most)
		return expected(r);
	return SN_OK;
}

/* The column of the verb's field gets text, checked as sn-edit does. */
static enum status
set(struct reading *r, const char *field, const char *text)
{
	struct action *x = r->out;
	enum status st;
	struct edit e;

	if (text == NULL)
		return expected(r);
	if ((st = edit_field(&e, field, r->arena, r->w)) != SN_OK ||
	    (st = edit_read(&e, text, r->f, r->arena, r->w)) != SN_OK)
		return st;
	x->table = e.table;
	x->column = e.column;
	x->value = e.value;
	return SN_OK;
}

static enum status
read_nothing(struct reading *r)
{
	return end(r);
}

static enum status
read_text(struct reading *r)
{
	r->out->value = all(r);
	return r->out->value != NULL ? SN_OK : expected(r);
}

/* A text, or a stock phrase by its name. */
static enum status
read_phrase(struct reading *r)
{
	const char *name;
	enum status st;

	if ((st = read_text(r)) != SN_OK || *r->out->value != '@' ||
	    r->f->phrase == NULL)
		return st;
	name = r->out->value;
	if (r->f->phrase(&r->out->value, name, r->f->phrases, r->w) != SN_OK)
		return fail_at(r->w, SN_USAGE, "'%s'", name);
	return SN_OK;
}

static enum status
read_field(struct reading *r)
{
	return set(r, r->verb->field, all(r));
}

static enum status
read_carrier(struct reading *r)
{
	const char *carrier = next(r);

	r->out->more = next(r);
	return end(r) == SN_OK ? set(r, r->verb->field, carrier) :
	    SN_USAGE;
}

static enum status
read_hold(struct reading *r)
{
	r->out->value = "hold";
	r->out->more = all(r);
	return SN_OK;
}

static enum status
read_lines(struct reading *r)
{
	const char *word = next(r);

	r->out->more = all(r);
	return set(r, r->verb->field, word);
}

static enum status
read_mark(struct reading *r)
{
	r->out->more = next(r);
	return set(r, r->verb->field, r->out->more != NULL ? "1" : NULL);
}

/* One of the words, in English or Japanese. */
static enum status
one_of(struct reading *r, const struct word *words)
{
	const char *word = all(r);
	const struct word *found = word == NULL ? NULL :
	    word_find(words, word);

	if (found == NULL)
		return expected(r);
	r->out->value = found->slug;
	return SN_OK;
}

static enum status
read_split(struct reading *r)
{
	const char *how = all(r);

	return how == NULL ? expected(r) : split_parse(&r->out->split, how,
	    r->arena, r->w);
}

static enum status
read_sender(struct reading *r)
{
	static const struct word who[] = {
		{ "shop", "店舗" }, { "buyer", "注文者" }, { NULL, NULL }
	};

	return one_of(r, who);
}

static enum status
read_charge(struct reading *r)
{
	enum { MOST = 9999999 };
	const char *kind = next(r);
	const struct word *word = kind == NULL ? NULL :
	    word_find(words_charge_kind, kind);
	enum status st;

	if (word == NULL)
		return expected(r);
	if ((st = amount(&r->out->n, r, next(r), -MOST, MOST)) != SN_OK)
		return st;
	r->out->value = word->slug;
	r->out->more = all(r);
	return SN_OK;
}

static enum status
read_parcels(struct reading *r)
{
	enum { MOST = 9999 };
	const char *word = next(r);
	enum status st;

	if (word == NULL || (strcmp(word, "per") != 0 &&
	    strcmp(word, "毎") != 0)) {
		st = set(r, r->verb->field, word);
		return st == SN_OK ? end(r) : st;
	}
	r->out->act = ACTION_PARCELS_PER;
	if ((st = amount(&r->out->n, r, next(r), 1, MOST)) != SN_OK)
		return st;
	return end(r);
}

/* What follows "ship auto": lead N, cutoff HH:MM. */
static enum status
read_auto(struct reading *r)
{
	struct action *x = r->out;
	const char *word, *cutoff[7];
	enum status st;

	while ((word = next(r)) != NULL) {
		if (strcmp(word, "lead") == 0) {
			if ((st = amount(&x->lead, r, next(r), 0,
			    SHIPDAY_LEAD_MAX)) != SN_OK)
				return st;
		} else if (strcmp(word, "cutoff") != 0 ||
		    (x->cutoff = next(r)) == NULL ||
		    shipday_cutoff(cutoff, x->cutoff) != SN_OK)
			return expected(r);
	}
	return SN_OK;
}

static enum status
read_ship(struct reading *r)
{
	enum { MOST = 365 };
	struct action *x = r->out;
	const char *word = next(r);

	if (word == NULL)
		return expected(r);
	if (strcmp(word, "auto") == 0) {
		x->n = SHIP_AUTO;
		return read_auto(r);
	}
	if (strcmp(word, "back") == 0)
		x->n = SHIP_BACK;
	else {
		x->n = SHIP_IN;
		x->lead = 0;
		if (strcmp(word, "today") != 0 && (*word != '+' ||
		    amount(&x->lead, r, word + 1, 0, MOST) != SN_OK))
			return expected(r);
	}
	return end(r);
}

static enum status
read_add(struct reading *r)
{
	enum { PIECES = 9999, YEN = 9999999 };
	struct action *x = r->out;
	const char *word;
	enum status st;

	if ((x->value = next(r)) == NULL)
		return expected(r);
	x->n = 1;
	x->more = strcmp(r->verb->name, "gift") == 0 ? "promo" : "goods";
	if ((word = next(r)) != NULL &&
	    (st = amount(&x->n, r, word, 1, PIECES)) != SN_OK)
		return st;
	if ((word = next(r)) != NULL &&
	    (strcmp(x->more, "promo") == 0 ||
	    amount(&x->price, r, word, 0, YEN) != SN_OK))
		return expected(r);
	return end(r);
}

/* Any other field of sn-edit(1) that a shipment has one of. */
static enum status
read_set(struct reading *r)
{
	struct action *x = r->out;
	const char *text = all(r);
	enum status st;
	struct edit e;

	if (text == NULL || !edit_is(text))
		return expected(r);
	if ((st = edit_parse(&e, text, r->f, r->arena, r->w)) != SN_OK)
		return st;
	if (e.table != &table_orders && e.table != &table_destination &&
	    e.table != &table_shipment)
		return fail(r->w, SN_USAGE, _("%s: of fields that a shipment "
		    "has several of there are other actions"), text);
	if (e.how == EDIT_TAKE || (e.how == EDIT_ADD &&
	    e.column->type != TYPE_TEXT))
		return fail(r->w, SN_USAGE, _("%s: = was expected, or += for "
		    "a text"), text);
	x->act = e.how == EDIT_ADD ? ACTION_APPEND : ACTION_SET;
	x->table = e.table;
	x->column = e.column;
	x->value = e.value;
	return SN_OK;
}

static const struct verb verbs[] = {
	{ "tag", "タグ", ACTION_TAG, "TAG", read_text, NULL },
	{ "untag", "タグ削除", ACTION_UNTAG, "TAG", read_text, NULL },
	{ "route", "ルート", ACTION_ROUTE, "ROUTE", read_text, NULL },
	{ "move", "移動", ACTION_MOVE, "STATUS", read_text, NULL },
	{ "hold", "保留", ACTION_MOVE, "[BOX]", read_hold, NULL },
	{ "carrier", "運送会社", ACTION_SET, "CARRIER [SERVICE]",
	    read_carrier, "carrier" },
	{ "service", "送り状種別", ACTION_SET, "SERVICE", read_field,
	    "service" },
	{ "temp", "温度帯", ACTION_SET, "normal|chilled|frozen", read_field,
	    "temp" },
	{ "slot", "配達時間帯", ACTION_SET, "SLOT", read_field, "slot" },
	{ "item-temp", "商品温度帯", ACTION_LINES,
	    "normal|chilled|frozen [PATTERN]", read_lines, "item.temp" },
	{ "mark", "マーカー", ACTION_LINES, "PATTERN", read_mark,
	    "item.mark" },
	{ "split", "分割", ACTION_SPLIT,
	    "temp|available|deliver|parcels-of N|line LINE[:N],...",
	    read_split, NULL },
	{ "charge", "料金", ACTION_CHARGE, "KIND YEN [NAME]", read_charge,
	    NULL },
	{ "parcels", "個口数", ACTION_SET, "N | per N", read_parcels,
	    "parcels" },
	{ "ship", "出荷予定日", ACTION_SHIP,
	    "auto [lead DAYS] [cutoff HH:MM] | back | today | +DAYS",
	    read_ship, NULL },
	{ "add", "商品追加", ACTION_ADD, "CODE [PIECES [YEN]]", read_add,
	    NULL },
	{ "gift", "景品", ACTION_ADD, "CODE [PIECES]", read_add, NULL },
	{ "memo", "メモ", ACTION_APPEND, "TEXT", read_field, "memo" },
	{ "message", "メッセージ", ACTION_APPEND, "TEXT", read_field,
	    "message" },
	{ "label-note", "送り状記事", ACTION_APPEND, "TEXT", read_field,
	    "label.note" },
	{ "stamp", "スタンプ", ACTION_APPEND, "TEXT", read_field, "stamps" },
	{ "strip", "備考削除", ACTION_STRIP, "TEXT", read_phrase, NULL },
	{ "sender", "送り主", ACTION_SENDER, "shop|buyer", read_sender,
	    NULL },
	{ "set", "設定", ACTION_SET, "FIELD=VALUE", read_set, NULL },
	{ "stop", "停止", ACTION_STOP, "", read_nothing, NULL },
	{ NULL, NULL, ACTION_STOP, NULL, NULL, NULL }
};

static enum status
unknown(const char *name, struct arena *a, struct why *w)
{
	struct word names[sizeof(verbs) / sizeof(verbs[0])];
	const char *near;
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		names[i] = (struct word){ verbs[i].name, verbs[i].ja };
	if ((near = word_suggest(names, fold_width(name, a))) == NULL)
		return fail(w, SN_USAGE, _("%s: no such action"), name);
	return fail(w, SN_USAGE, _("%s: no such action; did you mean %s?"),
	    name, near);
}

enum status
action_parse(struct action *out, const char *text,
    const struct edit_frame *f, struct arena *a, struct why *w)
{
	struct reading r = { out, NULL, text, f, a, w };
	const char *name;

	*out = (struct action){ .text = text, .lead = NUM_NULL };
	if (strlen(text) > ACTION_TEXT_MAX)
		return fail(w, SN_USAGE, _("an action has at most %d bytes"),
		    ACTION_TEXT_MAX);
	if ((name = next(&r)) == NULL)
		return fail(w, SN_USAGE, _("an action is missing"));
	for (r.verb = verbs; r.verb->name != NULL; r.verb++)
		if (strcmp(r.verb->name, name) == 0 ||
		    strcmp(r.verb->ja, name) == 0)
			break;
	if (r.verb->name == NULL)
		return unknown(name, a, w);
	out->act = r.verb->act;
	return r.verb->read(&r);
}
