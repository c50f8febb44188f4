/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Argon2id with constant work. An attacker must not learn from the time of a sign-in whether an account exists. So a
 * missing hash is replaced by a dummy of the current costs, and a wrong password against a cheaper hash is followed by
 * the missing work.
 */
#include "secret/password.h"

#include <sodium.h>
#include <stdint.h>

_Static_assert(PASSWORD_HASH == crypto_pwhash_STRBYTES, "libsodium's own length");

enum password_result
password_hash(const char *p, size_t n, size_t memory, unsigned passes, char out[PASSWORD_HASH])
{
	if (crypto_pwhash_str_alg(out, p, n, passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return (PASSWORD_NO_MEMORY);
	return (PASSWORD_GOOD);
}

/*
 * The hash of random bytes, of the current costs: verifying it costs as much as a real one. Made once for each
 * process and costs. NULL without memory.
 */
static const char *
dummy_hash(size_t memory, unsigned passes)
{
	static char text[PASSWORD_HASH];
	static size_t made_memory;
	static unsigned made_passes;
	unsigned char random[32];

	if (text[0] != '\0' && made_memory == memory && made_passes == passes)
		return (text);
	randombytes_buf(random, sizeof(random));
	if (password_hash((const char *)random, sizeof(random), memory, passes, text) != PASSWORD_GOOD) {
		text[0] = '\0';
		return (NULL);
	}
	made_memory = memory;
	made_passes = passes;
	return (text);
}

/* "$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH", as crypto_pwhash_str_alg() writes it. */
struct parsed_hash {
	unsigned long memory; /* KiB */
	unsigned passes;
	unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char hash[32];
};

static bool
hash_part(const char **p, char end, unsigned char *out, size_t want)
{
	const char *stop = strchr(*p, end);
	size_t len;

	if (stop == NULL ||
	    sodium_base642bin(out, want, *p, (size_t)(stop - *p), NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) !=
		0 ||
	    len != want)
		return (false);
	*p = stop + 1;
	return (true);
}

static bool
hash_parse(const char *text, struct parsed_hash *out)
{
	unsigned lanes;
	int used = -1;

	if (sscanf(text, "$argon2id$v=19$m=%lu,t=%u,p=%u$%n", &out->memory, &out->passes, &lanes, &used) != 3 || used < 0 ||
	    lanes != 1 || out->memory > crypto_pwhash_MEMLIMIT_MAX / 1024)
		return (false);
	text += used;
	return (hash_part(&text, '$', out->salt, sizeof(out->salt)) && hash_part(&text, '\0', out->hash, sizeof(out->hash)));
}

/*
 * crypto_pwhash_str_verify() reports a mismatch for every failure inside Argon2, also for lack of memory (libsodium
 * 1.0.18). So the hash is computed here and compared; that call fails only for lack of memory.
 */
static enum password_result
hash_verify(const char *p, size_t n, const struct parsed_hash *h)
{
	unsigned char made[sizeof(h->hash)];
	enum password_result v = PASSWORD_NO_MEMORY;

	if (crypto_pwhash(made, sizeof(made), p, n, h->salt, h->passes, h->memory * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0)
		v = sodium_memcmp(made, h->hash, sizeof(made)) == 0 ? PASSWORD_GOOD : PASSWORD_WRONG;
	sodium_memzero(made, sizeof(made));
	return (v);
}

/*
 * Does the work that separates a cheaper hash from the dummy. Time is proportional to memory times passes, plus the
 * cost of mapping the memory; both runs together touch as much memory as the dummy. False without memory.
 */
static bool
verify_remaining_cost(const char *p, size_t n, const struct parsed_hash *h, size_t memory, unsigned passes)
{
	uint64_t had = (uint64_t)h->memory * 1024, spent = had * h->passes, whole = (uint64_t)memory * passes, rest, touch;
	unsigned char made[sizeof(h->hash)];
	int failed;

	if (whole < spent + crypto_pwhash_MEMLIMIT_MIN)
		return (true);
	rest = whole - spent;
	touch = memory > had + memory / 8 ? memory - had : memory / 8;
	if (touch < crypto_pwhash_MEMLIMIT_MIN)
		touch = crypto_pwhash_MEMLIMIT_MIN;
	passes = (unsigned)((rest + touch - 1) / touch); /* rounded up, so that a run never exceeds the memory of one hash */
	failed = crypto_pwhash(made, sizeof(made), p, n, h->salt, passes, (size_t)(rest / passes), crypto_pwhash_ALG_ARGON2ID13);
	sodium_memzero(made, sizeof(made));
	return (failed == 0);
}

enum password_result
password_verify(const char *p, size_t n, const char *hash, size_t memory, unsigned passes, bool *rehash)
{
	struct parsed_hash h;
	enum password_result v;
	bool known = hash != NULL && strlen(hash) < PASSWORD_HASH && hash_parse(hash, &h);

	if (rehash != NULL)
		*rehash = false;
	if (!known && ((hash = dummy_hash(memory, passes)) == NULL || !hash_parse(hash, &h)))
		return (PASSWORD_NO_MEMORY);
	v = hash_verify(p, n, &h);
	if (!known)
		return (v == PASSWORD_NO_MEMORY ? v : PASSWORD_WRONG);
	if (v == PASSWORD_WRONG && !verify_remaining_cost(p, n, &h, memory, passes))
		return (PASSWORD_NO_MEMORY);
	if (v == PASSWORD_GOOD && rehash != NULL)
		*rehash = h.memory != memory / 1024 || h.passes != passes;
	return (v);
}
