/*
 * Mail by libcurl.  What libcurl returns says that something went wrong,
 * not what the server knows by then: that is told by the command that was
 * sent last, by the answer to it, and by whether the letter had been read to
 * its end.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/i18n.h"
#include "base/str.h"
#include "http/smtp.h"
#include "http/tls.h"

enum {
	CONNECT = 30,		/* seconds */
	STILL = 60,
	LAST = 600,
	ADDRESS_MAX = 320,	/* bytes: RFC 5321 has 64 + 1 + 255 */
	CLOSING = 421		/* the server hangs up */
};

/* How far a letter got, by the command sent last. */
enum stage {
	GREETING,		/* connection, EHLO, STARTTLS */
	AUTH,
	MAIL,
	RCPT,
	DATA,
	BODY			/* the server waits for the letter */
};

struct smtp {
	const struct smtp_server *server;
	CURL		*curl;
	struct str	 url;
	int64_t		 sent;		/* over this connection */
	char		 tls[64];
	bool		 known;		/* credentials were taken */

	/* of one letter */
	const struct smtp_letter *letter;
	size_t		 at;		/* bytes of it given to libcurl */
	bool		 whole;		/* libcurl was told its end */
	enum stage	 stage;
	int		 rcpt;		/* recipients named so far */
	bool		 buyer;		/* the server takes letters to the first */
	bool		 over;		/* what follows is only the good-bye */
	int		 code;		/* answer to the last command, or 0 */
	char		 said[512];	/* its lines in one */
	char		 to_said[512];	/* answer to the first recipient */
	int		 to_code;
	char		 bcc_said[256];
	char		 error[CURL_ERROR_SIZE];
};

/* Bytes of a server as text for a message: one line, nothing that bites. */
static void
copy_line(char *out, size_t size, const char *p, size_t n)
{
	size_t used = strlen(out), i;

	while (n > 0 && (p[n - 1] == '\r' || p[n - 1] == '\n' ||
	    p[n - 1] == ' '))
		n--;
	if (used > 0 && used + 1 < size)
		out[used++] = ' ';
	for (i = 0; i < n && used + 1 < size; i++)
		out[used++] = (unsigned char)p[i] < 0x20 ||
		    (unsigned char)p[i] >= 0x7f ? '?' : p[i];
	out[used] = '\0';
}

/* A command that libcurl has sent.  Of AUTH nothing is kept. */
static void
command(struct smtp *s, const char *p, size_t n)
{
	if (s->over)
		return;
	if (n >= 4 && memcmp(p, "QUIT", 4) == 0) {
		s->over = true;
		return;
	}
	if (n >= 5 && memcmp(p, "AUTH ", 5) == 0)
		s->stage = AUTH;
	else if (n >= 10 && memcmp(p, "MAIL FROM:", 10) == 0)
		s->stage = MAIL;
	else if (n >= 8 && memcmp(p, "RCPT TO:", 8) == 0) {
		s->stage = RCPT;
		s->rcpt++;
	} else if (n >= 4 && memcmp(p, "DATA", 4) == 0 && s->stage == RCPT)
		s->stage = DATA;
	s->code = 0;
	s->said[0] = '\0';
}

/* A line that the server has answered: "250-SIZE", "250 ok". */
static void
answer(struct smtp *s, const char *p, size_t n)
{
	if (s->over || n < 3 || p[0] < '2' || p[0] > '5' || p[1] < '0' ||
	    p[1] > '9' || p[2] < '0' || p[2] > '9')
		return;
	s->code = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	if (s->said[0] == '\0')
		copy_line(s->said, sizeof(s->said), p, n);
	else if (n > 4)
		copy_line(s->said, sizeof(s->said), p + 4, n - 4);
	if (s->stage == AUTH && s->code / 100 == 2)
		s->known = true;
	if (s->stage != RCPT)
		return;
	if (s->rcpt == 1) {
		s->buyer = s->code / 100 == 2;
		s->to_code = s->code;
		memcpy(s->to_said, s->said, sizeof(s->to_said));
	} else if (s->code / 100 != 2) {
		s->bcc_said[0] = '\0';
		copy_line(s->bcc_said, sizeof(s->bcc_said), s->said,
		    strlen(s->said));
	}
}

/* libcurl says in words only which TLS it agreed on. */
static void
information(struct smtp *s, const char *p, size_t n)
{
	static const char secure[] = "SSL connection using ";

	if (n < sizeof(secure) || memcmp(p, secure, sizeof(secure) - 1) != 0)
		return;
	s->tls[0] = '\0';
	copy_line(s->tls, sizeof(s->tls), p + sizeof(secure) - 1,
	    n - (sizeof(secure) - 1));
}

static int
overhear(CURL *c, curl_infotype type, char *p, size_t n, void *arg)
{
	(void)c;
	if (type == CURLINFO_HEADER_OUT)
		command(arg, p, n);
	else if (type == CURLINFO_HEADER_IN)
		answer(arg, p, n);
	else if (type == CURLINFO_TEXT)
		information(arg, p, n);
	return 0;
}

static void
may_stand_still(struct smtp *s, long seconds)
{
	(void)curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    seconds);
	(void)curl_easy_setopt(s->curl, CURLOPT_LOW_SPEED_TIME, seconds);
}

/* The letter, to libcurl; none of it unless the first recipient gets it. */
static size_t
give(char *out, size_t size, size_t n, void *arg)
{
	struct smtp *s = arg;
	size_t left = s->letter->len - s->at;

	if (!s->buyer)
		return CURL_READFUNC_ABORT;
	if (s->stage != BODY) {
		s->stage = BODY;
		s->code = 0;
		s->said[0] = '\0';
	}
	n *= size;
	if (n > left)
		n = left;
	memcpy(out, s->letter->bytes + s->at, n);
	s->at += n;
	if (n == 0) {
		s->whole = true;
		may_stand_still(s, s->server->last > 0 ? s->server->last :
		    LAST);
	}
	return n;
}

static size_t
nothing(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

static void
configure(struct smtp *s)
{
	const struct smtp_server *v = s->server;
	CURL *c = s->curl;

	(void)curl_easy_setopt(c, CURLOPT_URL, str_text(&s->url));
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	(void)curl_easy_setopt(c, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(c, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
	(void)curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	(void)curl_easy_setopt(c, CURLOPT_READDATA, s);
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, nothing);
	(void)curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
	(void)curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear);
	(void)curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	(void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
	(void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT,
	    v->connect > 0 ? v->connect : (long)CONNECT);
	(void)curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	if (v->user != NULL) {
		(void)curl_easy_setopt(c, CURLOPT_USERNAME, v->user);
		(void)curl_easy_setopt(c, CURLOPT_PASSWORD, v->password);
	}
	tls_configure(c, v->tls);
}

/* The URL, whose path is the name that libcurl greets the server with. */
static enum status
make_url(struct smtp *s, struct why *w)
{
	const struct smtp_server *v = s->server;
	const char *host = strstr(v->url, "://");
	char *name = NULL;

	if (host == NULL || strncmp(v->url, "smtp", 4) != 0)
		return fail(w, SN_USAGE, _("%s: neither smtp://HOST:PORT nor "
		    "smtps://HOST:PORT"), v->url);
	host += strlen("://");
	str_add(&s->url, v->url, (size_t)(host - v->url) +
	    strcspn(host, "/"));
	if (v->helo != NULL &&
	    (name = curl_easy_escape(s->curl, v->helo, 0)) != NULL)
		str_addf(&s->url, "/%s", name);
	curl_free(name);
	return SN_OK;
}

enum status
smtp_open(struct smtp **out, const struct smtp_server *server, struct why *w)
{
	struct smtp *s = calloc(1, sizeof(*s));
	enum status st;

	*out = NULL;
	if (s == NULL ||
	    curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(s);
		return fail(w, SN_IO, "%s: libcurl", server->url);
	}
	s->server = server;
	if ((s->curl = curl_easy_init()) == NULL)
		st = fail(w, SN_IO, "%s: libcurl", server->url);
	else if ((st = make_url(s, w)) == SN_OK) {
		configure(s);
		*out = s;
		return SN_OK;
	}
	smtp_close(s);
	return st;
}

void
smtp_close(struct smtp *s)
{
	if (s == NULL)
		return;
	s->over = true;
	curl_easy_cleanup(s->curl);
	curl_global_cleanup();
	str_free(&s->url);
	free(s);
}

const char *
smtp_tls(const struct smtp *s)
{
	return s->tls[0] != '\0' ? s->tls : NULL;
}

bool
smtp_known(const struct smtp *s)
{
	return s->known;
}

/* An address of the envelope, which stands between < and >. */
static enum status
check_address(const char *address, struct why *w)
{
	const unsigned char *p = (const unsigned char *)address;

	for (; *p > 0x20 && *p < 0x7f && *p != '<' && *p != '>'; p++)
		;
	if (*p != '\0' || strlen(address) > ADDRESS_MAX ||
	    strchr(address, '@') == NULL)
		return fail(w, SN_INVALID, _("%s: cannot be the address of a "
		    "letter"), address);
	return SN_OK;
}

/* One try. */
static CURLcode
perform(struct smtp *s, const struct smtp_letter *letter,
    struct curl_slist *to)
{
	const struct smtp_server *v = s->server;
	bool last = v->per_connection > 0 && s->sent + 1 >= v->per_connection;
	long fresh = 0;
	CURLcode code;

	s->letter = letter;
	s->at = 0;
	s->whole = s->buyer = s->over = false;
	s->stage = GREETING;
	s->rcpt = s->code = s->to_code = 0;
	s->said[0] = s->to_said[0] = s->bcc_said[0] = s->error[0] = '\0';
	may_stand_still(s, v->still > 0 ? v->still : STILL);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, letter->from);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
	(void)curl_easy_setopt(s->curl, CURLOPT_FORBID_REUSE, (long)last);
	code = curl_easy_perform(s->curl);
	(void)curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &fresh);
	s->sent = last ? 0 : fresh > 0 ? 1 : s->sent + 1;
	return code;
}

/* Whether the server hung up before it was given anything of the letter. */
static bool
hung_up(const struct smtp *s)
{
	return s->stage >= MAIL && s->stage < BODY &&
	    (s->code == 0 || s->code == CLOSING);
}

/* An answer, unless all was well with it and something else went wrong. */
static const char *
cause(const struct smtp *s, CURLcode code)
{
	if (s->code >= 400 || (s->code != 0 && (code == CURLE_OK ||
	    s->stage == BODY)))
		return s->said;
	return s->error[0] != '\0' ? s->error : curl_easy_strerror(code);
}

/* The server refuses to talk: that is no letter's fault. */
static enum status
away(const struct smtp *s, CURLcode code, struct why *w)
{
	if (code == CURLE_LOGIN_DENIED && s->code / 100 == 5)
		return fail(w, SN_DENIED, _("%s: the server does not take the "
		    "user and password: %s"), s->server->url, s->said);
	return fail(w, SN_RETRY, "%s: %s", s->server->url, cause(s, code));
}

static enum smtp_end
by_code(int code)
{
	return code / 100 == 2 ? SMTP_DONE : code / 100 == 5 ? SMTP_REFUSED :
	    SMTP_LATER;
}

/* What is certain after a try that libcurl ended with code. */
static enum status
judge(struct smtp_result *out, const struct smtp *s, CURLcode code,
    struct why *w)
{
	const char *said = cause(s, code);
	int answered = s->code;

	if (s->stage <= AUTH)
		return away(s, code, w);
	if (answered == 530 && s->stage == MAIL)
		return fail(w, SN_DENIED, _("%s: the server wants a user and "
		    "a password, or other ones: %s"), s->server->url, said);
	if (s->rcpt > 0 && s->to_code != 0 && !s->buyer) {
		said = s->to_said;
		answered = s->to_code;
	}
	if (s->stage == BODY && answered == 0)
		out->end = s->whole ? SMTP_UNKNOWN : SMTP_LATER;
	else if (s->stage == BODY && s->whole)
		out->end = by_code(answered);
	else
		out->end = answered / 100 == 5 ? SMTP_REFUSED : SMTP_LATER;
	out->cut = answered == 0 || answered == CLOSING;
	snprintf(out->said, sizeof(out->said), "%s", said);
	if (s->letter->bcc != NULL)
		memcpy(out->bcc, s->bcc_said, sizeof(out->bcc));
	return SN_OK;
}

enum status
smtp_send(struct smtp_result *out, struct smtp *s,
    const struct smtp_letter *letter, struct why *w)
{
	struct curl_slist *to = NULL;
	enum status st;
	CURLcode code;

	*out = (struct smtp_result){ .end = SMTP_LATER };
	if ((st = check_address(letter->from, w)) != SN_OK ||
	    (st = check_address(letter->to, w)) != SN_OK ||
	    (letter->bcc != NULL &&
	    (st = check_address(letter->bcc, w)) != SN_OK))
		return st;
	to = curl_slist_append(NULL, letter->to);
	if (letter->bcc != NULL)
		to = curl_slist_append(to, letter->bcc);
	code = perform(s, letter, to);
	if (code != CURLE_OK && hung_up(s))
		code = perform(s, letter, to);
	st = judge(out, s, code, w);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	return st;
}
