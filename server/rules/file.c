/* SPDX-License-Identifier: Apache-2.0 */
/* Reads config/rules/NAME.json and its word files into one document. */
#include <errno.h>
#include <sys/types.h>

#include "text/json.h"
#include "rules/judge.h"
#include "text/utf8.h"

#define FILE_MAX (16u << 20)

static bool
rules_file_read(const char *path, struct buf *out, struct buf *error)
{
	FILE *f = fopen(path, "re");
	char chunk[8192];
	size_t n;
	bool ok;

	if (f == NULL) {
		buf_printf(error, "%s: %s", path, strerror(errno));
		return (false);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0 && out->len < FILE_MAX)
		buf_add(out, chunk, n);
	ok = !ferror(f) && out->len < FILE_MAX;
	if (!ok)
		buf_printf(error, "%s: cannot be read, or is larger than 16 MiB", path);
	(void)fclose(f);
	return (ok);
}

/* One entry per line; '#' begins a comment; spaces around an entry do not count. */
static bool
word_lines_add(json_t *list, const char *path, const struct buf *text, struct buf *error)
{
	const char *p = text->data, *end = p + text->len;
	unsigned line = 1;

	for (; p < end; line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((stop != NULL ? stop : end) - p);
		const char *hash = memchr(p, '#', n), *from = p;

		p += n + 1;
		n = hash != NULL ? (size_t)(hash - from) : n;
		while (n > 0 && strchr(" \t\r", from[n - 1]) != NULL)
			n--;
		for (; n > 0 && strchr(" \t", *from) != NULL; n--)
			from++;
		if (n == 0)
			continue;
		if (!utf8_line(from, n)) {
			buf_printf(error, "%s:%u: is not one line of UTF-8", path, line);
			return (false);
		}
		(void)json_array_append_new(list, json_stringn(from, n));
	}
	return (true);
}

static bool
word_file_add(json_t *list, const char *directory, const char *name, struct buf *error)
{
	char path[4096];
	struct buf text;
	bool ok;

	if (name[0] == '/' || strstr(name, "..") != NULL) {
		buf_printf(error, "\"%s\" leaves the folder of the rules", name);
		return (false);
	}
	(void)snprintf(path, sizeof(path), "%s/%s", directory, name);
	buf_init(&text, NULL);
	ok = rules_file_read(path, &text, error) && (text.len == 0 || word_lines_add(list, path, &text, error));
	buf_end(&text);
	return (ok);
}

/* Replaces each {"file":…} in "allow", of the document or of a list, by its words. */
static bool
resolve_allow(json_t *of, const char *directory, struct buf *error)
{
	json_t *old = json_object_get(of, "allow"), *all, *v;
	bool ok = true;
	size_t i;

	if (!json_is_array(old))
		return (true);
	all = json_array();
	json_array_foreach (old, i, v) {
		const char *name = json_string_value(json_object_get(v, "file"));

		if (name != NULL)
			ok = ok && word_file_add(all, directory, name, error);
		else
			(void)json_array_append(all, v);
	}
	(void)json_object_set_new(of, "allow", all);
	return (ok);
}

/* Moves the words of a list's "file" to its "words". */
static bool
resolve_list(json_t *list, const char *directory, struct buf *error)
{
	const char *name = json_string_value(json_object_get(list, "file"));
	json_t *words = json_object_get(list, "words");

	if (name == NULL)
		return (true);
	if (!json_is_array(words)) {
		words = json_array();
		(void)json_object_set_new(list, "words", words);
	}
	if (!word_file_add(words, directory, name, error))
		return (false);
	(void)json_object_del(list, "file");
	return (true);
}

json_t *
rules_load(const char *path, const char *directory, struct buf *error)
{
	json_t *document = NULL, *list;
	struct buf text;
	size_t i;
	bool ok;

	buf_init(&text, NULL);
	ok = rules_file_read(path, &text, error);
	if (ok) {
		document = text.len > 0 ? json_read(text.data, text.len, JSON_DEPTH, NULL) : NULL;
		ok = json_is_object(document);
		if (!ok)
			buf_printf(error, "%s: is not a JSON object", path);
	}
	if (ok)
		json_array_foreach (json_object_get(document, "words"), i, list)
			ok = ok && resolve_list(list, directory, error) && resolve_allow(list, directory, error);
	ok = ok && resolve_allow(document, directory, error);
	buf_end(&text);
	if (ok && judge_check(document, error))
		return (document);
	json_decref(document);
	return (NULL);
}
