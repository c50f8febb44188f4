/* SPDX-License-Identifier: Apache-2.0 */
/* POST /a/{article}/comments: the form of a comment or a reply. */
#include "base/uuid.h"
#include "comment/draft.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn comment_form_posted;
static void comment_form_refuse(struct request *, const struct draft *, enum problem);

void
web_comment(struct request *rq)
{
	struct draft *d = rq_alloc(rq, sizeof(*d));
	const char *key, *digest, *parent = rq_form(rq, "parent_id");
	enum problem wrong;
	struct uuid id;

	if (reply_if_full(rq, COMMENT_POST))
		return;
	d->body = rq_form(rq, "body");
	d->parent = parent != NULL && uuid_parse(parent, &id) ? parent : NULL;
	if (d->body == NULL)
		d->body = "";
	wrong = parent != NULL && *parent != '\0' && d->parent == NULL ? PROBLEM_BAD_PARENT : draft_render(rq, d);
	if (wrong != PROBLEM_NONE) {
		if (!draft_is_early(rq, wrong))
			comment_form_refuse(rq, d, wrong);
		return;
	}
	if (!rq_idempotency(rq, &key, &digest))
		return;
	rq_set_state(rq, d);
	ask(rq, COMMENT_POST, comment_form_posted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), d->parent, d->body, d->html,
	    d->signals, key, digest, rq_int(rq, setting_int(COMMENTS_DEPTH_MAX)), setting_text(ACCOUNTS_VERIFY_BEFORE),
	    setting_filled(TERMS_VERSION), rq_int(rq, setting_int(NOTIFICATIONS_MENTIONS_MAX)));
}

/* Goes back to the page of the comment, by a version that contains it. */
static void
comment_form_show(struct request *rq, const struct answer *a)
{
	const json_t *comment = json_object_get(page_json(rq, a), "comment");
	const char *id = view_get(comment, "id", ""), *said = page_said(comment, "posted");
	const char *back = page_back(rq, page_of_form(rq));

	if (page_wants_part(rq))
		page_part_comment(rq, 201, a, said);
	else if (strcmp(said, "posted") == 0)
		page_see(rq, back, said, answer_long(a, 0, 1), rq_printf(rq, "c-%s", id));
	else
		page_see(rq, back, said, 0, rq_printf(rq, "mine-%s", id));
}

static void
comment_form_posted(struct request *rq, const struct answer *a)
{
	const struct draft *d = rq_state(rq);

	if (answer_is(a, "bad_parent")) {
		comment_form_refuse(rq, d, PROBLEM_BAD_PARENT);
		return;
	}
	if (answer_is(a, "ok"))
		comment_form_show(rq, a);
	else
		page_refuse(rq, a);
}

/* Shows the text again with the failed check. */
static void
comment_form_refuse(struct request *rq, const struct draft *d, enum problem wrong)
{
	json_t *root = view_form(page_context(rq, ""), "Your comment is not posted yet",
	    page_discussion(rq, rq_printf(rq, "%s/%s/comments", page_root(rq), rq_path(rq, 0))), "Post comment");

	(void)view_area(root, "body", d->parent != NULL ? "Your reply" : "Your comment", d->body, 10, true);
	if (d->parent != NULL)
		view_hidden(root, "parent_id", d->parent);
	view_hidden(root, "back", page_back(rq, page_of_form(rq)));
	view_form_error(root, "body", draft_sentence(rq, d, wrong));
	view_put(root, "cancel", view_string("%s", page_discussion(rq, rq_printf(rq, "%s/%s", page_root(rq), rq_path(rq, 0)))));
	page_reply(rq, 422, &template_form, root);
}
