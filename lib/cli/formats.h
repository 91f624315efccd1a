#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include "cli/cmd.h"
#include "format/guess.h"

/* What sn-format(1) does; dir is the shop's formats directory. */

/* A table of all formats.  SN_SOME: one cannot be read; said on stderr. */
enum status	formats_list(struct cmd *c, const char *dir, FILE *out,
		    struct why *w) SN_CHECK;

/* The text of the one in force, as it stands in its file. */
enum status	formats_show(const char *name, const char *dir, FILE *out,
		    struct why *w) SN_CHECK;

/*
 * Check formats by name, or files of such; with none, all formats.  What is
 * wrong is said on standard error and counted.
 */
enum status	formats_lint(struct cmd *c, char *operand[], const char *dir,
		    struct tally *t, struct why *w) SN_CHECK;

/*
 * Read an order file by the format of that name and write what comes out as
 * records of sn-shipment(5); second is the other file of a pair, or NULL.
 * Problems and a summary go to standard error; nothing is stored.
 */
enum status	formats_test(struct cmd *c, const char *name,
		    const char *dir, const char *path, const char *second,
		    struct tally *t, FILE *out, struct why *w) SN_CHECK;

/*
 * Propose a format for the order file path, as JSON to be corrected; with
 * --csv or --table and so on a table of its columns and what they are.
 * SN_SOME: something that no order can be without has no column.
 */
enum status	formats_guess(struct cmd *c, const char *path,
		    const char *dir, FILE *out, struct why *w) SN_CHECK;

/* Name the columns of path that guess_complete() could not place, if any. */
void		formats_tell_unknown(struct cmd *c, const struct guess *g,
		    const char *path);

/* A sheet of the columns of a format, for people or as c's options say. */
enum status	formats_spec(struct cmd *c, const char *name, const char *dir,
		    FILE *out, struct why *w) SN_CHECK;

/*
 * What the shop's own format of that name says otherwise than the one that
 * is built in: where, "- " what was, "+ " what is.
 *
 * SN_NOTFOUND	the shop has none, or none is built in
 */
enum status	formats_diff(struct cmd *c, const char *name, const char *dir,
		    FILE *out, struct why *w) SN_CHECK;

#endif
