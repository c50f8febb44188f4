/* SPDX-License-Identifier: Apache-2.0 */
/* Cached responses: made once a version, then sent to every reader. */
#include <string.h>

#include "base/build.h"
#include "request/page_cache.h"
#include "settings/settings.h"

static void
tree_free(void *tree)
{
	json_decref(tree);
}

struct cached_response *
cached_response_make(const struct fill_content *with)
{
	struct cached_response *copy = cached_response_new();
	const char *mark = with->mark != NULL ? with->mark : "";
	int tag;

	copy->version = with->version;
	copy->made_ms = clock_ms();
	copy->line_at = with->line_at;
	copy->line = with->line;
	tag = snprintf(copy->etag, sizeof(copy->etag), "\"%ld-%s%s%s-i\"", with->version, build_id(), *mark != '\0' ? "-" : "",
	    mark);
	buf_printf(&copy->fields, "Content-Type: %s\r\nMadang-Version: %ld\r\n%s", with->type, with->version, with->fields);
	buf_printf(&copy->tag, "Cache-Control: no-cache\r\nETag: %s\r\n", copy->etag);
	buf_printf(&copy->gzip_tag, "Cache-Control: no-cache\r\nETag: %.*sg\"\r\n", tag - 2, copy->etag);
	buf_add(&copy->body, with->body, with->len);
	if (with->tree != NULL) {
		copy->tree = json_incref((json_t *)with->tree);
		copy->tree_free = tree_free;
		copy->tree_size = document_size(with->tree);
	}
	return (copy);
}

static bool
etag_matches(const char *asked, const struct cached_response *copy, bool *gzip)
{
	char other[sizeof(copy->etag)];
	size_t n = strlen(copy->etag);

	*gzip = false;
	if (asked == NULL)
		return (false);
	if (etag_listed(asked, copy->etag))
		return (true);
	memcpy(other, copy->etag, n + 1);
	other[n - 2] = 'g'; /* …-i" and …-g" */
	return (etag_listed(asked, other) && (*gzip = true));
}

/* To be called after a response grew. */
static void
cache_shrink(void)
{
	if (page_cache.cache != NULL)
		cache_trim(page_cache.cache, (size_t)setting_int(CACHE_SIZE) * 1048576);
}

/* Compresses the body when a second request accepts gzip. */
static bool
has_gzip(struct cached_response *copy)
{
	if (copy->gzip.len == 0 && ++copy->gzip_asked >= 2 && copy->gzip_asked < 4 && cached_response_compress(copy))
		cache_shrink();
	return (copy->gzip.len > 0);
}

/* Sends the body from its memory file, which is made after enough sends. */
static void
send_from_file(struct exchange *ex, const struct cached_choice *c)
{
	if (exchange_method(ex) == HTTP_HEAD)
		return;
	if (body_file_due(c->file, c->bytes) && body_file_make(c->file, c->body->data, c->bytes))
		cache_shrink();
	if (body_file_usable(c->file))
		exchange_set_file(ex, c->file);
}

static void
put_stale_fields(struct exchange *ex, const struct cached_response *copy)
{
	char age[24];

	(void)snprintf(age, sizeof(age), "%ld", (long)((clock_ms() - copy->made_ms) / 1000));
	exchange_add(ex, "Age", age);
	exchange_add(ex, "Madang-Stale", "1");
}

struct cached_choice
cached_response_choose(struct exchange *ex, struct cached_response *copy, bool marked, enum audience audience)
{
	struct cached_choice c = { 200, &copy->body, &copy->tag, &copy->body_file, false, marked, audience, 0 };
	bool same;

	cached_response_hold(copy);	    /* growing may evict pages, but not this one */
	if (audience == AUDIENCE_PRESSED) { /* a line on the page says that the reader is still signed in */
		page_cache.figures.shared++;
		cached_response_share(copy);
		return ((struct cached_choice) { 200, &copy->shared, NULL, NULL, false, marked, audience, copy->shared.len });
	}
	same = etag_matches(exchange_field(ex, "if-none-match"), copy, &c.gzip);
	if (!same)
		c.gzip = takes_gzip(ex) && has_gzip(copy);
	if (c.gzip) {
		c.body = &copy->gzip;
		c.tag = &copy->gzip_tag;
		c.file = &copy->gzip_file;
	}
	c.status = same ? 304 : 200;
	c.bytes = same ? 0 : c.body->len;
	return (c);
}

static void
put_shared_fields(struct exchange *ex)
{
	exchange_add(ex, "Cache-Control", "private, no-store");
	exchange_add(ex, "Madang-Shared", "1");
}

/* The public page for a reader with a session: their browser may keep it, a shared cache may not. */
static void
put_private_fields(struct exchange *ex, const struct cached_response *copy, bool gzip)
{
	char tag[sizeof(copy->etag)];

	(void)snprintf(tag, sizeof(tag), "%.*s%s", (int)strlen(copy->etag) - 2, copy->etag, gzip ? "g\"" : "i\"");
	exchange_add(ex, "Cache-Control", "private, no-cache");
	exchange_add(ex, "ETag", tag);
}

void
cached_response_send(struct exchange *ex, struct cached_response *copy, const struct cached_choice *c)
{
	exchange_clear_fields(ex);
	exchange_add_block(ex, copy->fields.data, copy->fields.len);
	if (c->marked)
		put_stale_fields(ex, copy);
	if (c->audience == AUDIENCE_PRESSED)
		put_shared_fields(ex);
	else if (c->audience == AUDIENCE_OVERLAID)
		put_private_fields(ex, copy, c->gzip);
	else
		exchange_add_block(ex, c->tag->data, c->tag->len);
	if (c->gzip && c->status == 200)
		exchange_add(ex, "Content-Encoding", "gzip");
	if (c->file != NULL && c->status == 200)
		send_from_file(ex, c);
	exchange_send_shared(ex, c->status, c->bytes > 0 ? c->body->data : "", c->bytes, cached_response_release, copy);
}

void
cached_response_answer(struct request *rq, struct cached_response *copy, bool marked, enum audience audience)
{
	struct cached_choice c = cached_response_choose(rq->ex, copy, marked, audience);

	request_over(rq, c.status, c.bytes);
	cached_response_send(rq->ex, copy, &c);
}
