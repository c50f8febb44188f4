/* SPDX-License-Identifier: Apache-2.0 */
#include "request/mount.h"

#include <string.h>
#include <strings.h>

#include "base/list.h"
#include "request/impl.h"
#include "settings/settings.h"

static const char *
base_path(void)
{
	const char *host = strstr(setting_text(SERVER_BASE_URL), "://");
	const char *path = host != NULL ? strchr(host + 3, '/') : NULL;

	return (path != NULL ? path : "");
}

/* The desk's host is compared as a browser sends it: in lower case, without the scheme's own port. */
static bool
at_desk_host(struct exchange *ex)
{
	const char *url = setting_text(SERVER_DESK_URL), *host;

	if (*url == '\0' || (host = exchange_field(ex, "host")) == NULL)
		return (false);
	return (strcasecmp(host, strstr(url, "://") + 3) == 0);
}

enum mount_side
mount_enter(struct exchange *ex)
{
	const char *base = base_path(), *path = exchange_path(ex);
	size_t n = strlen(base);

	if (at_desk_host(ex))
		return (SIDE_DESK);
	if (n == 0)
		return (SIDE_PUBLIC);
	if (strncmp(path, base, n) != 0 || (path[n] != '/' && path[n] != '\0')) {
		exchange_skip_path(ex, strlen(path));
		return (SIDE_OUTSIDE);
	}
	exchange_skip_path(ex, n);
	return (path[n] == '/' ? SIDE_PUBLIC : SIDE_BARE);
}

struct mount
mount_of(enum mount_side side)
{
	const char *desk = setting_text(SERVER_DESK_URL);

	if (side == SIDE_DESK)
		return ((struct mount) { "", NULL });
	return ((struct mount) { base_path(), *desk != '\0' ? desk : NULL });
}

/* Pages of discussions are below base_url only. */
static bool
is_discussion(const char *path)
{
	return (path_lies_under(path, "/a") || path_lies_under(path, "/embed") || path_lies_under(path, "/fragment"));
}

bool
mount_redirected(struct request *rq)
{
	const char *query = exchange_query(rq->ex);

	if (rq->side == SIDE_BARE) {
		rq_add(rq, "Location", rq_printf(rq, "%s/%s%s", rq->mount.path, *query != '\0' ? "?" : "", query));
		reply_empty(rq, 308);
		return (true);
	}
	if (rq->side != SIDE_DESK || !rq_is_safe(rq))
		return (false);
	if (is_discussion(exchange_path(rq->ex)))
		reply_see(rq, rq_printf(rq, "%s%s", setting_text(SERVER_BASE_URL), rq_target(rq)));
	else if (strcmp(exchange_path(rq->ex), "/") == 0)
		reply_see(rq, "/desk");
	else
		return (false);
	return (true);
}

const struct mount *
rq_mount(struct request *rq)
{
	return (&rq->mount);
}

const char *
rq_base_url(struct request *rq)
{
	return (setting_text(rq->side == SIDE_DESK ? SERVER_DESK_URL : SERVER_BASE_URL));
}

bool
rq_at_desk_host(struct request *rq)
{
	return (rq->side == SIDE_DESK);
}
