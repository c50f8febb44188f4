/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a line. The letters of bare links, faces such as *^^* and masks such as f**k are made inert. Delimiter runs
 * get stand-ins on both sides, so that md4c opens and closes emphasis as the dialect wants.
 */
#include <strings.h>
#include <unicode/uchar.h>

#include "text/md_dialect.h"
#include "text/prepared_parts.h"
#include "text/utf8.h"

struct inline_line {
	struct prepared *out;
	struct inlines *in;
	const char *body;
	size_t n;	     /* of the body */
	size_t from, to;     /* of the line */
	size_t url, url_end; /* the next bare link */
};

static size_t line_put_url(struct inline_line *, size_t at);
static size_t line_put_backslash(struct inline_line *, size_t at);
static size_t line_put_backticks(struct inline_line *, size_t at);
static size_t line_put_tildes(struct inline_line *, size_t at);
static size_t line_put_run(struct inline_line *, size_t at);
static size_t line_put_bracket(struct inline_line *, size_t at);
static size_t line_put_angle(struct inline_line *, size_t at);

#define SPACES " \t"
#define STOPS  SPACES ",.!?:;()[]\"'/" /* between two words */

static bool
is_white_space_char(char c)
{
	return (c == ' ' || c == '\t' || c == '\n' || c == '\r');
}

static bool
is_ascii_letter(uint32_t c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool
is_decimal_digit(uint32_t c)
{
	return (c >= '0' && c <= '9');
}

static bool
is_alphanumeric(uint32_t c)
{
	return (c < 0x80 ? is_ascii_letter(c) || is_decimal_digit(c) : u_isalnum((UChar32)c));
}

static bool
is_hangul(uint32_t c)
{
	return (c >= 0xac00 && c <= 0xd7a3);
}

static bool
ascii_in(const char *set, uint32_t c)
{
	return (c > 0 && c < 0x80 && strchr(set, (int)c) != NULL);
}

/* The end of the run of one character that begins at `at`. */
static size_t
delimiter_run_end(const struct inline_line *l, size_t at)
{
	size_t i = at;

	while (i < l->to && l->body[i] == l->body[at])
		i++;
	return (i);
}

static void
put_inert(struct inline_line *l, size_t from, size_t to)
{
	for (; from < to; from++)
		prepared_inert(l->out, l->body, from);
}

static void
line_find_url(struct inline_line *l, size_t from)
{
	struct buf url;
	size_t at = from - l->from, n;

	buf_init(&url, NULL);
	n = autolink_next(l->body + l->from, l->to - l->from, &at, &url);
	l->url = l->from + at;
	l->url_end = l->url + n;
	buf_end(&url);
}

void
inlines_put(struct prepared *out, struct inlines *state, const char *body, size_t n, size_t line, size_t from, size_t to)
{
	struct inline_line l = { .out = out, .in = state, .body = body, .n = n, .from = line, .to = to };
	size_t i = from, kept;

	state->open = 0;
	line_find_url(&l, from);
	while (i < to) {
		kept = i;
		while (i < to && i != l.url && strchr("\\`~*_&[]<", body[i]) == NULL)
			i++;
		prepared_keep(out, body, kept, i);
		if (i == to)
			break;
		if (i == l.url && l.url_end > l.url) {
			i = line_put_url(&l, i);
			line_find_url(&l, i);
			continue;
		}
		switch (body[i]) {
		case '\\':
			i = line_put_backslash(&l, i);
			break;
		case '`':
			i = line_put_backticks(&l, i);
			break;
		case '~':
			i = line_put_tildes(&l, i);
			break;
		case '*':
		case '_':
			i = line_put_run(&l, i);
			break;
		case '&': /* readers see "&amp;" as it was typed */
			put_inert(&l, i, i + 1);
			i++;
			break;
		case '<':
			i = line_put_angle(&l, i);
			break;
		default:
			i = line_put_bracket(&l, i);
			break;
		}
		if (l.url < i && l.url_end > l.url)
			line_find_url(&l, i);
	}
}

/* No character of a bare link is mark-up. */
static size_t
line_put_url(struct inline_line *l, size_t at)
{
	size_t i, kept = at;

	for (i = at; i < l->url_end; i++) {
		if (!ascii_in("*_~&[]", (unsigned char)l->body[i]))
			continue;
		prepared_keep(l->out, l->body, kept, i);
		put_inert(l, i, i + 1);
		kept = i + 1;
	}
	prepared_keep(l->out, l->body, kept, i);
	return (i);
}

/* ---- backslashes */
/*
 * Does the backslash at `at` escape the character behind it? Not in faces such as \(^o^)/ and the shrug. Not at the end of a
 * line either, as every line end is a line break already.
 */
static bool
is_escape(const struct inline_line *l, size_t at)
{
	uint32_t before = char_before(l->body, l->from, at), c = char_behind(l->body, at + 1, l->to);

	if (c == 0 || before == 0xaf || before == 0x203e || before == 0xffe3) /* macron or overline: the shoulder of a shrug */
		return (false);
	if ((before == 0 || before == ' ') && ascii_in("(^=@;:,/$%?{}", c))
		return (false);
	return (c > ' ' && c < 0x7f && !is_alphanumeric(c));
}

static size_t
line_put_backslash(struct inline_line *l, size_t at)
{
	if (!is_escape(l, at)) {
		put_inert(l, at, at + 1);
		return (at + 1);
	}
	prepared_keep(l->out, l->body, at, at + 2);
	return (at + 2);
}

/* ---- code */
/* A backtick between two letters is an apostrophe (it`s), unless it closes a code span. */
static size_t
line_put_backticks(struct inline_line *l, size_t at)
{
	size_t end = delimiter_run_end(l, at);

	if (end - at == 1 && !l->in->code && is_ascii_letter(char_before(l->body, l->from, at)) &&
	    is_ascii_letter(char_behind(l->body, end, l->to))) {
		put_inert(l, at, end);
		return (end);
	}
	if (end - at == 1)
		l->in->code = !l->in->code;
	prepared_keep(l->out, l->body, at, end);
	return (end);
}

/* ---- delimiter runs */
static void
line_put_flanked(struct inline_line *l, size_t from, size_t to, struct flanks f, enum stand_in both)
{
	if (!f.opens && !f.closes) {
		put_inert(l, from, to);
		return;
	}
	prepared_stand_in(l->out, from, f.closes ? both : STAND_IN_SPACE);
	prepared_keep(l->out, l->body, from, to);
	prepared_stand_in(l->out, to, f.opens ? both : STAND_IN_SPACE);
}

/* The begin of the next run of the same length, before any byte of `until`; 0 if there is none. */
static size_t
run_partner(const struct inline_line *l, size_t from, size_t to, const char *until)
{
	size_t i, end;

	for (i = to; i < l->to && !ascii_in(until, (unsigned char)l->body[i]); i = end) {
		end = i + 1;
		if (l->body[i] != l->body[from])
			continue;
		end = delimiter_run_end(l, i);
		if (end - i == to - from)
			return (i);
	}
	return (0);
}

/* Only ~~this~~ strikes out. Behind a letter "~~" is mostly a drawl (네~~ 그래요~~), unless the pair is inside a word. */
static size_t
line_put_tildes(struct inline_line *l, size_t at)
{
	size_t end = delimiter_run_end(l, at), other;
	uint32_t before = char_before(l->body, l->from, at), behind = char_behind(l->body, end, l->to);
	struct flanks f = { .opens = behind > ' ', .closes = before > ' ' };

	if (end - at != 2) {
		put_inert(l, at, end);
		return (end);
	}
	if (f.opens && is_alphanumeric(before)) {
		other = run_partner(l, at, end, SPACES);
		f.opens = other != 0 && is_alphanumeric(char_behind(l->body, other + 2, l->to));
	}
	line_put_flanked(l, at, end, f, STAND_IN_LETTER);
	return (end);
}

/* The end of a face such as *^^* *_* *^o^*: at most six characters between the stars, at most one of them a letter. 0: none. */
static size_t
face_end(const struct inline_line *l, size_t at)
{
	unsigned letters = 0, others = 0;
	size_t i = at + 1, step;
	uint32_t c;

	for (; i < l->to && letters + others < 7; i += step) {
		step = utf8_next(l->body + i, l->to - i, &c);
		if (c == (unsigned char)l->body[at] && others > 0)
			return (letters == 0 || ascii_in("^>;=-'~", (unsigned char)l->body[at + 1]) ? i + 1 : 0);
		if (is_alphanumeric(c))
			letters++;
		else if (ascii_in("^_.-~=+;:'\"<>,*", c))
			others++;
		else
			return (0);
		if (letters > 1)
			return (0);
	}
	return (0);
}

/* Is a '_' between these two part of a face? ^_^ -_- ;_; >_< and the shrug. */
static bool
underscore_is_face(uint32_t before, uint32_t behind)
{
	static const char eyes[] = "^-;><=.@~'+$#/|";

	return ((ascii_in(eyes, before) && ascii_in(eyes, behind)) || before == '\\' || (before == ')' && behind == '/'));
}

/*
 * False for runs that would open emphasis in CommonMark and are no mark-up for readers:
 *   2*3*4 2**8	behind or before a digit in a word: a product;
 *   f**k you a**	between letters of an alphabet: a mask. It may close emphasis (**bo**ld);
 *   김**씨와 박**씨	beside a Hangul letter, unless a run closes it before the next space;
 *   홍*동, 김*수	the same for a single star, which must be closed in the word;
 *   (*) 5*, 6*.	before a closing bracket or a mark of punctuation.
 */
static bool
run_may_open(const struct inline_line *l, size_t from, size_t to)
{
	uint32_t before = char_before(l->body, l->from, from), behind = char_behind(l->body, to, l->to);

	if (ascii_in(")]}", behind))
		return (false);
	if (!is_alphanumeric(before))
		return (true);
	if (behind != 0 && ascii_in(",.!?:;%", behind))
		return (false);
	if (!flanks_cjk(before) && !flanks_cjk(behind))
		return (false);
	if (to - from == 1)
		return (run_partner(l, from, to, STOPS) != 0);
	if (flanks_cjk(before) && !is_alphanumeric(behind) && behind != '(')
		return (true);
	return (run_partner(l, from, to, is_hangul(before) || is_hangul(behind) ? SPACES : "") != 0);
}

static bool
run_is_product(const struct inline_line *l, size_t from, size_t to)
{
	uint32_t before = char_before(l->body, l->from, from), behind = char_behind(l->body, to, l->to);

	return (l->body[from] == '*' && before < 0x80 && behind < 0x80 && is_alphanumeric(before) && is_alphanumeric(behind) &&
	    (is_decimal_digit(before) || is_decimal_digit(behind)));
}

static size_t
line_put_run(struct inline_line *l, size_t at)
{
	size_t end = delimiter_run_end(l, at), face = end - at == 1 ? face_end(l, at) : 0;
	uint32_t before = char_before(l->body, l->from, at), behind = char_behind(l->body, end, l->to);
	unsigned stars = l->body[at] != '*' ? 0 : 1u << (end - at < 4 ? end - at : 4);
	struct flanks f;

	if (face > 0) {
		size_t i, kept = at;

		for (i = at; i < face; i++)
			if (ascii_in("*_~&", (unsigned char)l->body[i])) {
				prepared_keep(l->out, l->body, kept, i);
				put_inert(l, i, i + 1);
				kept = i + 1;
			}
		prepared_keep(l->out, l->body, kept, face);
		return (face);
	}
	f = flanks_of(l->body, l->from, l->to, at, end);
	f.opens = f.opens && run_may_open(l, at, end);
	f.closes = f.closes && !ascii_in("([{", before) &&
	    (!is_alphanumeric(before) || !is_alphanumeric(behind) || (l->in->open & stars) != 0);
	if (run_is_product(l, at, end) || (l->body[at] == '_' && underscore_is_face(before, behind)))
		f = (struct flanks) { false, false };
	if (f.closes)
		l->in->open &= ~stars;
	if (f.opens)
		l->in->open |= stars;
	line_put_flanked(l, at, end, f, l->body[at] == '_' ? STAND_IN_PUNCT : STAND_IN_LETTER);
	return (end);
}

/* ---- links */
static size_t
skip_spaces(const char *p, size_t n, size_t i)
{
	while (i < n && is_white_space_char(p[i]))
		i++;
	return (i);
}

static bool
address_begins(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	return (n > len && strncasecmp(p, word, len) == 0);
}

/* Only URLs that browsers may follow are links. */
static bool
has_scheme(const char *p, size_t n)
{
	return (address_begins(p, n, "http://") || address_begins(p, n, "https://") || address_begins(p, n, "mailto:"));
}

/*
 * "](" begins a link only before an address: [단독](종합) is text. A link whose address has a bracket while another one is
 * open is text too, as md4c misreads it (md_dialect.h).
 */
static bool
bracket_is_link(const struct inline_line *l, size_t at)
{
	size_t i = skip_spaces(l->body, l->n, at);

	if (l->in->brackets > 1 && md_bracket_inside(l->body, l->n, at))
		return (false);
	i += i < l->n && l->body[i] == '<';
	return (has_scheme(l->body + i, l->n - i));
}

/* A bracket, with the "(" behind it. "[a]: b" is text: as a link reference definition it would be invisible. */
static size_t
line_put_bracket(struct inline_line *l, size_t at)
{
	char next = at + 1 < l->to ? l->body[at + 1] : '\0';

	prepared_keep(l->out, l->body, at, at + 1);
	l->in->brackets += l->body[at] == '[';
	if (l->body[at] != ']' || (next != ':' && (next != '(' || bracket_is_link(l, at + 2))))
		return (at + 1);
	put_inert(l, at + 1, at + 2);
	return (at + 2);
}

/* Is it an address in angle brackets that browsers may follow? */
static bool
angle_is_address(const struct inline_line *l, size_t at)
{
	size_t i = at;

	while (i < l->to && strchr("\\<> \t", l->body[i]) == NULL)
		i++;
	return (i < l->to && l->body[i] == '>' && has_scheme(l->body + at, i - at));
}

/* In CommonMark any <note:this> is a link without its brackets; here only an address is. */
static size_t
line_put_angle(struct inline_line *l, size_t at)
{
	bool target = at >= l->from + 2 && memcmp(l->body + at - 2, "](", 2) == 0;
	size_t i = at + 1;

	while (i < l->to && (l->body[i] & 0x80) == 0 &&
	    (is_alphanumeric((uint32_t)l->body[i]) || ascii_in("+-.", (uint32_t)l->body[i])))
		i++;
	if (!target && i < l->to && l->body[i] == ':' && !angle_is_address(l, at + 1))
		put_inert(l, at, at + 1);
	else
		prepared_keep(l->out, l->body, at, at + 1);
	return (at + 1);
}
