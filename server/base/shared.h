/*
 * Memory that all processes of one server see. It is mapped before the first
 * fork and lives as long as the supervisor; a restarted worker finds it as its
 * predecessor left it, so whatever stands in it must survive a writer that died
 * half way (atomics, or figures that a reader may doubt).
 */
#ifndef BASE_SHARED_H
#define BASE_SHARED_H

#include <stddef.h>

#include "base/mem.h"

/* size zeroed octets, page-aligned; pages never touched cost nothing. Never NULL. */
void *shared_map(size_t size) MUST_USE;

#endif
