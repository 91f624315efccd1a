#ifndef TEXT_FOLD_TABLE_H
#define TEXT_FOLD_TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

/* For files in lib/text only. */

enum { COMPAT_MAX = 7 };

struct fold_compat {
	char16_t	from;
	char16_t	to[COMPAT_MAX];	/* up to the first 0 */
};

extern const char16_t		 fold_variant[];
extern const uint16_t		 fold_variant_page[257];
extern const struct fold_compat	 fold_compat[];
extern const size_t		 fold_compats;

#endif
