/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes (ISO/IEC 18004) for pages. */
#ifndef TEXT_QR_H
#define TEXT_QR_H

#include <stdbool.h>

#include "base/buf.h"

#define QR_MARGIN 4 /* modules of quiet zone */

/*
 * Adds the dark modules of the code for text to out as an SVG path, one unit for each module. Returns the width in modules
 * with both margins; 0: the text does not fit into a code, or there is no memory.
 */
int qr_path(const char *text, struct buf *out) MUST_USE;

#endif
