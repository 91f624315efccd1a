/*
 * What is certain about a letter, whatever the server does: tests/smtpd.pl
 * misbehaves at each stage, and says what it took.
 */

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "http/smtp.h"
#include "tap.h"

static char dir[] = "/tmp/sn-smtp.XXXXXX";
static char path[sizeof(dir) + 16], url[64];
static pid_t server;

/* Start the server with a script of faults, and a quota or NULL. */
static void
start(const char *script, const char *quota)
{
	char port[16] = "";
	FILE *f;
	int fd[2];

	snprintf(path, sizeof(path), "%s/script", dir);
	if ((f = fopen(path, "w")) == NULL || fputs(script, f) == EOF ||
	    fclose(f) == EOF || pipe(fd) == -1 || (server = fork()) == -1)
		exit(1);
	if (server == 0) {
		dup2(fd[1], STDOUT_FILENO);
		close(fd[0]);
		close(fd[1]);
		execlp("perl", "perl", "tests/smtpd.pl", "-s", path, "-a",
		    "shop:s3cret word", "-q", quota != NULL ? quota : "1000",
		    dir, (char *)NULL);
		_exit(1);
	}
	close(fd[1]);
	if (read(fd[0], port, sizeof(port) - 1) <= 0)
		exit(1);
	close(fd[0]);
	snprintf(url, sizeof(url), "smtp://127.0.0.1:%ld",
	    strtol(port, NULL, 10));
}

/* End it, and count the lines that its file of that name has of word. */
static size_t
stop(const char *name, const char *word)
{
	struct str text = STR_INIT;
	const char *p;
	struct why w;
	size_t n = 0;

	kill(server, SIGTERM);
	waitpid(server, NULL, 0);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (file_read(&text, path, 1 << 20, &w) == SN_OK)
		for (p = str_text(&text); (p = strstr(p, word)) != NULL; p++)
			n++;
	str_free(&text);
	unlink(path);
	snprintf(path, sizeof(path), "%s/accepted", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/log", dir);
	unlink(path);
	return n;
}

static struct smtp_server
conf(void)
{
	return (struct smtp_server){ .url = url, .tls = "no", .user = "shop",
	    .password = "s3cret word", .helo = "shop.example", .connect = 5,
	    .still = 1, .last = 1 };
}

static const char body[] = "Message-ID: <1@shop.example>\r\n"
    "Subject: x\r\n\r\nfirst\r\n.second\r\n..\r\n";

static enum status
letter(struct smtp_result *out, struct smtp *s, const char *bcc,
    struct why *w)
{
	const struct smtp_letter l = { "info@shop.example",
	    "buyer@mail.example", bcc, body, sizeof(body) - 1 };

	return smtp_send(out, s, &l, w);
}

/* A script, what must come of one letter, and how often it was taken. */
static const struct {
	const char	*script;
	enum status	 st;
	enum smtp_end	 end;
	size_t		 taken;
} cases[] = {
	{ "", SN_OK, SMTP_DONE, 1 },
	{ "banner close\n", SN_RETRY, SMTP_LATER, 0 },
	{ "banner 421\n", SN_RETRY, SMTP_LATER, 0 },
	{ "banner 554\n", SN_RETRY, SMTP_LATER, 0 },
	{ "banner stall\n", SN_RETRY, SMTP_LATER, 0 },
	{ "ehlo close\n", SN_RETRY, SMTP_LATER, 0 },
	{ "ehlo 421\n", SN_RETRY, SMTP_LATER, 0 },
	{ "ehlo stall\n", SN_RETRY, SMTP_LATER, 0 },
	{ "auth close\n", SN_RETRY, SMTP_LATER, 0 },
	{ "auth 454\n", SN_RETRY, SMTP_LATER, 0 },
	{ "auth 535\n", SN_DENIED, SMTP_LATER, 0 },
	{ "mail close\n", SN_OK, SMTP_DONE, 1 },
	{ "mail 421\n", SN_OK, SMTP_DONE, 1 },
	{ "mail 421\nmail 421\n", SN_OK, SMTP_LATER, 0 },
	{ "mail close\nbanner close\n", SN_RETRY, SMTP_LATER, 0 },
	{ "mail 451\n", SN_OK, SMTP_LATER, 0 },
	{ "mail 530\n", SN_DENIED, SMTP_LATER, 0 },
	{ "mail 550\n", SN_OK, SMTP_REFUSED, 0 },
	{ "mail stall\nmail stall\n", SN_OK, SMTP_LATER, 0 },
	{ "rcpt close\n", SN_OK, SMTP_DONE, 1 },
	{ "rcpt 421\n", SN_OK, SMTP_DONE, 1 },
	{ "rcpt 450\n", SN_OK, SMTP_LATER, 0 },
	{ "rcpt 550\n", SN_OK, SMTP_REFUSED, 0 },
	{ "data close\n", SN_OK, SMTP_DONE, 1 },
	{ "data 421\n", SN_OK, SMTP_DONE, 1 },
	{ "data 451\n", SN_OK, SMTP_LATER, 0 },
	{ "data 554\n", SN_OK, SMTP_REFUSED, 0 },
	{ "body close\n", SN_OK, SMTP_UNKNOWN, 0 },
	{ "end close\n", SN_OK, SMTP_UNKNOWN, 0 },
	{ "end take\n", SN_OK, SMTP_UNKNOWN, 1 },
	{ "end stall\n", SN_OK, SMTP_UNKNOWN, 0 },
	{ "end 421\n", SN_OK, SMTP_LATER, 0 },
	{ "end 451\n", SN_OK, SMTP_LATER, 0 },
	{ "end 552\n", SN_OK, SMTP_REFUSED, 0 },
};

static void
each_stage(void)
{
	struct smtp_server v = conf();
	struct smtp_result r;
	enum status st;
	struct smtp *s;
	struct why w;
	char name[96];
	size_t i, n;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		start(cases[i].script, NULL);
		v.url = url;
		OK(smtp_open(&s, &v, &w) == SN_OK);
		st = letter(&r, s, NULL, &w);
		smtp_close(s);
		n = stop("accepted", "1@shop.example");
		snprintf(name, sizeof(name), "%s", cases[i].script);
		name[strcspn(name, "\n")] = '\0';
		tap_ok(st == cases[i].st && r.end == cases[i].end &&
		    n == cases[i].taken, name, __FILE__, __LINE__);
		if (st != cases[i].st || r.end != cases[i].end)
			printf("# %d %d %s %s\n", st, r.end,
			    st != SN_OK ? w.text : "", r.said);
	}
}

/* Text of the server comes through, and the password nowhere. */
static void
words(void)
{
	struct smtp_server v = conf();
	struct smtp_result r;
	struct smtp *s;
	struct why w;

	start("rcpt 550\nmail 451\n", NULL);
	v.url = url;
	OK(smtp_open(&s, &v, &w) == SN_OK);
	OK(letter(&r, s, NULL, &w) == SN_OK);
	STREQ(r.said, "550 no, at rcpt1");
	OK(letter(&r, s, NULL, &w) == SN_OK);
	STREQ(r.said, "451 no, at mail");
	OK(letter(&r, s, NULL, &w) == SN_OK && r.end == SMTP_DONE);
	STREQ(r.said, "250 taken");
	OK(smtp_known(s) && smtp_tls(s) == NULL);
	smtp_close(s);
	OK(stop("log", "EHLO shop.example") > 0);

	start("auth 535\n", NULL);
	v.url = url;
	OK(smtp_open(&s, &v, &w) == SN_OK);
	OK(letter(&r, s, NULL, &w) == SN_DENIED);
	OK(strstr(w.text, "535 no, at auth") != NULL);
	OK(strstr(w.text, "s3cret") == NULL);
	smtp_close(s);
	OK(stop("log", "connected") == 1);

	v.url = "http://127.0.0.1/";
	OK(smtp_open(&s, &v, &w) == SN_USAGE && s == NULL);
}

/* Two recipients: the first one counts. */
static void
recipients(void)
{
	struct smtp_server v = conf();
	struct smtp_result r;
	struct smtp *s;
	struct why w;

	start("rcpt2 550\nrcpt1 550\nrcpt1 450\nok 1\nrcpt2 421\n", NULL);
	v.url = url;
	OK(smtp_open(&s, &v, &w) == SN_OK);
	OK(letter(&r, s, "copy@shop.example", &w) == SN_OK);
	OK(r.end == SMTP_DONE);
	STREQ(r.bcc, "550 no, at rcpt2");
	OK(letter(&r, s, "copy@shop.example", &w) == SN_OK);
	OK(r.end == SMTP_REFUSED);
	STREQ(r.said, "550 no, at rcpt1");
	OK(letter(&r, s, "copy@shop.example", &w) == SN_OK);
	OK(r.end == SMTP_LATER);
	OK(letter(&r, s, "copy@shop.example", &w) == SN_OK);
	OK(r.end == SMTP_DONE && r.bcc[0] == '\0');
	OK(letter(&r, s, "copy@shop.example", &w) == SN_OK);
	OK(r.end == SMTP_DONE);
	OK(letter(&r, s, "a@b\r\nRCPT TO:<x@y>", &w) == SN_INVALID);
	OK(letter(&r, s, "no address", &w) == SN_INVALID);
	smtp_close(s);
	OK(stop("accepted", "buyer@mail.example") == 3);
}

/* Twenty letters, and over how many connections they went. */
static size_t
twenty(const char *quota, int64_t per_connection)
{
	struct smtp_server v = conf();
	struct smtp_result r;
	struct smtp *s;
	struct why w;
	int i, done = 0;

	start("", quota);
	v.url = url;
	v.per_connection = per_connection;
	OK(smtp_open(&s, &v, &w) == SN_OK);
	for (i = 0; i < 20; i++)
		done += letter(&r, s, NULL, &w) == SN_OK &&
		    r.end == SMTP_DONE;
	OK(done == 20);
	smtp_close(s);
	return stop("log", "connected");
}

/* A server that is not there, and one that has no TLS where it must. */
static void
out_of_reach(void)
{
	struct smtp_server v = conf();
	struct smtp_result r;
	struct smtp *s;
	struct why w;

	start("", NULL);
	v.url = url;
	v.tls = "yes";
	OK(smtp_open(&s, &v, &w) == SN_OK);
	OK(letter(&r, s, NULL, &w) == SN_RETRY);
	smtp_close(s);
	OK(stop("log", "MAIL") == 0);
	OK(smtp_open(&s, &v, &w) == SN_OK);
	OK(letter(&r, s, NULL, &w) == SN_RETRY);
	smtp_close(s);
}

int
main(void)
{
	if (mkdtemp(dir) == NULL)
		return 1;
	each_stage();
	words();
	recipients();
	OK(twenty(NULL, 0) == 1);
	OK(twenty(NULL, 7) == 3);
	OK(twenty("5", 0) == 4);
	out_of_reach();
	snprintf(path, sizeof(path), "%s/script", dir);
	unlink(path);
	rmdir(dir);
	return TAP_END;
}
