/* SPDX-License-Identifier: Apache-2.0 */
/* madang settings list */
#include "settings/settings.h"

#include "cli/command.h"

static int
run_settings_list(const struct call *c)
{
	(void)c;
	settings_help(stdout);
	return (0);
}

const struct command cmd_settings_list = {
	.name = "settings list",
	.summary = "Lists every setting with its default and bounds",
	.help = "Prints every setting with its default, the variable that overrides it, its purpose and its bounds.",
	.bare = true,
	.run = run_settings_list,
};
