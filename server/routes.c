/*
 * Every URL, one row each; `madang routes` prints this table. Rows stand in
 * blocks by feature; a literal segment stands before a {name} in its place.
 */
#include "account/account.h"
#include "notice/notice.h"
#include "request.h"
#include "session/session.h"
#include "site/site.h"

#define SMALL 16384 /* octets: a body of names, ids and words */

/* clang-format off */
const struct route routes[] = {
	/* account */
	{ "POST",   "/v1/accounts",                     WHO_OPEN,   SMALL, RATE_SIGN_UP, account_create },
	{ "GET",    "/v1/accounts/{account}",           WHO_ANYONE, 0,     RATE_NONE,    account_profile },
	{ "PUT",    "/v1/accounts/{account}/role",      WHO_ADMIN,  SMALL, RATE_WRITE,   account_role },
	{ "PUT",    "/v1/account/password",             WHO_READER, SMALL, RATE_WRITE,   password_set },

	/* notice */
	{ "GET",    "/v1/account/notices",              WHO_READER, 0,     RATE_READ,    notice_list },
	{ "POST",   "/v1/account/notices/{notice}/read", WHO_READER, 0,    RATE_WRITE,   notice_read },

	/* session */
	{ "POST",   "/v1/sessions",                     WHO_OPEN,   SMALL, RATE_SIGN_IN, session_create },
	{ "GET",    "/v1/session",                      WHO_READER, 0,     RATE_READ,    session_get },
	{ "DELETE", "/v1/session",                      WHO_READER, 0,     RATE_NONE,    session_close },
	{ "GET",    "/v1/account/sessions",             WHO_READER, 0,     RATE_READ,    session_list },
	{ "DELETE", "/v1/account/sessions/{session}",   WHO_READER, 0,     RATE_WRITE,   session_revoke },

	/* site */
	{ "GET",    "/openapi.json",                    WHO_ANYONE, 0,     RATE_NONE,    openapi_get },
};
/* clang-format on */

const size_t nroutes = LENGTH(routes);
