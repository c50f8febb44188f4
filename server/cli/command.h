/*
 * The command line: one command, one file, one record. main.c holds the list,
 * reads the arguments by the record and loads the settings before run().
 */
#ifndef ADMIN_COMMAND_H
#define ADMIN_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define CALL_ARGS 8 /* most positional arguments of any command */

struct call {
	const char *config; /* -c FILE; NULL: defaults and environment */
	int argc;	    /* positional arguments, behind the command's own words */
	const char *argv[CALL_ARGS];
	const char *const *values; /* of the command's options, in their order; NULL: absent */
};

struct option_row {
	const char *name;  /* without the dashes */
	const char *value; /* what follows it, for the help; NULL: nothing does */
	const char *help;
};

#define COMMAND_OPTIONS 8

struct command {
	const char *name;  /* "account create": a group and what is done in it, or one word */
	const char *summary; /* one line, for the list of commands */
	const char *usage; /* positional arguments, "USERNAME" */
	const char *help;  /* one sentence, then what it prints and returns */
	int min, max;   /* positional arguments */
	bool bare;	   /* run without loading the settings */
	struct option_row options[COMMAND_OPTIONS];
	int (*run)(const struct call *); /* exit status: 0 done, 1 failed or found wrong, 2 called wrongly */
};

extern const struct command cmd_migrate, cmd_check, cmd_routes, cmd_settings;
extern const struct command cmd_account_create, cmd_account_role, cmd_account_password;
extern const struct command cmd_article_create, cmd_article_merge;
extern const struct command cmd_site_create, cmd_site_list, cmd_site_token, cmd_site_origin;
extern const struct command cmd_rules_import, cmd_rules_schema, cmd_rules_try;
extern const struct command cmd_audit_key, cmd_audit_verify, cmd_audit_export;

struct owner;

/*
 * A connection as the database's owner (database.owner_url, else database.url);
 * NULL after saying why on standard error.
 */
struct owner *cli_owner(void) MUST_USE;

/* Says "madang: …" on standard error; always 1, for `return (cli_fail(…))`. */
int cli_fail(const char *format, ...) PRINTF_LIKE(1, 2);

/* Says why the last question failed, as cli_fail(). */
int cli_db_fail(const struct owner *);

/*
 * A path below the data that ships with Madang (schema, config): MADANG_DATA in the
 * environment, else ../share/madang beside the binary, else where it was installed
 * (in builds with MADANG_TREE, else the source tree). Allocated; NULL after saying that there is none.
 */
char *cli_data_path(const char *below) MUST_USE;

/* The highest number among this version's migrations; 0 after saying that there are none. */
long migrate_newest(void);

/* The first migration of every version before the first release; their databases cannot be brought to this schema. */
#define MIGRATE_UNRELEASED_FIRST "0001_ground.sql"
#define MIGRATE_UNRELEASED \
	"an unreleased version made this database; create an empty one, name it in database.url and database.owner_url, " \
	"and run madang migrate"

/* A whole file as a string; NULL after saying why. At most 16 MiB. */
char *cli_read_file(const char *path, size_t *len) MUST_USE;

/*
 * A secret: one line of standard input, asked for without echo when that is a
 * terminal, never from an argument. NULL after saying why. Wipe and free it.
 */
char *cli_read_secret(const char *prompt) MUST_USE;

#endif
