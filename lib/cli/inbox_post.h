#ifndef CLI_INBOX_POST_H
#define CLI_INBOX_POST_H

/* For files in lib/cli only: where messages come from, some at a time. */

#include "cli/cmd.h"
#include "http/imap.h"

enum {
	POST_MESSAGE_MAX = 64 << 20,	/* bytes: servers take 20 to 50 MB */
	POST_AT_ONCE = 200,		/* messages */
	POST_BYTES = 16 << 20		/* about so many bytes at once */
};

/* One message: a piece of the bytes of its post. */
struct piece {
	size_t		 from, len;
	const char	*uid;		/* as the store has it, or NULL */
	int64_t		 number;	/* the server's uid */
	const char	*path;		/* of a Maildir; relative to it */
	const char	*cause;		/* why its bytes are not here, N_();
					   NULL: they are */
};

struct post {
	struct cmd	*cmd;
	struct store	*store;
	const char	*name;		/* of the inbox */
	const struct conf_inbox *inbox;	/* NULL: standard input */

	struct str	 bytes;		/* of the pieces at hand */
	struct piece	 piece[POST_AT_ONCE];
	size_t		 n;
	unsigned long	 refused;	/* messages that could not be read */
	struct arena	 arena;

	struct imap	*imap;
	struct imap_message *listed;
	size_t		 nlisted, at;	/* also for the others */
	int64_t		 floor;		/* as far as the folder is read when
					   the pieces at hand are kept; -1: not
					   of a server */
	bool		 strange;	/* the store does not know how far */
	int64_t		*seen;		/* to be marked on the server */
	size_t		 nseen, capseen;

	const char	**file;		/* of a Maildir: new/x, cur/x */
	const char	*dir;

	struct str	 whole;		/* of an mbox or a single message */
};

/*
 * Open an inbox, NULL for standard input.  What it points to must live until
 * post_close().
 */
enum status	post_open(struct post *out, struct cmd *c, struct store *s,
		    const struct conf_inbox *inbox, const char *name,
		    struct why *w) SN_CHECK;
void		post_close(struct post *p);

/*
 * Put the next messages into p->piece; none when there are no more.  No
 * transaction is open.  Messages of a server that the store has are passed
 * by.
 */
enum status	post_more(struct post *p, struct why *w) SN_CHECK;

/* The pieces at hand are kept: mark them as read where they came from. */
enum status	post_settle(struct post *p, struct why *w) SN_CHECK;

/* Parts of it. */
enum status	post_imap_open(struct post *p, struct why *w) SN_CHECK;
enum status	post_imap_more(struct post *p, struct why *w) SN_CHECK;
enum status	post_imap_settle(struct post *p, struct why *w) SN_CHECK;

#endif
