/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each input of a hash begins with its own text ("madang entry 1", "madang seal 1"), and every field has a fixed or a
 * stated length. So no two inputs of different meaning have the same bytes.
 */
#include "secret/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_WORD "madang-audit-key-1 "

struct seal_head {
	crypto_generichash_state state;
};

static void
big_endian(uint64_t n, size_t size, unsigned char *out)
{
	while (size-- > 0) {
		out[size] = (unsigned char)n;
		n >>= 8;
	}
}

void
seal_entry(const char *const fields[SEAL_FIELDS], unsigned char out[SEAL_HASH])
{
	static const char kind[] = "madang entry 1";
	crypto_generichash_state state;
	unsigned char length[4];
	size_t i, n;

	(void)crypto_generichash_init(&state, NULL, 0, SEAL_HASH);
	(void)crypto_generichash_update(&state, (const unsigned char *)kind, sizeof(kind));
	for (i = 0; i < SEAL_FIELDS; i++) {
		n = fields[i] != NULL ? strlen(fields[i]) : 0;
		big_endian(fields[i] != NULL ? n : 0xffffffff, sizeof(length), length);
		(void)crypto_generichash_update(&state, length, sizeof(length));
		if (n > 0)
			(void)crypto_generichash_update(&state, (const unsigned char *)fields[i], n);
	}
	(void)crypto_generichash_final(&state, out, SEAL_HASH);
}

struct seal_head *
seal_begin(const unsigned char previous[SEAL_HASH], uint64_t number, uint64_t at_us)
{
	static const char kind[] = "madang seal 1";
	struct seal_head *h = mem_zero(1, sizeof(*h));
	unsigned char eight[8];

	(void)crypto_generichash_init(&h->state, NULL, 0, SEAL_HASH);
	(void)crypto_generichash_update(&h->state, (const unsigned char *)kind, sizeof(kind));
	(void)crypto_generichash_update(&h->state, previous, SEAL_HASH);
	big_endian(number, sizeof(eight), eight);
	(void)crypto_generichash_update(&h->state, eight, sizeof(eight));
	big_endian(at_us, sizeof(eight), eight);
	(void)crypto_generichash_update(&h->state, eight, sizeof(eight));
	return (h);
}

void
seal_add(struct seal_head *h, const unsigned char id[16], const unsigned char digest[SEAL_HASH])
{
	(void)crypto_generichash_update(&h->state, id, 16);
	(void)crypto_generichash_update(&h->state, digest, SEAL_HASH);
}

void
seal_end(struct seal_head *h, unsigned char out[SEAL_HASH])
{
	(void)crypto_generichash_final(&h->state, out, SEAL_HASH);
	free(h);
}

void
seal_private(const void *salt, size_t nsalt, const void *payload, size_t npayload, unsigned char out[SEAL_HASH])
{
	crypto_hash_sha256_state state;

	(void)crypto_hash_sha256_init(&state);
	(void)crypto_hash_sha256_update(&state, salt, nsalt);
	(void)crypto_hash_sha256_update(&state, payload, npayload);
	(void)crypto_hash_sha256_final(&state, out);
}

/* ---- the key */

static void
from_seed(const unsigned char seed[32], struct seal_key *key)
{
	(void)crypto_sign_seed_keypair(key->public, key->secret, seed);
}

bool
seal_key_make(const char *path, struct seal_key *key)
{
	unsigned char seed[32];
	char hex[SEAL_HEX(sizeof(seed))], line[sizeof(FIRST_WORD) + sizeof(hex) + 1];
	int n, fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool written;

	if (fd < 0)
		return (false);
	randombytes_buf(seed, sizeof(seed));
	from_seed(seed, key);
	seal_hex(seed, sizeof(seed), hex);
	n = snprintf(line, sizeof(line), FIRST_WORD "%s\n", hex + 2);
	written = write(fd, line, (size_t)n) == n && fsync(fd) == 0;
	written = close(fd) == 0 && written;
	sodium_memzero(seed, sizeof(seed));
	sodium_memzero(hex, sizeof(hex));
	sodium_memzero(line, sizeof(line));
	return (written);
}

bool
seal_key_read(const char *path, struct seal_key *key, char why[256])
{
	char line[256] = "";
	unsigned char seed[32];
	struct stat st;
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = false;

	if (fd < 0 || fstat(fd, &st) != 0)
		(void)snprintf(why, 256, "%s: %s", path, strerror(errno));
	else if ((st.st_mode & 027) != 0) /* systemd's credentials have the group's read bit, which stands for their ACL */
		(void)snprintf(why, 256, "%s can be read by others; its mode must be 0600", path);
	else if ((n = read(fd, line, sizeof(line) - 1)) <= (ssize_t)strlen(FIRST_WORD) ||
	    strncmp(line, FIRST_WORD, strlen(FIRST_WORD)) != 0)
		(void)snprintf(why, 256, "%s holds no key of `madang audit key`", path);
	else {
		line[strcspn(line, "\n")] = '\0';
		good = seal_unhex(line + strlen(FIRST_WORD), seed, sizeof(seed));
		if (good)
			from_seed(seed, key);
		else
			(void)snprintf(why, 256, "%s holds no whole key", path);
	}
	if (fd >= 0)
		(void)close(fd);
	sodium_memzero(line, sizeof(line));
	sodium_memzero(seed, sizeof(seed));
	return (good);
}

void
seal_key_wipe(struct seal_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

void
seal_sign(const struct seal_key *key, const unsigned char head[SEAL_HASH], unsigned char out[SEAL_SIGNATURE])
{
	(void)crypto_sign_detached(out, NULL, head, SEAL_HASH, key->secret);
}

bool
seal_signed(const unsigned char head[SEAL_HASH], const unsigned char signature[SEAL_SIGNATURE],
    const unsigned char public[SEAL_PUBLIC])
{
	return (crypto_sign_verify_detached(signature, head, SEAL_HASH, public) == 0);
}

void
seal_hex(const void *p, size_t n, char *out)
{
	out[0] = '\\';
	out[1] = 'x';
	(void)sodium_bin2hex(out + 2, SEAL_HEX(n) - 2, p, n);
}

bool
seal_unhex(const char *hex, void *out, size_t n)
{
	size_t len;

	if (strncmp(hex, "\\x", 2) == 0)
		hex += 2;
	return (strlen(hex) == 2 * n && sodium_hex2bin(out, n, hex, 2 * n, NULL, &len, NULL) == 0 && len == n);
}
