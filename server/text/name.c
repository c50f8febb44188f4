/* SPDX-License-Identifier: Apache-2.0 */
#include "text/name.h"

#include <unicode/uchar.h>
#include <unicode/uspoof.h>

#include "text/skeleton.h"
#include "text/normal.h"
#include "text/utf8.h"
#include "text/visible.h"

#define NAME_BYTES_MAX NORMAL_MAX

const char *
name_code(enum name_result r)
{
	static const char *const codes[] = { "ok", "empty", "too_short", "too_long", "bad_character", "mixed_scripts",
		"reserved" };

	return (codes[r]);
}

/*
 * The skeleton of a name; two names must differ in it. i, l, I and 1 are one shape, as are o and 0, and m and rn: each
 * pair looks the same in some typeface. marks: accents are kept.
 */
static void
skeleton_put(struct buf *out, const char *p, size_t n, bool marks)
{
	uint32_t c, shape[SKELETON_MAX];
	size_t i, step;
	unsigned j, k;
	char bytes[4];

	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		k = skeleton_of(c, marks, shape);
		for (j = 0; j < k; j++) {
			if (shape[j] == 'i' || shape[j] == '1' || shape[j] == '|')
				shape[j] = 'l';
			else if (shape[j] == '0')
				shape[j] = 'o';
			if (shape[j] == 'm')
				buf_puts(out, "rn");
			else
				buf_add(out, bytes, utf8_put(bytes, shape[j]));
		}
	}
}

static bool
name_is_letter(uint32_t c)
{
	return ((U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0);
}

static bool
name_is_mark(uint32_t c)
{
	return ((U_GET_GC_MASK((UChar32)c) & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0);
}

/* p is NFKC. False for a bad character, a mark without a letter, more than three marks on one, two separators in a row. */
static bool
name_characters_valid(const char *p, size_t n)
{
	uint32_t c, before = ' ';
	unsigned marks = 0;
	size_t i, step;

	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			return (false);
		if (name_is_mark(c)) {
			if (!(name_is_letter(before) || name_is_mark(before)) || ++marks > 3)
				return (false);
		} else {
			marks = 0;
			if (!name_is_letter(c)) {
				if (c != '_' && c != ' ' && c != '.' && c != '-' && c != '\'')
					return (false);
				if (c != '_' && (i == 0 || i + step == n || !(name_is_letter(before) || name_is_mark(before))))
					return (false);
			}
		}
		before = c;
	}
	return (true);
}

static USpoofChecker *spoof_checker;

bool
name_start(void)
{
	UErrorCode e = U_ZERO_ERROR;

	spoof_checker = uspoof_open(&e);
	uspoof_setRestrictionLevel(spoof_checker, USPOOF_HIGHLY_RESTRICTIVE);
	uspoof_setChecks(spoof_checker, USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS | USPOOF_HIDDEN_OVERLAY, &e);
	return (U_SUCCESS(e));
}

static bool
name_scripts_valid(const char *p, size_t n)
{
	UErrorCode e = U_ZERO_ERROR;

	if (spoof_checker == NULL && !name_start())
		abort(); /* the command line and tests do not call name_start() */
	return (uspoof_check2UTF8(spoof_checker, p, (int32_t)n, NULL, &e) == 0 && U_SUCCESS(e));
}

/* ---- reserved words */
static const char *const reserved_names[] = { "admin", "admins", "administrator", "administration", "moderator", "moderators",
	"moderation", "mod", "mods", "madang", "staff", "system", "support", "root", "editor", "editorial", "official", "owner",
	"operator", "webmaster", "postmaster", "security", "helpdesk", "auditor", "null", "undefined", "anonymous", "deleted",
	"removed", "withdrawn", "everyone", "관리자", "운영자", "운영진", "관리인", "마당", "시스템", "고객센터", "편집자",
	"편집부", "공식", "익명", "管理员", "管理員", "管理者", "администратор", "администрация", "админ", "модератор" };

/* A skeleton without separators and final digits. */
static void
skeleton_bare(struct buf *out, const char *p, size_t n)
{
	size_t i;

	while (n > 0 && p[n - 1] >= '0' && p[n - 1] <= '9')
		n--;
	for (i = 0; i < n; i++)
		if (strchr(" ._-'", p[i]) == NULL)
			buf_putc(out, p[i]);
}

static bool
is_reserved(const char *name, size_t n)
{
	struct buf skeleton, mine, theirs;
	bool found = false;
	size_t i;

	buf_init(&skeleton, NULL);
	buf_init(&mine, NULL);
	buf_init(&theirs, NULL);
	while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9') /* before 1 and 0 become letters in the skeleton */
		n--;
	skeleton_put(&skeleton, name, n, false);
	if (skeleton.len > 0)
		skeleton_bare(&mine, skeleton.data, skeleton.len);
	for (i = 0; i < LENGTH(reserved_names) && mine.len > 0 && !found; i++) {
		theirs.len = 0;
		skeleton_put(&theirs, reserved_names[i], strlen(reserved_names[i]), false);
		found = theirs.len == mine.len && memcmp(theirs.data, mine.data, mine.len) == 0;
	}
	buf_end(&skeleton);
	buf_end(&mine);
	buf_end(&theirs);
	return (found);
}

/* ---- names */
static enum name_result
name_check_normal(const char *p, size_t n, unsigned min, unsigned max)
{
	if (!name_characters_valid(p, n))
		return (NAME_BAD_CHARACTER);
	if (utf8_count(p, n) < min)
		return (NAME_TOO_SHORT);
	if (utf8_count(p, n) > max)
		return (NAME_TOO_LONG);
	return (name_scripts_valid(p, n) ? NAME_OK : NAME_MIXED_SCRIPTS);
}

static bool
name_has_invisible(const char *p, size_t n)
{
	size_t i, step;
	uint32_t c;

	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (step == 0 || u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			return (true);
	}
	return (false);
}

/* The form that is shown: NFC, with U+0020 for every space. */
static bool
name_shown(const char *text, size_t n, struct buf *out)
{
	struct buf composed;
	size_t i, step;
	uint32_t c;

	buf_init(&composed, NULL);
	if (!normal_composed(text, n, &composed)) {
		buf_end(&composed);
		return (false);
	}
	for (i = 0; (step = utf8_next(composed.data + i, composed.len - i, &c)) > 0; i += step)
		if (u_charType((UChar32)c) == U_SPACE_SEPARATOR)
			buf_putc(out, ' ');
		else
			buf_add(out, composed.data + i, step);
	buf_end(&composed);
	return (true);
}

/* folded gets the name in NFKC, the form that is checked and compared. */
static enum name_result
name_check_folded(const char *text, size_t n, unsigned min, unsigned max, struct buf *name, struct buf *folded)
{
	enum name_result r = NAME_BAD_CHARACTER;

	if (n == 0)
		return (NAME_TOO_SHORT);
	if (n > NAME_BYTES_MAX)
		return (NAME_TOO_LONG);
	if (utf8_valid(text, n) && !text_visible(text, n))
		return (NAME_EMPTY);
	if (!name_has_invisible(text, n) && text_nfkc(text, n, folded) && folded->len > 0)
		r = name_check_normal(folded->data, folded->len, min, max);
	if (r == NAME_OK && name != NULL && !name_shown(text, n, name))
		return (NAME_BAD_CHARACTER);
	return (r);
}

enum name_result
name_check_staff(const char *text, size_t n, unsigned min, unsigned max, struct buf *name, struct buf *skeleton)
{
	struct buf folded;
	enum name_result r;

	buf_init(&folded, NULL);
	r = name_check_folded(text, n, min, max, name, &folded);
	if (r == NAME_OK && skeleton != NULL)
		skeleton_put(skeleton, folded.data, folded.len, true);
	buf_end(&folded);
	return (r);
}

enum name_result
name_check(const char *text, size_t n, unsigned min, unsigned max, struct buf *name, struct buf *skeleton)
{
	struct buf folded, shown;
	enum name_result r;

	buf_init(&folded, NULL);
	buf_init(&shown, NULL);
	r = name_check_folded(text, n, min, max, &shown, &folded);
	if (r == NAME_OK && is_reserved(folded.data, folded.len))
		r = NAME_RESERVED;
	if (r == NAME_OK && name != NULL)
		buf_add(name, shown.data, shown.len);
	if (r == NAME_OK && skeleton != NULL)
		skeleton_put(skeleton, folded.data, folded.len, true);
	buf_end(&folded);
	buf_end(&shown);
	return (r);
}

/* ---- addresses and logins */
static bool
email_label_valid(const char *p, size_t n)
{
	size_t i;

	if (n == 0 || n > 63 || p[0] == '-' || p[n - 1] == '-')
		return (false);
	for (i = 0; i < n; i++) {
		char c = p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (c & 0x80) != 0))
			return (false);
	}
	return (true);
}

/* p is folded; it has at least two labels. */
static bool
email_domain_valid(const char *p, size_t n)
{
	size_t i, from = 0, labels = 0;

	for (i = 0; i <= n; i++) {
		if (i < n && p[i] != '.')
			continue;
		if (!email_label_valid(p + from, i - from))
			return (false);
		labels++;
		from = i + 1;
	}
	return (labels >= 2);
}

static bool
email_valid(const char *p, size_t n)
{
	const char *at = memchr(p, '@', n);
	size_t local = at != NULL ? (size_t)(at - p) : 0, i;

	if (at == NULL || n > 254 || local == 0 || local > 64 || !utf8_line(p, n) || p[0] == '.' || p[local - 1] == '.')
		return (false);
	for (i = 0; i < local; i++)
		if (strchr(" \"(),:;<>[\\]", p[i]) != NULL || (p[i] == '.' && p[i + 1] == '.'))
			return (false);
	return (email_domain_valid(at + 1, n - local - 1));
}

bool
email_fold(const char *text, size_t n, struct buf *folded)
{
	struct buf b;
	bool ok;

	buf_init(&b, NULL);
	ok = n <= 254 && utf8_valid(text, n) && !name_has_invisible(text, n) && normal_fold(text, n, &b) && b.len > 0 &&
	    email_valid(b.data, b.len);
	if (ok)
		buf_add(folded, b.data, b.len);
	buf_end(&b);
	return (ok);
}

bool
login_fold(const char *text, size_t n, struct buf *out)
{
	struct buf normal;
	size_t before = out->len;
	bool ok;

	for (; n > 0 && *text == ' '; n--) /* keyboards of phones add spaces */
		text++;
	while (n > 0 && text[n - 1] == ' ')
		n--;
	if (n == 0 || n > NAME_BYTES_MAX / 2)
		return (false);
	if (memchr(text, '@', n) != NULL)
		return (email_fold(text, n, out));
	buf_init(&normal, NULL);
	ok = text_nfkc(text, n, &normal) && normal.len > 0 && memchr(normal.data, '@', normal.len) == NULL;
	if (ok)
		skeleton_put(out, normal.data, normal.len, true);
	buf_end(&normal);
	return (ok && out->len > before); /* a text of invisible characters has no skeleton */
}
