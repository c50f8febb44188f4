/*
 * The memory of the libraries behind text/: jansson and ICU take it through mem_try(), md4c says when it had none. What
 * ICU opens once is opened here, so that a server that cannot judge a text does not start.
 */
#ifndef TEXT_MEMORY_H
#define TEXT_MEMORY_H

#include <stdbool.h>

#include "base/mem.h"

/* Before anything else of text/ is used, in the process that the others are forked from. False: ICU lacks its data. */
bool text_start(void) MUST_USE;

#endif
