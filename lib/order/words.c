#include <string.h>

#include "base/i18n.h"
#include "order/words.h"

const struct word words_status[] = {
	{ "new", "新規受注" }, { "payment", "入金待ち" },
	{ "ready", "発送待ち" }, { "print", "伝票・帳票出力待ち" },
	{ "number", "伝票番号未設定" }, { "notify", "発送メール未送信" },
	{ "done", "処理済み" }, { "follow", "フォローメール未送信" },
	{ "hold", "保留" }, { "cancel", "キャンセル" }, { NULL, NULL }
};

const struct word words_order_type[] = {
	{ "normal", "通常" }, { "preorder", "予約" },
	{ "subscription", "定期" }, { "club", "頒布会" },
	{ "auction", "オークション" }, { "phone", "電話" },
	{ "wholesale", "卸" }, { NULL, NULL }
};

const struct word words_mall_state[] = {
	{ "unconfirmed", "注文確認待ち" }, { "processing", "処理中" },
	{ "held", "モール保留" }, { "ready", "発送可" },
	{ "changing", "変更確定待ち" }, { "shipped", "発送済み" },
	{ "closed", "完了" }, { "cancel-asked", "キャンセル確定待ち" },
	{ "cancelled", "キャンセル確定" }, { NULL, NULL }
};

const struct word words_device[] = {
	{ "pc", "PC" }, { "mobile", "携帯" }, { NULL, NULL }
};

const struct word words_shipment_kind[] = {
	{ "normal", "通常出荷" }, { "reship", "再送" },
	{ "exchange", "交換" }, { "pickup", "引取" }, { NULL, NULL }
};

const struct word words_line_kind[] = {
	{ "goods", "商品" }, { "set", "セット" }, { "part", "内訳" },
	{ "promo", "景品" }, { "fee", "手数料行" }, { "discount", "値引行" },
	{ NULL, NULL }
};

const struct word words_charge_kind[] = {
	{ "postage", "送料" }, { "cod", "代引手数料" },
	{ "wrapping", "ラッピング料" }, { "noshi", "のし料" },
	{ "payment", "決済手数料" }, { "cool", "クール料" },
	{ "island", "離島料" }, { "adjustment", "調整" },
	{ "points", "ポイント" }, { "coupon", "クーポン" },
	{ "discount", "値引" }, { "refund", "返金" }, { NULL, NULL }
};

const struct word words_funded_by[] = {
	{ "shop", "店舗負担" }, { "mall", "モール負担" },
	{ "maker", "メーカー負担" }, { NULL, NULL }
};

const struct word words_method[] = {
	{ "card", "クレジットカード" }, { "cod", "代金引換" },
	{ "bank", "銀行振込" }, { "postal", "郵便振替" },
	{ "cash-mail", "現金書留" }, { "konbini", "コンビニ前払" },
	{ "payeasy", "ペイジー" }, { "carrier", "キャリア決済" },
	{ "wallet", "ID決済" }, { "emoney", "電子マネー" },
	{ "deferred", "後払い" }, { "invoice", "請求書" },
	{ "loan", "ローン" }, { "points", "全額ポイント" },
	{ "free", "支払なし" }, { "mall", "モール決済" },
	{ "cash", "現金" }, { "other", "その他" }, { NULL, NULL }
};

const struct word words_timing[] = {
	{ "before", "前払い" }, { "auth", "与信" },
	{ "delivery", "引換" }, { "after", "後払い" },
	{ "none", "なし" }, { NULL, NULL }
};

const struct word words_inquiry[] = {
	{ "open", "未対応" }, { "waiting", "返信待ち" },
	{ "closed", "対応済み" }, { NULL, NULL }
};

const struct word words_pay_state[] = {
	{ "none", "なし" }, { "asked", "与信依頼中" },
	{ "hold", "与信保留" }, { "ng", "与信NG" },
	{ "authorised", "与信OK" }, { "partial", "一部入金" },
	{ "paid", "入金済み" }, { "over", "過入金" },
	{ "expired", "期限切れ" }, { "void", "取消" },
	{ "refunding", "返金中" }, { "refunded", "返金済み" },
	{ NULL, NULL }
};

const struct word words_carrier[] = {
	{ "yamato", "ヤマト運輸" }, { "sagawa", "佐川急便" },
	{ "japanpost", "日本郵便" }, { "seino", "西濃運輸" },
	{ "fukuyama", "福山通運" }, { NULL, NULL }
};

const struct word words_freight[] = {
	{ "prepaid", "元払い" }, { "receiver", "着払い" }, { NULL, NULL }
};

const struct word words_temperature[] = {
	{ "normal", "常温" }, { "chilled", "冷蔵" }, { "frozen", "冷凍" },
	{ NULL, NULL }
};

const struct word words_cancel[] = {
	{ "none", "なし" }, { "asked", "依頼あり" },
	{ "refused", "断り" }, { "done", "済み" }, { NULL, NULL }
};

const struct word words_cancel_from[] = {
	{ "buyer", "購入者" }, { "shop", "店舗" }, { "mall", "モール" },
	{ "payment", "支払" }, { "duplicate", "重複" }, { NULL, NULL }
};

const struct word words_tracking_state[] = {
	{ "issued", "発行" }, { "moving", "輸送中" }, { "absent", "不在" },
	{ "held", "保管中" }, { "delivered", "配達完了" },
	{ "returning", "返送中" }, { "returned", "返送済み" },
	{ "lost", "紛失" }, { "void", "無効" }, { NULL, NULL }
};

const struct word words_return_reason[] = {
	{ "absent", "長期不在" }, { "refused", "受取拒否" },
	{ "address", "住所不明" }, { "damaged", "破損" },
	{ "wrong", "誤出荷" }, { "defect", "不良" },
	{ "buyer", "購入者都合" }, { NULL, NULL }
};

const struct word words_return_state[] = {
	{ "asked", "依頼" }, { "coming", "返送中" },
	{ "received", "到着" }, { "inspected", "検品済み" },
	{ "closed", "完了" }, { NULL, NULL }
};

const struct word words_resolution[] = {
	{ "refund", "返金" }, { "reship", "再送" },
	{ "exchange", "交換" }, { "discard", "廃棄" }, { NULL, NULL }
};

const struct word words_severity[] = {
	{ "error", "エラー" }, { "warning", "警告" }, { "note", "注意" },
	{ NULL, NULL }
};

const struct word words_finding_state[] = {
	{ "open", "未確認" }, { "acked", "確認済み" }, { "closed", "解消" },
	{ NULL, NULL }
};

/* States of what waits in the outbox, or left it. */
const struct word words_effect[] = {
	{ "queued", "送信待ち" }, { "claimed", "送信中" },
	{ "failed", "再送待ち" }, { "done", "送信済み" },
	{ "bounced", "不達" }, { "dead", "送信不能" }, { "unknown", "要確認" },
	{ "cancelled", "取消" }, { NULL, NULL }
};

const struct word *
word_find(const struct word *list, const char *text)
{
	for (; list->slug != NULL; list++)
		if (strcmp(list->slug, text) == 0 ||
		    strcmp(list->ja, text) == 0)
			return list;
	return NULL;
}

const char *
word_ja(const struct word *list, const char *slug)
{
	const struct word *word;

	if (slug == NULL)
		return "";
	word = word_find(list, slug);
	return word != NULL ? word->ja : slug;
}

const char *
word_said(const struct word *list, const char *slug)
{
	return i18n_japanese() ? word_ja(list, slug) : slug;
}

const char *
word_timing_of(const char *method)
{
	static const char *const timing[][2] = {
		{ "card", "auth" }, { "cod", "delivery" },
		{ "bank", "before" }, { "postal", "before" },
		{ "cash-mail", "before" }, { "konbini", "before" },
		{ "payeasy", "before" }, { "carrier", "auth" },
		{ "wallet", "auth" }, { "emoney", "before" },
		{ "deferred", "auth" }, { "invoice", "after" },
		{ "loan", "auth" }, { "cash", "delivery" },
	};
	size_t i;

	for (i = 0; i < sizeof(timing) / sizeof(timing[0]); i++)
		if (strcmp(timing[i][0], method) == 0)
			return timing[i][1];
	return "none";
}

int
word_cold(const char *temperature)
{
	int i;

	for (i = 0; temperature != NULL &&
	    words_temperature[i].slug != NULL; i++)
		if (strcmp(words_temperature[i].slug, temperature) == 0)
			return i;
	return 0;
}
