/*
 * What templates can say of an order: amounts by rate, dates, slots, who it
 * goes to; invented orders; and which template is taken.
 */

#include "mail/compose.h"
#include "mail/sample.h"
#include "mail/view.h"
#include "order/tracking.h"
#include "tap.h"

static struct arena arena = ARENA_INIT;
static struct conf conf;
static struct why w;

/* An order without anything but a line of 1,000 yen. */
static struct tree
order(void)
{
	struct tree t;

	tree_init(&t, &arena);
	t.order->shop = "own-main";
	t.order->mall = "own";
	t.order->number = "1";
	t.order->ordered_at = "2026-12-24T09:30:00";
	tree_destination(&t);
	tree_shipment(&t, 0)->kind = "normal";
	t.shipment[0]->status = "ready";
	tree_line(&t)->kind = "goods";
	t.line[0]->name = "箱";
	t.line[0]->quantity = 1;
	t.line[0]->unit_price = 1000;
	t.line[0]->tax_rate = 10;
	t.line[0]->tax_included = 1;
	tree_shipment_line(&t, 0, 0, 1);
	return t;
}

/* What the template gives of t. */
static const char *
says(const struct tree *t, const char *template)
{
	struct view v = { .tree = t, .conf = &conf, .shipment = NUM_NULL,
	    .purchases = NUM_NULL, .today = "2026-12-31" };
	struct mustache_how how = { .html = false };
	struct mustache_value root = view_make(&v, &arena);
	struct str out = STR_INIT;
	struct mustache *m;
	const char *text;

	OK(mustache_parse(&m, template, strlen(template), "t", 1, &arena,
	    &w) == SN_OK);
	OK(mustache_render(&out, m, &root, &how, &w) == SN_OK);
	text = arena_strdup(&arena, str_text(&out));
	str_free(&out);
	return text;
}

static const char rates[] =
    "{{#tax_rates}}{{rate}}:{{amount}}:{{tax}} {{/tax_rates}}";

static void
put_charge(struct tree *t, const char *kind, int64_t amount, int64_t rate)
{
	struct charge *c = tree_charge(t);

	c->kind = kind;
	c->amount = amount;
	c->tax_rate = rate;
	c->tax_included = 1;
}

static void
money(void)
{
	struct tree t = order();

	STREQ(says(&t, rates), "10:1,000円:90円 ");
	put_charge(&t, "postage", 500, 10);
	put_charge(&t, "noshi", 108, 8);
	put_charge(&t, "points", -300, NUM_NULL);
	put_charge(&t, "cod", 0, 10);
	STREQ(says(&t, rates), "10:1,500円:136円 8:108円:8円 ");
	STREQ(says(&t, "{{#charges}}{{label}} {{amount}},{{/charges}}"),
	    "送料 500円,のし料 108円,ポイント -300円,");
	STREQ(says(&t, "{{#charges}}{{label_wide}}|{{/charges}}"),
	    "送料　　　　|のし料　　　|ポイント　　|");
	STREQ(says(&t, "{{total}} {{items_total}}"), "1,308円 1,000円");
	/* what has no rate leaves all unknown, unless the mall says it */
	put_charge(&t, "coupon", -100, NUM_NULL);
	STREQ(says(&t, rates), "");
	t.order->stated_total10 = 1400;
	t.order->stated_total8 = 108;
	STREQ(says(&t, rates), "10:1,400円:127円 8:108円:8円 ");
	STREQ(says(&t, "{{#reduced}}yes{{/reduced}}"), "yes");
	/* tax that comes on top */
	t = order();
	t.line[0]->tax_included = 0;
	t.line[0]->unit_price = 999;
	STREQ(says(&t, rates), "10:1,098円:99円 ");
	STREQ(says(&t, "{{#lines}}{{#before_tax}}+{{/before_tax}}{{/lines}}"),
	    "+");
	/* and amounts that no order has */
	put_charge(&t, "cool", INT64_MAX, 10);
	STREQ(says(&t, rates), "");
	t.charge[t.ncharge - 1]->amount = 0;
	/* an amount that is not fixed */
	put_charge(&t, "postage", NUM_NULL, 10);
	STREQ(says(&t, "{{^total}}?{{/total}}{{#charges}}{{amount}}"
	    "{{/charges}}"), "?未定");
}

static void
dates(void)
{
	static const char *const slots[][2] = {
		{ "am", "午前中" }, { "pm", "午後" }, { "none", "" },
		{ "09-12", "9時～12時" }, { "18-20", "18時～20時" },
		{ "by-10", "10時まで" }, { "at-1430", "14時30分" },
		{ "odd", "odd" },
	};
	struct tree t = order();
	size_t i;

	STREQ(says(&t, "{{order.date}} {{order.date_full}} {{order.time}}"),
	    "12月24日(木) 2026年12月24日(木) 09:30");
	STREQ(says(&t, "{{today}}"), "12月31日(木)");
	t.order->ordered_at = "2027-01-03T00:00:00";
	STREQ(says(&t, "{{order.date}}"), "1月3日(日)");
	for (i = 0; i < sizeof(slots) / sizeof(slots[0]); i++) {
		t.shipment[0]->deliver_slot = slots[i][0];
		STREQ(says(&t, "{{#shipments}}{{slot}}{{/shipments}}"),
		    slots[i][1]);
	}
}

static void
people(void)
{
	struct tree t = order();
	struct person *to = &t.destination[0]->to;

	STREQ(says(&t, "{{^buyer.name}}-{{/buyer.name}}{{buyer.address}}"),
	    "-");
	to->zip = "7900001";
	to->pref = "愛媛県";
	to->town = "一番町1";
	to->building = "ビル2";
	STREQ(says(&t, "{{#destinations}}{{zip}} {{address}}"
	    "{{#address_lines}}|{{.}}{{/address_lines}}{{/destinations}}"),
	    "790-0001 愛媛県一番町1 ビル2|愛媛県一番町1|ビル2");
	STREQ(says(&t, "{{shop.name}}"), "own-main");
	conf.company.name = "みかん堂";
	STREQ(says(&t, "{{shop.name}} {{company.name}}"),
	    "みかん堂 みかん堂");
}

/* Of a cancelled order the goods are still told. */
static void
cancelled(void)
{
	static const char lines[] = "{{#lines}}{{name}} {{quantity}}{{/lines}}";
	struct tree t = order();

	t.line[0]->quantity = 3;
	t.line[0]->cancelled = 1;
	STREQ(says(&t, lines), "箱 2");
	t.line[0]->cancelled = 3;
	STREQ(says(&t, lines), "箱 3");
	tree_line(&t)->kind = "goods";
	t.line[1]->quantity = 1;
	t.line[1]->options = "色:赤\r\n\n大:L";
	STREQ(says(&t, lines), " 1");
	STREQ(says(&t, "{{#lines}}{{#options_lines}}[{{.}}]{{/options_lines}}"
	    "{{/lines}}"), "[色:赤][大:L]");
}

static void
parcels(void)
{
	struct tree t = order();
	struct tracking *tr = tree_tracking(&t, 0);

	tr->carrier = "yamato";
	tr->number = "123";
	STREQ(says(&t, "{{#tracked}}{{#parcels}}{{carrier}} {{number}} {{url}}"
	    "{{/parcels}}{{/tracked}}"), "ヤマト運輸 123 https://jizen."
	    "kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=123");
	tr->is_void = 1;
	STREQ(says(&t, "{{^tracked}}none{{/tracked}}"), "none");
	OK(tracking_url("own", "1", &arena) == NULL);
	STREQ(tracking_url("japanpost", "9", &arena), "https://trackings.post."
	    "japanpost.jp/services/srv/search/direct?reqCodeNo1=9"
	    "&searchKind=S002&locale=ja");
	tree_shipment(&t, 0)->kind = "normal";
	t.shipment[1]->status = "ready";
	STREQ(says(&t, "{{#more_to_come}}more{{/more_to_come}}"), "");
}

/* Every kind that is shipped has a letter for some invented order. */
static void
samples(void)
{
	const struct choice choice = { .by = { NULL } };
	struct mustache_value root;
	const struct word *kind;
	struct composed letter;
	struct composer c;
	struct view v = { .conf = &conf, .shipment = NUM_NULL,
	    .purchases = 1, .today = "2026-12-31" };
	struct tree t;
	size_t i;

	OK(compose_open(&c, "/nonexistent", &arena, &w) == SN_OK);
	v.tree = &t;
	for (kind = words_mail; kind->slug != NULL; kind++)
		for (i = 0; i < sample_count(); i++) {
			sample_make(&t, i, kind->slug, "own-main", "own",
			    &arena);
			root = view_make(&v, &arena);
			OK(compose(&letter, &c, kind->slug, &choice, &root,
			    &arena, &w) == (strcmp(kind->slug, "follow") == 0 ?
			    SN_NOTFOUND : SN_OK));
		}
	compose_close(&c);
}

int
main(void)
{
	money();
	dates();
	people();
	cancelled();
	parcels();
	samples();
	arena_free(&arena);
	return TAP_END;
}
