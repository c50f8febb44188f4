/*
 * Which build this is, and which epoch of the database it heard of: part of every
 * ETag, so that answers of another binary or of a restored database are never
 * taken for these.
 */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

#include <stdbool.h>

/* Hex digits of the linker's build id, or the version if there is none, and the epoch. Never NULL. */
const char *build_id(void);
/* The epoch of the database's contents, at most 12 characters. True if it is another one than before. */
bool build_epoch(const char *epoch);

#endif
