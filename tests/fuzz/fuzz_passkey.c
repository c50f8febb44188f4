/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: no bytes are a use of a key without its secret part, and none breaks the reader of new keys. An input is the browser's
 * JSON, a NUL, and the authenticator's bytes; without a NUL all of it is the authenticator's.
 */
#include <stdint.h>
#include <stdlib.h>

#include "secret/passkey.h"

#define CREATED "{\"type\":\"webauthn.create\",\"challenge\":\"AA\",\"origin\":\"https://a.example\"}"
#define USED	"{\"type\":\"webauthn.get\",\"challenge\":\"AA\",\"origin\":\"https://a.example\"}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct passkey_expected expected = { "a.example", "https://a.example", "AA", false };

/* The generator of P-256: a valid key whose secret part is 1, which no signature of zeros fits. */
static const struct passkey_key key = { PASSKEY_ES256, 64,
	{ 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81,
	    0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f,
	    0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6,
	    0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5 } };

static void
make(struct span client, struct span object)
{
	struct passkey_made made = { .nid = 0 };

	if (passkey_register(&expected, client, object, &made) == PASSKEY_GOOD &&
	    (made.nid == 0 || made.nid > PASSKEY_ID_MAX || made.key.n == 0 || made.key.n > PASSKEY_KEY_MAX))
		abort();
}

static void
use(struct span client, struct span data)
{
	static const char zeros[70];
	struct passkey_state state;

	if (passkey_verify(&expected, &key, client, data, (struct span) { zeros, sizeof(zeros) }, &state) == PASSKEY_GOOD)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data, *nul = size == 0 ? NULL : memchr(p, '\0', size);
	struct span all = { p, size };

	make((struct span) { CREATED, strlen(CREATED) }, all);
	use((struct span) { USED, strlen(USED) }, all);
	if (nul != NULL) {
		struct span client = { p, (size_t)(nul - p) }, object = { nul + 1, size - client.n - 1 };

		make(client, object);
		use(client, object);
	}
	return (0);
}
