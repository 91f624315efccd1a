#ifndef ORDER_WORDS_H
#define ORDER_WORDS_H

#include <stddef.h>

/*
 * The normal forms: closed vocabularies that malls, carriers, rules and
 * reports share.  A word is stored and piped as its slug; people may type
 * and read the Japanese name.
 */
struct word {
	const char	*slug;
	const char	*ja;
};

/* Each list is ended by a NULL slug. */
extern const struct word words_status[];
extern const struct word words_order_type[];
extern const struct word words_mall_state[];
extern const struct word words_device[];
extern const struct word words_shipment_kind[];
extern const struct word words_line_kind[];
extern const struct word words_charge_kind[];
extern const struct word words_funded_by[];
extern const struct word words_method[];
extern const struct word words_timing[];
extern const struct word words_inquiry[];
extern const struct word words_pay_state[];
extern const struct word words_carrier[];
extern const struct word words_freight[];
extern const struct word words_temperature[];
extern const struct word words_cancel[];
extern const struct word words_cancel_from[];
extern const struct word words_tracking_state[];
extern const struct word words_return_reason[];
extern const struct word words_return_state[];
extern const struct word words_resolution[];
extern const struct word words_severity[];
extern const struct word words_finding_state[];
extern const struct word words_effect[];

/* The word whose slug or Japanese name is text, or NULL. */
const struct word *word_find(const struct word *list, const char *text);

/* The Japanese name of a slug; the slug itself when it is in no list. */
const char	*word_ja(const struct word *list, const char *slug);

/*
 * The same for a message: in Japanese where messages are, else the slug as
 * people type it.
 */
const char	*word_said(const struct word *list, const char *slug);

/*
 * How cold a temperature is, as its place in words_temperature: 0 for normal
 * and unknown.
 */
int		 word_cold(const char *temperature);

/* When a payment by this method is due: a slug of words_timing. */
const char	*word_timing_of(const char *method);

#endif
