/*
 * Letters to and from JSON.
 */

#include <stddef.h>
#include <string.h>

#include <jansson.h>

#include "base/i18n.h"
#include "mail/mail.h"
#include "text/quote.h"
#include "text/utf8.h"

static const struct {
	const char	*key;
	size_t		 at;
} texts[] = {
	{ "from", offsetof(struct mail, from) },
	{ "from_name", offsetof(struct mail, from_name) },
	{ "envelope", offsetof(struct mail, envelope) },
	{ "reply_to", offsetof(struct mail, reply_to) },
	{ "to", offsetof(struct mail, to) },
	{ "to_name", offsetof(struct mail, to_name) },
	{ "bcc", offsetof(struct mail, bcc) },
	{ "subject", offsetof(struct mail, subject) },
	{ "text", offsetof(struct mail, text) },
	{ "html", offsetof(struct mail, html) },
	{ "message_id", offsetof(struct mail, message_id) },
	{ "in_reply_to", offsetof(struct mail, in_reply_to) },
	{ "references", offsetof(struct mail, references) },
};

static void
put_files(struct str *out, const struct mail *m)
{
	const struct mail_file *f;

	for (f = m->file; f < m->file + m->nfile; f++) {
		str_puts(out, f == m->file ? ",\"files\":[{\"name\":" :
		    ",{\"name\":");
		quote_json(out, f->name);
		str_puts(out, ",\"type\":");
		quote_json(out, f->type);
		str_puts(out, ",\"sha256\":");
		quote_json(out, f->sha256);
		str_putc(out, '}');
	}
	if (m->nfile > 0)
		str_putc(out, ']');
}

enum status
mail_payload(struct str *out, const struct mail *m, struct why *w)
{
	size_t i, from = out->len;
	const char *v;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		memcpy(&v, (const char *)m + texts[i].at, sizeof(v));
		if (v == NULL)
			continue;
		str_putc(out, out->len == from ? '{' : ',');
		quote_json(out, texts[i].key);
		str_putc(out, ':');
		quote_json(out, v);
	}
	if (m->automatic)
		str_puts(out, ",\"automatic\":true");
	put_files(out, m);
	str_putc(out, '}');
	if (!utf8_valid(out->p + from, out->len - from))
		return fail(w, SN_INVALID, _("%s: not UTF-8 text"),
		    m->subject);
	return SN_OK;
}

static enum status
read_files(struct mail *out, const json_t *files, struct arena *a,
    struct why *w)
{
	struct mail_file *f;
	json_t *one;
	size_t i;

	out->nfile = json_array_size(files);
	out->file = arena_alloc(a, (out->nfile + 1) * sizeof(*out->file));
	json_array_foreach(files, i, one) {
		f = &out->file[i];
		if (json_unpack(one, "{ssssss}", "name", &f->name, "type",
		    &f->type, "sha256", &f->sha256) != 0)
			return fail(w, SN_INVALID, _("no letter"));
		f->name = arena_strdup(a, f->name);
		f->type = arena_strdup(a, f->type);
		f->sha256 = arena_strdup(a, f->sha256);
	}
	return SN_OK;
}

enum status
mail_read(struct mail *out, const char *json, struct arena *a, struct why *w)
{
	json_t *all = json_loads(json, 0, NULL);
	enum status st = SN_OK;
	const char *v;
	size_t i;

	*out = (struct mail){ .nfile = 0 };
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		v = json_string_value(json_object_get(all, texts[i].key));
		if (v != NULL)
			v = arena_strdup(a, v);
		memcpy((char *)out + texts[i].at, &v, sizeof(v));
	}
	out->automatic = json_is_true(json_object_get(all, "automatic"));
	st = read_files(out, json_object_get(all, "files"), a, w);
	json_decref(all);
	if (st == SN_OK && (out->from == NULL || out->to == NULL ||
	    out->subject == NULL || out->text == NULL ||
	    out->message_id == NULL))
		st = fail(w, SN_INVALID, _("no letter"));
	return st;
}
