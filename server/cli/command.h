/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line: one command, one file, one record. main.c holds the table of commands, reads the arguments by the
 * record and loads the settings before it calls run(). Help and manual pages are made from the records.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define CALL_ARGS 8 /* most positional arguments of any command */

struct call {
	const char *config; /* -c FILE; NULL: defaults and environment */
	int argc;	    /* positional arguments, without the command's own words */
	const char *argv[CALL_ARGS];
	const char *const *values; /* of the options, in the order of the record; NULL: absent; "" if it takes no value */
};

struct option_row {
	const char *name;  /* without the dashes */
	const char *value; /* name of its value, for the help; NULL: it takes none */
	const char *help;
};

#define COMMAND_OPTIONS 8

struct command {
	const char *name;    /* "account create": a group and a verb; or one word */
	const char *summary; /* one line for the list of commands */
	const char *usage;   /* positional arguments, "USERNAME" */
	const char *help;    /* sentences without newlines: its effect, then its output */
	int min, max;	     /* positional arguments */
	bool bare;	     /* runs without settings */
	struct option_row options[COMMAND_OPTIONS];
	int (*run)(const struct call *); /* exit status: 0 success, 1 failure or a fault found, 2 invalid arguments */
};

struct command_group {
	const char *name, *summary;
};

/* main.c */
extern const struct command *const commands[];
extern const size_t ncommands;
extern const struct command_group command_groups[];
extern const size_t ncommand_groups;

extern const struct command cmd_courier, cmd_mail_list, cmd_mail_resend;
extern const struct command cmd_migrate, cmd_check, cmd_routes, cmd_manual;
extern const struct command cmd_settings_list, cmd_settings_sample;
extern const struct command cmd_account_create, cmd_account_email, cmd_account_factor, cmd_account_role, cmd_account_password;
extern const struct command cmd_article_create, cmd_article_merge;
extern const struct command cmd_site_create, cmd_site_list, cmd_site_token, cmd_site_origin, cmd_site_provider;
extern const struct command cmd_rules_import, cmd_rules_schema, cmd_rules_try;
extern const struct command cmd_audit_key, cmd_audit_verify, cmd_audit_export;

struct owner;

/* Connects as the database's owner (database.owner_url, else database.url). NULL after an error message. */
struct owner *cli_owner(void) MUST_USE;

/* Prints "madang: …" on standard error. Always returns 1, for `return (cli_fail(…))`. */
int cli_fail(const char *format, ...) PRINTF_LIKE(1, 2);

/* Prints the error of the last query, as cli_fail(). */
int cli_db_fail(const struct owner *);

/*
 * A path in the data that ships with Madang (schema, config): below MADANG_DATA in the environment, else below
 * ../share/madang beside the binary, else in the installation's directory, else, in builds with MADANG_TREE, in the
 * source tree. The caller frees it. NULL after an error message.
 */
char *cli_data_path(const char *below) MUST_USE;

/* The highest number of this version's migrations; 0 after an error message. */
long migrate_newest(void);

/* The first migration of the versions before the first release. Their databases cannot be migrated to this schema. */
#define MIGRATE_UNRELEASED_FIRST "0001_ground.sql"
#define MIGRATE_UNRELEASED                                                                                                \
	"an unreleased version made this database; create an empty one, name it in database.url and database.owner_url, " \
	"and run madang migrate"

/* Reads a file of at most 16 MiB as a string; the caller frees it. NULL after an error message. */
char *cli_read_file(const char *path, size_t *len) MUST_USE;

/*
 * Reads a secret: one line of standard input, without echo on a terminal. Secrets are never arguments, which other
 * users can see. The caller wipes and frees it. NULL after an error message.
 */
char *cli_read_secret(const char *prompt) MUST_USE;

#endif
