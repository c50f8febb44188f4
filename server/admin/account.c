#include "admin/account.h"

#include <errno.h>

#include "admin/command.h"
#include "db/owner.h"
#include "secret/password.h"
#include "secret/token.h"
#include "settings.h"
#include "text/name.h"

bool
account_role_known(const char *role)
{
	static const char *const roles[] = { "reader", "staff", "moderator", "admin", "auditor" };
	size_t i;

	for (i = 0; i < LENGTH(roles); i++)
		if (strcmp(role, roles[i]) == 0)
			return (true);
	(void)admin_fail("a role is reader, staff, moderator, admin or auditor, not \"%s\"", role);
	return (false);
}

bool
account_skeleton(const char *name, struct buf *skeleton)
{
	if (strchr(name, '@') == NULL && login_fold(name, strlen(name), skeleton))
		return (true);
	(void)admin_fail("\"%s\" cannot be a username", name);
	return (false);
}

static bool
check(const char *p, size_t n, const char *name, const char *email)
{
	const char *path = setting_text(ACCOUNTS_PASSWORD_LIST);
	struct password_list *list = *path != '\0' ? password_list_load(path) : NULL;
	enum password_fault fault;

	if (list == NULL && *path != '\0')
		(void)fprintf(stderr, "no list of common passwords: %s: %s\n", path, strerror(errno));
	fault = password_check(p, n, (unsigned)setting_int(ACCOUNTS_PASSWORD_MIN),
	    (size_t)setting_int(ACCOUNTS_PASSWORD_MAX), name, email, list);
	password_list_end(list);
	if (fault != PASSWORD_FINE)
		(void)admin_fail("this password will not do: %s", password_code(fault));
	return (fault == PASSWORD_FINE);
}

bool
account_new_password(const char *name, const char *email, struct buf *hash)
{
	char *secret = admin_secret("new password"), text[PASSWORD_HASH];
	struct buf same;
	bool fine;

	if (secret == NULL)
		return (false);
	secret_start();
	buf_init(&same, NULL);
	fine = text_nfkc(secret, strlen(secret), &same);
	if (!fine)
		(void)admin_fail("the password is not UTF-8");
	fine = fine && check(secret, strlen(secret), name, email);
	if (fine && password_hash(same.data, same.len, (size_t)setting_int(HASH_MEMORY) * 1024,
			(unsigned)setting_int(HASH_PASSES), text) != PASSWORD_GOOD)
		fine = admin_fail("no memory for hash.memory = %ld KiB", setting_int(HASH_MEMORY)) == 0;
	if (fine)
		buf_puts(hash, text);
	secret_wipe(secret, strlen(secret));
	if (same.data != NULL)
		secret_wipe(same.data, same.len);
	buf_end(&same);
	free(secret);
	return (fine);
}

int
account_verdict(const char *sql, const char *const *params, int n, const char *done)
{
	struct owner *o = admin_owner();
	struct answer *a;
	int status = 0;

	if (o == NULL)
		return (1);
	a = owner_ask(o, sql, params, n);
	if (a == NULL)
		status = admin_fail("%s", owner_error(o));
	else if (strcmp(answer_text(a, 0, 0), "ok") != 0)
		status = admin_fail("%s", answer_text(a, 0, 0));
	else
		(void)puts(done);
	owner_end(a);
	owner_close(o);
	return (status);
}
