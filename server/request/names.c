/* SPDX-License-Identifier: Apache-2.0 */
#include "request/names.h"

#include <stdlib.h>
#include <string.h>

#include "settings/settings.h"
#include "text/name.h"

#define NEUTRAL 3 /* of 81 million each, so that one of them is free */

void
names_add(struct request *rq, json_t *names, const char *text)
{
	struct buf name, skeleton;

	buf_init(&name, rq_arena(rq));
	buf_init(&skeleton, rq_arena(rq));
	if (name_check(text, strlen(text), (unsigned)setting_int(ACCOUNTS_NAME_MIN), (unsigned)setting_int(ACCOUNTS_NAME_MAX),
		&name, &skeleton) == NAME_OK)
		(void)json_array_append_new(names, json_pack("[s,s]", name.data, skeleton.data));
}

/* From a new id, whose last bytes are random. */
unsigned
names_number(struct request *rq)
{
	const char *id = rq_id(rq);

	return (1000 + (unsigned)(strtoul(id + strlen(id) - 6, NULL, 16) % 9000));
}

json_t *
names_neutral(struct request *rq)
{
	json_t *names = json_array();

	for (int i = 0; i < NEUTRAL; i++)
		names_add(rq, names, rq_printf(rq, "Reader-%u%u", names_number(rq), names_number(rq)));
	return (names);
}
