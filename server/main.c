/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line: the table of commands, their arguments and their help. Each command is one file of server/cli with
 * one record (cli/command.h); `serve` stands here, because it starts the processes.
 */
#include <stdint.h>
#include <unistd.h>

#include "cli/command.h"
#include "base/build.h"
#include "base/help_text.h"
#include "base/log.h"
#include "settings/settings.h"
#include "process/supervisor.h"
#include "text/memory.h"

static int
run_serve(const struct call *c)
{
	if (!text_start())
		return (cli_fail("the ICU library cannot be used; reinstall the package libicu72"));
	return (supervisor_run(c->config));
}

static const struct command cmd_serve = {
	.name = "serve",
	.summary = "Runs the server",
	.help =
	    "Runs the server: a supervisor, workers, hashers and the admin listener. SIGTERM finishes open requests and stops, a "
	    "second SIGTERM stops at once. SIGHUP reads the settings file again. Under systemd the server uses the sockets that "
	    "systemd passes and notifies it when it is ready.",
	.run = run_serve,
};

const struct command *const commands[] = {
	&cmd_serve,
	&cmd_courier,
	&cmd_migrate,
	&cmd_check,
	&cmd_routes,
	&cmd_settings_list,
	&cmd_settings_sample,
	&cmd_account_create,
	&cmd_account_role,
	&cmd_account_email,
	&cmd_account_factor,
	&cmd_account_password,
	&cmd_article_create,
	&cmd_article_merge,
	&cmd_site_create,
	&cmd_site_list,
	&cmd_site_token,
	&cmd_site_provider,
	&cmd_site_origin,
	&cmd_rules_import,
	&cmd_rules_schema,
	&cmd_rules_try,
	&cmd_mail_list,
	&cmd_mail_resend,
	&cmd_audit_key,
	&cmd_audit_verify,
	&cmd_audit_export,
	&cmd_manual,
};
const size_t ncommands = LENGTH(commands);

const struct command_group command_groups[] = {
	{ "settings", "Lists settings and prints a sample file." },
	{ "account", "Creates accounts and changes roles and passwords. The audit records each change." },
	{ "article", "Creates and merges articles. An article is the page that readers comment on." },
	{ "site", "Creates sites and manages their origins and tokens. Articles of a site share its rules, roles and origins." },
	{ "rules", "Tests moderation rules and puts them in force." },
	{ "mail", "Lists mails that are not sent, and sends dead ones again." },
	{ "audit", "Makes the key of the audit's seals, verifies and exports the audit." },
};
const size_t ncommand_groups = LENGTH(command_groups);

/* Commands of a later version: a call gets a clear answer instead of "unknown command". */
static const char *const planned[] = { "import", "export" };

/* True for each command of the group; "" is the group of all. */
static bool
in_group(const char *name, const char *group)
{
	size_t n = strlen(group);

	return (*group == '\0' || (strncmp(name, group, n) == 0 && name[n] == ' '));
}

static const struct command_group *
find_group(const char *name)
{
	for (size_t i = 0; i < LENGTH(command_groups); i++)
		if (strcmp(command_groups[i].name, name) == 0)
			return (&command_groups[i]);
	return (NULL);
}

/* The help of a group; NULL: of the program. */
static void
print_group(const struct command_group *group, FILE *out)
{
	const char *name = group != NULL ? group->name : "";

	(void)fprintf(out, "madang %s%sCOMMAND [-c FILE] …\n\n", name, group != NULL ? " " : "");
	help_text_wrap(out, "", group != NULL ? group->summary : "Madang " MADANG_VERSION ", the comment server of a news site.");
	(void)fputc('\n', out);
	for (size_t i = 0; i < LENGTH(commands); i++)
		if (in_group(commands[i]->name, name))
			(void)fprintf(out, "  %-18s %s\n", commands[i]->name, commands[i]->summary);
	(void)fputc('\n', out);
	help_text_wrap(out, "",
	    "`madang COMMAND --help` explains a command, `madang --version` prints the version. -c names the settings "
	    "file; the default is $MADANG_CONFIG, else /etc/madang/madang.conf if it exists. A variable "
	    "MADANG_SECTION_KEY overrides the file. See madang(1) and madang.conf(5).");
}

static void
print_help(const struct command *cmd, FILE *out)
{
	const struct option_row *o;

	(void)fprintf(out, "madang %s%s%s [-c FILE]\n\n", cmd->name, cmd->usage != NULL ? " " : "",
	    cmd->usage != NULL ? cmd->usage : "");
	help_text_wrap(out, "", cmd->help);
	if (cmd->options[0].name != NULL)
		(void)fputc('\n', out);
	for (o = cmd->options; o < cmd->options + COMMAND_OPTIONS && o->name != NULL; o++) {
		(void)fprintf(out, "  --%s%s%s\n", o->name, o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
		help_text_wrap(out, "      ", o->help);
	}
}

/* The number of words of argv that are the command's name; 0: another command is meant. */
static int
match_name(const char *name, int argc, char **argv)
{
	int words = 0;
	size_t n;

	for (; *name != '\0'; words++) {
		n = strcspn(name, " ");
		if (words == argc || strlen(argv[words]) != n || strncmp(name, argv[words], n) != 0)
			return (0);
		name += n;
		name += *name == ' ';
	}
	return (words);
}

/* The index of the option that arg ("--name" or "--name=value") names; -1: none. */
static int
find_option(const struct command *cmd, const char *arg)
{
	size_t n = strcspn(arg, "=");
	int i;

	for (i = 0; i < COMMAND_OPTIONS && cmd->options[i].name != NULL; i++)
		if (strlen(cmd->options[i].name) + 2 == n && strncmp(arg + 2, cmd->options[i].name, n - 2) == 0)
			return (i);
	return (-1);
}

static int
usage_error(const struct command *cmd, const char *what, const char *arg)
{
	(void)fprintf(stderr, "madang %s: %s%s%s\n\n", cmd->name, what, *arg != '\0' ? ": " : "", arg);
	print_help(cmd, stderr);
	return (2);
}

/* Reads the words after the command's name. 0: run the command; else the exit status + 1. */
static int
read_args(const struct command *cmd, int argc, char **argv, struct call *c, const char **values)
{
	const char *arg, *value;
	bool only = false; /* after "--" all words are positional */
	int i, at;

	for (i = 0; i < argc; i++) {
		arg = argv[i];
		if (only || arg[0] != '-' || arg[1] == '\0') {
			if (c->argc == cmd->max)
				return (usage_error(cmd, "too many arguments; the first unexpected one is", arg) + 1);
			c->argv[c->argc++] = arg;
		} else if (strcmp(arg, "--") == 0) {
			only = true;
		} else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
			print_help(cmd, stdout);
			return (1);
		} else if (strcmp(arg, "-c") == 0) {
			if (i + 1 == argc)
				return (usage_error(cmd, "-c needs the path of a settings file", "") + 1);
			c->config = argv[++i];
		} else if (strncmp(arg, "--", 2) != 0 || (at = find_option(cmd, arg)) < 0) {
			return (usage_error(cmd, "unknown option", arg) + 1);
		} else {
			value = strchr(arg, '=');
			if (cmd->options[at].value == NULL && value != NULL)
				return (usage_error(cmd, "this option takes no value", arg) + 1);
			if (cmd->options[at].value != NULL && value == NULL && i + 1 == argc)
				return (usage_error(cmd, "this option needs a value", arg) + 1);
			if (cmd->options[at].value == NULL)
				values[at] = "";
			else
				values[at] = value != NULL ? value + 1 : argv[++i];
		}
	}
	if (c->argc < cmd->min)
		return (usage_error(cmd, "an argument is missing", "") + 1);
	return (0);
}

static const char *
default_config(void)
{
	static const char path[] = "/etc/madang/madang.conf";
	const char *named = getenv("MADANG_CONFIG");

	if (named != NULL)
		return (named);
	return (access(path, F_OK) == 0 ? path : NULL);
}

static int
run_command(const struct command *cmd, int argc, char **argv)
{
	const char *values[COMMAND_OPTIONS] = { NULL };
	struct call c = { .values = values };
	enum log_level level;
	int stop = read_args(cmd, argc, argv, &c, values);

	if (stop != 0)
		return (stop - 1);
	if (c.config == NULL)
		c.config = default_config();
	if (!cmd->bare) {
		if (!settings_load(c.config, stderr))
			return (1);
		if (log_level_parse(setting_text(LOG_LEVEL), &level))
			log_set_level(level);
	}
	return (cmd->run(&c));
}

static bool
asks_help(const char *word)
{
	return (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0);
}

/* The words name a group, an unknown command, or nothing. */
static int
no_command(int argc, char **argv)
{
	const struct command_group *group = argc > 0 ? find_group(argv[0]) : NULL;
	size_t i;

	if (argc > 0 && asks_help(argv[argc - 1])) {
		print_group(group, stdout);
		return (0);
	}
	for (i = 0; argc > 0 && i < LENGTH(planned); i++)
		if (strcmp(planned[i], argv[0]) == 0) {
			(void)fprintf(stderr, "madang %s: not available in this version\n", planned[i]);
			return (2);
		}
	if (group != NULL && argc == 1)
		(void)fprintf(stderr, "madang %s: name one of these commands\n\n", group->name);
	else if (argc > 0)
		(void)fprintf(stderr, "madang: unknown command \"%s%s%s\"\n\n", argv[0], group != NULL ? " " : "",
		    group != NULL ? argv[1] : "");
	print_group(group, stderr);
	return (2);
}

int
main(int argc, char **argv)
{
	int words, i;

	argc--;
	argv++;
	if (argc == 1 && strcmp(argv[0], "--version") == 0) {
		(void)printf("madang " MADANG_VERSION " (build %s)\n", build_id());
		return (0);
	}
	if (argc > 1 && strcmp(argv[0], "help") == 0) { /* help COMMAND is COMMAND --help */
		for (i = 1; i < argc; i++)
			argv[i - 1] = argv[i];
		argv[argc - 1] = (char *)(uintptr_t) "--help";
	}
	for (size_t c = 0; c < LENGTH(commands); c++)
		if ((words = match_name(commands[c]->name, argc, argv)) > 0)
			return (run_command(commands[c], argc - words, argv + words));
	return (no_command(argc, argv));
}
