/* madang settings [sample]: the table of settings, or the file to begin with. */
#include "settings/settings.h"

#include "cli/command.h"

static int
run(const struct call *c)
{
	if (c->argc == 0)
		settings_help(stdout);
	else if (strcmp(c->argv[0], "sample") == 0)
		settings_sample(stdout);
	else
		return (cli_fail("settings: \"%s\" is neither nothing nor \"sample\"", c->argv[0]) + 1);
	return (0);
}

const struct command cmd_settings = {
	.name = "settings",
	.summary = "Lists every setting, or prints a file to begin with",
	.usage = "[sample]",
	.help = "Prints every setting with its default, its bounds and what it does; with sample, a\n"
		"commented settings file to begin with.",
	.max = 1,
	.bare = true,
	.run = run,
};
