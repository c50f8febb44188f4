/* SPDX-License-Identifier: Apache-2.0 */
/* An account as moderators see it, and their notes about it. */
#include "base/uuid.h"
#include "moderation/moderation.h"
#include "request/list.h"
#include "text/cursor.h"

struct note_body {
	const char *text, *site;
};

static then_fn moderated_account_answered, account_note_answered;
static const struct field fields[] = {
	{ "text", FIELD_TEXT, true, offsetof(struct note_body, text), 1, NOTE_TEXT_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct note_body, site), 1, 100 },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "missing_site", .field = "site", .check = "missing" },
	{ NULL },
};

/* The lists of an account. Each has cursors of its own kind. */
static const struct account_list {
	const char *name;
	char kind;
} account_lists[] = { { "sanctions", 'S' }, { "decisions", 'D' }, { "appeals", 'P' }, { "comments", 'W' }, { "notes", 'N' } };

/* GET /v1/moderation/accounts/{account} */
void
moderated_account(struct request *rq)
{
	moderated_account_ask(rq, moderated_account_answered, "moderated_account_answered");
}

static bool
account_cursor_read(const char *text, const char **list, struct uuid *at)
{
	static const struct uuid no_list;

	for (size_t i = 0; i < LENGTH(account_lists); i++) {
		*list = account_lists[i].name;
		if (id_cursor_read(text, account_lists[i].kind, &no_list, at))
			return (true);
	}
	return (false);
}

void
moderated_account_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *cursor = rq_query(rq, "cursor"), *list = NULL;
	char *id = NULL;
	struct uuid at;

	if (cursor != NULL && !account_cursor_read(cursor, &list, &at)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return;
	}
	if (cursor != NULL)
		uuid_text(&at, id = rq_alloc(rq, UUID_TEXT));
	ask_list(rq, MODERATED_ACCOUNT, then, step, (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), list, id }, 4);
}

json_t *
moderated_account_json(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok"), *next = json_object_get(doc, "next");

	for (size_t i = 0; i < LENGTH(account_lists) && next != NULL; i++)
		(void)json_object_set_new(next, account_lists[i].name,
		    list_cursor(rq, account_lists[i].kind, json_string_value(json_object_get(next, account_lists[i].name))));
	return (doc);
}

static void
moderated_account_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, moderated_account_json(rq, a));
}

/* POST /v1/moderation/accounts/{account}/notes */
void
account_note(struct request *rq)
{
	const char *key, *digest;
	struct note_body b = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &b) && rq_idempotency(rq, &key, &digest))
		ask(rq, ACCOUNT_NOTE, account_note_answered, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), b.text, b.site, key,
		    digest);
}

static void
account_note_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
