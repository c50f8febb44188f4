#include "secret/password.h"

#include <errno.h>
#include <sodium.h>

_Static_assert(PASSWORD_HASH == crypto_pwhash_STRBYTES, "libsodium's own length");

enum password_verdict
password_hash(const char *p, size_t n, size_t memory, unsigned passes, char out[PASSWORD_HASH])
{
	if (crypto_pwhash_str_alg(out, p, n, passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return (PASSWORD_NO_MEMORY);
	return (PASSWORD_GOOD);
}

/*
 * A hash that nobody's password has, of the costs in force: verifying it costs
 * what a real one costs. Made once per process and costs.
 */
static const char *
dummy(size_t memory, unsigned passes)
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

/* libsodium says EINVAL for a mismatch only; whatever else failed was not the password's fault. */
static enum password_verdict
verify(const char *p, size_t n, const char *hash)
{
	errno = 0;
	if (crypto_pwhash_str_verify(hash, p, n) == 0)
		return (PASSWORD_GOOD);
	return (errno == EINVAL ? PASSWORD_WRONG : PASSWORD_NO_MEMORY);
}

enum password_verdict
password_verify(const char *p, size_t n, const char *hash, size_t memory, unsigned passes, bool *rehash)
{
	enum password_verdict v;
	int needs;

	if (rehash != NULL)
		*rehash = false;
	needs = hash != NULL ? crypto_pwhash_str_needs_rehash(hash, passes, memory) : -1;
	if (needs < 0) { /* no hash, or not one of Argon2id's */
		hash = dummy(memory, passes);
		if (hash == NULL || verify(p, n, hash) == PASSWORD_NO_MEMORY)
			return (PASSWORD_NO_MEMORY);
		return (PASSWORD_WRONG);
	}
	v = verify(p, n, hash);
	if (v == PASSWORD_GOOD && rehash != NULL)
		*rehash = needs > 0;
	return (v);
}
