#ifndef CLI_INBOX_H
#define CLI_INBOX_H

#include "cli/cmd.h"
#include "store/letter.h"

/* The verbs of sn-inbox(1): each is a main() of its own, see cli/verbs.h. */
int	inbox_fetch(int argc, char *argv[]);
int	inbox_list(int argc, char *argv[]);
int	inbox_show(int argc, char *argv[]);
int	inbox_reply(int argc, char *argv[]);
int	inbox_assign(int argc, char *argv[]);
int	inbox_close(int argc, char *argv[]);
int	inbox_reopen(int argc, char *argv[]);
int	inbox_phone(int argc, char *argv[]);
int	inbox_parse(int argc, char *argv[]);

/* For the verbs. */

/* SN_USAGE: text is not the number of a letter. */
enum status	inbox_number(int64_t *out, const char *text, struct why *w)
		    SN_CHECK;

/* Write the letters that f names as a list to out. */
enum status	inbox_table(struct cmd *c, struct store *s,
		    const struct letter_filter *f, FILE *out, struct why *w)
		    SN_CHECK;

/* A state, a kind, or what an order was found by, as people know it. */
const char	*inbox_word(const char *code);

/*
 * Write the attachments of a message as files of their own into dir, which
 * is made if need be; none is written over.  *n is how many.
 */
enum status	inbox_save(size_t *n, const char *dir, int64_t letter,
		    const char *bytes, size_t len, struct why *w) SN_CHECK;

/*
 * The text of a file, "-" for standard input, in a: UTF-8 without control
 * characters, which ends with a newline.
 *
 * SN_USAGE	it is no text, empty or too long
 */
enum status	inbox_text(const char **out, const char *path,
		    struct arena *a, struct why *w) SN_CHECK;

#endif
