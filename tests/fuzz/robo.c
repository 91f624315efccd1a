/*
 * Any bytes as robo.conf: taken or refused with a reason, and what is taken
 * has all that a run needs.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf/robo.h"
#include "fuzz.h"
#include "order/words.h"

static struct check check = { .code = "zip-wrong" };
static const struct checks checks = { .check = &check, .n = 1 };
static struct conf_status extra = { "inspect", "検品待ち", "print" };
static struct conf_route route[] = {
	{ .name = "r" }, { .name = "s", .status = &extra, .nstatus = 1 }
};
static const char *box[] = { "電話確認", NULL };
static const struct conf conf = { .route = route, .nroute = 2, .box = box };
static const struct word mails[] = {
	{ "thanks", "受注" }, { "shipped", "発送" }, { NULL, NULL }
};

static void
look(const struct robo *b)
{
	size_t i;

	MUST(b->title != NULL && b->except != NULL);
	if (!b->on)
		return;
	MUST(b->status != NULL && strcmp(b->status, "hold") != 0);
	MUST(b->nstep > 0);
	MUST(b->after == NUM_NULL || (b->after > 0 &&
	    b->after <= ROBO_AFTER_MAX));
	for (i = 0; i < b->nstop; i++)
		MUST(b->stop[i].title != NULL && b->stop[i].cond != NULL);
	for (i = 0; i < b->nstep; i++) {
		MUST(b->step[i].name != NULL);
		MUST(b->step[i].what != ROBO_MAIL ||
		    word_find(mails, b->step[i].kind) != NULL);
		MUST(b->step[i].what != ROBO_RUN ||
		    *b->step[i].command != '\0');
		MUST(!robo_leaves(&b->step[i]) ||
		    b->step[i].action.value != NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[] = "/tmp/sn-fuzz-XXXXXX";
	static int fd = -1;
	struct arena a = ARENA_INIT;
	struct robos *r;
	struct why w;
	size_t i;

	if (fd == -1) {
		fd = mkstemp(path);
		unlink(path);
		snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	}
	if (fd == -1 || ftruncate(fd, 0) == -1 ||
	    pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	w.text[0] = '\0';
	if (robos_read(&r, path, &conf, &checks, mails, "2026-12-24", &a,
	    &w) != SN_OK)
		MUST(w.text[0] != '\0' &&
		    strstr(w.text, "cannot be read") == NULL);
	else
		for (i = 0; i < r->n; i++) {
			look(&r->robo[i]);
			MUST(robos_find(r, r->robo[i].title) == &r->robo[i]);
		}
	arena_free(&a);
	return 0;
}
