/*
 * Messages taken apart with GMime: its only home.  What it makes of broken
 * structure is good enough; what it makes of broken headers and character
 * sets is not, so those are read by files beside this one.
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <gmime/gmime.h>

#include "base/i18n.h"
#include "mail/parse_text.h"
#include "mail/parse_tree.h"

enum {
	DEPTH_MAX = 16,		/* of parts in parts */
	TYPES_MAX = 1000,	/* of words that open a part: GMime calls
				   itself for each level */
	SOURCE_MAX = 1 << 20,	/* bytes of one text that are decoded */
	NAME_MAX_LEN = 200,	/* bytes of an attachment's name */
	JST = 9 * 60 * 60
};

/* One way through the parts of a message. */
struct walk {
	struct gathered	*g;		/* NULL: only a file is wanted */
	struct arena	*arena;
	size_t		 part, cap;	/* attachments so far */
	size_t		 want;		/* the one whose bytes go to file */
	struct str	*file;		/* NULL: none */
};

static void	walk(struct walk *k, GMimeObject *o, struct str *text,
		    bool *html, int depth);

static void
content(struct str *out, GMimePart *part, size_t most)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *mem;
	GByteArray *bytes;

	if (content == NULL)
		return;
	mem = g_mime_stream_mem_new();
	(void)g_mime_data_wrapper_write_to_stream(content, mem);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(mem));
	str_add(out, (const char *)bytes->data,
	    bytes->len < most ? bytes->len : most);
	g_object_unref(mem);
}

static const char *
clean_name(const char *name, struct arena *a)
{
	const char *text;
	size_t n;

	if (name == NULL)
		return NULL;
	text = parse_header(name, a);
	if ((n = strlen(text)) > NAME_MAX_LEN)
		for (n = NAME_MAX_LEN; n > 0 &&
		    ((unsigned char)text[n] & 0xc0) == 0x80; n--)
			continue;
	return n > 0 ? arena_strndup(a, text, n) : NULL;
}

static const char *
type_of(GMimeObject *o, struct arena *a)
{
	GMimeContentType *type = g_mime_object_get_content_type(o);
	const char *media = g_mime_content_type_get_media_type(type);
	const char *sub = g_mime_content_type_get_media_subtype(type);
	char *text = arena_printf(a, "%s/%s", media != NULL ? media :
	    "application", sub != NULL ? sub : "octet-stream"), *p;

	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p > 0x7e)
			*p = '_';
		else if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 0x20);
	return text;
}

/* One more attachment. */
static void
attach(struct walk *k, GMimeObject *o, const char *name,
    const struct str *bytes)
{
	struct message *m;

	if (k->part >= MESSAGE_PARTS_MAX)
		return;
	if (k->file != NULL && k->part == k->want)
		str_add(k->file, str_text(bytes), bytes->len);
	if (k->g != NULL) {
		m = k->g->message;
		m->part = arena_grow(k->arena, m->part, m->npart, &k->cap,
		    sizeof(*m->part));
		m->part[m->npart++] = (struct message_part){
			.name = clean_name(name, k->arena),
			.type = type_of(o, k->arena), .size = bytes->len,
		};
	}
	k->part++;
}

/* Whether a leaf is what the sender wants to be read at once. */
static bool
is_text(GMimePart *part, const char *type)
{
	GMimeContentDisposition *d =
	    g_mime_object_get_content_disposition(GMIME_OBJECT(part));

	return (strcmp(type, "text/plain") == 0 ||
	    strcmp(type, "text/html") == 0) &&
	    (d == NULL || !g_mime_content_disposition_is_attachment(d)) &&
	    g_mime_part_get_filename(part) == NULL;
}

static void
read_text(struct str *out, GMimePart *part, bool html)
{
	const char *charset = g_mime_object_get_content_type_parameter(
	    GMIME_OBJECT(part), "charset");
	struct str raw = STR_INIT, decoded = STR_INIT, plain = STR_INIT;

	content(&raw, part, SOURCE_MAX);
	parse_charset(&decoded, charset, str_text(&raw), raw.len);
	if (html)
		parse_html(&plain, str_text(&decoded));
	if (out->len > 0 && out->p[out->len - 1] != '\n')
		str_putc(out, '\n');
	parse_clean(out, str_text(html ? &plain : &decoded));
	str_free(&raw);
	str_free(&decoded);
	str_free(&plain);
}

static void
leaf(struct walk *k, GMimePart *part, struct str *text, bool *html)
{
	const char *type = type_of(GMIME_OBJECT(part), k->arena);
	struct str bytes = STR_INIT;

	if (is_text(part, type)) {
		if (k->g != NULL && text->len < MESSAGE_TEXT_MAX) {
			*html = *html || strcmp(type, "text/html") == 0;
			read_text(text, part, strcmp(type, "text/html") == 0);
		}
		return;
	}
	content(&bytes, part, SIZE_MAX);
	if (strcmp(type, "message/delivery-status") == 0 && k->g != NULL)
		parse_clean(&k->g->report, str_text(&bytes));
	else if (strcmp(type, "text/rfc822-headers") == 0 && k->g != NULL)
		parse_clean(&k->g->returned, str_text(&bytes));
	attach(k, GMIME_OBJECT(part), g_mime_part_get_filename(part), &bytes);
	str_free(&bytes);
}

static void
inner_message(struct walk *k, GMimeObject *o)
{
	GMimeMessage *inner = g_mime_message_part_get_message(
	    GMIME_MESSAGE_PART(o));
	struct str bytes = STR_INIT;
	char *text;

	if (inner != NULL &&
	    (text = g_mime_object_to_string(GMIME_OBJECT(inner), NULL)) !=
	    NULL) {
		str_puts(&bytes, text);
		g_free(text);
	}
	if (k->g != NULL && k->g->returned.len == 0) {
		text = g_strndup(str_text(&bytes), SOURCE_MAX);
		parse_clean(&k->g->returned, text);
		g_free(text);
	}
	attach(k, o, "message.eml", &bytes);
	str_free(&bytes);
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

/* Of several forms of one text the plain one, unless it is empty. */
static void
alternative(struct walk *k, GMimeMultipart *all, struct str *text, bool *html,
    int depth)
{
	struct str best = STR_INIT, one;
	bool best_html = true, one_html;
	int i, n = g_mime_multipart_get_count(all);

	for (i = 0; i < n; i++) {
		one = (struct str)STR_INIT;
		one_html = false;
		walk(k, g_mime_multipart_get_part(all, i), &one, &one_html,
		    depth + 1);
		if (!is_blank(str_text(&one)) && (best.len == 0 ||
		    (best_html && !one_html))) {
			str_free(&best);
			best = one;
			best_html = one_html;
		} else
			str_free(&one);
	}
	if (best.len > 0) {
		str_add(text, best.p, best.len);
		*html = *html || best_html;
	}
	str_free(&best);
}

static void
walk(struct walk *k, GMimeObject *o, struct str *text, bool *html, int depth)
{
	GMimeContentType *type;
	int i, n;

	if (o == NULL)
		return;
	if (depth > DEPTH_MAX) {
		if (k->g != NULL)
			k->g->message->cause = N_("its parts are nested too "
			    "deep");
		return;
	}
	if (GMIME_IS_MESSAGE_PART(o))
		inner_message(k, o);
	else if (GMIME_IS_PART(o))
		leaf(k, GMIME_PART(o), text, html);
	else if (GMIME_IS_MULTIPART(o)) {
		type = g_mime_object_get_content_type(o);
		if (g_mime_content_type_is_type(type, "multipart",
		    "alternative")) {
			alternative(k, GMIME_MULTIPART(o), text, html, depth);
			return;
		}
		n = g_mime_multipart_get_count(GMIME_MULTIPART(o));
		for (i = 0; i < n; i++)
			walk(k, g_mime_multipart_get_part(GMIME_MULTIPART(o),
			    i), text, html, depth + 1);
	}
}

/* A header as it stands, or NULL; of several the first. */
static const char *
raw_header(GMimeObject *o, const char *name)
{
	GMimeHeader *h = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(o), name);

	return h != NULL ? g_mime_header_get_raw_value(h) : NULL;
}

static const char *
text_header(GMimeObject *o, const char *name, struct arena *a)
{
	const char *raw = raw_header(o, name), *text;

	if (raw == NULL)
		return NULL;
	text = parse_header(raw, a);
	return *text != '\0' ? text : NULL;
}

/* A date as the store has it, in Japan's time, or NULL. */
static const char *
date(const char *raw, struct arena *a)
{
	GDateTime *at = raw != NULL ? g_mime_utils_header_decode_date(raw) :
	    NULL;
	char text[sizeof("2026-12-24T09:30:00")];
	struct tm tm;
	time_t t;

	if (at == NULL)
		return NULL;
	t = (time_t)g_date_time_to_unix(at) + JST;
	g_date_time_unref(at);
	if (gmtime_r(&t, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 299 ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm) == 0)
		return NULL;
	return arena_strdup(a, text);
}

static void
headers(struct message *m, GMimeObject *o, struct arena *a)
{
	const char *raw, *name;

	if ((raw = raw_header(o, "From")) != NULL)
		parse_address(&m->from, &m->from_name, raw, a);
	if ((raw = raw_header(o, "Reply-To")) != NULL)
		parse_address(&m->reply_to, &name, raw, a);
	if ((raw = raw_header(o, "To")) != NULL)
		parse_address(&m->to, &name, raw, a);
	m->subject = text_header(o, "Subject", a);
	m->date = date(raw_header(o, "Date"), a);
	if ((raw = raw_header(o, "Message-ID")) != NULL &&
	    (m->message_id = parse_ids(raw, a)) != NULL)
		m->message_id = arena_strndup(a, m->message_id,
		    strcspn(m->message_id, " "));
	if ((raw = raw_header(o, "In-Reply-To")) != NULL &&
	    (m->in_reply_to = parse_ids(raw, a)) != NULL)
		m->in_reply_to = arena_strndup(a, m->in_reply_to,
		    strcspn(m->in_reply_to, " "));
	if ((raw = raw_header(o, "References")) != NULL)
		m->references = parse_ids(raw, a);
}

/*
 * Whether nobody waits for an answer.  Auto-generated alone does not say so:
 * the forms of shops and malls send inquiries that way.
 */
static bool
is_automatic(GMimeObject *o, struct arena *a)
{
	static const struct {
		const char	*header, *begins;
	} signs[] = {
		{ "Auto-Submitted", "auto-replied" },
		{ "Auto-Submitted", "auto-notified" },
		{ "Precedence", "bulk" }, { "Precedence", "junk" },
		{ "Precedence", "list" }, { "Precedence", "auto_reply" },
		{ "X-Autoreply", "" }, { "X-Autorespond", "" },
		{ "List-Unsubscribe", "" }, { "Return-Path", "<>" },
	};
	const char *v;
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if ((v = text_header(o, signs[i].header, a)) != NULL &&
		    strncasecmp(v, signs[i].begins,
		    strlen(signs[i].begins)) == 0)
			return true;
	return false;
}

/* How many words stand in the bytes that may open a part of parts. */
static size_t
openings(const char *p, size_t n)
{
	static const char *const words[] = { "multipart/", "message/" };
	const char *end = p + n, *at;
	size_t count = 0;

	for (at = p; (at = memchr(at, '/', (size_t)(end - at))) != NULL; at++)
		if ((at - p >= 9 && strncasecmp(at - 9, words[0], 9) == 0) ||
		    (at - p >= 7 && strncasecmp(at - 7, words[1], 7) == 0))
			count++;
	return count;
}

/* Without the line that an mbox puts before a message. */
static void
unwrap(const char **p, size_t *n)
{
	const char *end;

	if (*n < 5 || memcmp(*p, "From ", 5) != 0 ||
	    (end = memchr(*p, '\n', *n)) == NULL)
		return;
	*n -= (size_t)(end + 1 - *p);
	*p = end + 1;
}

/* The length of the headers, with the empty line. */
static size_t
head(const char *p, size_t n)
{
	const char *end = p + n, *at;

	for (at = p; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;) {
		at++;
		if (at < end && (*at == '\n' || (*at == '\r' &&
		    at + 1 < end && at[1] == '\n')))
			return (size_t)(at - p);
	}
	return n;
}

/* NULL: there is nothing of a message in it. */
static GMimeMessage *
construct(const char *p, size_t n)
{
	static const char *charsets[] = { "utf-8", "cp932", "iso-2022-jp",
	    NULL };
	GMimeParserOptions *options;
	GMimeMessage *message;
	GMimeParser *parser;
	GMimeStream *mem;

	g_mime_init();
	options = g_mime_parser_options_new();
	g_mime_parser_options_set_fallback_charsets(options, charsets);
	mem = g_mime_stream_mem_new_with_buffer(p, n);
	parser = g_mime_parser_new_with_stream(mem);
	message = g_mime_parser_construct_message(parser, options);
	g_object_unref(parser);
	g_object_unref(mem);
	g_mime_parser_options_free(options);
	return message;
}

static void
read_message(struct message *out, struct gathered *g, GMimeMessage *message)
{
	GMimeObject *o = GMIME_OBJECT(message);
	struct walk k = { .g = g, .arena = g->arena };
	bool html = false;
	size_t n;

	headers(out, o, g->arena);
	g->return_path = raw_header(o, "Return-Path");
	walk(&k, g_mime_message_get_mime_part(message), &g->text, &html, 0);
	n = g->text.len < MESSAGE_TEXT_MAX ? g->text.len : MESSAGE_TEXT_MAX;
	while (n < g->text.len && n > 0 &&
	    ((unsigned char)g->text.p[n] & 0xc0) == 0x80)
		n--;
	out->text = arena_strndup(g->arena, str_text(&g->text), n);
	if (message_is_bounce(out, g))
		out->kind = MESSAGE_BOUNCE;
	else if (message_is_report(g) || is_automatic(o, g->arena))
		out->kind = MESSAGE_AUTOMATIC;
}

void
message_parse(struct message *out, const char *bytes, size_t n,
    struct arena *a)
{
	struct gathered g = { .arena = a, .message = out };
	GMimeMessage *message;

	*out = (struct message){ .kind = MESSAGE_LETTER, .text = "" };
	unwrap(&bytes, &n);
	if (openings(bytes, n) > TYPES_MAX) {
		out->cause = N_("it has too many parts");
		n = head(bytes, n);
	}
	if ((message = construct(bytes, n)) == NULL) {
		out->cause = N_("it is no message");
		return;
	}
	read_message(out, &g, message);
	g_object_unref(message);
	str_free(&g.text);
	str_free(&g.report);
	str_free(&g.returned);
}

enum status
message_file(struct str *out, const char *bytes, size_t n, size_t at,
    struct why *w)
{
	struct arena a = ARENA_INIT;
	struct walk k = { .arena = &a, .want = at, .file = out };
	GMimeMessage *message = NULL;
	struct str none = STR_INIT;
	bool html = false;

	unwrap(&bytes, &n);
	if (openings(bytes, n) <= TYPES_MAX &&
	    (message = construct(bytes, n)) != NULL) {
		walk(&k, g_mime_message_get_mime_part(message), &none, &html,
		    0);
		g_object_unref(message);
	}
	str_free(&none);
	arena_free(&a);
	return k.part > at ? SN_OK : fail(w, SN_NOTFOUND, _("no attachment "
	    "%zu"), at + 1);
}
