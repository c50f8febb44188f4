/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: what an authenticator says counts only as it was made, for our host, page and challenge; each trick is refused with
 * its own result. The vectors are recorded by tests/lib/passkey_vectors.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "secret/passkey.h"
#include "text/base64url.h"

#define VECTORS MADANG_SOURCE_DIR "/tests/unit/data/passkeys.json"

static json_t *vectors;

/* One vector, or a changed copy of it. */
struct vector {
	const char *name;
	struct passkey_expected expected;
	struct passkey_key key;
	struct span client_data, attestation, data, signature, id;
};

static const char *
text_of(const json_t *from, const char *name)
{
	const char *text = json_string_value(json_object_get(from, name));

	return (text == NULL ? "" : text);
}

/* A block of exactly this size, so that AddressSanitizer sees a read behind it; the caller frees it. */
static struct span
bytes_of(const json_t *from, const char *name)
{
	const char *text = text_of(from, name);
	size_t n = strlen(text) * 6 / 8;
	void *p = mem_zero(1, n);

	assert_true(base64url_read(text, strlen(text), p, n));
	return ((struct span) { p, n });
}

static struct span
part_of(struct span whole, size_t n)
{
	char *p = mem_zero(1, n);

	memcpy(p, whole.p, n);
	return ((struct span) { p, n });
}

static void
part_end(struct span part)
{
	free((void *)(uintptr_t)part.p);
}

static struct vector
vector_begin(const json_t *from)
{
	struct vector v = { .name = text_of(from, "case"),
		.expected = { text_of(vectors, "rp_id"), text_of(vectors, "origin"), text_of(vectors, "challenge"),
		    json_is_true(json_object_get(from, "verified")) },
		.key = { .alg = (int)json_integer_value(json_object_get(from, "alg")) },
		.client_data = bytes_of(from, "client_data"),
		.attestation = bytes_of(from, "attestation"),
		.data = bytes_of(from, "data"),
		.signature = bytes_of(from, "signature"),
		.id = bytes_of(from, "id") };
	struct span key = bytes_of(from, "key");

	memcpy(v.key.bytes, key.p, v.key.n = key.n);
	part_end(key);
	return (v);
}

static void
vector_end(struct vector *v)
{
	part_end(v->client_data);
	part_end(v->attestation);
	part_end(v->data);
	part_end(v->signature);
	part_end(v->id);
}

static enum passkey_result
registered(const struct vector *v, struct passkey_made *made)
{
	return (passkey_register(&v->expected, v->client_data, v->attestation, made));
}

static enum passkey_result
verified(const struct vector *v, struct passkey_state *state)
{
	return (passkey_verify(&v->expected, &v->key, v->client_data, v->data, v->signature, state));
}

static void
assert_state(const json_t *from, const struct passkey_state *state)
{
	json_int_t flags = json_integer_value(json_object_get(from, "flags"));

	assert_int_equal(state->counter, json_integer_value(json_object_get(from, "counter")));
	assert_int_equal(state->verified, (flags & 0x04) != 0);
	assert_int_equal(state->may_sync, (flags & 0x08) != 0);
	assert_int_equal(state->synced, (flags & 0x10) != 0);
}

static void
assert_result(const json_t *from, enum passkey_result result)
{
	if (strcmp(passkey_result_name(result), text_of(from, "result")) != 0)
		fail_msg("%s: %s, not %s", text_of(from, "case"), passkey_result_name(result), text_of(from, "result"));
}

/* ---- tests */
static void
a_new_key_is_read_or_refused_with_a_reason(void **unused)
{
	const json_t *list = json_object_get(vectors, "register"), *from;
	struct passkey_made made;
	size_t i;

	(void)unused;
	assert_true(json_array_size(list) > 60);
	json_array_foreach (list, i, from) {
		struct vector v = vector_begin(from);
		enum passkey_result result = registered(&v, &made);

		assert_result(from, result);
		if (result == PASSKEY_GOOD) {
			assert_state(from, &made.state);
			assert_int_equal(made.key.alg, v.key.alg);
			assert_int_equal(made.key.n, v.key.n);
			assert_memory_equal(made.key.bytes, v.key.bytes, v.key.n);
			assert_int_equal(made.nid, v.id.n);
			assert_memory_equal(made.id, v.id.p, v.id.n);
		}
		vector_end(&v);
	}
}

static void
a_use_of_a_key_is_verified_or_refused_with_a_reason(void **unused)
{
	const json_t *list = json_object_get(vectors, "verify"), *from;
	struct passkey_state state;
	size_t i;

	(void)unused;
	assert_true(json_array_size(list) > 40);
	json_array_foreach (list, i, from) {
		struct vector v = vector_begin(from);
		enum passkey_result result = verified(&v, &state);

		assert_result(from, result);
		if (result == PASSKEY_GOOD)
			assert_state(from, &state);
		vector_end(&v);
	}
}

static void
an_object_that_was_cut_is_malformed(void **unused)
{
	const json_t *list = json_object_get(vectors, "register"), *from;
	struct passkey_made made;
	size_t i;

	(void)unused;
	json_array_foreach (list, i, from) {
		struct vector v = vector_begin(from);
		struct span whole = v.attestation;

		for (size_t n = 0; strcmp(text_of(from, "result"), "good") == 0 && n < whole.n; n++) {
			v.attestation = part_of(whole, n);
			assert_int_equal(registered(&v, &made), PASSKEY_MALFORMED);
			part_end(v.attestation);
		}
		v.attestation = whole;
		vector_end(&v);
	}
}

/* Flips each bit of one part in turn. */
static void
assert_each_bit_counts(struct vector *v, struct span *part)
{
	struct passkey_state state;
	struct span whole = *part;

	for (size_t bit = 0; bit < 8 * whole.n; bit++) {
		struct span changed = part_of(whole, whole.n);

		((char *)(uintptr_t)changed.p)[bit / 8] ^= (char)(1 << bit % 8);
		*part = changed;
		if (verified(v, &state) == PASSKEY_GOOD)
			fail_msg("%s: bit %zu does not count", v->name, bit);
		part_end(changed);
	}
	*part = whole;
}

static void
each_bit_of_a_use_is_signed(void **unused)
{
	static const char *const names[] = { "ES256", "EdDSA", "RS256" };
	const json_t *list = json_object_get(vectors, "verify");

	(void)unused;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct vector v = vector_begin(json_array_get(list, i));

		assert_string_equal(v.name, names[i]);
		assert_each_bit_counts(&v, &v.client_data);
		assert_each_bit_counts(&v, &v.data);
		assert_each_bit_counts(&v, &v.signature);
		vector_end(&v);
	}
}

static void
a_stored_key_that_is_none_verifies_nothing(void **unused)
{
	struct vector v = vector_begin(json_array_get(json_object_get(vectors, "verify"), 0));
	struct passkey_state state;

	(void)unused;
	v.key.n--;
	assert_int_equal(verified(&v, &state), PASSKEY_KEY);
	v.key.n++;
	v.key.bytes[0] ^= 1;
	assert_int_equal(verified(&v, &state), PASSKEY_KEY); /* beside the curve */
	v.key.alg = -257;
	assert_int_equal(verified(&v, &state), PASSKEY_KEY);
	v.key.alg = 0;
	assert_int_equal(verified(&v, &state), PASSKEY_KEY);
	vector_end(&v);
}

static int
read_vectors(void **state)
{
	(void)state;
	vectors = json_load_file(VECTORS, 0, NULL);
	return (vectors == NULL ? -1 : 0);
}

static int
end_vectors(void **state)
{
	(void)state;
	json_decref(vectors);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_key_is_read_or_refused_with_a_reason),
		cmocka_unit_test(a_use_of_a_key_is_verified_or_refused_with_a_reason),
		cmocka_unit_test(an_object_that_was_cut_is_malformed),
		cmocka_unit_test(each_bit_of_a_use_is_signed),
		cmocka_unit_test(a_stored_key_that_is_none_verifies_nothing),
	};

	return (cmocka_run_group_tests(tests, read_vectors, end_vectors));
}
