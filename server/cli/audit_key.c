/* madang audit key: the key that signs the audit's seals. */
#include "secret/seal.h"

#include <errno.h>

#include "cli/command.h"
#include "secret/token.h"
#include "settings/settings.h"

static int
run(const struct call *c)
{
	const char *path = c->argc > 0 ? c->argv[0] : setting_text(AUDIT_KEY_FILE);
	char hex[SEAL_HEX(SEAL_PUBLIC)], why[256];
	struct seal_key key;

	if (*path == '\0')
		return (cli_fail("audit key: name the file, or set audit.key_file"));
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
	.summary = "Makes the key that seals the audit",
	.usage = "[FILE]",
	.help = "Makes the key that signs the audit's seals, in FILE or where audit.key_file says, with mode 0600,\n"
		"and prints its public half: keep that elsewhere, `madang audit verify --trust` takes it. It never\n"
		"goes over a file that is there. Give the file to the server's user; keep it off the database's machine.",
	.min = 0,
	.max = 1,
	.options = { { "show", NULL, "prints the public half of the key that is there" } },
	.run = run,
};
