/* SPDX-License-Identifier: Apache-2.0 */
#include "text/qr.h"

#include <qrencode.h>

/* A run of dark modules of one row is a rectangle. */
static void
qr_row(const unsigned char *row, int width, int y, struct buf *out)
{
	int x = 0, start;

	while (x < width) {
		start = x;
		while (x < width && (row[x] & 1) != 0)
			x++;
		if (x > start)
			buf_printf(out, "M%d %dh%dv1h-%dz", start + QR_MARGIN, y + QR_MARGIN, x - start, x - start);
		else
			x++;
	}
}

int
qr_path(const char *text, struct buf *out)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	int width;

	if (code == NULL)
		return (0);
	width = code->width;
	for (int y = 0; y < width; y++)
		qr_row(code->data + (size_t)y * (size_t)width, width, y, out);
	QRcode_free(code);
	return (width + 2 * QR_MARGIN);
}
