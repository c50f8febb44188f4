/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signature of a text for finding near copies: MinHash (Broder, 1997) of shingles of nine folded letters, 16 values
 * in 4 bands. Two texts that share nine tenths of their shingles share a band in 98 of 100 cases; two that share half,
 * in 23.
 */
#ifndef RULES_SIGNATURE_H
#define RULES_SIGNATURE_H

#include <stdint.h>

#include "base/mem.h"
#include "rules/fold.h"

#define SIGNATURE_BANDS 4
#define SIGNATURE_MIN	24 /* characters; a shorter text has no signature */

/* Returns the number of bands: SIGNATURE_BANDS, or 0 for a short text. */
unsigned signature_make(const struct folded *plain, int64_t bands[SIGNATURE_BANDS]);

#endif
