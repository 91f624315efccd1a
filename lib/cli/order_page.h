#ifndef CLI_ORDER_PAGE_H
#define CLI_ORDER_PAGE_H

/* For files in lib/cli only: the parts of sn-show(1). */

#include "cli/cmd.h"
#include "cli/page.h"
#include "order/tree.h"

/* An order on its way to paper. */
struct order_page {
	struct cmd	*cmd;
	struct store	*store;
	struct page	 p;
	struct tree	 t;
	bool		 mails;		/* one was shown */
};

enum status	show_findings(struct order_page *o, struct why *w) SN_CHECK;
enum status	show_notes(struct order_page *o, struct why *w) SN_CHECK;
enum status	show_mails(struct order_page *o, struct why *w) SN_CHECK;
enum status	show_letters(struct order_page *o, struct why *w) SN_CHECK;
enum status	show_theirs(struct order_page *o, struct why *w) SN_CHECK;

/* Straight to out, below what the page has. */
enum status	show_history(struct order_page *o, FILE *out, struct why *w)
		    SN_CHECK;

#endif
