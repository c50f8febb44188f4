/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where this server's URLs lie. server.base_url may have a path ("https://news.example/talk"), and server.desk_url may
 * give the desk a host of its own. All code outside of this file writes and compares paths as if Madang were at the root
 * of one host:
 * - mount_enter() takes the path of base_url off a request's path, before the page cache and the route table;
 * - mount_before() gives the text before a path in a link: template_render() and the Location fields write it.
 */
#ifndef REQUEST_MOUNT_H
#define REQUEST_MOUNT_H

#include <stdbool.h>

struct exchange;

enum mount_side {
	SIDE_PUBLIC,  /* below base_url, on any host but the desk's */
	SIDE_DESK,    /* on the host of desk_url, at its root */
	SIDE_BARE,    /* the path of base_url without a slash behind it: redirected */
	SIDE_OUTSIDE, /* not below base_url: 404. The exchange's path is then "" */
};
/* Called once for each exchange, before anything reads its path. */
enum mount_side mount_enter(struct exchange *);

/* The text before the paths of links in one answer. */
struct mount {
	const char *path; /* "/talk", or "" at the root */
	const char *desk; /* the URL before paths of the desk; NULL: they are paths like others */
};
/* Of an answer on this side. Borrowed until the settings are reloaded. */
struct mount mount_of(enum mount_side);

/* Does path, which may have a query, equal place, or lie below it? */
bool path_lies_under(const char *path, const char *place);
/* The text before this path, which begins with one slash: "", "/talk", or "https://desk.news.example". */
const char *mount_before(const struct mount *, const char *path);

#endif
