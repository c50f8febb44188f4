/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of errors: every problem that an answer may report, and every failed check of a field. The JSON API, pages and
 * forms use these rows; tests compare deploy/doc/errors.md and openapi.json with them.
 *
 * A row of PROBLEMS: name, HTTP status, code, what a client does, and a sentence or two for people: what happened, why,
 * what to do next. Rows may share a code where people need other words; they then share status and client action.
 * problem_fill() replaces placeholders in braces: {wait} a time, {size} and {max} numbers, {unit} their unit, {why} a
 * sentence. Codes are a contract, because clients compare them. Sentences are not.
 */
#ifndef BASE_PROBLEMS_H
#define BASE_PROBLEMS_H

#include <stdbool.h>

#include "base/buf.h"

/* How a client handles a problem. */
/* clang-format off */
#define CLIENT_ACTIONS(X) \
	X(CORRECT, "Correct the request. Sent again unchanged it fails again.") \
	X(SHOW, "Show `detail`, or the sentences of `fields`, to the person, who changes the input.") \
	X(SIGN_IN, "Let the person sign in, then send the request again.") \
	X(CONFIRM, "Let the person prove themselves by one of `methods` (`POST /v1/session/step-up`), then send the request again with the new token.") \
	X(STOP, "Do not send it again. Show `detail` to the person.") \
	X(REREAD, "Read the current state (`current`, where there is one), show it, and let the person decide again.") \
	X(RETRY, "Wait for `Retry-After` seconds (without it a few seconds), then send the same request again, a write with its `Idempotency-Key`.") \
	X(REPORT, "Tell the operator. Sending it again may work.")
/* clang-format on */

/* clang-format off */
#define PROBLEMS(X) \
	/* refused by the HTTP edge */ \
	X(BAD_REQUEST, 400, "bad_request", CORRECT, "The request is not valid HTTP. Correct it, then send it again.") \
	X(BAD_FORM_ENCODING, 400, "bad_request", CORRECT, "The form is not well encoded. Load its page again, then repeat it there.") \
	X(BAD_KEY, 400, "bad_request", CORRECT, "Idempotency-Key is not a UUID. Send the request with a new UUID.") \
	X(BAD_MIN_VERSION, 400, "bad_request", CORRECT, "Madang-Min-Version is not a whole number. Send a version that an answer had.") \
	X(METHOD_NOT_ALLOWED, 405, "method_not_allowed", CORRECT, "This address does not take this method. The field Allow lists those it takes.") \
	X(REQUEST_TIMEOUT, 408, "request_timeout", RETRY, "The request did not arrive in time. Send it again.") \
	X(TOO_LARGE, 413, "too_large", SHOW, "The request is larger than the limit. Make it shorter, then send it again.") \
	X(TARGET_TOO_LONG, 414, "target_too_long", CORRECT, "The request target is too long. Shorten it.") \
	X(BAD_CONTENT_TYPE, 415, "bad_content_type", CORRECT, "The body is not application/json in UTF-8. Send it as that.") \
	X(BAD_FORM_TYPE, 415, "bad_content_type", CORRECT, "The body is not a form. Send it as application/x-www-form-urlencoded.") \
	X(EXPECTATION_FAILED, 417, "expectation_failed", CORRECT, "Only 100-continue can be expected. Send the request without its field Expect.") \
	X(MISDIRECTED, 421, "misdirected", CORRECT, "This server does not answer for that scheme. Use the server's own address.") \
	X(HEAD_TOO_LARGE, 431, "head_too_large", CORRECT, "The header fields are too large or too many. Send fewer or shorter ones.") \
	X(NOT_IMPLEMENTED, 501, "not_implemented", CORRECT, "The method or the transfer coding is not implemented. Use another one.") \
	X(VERSION_NOT_SUPPORTED, 505, "version_not_supported", CORRECT, "Only HTTP/1.1 and HTTP/1.0 are supported. Use one of them.") \
	/* unreadable requests */ \
	X(BAD_JSON, 400, "bad_json", CORRECT, "The body is not valid JSON (RFC 8259). Correct it, then send it again.") \
	X(NOT_AN_OBJECT, 400, "bad_json", CORRECT, "The body is not a JSON object. Send one.") \
	X(UNKNOWN_FIELD, 400, "unknown_field", CORRECT, "The body has a member that is not known here. Send it without that member.") \
	X(BAD_QUERY, 400, "bad_query", CORRECT, "{why} Correct the address, then ask again.") \
	X(BAD_CURSOR, 400, "bad_cursor", CORRECT, "This cursor does not belong to this list. Start from the list's first page.") \
	X(BAD_CHARACTER, 422, "bad_character", SHOW, "The text has the character U+0000, which cannot be stored. Take it out, then send it again.") \
	X(INVALID, 422, "invalid", SHOW, "Some fields did not pass their checks. Change them, then send the request again.") \
	/* identity and rights */ \
	X(SIGN_IN, 401, "sign_in", SIGN_IN, "You need to be signed in for this. Sign in first.") \
	X(TOKEN_ENDED, 401, "token_ended", REPORT, "This API token was ended. Make a new one at the desk.") \
	X(TOKEN_EXPIRED, 401, "token_expired", REPORT, "This API token has expired. Make a new one at the desk.") \
	X(BAD_CREDENTIALS, 401, "bad_credentials", SHOW, "Name and password do not belong together. Try again. If you are sure of both, set a new password: after many failed sign-ins an account asks for one.") \
	X(BAD_PASSKEY, 401, "bad_passkey", SHOW, "This passkey opens no account here, or the sign-in took too long. Try again, or sign in with your password.") \
	X(FORBIDDEN, 403, "forbidden", STOP, "Your account may not do this. Ask an administrator if it should.") \
	X(CODES_ENDED, 401, "sign_in", SIGN_IN, "Too many codes were wrong, so this sign-in has ended. Sign in again.") \
	X(CODES_REFUSED, 403, "bad_code", SIGN_IN, "Too many sign-ins to this account failed, so codes of the app are accepted only on devices that signed in before. Use a recovery code, or set a new password.") \
	X(FACTOR_NEEDED, 409, "factor_needed", STOP, "Your role needs a second factor, and this is the last one. Set up another one first.") \
	X(NO_FACTOR, 409, "no_factor", STOP, "Recovery codes stand in for a second factor, and this account has none. Set one up first.") \
	X(SECOND_FACTOR, 403, "second_factor", SIGN_IN, "Your role waits for a second step of the sign-in. Set up an authenticator app on the page Signing in of your account.") \
	X(FACTOR_UNPROVEN, 403, "second_factor", SIGN_IN, "This account has a second factor. Sign in on the page /sign-in and prove it there.") \
	X(SCOPE, 403, "scope", REPORT, "This API token lacks the scope for this request, which `scope` names. Make a token with that scope at the desk.") \
	X(NO_SCOPE, 403, "scope", REPORT, "No scope of an API token opens this address. A person signs in for it.") \
	X(CONFIRM, 403, "confirm", CONFIRM, "You signed in some time ago. Confirm that it is you, then do this again.") \
	X(SIGN_UP_CLOSED, 403, "forbidden", STOP, "Readers cannot make accounts here. Ask the newsroom for one.") \
	X(NOT_YOUR_DECISION, 403, "forbidden", STOP, "Another moderator decided this appeal, so only that moderator can take it back.") \
	X(TOOK_PART, 403, "forbidden", STOP, "You took part in the decision that was appealed. A colleague who did not decides the appeal.") \
	X(OWN_COMMENT, 403, "forbidden", STOP, "This is your own comment: a colleague decides it.") \
	X(OWN_PROPOSAL, 403, "own_proposal", STOP, "You proposed this yourself. A second moderator confirms it.") \
	X(SANCTIONED, 403, "sanctioned", STOP, "A sanction on your account does not allow this for now. Your notices say why and how to appeal.") \
	X(WARNING_UNREAD, 403, "warning_unread", SHOW, "A moderator left you a warning. Read it under Notices, then you can write again.") \
	X(ACCEPT_TERMS, 403, "accept_terms", SHOW, "The terms of use have changed. Accept them, then you can write.") \
	X(CHECK_MAIL, 403, "check_mail", SHOW, "Your mail address is not verified yet. Open the link in the mail that we sent you, then you can write.") \
	X(FIRST_SIGHT_OFF, 403, "forbidden", STOP, "Pages do not make discussions on this site. Its newsroom creates them.") \
	X(BAD_ORIGIN, 403, "bad_origin", CORRECT, "This request came from a page that may not send it. Open this site's own page and repeat it there.") \
	X(BAD_FORM_TOKEN, 403, "bad_form_token", CORRECT, "This form was made for another session. Load the page again, then repeat it there.") \
	X(BAD_CODE, 403, "bad_code", SIGN_IN, "This sign-in took too long, or it was used already. Sign in again.") \
	X(BAD_TOKEN, 403, "bad_token", SIGN_IN, "The sign-in of the publisher was not accepted: {why}. Sign in there again.") \
	X(TOO_FAST, 429, "too_fast", RETRY, "There were too many requests of this kind. Wait {wait}, then try again.") \
	/* the object */ \
	X(NOT_FOUND, 404, "not_found", STOP, "There is nothing at this address that you may see. It may have been removed, or the address has a mistake.") \
	X(COMMENT_NOT_FOUND, 404, "not_found", STOP, "There is no published comment at this address. Copy the link behind its time.") \
	X(CASE_NOT_FOUND, 404, "not_found", STOP, "There is no such comment, or you may not see it.") \
	X(CONFLICT, 409, "conflict", REREAD, "Somebody changed this while you were looking at it. Look at it again, then decide.") \
	X(SETTINGS_CHANGED, 409, "conflict", REREAD, \
	  "Somebody has saved other settings in the meantime. Yours are not in force. Save again to replace the others.") \
	X(RULES_CHANGED, 409, "conflict", REREAD, \
	  "Somebody has put other rules in force in the meantime. Yours are not in force. Save again to replace the others.") \
	X(CLAIM_LOST, 409, "conflict", REREAD, "A colleague holds this case, or your claim has run out. Take another case.") \
	X(CLAIM_NOT_HELD, 409, "conflict", REREAD, "You do not hold this case, so you cannot give it back.") \
	X(APPEAL_DECIDED, 409, "conflict", REREAD, "A colleague has decided this appeal. Look at it again.") \
	X(NAME_DECIDED, 409, "conflict", REREAD, \
	  "A colleague has decided about this name, or the reader has changed it. Nothing was done. Look at the list again.") \
	X(APPEAL_NOT_UNDONE, 409, "conflict", REREAD, \
	  "Something happened since, or comments are restored already, so this cannot be taken back alone. Decide the case or the account again.") \
	X(APPEALED_BEFORE, 409, "conflict", REREAD, "You have appealed this before. Your appeals say how it stands.") \
	X(DECISION_OUTDATED, 409, "conflict", REREAD, \
	  "Something happened after this decision, so it cannot be undone alone. Open the case and decide it again.") \
	X(CASE_CHANGED, 409, "conflict", REREAD, "The case has changed since you opened it, so nothing was done. Look at it again.") \
	X(SANCTION_LIFTED, 409, "conflict", REREAD, "This sanction was lifted before. Open the account to see how it stands.") \
	X(JOB_STATE, 409, "conflict", REREAD, "The job is not in a state for that. Open it again to see how it stands.") \
	X(PASSWORD_CHANGED, 409, "conflict", REREAD, "Your password was changed in the meantime. Sign in with the new one.") \
	X(KEY_REUSED, 422, "key_reused", CORRECT, "This was sent before with other contents. Send it again with a new Idempotency-Key.") \
	/* comments */ \
	X(ARTICLE_CLOSED, 409, "article_closed", STOP, "This discussion is closed: it takes no new comments and no edits. Votes and reports stay open.") \
	X(THREAD_LOCKED, 409, "thread_locked", STOP, "This thread is locked by the moderators: it takes no replies and no edits.") \
	X(SLOW_MODE, 429, "slow_mode", RETRY, "This discussion is in slow mode. Wait {wait} before you write here again.") \
	X(EDIT_WINDOW, 409, "edit_window", STOP, "The time for editing this comment is over. Write a reply instead.") \
	X(NOT_EDITABLE, 409, "not_editable", STOP, "This comment was taken down or taken back, so it cannot be edited.") \
	X(BAD_PARENT, 422, "bad_parent", SHOW, \
	  "The comment you are replying to is not there any more, or too deep in its thread. Write your reply elsewhere.") \
	X(EMPTY, 422, "empty", SHOW, "Your comment has no visible text. Write something, then send it.") \
	X(TOO_LONG, 422, "too_long", SHOW, "Your comment has {size} of at most {max} {unit}. Shorten it, then send it again.") \
	X(TOO_LARGE_RENDERED, 422, "too_large_rendered", SHOW, \
	  "With all its formatting your comment is larger than comments may be. Take out some formatting.") \
	/* moderation */ \
	X(APPEALED, 422, "appealed", STOP, "The author has appealed. A moderator who took no part decides it under Appeals.") \
	X(NOT_DECIDABLE, 422, "not_decidable", REREAD, "The comment is not in a state for this decision. Look at the case again.") \
	X(TEXT_ERASED, 409, "text_erased", STOP, "The text is gone for good, so the comment cannot be shown again.") \
	X(AUTHOR_NOT_NOTIFIED, 422, "author_not_notified", SHOW, "This decision changes nothing for the author, so no message is sent. Leave the message out.") \
	X(MISSING_REASON, 422, "missing_reason", SHOW, "A rejection needs a reason. Choose a reason.") \
	X(UNKNOWN_REASON, 422, "unknown_reason", SHOW, "The site does not have this reason. Choose a reason from the list.") \
	X(SECOND_NEEDED, 422, "second_needed", SHOW, "Such decisions need two moderators. Decide the comments one by one.") \
	X(CLAIMS_MAX, 409, "claims_max", SHOW, "You hold the maximum number of cases. Decide or release some of them first.") \
	X(PASSKEYS_MAX, 409, "passkeys_max", SHOW, "You have the maximum number of passkeys. Remove one of them first.") \
	X(PASSKEY_KNOWN, 409, "passkey_known", STOP, "This passkey is kept already. Make another one, or use it as it is.") \
	X(PASSKEY_REFUSED, 422, "passkey_refused", SHOW, "The passkey was not accepted: making it took too long, or it was made for another page. Try again.") \
	X(MUTES_MAX, 409, "mutes_max", SHOW, "You have muted the maximum number of readers. End that for one of them first.") \
	X(MARKS_MAX, 409, "marks_max", SHOW, "This article has the maximum number of these marks. Remove one first.") \
	X(NOT_SHOWN, 409, "not_shown", STOP, "Only a published comment can be pinned or featured, and only a comment that readers see can be locked.") \
	X(TIME_PAST, 422, "time_past", SHOW, "That time is over already. Choose a later one.") \
	X(TIME_FUTURE, 422, "time_future", SHOW, "No comments have been written since then. Choose an earlier time.") \
	X(UNTIL_NOT_ALLOWED, 422, "until_not_allowed", SHOW, "A warning ends when it is read. Send it without an end.") \
	X(MISSING_SITE, 422, "missing_site", SHOW, "You moderate several sites; name one.") \
	X(UNKNOWN_SITE, 422, "unknown_site", SHOW, "There is no such site. Choose one that exists.") \
	X(UNKNOWN_AUTHOR, 422, "unknown_author", SHOW, "No account has this name. Look the name up in the search.") \
	X(UNKNOWN_ARTICLE, 422, "unknown_article", SHOW, "None of your sites has an article with this address or key. Copy the whole address.") \
	X(SEVERAL_ARTICLES, 422, "several_articles", SHOW, "Several of your sites have an article with this key. Use its address.") \
	X(BAD_RULES, 422, "bad_rules", SHOW, "{why}") \
	X(APPEAL_WINDOW, 409, "appeal_window", STOP, "The time for an appeal is over: six months.") \
	X(NOTHING_TO_APPEAL, 409, "nothing_to_appeal", STOP, "This restriction has ended, so there is nothing to appeal.") \
	/* accounts and articles */ \
	X(TOKEN_SHOWN, 409, "conflict", REREAD, "This token was made before, and it is shown only once. If nobody kept it, end it and make another.") \
	X(BAD_PROVIDER, 422, "bad_provider", SHOW, "{why}.") \
	X(PROVIDER_INCOMPLETE, 422, "provider_incomplete", SHOW, "A new provider needs a secret or keys, and so does one of another kind. Give one of them.") \
	X(PROVIDER_TAKEN, 409, "provider_taken", STOP, \
	  "Another provider has this issuer with this audience, or this issuer signs in accounts of another site. The operator can connect it.") \
	X(PROVIDER_NAME_TAKEN, 409, "provider_taken", STOP, "Another site has an OpenID Connect provider of this name. Choose another name.") \
	X(PROVIDER_BEYOND, 403, "forbidden", STOP, \
	  "This provider gives the role of an admin, is in the server's own network, or signs in somebody with a role on another site. The operator can change it.") \
	X(TOKENS_MAX, 409, "tokens_max", SHOW, "The site has the maximum number of API tokens. End one that is used no more.") \
	X(USERNAME_TAKEN, 422, "username_taken", SHOW, "Somebody already has this name, or one that looks like it. Choose another.") \
	X(NAME_REMOVED, 422, "name_removed", SHOW, "The moderators took this name away. Choose another.") \
	X(EMAIL_TAKEN, 409, "email_taken", STOP, "Another account has verified this address. Sign in to that account, or give this one another address.") \
	X(EMAIL_VERIFIED, 409, "verified", STOP, "Your address is verified already. There is nothing left to do.") \
	X(NO_EMAIL, 409, "no_email", STOP, "Your account has no mail address. Give it one on your account's page.") \
	X(LINK_UNKNOWN, 422, "link_unknown", SHOW, "This link is not known here. It may be cut off, or a later change made it void. Copy the whole link from the newest mail.") \
	X(LINK_USED, 422, "link_used", SHOW, "This link was used already, and it works only once. Ask for another mail if you still need one.") \
	X(LINK_EXPIRED, 422, "link_expired", SHOW, "This link is too old. Ask for another mail.") \
	X(NAME_WAIT, 429, "name_wait", RETRY, "You changed your name lately. Wait {wait}, then you can change it again.") \
	X(NO_PASSWORD, 409, "no_password", STOP, "This account has no password: it signs in at the newspaper. Change your address and password there.") \
	X(URL_TAKEN, 409, "url_taken", REREAD, "Another article of the site has this address. Use that article, or another address.") \
	X(ADDRESSES_COLLIDE, 422, "addresses_collide", SHOW, \
	  "By these settings several articles would have one address. Merge these articles first, or choose other settings.") \
	/* the server */ \
	X(INTERNAL, 500, "internal", REPORT, "The server made a mistake and has logged it. Try again later.") \
	X(SIGN_IN_AWAY, 503, "busy", RETRY, "The system that signs you in does not answer. Try again in a minute.") \
	X(BUSY, 503, "busy", RETRY, "The server is busy: too many requests are waiting. Try again in a few seconds.") \
	X(DATABASE_AWAY, 503, "database_away", RETRY, "The database cannot be reached. Try again in a few seconds.") \
	X(DATABASE_TIMEOUT, 503, "database_timeout", RETRY, "The database took too long. Try again in a few seconds.") \
	X(CLOCK_SKEW, 503, "clock_skew", RETRY, "The clocks of the server and its database disagree. Try again when its operator has set them.") \
	X(BEHIND, 503, "behind", RETRY, "The database that answered has not reached this version. Try again in a few seconds.") \
	X(NO_RULES_YET, 503, "no_rules_yet", RETRY, "The server has just started and cannot take a comment yet. Try again in a few seconds.")
/* clang-format on */

/*
 * Failed checks, the codes of `fields`: a code and its sentence. A field may also have the code of a problem,
 * where its rule is more than a check of its value.
 */
/* clang-format off */
#define CHECKS(X) \
	X("missing", "This field is required. Fill it in.") \
	X("empty", "This text has no visible characters. Write something.") \
	X("bad_type", "This is not of the right type. Send the type that the description names.") \
	X("bad_id", "This is not an id. Copy the id from its page.") \
	X("bad_time", "This is not a time. Write it like 2026-11-23T15:00.") \
	X("bad_span", "This is not a span of time. Send seconds, or a time as since.") \
	X("bad_url", "This is not an http or https address. Copy the whole address.") \
	X("other_origin", "This is not an address of the page that asked. Send one of its own origin.") \
	X("bad_email", "This does not look like a mail address. Write it like name@example.org.") \
	X("bad_character", "This holds a character that cannot be stored here. Take it out.") \
	X("bad_code", "A code has only small letters, digits and _, and begins with a letter.") \
	X("bad_zone", "This is not the name of a time zone. Write a name such as Europe/Berlin or UTC.") \
	X("bad_parameter", "A name of a query parameter has only letters of English, digits and - . _ ~. Leave out what follows it.") \
	X("unknown_field", "There is no such field. Leave it out.") \
	X("unknown_value", "There is no such choice. Choose one from the list.") \
	X("not_allowed", "This cannot be combined with the other fields. Leave it out.") \
	X("not_confirmed", "This must be confirmed. Tick it if it is true.") \
	X("duplicate", "This occurs twice. Remove one of them.") \
	X("in_use", "A rule uses this reason. Remove it from the rules first.") \
	X("out_of_range", "This number is too small or too large. Choose one within the limits.") \
	X("too_many", "There are too many of these. Remove some.") \
	X("too_short", "This is too short. Write more.") \
	X("too_long", "This is too long. Shorten it.") \
	X("mixed_scripts", "Please write the name in one script; mixed ones can look like somebody else's.") \
	X("reserved", "This name, or one that looks like it, is kept for the newsroom. Choose another.") \
	X("common_password", "This password is easy to guess: a common one, a row of keys or one piece repeated, with little added. Choose another.") \
	X("same_as_name", "This is your name, your address or the name of this site, with little added. Choose another.") \
	X("wrong_code", "This is not the code that the app shows now, or it was used already. Wait for the next one, then type that.") \
	X("wrong_password", "This is not your current password. Type it again.")
/* clang-format on */

/* The sentence of too_long where the limit is known. */
#define CHECK_TOO_LONG_BYTES \
	"This has {size} of at most {max} bytes (a letter outside English has two or more). Please shorten it."

enum problem {
	PROBLEM_NONE,
#define X(name, status, code, action, detail) PROBLEM_##name,
	PROBLEMS(X)
#undef X
	    PROBLEM_COUNT
};

int problem_status(enum problem);
const char *problem_code(enum problem);
/* With its placeholders; "" for PROBLEM_NONE. */
const char *problem_detail(enum problem);
/* One of CLIENT_ACTIONS. */
const char *problem_action(enum problem);
/* The first problem with this code; PROBLEM_NONE if there is none. */
enum problem problem_named(const char *code);
/* The first problem with this status; PROBLEM_INTERNAL if there is none. */
enum problem problem_of_status(int status);

/* A placeholder's name and its text. */
struct problem_value {
	const char *name, *text;
};
/* Appends a sentence and replaces its placeholders; an unknown one stays. */
void problem_fill(struct buf *, const char *sentence, const struct problem_value *, size_t n);
/* Appends "1 second", "40 seconds", "3 minutes", "2 hours": rounded up. */
void problem_wait(struct buf *, long seconds);

/* The sentence of a check's or a problem's code; NULL for an unknown code. */
const char *check_sentence(const char *code);
/* The i-th check's code; NULL after the last. */
const char *check_code(size_t i);

#endif
