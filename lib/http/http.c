/*
 * Files over HTTP.  Only this directory includes curl.h.
 */

#include <curl/curl.h>

#include "base/i18n.h"
#include "http/http.h"

enum {
	CONNECT = 30,		/* seconds */
	STILL = 30,		/* seconds at less than SLOW bytes each */
	SLOW = 100,
	WHOLE = 600,		/* seconds: 2 MB take a minute by modem */
	REDIRECTIONS = 5
};

struct transfer {
	struct str	*out;
	size_t		 max;
	bool		 large;
};

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;

	n *= size;
	if (n > t->max - t->out->len) {
		t->large = true;
		return 0;
	}
	str_add(t->out, p, n);
	return n;
}

/* Whether the same call may work later. */
static bool
passes(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return true;
	default:
		return false;
	}
}

static enum status
judge(CURL *c, CURLcode code, const struct transfer *t, const char *url,
    const char *said, struct why *w)
{
	long answer = 0;

	if (t->large)
		return fail(w, SN_IO, _("%s: larger than %zu bytes"), url,
		    t->max);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
	if (code == CURLE_UNSUPPORTED_PROTOCOL && answer != 0)
		return fail(w, SN_IO, _("%s: the server sends elsewhere, and "
		    "not to https"), url);
	if (code == CURLE_URL_MALFORMAT ||
	    code == CURLE_UNSUPPORTED_PROTOCOL)
		return fail(w, SN_USAGE, _("%s: not a URL of http or https"),
		    url);
	if (code != CURLE_OK)
		return fail(w, passes(code) ? SN_RETRY : SN_IO, "%s: %s", url,
		    *said != '\0' ? said : curl_easy_strerror(code));
	if (answer == 200)
		return SN_OK;
	return fail(w, answer == 429 || answer >= 500 ? SN_RETRY : SN_IO,
	    _("%s: the server answers %ld"), url, answer);
}

static void
configure(CURL *c, struct transfer *t, const char *url, char *said)
{
	(void)curl_easy_setopt(c, CURLOPT_URL, url);
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	(void)curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	(void)curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTIONS);
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT);
	(void)curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW);
	(void)curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)STILL);
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE);
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(c, CURLOPT_USERAGENT, "sn");
	(void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
}

enum status
http_get(struct str *out, const char *url, size_t max, struct why *w)
{
	struct transfer t = { out, max, false };
	char said[CURL_ERROR_SIZE] = "";
	enum status st;
	CURL *c;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (c = curl_easy_init()) == NULL)
		return fail(w, SN_IO, "%s: libcurl", url);
	configure(c, &t, url, said);
	st = judge(c, curl_easy_perform(c), &t, url, said, w);
	curl_easy_cleanup(c);
	curl_global_cleanup();
	return st;
}
