/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of Madang's queries, one row for each function of schema/api. At connect, each statement is prepared and
 * compared with its row. A mismatch is logged; the worker stays up, but is not ready.
 */
#ifndef DB_STATEMENTS_H
#define DB_STATEMENTS_H

#include <stdbool.h>

enum db_conn_kind {
	DB_READ,   /* short reads, pipelined */
	DB_WRITE,  /* writes to one article or account, batched into shared commits */
	DB_WORK,   /* slow reads and writes to many articles, one at a time */
	DB_NOTIFY, /* sends versions, in commits that do not wait for the disk */
	DB_LISTEN, /* receives versions from all workers and compares them: the page cache's connection */
	DB_HEAVY,  /* queries that read much for one caller, kept apart so that no other query waits for them */
	DB_MAIL,   /* the courier's only connection */
};

/* A worker has one connection of each kind but the last. More read connections help only if the database has idle cores. */
#define DB_CONNS 6
#define DB_KINDS 7

/* "read", "write", … */
const char *db_conn_kind_name(enum db_conn_kind);

/* The columns of most functions. */
#define REPLY_ROW "outcome text, version bigint, body json"
/* The columns of functions that return comments: the type core.thread_row. */
#define THREAD_ROW                                                                                               \
	"outcome text, version bigint, locked bool, id uuid, parent_id uuid, author_id uuid, author_name text, " \
	"author_role text, html text, state text, revision int4, edited_at text, up int4, down int4, "           \
	"replies int4, rank_best int4, author_badge text"

/*
 * X(NAME, connection, function, parameters, columns)
 *
 * parameters  name:type, in order, as the call casts them.
 * columns     "name type, …", or a shorthand: "reply_row" is REPLY_ROW, "thread_rows" is THREAD_ROW.
 * article     A DB_WRITE row with a parameter `article:` writes to this article alone. It may share a commit with
 *             other such writes, sorted by article. A DB_WRITE row without one commits alone, because it locks other
 *             rows. A row that also locks something unique calls the parameter `id:` for this reason.
 * plural      "reply_rows" makes a statement plural: its function takes an array of each type and returns one
 *             reply_row for each element, in order. Calls in one batch are joined; callers do not notice.
 */
/* clang-format off */
#define STATEMENTS(X)                                                                          \
	X(THREAD_PAGE, DB_READ, "thread_page",                                              \
	    "article:uuid sort:text limit:int4 replies:int4 at_key:int4 at_id:uuid levels:int4", "thread_rows") \
	X(THREAD_PAGE_BOUNDED, DB_READ, "thread_page_bounded",                              \
	    "article:uuid sort:text limit:int4 replies:int4 at_key:int4 at_id:uuid levels:int4", "thread_rows") \
	X(REPLIES_PAGE, DB_READ, "replies_page",                                            \
	    "article:uuid parent:uuid sort:text limit:int4 at_key:int4 at_id:uuid replies:int4 levels:int4", \
	    "thread_rows") \
	X(COMMENT_GET, DB_READ, "comment_get", "article:uuid comment:uuid", "thread_rows")         \
	X(COMMENT_PAGE, DB_READ, "comment_page",                                            \
	    "article:uuid comment:uuid sort:text limit:int4 at_key:int4 at_id:uuid replies:int4 levels:int4", \
	    "thread_rows") \
	X(ARTICLE_GET, DB_READ, "article_get", "article:uuid", "reply_row")                    \
	X(ARTICLE_FIND, DB_READ, "article_find", "site:text key:text url:text", "reply_row")   \
	X(ARTICLE_MOVED, DB_READ, "article_moved", "article:uuid", "outcome text, article uuid") \
	X(COUNTS, DB_READ, "counts", "articles:uuid[]", "reply_row")                           \
	X(COUNTS_BY_KEY, DB_READ, "counts_by_key", "site:text keys:text[]", "reply_row")       \
	X(VERSIONS, DB_LISTEN, "versions", "articles:uuid[]",                                  \
	    "outcome text, article uuid, version bigint")                                        \
	X(JOURNAL_READ, DB_LISTEN, "journal_read", "article:uuid since:int8 max:int4",          \
	    "outcome text, version bigint, comments int4, complete bigint, age_ms int4, change text, comment uuid, parent uuid, up int4, down int4") \
	X(NOTIFY_VERSIONS, DB_NOTIFY, "notify_versions", "payloads:text[]", "outcome text")  \
	X(ACCOUNT_PROFILE, DB_READ, "account_profile", "account:uuid", "reply_row")            \
	X(SITES, DB_READ, "sites", "known:text", "reply_row")                                  \
	X(RECENT, DB_READ, "recent", "limit:int4", "reply_row")                                \
	X(HOUSE_RULES, DB_READ, "house_rules", "site:text", "reply_row")                       \
	X(SESSION_GET, DB_READ, "session_get", "viewer:bytea", "reply_row")                    \
	X(SESSION_CONFIRM, DB_READ, "session_confirm", "viewer:bytea", "reply_row")            \
	X(SESSION_ACCOUNT, DB_READ, "session_account", "viewer:bytea", "outcome text, account uuid") \
	X(SIGN_ON_PROVIDER, DB_READ, "sign_on_provider", "issuer:text audience:text", "reply_row") \
	X(SIGN_ON_NAMED, DB_READ, "sign_on_named", "name:text", "reply_row") \
	X(SESSION_LIST, DB_READ, "session_list", "viewer:bytea keyed:bool", "reply_row")       \
	X(NOTICE_LIST, DB_READ, "notice_list", "viewer:bytea limit:int4 at_id:uuid", "reply_row") \
	X(NOTIFICATION_LIST, DB_READ, "notification_list", "viewer:bytea replies:bool limit:int4 at_id:uuid", "reply_row") \
	X(FOLLOW_LIST, DB_READ, "follow_list", "viewer:bytea limit:int4 at_id:uuid", "reply_row") \
	X(MUTE_LIST, DB_READ, "mute_list", "viewer:bytea limit:int4 at_id:uuid", "reply_row") \
	X(ACCOUNT_COMMENTS, DB_READ, "account_comments", "viewer:bytea account:uuid limit:int4 at_id:uuid", "reply_row") \
	X(MINE, DB_READ, "mine", "viewer:bytea article:uuid ids:uuid[] at_id:uuid verify:text terms:text", "reply_row")          \
	X(MINE_PAGE, DB_READ, "mine_page", "viewer:bytea article:uuid ids:uuid[] verify:text terms:text", "reply_row") \
	X(PARTICIPANTS, DB_READ, "participants", "viewer:bytea article:uuid prefix:text", "reply_row") \
	X(COMMENT_SOURCE, DB_READ, "comment_source",                                        \
	    "viewer:bytea article:uuid comment:uuid window:int4", "reply_row")                  \
	X(ACCOUNT_SECRET, DB_READ, "account_secret", "login:text device:bytea network:text", \
	    "outcome text, account uuid, hash text, place text, refused boolean")             \
	X(VIEWER_SECRET, DB_READ, "viewer_secret", "viewer:bytea",                           \
	    "outcome text, account uuid, hash text, name text, email text")                   \
	X(ACCOUNT_CREATE, DB_WRITE, "account_create",                                       \
	    "account:uuid name:text skeleton:text email:text hash:text session:uuid token:bytea life:int4 address:text agent:text language:text mail:bool device:bytea terms:text factor_required:bool", \
	    "reply_row")                                                                        \
	X(LINK_GET, DB_READ, "link_get", "token:bytea purpose:text", "reply_row")              \
	X(EMAIL_CONFIRM, DB_WORK, "email_confirm", "token:bytea", "reply_row")                 \
	X(ACCOUNT_GET, DB_READ, "account_get", "viewer:bytea name_wait:int4", "reply_row")     \
	X(ACCOUNT_PAGE, DB_READ, "account_page", "viewer:bytea name_wait:int4 keyed:bool", "reply_row") \
	X(ACCOUNT_CHANGE, DB_WRITE, "account_change",                                       \
	    "viewer:bytea id:uuid name:text skeleton:text name_wait:int4 hash:text email:text mail:bool language:text terms:text choices:json", "reply_row") \
	X(RESET_ASK, DB_WRITE, "reset_ask", "id:uuid login:text", "reply_row")                 \
	X(RESET_STEP, DB_WORK, "reset_step", "max:int4 mails:int4", "reply_row")               \
	X(PASSWORD_RESET, DB_WRITE, "password_reset", "token:bytea hash:text device:bytea network:text", "reply_row") \
	X(VERIFY_MAIL, DB_WRITE, "verify_mail", "viewer:bytea", "reply_row")                   \
	X(SESSION_OPEN, DB_WRITE, "session_open",                                           \
	    "account:uuid hash:text rehash:text session:uuid token:bytea life:int4 address:text agent:text staff_life:int4 device:bytea factor_required:bool", \
	    "reply_row")                                                                        \
	X(FACTOR_CODE, DB_READ, "factor_code", "viewer:bytea device:bytea network:text", "reply_row") \
	X(FACTOR_PROVE, DB_WRITE, "factor_prove",                                           \
	    "viewer:bytea step:int8 code:bytea token:bytea life:int4 staff_life:int4 address:text agent:text device:bytea entry:uuid", \
	    "reply_row")                                                                        \
	X(FACTOR_FAILED, DB_WRITE, "factor_failed", "viewer:bytea device:bytea entry:uuid", "reply_row") \
	X(FACTOR_LIST, DB_READ, "factor_list", "viewer:bytea host:text", "reply_row")                    \
	X(TOTP_BEGIN, DB_WRITE, "totp_begin", "viewer:bytea id:uuid secret:bytea", "reply_row") \
	X(TOTP_BEGUN, DB_READ, "totp_begun", "viewer:bytea", "reply_row")                      \
	X(TOTP_CONFIRM, DB_WRITE, "totp_confirm", "viewer:bytea id:uuid step:int8 codes:bytea[] token:bytea", "reply_row") \
	X(TOTP_REMOVE, DB_WRITE, "totp_remove", "viewer:bytea", "reply_row")                   \
	X(RECOVERY_CODES_PUT, DB_WRITE, "recovery_codes", "viewer:bytea codes:bytea[]", "reply_row") \
	X(SESSIONS_USED, DB_WRITE, "sessions_used",                                         \
	    "tokens:bytea[] life:int4 staff_life:int4 idle:int4 staff_idle:int4 min:int4", "reply_row")       \
	X(SIGN_IN_FAILED, DB_WRITE, "sign_in_failed", "account:uuid address:text entry:uuid device:bytea viewer:bytea", "reply_row") \
	X(SESSION_STEP_UP, DB_WRITE, "session_step_up", "viewer:bytea hash:text token:bytea entry:uuid", "reply_row") \
	X(SESSION_CLOSE, DB_WRITE, "session_close", "viewer:bytea end:uuid key:uuid", "reply_row") \
	X(SESSION_HANDOVER, DB_WRITE, "session_handover", "viewer:bytea id:uuid code:bytea life:int4", "reply_row") \
	X(SESSION_EXCHANGE, DB_WRITE, "session_exchange",                                   \
	    "code:bytea session:uuid token:bytea address:text agent:text entry:uuid", "reply_row") \
	X(SIGN_ON_BEGIN, DB_WRITE, "sign_on_begin", "name:text state:bytea browser:bytea next:text life:int4", "reply_row") \
	X(SIGN_ON_TAKE, DB_WRITE, "sign_on_take", "name:text state:bytea browser:bytea", "reply_row") \
	X(SIGN_ON, DB_WRITE, "sign_on",                                                     \
	    "provider:uuid digest:bytea expires:int8 who:json account:uuid session:uuid token:bytea life:int4 staff_life:int4 address:text agent:text device:bytea language:text entry:uuid factor_required:bool", \
	    "reply_row")                                                                        \
	X(SIGN_ON_LOGOUT, DB_WRITE, "sign_on_logout", "provider:uuid digest:bytea expires:int8 subject:text sid:text write:uuid", "reply_row") \
	X(SIGN_ON_END, DB_WRITE, "sign_on_end", "provider:uuid digest:bytea expires:int8 subject:text write:uuid", "reply_row") \
	X(PASSKEY_LIST, DB_READ, "passkey_list", "viewer:bytea host:text", "reply_row")        \
	X(PASSKEY_MAKE, DB_READ, "passkey_make", "viewer:bytea host:text", "reply_row") \
	X(PASSKEY_FIND, DB_READ, "passkey_find", "viewer:bytea host:text credential:bytea", "reply_row") \
	X(PASSKEY_PROOF_OPTIONS, DB_READ, "passkey_proof_options", "viewer:bytea host:text", "reply_row") \
	X(PASSKEY_PROVE, DB_WRITE, "passkey_prove",                                         \
	    "viewer:bytea passkey:uuid counter:int8 synced:bool challenge:bytea expires:int8 token:bytea life:int4 staff_life:int4 address:text agent:text device:bytea entry:uuid", \
	    "reply_row")                                                                        \
	X(PASSKEY_ADD, DB_WRITE, "passkey_add",                                             \
	    "viewer:bytea passkey:uuid host:text credential:bytea alg:int4 key:bytea counter:int8 name:text transports:text may_sync:bool synced:bool challenge:bytea expires:int8 entry:uuid", \
	    "reply_row")                                                                        \
	X(PASSKEY_RENAME, DB_WRITE, "passkey_rename", "viewer:bytea passkey:uuid host:text name:text", "reply_row") \
	X(PASSKEY_REMOVE, DB_WRITE, "passkey_remove", "viewer:bytea passkey:uuid write:uuid", "reply_row") \
	X(PASSKEY_OPEN, DB_WRITE, "passkey_open",                                           \
	    "passkey:uuid counter:int8 synced:bool challenge:bytea expires:int8 session:uuid token:bytea life:int4 staff_life:int4 address:text agent:text device:bytea factor_required:bool entry:uuid", \
	    "reply_row")                                                                        \
	X(SESSION_REVOKE, DB_WRITE, "session_revoke", "viewer:bytea session:uuid end:uuid key:uuid", "reply_row") \
	X(SESSIONS_REVOKE, DB_WRITE, "sessions_revoke", "viewer:bytea", "reply_row")           \
	X(PASSWORD_SET, DB_WRITE, "password_set", "viewer:bytea old:text new:text", "reply_row") \
	X(ROLE_SET, DB_WRITE, "role_set",                                                   \
	    "viewer:bytea account:uuid role:text site:text entry:uuid key:uuid digest:bytea permissions:text", "reply_row") \
	X(ROLE_ANSWER, DB_WRITE, "role_answer", "viewer:bytea offer:uuid accept:bool entry:uuid", "reply_row") \
	X(STAFF_LIST, DB_WORK, "staff_list", "viewer:bytea limit:int4 at_id:uuid site:text", "reply_row") \
	X(STAFF_INVITE, DB_WORK, "staff_invite",                                            \
	    "viewer:bytea account:uuid name:text skeleton:text address:text role:text site:text permissions:text entry:uuid key:uuid digest:bytea", \
	    "reply_row")                                                                        \
	X(CONNECTIONS, DB_READ, "connections", "viewer:bytea site:text change:bool", "reply_row")         \
	X(API_TOKEN_MAKE, DB_WORK, "api_token_make",                                        \
	    "viewer:bytea site:text name:text scopes:text days:int4 token:bytea entry:uuid key:uuid digest:bytea", "reply_row") \
	X(PROVIDER_SET, DB_WORK, "provider_set", "viewer:bytea site:text name:text settings:jsonb keys:text entry:uuid", "reply_row") \
	X(PROVIDER_REMOVE, DB_WORK, "provider_remove", "viewer:bytea site:text name:text entry:uuid", "reply_row") \
	X(API_TOKEN_END, DB_WORK, "api_token_end", "viewer:bytea site:text token:uuid entry:uuid", "reply_row") \
	X(INVITATION_ACT, DB_WORK, "invitation_act", "viewer:bytea offer:uuid resend:bool entry:uuid", "reply_row") \
	X(NOTICE_READ, DB_WRITE, "notice_read", "viewer:bytea notice:uuid", "reply_row")       \
	X(NOTIFICATION_READ, DB_WRITE, "notification_read", "viewer:bytea notification:uuid", "reply_row") \
	X(NOTIFICATIONS_READ, DB_WRITE, "notifications_read", "viewer:bytea upto:uuid ids:uuid[]", "reply_row") \
	X(FOLLOW_SET, DB_WRITE, "follow_set", "viewer:bytea id:uuid follows:bool", "reply_row") \
	X(MUTE_SET, DB_WRITE, "mute_set", "viewer:bytea account:uuid muted:bool max:int4", "reply_row") \
	X(UNSUBSCRIBE, DB_WRITE, "unsubscribe", "token:bytea all:bool", "reply_row") \
	X(ARTICLE_FIRST_SIGHT, DB_WRITE, "article_first_sight",                             \
	    "id:uuid site:text origin:text url:text title:text day_max:int4", "reply_row")      \
	X(ARTICLE_CREATE, DB_WRITE, "article_create",                                       \
	    "viewer:bytea id:uuid site:text key:text url:text title:text", "reply_row")    \
	X(ARTICLE_PATCH, DB_WRITE, "article_patch",                                         \
	    "viewer:bytea id:uuid state:text title:text url:text slow:int4 closes_at:timestamptz closes_after:int4 entry:uuid", \
	    "reply_row")            \
	X(COMMENT_POST, DB_WRITE, "comment_post",                                           \
	    "viewer:bytea article:uuid comment:uuid parent:uuid body:text html:text signals:json key:uuid digest:bytea depth_max:int4 verify:text terms:text mentions:int4", \
	    "reply_row")                                                                        \
	X(STAFF_REPLY, DB_WRITE, "staff_reply",                                             \
	    "viewer:bytea article:uuid comment:uuid parent:uuid body:text html:text signals:json key:uuid digest:bytea depth_max:int4 verify:text terms:text", \
	    "reply_row")                                                                        \
	X(COMMENT_EDIT, DB_WRITE, "comment_edit",                                           \
	    "viewer:bytea article:uuid comment:uuid revision:int4 body:text html:text signals:json window:int4 mentions:int4", "reply_row") \
	X(COMMENT_WITHDRAW, DB_WRITE, "comment_withdraw", "viewer:bytea article:uuid comment:uuid", "reply_row") \
	X(VOTE_SET, DB_WRITE, "votes_set", "viewer:bytea article:uuid comment:uuid value:int4", "reply_rows") \
	X(REPORT_POST, DB_WRITE, "report_post",                                             \
	    "viewer:bytea article:uuid comment:uuid report:uuid reason:text detail:text key:uuid digest:bytea hold:int4 hold_max:int4 age:int4", \
	    "reply_row") \
	X(NAME_REPORT, DB_WORK, "name_report",                                              \
	    "viewer:bytea account:uuid report:uuid reason:text detail:text key:uuid digest:bytea", "reply_row") \
	X(NAME_LIST, DB_WORK, "name_list", "viewer:bytea limit:int4 at_id:uuid site:text", "reply_row") \
	X(NAME_DECIDE, DB_WORK, "name_decide",                                              \
	    "viewer:bytea report:uuid outcome:text reason:text note:text message:text names:jsonb entry:uuid key:uuid digest:bytea", \
	    "reply_row")                                                                        \
	X(CASE_LIST, DB_WORK, "case_list",                                                  \
	    "viewer:bytea view:text article:uuid limit:int4 at_priority:float8 at_id:uuid site:text", "reply_row") \
	X(DESK_STATE, DB_WORK, "desk_state", "viewers:bytea[] cases:int4",                        \
	    "outcome text, version bigint, body json, scope text, n int4")                       \
	X(CASE_GET, DB_WORK, "case_get", "viewer:bytea comment:uuid full:bool", "reply_row")   \
	X(CASE_SKIP, DB_WORK, "case_skip", "viewer:bytea comment:uuid skip:uuid", "reply_row") \
	X(CLAIM_NEXT, DB_WORK, "claim_next",                                                \
	    "viewer:bytea view:text article:uuid limit:int4 lease:int4 max:int4 claim:uuid key:uuid digest:bytea site:text", "reply_row") \
	X(CLAIM_RENEW, DB_WORK, "claim_renew", "viewer:bytea comment:uuid lease:int4 max:int4", "reply_row") \
	X(CLAIM_TAKE, DB_WORK, "claim_take",                                                \
	    "viewer:bytea comment:uuid lease:int4 entry:uuid max:int4 key:uuid digest:bytea", "reply_row") \
	X(CLAIM_RELEASE, DB_WORK, "claim_release",                                          \
	    "viewer:bytea comment:uuid release:uuid key:uuid digest:bytea", "reply_row")        \
	X(DECIDE, DB_WORK, "decide", "viewer:bytea decisions:json key:uuid digest:bytea lease:int4", "reply_row") \
	X(COMMENT_MARK, DB_WORK, "comment_mark",                                            \
	    "viewer:bytea comment:uuid locked:bool pinned:bool featured:bool entry:uuid", "reply_row") \
	X(ARTICLE_DESK, DB_WORK, "article_desk", "viewer:bytea article:uuid", "reply_row")  \
	X(ARTICLE_LIST, DB_WORK, "article_list",                                            \
	    "viewer:bytea id:uuid find:text url:text state:text limit:int4 at_id:uuid site:text", "reply_row") \
	X(JOB_MAKE, DB_HEAVY, "job_make",                                                    \
	    "viewer:bytea id:uuid filter:json action:text reason:text note:text key:uuid digest:bytea url:text", "reply_row") \
	X(JOB_LIST, DB_WORK, "job_list", "viewer:bytea limit:int4 at_id:uuid site:text", "reply_row") \
	X(JOB_GET, DB_WORK, "job_get", "viewer:bytea id:uuid", "reply_row")                    \
	X(JOB_MOVE, DB_WORK, "job_move", "viewer:bytea id:uuid verb:text entry:uuid key:uuid digest:bytea", "reply_row") \
	X(JOB_STEP, DB_WORK, "job_step", "worker:uuid lease:int4 max:int4", "reply_row")      \
	X(RULES_GET, DB_WORK, "rules_get", "viewer:bytea site:text version:int4", "reply_row") \
	X(RULES_PUT, DB_WORK, "rules_put",                                                  \
	    "viewer:bytea site:text version:int4 rules:jsonb mode:text entry:uuid key:uuid digest:bytea", "reply_row") \
	X(RULES_PAST, DB_HEAVY, "rules_past",                                                \
	    "viewer:bytea site:text rules:jsonb limit:int4 at_id:uuid", "reply_row")            \
	X(RULE_HITS, DB_HEAVY, "rule_hits",                                                  \
	    "viewer:bytea site:text from:timestamptz to:timestamptz rule:text by_day:boolean", "reply_row") \
	X(SETTINGS_GET, DB_READ, "settings_get", "viewer:bytea site:text version:int4", "reply_row") \
	X(SETTINGS_PUT, DB_WORK, "settings_put",                                            \
	    "viewer:bytea site:text version:int4 settings:jsonb entry:uuid key:uuid digest:bytea", "reply_row") \
	X(DECISION_UNDO, DB_WORK, "decision_undo", "viewer:bytea decision:uuid entry:uuid key:uuid digest:bytea", "reply_row") \
	X(DECISIONS_UNDO, DB_WORK, "decisions_undo", "viewer:bytea decisions:uuid[] entry:uuid key:uuid digest:bytea", "reply_row") \
	X(DECISION_LOG, DB_WORK, "decision_log",                                            \
	    "viewer:bytea account:uuid comment:uuid moderator:uuid from:timestamptz to:timestamptz limit:int4 at_id:uuid site:text", "reply_row") \
	X(SANCTION_ADD, DB_WORK, "sanction_add",                                            \
	    "viewer:bytea account:uuid sanction:uuid kind:text until:timestamptz reason:text note:text message:text site:text since:timestamptz span:int4 key:uuid digest:bytea", \
	    "reply_row")                                                                        \
	X(CASE_SANCTION, DB_WORK, "case_sanction",                                          \
	    "viewer:bytea comment:uuid version:int4 sanction:uuid kind:text until:timestamptz reason:text note:text message:text everywhere:boolean span:int4 decide:boolean max:int4 key:uuid digest:bytea", \
	    "reply_row")                                                                        \
	X(SANCTION_PREVIEW, DB_WORK, "sanction_preview", "viewer:bytea comment:uuid", "reply_row") \
	X(SANCTION_UNDO, DB_WORK, "sanction_undo",                                          \
	    "viewer:bytea account:uuid sanction:uuid entry:uuid max:int4 key:uuid digest:bytea", "reply_row") \
	X(APPEAL_POST, DB_WORK, "appeal_post",                                              \
	    "viewer:bytea appeal:uuid decision:uuid sanction:uuid notice:uuid text:text key:uuid digest:bytea", "reply_row") \
	X(APPEAL_CHECK, DB_READ, "appeal_check", "viewer:bytea notice:uuid", "reply_row")         \
	X(APPEAL_MINE, DB_READ, "appeal_mine", "viewer:bytea limit:int4 at_id:uuid", "reply_row")           \
	X(APPEAL_LIST, DB_WORK, "appeal_list", "viewer:bytea open:bool limit:int4 at_id:uuid site:text", "reply_row") \
	X(APPEAL_DECIDE, DB_WORK, "appeal_decide",                                          \
	    "viewer:bytea appeal:uuid outcome:text note:text entry:uuid key:uuid digest:bytea", "reply_row") \
	X(APPEAL_UNDO, DB_WORK, "appeal_undo", "viewer:bytea appeal:uuid entry:uuid key:uuid digest:bytea", "reply_row") \
	X(ILLEGAL_POST, DB_WORK, "illegal_post",                                            \
	    "viewer:bytea notice:uuid comment:uuid url:text explanation:text law:text name:text email:text key:uuid digest:bytea", \
	    "reply_row")                                                                         \
	X(ILLEGAL_GET, DB_READ, "illegal_get", "reference:text", "reply_row")                  \
	X(SANCTION_LIFT, DB_WORK, "sanction_lift", "viewer:bytea account:uuid sanction:uuid entry:uuid", "reply_row") \
	X(AUDIT_LOG, DB_WORK, "audit_log",                                                  \
	    "viewer:bytea actor:uuid object:uuid action:text from:timestamptz to:timestamptz limit:int4 at_id:uuid site:text", "reply_row") \
	X(SEARCH, DB_HEAVY, "search",                                                        \
	    "viewer:bytea in:text q:text author:text state:text reason:text rule:text article:text from:timestamptz to:timestamptz limit:int4 at_id:uuid url:text site:text", \
	    "reply_row")                                                                        \
	X(SEARCH_FILL, DB_WORK, "search_fill", "max:int4", "reply_row")                       \
	X(NOTIFICATION_STEP, DB_WORK, "notification_step", "max:int4", "reply_row") \
	X(DIGEST_STEP, DB_WORK, "digest_step", "max:int4 items:int4", "reply_row") \
	X(NEWSROOM_FIGURES, DB_WORK, "newsroom_figures", "", "reply_row")                     \
	X(TRANSPARENCY, DB_HEAVY, "transparency",                                            \
	    "viewer:bytea from:timestamptz to:timestamptz statements:bool limit:int4 at_id:uuid site:text", "reply_row") \
	X(AUDIT_UNSEALED, DB_WORK, "audit_unsealed", "max:int4",                           \
	    "outcome text, id text, at text, actor text, action text, object text, site text, codes text, digest text, network text") \
	X(AUDIT_SEAL, DB_WORK, "audit_seal",                                                \
	    "number:int8 at:int8 previous:bytea hash:bytea signature:bytea key:bytea entries:uuid[] digests:bytea[]", "reply_row") \
	X(SANCTION_RESTORE, DB_WORK, "sanction_restore",                                    \
	    "viewer:bytea account:uuid sanction:uuid entry:uuid", "reply_row")                  \
	X(SPAN_STEP, DB_WORK, "span_step", "sanction:uuid max:int4", "reply_row")             \
	X(MODERATED_ACCOUNT, DB_WORK, "moderated_account",                                  \
	    "viewer:bytea account:uuid list:text at_id:uuid", "reply_row") \
	X(ACCOUNT_NOTE, DB_WORK, "account_note",                                            \
	    "viewer:bytea account:uuid note:uuid text:text site:text key:uuid digest:bytea", "reply_row") \
	X(PROBE_READ, DB_READ, "probe_read", "", "outcome text")                             \
	X(PROBE_WRITE, DB_WRITE, "probe_write", "bytes:int4", "outcome text")                \
	X(PROBE_WORK, DB_WORK, "probe_work", "", "outcome text")                             \
	X(MAIL_CLAIM, DB_MAIL, "mail_claim",                                                 \
	    "max:int4 digests:bytea[] lease:int4 window:int4 expire:int4 lifetimes:json", "reply_row") \
	X(MAIL_SENDING, DB_MAIL, "mail_sending", "ids:uuid[] claims:int4[] lease:int4", "reply_row") \
	X(MAIL_DONE, DB_MAIL, "mail_done",                                                   \
	    "ids:uuid[] claims:int4[] results:text[] replies:text[] backoff:int4 backoff_max:int4 window:int4", "reply_row") \
	X(SWEEP, DB_WORK, "sweep", "max:int4 appeal:int4 withdrawn:int4 outbox:int4 journal:int4 clock:json retention:json", "reply_row")
/* clang-format on */

enum statement {
#define X(name, ...) name,
	STATEMENTS(X)
#undef X
	    STATEMENT_COUNT
};

struct statement_row {
	const char *name; /* of the function in schema api_1 */
	enum db_conn_kind conn;
	const char *params;
	const char *columns;
};

extern const struct statement_row statements[STATEMENT_COUNT];

/* The number of parameters; the index of the article to batch by (-1: the statement commits alone). */
int statement_params(enum statement);
int statement_article(enum statement);
bool statement_plural(enum statement);
/* The statement may be sent again when its commit is uncertain: it reads, or it recognises its id and repeats the first result. */
bool statement_repeatable(enum statement);
/* The index of the article whose new version other workers need (-1: none), also for writes that commit alone. */
int statement_changed_article(enum statement);

#endif
