/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents of a provider, checked for the command line, the API and the desk alike: its settings (deploy/doc/sign-on.md and
 * openid-connect.md explain the members) and its keys.
 */
#ifndef SITE_PROVIDER_DOC_H
#define SITE_PROVIDER_DOC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define PROVIDER_NAME_MAX 32  /* bytes of a-z, 0-9 and - */
#define PROVIDER_WHY	  256 /* bytes for a sentence with details */

bool provider_name_valid(const char *name) MUST_USE;
bool provider_doc_is_oidc(const json_t *settings) MUST_USE;
/* The fault of the settings, as a sentence without its full stop, static or in why; NULL: none. */
const char *provider_settings_fault(json_t *settings, char why[PROVIDER_WHY]) MUST_USE;

/*
 * Keys are a JWK Set (RFC 7517) as text. secret: one secret, which becomes a set; keys: a set; at most one of them. Returns the
 * set, which provider_keys_free() wipes; NULL without *fault: neither was given, so those in force stay. settings NULL: those of a
 * jwt provider, which stay.
 */
char *provider_keys(const json_t *settings, const char *secret, const char *keys, char why[PROVIDER_WHY],
    const char **fault) MUST_USE;
void provider_keys_free(char *);

#endif
