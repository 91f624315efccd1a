/*
 * run - feed a fuzzer without libFuzzer
 *
 *	rows [-n count] [-s seed] file | directory ...
 *
 * Runs LLVMFuzzerTestOneInput() over the files, and then over count
 * mutations of them.  The same seed gives the same mutations, and the
 * input that a fuzzer aborts at is shown.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

enum {
	INPUT_MAX = 64 * 1024,
	FILES_MAX = 1024,
	EDITS_MAX = 8		/* to one input */
};

struct input {
	uint8_t	*p;
	size_t	 n;
};

static struct input corpus[FILES_MAX];
static size_t ncorpus;
static uint64_t state;
static struct input current;

/* Show the input that a fuzzer died of, as printf(1) takes it. */
static void
on_abort(int sig)
{
	static const char hex[] = "0123456789abcdef";
	size_t i;

	(void)sig;
	for (i = 0; i < current.n; i++) {
		const char text[] = { '\\', 'x', hex[current.p[i] >> 4],
		    hex[current.p[i] & 15] };

		if (write(STDERR_FILENO, text, sizeof(text)) == -1)
			break;
	}
}

static void
one(uint8_t *p, size_t n)
{
	current = (struct input){ p, n };
	LLVMFuzzerTestOneInput(p, n);
}

/* xorshift64*: the same numbers on every machine. */
static uint32_t
draw(uint32_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * 0x2545f4914f6cdd1dULL) >> 33) % below;
}

static void
read_file(const char *path)
{
	struct input *in = &corpus[ncorpus];
	FILE *f;

	if (ncorpus == FILES_MAX)
		errx(2, "more than %d files", FILES_MAX);
	if ((f = fopen(path, "rb")) == NULL)
		err(2, "%s", path);
	if ((in->p = malloc(INPUT_MAX)) == NULL)
		err(2, NULL);
	in->n = fread(in->p, 1, INPUT_MAX, f);
	if (ferror(f))
		err(2, "%s", path);
	fclose(f);
	ncorpus++;
}

static void
read_path(const char *path)
{
	char name[4096];
	struct dirent *e;
	DIR *d;

	if ((d = opendir(path)) == NULL) {
		if (errno != ENOTDIR)
			err(2, "%s", path);
		read_file(path);
		return;
	}
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, e->d_name);
		read_file(name);
	}
	closedir(d);
}

static int
by_content(const void *a, const void *b)
{
	const struct input *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int c = n == 0 ? 0 : memcmp(x->p, y->p, n);

	return c != 0 ? c : (x->n > y->n) - (x->n < y->n);
}

/* Bytes that parsers stumble over. */
static uint8_t
odd_byte(void)
{
	static const uint8_t odd[] = {
		0, '\t', '\n', '\r', ' ', '"', ',', '-', '/', '0', '9', ':',
		'[', '\\', ']', 0x7f, 0x80, 0x81, 0x8e, 0x8f, 0xa0, 0xc0,
		0xe3, 0xef, 0xf4, 0xfc, 0xfe, 0xff
	};

	return draw(2) == 0 ? (uint8_t)draw(256) : odd[draw(sizeof(odd))];
}

/* One change of the n bytes at p, which has room for INPUT_MAX. */
static size_t
edit(uint8_t *p, size_t n)
{
	const struct input *other;
	size_t at = n == 0 ? 0 : draw((uint32_t)n), len, from;

	switch (draw(5)) {
	case 0:
		if (n > 0)
			p[at] = odd_byte();
		return n;
	case 1:
		if (n == INPUT_MAX)
			return n;
		memmove(p + at + 1, p + at, n - at);
		p[at] = odd_byte();
		return n + 1;
	case 2:
		len = n == at ? 0 : 1 + draw((uint32_t)(n - at)) % 16;
		if (len > n - at)
			len = n - at;
		memmove(p + at, p + at + len, n - at - len);
		return n - len;
	case 3:
		return at;
	default:
		other = &corpus[draw((uint32_t)ncorpus)];
		if (other->n == 0)
			return n;
		from = draw((uint32_t)other->n);
		len = 1 + draw((uint32_t)(other->n - from));
		if (len > INPUT_MAX - at)
			len = INPUT_MAX - at;
		memcpy(p + at, other->p + from, len);
		return at + len > n ? at + len : n;
	}
}

static void
mutate(unsigned long count)
{
	static uint8_t work[INPUT_MAX];
	const struct input *in;
	uint8_t *exact;
	size_t n;
	uint32_t edits;

	while (count-- > 0) {
		in = &corpus[draw((uint32_t)ncorpus)];
		n = in->n;
		memcpy(work, in->p, n);
		for (edits = 1 + draw(EDITS_MAX); edits > 0; edits--)
			n = edit(work, n);
		/* Of exact size, so that reading past the end is seen. */
		if ((exact = malloc(n + (n == 0))) == NULL)
			err(2, NULL);
		memcpy(exact, work, n);
		one(exact, n);
		free(exact);
	}
}

int
main(int argc, char *argv[])
{
	unsigned long count = 0;
	size_t i;
	int ch;

	state = 1;
	signal(SIGABRT, on_abort);
	while ((ch = getopt(argc, argv, "n:s:")) != -1)
		switch (ch) {
		case 'n':
			count = strtoul(optarg, NULL, 10);
			break;
		case 's':
			state = strtoull(optarg, NULL, 10) * 2 + 1;
			break;
		default:
			return 2;
		}
	for (i = (size_t)optind; i < (size_t)argc; i++)
		read_path(argv[i]);
	if (ncorpus == 0)
		errx(2, "no corpus");
	/* A directory lists its files in any order. */
	qsort(corpus, ncorpus, sizeof(corpus[0]), by_content);
	for (i = 0; i < ncorpus; i++)
		one(corpus[i].p, corpus[i].n);
	mutate(count);
	for (i = 0; i < ncorpus; i++)
		free(corpus[i].p);
	return 0;
}
