/* SPDX-License-Identifier: Apache-2.0 */
/* madang manual PAGE: the manual pages, from the tables of commands and settings. */
#include <stdio.h>

#include "base/help_text.h"
#include "cli/command.h"
#include "settings/settings.h"

static void
put_option(const struct option_row *o)
{
	(void)fputs(".TP\n.B \\-\\-", stdout);
	help_text_roff(stdout, o->name);
	if (o->value != NULL)
		(void)printf(" \\fI%s\\fP", o->value);
	(void)putchar('\n');
	help_text_roff(stdout, o->help);
	(void)putchar('\n');
}

static void
put_command(const struct command *cmd)
{
	(void)fputs(".TP\n.B madang ", stdout);
	help_text_roff(stdout, cmd->name);
	if (cmd->usage != NULL)
		(void)printf(" \\fI%s\\fP", cmd->usage);
	(void)putchar('\n');
	help_text_roff(stdout, cmd->help);
	(void)putchar('\n');
	if (cmd->options[0].name == NULL)
		return;
	(void)puts(".RS");
	for (size_t i = 0; i < COMMAND_OPTIONS && cmd->options[i].name != NULL; i++)
		put_option(&cmd->options[i]);
	(void)puts(".RE");
}

/* Commands whose name is one word; with a group, those of the group. */
static void
put_commands(const struct command_group *group)
{
	size_t n = group != NULL ? strlen(group->name) : 0;

	for (size_t i = 0; i < ncommands; i++) {
		const char *name = commands[i]->name, *space = strchr(name, ' ');

		if (group == NULL ? space == NULL : space == name + n && strncmp(name, group->name, n) == 0)
			put_command(commands[i]);
	}
}

static void
put_madang(void)
{
	(void)puts(
	    ".\\\" Made by `madang manual madang`; edit the tables of server/cli instead.\n"
	    ".TH MADANG 1 " MANUAL_DATE " Madang \"User Commands\"\n"
	    ".SH NAME\nmadang \\- comment server of a news site\n"
	    ".SH SYNOPSIS\n.B madang\n.I COMMAND\n[\\fIARGUMENT\\fP ...] [\\fB\\-c\\fP \\fIFILE\\fP]\n.br\n"
	    ".B madang\n[\\fICOMMAND\\fP] \\fB\\-\\-help\\fP\n.br\n.B madang \\-\\-version\n"
	    ".SH DESCRIPTION\nMadang serves the comments under news articles from a PostgreSQL database.\n"
	    ".B madang serve\nruns the server. The other commands install, check and administrate it.\n"
	    "A command that needs the database connects by \\fBdatabase.owner_url\\fP, else by \\fBdatabase.url\\fP.\n"
	    ".SH COMMANDS");
	put_commands(NULL);
	for (size_t i = 0; i < ncommand_groups; i++) {
		(void)printf(".SS %s\n", command_groups[i].name);
		help_text_roff(stdout, command_groups[i].summary);
		(void)putchar('\n');
		put_commands(&command_groups[i]);
	}
	(void)puts(
	    ".SH OPTIONS\nEvery command has these options.\n"
	    ".TP\n.B \\-c \\fIFILE\\fP\nReads the settings from this file.\n"
	    ".TP\n.B \\-h\\fP, \\fB\\-\\-help\nPrints the help of a command or of a group of commands.\n"
	    ".TP\n.B \\-\\-version\nPrints the version and the build id of the program; only without a command.\n"
	    ".SH EXIT STATUS\n.TP\n.B 0\nThe command succeeded.\n.TP\n.B 1\nThe command failed, or a check found a fault.\n"
	    ".TP\n.B 2\nThe command line is invalid.\n"
	    ".SH ENVIRONMENT\n.TP\n.B MADANG_CONFIG\nThe settings file if there is no \\fB\\-c\\fP.\n"
	    ".TP\n.B MADANG_\\fISECTION\\fP_\\fIKEY\\fP\nOverrides a setting of the file, for example MADANG_SERVER_LISTEN.\n"
	    ".TP\n.B MADANG_DATA\nThe directory that holds schema and config, if they are not where the program was installed.\n"
	    ".SH FILES\n.TP\n.I /etc/madang/madang.conf\nThe settings file if neither \\fB\\-c\\fP nor MADANG_CONFIG names one.\n"
	    ".SH SEE ALSO\n.BR madang.conf (5)");
}

static int
run_manual(const struct call *c)
{
	if (strcmp(c->argv[0], "madang") == 0)
		put_madang();
	else if (strcmp(c->argv[0], "madang.conf") == 0)
		settings_manual(stdout);
	else
		return (cli_fail("there is no manual page \"%s\"; the pages are madang and madang.conf", c->argv[0]) + 1);
	return (0);
}

const struct command cmd_manual = {
	.name = "manual",
	.summary = "Prints a manual page as roff source",
	.usage = "PAGE",
	.help =
	    "Prints the source of a manual page: madang, which is madang(1), or madang.conf, which is madang.conf(5). `man -l` shows it.",
	.min = 1,
	.max = 1,
	.bare = true,
	.run = run_manual,
};
