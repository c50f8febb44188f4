/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzzer's kept inputs once each, in every build:
 *   replay_WHAT DIRECTORY
 * An absent or empty directory is a failure: a check that reads nothing proves nothing.
 */
#include <dirent.h>
#include <stdint.h>

#include "base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
replay(const char *path)
{
	char chunk[4096];
	struct buf b;
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL) {
		perror(path);
		exit(1);
	}
	buf_init(&b, NULL);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	(void)fclose(f);
	buf_reserve(&b, 1);
	(void)LLVMFuzzerTestOneInput((const uint8_t *)b.data, b.len);
	buf_end(&b);
}

int
main(int argc, char **argv)
{
	char path[4096];
	struct dirent *e;
	unsigned count = 0;
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;

	if (d == NULL) {
		(void)fprintf(stderr, "usage: replay DIRECTORY (readable)\n");
		return (2);
	}
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", argv[1], e->d_name);
		replay(path);
		count++;
	}
	(void)closedir(d);
	(void)printf("%u inputs\n", count);
	return (count > 0 ? 0 : 1);
}
