/* An account as its moderators see it, and what they note down about it. */
#include "base/uuid.h"
#include "moderation/moderation.h"
#include "request/list.h"
#include "text/cursor.h"

struct draft {
	const char *text, *site;
};

static then_fn found, noted;
static const struct field fields[] = {
	{ "text", FIELD_TEXT, true, offsetof(struct draft, text), 1, NOTE_TEXT_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct draft, site), 1, 100 },
};
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };
static const struct outcome note_outcomes[] = {
	{ "ok", 201 },
	{ "missing_site", .field = "site", .check = "missing" },
	{ NULL },
};

/* Its lists; each goes on by cursors of its own. */
static const struct part {
	const char *name;
	char cursor;
} parts[] = { { "sanctions", 'S' }, { "decisions", 'D' }, { "appeals", 'P' }, { "comments", 'W' }, { "notes", 'N' } };

/* GET /v1/moderation/accounts/{account} */
void
moderated_account(struct request *rq)
{
	moderated_account_ask(rq, found, "found");
}

static bool
cursor_read(const char *text, const char **list, struct uuid *at)
{
	static const struct uuid no_list;

	for (size_t i = 0; i < LENGTH(parts); i++) {
		*list = parts[i].name;
		if (id_cursor_read(text, parts[i].cursor, &no_list, at))
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

	if (cursor != NULL && !cursor_read(cursor, &list, &at)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return;
	}
	if (cursor != NULL)
		uuid_text(&at, id = rq_alloc(rq, UUID_TEXT));
	ask_list(rq, MODERATED_ACCOUNT, then, step, (const char *const[]){ rq_viewer(rq), rq_path(rq, 0), list, id }, 4);
}

json_t *
moderated_account_json(struct request *rq, const struct answer *a)
{
	json_t *doc = list_doc(rq, a), *next = json_object_get(doc, "next");

	for (size_t i = 0; i < LENGTH(parts) && next != NULL; i++)
		(void)json_object_set_new(next, parts[i].name,
		    list_cursor(rq, parts[i].cursor, json_string_value(json_object_get(next, parts[i].name))));
	return (doc);
}

static void
found(struct request *rq, const struct answer *a)
{
	reply_list(rq, outcomes, a, moderated_account_json(rq, a));
}

/* POST /v1/moderation/accounts/{account}/notes */
void
account_note(struct request *rq)
{
	const char *key, *digest;
	struct draft d = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &d) && rq_idempotency(rq, &key, &digest))
		ask(rq, ACCOUNT_NOTE, noted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), d.text, d.site, key, digest);
}

static void
noted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, note_outcomes, a);
}
