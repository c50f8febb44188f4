/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory of the libraries behind text/: jansson and ICU allocate through mem_try(); md4c returns an error. The objects
 * of ICU are opened here, so that a server without ICU's data does not start.
 */
#ifndef TEXT_MEMORY_H
#define TEXT_MEMORY_H

#include <stdbool.h>

#include "base/mem.h"

/* Called first, in the process that forks the workers. False: the data of ICU is missing. */
bool text_start(void) MUST_USE;

#endif
