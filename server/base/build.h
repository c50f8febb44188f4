/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The identity of this build and of the database's contents. Every ETag has both, so a cached answer of another binary or
 * of a restored database never matches.
 */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

#include <stdbool.h>

/* Hexadecimal digits of the linker's build id, or the version without one, and the epoch. Never NULL. */
const char *build_id(void);
/* Sets the epoch of the database's contents, at most 12 characters. True if it differs from the last one. */
bool build_epoch(const char *epoch);

#endif
