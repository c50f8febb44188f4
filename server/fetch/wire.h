/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages between a worker and the courier, over a unix socket that keeps message boundaries (SOCK_SEQPACKET). One
 * connection is one call:
 *
 *   worker    connect, send one struct fetch_request.
 *   courier   send one struct fetch_reply, then the body's bytes in messages of at most FETCH_PART_MAX, close.
 *
 * End of file before the last byte means that the courier died. A worker withdraws a call by closing early. Both sides
 * are the same binary under the same user; the courier refuses other users.
 */
#ifndef FETCH_WIRE_H
#define FETCH_WIRE_H

#include <stdint.h>

#include "fetch/fetch.h"

#define FETCH_PART_MAX 32768
#define FETCH_TEXT_MAX 1024 /* user, password */

/* Every text ends with a NUL, and an empty one is absent. */
struct fetch_request {
	enum fetch_method method;
	uint32_t left_ms; /* until the worker gives up */
	char url[FETCH_URL_MAX + 1], inside[FETCH_URL_MAX + 1];
	char form[FETCH_FORM_MAX + 1];
	char user[FETCH_TEXT_MAX + 1], password[FETCH_TEXT_MAX + 1];
	char accept[128];
};

struct fetch_reply {
	enum fetch_result result;
	int status;
	uint32_t len; /* of the body; 0 unless FETCHED */
	char type[128];
};

#endif
