/*
 * The shop directory and its files: who may read and write them, and
 * whether there is room for more.
 */

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/checkup.h"
#include "cli/secretcheck.h"

enum {
	MEGABYTE = 1 << 20,
	LITTLE = 50,		/* megabytes: a day's import may not fit */
	SOME = 500		/* and a copy of the store may not */
};

/* Nobody but the owner may do what is in forbidden with the file. */
static bool
check_mode(struct checkup *k, const char *path, mode_t forbidden,
    enum verdict verdict)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		if (errno == ENOENT)
			return true;
		checkup_say(k, VERDICT_ERROR, "permissions", "%s: %s", path,
		    strerror(errno));
		return false;
	}
	if (st.st_mode & forbidden) {
		checkup_say(k, verdict, "permissions", st.st_mode & forbidden &
		    (S_IWGRP | S_IWOTH) ? _("%s: others may write it: chmod "
		    "go= %s") : _("%s: others may read it: chmod go= %s"),
		    path, path);
		return false;
	}
	if (geteuid() != 0 && st.st_uid != geteuid()) {
		checkup_say(k, VERDICT_WARNING, "permissions", _("%s: belongs "
		    "to another user"), path);
		return false;
	}
	return true;
}

/* Each file of secrets/. */
static bool
check_secrets(struct checkup *k)
{
	const char *dir = cmd_path(k->cmd, "secrets");
	struct dirent *e;
	bool good;
	DIR *d;

	good = check_mode(k, dir, S_IRWXG | S_IRWXO, VERDICT_ERROR);
	if ((d = opendir(dir)) == NULL)
		return good;
	while ((e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			good &= check_mode(k, arena_printf(&k->cmd->arena,
			    "%s/%s", dir, e->d_name), S_IRWXG | S_IRWXO,
			    VERDICT_ERROR);
	closedir(d);
	return good;
}

static void
check_permissions(struct checkup *k)
{
	const char *home = cmd_path(k->cmd, ".");
	bool good;

	good = check_mode(k, home, S_IRWXG | S_IRWXO, VERDICT_WARNING);
	good &= check_mode(k, cmd_path(k->cmd, "sn.conf"), S_IWGRP | S_IWOTH,
	    VERDICT_ERROR);
	good &= check_mode(k, cmd_path(k->cmd, "store.db"), S_IRWXG | S_IRWXO,
	    VERDICT_ERROR);
	good &= check_secrets(k);
	if (access(home, W_OK) == -1) {
		checkup_say(k, VERDICT_ERROR, "permissions", "%s: %s", home,
		    strerror(errno));
		good = false;
	}
	if (good)
		checkup_say(k, VERDICT_OK, "permissions", _("only the owner "
		    "gets at the store and the secrets"));
}

/* Room for what comes, and for one more copy of the store. */
static void
check_space(struct checkup *k)
{
	const char *home = cmd_path(k->cmd, ".");
	uint64_t megabytes, copy = 0;
	struct statvfs v;
	struct stat st;

	if (statvfs(home, &v) == -1) {
		checkup_say(k, VERDICT_ERROR, "space", "%s: %s", home,
		    strerror(errno));
		return;
	}
	if (stat(cmd_path(k->cmd, "store.db"), &st) == 0)
		copy = (uint64_t)st.st_size / MEGABYTE;
	megabytes = (uint64_t)v.f_bavail * v.f_frsize / MEGABYTE;
	checkup_say(k, megabytes < LITTLE ? VERDICT_ERROR :
	    megabytes < SOME + 2 * copy ? VERDICT_WARNING : VERDICT_OK,
	    "space", _("%s: %" PRIu64 " MB free, the store has %" PRIu64),
	    k->cmd->home, megabytes, copy);
}

/* Passwords that sn.conf names are there, and good for a while. */
static void
check_dates(struct checkup *k)
{
	enum verdict worst = VERDICT_OK, verdict;
	struct secret_state *state;
	struct why w;
	size_t i, n;

	if (k->cmd->conf == NULL)
		return;
	if (secrets_check(&state, &n, k->cmd, &w) != SN_OK)
		return;		/* the clock: another check says so */
	for (i = 0; i < n; i++) {
		if (state[i].flaw == SECRET_OPEN)
			continue;	/* check_permissions() says so */
		verdict = state[i].flaw == SECRET_SOON ? VERDICT_WARNING :
		    VERDICT_ERROR;
		worst = verdict > worst ? verdict : worst;
		checkup_say(k, verdict, "secrets", "%s: %s", state[i].path,
		    state[i].text);
	}
	if (worst == VERDICT_OK && k->cmd->conf->nsecret > 0)
		checkup_say(k, VERDICT_OK, "secrets", _("dates known: %zu; "
		    "none ends within %d days"), k->cmd->conf->nsecret,
		    SECRET_DAYS);
}

void
checkup_files(struct checkup *k)
{
	check_permissions(k);
	check_dates(k);
	check_space(k);
}
