/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the test inputs that lie beside the repository, ../shared/corpora. They
 * are not part of it: a test whose corpus is absent says so and is skipped.
 */
#ifndef TESTS_CORPUS_H
#define TESTS_CORPUS_H

#include <dirent.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"

#define CORPORA MADANG_SOURCE_DIR "/../shared/corpora/"

/* Reads the file's bytes into b (the caller's, empty); false if the file is missing. */
static inline bool
corpus_file(const char *path, struct buf *b)
{
	char chunk[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return (false);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(b, chunk, n);
	(void)fclose(f);
	return (true);
}

static inline void
corpus_need(const char *name, struct buf *b)
{
	char path[512];

	(void)snprintf(path, sizeof(path), "%s%s", CORPORA, name);
	if (!corpus_file(path, b)) {
		print_message("skipped: no %s\n", path);
		skip();
	}
}

#endif
