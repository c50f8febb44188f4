/* SPDX-License-Identifier: Apache-2.0 */
#include "db/statements.h"

#include <string.h>

#include "base/mem.h"

const struct statement_row statements[STATEMENT_COUNT] = {
#define X(name, conn, function, params, columns) { function, conn, params, columns },
	STATEMENTS(X)
#undef X
};

const char *
db_conn_kind_name(enum db_conn_kind kind)
{
	static const char *const names[DB_KINDS] = { "read", "write", "work", "notify", "listen", "heavy", "mail" };

	return (names[kind]);
}

int
statement_params(enum statement st)
{
	const char *p = statements[st].params;
	int n = *p != '\0';

	for (; *p != '\0'; p++)
		n += *p == ' ';
	return (n);
}

bool
statement_plural(enum statement st)
{
	return (strcmp(statements[st].columns, "reply_rows") == 0);
}

/*
 * Writes that may be sent again. Statements that continue from the state they find (a batch of a job, of a sanction,
 * of the search) are missing, and so are votes: a repeated vote could overwrite the reader's next one.
 */
/* clang-format off */
static const bool repeats[STATEMENT_COUNT] = {
	[ACCOUNT_CREATE] = true, [ACCOUNT_CHANGE] = true, [EMAIL_CONFIRM] = true, [RESET_ASK] = true, [PASSWORD_RESET] = true, [SESSION_OPEN] = true, [FACTOR_PROVE] = true, [TOTP_BEGIN] = true, [TOTP_CONFIRM] = true, [TOTP_REMOVE] = true, [RECOVERY_CODES_PUT] = true, [SESSION_STEP_UP] = true, [SIGN_IN_FAILED] = true, [SESSION_CLOSE] = true,
	[PASSKEY_ADD] = true, [PASSKEY_RENAME] = true, [PASSKEY_REMOVE] = true, [PASSKEY_OPEN] = true, [PASSKEY_PROVE] = true,
	[SESSION_REVOKE] = true, [SESSIONS_REVOKE] = true, [SESSION_HANDOVER] = true, [SESSION_EXCHANGE] = true, [SIGN_ON] = true, [SIGN_ON_END] = true, [SIGN_ON_LOGOUT] = true, [PASSWORD_SET] = true, [ROLE_SET] = true, [ROLE_ANSWER] = true, [STAFF_LIST] = true, [STAFF_INVITE] = true, [INVITATION_ACT] = true, [NOTICE_READ] = true,
	[API_TOKEN_MAKE] = true, [API_TOKEN_END] = true, [PROVIDER_SET] = true, [PROVIDER_REMOVE] = true,
	[NOTIFICATION_READ] = true, [NOTIFICATIONS_READ] = true, [FOLLOW_SET] = true, [MUTE_SET] = true, [UNSUBSCRIBE] = true,
	[ARTICLE_FIRST_SIGHT] = true, [ARTICLE_CREATE] = true, [ARTICLE_PATCH] = true, [COMMENT_POST] = true, [STAFF_REPLY] = true, [COMMENT_EDIT] = true,
	[COMMENT_WITHDRAW] = true, [REPORT_POST] = true, [NAME_REPORT] = true, [NAME_LIST] = true, [NAME_DECIDE] = true, [CASE_LIST] = true, [CASE_GET] = true, [DESK_STATE] = true, [CASE_SKIP] = true, [CLAIM_NEXT] = true,
	[CLAIM_RENEW] = true, [CLAIM_TAKE] = true, [CLAIM_RELEASE] = true, [DECIDE] = true, [COMMENT_MARK] = true,
	[ARTICLE_DESK] = true, [ARTICLE_LIST] = true, [JOB_MAKE] = true, [JOB_LIST] = true, [JOB_GET] = true, [JOB_MOVE] = true,
	[RULES_GET] = true, [RULES_PUT] = true, [RULES_PAST] = true, [RULE_HITS] = true, [SETTINGS_PUT] = true,
	[DECISION_UNDO] = true, [DECISIONS_UNDO] = true, [DECISION_LOG] = true, [SANCTION_ADD] = true, [APPEAL_POST] = true,
	[CASE_SANCTION] = true, [SANCTION_PREVIEW] = true, [SANCTION_UNDO] = true,
	[APPEAL_LIST] = true, [APPEAL_DECIDE] = true, [APPEAL_UNDO] = true, [ILLEGAL_POST] = true, [SANCTION_LIFT] = true,
	[AUDIT_LOG] = true, [SEARCH] = true, [TRANSPARENCY] = true, [AUDIT_UNSEALED] = true,
	[SIGN_ON_BEGIN] = true,
	[SANCTION_RESTORE] = true, [MODERATED_ACCOUNT] = true, [ACCOUNT_NOTE] = true,
	[MAIL_SENDING] = true, [MAIL_DONE] = true,
};
/* clang-format on */

bool
statement_repeatable(enum statement st)
{
	return (statements[st].conn == DB_READ || statements[st].conn == DB_LISTEN || repeats[st]);
}

int
statement_article(enum statement st)
{
	const char *p = statements[st].params;
	int n = 0;

	if (statements[st].conn != DB_WRITE)
		return (-1);
	for (; p != NULL; p = strchr(p, ' '), n++) {
		p += *p == ' ';
		if (strncmp(p, "article:", strlen("article:")) == 0)
			return (n);
	}
	return (-1);
}

int
statement_changed_article(enum statement st)
{
	/* ARTICLE_PATCH calls its article `id`, because it must not be batched. */
	return (st == ARTICLE_PATCH ? 1 : statement_article(st));
}
