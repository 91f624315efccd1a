#ifndef CLI_INBOX_LETTERBOX_H
#define CLI_INBOX_LETTERBOX_H

/* For files in lib/cli only: where messages come from, some at a time. */

#include "cli/cmd.h"
#include "http/imap.h"

enum {
	LETTERBOX_MESSAGE_MAX = 64 << 20,	/* bytes: servers take 20 to 50 MB */
	LETTERBOX_AT_ONCE = 200,		/* messages */
	LETTERBOX_BYTES = 16 << 20		/* about so many bytes at once */
};

/* One message: a piece of the bytes of its letterbox. */
struct piece {
	size_t		 from, len;
	const char	*uid;		/* as the store has it, or NULL */
	int64_t		 number;	/* the server's uid */
	const char	*path;		/* of a Maildir; relative to it */
	const char	*cause;		/* why its bytes are not here, N_();
					   NULL: they are */
};

struct letterbox {
	struct cmd	*cmd;
	struct store	*store;		/* NULL: nothing is fetched, and those that
					   somebody has read count as well */
	const char	*name;		/* of the inbox */
	const struct conf_inbox *inbox;	/* NULL: standard input */

	struct str	 bytes;		/* of the pieces at hand */
	struct piece	 piece[LETTERBOX_AT_ONCE];
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
 * letterbox_close().
 */
enum status	letterbox_open(struct letterbox *out, struct cmd *c, struct store *s,
		    const struct conf_inbox *inbox, const char *name,
		    struct why *w) SN_CHECK;
void		letterbox_close(struct letterbox *p);

/*
 * Put the next messages into p->piece; none when there are no more.  No
 * transaction is open.  Messages of a server that the store has are passed
 * by.
 */
enum status	letterbox_more(struct letterbox *p, struct why *w) SN_CHECK;

/* The pieces at hand are kept: mark them as read where they came from. */
enum status	letterbox_settle(struct letterbox *p, struct why *w) SN_CHECK;

/* Parts of it. */
enum status	letterbox_imap_open(struct letterbox *p, struct why *w) SN_CHECK;
enum status	letterbox_imap_more(struct letterbox *p, struct why *w) SN_CHECK;
enum status	letterbox_imap_settle(struct letterbox *p, struct why *w) SN_CHECK;

#endif
