/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: before its signature is verified, a token names one issuer and one audience or none, and its signed part is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "secret/jwt.h"
#include "text/base64url.h"

/* The audience of a token with these claims and a signature of "x". */
static const char *
audience(const char *claims, char out[64])
{
	struct buf token;
	json_t *doc;
	const char *aud;

	buf_init(&token, NULL);
	base64url_put(&token, "{}", 2);
	buf_puts(&token, ".");
	base64url_put(&token, claims, strlen(claims));
	buf_puts(&token, ".x");
	doc = jwt_unverified(token.data, token.len);
	assert_int_equal(jwt_signed_part(token.data, token.len), token.len - 2);
	aud = jwt_audience(doc);
	if (aud != NULL)
		(void)snprintf(out, 64, "%s", aud);
	json_decref(doc);
	buf_end(&token);
	return (aud != NULL ? out : NULL);
}

static void
one_audience_is_named(void **state)
{
	char out[64];

	(void)state;
	assert_string_equal(audience("{\"aud\":\"us\"}", out), "us");
	assert_string_equal(audience("{\"aud\":[\"us\"]}", out), "us");
}

static void
several_or_none_are_none(void **state)
{
	static const char *const claims[] = { "{\"aud\":[\"us\",\"them\"]}", "{\"aud\":[]}", "{\"aud\":7}", "{\"aud\":[7]}", "{}",
		"[]", "{\"aud\":\"us\",\"aud\":\"us\"}", "no JSON" };
	char out[64];

	(void)state;
	for (size_t i = 0; i < LENGTH(claims); i++)
		assert_null(audience(claims[i], out));
}

static void
text_that_is_no_token_has_no_claims(void **state)
{
	static char huge[JWT_BYTES_MAX + 2];

	(void)state;
	assert_null(jwt_unverified("", 0));
	assert_null(jwt_unverified("x.y", 3));
	assert_null(jwt_unverified("e30.e30.x.y", 11));
	memset(huge, 'e', sizeof(huge));
	memcpy(huge, "e30.e30.", 8);
	assert_null(jwt_unverified(huge, sizeof(huge)));
}

static void
all_before_the_last_point_is_signed(void **state)
{
	(void)state;
	assert_int_equal(jwt_signed_part("a.b.c", 5), 3);
	assert_int_equal(jwt_signed_part("a.b.", 4), 3);
	assert_int_equal(jwt_signed_part("no point", 8), 0);
	assert_int_equal(jwt_signed_part("", 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_audience_is_named),
		cmocka_unit_test(several_or_none_are_none),
		cmocka_unit_test(text_that_is_no_token_has_no_claims),
		cmocka_unit_test(all_before_the_last_point_is_signed),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
