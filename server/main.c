/* madang: the command line. One row per command; serve is one of them. */
#include <stdint.h>
#include <unistd.h>

#include "cli/command.h"
#include "base/log.h"
#include "settings/settings.h"
#include "process/supervisor.h"
#include "text/memory.h"

static int
serve(const struct call *c)
{
	if (!text_start()) {
		(void)fprintf(stderr, "serve: ICU cannot be used; is libicu installed whole?\n");
		return (1);
	}
	return (supervisor_run(c->config));
}

static const struct command cmd_serve = {
	.name = "serve",
	.summary = "Runs the server",
	.help = "Runs the server: a supervisor, its workers and hashers. SIGTERM drains, SIGHUP reads the\n"
		"settings again. Under systemd it takes the sockets it is given and says when it is ready.",
	.run = serve,
};

static const struct command *const commands[] = {
	&cmd_serve,
	&cmd_migrate,
	&cmd_check,
	&cmd_routes,
	&cmd_settings,
	&cmd_account_create,
	&cmd_account_role,
	&cmd_account_password,
	&cmd_article_create,
	&cmd_article_merge,
	&cmd_site_create,
	&cmd_site_list,
	&cmd_site_token,
	&cmd_site_origin,
	&cmd_rules_import,
	&cmd_rules_schema,
	&cmd_rules_try,
	&cmd_audit_key,
	&cmd_audit_verify,
	&cmd_audit_export,
};

/* Names that belong to later versions: said plainly, not "unknown". */
static const char *const later[] = { "import", "export" };

/* "account" is the group of "account create"; a command is in its own. */
static bool
in_group(const char *name, const char *group)
{
	size_t n = strlen(group);

	return (*group == '\0' || (strncmp(name, group, n) == 0 && (name[n] == ' ' || name[n] == '\0')));
}

/* The commands of a group, "" for all; how many those are. */
static size_t
list(const char *group, FILE *out)
{
	size_t found = 0;

	for (size_t i = 0; i < LENGTH(commands); i++)
		if (in_group(commands[i]->name, group)) {
			if (out != NULL)
				(void)fprintf(out, "  %-18s %s\n", commands[i]->name, commands[i]->summary);
			found++;
		}
	return (found);
}

static void
overview(const char *group, FILE *out)
{
	(void)fprintf(out, "madang " MADANG_VERSION ", the discussion under a news article\n\nmadang %s%s%s [-c FILE] …\n\n",
	    group, *group != '\0' ? " " : "", "COMMAND");
	(void)list(group, out);
	(void)fputs("\nmadang COMMAND --help tells more. -c names the settings file; without it, MADANG_CONFIG in\n"
		    "the environment does, else /etc/madang/madang.conf if it is there. MADANG_SECTION_KEY in the\n"
		    "environment stands over the file.\n",
	    out);
}

static void
help(const struct command *cmd, FILE *out)
{
	const struct option_row *o;

	(void)fprintf(out, "madang %s%s%s [-c FILE]\n\n%s\n", cmd->name, cmd->usage != NULL ? " " : "",
	    cmd->usage != NULL ? cmd->usage : "", cmd->help);
	if (cmd->options[0].name != NULL)
		(void)fputc('\n', out);
	for (o = cmd->options; o < cmd->options + COMMAND_OPTIONS && o->name != NULL; o++)
		(void)fprintf(out, "  --%s%s%-*s %s\n", o->name, o->value != NULL ? " " : "",
		    (int)(22 - strlen(o->name)), o->value != NULL ? o->value : "", o->help);
}

/* How many words of argv the name takes; 0 if it is another. */
static int
matches(const char *name, int argc, char **argv)
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

/* The index of the option that arg ("--name" or "--name=value") means, -1 for none. */
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
wrong(const struct command *cmd, const char *what, const char *arg)
{
	(void)fprintf(stderr, "madang %s: %s%s%s\n\n", cmd->name, what, *arg != '\0' ? ": " : "", arg);
	help(cmd, stderr);
	return (2);
}

/* Reads what stands behind the command's name. 0: go on; else the exit status + 1. */
static int
read_args(const struct command *cmd, int argc, char **argv, struct call *c, const char **values)
{
	const char *arg, *value;
	bool only = false; /* behind "--" all is positional */
	int i, at;

	for (i = 0; i < argc; i++) {
		arg = argv[i];
		if (only || arg[0] != '-' || arg[1] == '\0') {
			if (c->argc == cmd->max)
				return (wrong(cmd, "one argument too many", arg) + 1);
			c->argv[c->argc++] = arg;
		} else if (strcmp(arg, "--") == 0) {
			only = true;
		} else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
			help(cmd, stdout);
			return (1);
		} else if (strcmp(arg, "-c") == 0) {
			if (i + 1 == argc)
				return (wrong(cmd, "-c needs a file", "") + 1);
			c->config = argv[++i];
		} else if (strncmp(arg, "--", 2) != 0 || (at = find_option(cmd, arg)) < 0) {
			return (wrong(cmd, "unknown option", arg) + 1);
		} else {
			value = strchr(arg, '=');
			if (cmd->options[at].value == NULL && value != NULL)
				return (wrong(cmd, "this option takes no value", arg) + 1);
			if (cmd->options[at].value != NULL && value == NULL && i + 1 == argc)
				return (wrong(cmd, "this option needs a value", arg) + 1);
			if (cmd->options[at].value == NULL)
				values[at] = "";
			else
				values[at] = value != NULL ? value + 1 : argv[++i];
		}
	}
	if (c->argc < cmd->min)
		return (wrong(cmd, "an argument is missing", "") + 1);
	return (0);
}

static const char *
usual_config(void)
{
	static const char place[] = "/etc/madang/madang.conf";
	const char *wish = getenv("MADANG_CONFIG");

	if (wish != NULL)
		return (wish);
	return (access(place, F_OK) == 0 ? place : NULL);
}

static int
run(const struct command *cmd, int argc, char **argv)
{
	const char *values[COMMAND_OPTIONS] = { NULL };
	struct call c = { .values = values };
	enum log_level level;
	int stop = read_args(cmd, argc, argv, &c, values);

	if (stop != 0)
		return (stop - 1);
	if (c.config == NULL)
		c.config = usual_config();
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

/* No command: words that name none, a group, or nothing. */
static int
no_command(int argc, char **argv)
{
	const char *group = argc > 0 && list(argv[0], NULL) > 0 ? argv[0] : "";
	size_t i;

	if (argc > 0 && asks_help(argv[argc - 1])) {
		overview(group, stdout);
		return (0);
	}
	for (i = 0; argc > 0 && i < LENGTH(later); i++)
		if (strcmp(later[i], argv[0]) == 0) {
			(void)fprintf(stderr, "madang %s: not available in this version\n", later[i]);
			return (2);
		}
	if (*group != '\0' && argc == 1)
		(void)fprintf(stderr, "madang %s: name one of its commands\n\n", group);
	else if (argc > 0)
		(void)fprintf(stderr, "madang: no command \"%s%s%s\"\n\n", argv[0], *group != '\0' ? " " : "",
		    *group != '\0' ? argv[1] : "");
	overview(group, stderr);
	return (2);
}

int
main(int argc, char **argv)
{
	int words, i;

	argc--;
	argv++;
	if (argc == 1 && strcmp(argv[0], "--version") == 0) {
		(void)puts("madang " MADANG_VERSION);
		return (0);
	}
	if (argc > 1 && strcmp(argv[0], "help") == 0) { /* help COMMAND is COMMAND --help */
		for (i = 1; i < argc; i++)
			argv[i - 1] = argv[i];
		argv[argc - 1] = (char *)(uintptr_t)"--help";
	}
	for (size_t c = 0; c < LENGTH(commands); c++)
		if ((words = matches(commands[c]->name, argc, argv)) > 0)
			return (run(commands[c], argc - words, argv + words));
	return (no_command(argc, argv));
}
