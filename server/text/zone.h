/* SPDX-License-Identifier: Apache-2.0 */
/* Time zones by their names in the IANA database, such as "Europe/Berlin". The tables are those of ICU. */
#ifndef TEXT_ZONE_H
#define TEXT_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#define ZONE_NAME_MAX 64 /* bytes; the longest name in the database has 32 */

/* Is there such a zone? Offsets such as "GMT+3" are no names. */
bool zone_known(const char *name);

/* Minutes between local time and UTC at an instant (milliseconds since 1970), positive to the east. NULL or unknown: 0. */
int zone_offset(const char *name, int64_t ms);

#endif
