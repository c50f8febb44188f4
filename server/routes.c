/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of routes, one row for each URL and method, in blocks by feature; `madang routes` prints it. Within a block, a
 * literal segment precedes a {name} at the same place. The server does not start if a row has no caller
 * (routes_check()). Tests compare openapi.json with this table.
 */
#include "account/account.h"
#include "account/factor.h"
#include "article/article.h"
#include "comment/comment.h"
#include "live/live.h"
#include "moderation/moderation.h"
#include "notice/notice.h"
#include "notification/notification.h"
#include "report/report.h"
#include "request/request.h"
#include "session/second_factor.h"
#include "session/session.h"
#include "site/site.h"
#include "vote/vote.h"
#include "web/web.h"

#define NONE	 0L
#define SMALL	 16384L /* bytes: ids, names and short words */
#define TOKEN	 20480L /* a signed token and its name */
#define PASSKEY	 24576L /* what an authenticator says, in base64url */
#define TEXT	 65536L /* a text of some kB with every byte escaped */

#define RULES	 1048576L	    /* a rules document with ten thousand words */
#define FORM(n)	 (3L * (n) + SMALL) /* the same in a form, with every byte percent-encoded, and further fields */
#define SETTINGS 262144L	    /* a hundred house rules */

#define ARTICLE	 "/v1/articles/{article}"
#define COMMENT	 "/v1/articles/{article}/comments/{comment}"
#define MOD	 "/v1/moderation"

/* The pages of a discussion: as pages of their own, and in a frame on a page of the newspaper. */
#define DISCUSSION(root)                                                                                  \
	{ "GET", root "/{article}", WHO_OPEN, NONE, RATE_NONE, web_thread,                                \
		"sort limit replies levels cursor theme " QUERY_ADDED, true },                            \
	    { "POST", root "/{article}/follow", WHO_READER, BODY_FORM, RATE_WRITE, web_follow, "" },      \
	    { "POST", root "/{article}/comments", WHO_READER, BODY_FORM, RATE_WRITE, web_comment, "" },   \
	    { "GET", PAGE(root), WHO_OPEN, NONE, RATE_NONE, web_permalink,                                \
		    "sort limit replies levels cursor theme " QUERY_ADDED, true },                        \
	    { "GET", root "/{article}/own", WHO_READER, NONE, RATE_READ, web_own_parts, OWN_QUERY },      \
	    { "GET", PAGE(root) "/own", WHO_READER, NONE, RATE_READ, web_own_parts, OWN_QUERY },          \
	    { "GET", PAGE(root) "/edit", WHO_READER, NONE, RATE_READ, web_edit, "" },                     \
	    { "POST", PAGE(root) "/edit", WHO_READER, BODY_FORM, RATE_WRITE, web_edit_form, "" },         \
	    { "GET", PAGE(root) "/withdraw", WHO_READER, NONE, RATE_READ, web_withdraw, "" },             \
	    { "POST", PAGE(root) "/withdraw", WHO_READER, BODY_FORM, RATE_WRITE, web_withdraw_form, "" }, \
	    { "POST", PAGE(root) "/vote", WHO_READER, BODY_FORM, RATE_VOTE, web_vote, "" },               \
	    { "GET", PAGE(root) "/report", WHO_READER, NONE, RATE_READ, web_report, "" },                 \
	{                                                                                                 \
		"POST", PAGE(root) "/report", WHO_READER, BODY_FORM, RATE_WRITE, web_report_form, ""      \
	}
#define OWN_QUERY  "sort limit replies levels cursor theme"
#define PAGE(root) root "/{article}/c/{comment}"

/* clang-format off */
const struct route routes[] = {
	/* account */
	{ "POST",   "/v1/accounts",                     WHO_OPEN,   SMALL, RATE_SIGN_UP, account_create },
	{ "GET",    "/v1/accounts/{account}",           WHO_ANYONE, 0,     RATE_NONE,    account_profile },
	{ "GET",    "/v1/accounts/{account}/comments",  WHO_ANYONE, 0,     RATE_NONE,    comments_of_account, "limit cursor" },
	{ "POST",   "/v1/accounts/{account}/reports",   WHO_READER, TEXT,  RATE_WRITE,   name_report },
	{ "PUT",    "/v1/accounts/{account}/role",      WHO_ADMIN,  SMALL, RATE_WRITE,   account_role },
	{ "GET",    "/v1/account",                      WHO_READER, 0,     RATE_READ,    account_get },
	{ "PATCH",  "/v1/account",                      WHO_READER, SMALL, RATE_WRITE,   account_patch },
	{ "GET",    "/v1/account/second-factors",       WHO_READER, 0,     RATE_READ,    factor_list },
	{ "POST",   "/v1/account/totp",                 WHO_READER, 0,     RATE_WRITE,   totp_create },
	{ "POST",   "/v1/account/totp/confirm",         WHO_READER, SMALL, RATE_WRITE,   totp_confirm },
	{ "DELETE", "/v1/account/totp",                 WHO_READER, 0,     RATE_WRITE,   totp_remove },
	{ "POST",   "/v1/account/recovery-codes",       WHO_READER, 0,     RATE_WRITE,   recovery_codes },
	{ "PUT",    "/v1/account/password",             WHO_READER, SMALL, RATE_WRITE,   password_set },
	{ "POST",   "/v1/password-resets",              WHO_OPEN,   SMALL, RATE_WRITE,   reset_create },
	{ "POST",   "/v1/password-resets/confirm",      WHO_OPEN,   SMALL, RATE_WRITE,   reset_confirm },
	{ "POST",   "/v1/account/role-offers/{offer}",  WHO_READER, SMALL, RATE_WRITE,   role_answer },
	{ "POST",   "/v1/account/email/confirm",        WHO_OPEN,   SMALL, RATE_WRITE,   email_confirm },
	{ "POST",   "/v1/account/email/verification",   WHO_READER, 0,     RATE_WRITE,   email_verify },

	/* notice */
	{ "GET",    "/v1/account/notices",              WHO_READER, 0,     RATE_READ,    notice_list,    "limit cursor" },
	{ "POST",   "/v1/account/notices/{notice}/read", WHO_READER, 0,    RATE_WRITE,   notice_read },
	{ "GET",    "/v1/account/appeals",              WHO_READER, 0,     RATE_READ,    appeal_mine,    "limit cursor" },
	{ "POST",   "/v1/appeals",                      WHO_READER, TEXT,  RATE_WRITE,   appeal_post },
	{ "POST",   "/v1/notices/illegal",              WHO_OPEN,   TEXT,  RATE_WRITE,   illegal_post },
	{ "GET",    "/v1/notices/illegal/{reference:text}", WHO_OPEN, 0,   RATE_READ,    illegal_get },

	/* notification */
	{ "GET",    "/v1/account/notifications",        WHO_READER, 0,     RATE_READ,    notification_list, "limit cursor" },
	{ "POST",   "/v1/account/notifications/read",   WHO_READER, SMALL, RATE_WRITE,   notification_read_many },
	{ "GET",    "/v1/account/follows",              WHO_READER, 0,     RATE_READ,    follow_list,    "limit cursor" },
	{ "PUT",    "/v1/articles/{article}/follow",    WHO_READER, 0,     RATE_WRITE,   follow_put },
	{ "DELETE", "/v1/articles/{article}/follow",    WHO_READER, 0,     RATE_WRITE,   follow_delete },
	{ "GET",    "/v1/account/mutes",                WHO_READER, 0,     RATE_READ,    mute_list,      "limit cursor" },
	{ "PUT",    "/v1/account/mutes/{account}",      WHO_READER, 0,     RATE_WRITE,   mute_put },
	{ "DELETE", "/v1/account/mutes/{account}",      WHO_READER, 0,     RATE_WRITE,   mute_delete },
	{ "POST",   "/v1/account/notifications/{notification}/read", WHO_READER, 0, RATE_WRITE, notification_read },

	/* session */
	{ "POST",   "/v1/sessions",                     WHO_OPEN,   SMALL, RATE_SIGN_IN, session_create },
	{ "POST",   "/v1/sessions/handover",            WHO_READER, 0,     RATE_WRITE,   session_handover },
	{ "POST",   "/v1/sessions/exchange",            WHO_OPEN,   SMALL, RATE_WRITE,   session_exchange },
	{ "POST",   "/v1/sessions/sso",                 WHO_OPEN,   TOKEN, RATE_SIGN_ON,   session_sso },
	{ "POST",   "/v1/sessions/sso/end",             WHO_OPEN,   TOKEN, RATE_SIGN_ON,   session_sso_end },
	{ "POST",   "/v1/sessions/passkey/options",     WHO_OPEN,   0,     RATE_SIGN_ON, session_passkey_challenge },
	{ "POST",   "/v1/sessions/passkey",             WHO_OPEN,   PASSKEY, RATE_SIGN_ON, session_passkey_sign_in },
	{ "POST",   "/v1/session/second-factor",        WHO_OPEN,   SMALL, RATE_SIGN_IN, session_second_factor },
	{ "POST",   "/v1/session/passkey/options",      WHO_OPEN,   0,     RATE_WRITE,   session_passkey_ask },
	{ "POST",   "/v1/session/passkey",              WHO_OPEN,   PASSKEY, RATE_WRITE, session_passkey_prove },
	{ "GET",    "/v1/session",                      WHO_READER, 0,     RATE_READ,    session_get },
	{ "POST",   "/v1/session/step-up",              WHO_READER, SMALL, RATE_WRITE,   session_step_up },
	{ "DELETE", "/v1/session",                      WHO_READER, 0,     RATE_NONE,    session_close },
	{ "GET",    "/v1/account/sessions",             WHO_READER, 0,     RATE_READ,    session_list },
	{ "DELETE", "/v1/account/sessions",             WHO_READER, 0,     RATE_WRITE,   session_revoke_others },
	{ "DELETE", "/v1/account/sessions/{session}",   WHO_READER, 0,     RATE_WRITE,   session_revoke },
	{ "GET",    "/v1/account/passkeys",             WHO_READER, 0,     RATE_READ,    session_passkey_list },
	{ "POST",   "/v1/account/passkeys",             WHO_READER, PASSKEY, RATE_WRITE, session_passkey_create },
	{ "POST",   "/v1/account/passkeys/options",     WHO_READER, 0,     RATE_WRITE,   session_passkey_make },
	{ "PATCH",  "/v1/account/passkeys/{passkey}",   WHO_READER, SMALL, RATE_WRITE,   session_passkey_rename },
	{ "DELETE", "/v1/account/passkeys/{passkey}",   WHO_READER, 0,     RATE_WRITE,   session_passkey_remove },

	/* site */
	{ "GET",    "/openapi.json",                    WHO_ANYONE, 0,     RATE_NONE,    openapi_get },

	/* articles */
	{ "POST",   "/v1/articles",            WHO_STAFF,     TEXT,  RATE_WRITE, article_create, "", false, SCOPE_ARTICLES_CREATE },
	{ "POST",   "/v1/articles/first-sight", WHO_OPEN,     SMALL, RATE_FIRST_SIGHT, article_first_sight, "" },
	{ "GET",    "/v1/articles",            WHO_ANYONE,    NONE,  RATE_NONE,  article_find,   "url key site" },
	{ "GET",    ARTICLE,                   WHO_ANYONE,    NONE,  RATE_NONE,  article_get,    "", true },
	{ "PATCH",  ARTICLE,                   WHO_MODERATOR, TEXT,  RATE_WRITE, article_patch,  "", false, SCOPE_ARTICLES_CHANGE },
	{ "GET",    "/v1/counts",              WHO_ANYONE,    NONE,  RATE_NONE,  counts_get,     "site keys" },
	{ "POST",   "/v1/counts",              WHO_OPEN,      8192L, RATE_NONE,  article_counts, "" },

	/* comments */
	{ "GET",    ARTICLE "/comments",       WHO_ANYONE,    NONE,  RATE_NONE,  comment_page,     "sort limit replies levels cursor", true },
	{ "GET",    ARTICLE "/participants",   WHO_READER,    NONE,  RATE_READ,  comment_participants, "prefix" },
	{ "GET",    ARTICLE "/events",         WHO_ANYONE,    NONE,  RATE_NONE,  events_get,       "since" },
	{ "POST",   ARTICLE "/comments",       WHO_READER,    BODY_COMMENT,  RATE_WRITE, comment_post,     "" },
	{ "POST",   "/v1/preview",             WHO_READER,    BODY_COMMENT,  RATE_WRITE, comment_preview,  "" },
	{ "GET",    ARTICLE "/mine",           WHO_READER,    NONE,  RATE_READ,  comment_mine,     "ids cursor" },
	{ "GET",    COMMENT,                   WHO_ANYONE,    NONE,  RATE_NONE,  comment_get,      "", true },
	{ "PATCH",  COMMENT,                   WHO_READER,    BODY_COMMENT,  RATE_WRITE, comment_edit,     "" },
	{ "DELETE", COMMENT,                   WHO_READER,    NONE,  RATE_WRITE, comment_withdraw, "" },
	{ "GET",    COMMENT "/replies",        WHO_ANYONE,    NONE,  RATE_NONE,  comment_replies,  "sort limit replies levels cursor", true },
	{ "GET",    COMMENT "/source",         WHO_READER,    NONE,  RATE_READ,  comment_source,   "" },
	{ "PUT",    COMMENT "/vote",           WHO_READER,    SMALL, RATE_VOTE,  vote_set,         "" },
	{ "DELETE", COMMENT "/vote",           WHO_READER,    NONE,  RATE_VOTE,  vote_clear,       "" },
	{ "POST",   COMMENT "/reports",        WHO_READER,    TEXT,  RATE_WRITE, report_post,      "" },

	/* moderation */
	{ "GET",    MOD "/events",                 WHO_MODERATOR, NONE,  RATE_READ,  desk_events_get, "" },
	{ "GET",    MOD "/cases",                  WHO_MODERATOR, NONE,  RATE_READ,  case_list,
	  "view article limit cursor site", false, SCOPE_MODERATION_READ },
	{ "GET",    MOD "/cases/{comment}",        WHO_MODERATOR, NONE,  RATE_READ,  case_get,      "full", false, SCOPE_MODERATION_READ },
	{ "POST",   MOD "/claims",                 WHO_MODERATOR, SMALL, RATE_NONE,  claim_next,    "" },
	{ "DELETE", MOD "/claims/{comment}",       WHO_MODERATOR, NONE,  RATE_NONE,  claim_release, "" },
	{ "POST",   MOD "/cases/{comment}/skip",   WHO_MODERATOR, NONE,  RATE_NONE,  case_skip,     "" },
	{ "DELETE", MOD "/cases/{comment}/skip",   WHO_MODERATOR, NONE,  RATE_NONE,  case_unskip,   "" },
	{ "GET",    MOD "/cases/{comment}/sanction", WHO_MODERATOR, NONE, RATE_READ, case_sanction_preview, "" },
	{ "POST",   MOD "/cases/{comment}/sanction", WHO_MODERATOR, TEXT, RATE_WRITE, case_sanction, "" },
	{ "POST",   MOD "/claims/{comment}/renew", WHO_MODERATOR, NONE,  RATE_NONE,  claim_renew,   "" },
	{ "POST",   MOD "/claims/{comment}/take",  WHO_ADMIN,     NONE,  RATE_NONE,  claim_take,    "" },
	{ "GET",    MOD "/decisions",              WHO_MODERATOR, NONE,  RATE_READ,  decision_log,
	  "account comment moderator from to limit cursor site", false, SCOPE_MODERATION_READ },
	{ "POST",   MOD "/decisions",              WHO_MODERATOR, TEXT,  RATE_NONE,  decide,        "" },
	{ "PATCH",  MOD "/comments/{comment}",     WHO_MODERATOR, SMALL, RATE_NONE,  comment_mark,  "" },
	{ "GET",    MOD "/jobs",                   WHO_MODERATOR, NONE,  RATE_READ,  job_list,      "limit cursor site" },
	{ "POST",   MOD "/jobs",                   WHO_MODERATOR, SMALL, RATE_HEAVY,  job_make,      "" },
	{ "GET",    MOD "/jobs/{job}",             WHO_MODERATOR, NONE,  RATE_READ,  job_get,       "" },
	{ "POST",   MOD "/jobs/{job}/start",       WHO_MODERATOR, NONE,  RATE_NONE,  job_start,     "" },
	{ "POST",   MOD "/jobs/{job}/pause",       WHO_MODERATOR, NONE,  RATE_NONE,  job_pause,     "" },
	{ "POST",   MOD "/jobs/{job}/undo",        WHO_MODERATOR, NONE,  RATE_NONE,  job_undo,      "" },
	{ "POST",   MOD "/decisions/undo",         WHO_MODERATOR, SMALL, RATE_NONE, decisions_undo, "" },
	{ "POST",   MOD "/decisions/{decision}/undo", WHO_MODERATOR, NONE, RATE_NONE, decision_undo, "" },
	{ "GET",    MOD "/accounts/{account}",     WHO_MODERATOR, NONE,  RATE_READ,  moderated_account, "cursor" },
	{ "POST",   MOD "/accounts/{account}/notes", WHO_MODERATOR, TEXT, RATE_WRITE, account_note,  "" },
	{ "POST",   MOD "/accounts/{account}/sanctions", WHO_MODERATOR, TEXT, RATE_WRITE, sanction_add, "" },
	{ "DELETE", MOD "/accounts/{account}/sanctions/{sanction}", WHO_MODERATOR, NONE, RATE_WRITE, sanction_lift, "" },
	{ "POST",   MOD "/accounts/{account}/sanctions/{sanction}/restore", WHO_MODERATOR, NONE, RATE_WRITE, sanction_restore, "" },
	{ "POST",   MOD "/accounts/{account}/sanctions/{sanction}/undo", WHO_MODERATOR, NONE, RATE_WRITE, sanction_undo, "" },
	{ "GET",    MOD "/appeals",                WHO_MODERATOR, NONE,  RATE_READ,  appeal_list,   "state limit cursor site" },
	{ "POST",   MOD "/appeals/{appeal}/decide", WHO_MODERATOR, TEXT, RATE_WRITE, appeal_decide, "" },
	{ "POST",   MOD "/appeals/{appeal}/undo", WHO_MODERATOR, NONE, RATE_WRITE, appeal_undo, "" },
	{ "GET",    MOD "/names",                  WHO_MODERATOR, NONE,  RATE_READ,  name_list,     "limit cursor site" },
	{ "POST",   MOD "/names/{report}/decide",  WHO_MODERATOR, TEXT, RATE_WRITE, name_decide, "" },

	/* moderation: the site's settings */
	{ "GET",    MOD "/settings",           WHO_MODERATOR, NONE,  RATE_READ,  settings_get, "site version" },
	{ "PUT",    MOD "/settings",           WHO_ADMIN,     SETTINGS, RATE_WRITE, settings_put, "site" },

	/* search, transparency and audit */
	{ "GET",    MOD "/search",                 WHO_MODERATOR, NONE,  RATE_READ,  search,
	  "in q author state reason rule article from to limit cursor site" },
	{ "GET",    MOD "/transparency",           WHO_MODERATOR, NONE,  RATE_HEAVY,  transparency,
	  "from to format limit cursor site", false, SCOPE_TRANSPARENCY_READ },
	{ "GET",    MOD "/audit",                  WHO_ADMIN,     NONE,  RATE_READ,  audit_log,
	  "actor object action from to limit cursor site", false, SCOPE_AUDIT_READ },

	/* moderation: staff */
	{ "GET",    MOD "/staff",              WHO_ADMIN,     NONE,  RATE_READ,  staff_list,   "site limit cursor" },
	{ "POST",   MOD "/invitations",        WHO_ADMIN,     SMALL, RATE_WRITE, staff_invite, "" },
	{ "POST",   MOD "/invitations/{offer}/resend", WHO_ADMIN, NONE, RATE_WRITE, invitation_resend, "" },
	{ "DELETE", MOD "/invitations/{offer}", WHO_ADMIN,    NONE,  RATE_WRITE, invitation_withdraw, "" },

	/* moderation: systems that a site is connected with */
	{ "GET",    "/v1/sites/{site:text}/tokens", WHO_ADMIN,    NONE,  RATE_READ,  api_token_list, "" },
	{ "POST",   "/v1/sites/{site:text}/tokens", WHO_ADMIN,    SMALL, RATE_WRITE, api_token_make, "" },
	{ "DELETE", "/v1/sites/{site:text}/tokens/{token}", WHO_ADMIN, NONE, RATE_WRITE, api_token_end, "" },
	{ "GET",    "/v1/sites/{site:text}/providers", WHO_ADMIN, NONE,  RATE_READ,  provider_list,  "" },
	{ "POST",   "/v1/sites/{site:text}/providers", WHO_ADMIN, TEXT,  RATE_WRITE, provider_set,   "" },
	{ "DELETE", "/v1/sites/{site:text}/providers/{provider:text}", WHO_ADMIN, NONE, RATE_WRITE, provider_remove, "" },

	/* moderation: rules */
	{ "GET",    MOD "/rules",              WHO_MODERATOR, NONE,  RATE_READ,  rules_get,  "site version" },
	{ "PUT",    MOD "/rules",              WHO_ADMIN,     RULES, RATE_WRITE, rules_put,  "" },
	{ "POST",   MOD "/rules/try",          WHO_MODERATOR, RULES, RATE_HEAVY, rules_try,  "" },
	{ "GET",    MOD "/rules/hits",         WHO_MODERATOR, NONE,  RATE_HEAVY,  rule_hits,  "site from to rule by" },

	/* web: pages; said, undo and v come from the previous form */
	{ "GET",    "/",                       WHO_OPEN,   NONE,  RATE_NONE,    web_home,         QUERY_ADDED },
	{ "GET",    "/assets/{file:text}",     WHO_ANYONE, NONE,  RATE_NONE,    web_asset,        "" },
	{ "GET",    "/house-rules/{site:text}", WHO_OPEN,  NONE,  RATE_READ,    web_house_rules,  "" },
	{ "GET",    "/sign-in",                WHO_OPEN,   NONE,  RATE_NONE,    web_sign_in,      "next " QUERY_ADDED },
	{ "POST",   "/sign-in",                WHO_OPEN,   BODY_FORM, RATE_SIGN_IN, web_sign_in_form, "" },
	{ "POST",   "/sign-in/passkey",        WHO_OPEN,   BODY_FORM, RATE_SIGN_ON, web_sign_in_passkey, "" },
	{ "POST",   "/sign-in/second/passkey", WHO_OPEN,   BODY_FORM, RATE_WRITE, web_second_passkey, "" },
	{ "GET",    "/sign-in/second",         WHO_OPEN,   NONE,  RATE_NONE,    web_second,       "next " QUERY_ADDED },
	{ "POST",   "/sign-in/second",         WHO_OPEN,   BODY_FORM, RATE_SIGN_IN, web_second_form, "" },
	{ "GET",    "/sso",                    WHO_OPEN,   NONE,  RATE_READ,    web_sign_on,      "token next" },
	{ "POST",   "/sso",                    WHO_OPEN,   BODY_FORM, RATE_SIGN_ON, web_sign_on_form, "" },
	{ "GET",    "/sso/oidc/{provider:text}", WHO_OPEN, NONE,   RATE_SIGN_ON,   web_oidc,         "return" },
	{ "GET",    "/sso/oidc/{provider:text}/callback", WHO_OPEN, NONE, RATE_SIGN_ON, web_oidc_answer, "code state iss error" },
	{ "POST",   "/sso/oidc/{provider:text}/logout", WHO_OPEN, TOKEN, RATE_READ, session_oidc_logout, "" },
	{ "GET",    "/sign-up",                WHO_OPEN,   NONE,  RATE_NONE,    web_sign_up,      "next " QUERY_ADDED },
	{ "POST",   "/sign-up",                WHO_OPEN,   BODY_FORM, RATE_SIGN_UP, web_sign_up_form, "" },
	{ "GET",    "/signed-in",              WHO_READER, NONE,  RATE_READ,    web_signed_in,    "next " QUERY_ADDED },
	{ "POST",   "/sign-out",               WHO_READER, BODY_FORM, RATE_NONE,    web_sign_out,     "" },
	{ "GET",    "/account",                WHO_READER, NONE,  RATE_READ,    web_account,      QUERY_ADDED },
	{ "GET",    "/account/security",       WHO_READER, NONE,  RATE_READ,    web_security,     QUERY_ADDED },
	{ "GET",    "/account/security/app",   WHO_READER, NONE,  RATE_READ,    web_app,          "" },
	{ "POST",   "/account/security/app",   WHO_READER, BODY_FORM, RATE_WRITE, web_app_form,    "" },
	{ "POST",   "/account/security/app/confirm", WHO_READER, BODY_FORM, RATE_WRITE, web_app_confirm, "" },
	{ "POST",   "/account/security/app/remove", WHO_READER, BODY_FORM, RATE_WRITE, web_app_remove, "" },
	{ "POST",   "/account/security/codes", WHO_READER, BODY_FORM, RATE_WRITE,   web_codes_form,   "" },
	{ "POST",   "/account/password",       WHO_READER, BODY_FORM, RATE_WRITE,   web_password,     "" },
	{ "POST",   "/account/name",           WHO_READER, BODY_FORM, RATE_WRITE,   web_account_change, "" },
	{ "POST",   "/account/email",          WHO_READER, BODY_FORM, RATE_WRITE,   web_account_change, "" },
	{ "POST",   "/account/language",       WHO_READER, BODY_FORM, RATE_WRITE,   web_account_change, "" },
	{ "POST",   "/account/mail",           WHO_READER, BODY_FORM, RATE_WRITE,   web_mail_choices, "" },
	{ "GET",    "/unsubscribe",            WHO_OPEN,   NONE,  RATE_READ,    web_unsubscribe,  "token" },
	{ "POST",   "/unsubscribe",            WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_unsubscribe_form, "token" },
	{ "GET",    "/email",                  WHO_OPEN,   NONE,  RATE_READ,    web_email,        "token" },
	{ "POST",   "/email",                  WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_email_form,   "" },
	{ "POST",   "/account/role-offers/{offer}", WHO_READER, BODY_FORM, RATE_WRITE, web_role_answer, "" },
	{ "GET",    "/invite",                 WHO_OPEN,   NONE,  RATE_READ,    web_invite,       "token" },
	{ "POST",   "/account/terms",          WHO_READER, BODY_FORM, RATE_WRITE,   web_account_change, "" },
	{ "POST",   "/account/verification",   WHO_READER, BODY_FORM, RATE_WRITE,   web_verify_mail,  "" },
	{ "GET",    "/reset",                  WHO_OPEN,   NONE,  RATE_READ,    web_reset,        "token next " QUERY_ADDED },
	{ "POST",   "/reset",                  WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_reset_form,   "" },
	{ "POST",   "/reset/password",         WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_reset_password, "" },
	{ "GET",    "/verify",                 WHO_OPEN,   NONE,  RATE_READ,    web_verify,       "token" },
	{ "POST",   "/verify",                 WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_verify_form,  "" },
	{ "GET",    "/account/notifications",  WHO_READER, NONE,  RATE_READ,    web_notifications, "limit cursor " QUERY_ADDED },
	{ "POST",   "/account/notifications/read", WHO_READER, BODY_FORM, RATE_WRITE, web_notifications_read, "" },
	{ "POST",   "/account/notifications/{notification}/read", WHO_READER, BODY_FORM, RATE_WRITE, web_notification_read, "" },
	{ "GET",    "/account/replies",        WHO_READER, NONE,  RATE_READ,    web_replies,      "limit cursor " QUERY_ADDED },
	{ "GET",    "/account/follows",        WHO_READER, NONE,  RATE_READ,    web_follows,      "limit cursor " QUERY_ADDED },
	{ "GET",    "/account/passkeys",       WHO_READER, NONE,  RATE_READ,    web_passkeys,     QUERY_ADDED },
	{ "POST",   "/account/passkeys",       WHO_READER, BODY_FORM, RATE_WRITE, web_passkey_make, "" },
	{ "POST",   "/account/passkeys/{passkey}/name", WHO_READER, BODY_FORM, RATE_WRITE, web_passkey_name, "" },
	{ "POST",   "/account/passkeys/{passkey}/remove", WHO_READER, BODY_FORM, RATE_WRITE, web_passkey_remove, "" },
	{ "GET",    "/account/mutes",          WHO_READER, NONE,  RATE_READ,    web_mutes,        "limit cursor " QUERY_ADDED },
	{ "GET",    "/people/{account}",       WHO_OPEN,   NONE,  RATE_READ,    web_profile,      "limit cursor " QUERY_ADDED },
	{ "GET",    "/people/{account}/report", WHO_READER, NONE,  RATE_READ,    web_name_report,  "" },
	{ "POST",   "/people/{account}/report", WHO_READER, BODY_FORM, RATE_WRITE, web_name_report_form, "" },
	{ "POST",   "/people/{account}/mute",  WHO_READER, BODY_FORM, RATE_WRITE, web_mute,       "" },
	{ "GET",    "/account/notices",        WHO_READER, NONE,  RATE_READ,    web_notices,      "limit cursor " QUERY_ADDED },
	{ "POST",   "/account/notices/{notice}/read",  WHO_READER, BODY_FORM, RATE_WRITE, web_notice_read, "" },
	{ "GET",    "/account/notices/{notice}/appeal", WHO_READER, NONE,  RATE_READ,  web_appeal, "" },
	{ "POST",   "/account/notices/{notice}/appeal", WHO_READER, BODY_FORM, RATE_WRITE, web_appeal_form, "" },
	{ "GET",    "/account/appeals",        WHO_READER, NONE,  RATE_READ,    web_my_appeals,   "limit cursor " QUERY_ADDED },
	{ "GET",    "/notices/illegal",        WHO_OPEN,   NONE,  RATE_READ,    web_illegal,      "url" },
	{ "POST",   "/notices/illegal",        WHO_OPEN,   BODY_FORM, RATE_WRITE,   web_illegal_form, "" },
	{ "GET",    "/notices/illegal/{reference:text}", WHO_OPEN, NONE, RATE_READ, web_illegal_status, QUERY_ADDED },
	{ "GET",    "/account/confirm",        WHO_READER, NONE,  RATE_READ,    web_confirm,      "return" },
	{ "POST",   "/account/confirm",        WHO_READER, BODY_FORM, RATE_WRITE,   web_confirm_form, "" },
	{ "POST",   "/account/sessions/end",   WHO_READER, BODY_FORM, RATE_WRITE,   web_sessions_end, "" },
	{ "POST",   "/account/sessions/{session}/end", WHO_READER, BODY_FORM, RATE_WRITE, web_session_end, "" },
	DISCUSSION("/a"),
	DISCUSSION("/embed"),

	/* web: for pages of newspapers */
	{ "GET",    "/embed/{unknown:text}",   WHO_OPEN,   NONE,  RATE_NONE,    embed_reply_none, "theme" },
	{ "GET",    "/embed",                  WHO_OPEN,   NONE,  RATE_NONE,    web_embed_find,   "url key site sort theme" },
	{ "GET",    "/fragment",               WHO_ANYONE, NONE,  RATE_NONE,    web_fragment_find, "url key site" },
	{ "GET",    "/fragment/{article}",     WHO_ANYONE, NONE,  RATE_NONE,    web_fragment,     "v", true },
	{ "GET",    "/fragment/{unknown:text}", WHO_ANYONE, NONE,  RATE_NONE,   fragment_reply_none, "" },
	{ "GET",    "/embed.js",               WHO_ANYONE, NONE,  RATE_NONE,    web_loader,       "" },
	{ "GET",    "/count.js",               WHO_ANYONE, NONE,  RATE_NONE,    web_loader,       "" },

	/* web: the desk */
	{ "GET",    "/desk",                   WHO_MODERATOR, NONE,  RATE_READ, web_desk,    "view article limit cursor pick site " QUERY_ADDED },
	{ "POST",   "/desk/claim",             WHO_MODERATOR, BODY_FORM, RATE_NONE, web_claim,   "" },
	{ "GET",    "/desk/log",               WHO_MODERATOR, NONE,  RATE_READ, web_log,
	  "account comment moderator from to limit cursor site " QUERY_ADDED },
	{ "GET",    "/desk/audit",             WHO_ADMIN,     NONE,  RATE_READ, web_audit,
	  "actor object action from to limit cursor site " QUERY_ADDED },
	{ "GET",    "/desk/search",            WHO_MODERATOR, NONE,  RATE_READ, web_search,
	  "in q author state reason rule article from to limit cursor pick site " QUERY_ADDED },
	{ "GET",    "/desk/transparency",      WHO_MODERATOR, NONE,  RATE_HEAVY, web_transparency, "from to site" },
	{ "GET",    "/desk/rules",             WHO_MODERATOR, NONE,  RATE_READ,  web_rules,      "site version " QUERY_ADDED },
	{ "POST",   "/desk/rules",             WHO_ADMIN,     FORM(RULES), RATE_WRITE, web_rules_save, "" },
	{ "POST",   "/desk/rules/try",         WHO_MODERATOR, FORM(RULES), RATE_HEAVY, web_rules_try, "" },
	{ "GET",    "/desk/rules/hits",        WHO_MODERATOR, NONE,  RATE_HEAVY,  web_rule_hits,  "site from to rule by" },
	{ "GET",    "/desk/settings",          WHO_MODERATOR, NONE,  RATE_READ,  web_settings,   "site version " QUERY_ADDED },
	{ "POST",   "/desk/settings",          WHO_ADMIN,     FORM(SETTINGS), RATE_WRITE, web_settings_save, "" },
	{ "GET",    "/desk/jobs",              WHO_MODERATOR, NONE,  RATE_READ, web_jobs,    "limit cursor site" },
	{ "GET",    "/desk/jobs/new",          WHO_MODERATOR, NONE,  RATE_READ, web_job_form,
	    "text state case reason rule author article from to" },
	{ "POST",   "/desk/jobs",              WHO_MODERATOR, BODY_FORM, RATE_HEAVY, web_job_make, "" },
	{ "GET",    "/desk/jobs/{job}",        WHO_MODERATOR, NONE,  RATE_READ, web_job,     QUERY_ADDED },
	{ "POST",   "/desk/jobs/{job}/move",   WHO_MODERATOR, BODY_FORM, RATE_NONE, web_job_move, "" },
	{ "GET",    "/desk/appeals",           WHO_MODERATOR, NONE,  RATE_READ, web_appeals, "state limit cursor site " QUERY_ADDED },
	{ "POST",   "/desk/appeals/{appeal}/decide", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_appeal_decide, "" },
	{ "POST",   "/desk/appeals/{appeal}/undo", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_appeal_undo, "" },
	{ "GET",    "/desk/names",             WHO_MODERATOR, NONE,  RATE_READ, web_names, "limit cursor site " QUERY_ADDED },
	{ "POST",   "/desk/names/{report}/decide", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_name_decide, "" },
	{ "GET",    "/desk/articles",          WHO_MODERATOR, NONE,  RATE_READ, web_articles, "q state limit cursor site" },
	{ "GET",    "/desk/articles/{article}", WHO_MODERATOR, NONE, RATE_READ, web_article, QUERY_ADDED },
	{ "POST",   "/desk/articles/{article}", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_article_form, "" },
	{ "POST",   "/desk/cases/{article}/{comment}/reply", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_reply, "" },
	{ "GET",    "/desk/staff",             WHO_ADMIN,     NONE,  RATE_READ,  web_staff,   "site limit cursor " QUERY_ADDED },
	{ "GET",    "/desk/staff/invite",      WHO_ADMIN,     NONE,  RATE_READ,  web_staff_invite, "site" },
	{ "POST",   "/desk/staff/invite",      WHO_ADMIN,     BODY_FORM, RATE_WRITE, web_staff_invite_form, "" },
	{ "POST",   "/desk/staff/invitations/{offer}/resend", WHO_ADMIN, BODY_FORM, RATE_WRITE, web_invitation_resend, "" },
	{ "POST",   "/desk/staff/invitations/{offer}/withdraw", WHO_ADMIN, BODY_FORM, RATE_WRITE, web_invitation_withdraw, "" },
	{ "GET",    "/desk/connections",       WHO_ADMIN,     NONE,  RATE_READ,  web_connections, "site " QUERY_ADDED },
	{ "GET",    "/desk/tokens",            WHO_ADMIN,     NONE,  RATE_READ,  web_token_form, "site" },
	{ "POST",   "/desk/tokens",            WHO_ADMIN,     BODY_FORM, RATE_WRITE, web_token_make, "" },
	{ "POST",   "/desk/tokens/{token}/end", WHO_ADMIN,    BODY_FORM, RATE_WRITE, web_token_end, "" },
	{ "GET",    "/desk/providers",         WHO_ADMIN,     NONE,  RATE_READ,  web_provider_form, "site name" },
	{ "POST",   "/desk/providers",         WHO_ADMIN,     FORM(TEXT), RATE_WRITE, web_provider_set, "" },
	{ "POST",   "/desk/providers/remove",  WHO_ADMIN,     BODY_FORM, RATE_WRITE, web_provider_remove, "" },
	{ "GET",    "/desk/accounts/{account}", WHO_MODERATOR, NONE, RATE_READ, web_person, "cursor pick " QUERY_ADDED },
	{ "POST",   "/desk/accounts/{account}/notes", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_person_note, "" },
	{ "POST",   "/desk/accounts/{account}/role", WHO_ADMIN, BODY_FORM, RATE_WRITE, web_person_role, "" },
	{ "GET",    "/desk/accounts/{account}/sanction", WHO_MODERATOR, NONE, RATE_READ, web_sanction, "kind reason" },
	{ "POST",   "/desk/accounts/{account}/sanction", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_sanction_form, "" },
	{ "POST",   "/desk/accounts/{account}/sanctions/{sanction}/lift", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_lift, "" },
	{ "POST",   "/desk/accounts/{account}/sanctions/{sanction}/restore", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_bring_back, "" },
	{ "POST",   "/desk/accounts/{account}/sanctions/{sanction}/undo", WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_pardon, "" },
	{ "POST",   "/desk/decide",            WHO_MODERATOR, BODY_FORM, RATE_NONE, web_decide_many, "" },
	{ "POST",   "/desk/decisions/undo",    WHO_MODERATOR, BODY_FORM, RATE_NONE, web_undo_many, "" },
	{ "POST",   "/desk/decisions/{decision}/undo", WHO_MODERATOR, BODY_FORM, RATE_NONE, web_undo, "" },
	{ "GET",    "/desk/{comment}",         WHO_MODERATOR, NONE,  RATE_READ, web_case,    "view article full " QUERY_ADDED },
	{ "POST",   "/desk/{comment}/decide",  WHO_MODERATOR, BODY_FORM, RATE_NONE, web_decide,  "" },
	{ "GET",    "/desk/{comment}/ban",     WHO_MODERATOR, NONE,  RATE_READ, web_ban,     "view article" },
	{ "POST",   "/desk/{comment}/ban",     WHO_MODERATOR, BODY_FORM, RATE_WRITE, web_ban_form, "" },
	{ "POST",   "/desk/{comment}/skip",    WHO_MODERATOR, BODY_FORM, RATE_NONE, web_skip,    "" },
	{ "POST",   "/desk/{comment}/unskip",  WHO_MODERATOR, BODY_FORM, RATE_NONE, web_unskip,  "" },
	{ "POST",   "/desk/{comment}/mark",    WHO_MODERATOR, BODY_FORM, RATE_NONE, web_mark,    "" },
	{ "POST",   "/desk/{comment}/renew",   WHO_MODERATOR, BODY_FORM, RATE_NONE, web_renew,   "" },
	{ "POST",   "/desk/{comment}/release", WHO_MODERATOR, BODY_FORM, RATE_NONE, web_release, "" },
	{ "POST",   "/desk/{comment}/take",    WHO_ADMIN,     BODY_FORM, RATE_NONE, web_take,    "" },
};
/* clang-format on */

const size_t nroutes = LENGTH(routes);
