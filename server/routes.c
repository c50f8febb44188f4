/*
 * Every URL of the server, one row each. A row that does not say who may does
 * not start (routes_check). The OpenAPI document is compared with this table.
 */
#include "article/article.h"
#include "comment/comment.h"
#include "moderation/moderation.h"
#include "report/report.h"
#include "request.h"
#include "vote/vote.h"

#define NONE  0L
#define SMALL 4096L
#define TEXT  65536L /* a comment of 8 kB, every octet escaped, and room */

#define ARTICLE "/v1/articles/{article}"
#define COMMENT "/v1/articles/{article}/comments/{comment}"
#define MOD	"/v1/moderation"

/* clang-format off */
const struct route routes[] = {
	/* articles */
	{ "POST",   "/v1/articles",            WHO_STAFF,     TEXT,  RATE_WRITE, article_create, "" },
	{ "GET",    "/v1/articles",            WHO_ANYONE,    NONE,  RATE_NONE,  article_find,   "url key site" },
	{ "GET",    ARTICLE,                   WHO_ANYONE,    NONE,  RATE_NONE,  article_get,    "" },
	{ "PATCH",  ARTICLE,                   WHO_MODERATOR, TEXT,  RATE_WRITE, article_patch,  "" },
	{ "POST",   "/v1/counts",              WHO_OPEN,      8192L, RATE_NONE,  article_counts, "" },

	/* comments */
	{ "GET",    ARTICLE "/comments",       WHO_ANYONE,    NONE,  RATE_NONE,  comment_page,     "sort limit replies cursor" },
	{ "POST",   ARTICLE "/comments",       WHO_READER,    TEXT,  RATE_WRITE, comment_post,     "" },
	{ "GET",    ARTICLE "/mine",           WHO_READER,    NONE,  RATE_READ,  comment_mine,     "ids" },
	{ "GET",    COMMENT,                   WHO_ANYONE,    NONE,  RATE_NONE,  comment_get,      "" },
	{ "PATCH",  COMMENT,                   WHO_READER,    TEXT,  RATE_WRITE, comment_edit,     "" },
	{ "DELETE", COMMENT,                   WHO_READER,    NONE,  RATE_WRITE, comment_withdraw, "" },
	{ "GET",    COMMENT "/replies",        WHO_ANYONE,    NONE,  RATE_NONE,  comment_replies,  "sort limit cursor" },
	{ "GET",    COMMENT "/source",         WHO_READER,    NONE,  RATE_READ,  comment_source,   "" },
	{ "PUT",    COMMENT "/vote",           WHO_READER,    SMALL, RATE_VOTE,  vote_set,         "" },
	{ "DELETE", COMMENT "/vote",           WHO_READER,    NONE,  RATE_VOTE,  vote_clear,       "" },
	{ "POST",   COMMENT "/reports",        WHO_READER,    TEXT,  RATE_WRITE, report_post,      "" },

	/* moderation */
	{ "GET",    MOD "/cases",                  WHO_MODERATOR, NONE,  RATE_READ,  case_list,     "view article limit cursor" },
	{ "GET",    MOD "/cases/{comment}",        WHO_MODERATOR, NONE,  RATE_READ,  case_get,      "" },
	{ "POST",   MOD "/claims",                 WHO_MODERATOR, SMALL, RATE_NONE,  claim_next,    "" },
	{ "DELETE", MOD "/claims/{comment}",       WHO_MODERATOR, NONE,  RATE_NONE,  claim_release, "" },
	{ "POST",   MOD "/claims/{comment}/renew", WHO_MODERATOR, NONE,  RATE_NONE,  claim_renew,   "" },
	{ "POST",   MOD "/claims/{comment}/take",  WHO_ADMIN,     NONE,  RATE_NONE,  claim_take,    "" },
	{ "GET",    MOD "/decisions",              WHO_MODERATOR, NONE,  RATE_READ,  decision_log,
	  "account comment moderator from to limit cursor" },
	{ "POST",   MOD "/decisions",              WHO_MODERATOR, TEXT,  RATE_NONE,  decide,        "" },
	{ "POST",   MOD "/decisions/{decision}/undo", WHO_MODERATOR, NONE, RATE_NONE, decision_undo, "" },
};
/* clang-format on */

const size_t nroutes = LENGTH(routes);
