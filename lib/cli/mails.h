#ifndef CLI_MAILS_H
#define CLI_MAILS_H

/* The verbs of sn-mail(1): each is a main() of its own, see cli/verbs.h. */
int	mails_doctor(int argc, char *argv[]);
int	mails_lint(int argc, char *argv[]);
int	mails_log(int argc, char *argv[]);
int	mails_preview(int argc, char *argv[]);
int	mails_queue(int argc, char *argv[]);
int	mails_send(int argc, char *argv[]);
int	mails_test(int argc, char *argv[]);
int	mails_template(int argc, char *argv[]);
int	mails_write(int argc, char *argv[]);

#endif
