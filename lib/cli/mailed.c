#include <string.h>

#include "cli/language.h"
#include "cli/mailed.h"
#include "mail/choose.h"

/* Kinds that no template is for. */
static const struct word words_other[] = {
	{ "write", "個別" }, { "reply", "返信" }, { NULL, NULL }
};

const char *
mailed_slug(const struct mailed *m, struct arena *a)
{
	const char *p = m->key + strcspn(m->key, " ");

	p += strspn(p, " ");
	return arena_strndup(a, p, strcspn(p, " "));
}

const char *
mailed_kind(const struct mailed *m, struct arena *a)
{
	const char *slug = mailed_slug(m, a);

	if (!language_japanese())
		return slug;
	return word_ja(word_find(words_mail, slug) != NULL ? words_mail :
	    words_other, slug);
}

const char *
mailed_at(const struct mailed *m)
{
	return m->done_at != NULL ? m->done_at : m->made_at;
}

const char *
mailed_due(const struct mailed *m)
{
	return strcmp(m->state, "queued") == 0 ||
	    strcmp(m->state, "failed") == 0 ? m->next_at : NULL;
}
