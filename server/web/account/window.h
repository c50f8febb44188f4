/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-in from inside a frame (GET /embed/…). A sign-in form never works there: it opens a window of its own, at the top
 * level of this origin. After the sign-in the window shows /signed-in, whose script reports to the frame that opened it
 * (server/web/script/signed-in.js, window.js). The path `next` of the sign-in says where it came from.
 */
#ifndef WEB_WINDOW_H
#define WEB_WINDOW_H

#include "web/kit/page.h"

/* The page after the sign-in: next, or /signed-in if next is shown in a frame. */
const char *window_after(struct request *, const char *next);
/* Is next shown in a frame? */
bool window_is_framed(const char *next);
/* Puts the form into a window of its own if this request's answer goes into a frame. */
void window_put(struct request *, json_t *form);
/* True after replying with the empty form: it was posted inside a frame, where no answer may set the cookie. */
bool window_refused(struct request *, json_t *(*form)(struct request *)) MUST_USE;

#endif
