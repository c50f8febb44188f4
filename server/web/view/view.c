/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of every page: the document's frame, times, labels. */
#include "web/view/view.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "templates.h"
#include "text/form.h"
#include "text/percent.h"
#include "text/zone.h"

void
view_put(json_t *object, const char *name, json_t *value)
{
	/* Without memory the page becomes a 503; all texts are UTF-8, ours and the database's. */
	if (json_object_set_new(object, name, value) != 0)
		log_error("page value lost", log_text("name", name));
}

const char *
view_get(const json_t *object, const char *name, const char *fallback)
{
	const char *s = json_string_value(json_object_get(object, name));

	return (s != NULL ? s : fallback);
}

bool
view_is(const json_t *object, const char *name, const char *value)
{
	return (strcmp(view_get(object, name, ""), value) == 0);
}

long
view_int(const json_t *object, const char *name)
{
	return ((long)json_integer_value(json_object_get(object, name)));
}

bool
view_contains(const json_t *array, const char *word)
{
	json_t *one;
	size_t i;

	json_array_foreach (array, i, one)
		if (json_is_string(one) && strcmp(json_string_value(one), word) == 0)
			return (true);
	return (false);
}

const char *
view_label(const struct view_option *list, size_t n, const char *value, const char *fallback)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].value, value) == 0)
			return (list[i].label);
	return (fallback);
}

void
view_put_list(json_t *root, const char *name, json_t *list)
{
	if (json_array_size(list) > 0)
		view_put(root, name, json_pack("{s:O}", "list", list));
	json_decref(list);
}

void
view_add_fact(json_t *facts, const char *name, json_t *value)
{
	json_array_append_new(facts, json_pack("{s:s,s:o}", "name", name, "value", value));
}

#define STRING_SHORT 256 /* bytes; nearly all strings of a page are shorter */

/* json_vsprintf() formats twice, first for the length: for long strings only. */
json_t *
view_string(const char *format, ...)
{
	char text[STRING_SHORT];
	va_list list;
	json_t *s;
	int n;

	va_start(list, format);
	n = vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	if (n >= 0 && (size_t)n < sizeof(text))
		s = json_stringn(text, (size_t)n);
	else {
		va_start(list, format);
		s = json_vsprintf(format, list);
		va_end(list);
	}
	return (s != NULL ? s : json_string(""));
}

bool
view_moderates(const struct page_context *l)
{
	const char *role = view_get(l->account, "role", "");

	return (strcmp(role, "moderator") == 0 || strcmp(role, "admin") == 0 || strcmp(role, "auditor") == 0);
}

static bool
role_covers(const json_t *role, const char *site, const char *permission)
{
	const char *where = view_get(role, "site", NULL);

	return ((site == NULL || where == NULL || strcmp(where, site) == 0) &&
	    view_contains(json_object_get(role, "permissions"), permission));
}

bool
view_may(const struct page_context *l, const char *site, const char *permission)
{
	json_t *role;
	size_t i;

	json_array_foreach (l->roles, i, role)
		if (role_covers(role, site, permission))
			return (true);
	return (false);
}

bool
view_admin(const struct page_context *l, const char *site, const char *permission)
{
	json_t *role;
	size_t i;

	json_array_foreach (l->roles, i, role)
		if (view_is(role, "role", "admin") && role_covers(role, site, permission))
			return (true);
	return (false);
}

static const char *
view_name(const struct page_context *l)
{
	return (view_get(l->account, "username", "Your account"));
}

const char *
view_me(const struct page_context *l)
{
	return (view_get(l->account, "id", ""));
}

/* "3", "99+"; null for none. */
static json_t *
view_unread(long n)
{
	return (n <= 0 ? json_null() : n > 99 ? json_string("99+") : view_string("%ld", n));
}

static json_t *
view_viewer(const struct page_context *l)
{
	json_t *v;

	if (!l->signed_in)
		return (json_null());
	v = json_object();
	view_put(v, "id", json_string(view_me(l)));
	view_put(v, "name", view_string("%s", view_name(l)));
	view_put(v, "unread", view_unread(l->unread));
	view_put(v, "moderator", json_boolean(view_moderates(l)));
	view_put(v, "at_desk", json_boolean(strcmp(l->at, "desk") == 0));
	view_put(v, "at_account", json_boolean(strcmp(l->at, "account") == 0));
	return (v);
}

bool
view_framed(const struct page_context *l)
{
	return (strcmp(l->root, ROOT_FRAME) == 0);
}

json_t *
view_themed(const struct page_context *l, json_t *path)
{
	const char *text = json_string_value(path);
	size_t n = strcspn(text, "#");
	json_t *themed;

	if (l->theme == NULL || *l->theme == '\0')
		return (path);
	themed = view_string("%.*s%ctheme=%s%s", (int)n, text, memchr(text, '?', n) != NULL ? '&' : '?', l->theme, text + n);
	json_decref(path);
	return (themed);
}

json_t *
view_root(const struct page_context *l, const char *title)
{
	json_t *root = json_object();

	view_put(root, "title", view_string("%s · %s", title, view_site_title(l, NULL)));
	view_put(root, "noindex", json_true());
	view_put(root, "about", json_null());
	view_put(root, "style", json_string(asset_style_css));
	view_put(root, "desk_style", json_null());
	view_put(root, "script", json_null());
	view_put(root, "early", json_null());
	view_put(root, "body_class", view_string("%sat-%s", view_framed(l) ? "embed " : "", *l->at != '\0' ? l->at : "thread"));
	view_put(root, "icon", json_string(asset_favicon_svg));
	view_put(root, "theme", json_string(l->theme != NULL ? l->theme : ""));
	view_put(root, "sizing", json_null());
	view_put(root, "discussion", json_null());
	view_put(root, "framed", json_boolean(view_framed(l)));
	view_put(root, "here", view_string("%s", view_back(l->here)));
	view_put(root, "form_token", view_string("%s", l->token));
	view_put(root, "form_key", view_string("%s", l->key));
	view_put(root, "viewer", view_viewer(l));
	view_put_brand(root, l, NULL);
	view_put(root, "desk", json_null());
	return (root);
}

json_t *
view_flash(json_t *root, const char *kind, const char *text)
{
	json_t *flash = json_pack("{s:s,s:s}", "kind", kind, "text", text);

	view_put(root, "flash", flash);
	return (flash);
}

void
view_error(json_t *root, const char *field, const char *text)
{
	json_t *errors = json_object_get(root, "errors");

	if (errors == NULL) {
		errors = json_pack("{s:s,s:[]}", "title", "That did not work yet", "list");
		view_put(root, "errors", errors);
	}
	json_array_append_new(json_object_get(errors, "list"), json_pack("{s:s,s:s}", "field", field, "text", text));
}

const char *
view_back(const char *path)
{
	size_t n = path != NULL ? strlen(path) : 0;

	if (n == 0 || n > 2000 || path[0] != '/' || path[1] == '/')
		return ("/");
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)path[i] <= ' ' || path[i] == '\\' || path[i] == 0x7f)
			return ("/");
	return (path);
}

/* Is this parameter ("name=value…") of that name, or one that a redirect after a form added? */
static bool
parameter_left_out(const char *p, const char *name)
{
	size_t n = strlen(name);

	return ((strncmp(p, name, n) == 0 && p[n] == '=') || strncmp(p, "said=", 5) == 0 || strncmp(p, "undo=", 5) == 0 ||
	    strncmp(p, "pick=", 5) == 0 || strncmp(p, "v=", 2) == 0);
}

json_t *
view_with(const char *here, const char *name, const char *value)
{
	size_t n = strcspn(here, "?#");
	struct buf b;
	json_t *s;
	char mark = '?';

	buf_init(&b, NULL);
	buf_add(&b, here, n);
	for (const char *p = here + n + (here[n] == '?'); *p != '\0' && *p != '#';) {
		size_t len = strcspn(p, "&#");

		if (len > 0 && !parameter_left_out(p, name)) {
			buf_putc(&b, mark);
			buf_add(&b, p, len);
			mark = '&';
		}
		p += len + (p[len] == '&');
	}
	if (value != NULL) {
		buf_printf(&b, "%c%s=", mark, name);
		percent_encode(&b, value, strlen(value));
	}
	s = json_stringn(b.data, b.len);
	buf_end(&b);
	return (s != NULL ? s : json_string("/"));
}

json_t *
view_cursor(const char *here, const char *cursor)
{
	return (view_with(here, "cursor", cursor));
}

json_t *
view_query(const char *here, const char *name)
{
	const char *query = strchr(here, '?');
	struct arena *arena = arena_new();
	struct form form = { 0 };
	json_t *s = NULL;

	if (query != NULL && form_read(arena, query + 1, strcspn(query + 1, "#"), &form) == FORM_OK &&
	    form_get(&form, name) != NULL)
		s = json_string(form_get(&form, name));
	arena_end(arena);
	return (s != NULL ? s : json_string(""));
}

void
view_pager(const struct page_context *l, json_t *root, const char *next, const char *more)
{
	bool later = strstr(l->here, "cursor=") != NULL;

	if (next == NULL && !later)
		return;
	view_put(root, "pager",
	    json_pack("{s:o,s:o,s:s}", "first", later ? view_cursor(l->here, NULL) : json_null(), "next",
		next != NULL ? view_cursor(l->here, next) : json_null(), "more", more));
}

/* ---- times */

static bool
time_digits(const char *s, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return (false);
		*out = *out * 10 + (s[i] - '0');
	}
	return (true);
}

int64_t
view_ms(const char *s)
{
	struct tm tm = { 0 };
	int ms = 0;

	if (s == NULL || strlen(s) < 20 || !time_digits(s, 4, &tm.tm_year) || !time_digits(s + 5, 2, &tm.tm_mon) ||
	    !time_digits(s + 8, 2, &tm.tm_mday) || !time_digits(s + 11, 2, &tm.tm_hour) || !time_digits(s + 14, 2, &tm.tm_min) ||
	    !time_digits(s + 17, 2, &tm.tm_sec))
		return (-1);
	if (s[19] == '.' && strlen(s) >= 24 && !time_digits(s + 20, 3, &ms))
		return (-1);
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	return ((int64_t)timegm(&tm) * 1000 + ms);
}

/* False: the time is outside the calendar. */
static bool
date_text(int64_t ms, char out[VIEW_AGO], struct tm *tm)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" };
	time_t t = (time_t)(ms / 1000);

	if (gmtime_r(&t, tm) == NULL)
		return (false);
	(void)snprintf(out, VIEW_AGO, "%d %s %d", tm->tm_mday, months[tm->tm_mon], tm->tm_year + 1900);
	return (true);
}

/* "5 minutes ago", or the date after a week. */
static void
view_ago(int64_t ms, int64_t now_ms, char out[VIEW_AGO])
{
	static const struct {
		int64_t below, unit;
		const char *one, *many;
	} steps[] = {
		{ 3600, 60, "minute", "minutes" },
		{ 86400, 3600, "hour", "hours" },
		{ 7 * 86400, 86400, "day", "days" },
	};
	int64_t s = (now_ms - ms) / 1000;
	struct tm tm;

	for (size_t i = 0; s >= 60 && i < LENGTH(steps); i++)
		if (s < steps[i].below) {
			long n = (long)(s / steps[i].unit);

			(void)snprintf(out, VIEW_AGO, "%ld %s ago", n, n == 1 ? steps[i].one : steps[i].many);
			return;
		}
	if (s < 60 || !date_text(ms, out, &tm))
		(void)snprintf(out, VIEW_AGO, "just now");
}

/* "UTC", "UTC+1", "UTC-3:30": names of zones are ambiguous. */
static void
zone_text(int offset, char out[VIEW_AGO])
{
	int n = abs(offset);

	(void)snprintf(out, VIEW_AGO,
	    offset == 0	    ? "UTC" :
		n % 60 == 0 ? "UTC%s%d" :
			      "UTC%s%d:%02d",
	    offset < 0 ? "\u2212" : "+", n / 60, n % 60);
}

static json_t *
time_in_zone(const char *zone, const char *rfc3339, int64_t now_ms)
{
	int64_t ms = view_ms(rfc3339);
	int offset = ms < 0 ? 0 : zone_offset(zone, ms);
	int64_t local = ms + offset * INT64_C(60000);
	char date[VIEW_AGO], ago[VIEW_AGO], name[VIEW_AGO];
	struct tm tm;
	json_t *out;

	if (ms < 0 || !date_text(local, date, &tm))
		return (json_null());
	out = json_object();
	zone_text(offset, name);
	view_put(out, "iso", json_string(rfc3339));
	view_put(out, "full", view_string("%s, %02d:%02d %s", date, tm.tm_hour, tm.tm_min, name));
	if (now_ms == NOW_NEVER)
		view_put(out, "text", json_string(view_get(out, "full", date)));
	else {
		view_ago(local, now_ms + (local - ms), ago);
		view_put(out, "text", json_string(ago));
	}
	return (out);
}

json_t *
view_time(const char *rfc3339, int64_t now_ms)
{
	return (time_in_zone(NULL, rfc3339, now_ms));
}

json_t *
view_site_time(const struct page_context *l, const char *site, const char *rfc3339)
{
	return (time_in_zone(view_site_zone(l, site), rfc3339, l->now_ms));
}

/* ---- labels */

json_t *
view_count(long n, const char *one, const char *many)
{
	return (n == 1 ? view_string("1 %s", one) : view_string("%ld %s", n, many));
}

json_t *
view_badge(const char *role)
{
	bool shown = strcmp(role, "staff") == 0 || strcmp(role, "moderator") == 0 || strcmp(role, "admin") == 0;

	return (shown ? json_string(view_role(role)) : json_null());
}

json_t *
view_author_badge(const json_t *author)
{
	json_t *badge = view_badge(view_get(author, "role", ""));

	if (json_is_string(badge))
		return (badge);
	json_decref(badge);
	badge = json_object_get(author, "badge");
	return (badge != NULL ? json_incref(badge) : json_null());
}

const char *
view_role(const char *role)
{
	static const struct view_option roles[] = { { "reader", "Reader" }, { "staff", "Staff" }, { "moderator", "Moderator" },
		{ "auditor", "Auditor" }, { "admin", "Admin" } };

	return (view_label(roles, LENGTH(roles), role, role));
}

json_t *
view_excerpt(const char *text)
{
	size_t n = strlen(text), max = 280;

	if (n <= max)
		return (view_string("%s", text));
	while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
		max--;
	return (view_string("%.*s…", (int)max, text));
}
