/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/account.h"

#include <errno.h>

#include "cli/command.h"
#include "db/owner.h"
#include "secret/password.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "text/name.h"

bool
account_role_known(const char *role)
{
	static const char *const roles[] = { "reader", "staff", "moderator", "admin", "auditor" };
	size_t i;

	for (i = 0; i < LENGTH(roles); i++)
		if (strcmp(role, roles[i]) == 0)
			return (true);
	(void)cli_fail("unknown role \"%s\"; a role is reader, staff, moderator, admin or auditor", role);
	return (false);
}

bool
account_skeleton(const char *name, struct buf *skeleton)
{
	if (strchr(name, '@') == NULL && login_fold(name, strlen(name), skeleton))
		return (true);
	if (strchr(name, '@') != NULL)
		(void)cli_fail(
		    "\"%s\" cannot be a username, because it has an @; give the account's name, not its e-mail address", name);
	else
		(void)cli_fail("\"%s\" cannot be a username; it is empty or has forbidden characters", name);
	return (false);
}

static bool
check_against(const char *p, size_t n, const char *const *names, size_t nnames)
{
	const char *path = setting_text(ACCOUNTS_PASSWORD_LIST);
	struct password_list *list = *path != '\0' ? password_list_load(path) : NULL;
	enum password_fault fault;

	if (list == NULL && *path != '\0')
		(void)fprintf(stderr, "madang: warning: the password is not compared with common ones: %s: %s\n", path,
		    errno != 0 ? strerror(errno) : "lists no passwords");
	fault = password_check(p, n, (unsigned)setting_int(ACCOUNTS_PASSWORD_MIN), (size_t)setting_int(ACCOUNTS_PASSWORD_MAX),
	    names, nnames, list);
	password_list_end(list);
	if (fault == PASSWORD_TOO_SHORT)
		(void)cli_fail("the password is too short (too_short); choose one of at least %ld characters",
		    setting_int(ACCOUNTS_PASSWORD_MIN));
	else if (fault == PASSWORD_TOO_LONG)
		(void)cli_fail("the password is too long (too_long); choose one of at most %ld bytes",
		    setting_int(ACCOUNTS_PASSWORD_MAX));
	else if (fault == PASSWORD_COMMON)
		(void)cli_fail(
		    "the password is easy to guess (common_password): it is a common password, a keyboard walk or a repetition;"
		    " choose another one");
	else if (fault == PASSWORD_PERSONAL)
		(void)cli_fail(
		    "the password is too close to a name (same_as_name): the account's, its address's, a site's or madang;"
		    " choose another one");
	return (fault == PASSWORD_FINE);
}

/* A password must differ from the account's name and address (given or stored), the sites' titles and "madang". */
static bool
check_names_and_list(const char *p, size_t n, const char *name, const char *email, const char *skeleton)
{
	struct owner *o = cli_owner();
	const char **names;
	struct answer *a;
	int row, rows;
	bool good;

	if (o == NULL)
		return (false);
	a = owner_ask(o, "select s.title from core.site s union all select a.email from core.account a where a.skeleton = $1",
	    (const char *const[]) { skeleton }, 1);
	if (a == NULL)
		(void)cli_db_fail(o);
	rows = a != NULL ? answer_rows(a) : 0;
	names = mem_zero((size_t)rows + 3, sizeof(*names));
	names[0] = "madang";
	names[1] = name;
	names[2] = email;
	for (row = 0; row < rows; row++)
		names[row + 3] = answer_text(a, row, 0);
	good = a != NULL && check_against(p, n, names, (size_t)rows + 3);
	free(names);
	owner_answer_free(a);
	owner_close(o);
	return (good);
}

bool
account_new_password(const char *name, const char *skeleton, const char *email, struct buf *hash)
{
	char *secret = cli_read_secret("new password"), text[PASSWORD_HASH];
	struct buf same;
	bool fine;

	if (secret == NULL)
		return (false);
	secret_start();
	buf_init(&same, NULL);
	fine = text_nfkc(secret, strlen(secret), &same);
	if (!fine)
		(void)cli_fail("the password is not UTF-8");
	fine = fine && check_names_and_list(secret, strlen(secret), name, email, skeleton);
	if (fine &&
	    password_hash(same.data, same.len, (size_t)setting_int(HASH_MEMORY) * 1024, (unsigned)setting_int(HASH_PASSES),
		text) != PASSWORD_GOOD)
		fine = cli_fail("no memory for hash.memory = %ld KiB", setting_int(HASH_MEMORY)) == 0;
	if (fine)
		buf_puts(hash, text);
	secret_wipe(secret, strlen(secret));
	if (same.data != NULL)
		secret_wipe(same.data, same.len);
	buf_end(&same);
	free(secret);
	return (fine);
}

/* Prints the meaning of an outcome, with its code for scripts. */
static int
outcome_fail(const char *outcome, const char *name)
{
	static const struct {
		const char *outcome, *before, *behind;
	} says[] = {
		{ "not_found", "there is no account ", "; check the spelling" },
		{ "unknown_site", "no role was given to ", ": there is no such site; madang site list shows all" },
		{ "username_taken", "the name ", ", or one that looks like it, is another account's; choose another" },
		{ "email_taken", "nothing was changed for ", ": the e-mail address is another account's" },
		{ "no_factor", "nothing was removed from ", ": it has no second factor" },
		{ "same_email", "nothing was changed for ", ": it has this verified address already" },
	};

	for (size_t i = 0; i < LENGTH(says); i++)
		if (strcmp(outcome, says[i].outcome) == 0)
			return (cli_fail("%s\"%s\"%s (%s)", says[i].before, name, says[i].behind, outcome));
	return (cli_fail("%s", outcome));
}

int
account_ask(const char *sql, const char *const *params, int n, const char *name, const char *done)
{
	struct owner *o = cli_owner();
	struct answer *a;
	int status = 0;

	if (o == NULL)
		return (1);
	a = owner_ask(o, sql, params, n);
	if (a == NULL)
		status = cli_db_fail(o);
	else if (strcmp(answer_text(a, 0, 0), "ok") != 0)
		status = outcome_fail(answer_text(a, 0, 0), name);
	else
		(void)puts(done != NULL ? done : answer_text(a, 0, 1));
	owner_answer_free(a);
	owner_close(o);
	return (status);
}
