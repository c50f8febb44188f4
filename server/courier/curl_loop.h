/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl's transfers on libevent's loop (curl_multi_socket_action(3)), for mail and for HTTP. */
#ifndef COURIER_CURL_LOOP_H
#define COURIER_CURL_LOOP_H

#include <curl/curl.h>

#include "base/mem.h"

struct curl_loop;
struct event_base;

/* A transfer ended. Its handle is still added. Never called by curl_loop_add(). */
typedef void curl_ended_fn(CURL *, CURLcode);

struct curl_loop *curl_loop_new(struct event_base *, curl_ended_fn *) MUST_USE;
/* All handles must have been removed. */
void curl_loop_end(struct curl_loop *);
void curl_loop_add(struct curl_loop *, CURL *);
void curl_loop_remove(struct curl_loop *, CURL *);

#endif
