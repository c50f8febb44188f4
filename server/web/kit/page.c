/* SPDX-License-Identifier: Apache-2.0 */
#include "web/kit/page.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/uuid.h"
#include "request/list.h"
#include "sites/sites.h"
#include "settings/settings.h"
#include "secret/token.h"
#include "templates.h"
#include "text/percent.h"
#include "text/json.h"
#include "text/visible.h"

static bool
target_begins(struct request *rq, const char *root)
{
	size_t n = strlen(root);

	return (strncmp(rq_target(rq), root, n) == 0 && rq_target(rq)[n] == '/');
}

const char *
page_root(struct request *rq)
{
	return (target_begins(rq, ROOT_FRAME) ? ROOT_FRAME : ROOT_PAGE);
}

const char *
page_theme(struct request *rq)
{
	const char *theme = rq_query(rq, "theme");

	return (theme != NULL && word_in("auto light dark", theme) ? theme : "");
}

const char *
page_discussion(struct request *rq, const char *path)
{
	const char *theme = page_theme(rq);

	return (*theme != '\0' ? rq_printf(rq, "%s?theme=%s", path, theme) : path);
}

bool
page_is_discussion(struct request *rq)
{
	return (target_begins(rq, ROOT_PAGE) || target_begins(rq, ROOT_FRAME));
}

bool
page_is_desk(struct request *rq)
{
	const char *target = rq_target(rq);

	return (strncmp(target, "/desk", 5) == 0 && strchr("/?", target[5]) != NULL);
}

struct page_context *
page_context(struct request *rq, const char *at)
{
	struct page_context *l = rq_alloc(rq, sizeof(*l));
	const char *token = rq_token(rq);
	char *form = rq_alloc(rq, TOKEN_TEXT);

	l->here = rq_is_safe(rq) ? rq_target(rq) : page_of_form(rq);
	l->at = at;
	l->base = setting_text(SERVER_BASE_URL);
	l->mount = rq_mount(rq);
	l->root = page_root(rq);
	l->theme = page_is_discussion(rq) ? page_theme(rq) : "";
	l->now_ms = clock_wall_ms();
	l->signed_in = token != NULL;
	l->key = token != NULL ? rq_id(rq) : "";
	l->terms_version = setting_filled(TERMS_VERSION);
	l->terms_url = setting_filled(TERMS_URL);
	l->privacy_url = setting_filled(TERMS_PRIVACY_URL);
	l->sites = sites_list();
	l->site = page_is_desk(rq) ? list_site(rq) : NULL;
	l->token = token != NULL && form_token(token, form) ? form : "";
	return (l);
}

static bool
parameter_in(const char *words, const char *parameter, size_t len)
{
	char name[16];
	size_t n = 0;

	while (n < len && parameter[n] != '=')
		n++;
	if (n >= sizeof(name))
		return (false);
	memcpy(name, parameter, n);
	name[n] = '\0';
	return (word_in(words, name));
}

/* The path without parameters that a redirect after a form added. only: the parameters to keep of the rest; NULL: all. */
static void
path_put_clean(struct buf *b, const char *path, const char *only)
{
	size_t n = strcspn(path, "?#");
	char mark = '?';

	buf_add(b, path, n);
	if (path[n] != '?')
		return;
	for (const char *p = path + n + 1; *p != '\0' && *p != '#';) {
		size_t len = strcspn(p, "&#");

		if (len > 0 && !parameter_in(QUERY_ADDED " pick", p, len) && (only == NULL || parameter_in(only, p, len))) {
			buf_putc(b, mark);
			buf_add(b, p, len);
			mark = '&';
		}
		p += len + (p[len] == '&');
	}
}

static const char *
own_path(struct request *rq)
{
	struct buf path;

	buf_init(&path, rq_arena(rq));
	path_put_clean(&path, rq_target(rq), page_parameters());
	return (path.data);
}

struct page_context *
page_context_shared(struct request *rq)
{
	struct page_context *l = page_context(rq, "");

	if (rq_token(rq) != NULL)
		return (l);
	l->here = own_path(rq); /* the cached page must not depend on its first reader */
	l->now_ms = NOW_NEVER;
	return (l);
}

json_t *
page_parse(struct request *rq, const char *text, size_t n)
{
	json_t *doc = json_loadb(text, n, 0, NULL);

	return (rq_json_own(rq, doc != NULL ? doc : json_object()));
}

json_t *
page_json(struct request *rq, const struct answer *a)
{
	return (page_parse(rq, answer_text(a, 0, 2), answer_len(a, 0, 2)));
}

bool
page_ask_account(struct request *rq, then_fn *then, const char *step)
{
	if (rq_viewer(rq) == NULL)
		return (false);
	ask_list(rq, SESSION_GET, then, step, (const char *const[]) { rq_viewer(rq) }, 1);
	return (true);
}

json_t *
page_account(struct request *rq, struct page_context *l, const struct answer *a)
{
	json_t *account, *doc;

	l->signed_in = answer_is(a, "ok");
	if (!l->signed_in)
		return (NULL);
	doc = page_json(rq, a);
	account = json_object_get(doc, "account");
	l->account = json_is_object(account) ? account : NULL;
	l->own = json_object_get(doc, "sites");
	l->roles = json_object_get(doc, "roles");
	l->unread = view_int(doc, "unread");
	return (doc);
}

/* ---- the top line: the result of the form before this page. text NULL: the sentence of a problem's code */

static const struct {
	const char *said, *kind, *text;
} lines[] = {
	{ "posted", "done", "Your comment is published." },
	{ "held", "wait", "Thank you. A moderator reads your comment before it appears." },
	{ "refused", "bad", "Your comment was not published. The reasons are shown beside it." },
	{ "replied", "done", "Your reply is published." },
	{ "edited", "done", "Your edit is saved." },
	{ "withdrawn", "done", "You took your comment back." },
	{ "reported", "done", "Thank you. A moderator will look at it." },
	{ "welcome_unsent", "done",
	    "Welcome. You are signed in. No mail was sent, because this address got too many lately. Ask for one on the page of your account later." },
	{ "welcome", "done", "Welcome. You are signed in. A mail with a link that verifies your address is on its way." },
	{ "verified", "done", "Thank you. Your mail address is verified." },
	{ "mailed", "done", "The mail is on its way. Its link verifies your address." },
	{ "reset_mail", "done",
	    "If this name or verified address belongs to an account, a mail with a link is on its way. The link works for a short time." },
	{ "reset", "done", "Your password is changed, and all your sessions have ended. Sign in with the new password." },
	{ "renamed", "done", "Your name is changed. Comments that you wrote before keep the former one." },
	{ "new_address", "wait", "Nearly done. Open the link in each mail that we sent." },
	{ "address_changed", "done", "Your account has its new address, and all sessions have ended. Please sign in." },
	{ "address_waits_new", "wait", "Thank you. The change waits for the link in the mail to the new address." },
	{ "address_waits_old", "wait", "Thank you. The change waits for the link in the mail to the former address." },
	{ "terms", "done", "Thank you. You accepted the terms of use." },
	{ "offered", "wait", "The role is offered. It holds when the account accepts it." },
	{ "invitation", "done", "The invitation is on its way." },
	{ "withdrawn_role", "done", "The invitation is withdrawn. Its link does not work any more." },
	{ "provider_set", "done", "The provider is in force. Readers can sign in by it within seconds." },
	{ "provider_removed", "done", "The provider is removed. Its sessions and roles have ended." },
	{ "token_end", "done", "The token has ended. Nothing accepts it any more." },
	{ "taken", "done", "The role is taken away from now on. You can give it back below." },
	{ "role_accept", "done", "The role is yours from now on." },
	{ "role_decline", "done", "You declined the role." },
	{ "invited", "done", "Welcome. Your account is ready: sign in." },
	{ "out", "done", "You are signed out." },
	{ "followed", "done", "You follow this discussion. You are notified of new comments." },
	{ "unfollowed", "done", "You follow this discussion no longer." },
	{ "muted", "done", "You muted this reader. The list of muted readers is behind your name." },
	{ "unmuted", "done", "You mute this reader no longer." },
	{ "all_read", "done", "Everything up to here is marked as read." },
	{ "password", "done", "Your password is changed. All your other sessions have ended." },
	{ "app_added", "done", "The app is set up. All your other sessions have ended." },
	{ "app_removed", "done", "The app is removed. All your other sessions have ended." },
	{ "codes_made", "done",
	    "These are your new recovery codes. The former ones work no longer, and your other sessions have ended." },
	{ "ended", "done", "That session has ended." },
	{ "passkey", "done", "The passkey is ready: you can sign in with it. All your other sessions have ended." },
	{ "passkey_named", "done", "The passkey has its new name." },
	{ "passkey_gone", "done",
	    "The passkey is removed, and all your other sessions have ended. You can delete it on your device too." },
	{ "ended_others", "done", "All your other sessions have ended." },
	{ "approve", "done", "Approved." },
	{ "reject", "done", "Rejected." },
	{ "escalate", "done", "Escalated." },
	{ "restore", "done", "Restored." },
	{ "close", "done", "Closed. The comment stays taken back." },
	{ "approve_next", "done", "Approved. This is the next case; you hold it now." },
	{ "reject_next", "done", "Rejected. This is the next case; you hold it now." },
	{ "restore_next", "done", "Restored. This is the next case; you hold it now." },
	{ "close_next", "done", "Closed. This is the next case; you hold it now." },
	{ "nothing_ticked", "bad", "Nothing was decided: tick the cases first." },
	{ "proposed", "wait", "Proposed. It takes effect when a second moderator decides the same." },
	{ "sanctioned", "done", "The sanction is in force. The account gets a notice with the reason." },
	{ "banned", "done", "The sanction is in force, and all that you chose with it is done. The account gets one notice." },
	{ "pardoned", "done", "Taken back: the sanction is lifted, and the case and the comments are as before." },
	{ "pardoned_partly", "wait", "The sanction is lifted. Comments that somebody decided since stay as they are." },
	{ "lifted", "done", "The sanction is lifted." },
	{ "brought_back", "done", "The comments are restored, except those that somebody decided since." },
	{ "appealed", "done", "Your appeal is sent. You get a notice with the result." },
	{ "overturned", "done", "Overturned: the decision is undone. Both sides get a notice." },
	{ "upheld", "done", "Upheld. Both sides get a notice." },
	{ "name_replaced", "done",
	    "The account has a neutral name now. It gets a notice with the reason, and the readers who reported get the result." },
	{ "name_kept", "done", "The name stays. The readers who reported get the result." },
	{ "reopened", "done", "Taken back: the appeal is open again, and everything is as before. Both sides get a notice." },
	{ "received", "done", "Thank you. Your notice is received." },
	{ "marked", "done", "Saved." },
	{ "saved", "done", "Saved." },
	{ "start", "done", "Started. Reload this page to see the progress." },
	{ "pause", "done", "Paused." },
	{ "undo", "done", "The undo has started. Reload this page to see the progress." },
	{ "in_force", "done", "These rules are in force. They apply everywhere within seconds." },
	{ "noted", "done", "The note is saved." },
	{ "role", "done", "The role is set and applies from now on." },
	{ "skip", "done", "Skipped. The case comes back when you have seen all others." },
	{ "skip_next", "done", "Skipped. This is the next case; you hold it now." },
	{ "skip_last", "wait", "You have seen all other cases, so this one is back. You hold it now." },
	{ "unskip", "done", "The case is back in your list." },
	{ "undone", "done", "Undone. The case is open again." },
	{ "all_undone", "done", "All decisions are undone." },
	{ "undone_closed", "done", "Undone. As before, no case is open." },
	{ "claimed", "done", "You hold this case now." },
	{ "renewed", "done", "Your claim on this case is renewed." },
	{ "released", "done", "The case is released: a colleague can claim it." },
	{ "claims_max", "wait", NULL },
	{ "none", "wait", "There is no case to claim: the list is empty, or colleagues hold its cases." },
};

static json_t *
said_put(json_t *root, const char *said)
{
	for (size_t i = 0; said != NULL && i < LENGTH(lines); i++)
		if (strcmp(lines[i].said, said) == 0)
			return (view_flash(root, lines[i].kind, lines[i].text != NULL ? lines[i].text : view_sentence(said)));
	return (NULL);
}

void
page_put_said(json_t *root, const char *said)
{
	(void)said_put(root, said);
}

static void
page_put_line(struct request *rq, json_t *root)
{
	const char *undo = rq_query(rq, "undo");
	json_t *flash = said_put(root, rq_query(rq, "said"));

	if (flash != NULL)
		view_put(flash, "undo", page_undo_path(undo));
}

/* The ids become part of a form's address, and anybody can make the link: accept UUIDs only. */
json_t *
page_undo_path(const char *undo)
{
	char first[UUID_TEXT];
	struct uuid id;

	if (undo == NULL)
		return (json_null());
	if (uuid_parse(undo, &id))
		return (view_string("/desk/decisions/%s/undo", undo));
	if (strncmp(undo, "appeal.", 7) == 0)
		return (uuid_parse(undo + 7, &id) ? view_string("/desk/appeals/%s/undo", undo + 7) : json_null());
	if (strlen(undo) < UUID_TEXT || undo[UUID_TEXT - 1] != '.')
		return (json_null());
	memcpy(first, undo, UUID_TEXT - 1);
	first[UUID_TEXT - 1] = '\0';
	if (!uuid_parse(first, &id) || !uuid_parse(undo + UUID_TEXT, &id))
		return (json_null());
	return (view_string("/desk/accounts/%s/sanctions/%s/undo", first, undo + UUID_TEXT));
}

struct buf
page_draw(struct request *rq, const struct template *t, json_t *root)
{
	struct buf out;
	const char *missing;

	buf_init(&out, rq_arena(rq));
	buf_reserve(&out, 16384);
	missing = template_render(t, root, rq_mount(rq), &out);
	if (missing != NULL)
		log_error("page value lost", log_text("name", missing));
	json_decref(root);
	return (out);
}

void
page_reply(struct request *rq, int status, const struct template *t, json_t *root)
{
	struct buf out;

	if (status < 400 && rq_is_safe(rq))
		page_put_line(rq, root);
	if (page_is_desk(rq)) {
		view_put(root, "desk_style", json_string(asset_desk_css));
		view_put(root, "script", json_string(asset_desk_js));
		if (setting_on(LIVE_ON))
			view_put(root, "desk_live",
			    json_pack("{s:I,s:I,s:s}", "now", (json_int_t)clock_wall_ms(), "hidden",
				(json_int_t)setting_int(LIVE_HIDDEN), "site", list_site(rq) != NULL ? list_site(rq) : ""));
	}
	if (page_wants_part(rq))
		t = page_part_of(t);
	out = page_draw(rq, t, root);
	reply_html(rq, status, out.data, out.len);
}

#define MAIN_BEGINS "<main id=\"main\" tabindex=\"-1\">\n"
#define LINE(text)  "<div class=\"column\"><div class=\"flash wait\" role=\"status\">\n<p>" text "</p>\n</div></div>\n"

/* The offset in a page's HTML where a line can be inserted; 0: there is none. */
static size_t
html_line_at(const char *html, size_t n)
{
	const char *at = memmem(html, n, MAIN_BEGINS, strlen(MAIN_BEGINS));

	return (at != NULL ? (size_t)(at - html) + strlen(MAIN_BEGINS) : 0);
}

void
page_reply_public(struct request *rq, long version, const struct template *t, json_t *root)
{
	static const char line[] = LINE(
	    "Very many people are reading just now, so this is the page without your votes and your own "
	    "comments. You are still signed in.");
	struct buf out;
	size_t at;

	page_put_line(rq, root);
	out = page_draw(rq, t, root);
	at = html_line_at(out.data, out.len);
	reply_public_html(rq, version, out.data, out.len, at, at > 0 ? line : NULL);
}

/* ---- redirects and forms */

const char *
page_back(struct request *rq, const char *fallback)
{
	const char *back = rq_form(rq, "back");

	if (back == NULL || strcmp(view_back(back), back) != 0)
		return (fallback);
	return (back);
}

const char *
page_of_form(struct request *rq)
{
	const char *parent = rq_form(rq, "parent_id");

	if (parent != NULL && view_is_id(parent) && page_is_discussion(rq))
		return (rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), parent));
	return (rq_page_above(rq));
}

const char *
page_back_past_comment(struct request *rq)
{
	const char *article = page_discussion(rq, rq_printf(rq, "%s/%s", page_root(rq), rq_path(rq, 0)));
	const char *back = page_back(rq, article);

	return (strstr(back, rq_path(rq, 1)) != NULL ? article : back);
}

const char *
page_came_from(struct request *rq, const char *fallback)
{
	const char *from = rq_field(rq, "referer"), *base = rq_base_url(rq);
	size_t n = strlen(base);

	if (from == NULL || strncmp(from, base, n) != 0 || strcmp(view_back(from + n), from + n) != 0)
		return (fallback);
	if (strncmp(from + n, page_root(rq), strlen(page_root(rq))) != 0 || from[n + strlen(page_root(rq))] != '/')
		return (fallback);
	return (from + n);
}

static const char *
text_too_long(struct request *rq, size_t n, size_t max)
{
	const struct problem_value values[] = { { "size", rq_int(rq, (long)n) }, { "max", rq_int(rq, (long)max) } };

	return (rq_fill(rq, CHECK_TOO_LONG_BYTES, values, LENGTH(values)));
}

const char *
page_text_fault(struct request *rq, const char *name, bool needed, size_t max)
{
	const char *text = rq_form(rq, name);
	size_t n = text != NULL ? strlen(text) : 0;

	if (n == 0)
		return (needed ? check_sentence("missing") : NULL);
	if (!text_visible(text, n))
		return (check_sentence("empty"));
	if (n > max)
		return (text_too_long(rq, n, max));
	return (NULL);
}

const char *
page_words_fault(struct request *rq, size_t max)
{
	const char *fault = page_text_fault(rq, "note", false, max);

	return (fault != NULL ? fault : page_text_fault(rq, "message", false, max));
}

const char *
form_filled(struct request *rq, const char *name)
{
	const char *value = rq_form(rq, name);

	return (value != NULL && *value != '\0' ? value : NULL);
}

static void
path_put_parameter(struct buf *b, const char *name, const char *value)
{
	buf_putc(b, strchr(b->data, '?') != NULL ? '&' : '?');
	buf_printf(b, "%s=%s", name, value);
}

void
page_see(struct request *rq, const char *back, const char *said, long version, const char *anchor)
{
	const char *own = strchr(view_back(back), '#');
	struct buf b;

	if (page_is_desk(rq) && page_wants_part(rq)) {
		page_part_see(rq, back, said);
		return;
	}
	buf_init(&b, rq_arena(rq));
	path_put_clean(&b, view_back(back), NULL);
	if (version > 0)
		path_put_parameter(&b, "v", rq_int(rq, version));
	if (said != NULL)
		path_put_parameter(&b, "said", said);
	if (anchor != NULL)
		buf_printf(&b, "#%s", anchor);
	else if (own != NULL)
		buf_puts(&b, own);
	reply_see(rq, b.data);
}

void
page_failures(struct request *rq, json_t *root)
{
	const char *text = rq_failures(rq);
	json_t *list = text != NULL ? json_loads(text, 0, NULL) : NULL, *one;
	size_t i;

	json_array_foreach (list, i, one) {
		size_t max = (size_t)json_integer_value(json_object_get(one, "bytes_max"));

		view_form_error(root, view_get(one, "field", ""),
		    max == 0 ? view_sentence(view_get(one, "code", "")) :
			       text_too_long(rq, (size_t)json_integer_value(json_object_get(one, "bytes")), max));
	}
	json_decref(list);
}

const char *
page_next(struct request *rq, const char *next)
{
	struct buf b;

	if (next == NULL || strcmp(view_back(next), "/") == 0)
		return ("");
	buf_init(&b, rq_arena(rq));
	buf_puts(&b, "?next=");
	percent_encode(&b, next, strlen(next));
	return (b.data);
}
