#ifndef CLI_OUTBOXES_H
#define CLI_OUTBOXES_H

/* The verbs of sn-outbox(1): each is a main() of its own, see cli/verbs.h. */
int	outbox_list(int argc, char *argv[]);
int	outbox_show(int argc, char *argv[]);
int	outbox_retry(int argc, char *argv[]);
int	outbox_reconcile(int argc, char *argv[]);
int	outbox_drop(int argc, char *argv[]);

#endif
