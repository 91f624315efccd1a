#ifndef MAIL_VIEW_OBJECT_H
#define MAIL_VIEW_OBJECT_H

/* For files in lib/mail only: objects of a view while they are filled in. */

#include "mail/view.h"

/*
 * The names of an object are known beforehand, and filled in in their order:
 * what a view has and what the manual and sn-mail lint know are the same.
 */
struct object {
	const struct mustache_known	*known;
	struct mustache_field		*field;
	size_t				 n;
	struct arena			*arena;
};

struct object	 object_new(const struct mustache_known *known,
		    struct arena *a);

/* The next one, which has that name. */
void	object_text(struct object *o, const char *name, const char *text);
void	object_num(struct object *o, const char *name, int64_t n);
void	object_yen(struct object *o, const char *name, int64_t yen);
void	object_yes(struct object *o, const char *name, bool yes);
void	object_list(struct object *o, const char *name,
	    const struct mustache_value *item, size_t n);
void	object_in(struct object *o, const char *name,
	    struct mustache_value v);

/* name and name_full: 12月24日(木), 2026年12月24日(木). */
void	object_date(struct object *o, const char *name, const char *date);

/* A person's fields, from name on. */
void	object_person(struct object *o, const struct person *p);
#define KNOWN_TEXT(name, about) { name, MUSTACHE_TEXT, NULL, about }
#define KNOWN_YES(name, about) { name, MUSTACHE_YES, NULL, about }
#define KNOWN_LIST(name, in, about) { name, MUSTACHE_LIST, in, about }
#define KNOWN_IN(name, in, about) { name, MUSTACHE_OBJECT, in, about }
#define KNOWN_DATE(name, about)						\
	KNOWN_TEXT(name, about), KNOWN_TEXT(name "_full", about)
#define KNOWN_END { NULL, MUSTACHE_NOTHING, NULL, NULL }
#define KNOWN_PERSON							\
	KNOWN_TEXT("name", "名前"), KNOWN_TEXT("kana", "名前の読み"),	\
	KNOWN_TEXT("company", "会社"), KNOWN_TEXT("department", "部署"),	\
	KNOWN_TEXT("title", "役職"), KNOWN_TEXT("zip", "郵便番号"),	\
	KNOWN_TEXT("address", "住所 (1行)"),				\
	KNOWN_LIST("address_lines", NULL, "住所 (1行ずつ)"),		\
	KNOWN_TEXT("phone", "電話番号"), KNOWN_TEXT("mail", "メールアドレス")

/* All is there. */
struct mustache_value object_end(struct object *o);

/* Texts of a view, in a; NULL for none. */
const char	*view_yen(int64_t yen, struct arena *a);
const char	*view_slot(const char *slot, struct arena *a);
const char	*view_zip(const char *zip, struct arena *a);

/* The parts of a view that are more than a few fields. */
struct mustache_value view_lines(const struct tree *t, int64_t shipment,
		    int64_t destination, struct arena *a);
struct mustache_value view_charges(const struct tree *t, struct arena *a);
struct mustache_value view_rates(bool *reduced, const struct tree *t,
		    struct arena *a);
struct mustache_value view_payments(const struct tree *t,
		    const struct conf *c, struct arena *a);
struct mustache_value view_shipment(const struct view *v, size_t at,
		    struct arena *a);
extern const struct mustache_known view_known_line[], view_known_charge[];
extern const struct mustache_known view_known_rate[], view_known_payment[];
extern const struct mustache_known view_known_shipment[];
extern const struct mustache_known view_known_parcel[];

/* Whether the shipment is one that the view shows. */
bool		 view_shows(const struct view *v, size_t shipment);

/* Whether a payment is void, or came in. */
bool		 view_pay_void(const struct payment *p);
bool		 view_pay_paid(const struct payment *p);

#endif
