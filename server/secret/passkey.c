/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: the browser's part, clientDataJSON, is compared first. Then the authenticator's part is cut into its
 * fields here, with a strict reader of CBOR (RFC 8949 4.2.1: definite lengths, shortest forms), so that each byte has one
 * meaning. libfido2 reads the key out of it and verifies signatures; it would accept bytes behind the last field.
 *
 *	authenticator data = SHA-256 of the RP ID (32), flags (1), counter (4),
 *	                     if flag AT: AAGUID (16), length (2), credential id, key (COSE, a CBOR map),
 *	                     if flag ED: extensions (a CBOR map)
 */
#include "secret/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <jansson.h>
#include <sodium.h>

#define HEAD_SIZE   37 /* bytes before the optional fields */
#define AAGUID_SIZE 16
#define DEPTH_MAX   8 /* of nested CBOR */

enum flags {
	FLAG_UP = 0x01, /* a person was present */
	FLAG_UV = 0x04, /* and verified */
	FLAG_BE = 0x08, /* the key may be copied */
	FLAG_BS = 0x10, /* and was */
	FLAG_AT = 0x40, /* a key follows */
	FLAG_ED = 0x80, /* extensions follow */
};

struct authenticator {
	unsigned flags;
	struct span id; /* with FLAG_AT */
	struct passkey_state state;
};

static enum passkey_result check_client(const struct passkey_expected *, struct span text, const char *type);
static bool read_attestation(struct span object, struct span *data);
static enum passkey_result check_data(const struct passkey_expected *, struct span data, unsigned wanted, struct authenticator *);
static bool read_cose(struct span data, struct passkey_key *);
static enum passkey_result verify_signature(const struct passkey_expected *, const struct passkey_key *, struct span client_data,
    struct span data, struct span signature);

static const char *const result_names[] = { "good", "malformed", "type", "challenge", "origin", "framed", "rp_id", "absent",
	"unverified", "key", "signature", "no_memory" };

const char *
passkey_result_name(enum passkey_result result)
{
	return (result_names[result]);
}

enum passkey_result
passkey_register(const struct passkey_expected *expected, struct span client_data, struct span attestation,
    struct passkey_made *made)
{
	struct authenticator a;
	enum passkey_result result = check_client(expected, client_data, "webauthn.create");
	struct span data;

	if (result != PASSKEY_GOOD)
		return (result);
	if (attestation.n > PASSKEY_ATTESTATION_MAX || !read_attestation(attestation, &data))
		return (PASSKEY_MALFORMED);
	if ((result = check_data(expected, data, FLAG_AT, &a)) != PASSKEY_GOOD)
		return (result);
	made->state = a.state;
	made->nid = a.id.n;
	memcpy(made->id, a.id.p, a.id.n);
	return (read_cose(data, &made->key) ? PASSKEY_GOOD : PASSKEY_KEY);
}

enum passkey_result
passkey_verify(const struct passkey_expected *expected, const struct passkey_key *key, struct span client_data, struct span data,
    struct span signature, struct passkey_state *state)
{
	struct authenticator a;
	enum passkey_result result = check_client(expected, client_data, "webauthn.get");

	if (result != PASSKEY_GOOD)
		return (result);
	if (data.n > PASSKEY_DATA_MAX || signature.n == 0 || signature.n > PASSKEY_SIGNATURE_MAX)
		return (PASSKEY_MALFORMED);
	if ((result = check_data(expected, data, 0, &a)) != PASSKEY_GOOD)
		return (result);
	*state = a.state;
	return (verify_signature(expected, key, client_data, data, signature));
}

/* ---- the browser's part */
static bool
member_is(const json_t *client, const char *name, const char *wanted)
{
	const char *value = json_string_value(json_object_get(client, name));

	return (value != NULL && strcmp(value, wanted) == 0);
}

static bool
is_framed(const json_t *client)
{
	const json_t *cross = json_object_get(client, "crossOrigin");

	return ((cross != NULL && !json_is_false(cross)) || json_object_get(client, "topOrigin") != NULL);
}

/* Browsers add members that nobody has heard of, on purpose (WebAuthn 5.8.1). */
static enum passkey_result
check_client(const struct passkey_expected *expected, struct span text, const char *type)
{
	unsigned long failures = mem_failures();
	enum passkey_result result = PASSKEY_GOOD;
	json_t *client = NULL;

	if (text.n <= PASSKEY_CLIENT_DATA_MAX)
		client = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(client))
		result = mem_failures() != failures ? PASSKEY_NO_MEMORY : PASSKEY_MALFORMED;
	else if (!member_is(client, "type", type))
		result = PASSKEY_TYPE;
	else if (!member_is(client, "challenge", expected->challenge))
		result = PASSKEY_CHALLENGE;
	else if (!member_is(client, "origin", expected->origin))
		result = PASSKEY_ORIGIN;
	else if (is_framed(client))
		result = PASSKEY_FRAMED;
	json_decref(client);
	return (result);
}

/* ---- CBOR */
enum cbor_major { CBOR_BYTES = 2, CBOR_TEXT = 3, CBOR_ARRAY = 4, CBOR_MAP = 5, CBOR_TAG = 6, CBOR_SIMPLE = 7 };

/* Takes n bytes from the front; false: there are fewer. */
static bool
take(struct span *from, size_t n, struct span *out)
{
	if (n > from->n)
		return (false);
	*out = (struct span) { from->p, n };
	from->p += n;
	from->n -= n;
	return (true);
}

static uint64_t
number_of(struct span bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes.n; i++)
		value = value << 8 | (unsigned char)bytes.p[i];
	return (value);
}

/* A value has one form: the shortest. A simple value of more than one byte is a floating-point number. */
static bool
cbor_head(struct span *from, unsigned *major, uint64_t *value)
{
	struct span first, more;
	unsigned info;

	if (!take(from, 1, &first))
		return (false);
	*major = (unsigned char)*first.p >> 5;
	info = (unsigned char)*first.p & 31;
	*value = info;
	if (info < 24)
		return (true);
	if (info > 27 || !take(from, (size_t)1 << (info - 24), &more))
		return (false);
	*value = number_of(more);
	if (*major == CBOR_SIMPLE)
		return (info > 24 || *value >= 32);
	return (*value >= (info == 24 ? 24 : (uint64_t)1 << (8 << (info - 25))));
}

static bool
cbor_string(struct span *from, unsigned wanted, struct span *out)
{
	unsigned major;
	uint64_t n;

	return (cbor_head(from, &major, &n) && major == wanted && n <= from->n && take(from, (size_t)n, out));
}

static bool cbor_skip(struct span *, unsigned depth);

static bool
cbor_skip_items(struct span *from, uint64_t count, unsigned depth)
{
	if (count > from->n || depth == DEPTH_MAX) /* an item has a byte at least */
		return (false);
	for (uint64_t i = 0; i < count; i++)
		if (!cbor_skip(from, depth + 1))
			return (false);
	return (true);
}

static bool
cbor_skip(struct span *from, unsigned depth)
{
	struct span bytes;
	unsigned major;
	uint64_t n;

	if (!cbor_head(from, &major, &n))
		return (false);
	switch (major) {
	case CBOR_BYTES:
	case CBOR_TEXT:
		return (n <= from->n && take(from, (size_t)n, &bytes));
	case CBOR_ARRAY:
		return (cbor_skip_items(from, n, depth));
	case CBOR_MAP:
		return (n <= from->n && cbor_skip_items(from, 2 * n, depth));
	case CBOR_TAG:
		return (false); /* nothing here has one */
	default:
		return (true);
	}
}

static bool
cbor_skip_map(struct span *from)
{
	return (from->n > 0 && (unsigned char)*from->p >> 5 == CBOR_MAP && cbor_skip(from, 0));
}

/* A map of "fmt", "attStmt" and "authData", each once and in any order (WebAuthn 6.5). */
static bool
read_attestation(struct span object, struct span *data)
{
	struct span key, format = { NULL, 0 };
	bool statement = false;
	unsigned major;
	uint64_t n;

	*data = format;
	if (!cbor_head(&object, &major, &n) || major != CBOR_MAP || n != 3)
		return (false);
	while (n-- > 0) {
		if (!cbor_string(&object, CBOR_TEXT, &key))
			return (false);
		if (key.n == 3 && memcmp(key.p, "fmt", 3) == 0 && format.p == NULL) {
			if (!cbor_string(&object, CBOR_TEXT, &format))
				return (false);
		} else if (key.n == 7 && memcmp(key.p, "attStmt", 7) == 0 && !statement) {
			if (!(statement = cbor_skip_map(&object)))
				return (false);
		} else if (key.n != 8 || memcmp(key.p, "authData", 8) != 0 || data->p != NULL ||
		    !cbor_string(&object, CBOR_BYTES, data))
			return (false);
	}
	return (object.n == 0);
}

/* ---- the authenticator's part */
static bool
read_data(struct span data, struct authenticator *a)
{
	struct span bytes;

	*a = (struct authenticator) { 0 };
	if (!take(&data, HEAD_SIZE, &bytes))
		return (false);
	a->flags = (unsigned char)bytes.p[32];
	a->state = (struct passkey_state) { (a->flags & FLAG_UV) != 0, (a->flags & FLAG_BE) != 0, (a->flags & FLAG_BS) != 0,
		(uint32_t)number_of((struct span) { bytes.p + 33, 4 }) };
	if ((a->flags & FLAG_AT) != 0) {
		if (!take(&data, AAGUID_SIZE, &bytes) || !take(&data, 2, &bytes) || !take(&data, number_of(bytes), &a->id) ||
		    a->id.n == 0 || a->id.n > PASSKEY_ID_MAX || !cbor_skip_map(&data))
			return (false);
	}
	if ((a->flags & FLAG_ED) != 0 && !cbor_skip_map(&data))
		return (false);
	return (data.n == 0);
}

/* wanted: FLAG_AT if a key was made, else 0. */
static enum passkey_result
check_data(const struct passkey_expected *expected, struct span data, unsigned wanted, struct authenticator *a)
{
	unsigned char host[crypto_hash_sha256_BYTES];

	if (!read_data(data, a) || (a->flags & FLAG_AT) != wanted || (a->state.synced && !a->state.may_sync))
		return (PASSKEY_MALFORMED);
	crypto_hash_sha256(host, (const unsigned char *)expected->rp_id, strlen(expected->rp_id));
	if (memcmp(host, data.p, sizeof(host)) != 0)
		return (PASSKEY_RP_ID);
	if ((a->flags & FLAG_UP) == 0)
		return (PASSKEY_ABSENT);
	return (expected->verified && !a->state.verified ? PASSKEY_UNVERIFIED : PASSKEY_GOOD);
}

/* ---- keys */
/* The key in libfido2's form, which the caller frees with pk_end(); NULL: no valid one. */
static void *
pk_read(const struct passkey_key *key)
{
	es256_pk_t *es256 = NULL;
	eddsa_pk_t *eddsa = NULL;
	rs256_pk_t *rs256 = NULL;

	switch (key->alg) {
	case PASSKEY_ES256:
		if ((es256 = es256_pk_new()) != NULL && es256_pk_from_ptr(es256, key->bytes, key->n) != FIDO_OK)
			es256_pk_free(&es256);
		return (es256);
	case PASSKEY_EDDSA:
		if ((eddsa = eddsa_pk_new()) != NULL && eddsa_pk_from_ptr(eddsa, key->bytes, key->n) != FIDO_OK)
			eddsa_pk_free(&eddsa);
		return (eddsa);
	case PASSKEY_RS256:
		if ((rs256 = rs256_pk_new()) != NULL && rs256_pk_from_ptr(rs256, key->bytes, key->n) != FIDO_OK)
			rs256_pk_free(&rs256);
		return (rs256);
	default:
		return (NULL);
	}
}

static void
pk_end(int alg, void *read)
{
	es256_pk_t *es256 = read;
	eddsa_pk_t *eddsa = read;
	rs256_pk_t *rs256 = read;

	if (alg == PASSKEY_ES256)
		es256_pk_free(&es256);
	else if (alg == PASSKEY_EDDSA)
		eddsa_pk_free(&eddsa);
	else
		rs256_pk_free(&rs256);
}

static bool
pk_valid(const struct passkey_key *key)
{
	void *read = pk_read(key);

	if (read != NULL)
		pk_end(key->alg, read);
	return (read != NULL);
}

/* False: the key is of another algorithm. The authenticator's data is a CBOR string for libfido2 unless it is "raw". */
static bool
read_cose_as(struct span data, int alg, struct passkey_key *key)
{
	fido_cred_t *made = fido_cred_new();
	bool good = made != NULL && fido_cred_set_type(made, alg) == FIDO_OK &&
	    fido_cred_set_authdata_raw(made, (const unsigned char *)data.p, data.n) == FIDO_OK;

	if (good && (good = fido_cred_pubkey_len(made) <= sizeof(key->bytes))) {
		key->alg = alg;
		key->n = fido_cred_pubkey_len(made);
		memcpy(key->bytes, fido_cred_pubkey_ptr(made), key->n);
	}
	fido_cred_free(&made);
	return (good);
}

static bool
read_cose(struct span data, struct passkey_key *key)
{
	static const int algs[] = { PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256 };

	fido_init(0);
	for (size_t i = 0; i < LENGTH(algs); i++)
		if (read_cose_as(data, algs[i], key))
			return (pk_valid(key));
	return (false);
}

static bool
assertion_put(fido_assert_t *a, const struct passkey_expected *expected, struct span client_data, struct span data,
    struct span signature)
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)client_data.p, client_data.n);
	return (fido_assert_set_count(a, 1) == FIDO_OK && fido_assert_set_rp(a, expected->rp_id) == FIDO_OK &&
	    fido_assert_set_clientdata_hash(a, digest, sizeof(digest)) == FIDO_OK &&
	    fido_assert_set_authdata_raw(a, 0, (const unsigned char *)data.p, data.n) == FIDO_OK &&
	    fido_assert_set_sig(a, 0, (const unsigned char *)signature.p, signature.n) == FIDO_OK &&
	    fido_assert_set_up(a, FIDO_OPT_TRUE) == FIDO_OK &&
	    fido_assert_set_uv(a, expected->verified ? FIDO_OPT_TRUE : FIDO_OPT_OMIT) == FIDO_OK);
}

static enum passkey_result
verify_signature(const struct passkey_expected *expected, const struct passkey_key *key, struct span client_data,
    struct span data, struct span signature)
{
	enum passkey_result result = PASSKEY_MALFORMED;
	fido_assert_t *a;
	void *read;

	fido_init(0);
	if ((read = pk_read(key)) == NULL)
		return (PASSKEY_KEY);
	if ((a = fido_assert_new()) == NULL)
		result = PASSKEY_NO_MEMORY;
	else if (assertion_put(a, expected, client_data, data, signature))
		switch (fido_assert_verify(a, 0, key->alg, read)) {
		case FIDO_OK:
			result = PASSKEY_GOOD;
			break;
		case FIDO_ERR_INTERNAL:
			result = PASSKEY_NO_MEMORY;
			break;
		default:
			result = PASSKEY_SIGNATURE;
		}
	fido_assert_free(&a);
	pk_end(key->alg, read);
	return (result);
}
