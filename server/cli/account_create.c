/* SPDX-License-Identifier: Apache-2.0 */
/* madang account create USERNAME */
#include "cli/account.h"
#include "cli/command.h"
#include "base/uuid.h"
#include "settings/settings.h"
#include "text/name.h"

static bool
check_name(const char *typed, struct buf *name, struct buf *skeleton)
{
	static const char *const why[] = { [NAME_EMPTY] = "it has no visible character",
		[NAME_TOO_SHORT] = "it is too short (accounts.name_min)",
		[NAME_TOO_LONG] = "it is too long (accounts.name_max)",
		[NAME_BAD_CHARACTER] =
		    "a name has letters and digits, with single spaces, full stops, hyphens or underscores between them",
		[NAME_MIXED_SCRIPTS] = "it mixes letters of scripts that look alike",
		[NAME_RESERVED] = "it is reserved" };
	enum name_result r = name_check_staff(typed, strlen(typed), (unsigned)setting_int(ACCOUNTS_NAME_MIN),
	    (unsigned)setting_int(ACCOUNTS_NAME_MAX), name, skeleton);

	if (r != NAME_OK)
		(void)cli_fail("\"%s\" cannot be a username: %s (%s)", typed, why[r], name_code(r));
	return (r == NAME_OK);
}

static bool
check_email(const char *typed, struct buf *email)
{
	if (typed == NULL || email_fold(typed, strlen(typed), email))
		return (true);
	(void)cli_fail("\"%s\" is no address of an e-mail account; write name@example.org", typed);
	return (false);
}

static void
new_id(char id[UUID_TEXT])
{
	struct uuid fresh = uuid_new();

	uuid_text(&fresh, id);
}

/* Nobody knows a password: the link of the mail sets it. */
static int
invite_account(const char *typed, const char *role, const char *address, struct buf *name, struct buf *skeleton,
    struct buf *email)
{
	char id[UUID_TEXT];

	if (address == NULL)
		return (cli_fail("an invitation needs an address; give it with --email"));
	if (!account_role_known(role) || !check_name(typed, name, skeleton) || !check_email(address, email))
		return (1);
	new_id(id);
	return (account_ask("select core.account_invite($1::uuid, $2, $3, $4, $5) from core.id_check($1::uuid)",
	    (const char *const[]) { id, name->data, skeleton->data, email->data, role }, 5, typed, "invited"));
}

static int
create_account(const char *typed, const char *role, const char *address, struct buf *name, struct buf *skeleton,
    struct buf *email, struct buf *hash)
{
	char id[UUID_TEXT];

	if (!account_role_known(role) || !check_name(typed, name, skeleton) || !check_email(address, email) ||
	    !account_new_password(name->data, skeleton->data, address, hash))
		return (1);
	new_id(id);
	return (account_ask("select core.account_make($1::uuid, $2, $3, $4, $5, $6) from core.id_check($1::uuid)",
	    (const char *const[]) { id, name->data, skeleton->data, email->data, hash->data, role }, 6, typed, id));
}

static int
run_account_create(const struct call *c)
{
	const char *role = c->values[0] != NULL ? c->values[0] : "reader";
	struct buf parts[4];
	size_t i;
	int status;

	for (i = 0; i < LENGTH(parts); i++)
		buf_init(&parts[i], NULL);
	if (c->values[2] != NULL)
		status = invite_account(c->argv[0], role, c->values[1], &parts[0], &parts[1], &parts[2]);
	else
		status = create_account(c->argv[0], role, c->values[1], &parts[0], &parts[1], &parts[2], &parts[3]);
	for (i = 0; i < LENGTH(parts); i++)
		buf_end(&parts[i]);
	return (status);
}

const struct command cmd_account_create = {
	.name = "account create",
	.summary = "Creates an account",
	.usage = "USERNAME",
	.help =
	    "Creates an account and prints its id. The password is read from one line of standard input, without echo on a terminal. "
	    "Names reserved for staff are allowed. The e-mail address counts as verified.",
	.min = 1,
	.max = 1,
	.options = { { "role", "ROLE", "Role on all sites: reader (default), staff, moderator, admin or auditor." },
	    { "email", "ADDRESS", "E-mail address of the account." },
	    { "invite", NULL,
		"Asks for no password, and sends a mail to the address. Its link sets a password, verifies the address and accepts the role. The same call again sends the mail again." } },
	.run = run_account_create,
};
