/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: tokens have one spelling, digests are PostgreSQL's bytea text, keys and purposes do not mix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "secret/token.h"

static void
a_token_is_new_and_has_one_digest(void **state)
{
	char token[TOKEN_TEXT], other[TOKEN_TEXT], a[DIGEST_TEXT], b[DIGEST_TEXT];
	size_t i;

	(void)state;
	token_new(token);
	token_new(other);
	assert_int_equal(strlen(token), 43);
	assert_string_not_equal(token, other);
	assert_true(token_digest(token, 43, a));
	assert_true(token_digest(token, 43, b));
	assert_string_equal(a, b);
	assert_true(a[0] == '\\' && a[1] == 'x' && strlen(a) == 66);
	assert_true(token_digest(other, 43, b));
	assert_string_not_equal(a, b);
	assert_false(token_digest(token, 42, a));
	assert_false(token_digest("", 0, a));
	for (i = 0; i < 43; i++) {
		static const char wrong[] = "=+/ .\n\\'\"%";
		char spoilt[TOKEN_TEXT];

		memcpy(spoilt, token, sizeof(spoilt));
		spoilt[i] = wrong[i % (sizeof(wrong) - 1)];
		assert_false(token_digest(spoilt, 43, a));
	}
	/* the last character holds two unused bits: all but one spelling is refused */
	memcpy(other, token, sizeof(other));
	other[42] = (char)(token[42] + 1);
	assert_false(token_digest(other, 43, a));
}

static void
an_api_token_is_a_token_behind_its_prefix_and_has_a_digest_of_its_own(void **state)
{
	char token[API_TOKEN_TEXT], a[DIGEST_TEXT], b[DIGEST_TEXT];
	size_t prefix = strlen(API_TOKEN_PREFIX);

	(void)state;
	api_token_new(token);
	assert_int_equal(strlen(token), prefix + 43);
	assert_memory_equal(token, API_TOKEN_PREFIX, prefix);
	assert_true(api_token_digest(token, prefix + 43, a));
	assert_true(token_digest(token + prefix, 43, b));
	assert_string_not_equal(a, b);
	assert_false(token_digest(token, prefix + 43, a));
	assert_false(api_token_digest(token, prefix + 42, a));
	assert_false(api_token_digest(token, prefix - 1, a));
	assert_false(api_token_digest(token + prefix, 43, a));
	token[0] = 'M';
	assert_false(api_token_digest(token, prefix + 43, a));
}

static void
digests_depend_on_key_kind_and_text(void **state)
{
	struct secret_key key, again, third;
	char a[DIGEST_TEXT], b[DIGEST_TEXT];

	(void)state;
	digest_text("abc", 3, a); /* BLAKE2b-256, checked with another implementation */
	assert_string_equal(a, "\\xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	digest_text("", 0, b);
	assert_string_not_equal(a, b);
	secret_key_derive(&key, "0123456789abcdef", 16, "networks");
	secret_key_derive(&again, "0123456789abcdef", 16, "networks");
	secret_key_derive(&third, "0123456789abcdef", 16, "logins");
	assert_memory_equal(&key, &again, sizeof(key));
	assert_memory_not_equal(&key, &third, sizeof(key));
	keyed_digest(&key, "a", "bc", 2, a);
	keyed_digest(&key, "ab", "c", 1, b);
	assert_string_not_equal(a, b);
	keyed_digest(&again, "a", "bc", 2, b);
	assert_string_equal(a, b);
	secret_key_new(&third);
	keyed_digest(&third, "a", "bc", 2, b);
	assert_string_not_equal(a, b);
	assert_true(secret_equal("abc", "abc", 3));
	assert_false(secret_equal("abc", "abd", 3));
}

static void
a_form_token_fits_its_session_only(void **state)
{
	char session[TOKEN_TEXT], other[TOKEN_TEXT], form[TOKEN_TEXT];

	(void)state;
	token_new(session);
	token_new(other);
	assert_true(form_token(session, form));
	assert_string_not_equal(form, session);
	assert_true(form_token_fits(session, form));
	assert_false(form_token_fits(other, form));
	assert_false(form_token_fits(session, session));
	assert_false(form_token_fits(session, NULL));
	assert_false(form_token_fits(session, ""));
	assert_false(form_token("x", form));
}

static int
start(void **state)
{
	(void)state;
	secret_start();
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_new_and_has_one_digest),
		cmocka_unit_test(an_api_token_is_a_token_behind_its_prefix_and_has_a_digest_of_its_own),
		cmocka_unit_test(digests_depend_on_key_kind_and_text),
		cmocka_unit_test(a_form_token_fits_its_session_only),
	};

	return (cmocka_run_group_tests(tests, start, NULL));
}
