/*
 * Shipments as CSV, in any encoding.
 */

#include <err.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/sink.h"
#include "store/pick.h"
#include "text/rows.h"
#include "text/utf8.h"

const char *
sink_joined(struct sink *o, const struct shown *sh, const char *v)
{
	if (v == NULL || !sh->several || strchr(v, PICK_BETWEEN) == NULL)
		return v;
	str_reset(&o->cell);
	for (; *v != '\0'; v++)
		if (*v == PICK_BETWEEN)
			str_puts(&o->cell, "; ");
		else
			str_putc(&o->cell, *v);
	return str_text(&o->cell);
}

/* Encode s as far as it can be, and say what could not. */
static void
encode(struct sink *o, const char *id, const char *s)
{
	const char *end = s;
	struct why w;
	uint32_t c;

	if (o->encoder == NULL) {
		str_puts(&o->buf, s);
		return;
	}
	if (encoder_text(&o->buf, o->encoder, s, &w) == SN_OK)
		return;
	warnx("%s: %s", id != NULL ? id : _("header"), w.text);
	o->replaced = true;
	while ((c = utf8_next(&end)) != 0) {
		char one[UTF8_MAX + 1] = "〓";

		if (encoder_can(o->encoder, c))
			one[utf8_encode(one, c)] = '\0';
		if (encoder_text(&o->buf, o->encoder, one, &w) != SN_OK)
			str_putc(&o->buf, '?');
	}
}

static enum status
csv_cells(struct sink *o, const char *const *value, struct why *w)
{
	char delimiter = o->cmd->output == OUT_TSV ? '\t' : ',';
	struct str row = STR_INIT;
	enum status st = SN_OK;
	const char *v;
	size_t i;

	for (i = 0; i < o->n && st == SN_OK; i++) {
		if (i > 0)
			str_putc(&row, delimiter);
		v = sink_joined(o, &o->shown[i], value[i]);
		st = rows_put(&row, v == NULL ? "" : v, QUOTE_MINIMAL,
		    delimiter, w);
	}
	str_puts(&row, o->newline);
	if (st == SN_OK)
		encode(o, value[o->n], str_text(&row));
	str_free(&row);
	return st;
}

enum status
sink_csv(const char *const *value, void *arg, struct why *w)
{
	struct sink *o = arg;
	enum status st;

	if ((st = csv_cells(o, value, w)) != SN_OK)
		return st;
	return sink_row_end(o, w);
}

enum status
sink_csv_header(struct sink *o, struct why *w)
{
	const char **name = arena_alloc(&o->cmd->arena,
	    (o->n + 1) * sizeof(*name));
	size_t i;

	for (i = 0; i < o->n; i++)
		name[i] = o->shown[i].key;
	return csv_cells(o, name, w);
}
