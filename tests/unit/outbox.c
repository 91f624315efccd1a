/*
 * The outbox: a key works once, claims and records go together, failures
 * come back later and later and die in the end, and what a dead sender left
 * is never taken again by itself.
 */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/outbox.h"
#include "store/query.h"
#include "store/run.h"
#include "store/undo.h"
#include "tap.h"

static const struct op op = { .who = "test", .argv = "[]" };
static const struct effect_pick pick = { "mail", "shop" };
static struct arena arena;

static void
must(enum status st, const struct why *w)
{
	if (st == SN_OK)
		return;
	printf("Bail out! %s\n", w->text);
	exit(1);
}

static void
put(bool *fresh, struct effect *e, struct store *s, const char *key)
{
	struct why w;

	*e = (struct effect){ .key = key, .kind = "mail", .channel = "shop",
	    .orders = 1, .shipment = NUM_NULL, .payload = "{}" };
	must(store_begin(s, &op, &w), &w);
	must(effect_put(fresh, s, e, &w), &w);
	must(store_commit(s, &w), &w);
}

static const char *
state(struct store *s, int64_t id)
{
	struct effect e;
	struct why w;

	must(effect_get(&e, s, id, &arena, &w), &w);
	return e.state;
}

static enum status
next(struct effect *out, struct store *s, int64_t id, enum effect_fate fate)
{
	struct effect_end end = { id, fate, "said", NULL };
	struct why w;

	return effect_next(out, s, id != 0 ? &end : NULL, &pick, &arena, &w);
}

static void
keys_and_claims(struct store *s)
{
	struct effect a, b, got;
	struct why w;
	bool fresh;
	int64_t n;

	put(&fresh, &a, s, "a");
	OK(fresh);
	put(&fresh, &b, s, "a");
	OK(!fresh);
	put(&fresh, &b, s, "b");
	OK(next(&got, s, 0, EFFECT_DONE) == SN_OK && got.id == a.id &&
	    strcmp(got.payload, "{}") == 0);
	STREQ(state(s, a.id), "claimed");
	OK(next(&got, s, a.id, EFFECT_DONE) == SN_OK && got.id == b.id);
	STREQ(state(s, a.id), "done");
	put(&fresh, &a, s, "a");
	OK(!fresh);
	OK(next(&got, s, b.id, EFFECT_BACK) == SN_OK && got.id == b.id &&
	    got.attempts == 0);
	must(effects_orphaned(&n, s, "mail", &w), &w);
	OK(n == 1);
	STREQ(state(s, b.id), "unknown");
	OK(next(&got, s, 0, EFFECT_DONE) == SN_NOTFOUND);
	put(&fresh, &b, s, "b");
	OK(!fresh);
	must(effects_done_since(&n, s, "shop", "2026-11-24T09:00:00", &w), &w);
	OK(n == 1);
}

/* Tries, and when the next one is due. */
static void
backing_off(struct store *s)
{
	static const char *const due[] = { "2026-11-25T09:01:00",
	    "2026-11-25T09:05:00", "2026-11-25T09:21:00",
	    "2026-11-25T10:25:00", "2026-11-25T14:41:00",
	    "2026-11-25T20:41:00", "2026-11-26T02:41:00" };
	struct effect e, got;
	enum status st;
	struct why w;
	bool fresh;
	size_t i;

	put(&fresh, &e, s, "c");
	for (i = 0; i < EFFECT_TRIES; i++) {
		st = next(&got, s, 0, EFFECT_DONE);
		if (st != SN_OK || got.id != e.id)
			break;
		(void)next(NULL, s, e.id, EFFECT_FAILED);
		if (i == EFFECT_TRIES - 1)
			break;
		must(effect_get(&got, s, e.id, &arena, &w), &w);
		STREQ(got.next_at, due[i]);
		OK(next(&got, s, 0, EFFECT_DONE) == SN_NOTFOUND);
		setenv("SN_NOW", due[i], 1);
	}
	OK(i == EFFECT_TRIES - 1);
	STREQ(state(s, e.id), "dead");
}

static void
channels(struct store *s)
{
	struct effect e = { .key = "d", .kind = "mail", .channel = "other",
	    .orders = NUM_NULL, .shipment = NUM_NULL, .payload = "{}",
	    .next_at = "2026-11-27T00:00:00" }, got;
	const char **channel;
	struct why w;
	bool fresh;
	size_t n;

	must(store_begin(s, &op, &w), &w);
	must(effect_put(&fresh, s, &e, &w), &w);
	must(store_commit(s, &w), &w);
	must(effect_channels(&channel, &n, s, "mail", &arena, &w), &w);
	OK(n == 0);
	setenv("SN_NOW", "2026-11-27T00:00:00", 1);
	must(effect_channels(&channel, &n, s, "mail", &arena, &w), &w);
	OK(n == 1 && strcmp(channel[0], "other") == 0);
	OK(next(&got, s, 0, EFFECT_DONE) == SN_NOTFOUND);
}

/* Take back run op, or redo it; returns the run that did. */
static int64_t
undo(struct store *s, int64_t run, int64_t *cancelled, int64_t *queued)
{
	struct undo u = { .op = run, .arena = &arena };
	struct why w;

	must(store_begin(s, &op, &w), &w);
	must(store_undo(&u, s, &w), &w);
	must(store_commit(s, &w), &w);
	*cancelled = u.cancelled;
	*queued = u.queued;
	return store_op(s);
}

/*
 * Undo cancels what has not left, redo queues it again; a key that was queued
 * anew meanwhile belongs to the later run.
 */
static void
undone(struct store *s)
{
	int64_t first, second, back, cancelled, queued;
	struct effect e, f, got;
	struct effect_turn *t;
	struct run last;
	struct why w;
	bool fresh;
	size_t n;

	put(&fresh, &e, s, "u");
	first = store_op(s);
	must(store_begin(s, &op, &w), &w);	/* as sn-undo does */
	must(run_last(&last, s, "test", &arena, &w), &w);
	OK(last.id == first);
	store_rollback(s);
	back = undo(s, first, &cancelled, &queued);
	OK(cancelled == 1 && queued == 0);
	STREQ(state(s, e.id), "cancelled");
	(void)undo(s, back, &cancelled, &queued);
	OK(cancelled == 0 && queued == 1);
	STREQ(state(s, e.id), "queued");

	back = undo(s, first, &cancelled, &queued);
	put(&fresh, &f, s, "u");
	second = store_op(s);
	OK(fresh && f.id == e.id);
	must(effect_get(&got, s, e.id, &arena, &w), &w);
	OK(got.op == second && strcmp(got.state, "queued") == 0);
	(void)undo(s, back, &cancelled, &queued);
	OK(cancelled == 0 && queued == 0);
	STREQ(state(s, e.id), "queued");

	/* what has left stays as it is, whatever is undone */
	OK(next(&got, s, 0, EFFECT_DONE) == SN_OK && got.id == e.id);
	(void)next(NULL, s, e.id, EFFECT_DONE);
	(void)undo(s, second, &cancelled, &queued);
	OK(cancelled == 0);
	STREQ(state(s, e.id), "done");
	put(&fresh, &f, s, "u");
	OK(!fresh);

	/* what was done to it, by whom: three undos and redos */
	must(effect_turns(&t, &n, s, e.id, &arena, &w), &w);
	OK(n == 3 && strcmp(t[1].new, "queued") == 0);
	STREQ(t[0].who, "test");
}

int
main(void)
{
	char dir[] = "/tmp/sn-outbox.XXXXXX", path[64];
	struct store *s;
	struct why w;

	setenv("SN_NOW", "2026-11-25T09:00:00", 1);
	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/store.db", dir);
	must(store_open(&s, path, STORE_CREATE, &w), &w);
	keys_and_claims(s);
	backing_off(s);
	channels(s);
	undone(s);
	store_close(s);
	arena_free(&arena);
	unlink(path);
	rmdir(dir);
	return TAP_END;
}
