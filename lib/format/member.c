#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "format/member.h"

enum status
member_fail(const struct format *f, const char *where, const char *key,
    struct why *w, const char *fmt, ...)
{
	char what[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (key == NULL)
		key = "";
	return fail(w, SN_USAGE, "%s: %s%s%s: %s",
	    f->path != NULL ? f->path : f->name, where,
	    *where != '\0' && *key != '\0' ? "." : "", key, what);
}

enum status
member_text(const char **out, const struct format *f, json_t *in,
    const char *where, const char *key, bool needed, struct why *w)
{
	json_t *v = json_object_get(in, key);

	*out = json_string_value(v);
	if (v == NULL && !needed)
		return SN_OK;
	if (v == NULL)
		return member_fail(f, where, key, w, _("missing"));
	if (*out == NULL || **out == '\0')
		return member_fail(f, where, key, w, _("a text is expected"));
	return SN_OK;
}

enum status
member_bool(bool *out, const struct format *f, json_t *in,
    const char *where, const char *key, struct why *w)
{
	json_t *v = json_object_get(in, key);

	if (v == NULL)
		return SN_OK;
	if (!json_is_boolean(v))
		return member_fail(f, where, key, w,
		    _("true or false is expected"));
	*out = json_is_true(v);
	return SN_OK;
}

enum status
member_choice(int *out, const struct format *f, json_t *in,
    const char *where, const char *key, const char *const words[],
    struct why *w)
{
	json_t *v = json_object_get(in, key);
	const char *s = json_string_value(v);
	char list[200] = "";
	size_t used = 0;
	int i;

	if (v == NULL)
		return SN_OK;
	for (i = 0; s != NULL && words[i] != NULL; i++)
		if (strcmp(words[i], s) == 0) {
			*out = i;
			return SN_OK;
		}
	for (i = 0; words[i] != NULL && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
		    "%s%s", i == 0 ? "" : ", ", words[i]);
	return member_fail(f, where, key, w, _("one of %s is expected"),
	    list);
}

enum status
member_texts(json_t **out, const struct format *f, json_t *in,
    const char *where, const char *key, bool needed, struct why *w)
{
	json_t *v;
	size_t i;

	*out = json_object_get(in, key);
	if (*out == NULL && !needed)
		return SN_OK;
	if (*out == NULL)
		return member_fail(f, where, key, w, _("missing"));
	if (!json_is_array(*out))
		return member_fail(f, where, key, w,
		    _("a list of texts is expected"));
	json_array_foreach(*out, i, v)
		if (!json_is_string(v) || json_string_length(v) == 0)
			return member_fail(f, where, key, w,
			    _("a list of texts is expected"));
	return SN_OK;
}

enum status
member_object(json_t **out, const struct format *f, json_t *in,
    const char *where, const char *key, bool needed, struct why *w)
{
	*out = json_object_get(in, key);
	if (*out == NULL && !needed)
		return SN_OK;
	if (*out == NULL)
		return member_fail(f, where, key, w, _("missing"));
	if (!json_is_object(*out))
		return member_fail(f, where, key, w,
		    _("an object is expected"));
	return SN_OK;
}

enum status
member_known(const struct format *f, json_t *in, const char *where,
    const char *const known[], struct why *w)
{
	const char *key;
	json_t *v;
	int i;

	json_object_foreach(in, key, v) {
		for (i = 0; known[i] != NULL; i++)
			if (strcmp(known[i], key) == 0)
				break;
		if (known[i] == NULL)
			return member_fail(f, where, key, w,
			    _("no such member"));
	}
	return SN_OK;
}
