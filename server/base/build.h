/*
 * Which build this is: part of every ETag, so that a new binary's answers are
 * never taken for an old one's.
 */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

/* Up to 12 hex digits of the linker's build id; the version if there is none. Never NULL. */
const char *build_id(void);

#endif
