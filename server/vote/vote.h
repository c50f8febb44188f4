/* SPDX-License-Identifier: Apache-2.0 */
/* The vote endpoints. */
#ifndef VOTE_VOTE_H
#define VOTE_VOTE_H

#include "request/request.h"

handler_fn vote_set;
handler_fn vote_clear;

#endif
