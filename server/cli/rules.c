/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/rules.h"

#include "cli/command.h"
#include "rules/judge.h"

json_t *
rules_document(const char *path, const char *words)
{
	char *shipped = words == NULL ? cli_data_path("config") : NULL;
	json_t *doc = NULL;
	struct buf error;

	if (words == NULL && shipped == NULL)
		return (NULL);
	buf_init(&error, NULL);
	doc = rules_load(path, words != NULL ? words : shipped, &error);
	if (doc != NULL && !judge_check(doc, &error)) {
		json_decref(doc);
		doc = NULL;
	}
	if (doc == NULL)
		(void)cli_fail("%s: %s", path, error.len > 0 ? error.data : "cannot be used");
	buf_end(&error);
	free(shipped);
	return (doc);
}
