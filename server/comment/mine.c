/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article}/mine: the caller's votes, reports, held and rejected comments. */
#include "base/uuid.h"
#include "comment/comment.h"
#include "request/list.h"
#include "settings/settings.h"

#define IDS_MAX	    100
#define CURSOR_KIND 'm'

static then_fn comment_mine_answered;

/* "id,id,…" as an array literal; NULL if it is anything else, or has more than IDS_MAX ids. */
static const char *
ids_array(struct request *rq, const char *ids)
{
	char one[UUID_TEXT];
	struct uuid id;
	struct buf out;
	unsigned n = 0;
	size_t len;

	buf_init(&out, rq_arena(rq));
	buf_putc(&out, '{');
	for (; *ids != '\0'; ids += len + (ids[len] == ',')) {
		len = strcspn(ids, ",");
		if (len != UUID_TEXT - 1 || n++ == IDS_MAX)
			return (NULL);
		memcpy(one, ids, len);
		one[len] = '\0';
		if (!uuid_parse(one, &id))
			return (NULL);
		if (n > 1)
			buf_putc(&out, ',');
		buf_puts(&out, one);
	}
	buf_putc(&out, '}');
	return (out.data);
}

void
comment_mine(struct request *rq)
{
	const char *ids = rq_query(rq, "ids"), *array = NULL, *at = list_place(rq, CURSOR_KIND);

	if (at == NULL)
		return;
	if (ids != NULL && (array = ids_array(rq, ids)) == NULL) {
		reply_bad_query(rq, "ids is up to 100 comment ids, separated by commas.");
		return;
	}
	ask(rq, MINE, comment_mine_answered, rq_viewer(rq), rq_path(rq, 0), array, at, setting_text(ACCOUNTS_VERIFY_BEFORE),
	    setting_filled(TERMS_VERSION));
}

static void
comment_mine_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, list_page(rq, a, CURSOR_KIND));
}
