/*
 * Mail over IMAP by libcurl.  libcurl loses literals of commands of our own,
 * so messages are fetched by URL, and everything else is asked for in ways
 * that are answered in lines.
 *
 * A fetch by URL marks the message as seen, unless the folder is open for
 * reading only.  libcurl has no word for that; but it believes the folder
 * selected after our EXAMINE, as it was before, and then fetches in peace.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/i18n.h"
#include "http/imap.h"
#include "http/tls.h"

enum {
	CONNECT = 30,		/* seconds */
	STILL = 60,
	LINE = 64 << 10,	/* bytes: libcurl drops longer lines */
	ANSWER_MAX = 1 << 20,	/* bytes */
	SEARCHED = 5000,	/* uids asked for at once: a line of them,
				   of ten digits each, is shorter */
	SIZED = 100,		/* messages whose sizes are asked for at once:
				   libcurl counts what waits behind a line
				   again for each line, and bears 300 KiB */
	MARKED = 500		/* messages marked at once */
};

struct imap {
	struct imap_server server;
	CURLSH		*share;		/* the connection */
	CURL		*curl;		/* for one command, so that no count of
					   libcurl's goes on to the next */
	struct str	 base;		/* URL of the folder */
	struct str	 folder;	/* as IMAP has it, in quotes */
	const char	*place;		/* for messages: host and folder */
	int64_t		 validity, next;
	bool		 open;		/* EXAMINEd over this connection */
	struct str	 answer;
	struct str	*into;		/* where a message goes; NULL: answer */
	size_t		 most;
	bool		 large;
	char		 said[CURL_ERROR_SIZE];
};

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct imap *m = arg;
	struct str *to = m->into != NULL ? m->into : &m->answer;

	n *= size;
	if (n > m->most - (to->len < m->most ? to->len : m->most)) {
		m->large = true;
		return 0;
	}
	str_add(to, p, n);
	return n;
}

static enum status
judge(struct imap *m, CURLcode code, struct why *w)
{
	const char *said = *m->said != '\0' ? m->said :
	    curl_easy_strerror(code);

	switch (code) {
	case CURLE_OK:
		return SN_OK;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return fail(w, SN_USAGE, _("%s: not a URL of imap or imaps"),
		    m->place);
	case CURLE_LOGIN_DENIED:
		if (strstr(said, "Select") != NULL)
			return fail(w, SN_USAGE, _("%s: the server has no "
			    "such folder"), m->place);
		return fail(w, SN_DENIED, _("%s: the server does not take "
		    "user and password"), m->place);
	case CURLE_REMOTE_ACCESS_DENIED:
		return fail(w, SN_DENIED, _("%s: the server does not take "
		    "user and password"), m->place);
	case CURLE_QUOTE_ERROR:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_WRITE_ERROR:
		return fail(w, SN_IO, "%s: %s", m->place, said);
	default:
		return fail(w, SN_RETRY, "%s: %s", m->place, said);
	}
}

static void
configure(struct imap *m)
{
	const struct imap_server *server = &m->server;
	CURL *c = m->curl;

	(void)curl_easy_setopt(c, CURLOPT_SHARE, m->share);
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	(void)curl_easy_setopt(c, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT);
	(void)curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    (long)STILL);
	(void)curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)STILL);
	(void)curl_easy_setopt(c, CURLOPT_BUFFERSIZE, (long)LINE);
	(void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, m->said);
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(c, CURLOPT_WRITEDATA, m);
	if (server->user != NULL) {
		(void)curl_easy_setopt(c, CURLOPT_USERNAME, server->user);
		(void)curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
	}
	tls_configure(c, server->tls);
}

/* A new handle, over the connection that there is. */
static enum status
renew(struct imap *m, struct why *w)
{
	curl_easy_cleanup(m->curl);
	if ((m->curl = curl_easy_init()) == NULL)
		return fail(w, SN_IO, "%s: libcurl", m->place);
	configure(m);
	return SN_OK;
}

static CURLcode
perform(struct imap *m)
{
	CURLcode code;
	long fresh = 0;

	m->said[0] = '\0';
	m->large = false;
	code = curl_easy_perform(m->curl);
	(void)curl_easy_getinfo(m->curl, CURLINFO_NUM_CONNECTS, &fresh);
	if (fresh > 0 || code != CURLE_OK)
		m->open = false;
	return code;
}

/* A command of our own; the lines that answer it are in m->answer. */
static enum status
command(struct imap *m, const char *text, struct why *w)
{
	enum status st;
	CURLcode code;

	if ((st = renew(m, w)) != SN_OK)
		return st;
	(void)curl_easy_setopt(m->curl, CURLOPT_URL, str_text(&m->base));
	(void)curl_easy_setopt(m->curl, CURLOPT_CUSTOMREQUEST, text);
	str_reset(&m->answer);
	m->into = NULL;
	m->most = ANSWER_MAX;
	code = perform(m);
	if (m->large)
		return fail(w, SN_IO, _("%s: the server's answer never ends"),
		    m->place);
	return judge(m, code, w);
}

/* The number behind text in the answer, or -1. */
static int64_t
number_after(const struct imap *m, const char *text)
{
	const char *at = strstr(str_text(&m->answer), text);

	return at != NULL ? strtoll(at + strlen(text), NULL, 10) : -1;
}

/* Open the folder for reading only, if it is not so already. */
static enum status
examine(struct imap *m, struct why *w)
{
	struct str text = STR_INIT;
	enum status st;

	if (m->open)
		return SN_OK;
	str_addf(&text, "EXAMINE %s", str_text(&m->folder));
	st = command(m, str_text(&text), w);
	str_free(&text);
	if (st != SN_OK)
		return st;
	m->validity = number_after(m, "[UIDVALIDITY ");
	m->next = number_after(m, "[UIDNEXT ");
	if (m->validity < 0)
		return fail(w, SN_IO, _("%s: the server tells no UIDVALIDITY"),
		    m->place);
	m->open = true;
	return SN_OK;
}

/* The folder's name as IMAP has it: in quotes. */
static enum status
folder(struct imap *m, const char *path, struct why *w)
{
	char *name = curl_easy_unescape(NULL, path, 0, NULL), *p;

	if (name == NULL || strpbrk(name, "\r\n") != NULL) {
		curl_free(name);
		return fail(w, SN_USAGE, _("%s: not a URL of imap or imaps"),
		    str_text(&m->base));
	}
	str_putc(&m->folder, '"');
	for (p = name; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			str_putc(&m->folder, '\\');
		str_putc(&m->folder, *p);
	}
	str_putc(&m->folder, '"');
	curl_free(name);
	return SN_OK;
}

/* The URL, with the folder that it leaves out. */
static enum status
place(struct imap *m, const char *url, struct why *w)
{
	const char *host = strstr(url, "://"), *path;

	str_puts(&m->base, url);
	if (host == NULL)
		return fail(w, SN_USAGE, _("%s: not a URL of imap or imaps"),
		    url);
	if ((path = strchr(host + 3, '/')) == NULL)
		str_putc(&m->base, '/');
	if (path == NULL || path[1] == '\0')
		str_puts(&m->base, "INBOX");
	m->place = str_text(&m->base) + (host + 3 - url);
	return folder(m, strchr(m->place, '/') + 1, w);
}

enum status
imap_open(struct imap **out, const struct imap_server *server, struct why *w)
{
	struct imap *m;
	enum status st;

	*out = NULL;
	if ((m = calloc(1, sizeof(*m))) == NULL ||
	    curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(m);
		return fail(w, SN_IO, "%s: libcurl", server->url);
	}
	m->server = *server;
	if ((m->share = curl_share_init()) == NULL ||
	    curl_share_setopt(m->share, CURLSHOPT_SHARE,
	    CURL_LOCK_DATA_CONNECT) != CURLSHE_OK)
		st = fail(w, SN_IO, "%s: libcurl", server->url);
	else if ((st = place(m, server->url, w)) == SN_OK)
		st = examine(m, w);
	if (st != SN_OK) {
		imap_close(m);
		return st;
	}
	*out = m;
	return SN_OK;
}

void
imap_close(struct imap *m)
{
	if (m == NULL)
		return;
	curl_easy_cleanup(m->curl);
	(void)curl_share_cleanup(m->share);
	curl_global_cleanup();
	str_free(&m->base);
	str_free(&m->folder);
	str_free(&m->answer);
	free(m);
}

int64_t
imap_validity(const struct imap *m)
{
	return m->validity;
}

int64_t
imap_next(const struct imap *m)
{
	return m->next;
}

/* Messages being listed. */
struct list {
	struct imap_message *all;
	size_t		 n, cap;
	struct arena	*arena;
};

/*
 * Add what lines "* 1 FETCH (UID 5 RFC822.SIZE 123)" tell of uids above
 * floor: a server answers a range that ends with * with its last message,
 * whatever the range begins with.
 */
static void
add_sizes(struct list *l, const struct imap *m, int64_t floor)
{
	const char *p, *uid, *size, *end;

	for (p = str_text(&m->answer); *p != '\0'; p = end + (*end == '\n')) {
		end = strchrnul(p, '\n');
		uid = strstr(p, "UID ");
		size = strstr(p, "RFC822.SIZE ");
		if (uid == NULL || uid > end || size == NULL || size > end)
			continue;
		l->all = arena_grow(l->arena, l->all, l->n, &l->cap,
		    sizeof(*l->all));
		l->all[l->n] = (struct imap_message){
			.uid = strtoll(uid + strlen("UID "), NULL, 10),
			.size = strtoll(size + strlen("RFC822.SIZE "), NULL,
			    10),
		};
		if (l->all[l->n].uid > floor)
			l->n++;
	}
}

static enum status
sizes(struct list *l, struct imap *m, const char *set, int64_t floor,
    struct why *w)
{
	struct str text = STR_INIT;
	enum status st;

	str_addf(&text, "UID FETCH %s (UID RFC822.SIZE)", set);
	if ((st = command(m, str_text(&text), w)) == SN_OK)
		add_sizes(l, m, floor);
	str_free(&text);
	return st;
}

/* The numbers of "* SEARCH 2 3 5", as an array of *n in a. */
static int64_t *
searched(size_t *n, const struct imap *m, struct arena *a)
{
	const char *p = strstr(str_text(&m->answer), "* SEARCH");
	int64_t *uid = NULL, one;
	size_t cap = 0;
	char *end;

	*n = 0;
	for (p = p != NULL ? p + strlen("* SEARCH") : ""; *p == ' '; p = end) {
		if ((one = strtoll(p, &end, 10)) <= 0 || end == p)
			break;
		uid = arena_grow(a, uid, *n, &cap, sizeof(*uid));
		uid[(*n)++] = one;
	}
	return uid;
}

/* "2,3,5" of at most most of n, which are stepped over. */
static void
next_set(struct str *out, const int64_t **uid, size_t *n, size_t most)
{
	size_t i;

	str_reset(out);
	for (i = 0; i < most && *n > 0; i++, ++*uid, --*n)
		str_addf(out, "%s%" PRId64, i > 0 ? "," : "", **uid);
}

static int
by_uid(const void *a, const void *b)
{
	const struct imap_message *x = a, *y = b;

	return (x->uid > y->uid) - (x->uid < y->uid);
}

/* Those of a set of uids above floor that are so. */
static enum status
search(struct list *l, struct imap *m, const char *set, const char *so,
    int64_t floor, struct why *w)
{
	struct str text = STR_INIT;
	const int64_t *uid;
	enum status st;
	size_t n;

	str_addf(&text, "UID SEARCH UID %s %s", set, so);
	if ((st = command(m, str_text(&text), w)) == SN_OK) {
		uid = searched(&n, m, l->arena);
		while (st == SN_OK && n > 0) {
			next_set(&text, &uid, &n, SIZED);
			st = sizes(l, m, str_text(&text), floor, w);
		}
	}
	str_free(&text);
	return st;
}

/* The same from one uid to another, some thousands at a time. */
static enum status
range(struct list *l, struct imap *m, int64_t from, int64_t to,
    const char *so, struct why *w)
{
	struct str set = STR_INIT;
	enum status st = SN_OK;
	int64_t end;

	for (; from <= to && st == SN_OK; from += SEARCHED) {
		end = from + SEARCHED - 1;
		str_reset(&set);
		str_addf(&set, "%" PRId64 ":%" PRId64, from,
		    end < to ? end : to);
		st = search(l, m, str_text(&set), so, from - 1, w);
	}
	str_free(&set);
	return st;
}

/*
 * Those above floor.  What comes while we look has a uid that is not below
 * the next one; a server that does not tell that is asked for all at once.
 */
static enum status
above(struct list *l, struct imap *m, int64_t floor, struct why *w)
{
	struct str set = STR_INIT;
	enum status st;

	if (m->next >= 0)
		return range(l, m, floor + 1, m->next - 1, "ALL", w);
	str_addf(&set, "%" PRId64 ":*", floor + 1);
	st = search(l, m, str_text(&set), "ALL", floor, w);
	str_free(&set);
	return st;
}

enum status
imap_list(struct imap_message **out, size_t *n, struct imap *m,
    int64_t floor, struct arena *a, struct why *w)
{
	struct list l = { .arena = a };
	enum status st;

	*out = NULL;
	*n = 0;
	if ((st = examine(m, w)) != SN_OK ||
	    (st = range(&l, m, 1, floor, "UNSEEN", w)) != SN_OK ||
	    (st = above(&l, m, floor, w)) != SN_OK)
		return st;
	if (l.n > 0)
		qsort(l.all, l.n, sizeof(*l.all), by_uid);
	*out = l.all;
	*n = l.n;
	return SN_OK;
}

enum status
imap_fetch(struct str *out, struct imap *m, int64_t uid, size_t max,
    struct why *w)
{
	struct str url = STR_INIT;
	size_t before = out->len;
	enum status st;
	CURLcode code;

	if ((st = examine(m, w)) != SN_OK || (st = renew(m, w)) != SN_OK)
		return st;
	str_addf(&url, "%s;UID=%" PRId64, str_text(&m->base), uid);
	(void)curl_easy_setopt(m->curl, CURLOPT_URL, str_text(&url));
	m->into = out;
	m->most = before + max;
	code = perform(m);
	str_free(&url);
	if (m->large)
		return fail(w, SN_INVALID, _("%s: message %" PRId64 ": larger "
		    "than %zu bytes"), m->place, uid, max);
	if (code == CURLE_REMOTE_FILE_NOT_FOUND ||
	    (code == CURLE_OK && out->len == before))
		return fail(w, SN_NOTFOUND, _("%s: message %" PRId64 ": there "
		    "no more"), m->place, uid);
	return judge(m, code, w);
}

enum status
imap_seen(struct imap *m, const int64_t *uid, size_t n, struct why *w)
{
	struct str text = STR_INIT, set = STR_INIT;
	enum status st = SN_OK;

	if (n > 0) {	/* from now on for writing */
		m->open = false;
		str_addf(&text, "SELECT %s", str_text(&m->folder));
		st = command(m, str_text(&text), w);
	}
	while (st == SN_OK && n > 0) {
		next_set(&set, &uid, &n, MARKED);
		str_reset(&text);
		str_addf(&text, "UID STORE %s +FLAGS.SILENT (\\Seen)",
		    str_text(&set));
		st = command(m, str_text(&text), w);
	}
	m->open = false;
	str_free(&text);
	str_free(&set);
	return st;
}
