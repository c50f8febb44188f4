/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: every bad setting is refused with its line, and changes nothing that was in force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/endpoint.h"
#include "settings/settings.h"

static char path[] = "/tmp/madang-settings-XXXXXX";
static char *output;

static void
write_file(const char *name, const char *text)
{
	FILE *out = fopen(name, "we");

	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static bool
load_text(const char *text, bool again)
{
	size_t n;
	FILE *err;
	bool fine;

	free(output);
	output = NULL;
	err = open_memstream(&output, &n);
	write_file(path, text);
	fine = again ? settings_reload(path, err) : settings_load(path, err);
	assert_int_equal(fclose(err), 0);
	return (fine);
}

static int
setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	(void)unlink(path);
	free(output);
	return (0);
}

static void
defaults_hold_before_and_after(void **state)
{
	(void)state;
	assert_int_equal(setting_int(HTTP_HEAD_MAX), 16384);
	assert_string_equal(setting_text(SERVER_LISTEN), "127.0.0.1:8080");
	assert_true(load_text("", false));
	assert_string_equal(output, "");
	assert_int_equal(setting_int(HTTP_HEAD_MAX), 16384);
	assert_true(setting_on(LIMITS_RATES));
}

static void
values_come_from_the_file(void **state)
{
	(void)state;
	assert_true(load_text("# a comment\n[http]\nhead_max = 2kB\ntarget_max = 2048B ; why\n"
			      "[server]\nlisten = 127.0.0.1:9000\n  [::1]:9000\n[limits]\nrates = off\n",
	    false));
	assert_int_equal(setting_int(HTTP_HEAD_MAX), 2048);
	assert_int_equal(setting_int(HTTP_TARGET_MAX), 2048);
	assert_string_equal(setting_text(SERVER_LISTEN), "127.0.0.1:9000 [::1]:9000");
	assert_false(setting_on(LIMITS_RATES));
	assert_true(load_text("", false));
	assert_true(setting_on(LIMITS_RATES));
}

static void
each_mistake_has_its_line(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[http]\nhead_max = 5B\n", ":2: http.head_max: a size from 1kB to 64kB is needed, not \"5B\"" },
		{ "[http]\nhead_max = 2048\n", ":2: http.head_max: \"2048\" has no unit; the units are B, kB, MB or GB" },
		{ "[http]\nhead_max = 2048x\n", ":2: http.head_max: \"2048x\" has an unknown unit" },
		{ "[http]\nhead_max = 2KB\n", ":2: http.head_max: \"2KB\" has an unknown unit" },
		{ "[http]\nhead_max = 2s\n", ":2: http.head_max: \"2s\" has an unknown unit" },
		{ "[http]\nhead_max = +2kB\n", ":2: http.head_max: a number with a unit" },
		{ "[http]\nhead_max = -2kB\n", ":2: http.head_max: a number with a unit" },
		{ "[http]\nhead_max = 1.5kB\n", ":2: http.head_max: \"1.5kB\" has an unknown unit" },
		{ "[http]\nhead_max = 99999999999999999999kB\n", ":2: http.head_max: a number with a unit" },
		{ "[http]\nhead_max = 9999999999999999GB\n", ":2: http.head_max: \"9999999999999999GB\" is not a whole number of B" },
		{ "[http]\nhead_max =\n", ":2: http.head_max: a number with a unit" },
		{ "[http]\nidle_timeout = 75\n", ":2: http.idle_timeout: \"75\" has no unit; the units are us, ms, s, min, h or d" },
		{ "[http]\nidle_timeout = 1500us\n", ":2: http.idle_timeout: \"1500us\" is not a whole number of ms" },
		{ "[http]\nidle_timeout = 2d\n", ":2: http.idle_timeout: a time from 50ms to 1h is needed, not \"2d\"" },
		{ "[http]\nfields_max = 100s\n", ":2: http.fields_max: a whole number from 10 to 1000" },
		{ "[http]\n\nhead_mx = 2048\n", ":3: http.head_mx is not a setting" },
		{ "[htp]\n", ":1: unknown section [htp]" },
		{ "head_max = 2048\n", ":1: head_max is not a setting" },
		{ "[http]\nnonsense\nmore\n", ":3: the line is neither [section] nor key = value" },
		{ "[http]\nhead_max = 2kB\nhead_max = 4kB\n", ":3: http.head_max is set twice, first in line 2; delete one" },
		{ "[limits]\nrates = yes\n", ":2: limits.rates: on or off" },
		{ "[limits]\nrates = off\n[server]\nlisten = 0.0.0.0:80\nbase_url = https://a.example\n",
		    ":2: limits.rates: off is allowed only" },
		{ "[server]\nlisten = 0.0.0.0:80\n", "server.base_url: http is allowed for loopback" },
		{ "[server]\nlisten = 127.0.0.1\n", ":2: server.listen: \"127.0.0.1\": an address is written" },
		{ "[server]\nlisten = 127.0.0.1:70000\n", ":2: server.listen: \"127.0.0.1:70000\": a port" },
		{ "[server]\nlisten = example.org:80\n", ":2: server.listen: \"example.org:80\"" },
		{ "[server]\nlisten = unix:relative\n", ":2: server.listen: \"unix:relative\": a unix socket" },
		{ "[server]\nlisten =\n", ":2: server.listen: at least one address" },
		{ "[server]\nadmin_listen = nowhere\n", ":2: server.admin_listen: \"nowhere\"" },
		{ "[server]\nbase_url = https://A.example\n", ":2: server.base_url: \"https://A.example\": an origin has" },
		{ "[server]\nbase_url = https://a.example/\n", ":2: server.base_url:" },
		{ "[server]\nbase_url = https://a.example:443\n", ":2: server.base_url:" },
		{ "[server]\nbase_url = ftp://a.example\n", ":2: server.base_url:" },
		{ "[server]\nbase_url = https://a.example/talk/\n", ":2: server.base_url: \"https://a.example/talk/\": a path has no empty part" },
		{ "[server]\nbase_url = https://a.example/talk//x\n", ":2: server.base_url: \"https://a.example/talk//x\": a path has no empty part" },
		{ "[server]\nbase_url = https://a.example/..\n", ":2: server.base_url: \"https://a.example/..\": a path has letters" },
		{ "[server]\nbase_url = https://a.example/t%61lk\n", ":2: server.base_url: \"https://a.example/t%61lk\": a path has letters" },
		{ "[server]\nbase_url = https://a.example/talk?x\n", ":2: server.base_url: \"https://a.example/talk?x\": a path has letters" },
		{ "[server]\nbase_url = https://a.example /talk\n", ":2: server.base_url: one URL without spaces" },
		{ "[server]\nbase_url = https://a.example/talk\n", ":2: server.base_url: a path needs a host of its own for the desk; set server.desk_url" },
		{ "[server]\nbase_url = https://a.example/talk\ndesk_url = https://a.example\n", ":3: server.desk_url: a host other than" },
		{ "[server]\ndesk_url = https://a.example/desk\n", ":2: server.desk_url: \"https://a.example/desk\": an origin has" },
		{ "[server]\ndesk_url = desk.a.example\n", ":2: server.desk_url: \"desk.a.example\": an origin is written" },
		{ "[server]\ndesk_url = https://a.example https://b.example\n", ":2: server.desk_url: one URL without spaces" },
		{ "[server]\nlisten = 0.0.0.0:80\nbase_url = https://a.example\ndesk_url = http://b.example\n",
		    ":4: server.desk_url: http is allowed for loopback listeners only" },
		{ "[server]\norigins = https://a.example http://b:x\n", ":2: server.origins: \"http://b:x\"" },
		{ "[server]\ntrusted_proxies = 10.0.0.0/33\n", ":2: server.trusted_proxies: \"10.0.0.0/33\"" },
		{ "[server]\ntrusted_proxies = proxy\n", ":2: server.trusted_proxies: \"proxy\"" },
		{ "[server]\nrun_dir = here\n", ":2: server.run_dir: an absolute path" },
		{ "[http]\nhead_max = 2kB\n", "http.target_max: 8kB is more than http.head_max, which is 2kB" },
		{ "[http]\nbody_max = 64kB\n", "comments.bytes_max: a comment of 24kB takes up to 72kB in a form, more than http.body_max, which is 64kB" },
		{ "[retention]\nappeal = 183d\n", ":2: retention.appeal: a time from 184d" }, /* the appeal window, core.appeal_window() */
		{ "[log]\nlevel = loud\n", ":2: log.level: debug, info" },
		{ "[http]\nhead_max = 2kB\n  4kB\n", ":3: http.head_max: only a text may continue" },
		{ "[database]\nurl = file:/nowhere/at/all\n", ":2: database.url: /nowhere/at/all: No such file" },
		{ "[server]\nbase_url = http:\n", ":2: server.base_url: a text of 8 to 512 bytes" },
	};
	/* clang-format on */
	size_t i;

	(void)state;
	assert_true(load_text("[http]\nhead_max = 12345B\n", false));
	for (i = 0; i < LENGTH(cases); i++) {
		assert_false(load_text(cases[i].text, i % 2 == 0));
		if (strstr(output, cases[i].says) == NULL)
			fail_msg("case %zu output: %s", i, output);
		assert_int_equal(setting_int(HTTP_HEAD_MAX), 12345);
		assert_string_equal(setting_text(SERVER_LISTEN), "127.0.0.1:8080");
	}
}

static void
all_mistakes_are_reported_at_once(void **state)
{
	(void)state;
	assert_false(load_text("[http]\nhead_max = 5\nnonsense\n[log]\nslow = 0ms\nx = y\n", false));
	assert_non_null(strstr(output, ":2: "));
	assert_non_null(strstr(output, ":3: "));
	assert_non_null(strstr(output, ":5: "));
	assert_non_null(strstr(output, ":6: "));
}

static void
a_long_line_is_refused(void **state)
{
	char *text = NULL;

	(void)state;
	assert_true(asprintf(&text, "[server]\norigins = %4100s\n", "https://a.example") > 0);
	assert_false(load_text(text, false));
	assert_non_null(strstr(output, ":2: the line is longer than"));
	free(text);
	assert_true(asprintf(&text, "[server]\norigins = %1900s\n", "https://a.example") > 0);
	assert_true(load_text(text, false));
	free(text);
}

static void
the_environment_overrides_the_file(void **state)
{
	(void)state;
	assert_int_equal(setenv("MADANG_HTTP_HEAD_MAX", "3000B", 1), 0);
	assert_int_equal(setenv("MADANG_HTTP_TARGET_MAX", "3000B", 1), 0);
	assert_true(load_text("[http]\nhead_max = 2kB\n", false));
	assert_int_equal(setting_int(HTTP_HEAD_MAX), 3000);
	assert_int_equal(setenv("MADANG_HTTP_HEAD_MAX", "many", 1), 0);
	assert_false(load_text("", false));
	assert_non_null(strstr(output, "environment: http.head_max: a number with a unit"));
	assert_int_equal(unsetenv("MADANG_HTTP_HEAD_MAX"), 0);
	assert_int_equal(unsetenv("MADANG_HTTP_TARGET_MAX"), 0);
	assert_int_equal(setenv("MADANG_HTTP_HED_MAX", "3000B", 1), 0);
	assert_false(load_text("", false));
	assert_non_null(strstr(output, "MADANG_HTTP_HED_MAX is not a setting"));
	assert_int_equal(unsetenv("MADANG_HTTP_HED_MAX"), 0);
}

static void
a_secret_comes_from_its_file(void **state)
{
	char secret[] = "/tmp/madang-secret-XXXXXX", *text = NULL;
	int fd = mkstemp(secret);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	write_file(secret, "postgresql://u:p@h/db\n");
	assert_true(asprintf(&text, "[database]\nurl = file:%s\n", secret) > 0);
	assert_true(load_text(text, false));
	assert_string_equal(setting_text(DATABASE_URL), "postgresql://u:p@h/db");
	assert_int_equal(chmod(secret, 0644), 0);
	assert_false(load_text(text, false));
	assert_non_null(strstr(output, "every user may read"));
	assert_int_equal(chmod(secret, 0600), 0);
	free(text);
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", "/tmp", 1), 0);
	assert_true(asprintf(&text, "[database]\nowner_url = credential:%s\n", secret + strlen("/tmp/")) > 0);
	assert_true(load_text(text, false));
	assert_string_equal(setting_text(DATABASE_OWNER_URL), "postgresql://u:p@h/db");
	free(text);
	(void)unlink(secret);
}

static void
a_reload_keeps_settings_that_need_a_restart(void **state)
{
	(void)state;
	assert_true(load_text("[server]\nworkers = 3\n[log]\nslow = 10ms\n", false));
	assert_true(load_text("[server]\nworkers = 4\n[log]\nslow = 20ms\n", true));
	assert_int_equal(setting_int(SERVER_WORKERS), 3);
	assert_int_equal(setting_int(LOG_SLOW), 20);
	assert_string_equal(output, "server.workers: the new value takes effect at the next start\n");
}

/* The sample with every default uncommented is a valid file. */
static void
the_sample_is_a_valid_file(void **state)
{
	char *sample = NULL, *p;
	size_t n;
	FILE *out = open_memstream(&sample, &n);

	(void)state;
	settings_sample(out);
	assert_int_equal(fclose(out), 0);
	for (p = sample; (p = strstr(p, "\n#")) != NULL; p++)
		if (p[2] != ' ')
			p[1] = ' ';
	for (p = sample; (p = strstr(p, "\n ")) != NULL; p++)
		memmove(p + 1, p + 2, strlen(p + 2) + 1);
	if (!load_text(sample, false))
		fail_msg("%s", output);
	free(sample);
}

static void
endpoints_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		bool local;
	} cases[] = { { "127.0.0.1:80", true }, { "[::1]:8080", true }, { "unix:/run/x", true }, { "0.0.0.0:65535", false },
		{ "[2001:db8::1]:443", false } };
	char text[ENDPOINT_TEXT];
	struct endpoint e;
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		assert_true(endpoint_parse((struct span) { cases[i].text, strlen(cases[i].text) }, &e, &why));
		assert_int_equal(endpoint_local(&e), cases[i].local);
		endpoint_text(&e, text);
		assert_string_equal(text, cases[i].text);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_hold_before_and_after),
		cmocka_unit_test(values_come_from_the_file),
		cmocka_unit_test(each_mistake_has_its_line),
		cmocka_unit_test(all_mistakes_are_reported_at_once),
		cmocka_unit_test(a_long_line_is_refused),
		cmocka_unit_test(the_environment_overrides_the_file),
		cmocka_unit_test(a_secret_comes_from_its_file),
		cmocka_unit_test(a_reload_keeps_settings_that_need_a_restart),
		cmocka_unit_test(the_sample_is_a_valid_file),
		cmocka_unit_test(endpoints_are_read_and_written),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
