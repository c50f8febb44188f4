/* SPDX-License-Identifier: Apache-2.0 */
/* madang settings sample */
#include "settings/settings.h"

#include "cli/command.h"

static int
run_settings_sample(const struct call *c)
{
	(void)c;
	settings_sample(stdout);
	return (0);
}

const struct command cmd_settings_sample = {
	.name = "settings sample",
	.summary = "Prints a commented settings file with all defaults",
	.help = "Prints a settings file in which every line is commented out and shows a default. Begin with it.",
	.bare = true,
	.run = run_settings_sample,
};
