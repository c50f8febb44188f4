/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a log line is one JSON object with typed values, of bounded length, and says so where something was cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/log.h"
#include "base/mem.h"

static int ends[2], err;

static void
capture(void)
{
	err = dup(STDERR_FILENO);
	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
}

/* The line written since capture(). */
static json_t *
captured(size_t *length)
{
	char line[2 * LOG_LINE_MAX];
	json_t *doc;
	ssize_t n;

	(void)dup2(err, STDERR_FILENO);
	(void)close(ends[1]);
	(void)close(err);
	n = read(ends[0], line, sizeof(line) - 1);
	(void)close(ends[0]);
	assert_true(n > 1 && memchr(line, '\n', (size_t)n) == line + n - 1);
	line[n] = '\0';
	doc = json_loads(line, 0, NULL);
	if (doc == NULL)
		fail_msg("not JSON: %s", line);
	if (length != NULL)
		*length = (size_t)n;
	return (doc);
}

static void
values_have_their_types(void **state)
{
	json_t *line;

	(void)state;
	capture();
	log_warn("values logged", log_int("count", -3), log_bool("sent", true), log_ms("duration_ms", 1234567),
	    log_text("name", NULL), log_repeated(0), log_int("largest", INT64_MAX));
	line = captured(NULL);
	assert_string_equal(json_string_value(json_object_get(line, "msg")), "values logged");
	assert_string_equal(json_string_value(json_object_get(line, "level")), "warn");
	assert_int_equal(json_integer_value(json_object_get(line, "pid")), getpid());
	assert_int_equal(json_integer_value(json_object_get(line, "count")), -3);
	assert_true(json_is_true(json_object_get(line, "sent")));
	assert_true(json_real_value(json_object_get(line, "duration_ms")) == 1234.567);
	assert_true(json_is_null(json_object_get(line, "name")));
	assert_null(json_object_get(line, "repeated"));
	assert_int_equal(json_integer_value(json_object_get(line, "largest")), INT64_MAX);
	json_decref(line);
}

static void
a_message_may_have_no_fields(void **state)
{
	json_t *line;

	(void)state;
	capture();
	log_error("nothing added");
	line = captured(NULL);
	assert_int_equal(json_object_size(line), 5);
	json_decref(line);
}

static void
a_long_string_is_cut_and_marked(void **state)
{
	char text[4 * LOG_VALUE_MAX];
	const char *value;
	json_t *line;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	capture();
	log_warn("text logged", log_text("text", text), log_int("after", 1));
	line = captured(NULL);
	value = json_string_value(json_object_get(line, "text"));
	assert_true(strlen(value) <= LOG_VALUE_MAX);
	assert_string_equal(value + strlen(value) - strlen("…"), "…");
	assert_int_equal(json_integer_value(json_object_get(line, "after")), 1);
	json_decref(line);
}

static void
a_long_line_is_cut_and_marked(void **state)
{
	char text[LOG_VALUE_MAX];
	size_t length;
	json_t *line;

	(void)state;
	memset(text, 1, sizeof(text) - 1); /* six bytes each as they are written */
	text[sizeof(text) - 1] = '\0';
	capture();
	log_warn("text logged", log_text("a", text), log_text("b", text), log_text("c", text), log_text("d", text),
	    log_text("e", text), log_text("f", text), log_text("g", text), log_text("h", text), log_text("i", text));
	line = captured(&length);
	assert_true(length <= LOG_LINE_MAX);
	assert_non_null(json_object_get(line, "a"));
	assert_null(json_object_get(line, "i"));
	assert_true(json_is_true(json_object_get(line, "cut")));
	json_decref(line);
}

static void
lines_of_a_request_carry_its_id(void **state)
{
	struct log_request outer, inner;
	json_t *line;

	(void)state;
	outer = log_request_enter("outer");
	inner = log_request_enter("inner");
	capture();
	log_warn("request mentioned");
	line = captured(NULL);
	assert_string_equal(json_string_value(json_object_get(line, "request_id")), "inner");
	json_decref(line);
	log_request_leave(&inner);
	assert_string_equal(log_request_id(), "outer");
	log_request_leave(&outer);
	capture();
	log_warn("request over");
	line = captured(NULL);
	assert_null(json_object_get(line, "request_id"));
	json_decref(line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_have_their_types),
		cmocka_unit_test(a_message_may_have_no_fields),
		cmocka_unit_test(a_long_string_is_cut_and_marked),
		cmocka_unit_test(a_long_line_is_cut_and_marked),
		cmocka_unit_test(lines_of_a_request_carry_its_id),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
