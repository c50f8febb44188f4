/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bare price of a sign-in: one process verifying the same hash over and over.
 *
 *   hashloop SECONDS MEMORY_KIB PASSES    prints verifications a second
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec + (double)ts.tv_nsec / 1e9);
}

int
main(int argc, char **argv)
{
	static const char secret[] = "seven brown teapots";
	char hash[crypto_pwhash_STRBYTES];
	double seconds, start;
	long n = 0;

	if (argc != 4 || sodium_init() < 0)
		return (2);
	seconds = atof(argv[1]);
	if (crypto_pwhash_str(hash, secret, strlen(secret), (unsigned long long)atoll(argv[3]), (size_t)atoll(argv[2]) * 1024) !=
	    0)
		return (1);
	for (start = now(); now() - start < seconds; n++)
		if (crypto_pwhash_str_verify(hash, secret, strlen(secret)) != 0)
			return (1);
	(void)printf("%.2f\n", (double)n / (now() - start));
	return (0);
}
