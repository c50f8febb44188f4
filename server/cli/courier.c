/* SPDX-License-Identifier: Apache-2.0 */
/* madang courier: sends the mails of the outbox. */
#include "courier/courier.h"

#include "cli/command.h"
#include "cli/mail.h"
#include "settings/settings.h"
#include "text/memory.h"

static int
run_courier(const struct call *c)
{
	char *texts = cli_mail_texts();
	int status;

	if (texts == NULL)
		return (1);
	if (!text_start())
		return (cli_fail("the ICU library cannot be used; reinstall the package libicu72"));
	status = courier_run(c->config, texts);
	free(texts);
	return (status);
}

const struct command cmd_courier = {
	.name = "courier",
	.summary = "Sends mail, and calls identity providers",
	.help =
	    "Sends the mails that the server queues in the database, by the settings of the section mail, and calls identity providers "
	    "for the server, by those of the section fetch. It is the only process of Madang that connects to other hosts, and runs "
	    "beside the server as a service of its own. Several may run. SIGTERM stops it when the mails and calls under way have ended; "
	    "SIGHUP reads the settings file again.",
	.run = run_courier,
};
