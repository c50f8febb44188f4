/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: codes are those of RFC 6238, each step works once, and a stored secret opens with its own key and row alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "secret/totp.h"

/* RFC 6238, appendix B: "12345678901234567890"; the last six of its eight digits. */
static const struct totp_secret rfc = { "12345678901234567890" };
static const struct {
	int64_t at;
	const char *code;
} vectors[] = { { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" }, { 1234567890, "005924" },
	{ 2000000000, "279037" }, { 20000000000, "353130" } };

static void
codes_are_those_of_the_rfc(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(vectors); i++) {
		assert_int_equal(totp_match(&rfc, vectors[i].code, vectors[i].at, 0), vectors[i].at / 30);
		assert_int_equal(totp_match(&rfc, vectors[i].code, vectors[i].at + 30, 0), vectors[i].at / 30);
		assert_int_equal(totp_match(&rfc, vectors[i].code, vectors[i].at - 30, 0), vectors[i].at / 30);
		assert_int_equal(totp_match(&rfc, vectors[i].code, vectors[i].at + 60, 0), -1);
		if (vectors[i].at >= 60)
			assert_int_equal(totp_match(&rfc, vectors[i].code, vectors[i].at - 60, 0), -1);
	}
}

static void
a_step_works_once(void **state)
{
	(void)state;
	assert_int_equal(totp_match(&rfc, "287082", 59, 0), 1);
	assert_int_equal(totp_match(&rfc, "287082", 59, 1), -1);
	assert_int_equal(totp_match(&rfc, "287082", 59, 2), -1);
}

static void
other_texts_are_no_codes(void **state)
{
	static const char *const texts[] = { "", " ", "28708", "2870822", "28708a", "+28708", "28 70 8", "-287082",
		"\xef\xbc\x92"
		"87082" };

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		assert_int_equal(totp_match(&rfc, texts[i], 59, 0), -1);
	assert_int_equal(totp_match(&rfc, " 287 082 ", 59, 0), 1);
}

static void
the_text_of_a_secret_is_base32(void **state)
{
	char text[TOTP_TEXT];

	(void)state;
	totp_secret_text(&rfc, text);
	assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

static void
a_stored_secret_opens_with_its_key_and_row_alone(void **state)
{
	struct secret_key key, other;
	struct totp_secret secret, opened;
	char stored[TOTP_STORED];

	(void)state;
	secret_key_new(&key);
	secret_key_new(&other);
	totp_secret_new(&secret);
	totp_secret_store(&secret, &key, "row", stored);
	assert_true(totp_secret_open(stored + 2, &key, "row", &opened));
	assert_memory_equal(&secret, &opened, sizeof(secret));
	assert_false(totp_secret_open(stored + 2, &other, "row", &opened));
	assert_false(totp_secret_open(stored + 2, NULL, "row", &opened));
	assert_false(totp_secret_open(stored + 2, &key, "another", &opened));
	stored[10] = stored[10] == '0' ? '1' : '0';
	assert_false(totp_secret_open(stored + 2, &key, "row", &opened));
	assert_false(totp_secret_open("", &key, "row", &opened));
	assert_false(totp_secret_open("01", &key, "row", &opened));
	assert_false(totp_secret_open("zz", &key, "row", &opened));
}

static void
a_secret_without_a_key_is_read_with_and_without_one(void **state)
{
	struct secret_key key;
	struct totp_secret secret, opened;
	char stored[TOTP_STORED];

	(void)state;
	secret_key_new(&key);
	totp_secret_new(&secret);
	totp_secret_store(&secret, NULL, "row", stored);
	assert_true(totp_secret_open(stored + 2, NULL, "row", &opened));
	assert_memory_equal(&secret, &opened, sizeof(secret));
	assert_true(totp_secret_open(stored + 2, &key, "row", &opened));
}

static void
a_recovery_code_is_read_as_people_type_it(void **state)
{
	char code[RECOVERY_TEXT], typed[RECOVERY_TEXT], digest[DIGEST_TEXT], again[DIGEST_TEXT];

	(void)state;
	recovery_code_new(code);
	assert_int_equal(strlen(code), 29);
	assert_true(recovery_code_digest(code, digest));
	for (size_t i = 0; i <= strlen(code); i++)
		typed[i] = code[i] == '-' ? ' ' : (char)(code[i] >= 'a' && code[i] <= 'z' ? code[i] - 32 : code[i]);
	assert_true(recovery_code_digest(typed, again));
	assert_string_equal(digest, again);
	typed[28] = typed[28] == 'A' ? 'B' : 'A';
	assert_true(recovery_code_digest(typed, again));
	assert_string_not_equal(digest, again);
	assert_false(recovery_code_digest("", again));
	assert_false(recovery_code_digest("287082", again));
	assert_false(recovery_code_digest("aaaa-aaaa-aaaa-aaaa-aaaa-aaa", again));
	assert_false(recovery_code_digest("aaaa-aaaa-aaaa-aaaa-aaaa-aaaaa", again));
	assert_false(recovery_code_digest("aaaa-aaaa-aaaa-aaaa-aaaa-aaa1", again));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_the_rfc),
		cmocka_unit_test(a_step_works_once),
		cmocka_unit_test(other_texts_are_no_codes),
		cmocka_unit_test(the_text_of_a_secret_is_base32),
		cmocka_unit_test(a_stored_secret_opens_with_its_key_and_row_alone),
		cmocka_unit_test(a_secret_without_a_key_is_read_with_and_without_one),
		cmocka_unit_test(a_recovery_code_is_read_as_people_type_it),
	};

	secret_start();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
