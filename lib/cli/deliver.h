#ifndef CLI_DELIVER_H
#define CLI_DELIVER_H

#include "cli/cmd.h"
#include "store/batch.h"

/*
 * Write a recorded batch to b->file, or to standard output, and note that
 * it is written.  On failure w names how to write it again with command.
 */
enum status	batch_deliver(struct store *s, const struct batch *b,
		    const char *command, struct why *w) SN_CHECK;

/*
 * Write the batch that --again named once more, byte for byte, to file or,
 * if NULL, to standard output: never to its old place unless asked.  With -n
 * it is only looked for.
 *
 * SN_USAGE	it is no number, or a batch of another kind than kind
 * SN_NOTFOUND	there is no such batch
 */
enum status	batch_again(struct cmd *c, const char *number,
		    const char *kind, const char *file, const char *command,
		    struct why *w) SN_CHECK;

#endif
