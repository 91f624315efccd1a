/*
 * What a carrier's label has to say of a recipient, in SQL: the format that
 * the shop uses judges it, as it does when the label is written.
 */

#include <string.h>

#include "format/write.h"
#include "order/label.h"
#include "store/fitting.h"
#include "store/function.h"

enum {
	CARRIERS = 16,		/* of one shop */
	PERSON_ARGS = 2,	/* of the function; the person's follow: */
	PERSON = 11
};

struct fitting_of {
	const char	*carrier;
	struct format	*format;
	struct writer	*writer;	/* NULL: nothing can be said */
};

struct fitting {
	const struct conf	*conf;
	struct fitting_of	 of[CARRIERS];
	size_t			 n;
	struct arena		 arena;	/* of formats */
	struct str		 asked;	/* the label judged last, and */
	struct notes		 notes;	/* what it says, in */
	struct arena		 row;
};

void
fitting_on(struct store *s, const struct conf *conf)
{
	s->fitting = arena_alloc(&s->arena, sizeof(*s->fitting));
	s->fitting->conf = conf;
}

void
fitting_off(struct store *s)
{
	struct fitting *f = s->fitting;
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; i < f->n; i++) {
		writer_close(f->of[i].writer);
		format_free(f->of[i].format);
	}
	str_free(&f->asked);
	arena_free(&f->arena);
	arena_free(&f->row);
	s->fitting = NULL;
}

/* The formats beside sn.conf. */
static const char *
formats_of(const struct conf *conf, struct arena *a)
{
	const char *slash = strrchr(conf->path, '/');

	return slash == NULL ? "formats" : arena_printf(a, "%.*s/formats",
	    (int)(slash - conf->path), conf->path);
}

/* A format that cannot be read is for sn-label and sn-doctor to say. */
static void
open_one(struct fitting_of *of, struct fitting *f, const char *carrier)
{
	const struct conf_carrier *c = conf_carrier(f->conf, carrier);
	struct why w;

	*of = (struct fitting_of){ .carrier = arena_strdup(&f->arena,
	    carrier) };
	if (c == NULL || c->format == NULL || format_load(&of->format,
	    c->format, formats_of(f->conf, &f->arena), &f->arena, &w) != SN_OK)
		return;
	if (of->format->kind != FORMAT_LABEL || writer_open(&of->writer,
	    of->format, &label_source, true, &f->arena, &w) != SN_OK) {
		of->writer = NULL;
		return;
	}
	writer_only(of->writer, "to.");
}

static struct writer *
writer_of(struct fitting *f, const char *carrier)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->of[i].carrier, carrier) == 0)
			return f->of[i].writer;
	if (f->n == CARRIERS)
		return NULL;
	open_one(&f->of[f->n], f, carrier);
	return f->of[f->n++].writer;
}

/* Put the arguments from the third on into p. */
static void
read_person(struct person *p, sqlite3_value **v)
{
	const char **to[] = { &p->name, &p->kana, &p->company, &p->department,
	    &p->title, &p->zip, &p->pref, &p->city, &p->town, &p->building,
	    &p->phone };
	size_t i;

	for (i = 0; i < PERSON; i++)
		*to[i] = function_text(v[PERSON_ARGS + i]);
}

/* The notes of that kind, in one line. */
static void
result(sqlite3_context *c, const struct notes *notes, enum note_kind kind)
{
	struct str s = STR_INIT;
	size_t i;

	for (i = 0; i < notes->n; i++)
		if (notes->note[i].kind == kind)
			str_addf(&s, "%s%s", s.len > 0 ? "; " : "",
			    notes->note[i].text);
	if (s.len > 0)
		sqlite3_result_text(c, str_text(&s), -1, SQLITE_TRANSIENT);
	str_free(&s);
}

/* All that the label of the recipient says. */
static void
judge(struct fitting *f, struct writer *wr, sqlite3_value **v)
{
	struct label_member m;
	struct label l = { .member = &m, .n = 1 };
	struct tree t;

	arena_reset(&f->row);
	f->notes = (struct notes){ .arena = &f->row };
	tree_init(&t, &f->row);
	read_person(&tree_destination(&t)->to, v);
	tree_shipment(&t, 0);
	m = (struct label_member){ &t, 0 };
	writer_judge(wr, &l, &f->notes);
}

/* Whether the arguments are not those of the last time. */
static bool
is_new(struct fitting *f, size_t n, sqlite3_value **v)
{
	struct str asked = STR_INIT;
	const char *text;
	bool new;
	size_t i;

	for (i = 1; i < n; i++) {
		text = function_text(v[i]);
		str_puts(&asked, text != NULL ? text : "\x1e");
		str_putc(&asked, '\x1f');
	}
	new = f->asked.len != asked.len ||
	    memcmp(f->asked.p, asked.p, asked.len) != 0;
	str_free(&f->asked);
	f->asked = asked;
	return new;
}

/*
 * sn_label_says(what, carrier, name, kana, company, department, title, zip,
 * pref, city, town, building, phone): what, error or replaced, the label
 * says; NULL is nothing.  Who asks for both at once has the label judged
 * once.
 */
static void
says(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct fitting *f = ((struct store *)sqlite3_user_data(c))->fitting;
	bool error = strcmp(function_text(v[0]), "error") == 0;
	const char *carrier = function_text(v[1]);
	struct writer *wr;

	if (carrier == NULL || (wr = writer_of(f, carrier)) == NULL)
		return;
	if (is_new(f, (size_t)n, v))
		judge(f, wr, v);
	result(c, &f->notes, error ? NOTE_ERROR : NOTE_REPLACED);
}

const struct function functions_label[] = {
	{ "sn_label_says", PERSON_ARGS + PERSON, says },
	{ NULL, 0, NULL }
};
