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
	PERSON_ARGS = 2		/* of the function; the person's follow */
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
	struct arena		 row;	/* of one recipient */
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

/* Put the arguments from the third on into p; whether wr can write all. */
static bool
read_person(struct person *p, struct writer *wr, sqlite3_value **v)
{
	const char **to[] = { &p->name, &p->kana, &p->company, &p->department,
	    &p->title, &p->zip, &p->pref, &p->city, &p->town, &p->building,
	    &p->phone };
	bool all = true;
	size_t i;

	for (i = 0; i < sizeof(to) / sizeof(to[0]); i++) {
		*to[i] = function_text(v[PERSON_ARGS + i]);
		all = all && (*to[i] == NULL || writer_can(wr, *to[i]));
	}
	return all;
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

/*
 * sn_label_says(what, carrier, name, kana, company, department, title, zip,
 * pref, city, town, building, phone): what, error or replaced, the label
 * says; NULL is nothing.
 */
static void
says(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct fitting *f = ((struct store *)sqlite3_user_data(c))->fitting;
	const char *carrier = function_text(v[1]);
	bool errors = strcmp(function_text(v[0]), "error") == 0, plain;
	struct label_member m;
	struct label l = { .member = &m, .n = 1 };
	struct notes notes = { .arena = &f->row };
	struct writer *wr;
	struct tree t;

	(void)n;
	if (carrier == NULL || (wr = writer_of(f, carrier)) == NULL)
		return;
	tree_init(&t, &f->row);
	plain = read_person(&tree_destination(&t)->to, wr, v);
	tree_shipment(&t, 0);
	m = (struct label_member){ &t, 0 };
	if (errors || !plain) {
		writer_judge(wr, &l, &notes);
		result(c, &notes, errors ? NOTE_ERROR : NOTE_REPLACED);
	}
	arena_reset(&f->row);
}

const struct function functions_label[] = {
	{ "sn_label_says", 13, says },
	{ NULL, 0, NULL }
};
