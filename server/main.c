/* madang: the command line. One row per command; serve is one of them. */
#include <unistd.h>

#include "admin/command.h"
#include "base/log.h"
#include "settings.h"
#include "supervisor.h"

static int
serve(const struct call *c)
{
	return (supervisor_run(c->config));
}

static const struct command cmd_serve = {
	.name = "serve",
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
	&cmd_rules_try,
	&cmd_audit_key,
	&cmd_audit_verify,
	&cmd_audit_export,
};

/* Names that belong to later versions: said plainly, not "unknown". */
static const char *const later[] = { "import", "export" };

static void
overview(FILE *out)
{
	size_t i;

	(void)fputs("madang " MADANG_VERSION ", the discussion under a news article\n\n"
		    "madang COMMAND [-c FILE] …\n\n",
	    out);
	for (i = 0; i < LENGTH(commands); i++)
		(void)fprintf(out, "  %-17s %s\n", commands[i]->name,
		    commands[i]->usage != NULL ? commands[i]->usage : "");
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
			if (c->argc == cmd->most)
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
	if (c->argc < cmd->least)
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
			log_threshold(level);
	}
	return (cmd->run(&c));
}

int
main(int argc, char **argv)
{
	size_t i;
	int words;

	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		overview(argc < 2 ? stderr : stdout);
		return (argc < 2 ? 2 : 0);
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)puts("madang " MADANG_VERSION);
		return (0);
	}
	for (i = 0; i < LENGTH(commands); i++)
		if ((words = matches(commands[i]->name, argc - 1, argv + 1)) > 0)
			return (run(commands[i], argc - 1 - words, argv + 1 + words));
	for (i = 0; i < LENGTH(later); i++)
		if (matches(later[i], argc - 1, argv + 1) > 0) {
			(void)fprintf(stderr, "madang %s: not available in this version\n", later[i]);
			return (2);
		}
	(void)fprintf(stderr, "madang: no command \"%s\"\n\n", argv[1]);
	overview(stderr);
	return (2);
}
