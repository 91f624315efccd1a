/*
 * Any bytes as checks.conf: taken or refused with a reason, and what our own
 * walk over the text takes libconfuse takes too.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf/checks.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[] = "/tmp/sn-fuzz-XXXXXX";
	static int fd = -1;
	struct arena a = ARENA_INIT;
	struct checks *c;
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
	if (checks_read(&c, path, &a, &w) != SN_OK) {
		if (w.text[0] == '\0' ||
		    strstr(w.text, "cannot be read") != NULL)
			abort();
	} else {
		for (i = 0; i < c->n; i++)
			if (c->check[i].severity == NULL ||
			    checks_find(c, c->check[i].code) == NULL)
				abort();
	}
	arena_free(&a);
	return 0;
}
