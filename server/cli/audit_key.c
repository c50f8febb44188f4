/* SPDX-License-Identifier: Apache-2.0 */
/* madang audit key [FILE] */
#include "secret/seal.h"

#include <errno.h>

#include "cli/command.h"
#include "secret/token.h"
#include "settings/settings.h"

static int
run_audit_key(const struct call *c)
{
	const char *path = c->argc > 0 ? c->argv[0] : setting_text(AUDIT_KEY_FILE);
	char hex[SEAL_HEX(SEAL_PUBLIC)], why[256];
	struct seal_key key;

	if (*path == '\0')
		return (cli_fail("audit key: there is no file to use; give FILE or set audit.key_file"));
	secret_start();
	if (c->values[0] != NULL) {
		if (!seal_key_read(path, &key, why))
			return (cli_fail("audit key: %s", why));
	} else if (!seal_key_make(path, &key))
		return (cli_fail("audit key: %s: %s", path, strerror(errno)));
	seal_hex(key.public, SEAL_PUBLIC, hex);
	seal_key_wipe(&key);
	(void)puts(hex + 2);
	return (0);
}

const struct command cmd_audit_key = {
	.name = "audit key",
	.summary = "Creates the key that signs the audit's seals",
	.usage = "[FILE]",
	.help =
	    "Creates the key that signs the audit's seals, in FILE or in audit.key_file, with mode 0600. An existing file is never "
	    "overwritten. Prints the public key: store it elsewhere for `madang audit verify --trust`. The server's user must own the "
	    "file; do not store it on the database's machine.",
	.min = 0,
	.max = 1,
	.options = { { "show", NULL, "Prints the public key of an existing file." } },
	.run = run_audit_key,
};
