/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of names from which the database takes the first free one (core.name_first_free()): [[name, skeleton]]. A name that no
 * reader may have by the settings is left out.
 */
#ifndef REQUEST_NAMES_H
#define REQUEST_NAMES_H

#include "request/request.h"

/* Adds a name with its skeleton. */
void names_add(struct request *, json_t *names, const char *text);
/* Four random digits. */
unsigned names_number(struct request *);
/* A new list of neutral names: "Reader-48211093". */
json_t *names_neutral(struct request *) MUST_USE;

#endif
