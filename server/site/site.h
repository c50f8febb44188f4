/* SPDX-License-Identifier: Apache-2.0 */
/* The server's own endpoint: its contract. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "request/request.h"

handler_fn openapi_get; /* GET /openapi.json */

#endif
