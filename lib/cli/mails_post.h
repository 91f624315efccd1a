#ifndef CLI_MAILS_POST_H
#define CLI_MAILS_POST_H

/* For files in lib/cli only: letters on their way to a server. */

#include "base/str.h"
#include "cli/cmd.h"
#include "http/smtp.h"
#include "mail/mail.h"

struct post {
	struct cmd		*cmd;
	struct store		*store;	/* of enclosures; NULL: none are sent */
	struct smtp_server	 server;
	struct smtp		*smtp;
	struct str		 bytes, from, to, bcc;
};

/*
 * Make ready for letters through the server that m names, with the password
 * of secrets/.  Nothing is connected yet.
 *
 * SN_DENIED	the password cannot be read
 */
enum status	post_open(struct post *p, struct cmd *c, struct store *s,
		    const struct conf_mail *m, struct why *w) SN_CHECK;
void		post_close(struct post *p);

/*
 * Send one letter, with its files read into a; statuses as smtp_send() has
 * them, and:
 *
 * SN_INVALID	it cannot be written: the server was not asked
 */
enum status	post_send(struct smtp_result *out, struct post *p,
		    struct mail *m, struct arena *a, struct why *w) SN_CHECK;

#endif
