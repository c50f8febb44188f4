/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/result.h"

const char *
mail_result_name(enum mail_result r)
{
	static const char *const names[] = { "sent", "released", "relay", "temporary", "permanent", "unknown", "address",
		"template" };

	return (names[r]);
}
