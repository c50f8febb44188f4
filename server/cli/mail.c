/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/mail.h"

#include <string.h>

#include "cli/command.h"
#include "settings/settings.h"

char *
cli_mail_texts(void)
{
	const char *own = setting_text(MAIL_TEXTS);

	return (*own != '\0' ? mem_copy(own, strlen(own)) : cli_data_path("config/mail"));
}
