/*
 * What is the server's own rather than a thread's: the contract it keeps.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "request/request.h"

handler_fn openapi_get; /* GET /openapi.json */

#endif
