/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The meeting point: a request as a feature sees it. A feature's step ends in
 * exactly one ask or one reply; debug builds abort otherwise. Lost links, full
 * queues and timeouts are answered in request/request.c and never reach a feature. All
 * memory is the request's; nothing here is freed by a feature.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problems.h"
#include "db/answer.h"
#include "db/statements.h"
#include "secret/token.h"

struct arena;
struct exchange;
struct form;
struct http_handler;
struct hash_client;
struct password_list;
struct pool;
struct request;
struct route;
typedef void handler_fn(struct request *);
typedef void then_fn(struct request *, const struct answer *);
/* good: HASH_VERIFY's verdict. text: HASH_NEW's result, in the request's arena. */
typedef void hashed_fn(struct request *, bool good, bool rehash, const char *text);

/* ---- who may: the guard checks what it can without a question, the api function the rest */
enum who {
	WHO_NONE,      /* 0: a row that forgot to say does not start */
	WHO_ANYONE,    /* public read: looks at no credentials */
	WHO_OPEN,      /* anyone, but an unsafe method or a cookie: origin is checked */
	WHO_READER,    /* a session */
	WHO_STAFF,     /* a session with staff or above on the article's site, or a site token */
	WHO_MODERATOR, /* moderator or admin; auditor where the method is GET */
	WHO_ADMIN,     /* admin; auditor where the method is GET */
};

enum rate {
	RATE_NONE,
	RATE_READ,
	RATE_WRITE,
	RATE_VOTE,
	RATE_HEAVY, /* of an account: questions that read much */
	RATE_SIGN_UP,
	RATE_SIGN_IN,
};

/* The largest body of a route that takes a comment: comments.bytes_max percent-encoded or escaped, and the other fields. */
#define BODY_COMMENT	  (-1L)
#define BODY_COMMENT_ROOM 16384L
/*
 * A page's form: as much as a comment, twice the room for going through a sign-in, at least BODY_FORM_MIN. It is read
 * before anything is refused, so that the page of a refusal can give back what was written.
 */
#define BODY_FORM     (-2L)
#define BODY_FORM_MIN 131072L

struct route {
	const char *method; /* "GET" serves HEAD too */
	const char *path;   /* "/v1/articles/{article}/comments"; {name} takes a UUID or is 404, {name:text} any segment */
	enum who who;
	long body; /* largest body in bytes; 0: takes none; BODY_COMMENT, BODY_FORM */
	enum rate rate;
	handler_fn *handler;
	const char *query; /* parameters it knows, separated by spaces; any other, or one twice, is bad_query */
	bool cached;	   /* a public page of the article that is the path's first name: kept in memory by version */
};

/* server/routes.c */
extern const struct route routes[];
extern const size_t nroutes;

/* ---- the worker's side */
/*
 * The services of a request, made by process/worker.c and good until the worker ends. The
 * guard stands above this room, so it comes in as functions (guard/guard.h has
 * them all); each says false after it has answered.
 */
struct services {
	struct pool *pool;
	struct hash_client *hash_client;
	/* Head read, route known, body not yet: credentials, origin, rates. */
	bool (*admit)(struct request *);
	/* Does the body wait for a question of the guard? Then that is asked; it ends in a reply or rq_read_on(). */
	bool (*needs_session_first)(struct request *);
	void (*ask_session)(struct request *);
	/* Body read: the form token of a page's form, the account's rates. False after a reply, or a question that ends in rq_go_on(). */
	bool (*admit_body)(struct request *);
	/* CORS: adds who may read the answer; of a refusal that comes before admit(). */
	void (*cors)(struct request *);
	/* A question answered that there is no such session. */
	void (*no_session)(struct request *);
	/* CORS preflight: adds what this origin may know; wanted NULL: no such method here. */
	void (*preflight)(struct request *, const struct route *wanted);
	/* The database looked at this request's token and did not turn it away; may be NULL. */
	void (*used)(struct request *);
	/* A problem as a page, for who asks for HTML outside /v1; NULL: problem+json there too. */
	void (*page)(struct request *, enum problem, const char *detail);
	/* The origins that may frame a discussion's pages, for frame-ancestors; NULL: 'self'. */
	const char *(*framers)(void);
	/* Changes with what stands on a kept page of HTML beside its article: a part of its ETag; NULL: nothing does. */
	const char *(*page_mark)(void);
	const struct password_list *passwords; /* passwords that are refused as too common; NULL: no list */
	struct secret_key key;		       /* for keyed digests; the same in all workers */
};
/* The worker gives this to http_new(), with its struct house as arg. */
extern const struct http_handler request_handler;

/*
 * False, after one line each on standard error, if a row of the table has no
 * who, an unreadable path or a twin. serve refuses to start then.
 */
bool routes_check(void) MUST_USE;
/*
 * The status that a caller of this role gets from a route: 200 (or what the route gives who
 * may), 401, 403, or 404 where the thing is of another site and hidden. Staff
 * and moderator are of the thing's own site, auditor and admin of all, and the
 * three elsewhere (moderator, auditor, admin) of another. The matrix `madang
 * routes --matrix` prints; a test asks every cell of it.
 */
enum caller {
	CALLER_NOBODY,
	CALLER_READER,
	CALLER_STAFF,
	CALLER_MODERATOR,
	CALLER_ELSEWHERE,
	CALLER_AUDITOR,
	CALLER_ADMIN,
	CALLER_AUDITOR_ELSEWHERE,
	CALLER_ADMIN_ELSEWHERE,
	CALLER_COUNT,
};
#define CALLERS "nobody reader staff moderator elsewhere auditor admin auditor-elsewhere admin-elsewhere"
int route_gives(const struct route *, enum caller);
/* The same for a call that names a site where the caller has no role. */
int route_gives_abroad(const struct route *, enum caller);

/* The largest body it takes, in bytes. */
long route_body(const struct route *);
/* "anyone", "reader", …; for `madang routes`. */
const char *who_name(enum who);
const char *rate_name(enum rate);

/* The worker's memory of public pages: request/page_cache.c. To be closed behind the pool, whose questions are pages'. */
/* wake_in(arg, ms): page_answer_late() is to be called then. */
void page_open(struct pool *, void (*wake_in)(void *arg, long ms), void *arg);
void page_close(void);
/* Fetches that take longer than cache.stale_max: who waits for them gets the copy there is. */
void page_answer_late(void);
/* Every cache.check: the versions of the articles that were read meanwhile. */
void page_check(void);
/* Something that stands on every page of HTML or in its fields has changed: origins, settings. */
void page_forget_html(void);
/* Empties the cache: its contents may be wrong. */
void page_forget(void);
/* A version of an article, from a notice or from a write of our own. */
void page_version_known(const char *article, long version);

struct page_figures {
	unsigned long hits, fills, waits, stale; /* stale: served while the database was away */
	unsigned long unchanged;		 /* found right by asking for the version alone */
	unsigned long shared;			 /* shared pages served to readers with a session, under pressure */
	unsigned long pages, files, bytes, evicted;
};
struct page_figures page_figures(void);

/* The class that a route's latency is counted in; route_class() says which are. */
enum route_class {
	CLASS_API_READ,
	CLASS_API_WRITE,
	CLASS_PAGE,
	CLASS_FORM,
	CLASS_MODERATION, /* the desk, its forms and its API */
	CLASS_SIGN_IN,	  /* and sign-up: they wait for a hash */
	CLASS_OTHER,	  /* no such path or method */
	CLASS_COUNT,
};
enum route_class route_class(const struct route *);
const char *route_class_name(enum route_class);

/* From the end of a request's head until its answer is handed to the socket. */
#define LATENCY_BOUNDS 13
extern const int64_t latency_bounds_us[LATENCY_BOUNDS];
struct latency {
	unsigned long count[LATENCY_BOUNDS + 1]; /* of each bound those above the one before; the last is without one */
	unsigned long sum_us;
};

/* Actions of people, by the outcome that the status means. */
enum action { ACTION_SIGN_UP, ACTION_SIGN_IN, ACTION_COMMENT, ACTION_REPORT, ACTION_COUNT };
enum action_outcome {
	OUTCOME_OK,	 /* 2xx, or 303 of a form */
	OUTCOME_REFUSED, /* 401, 403: a wrong password, a sanction */
	OUTCOME_INVALID, /* another 4xx: an error in what was sent, or it has changed meanwhile */
	OUTCOME_LIMITED, /* 429 */
	OUTCOME_FAILED,	 /* 5xx: busy or away */
	OUTCOME_COUNT,
};
const char *action_name(enum action);
const char *action_outcome_name(enum action_outcome);

struct request_figures {
	unsigned long actions[ACTION_COUNT][OUTCOME_COUNT];
	struct latency latency[CLASS_COUNT];
	unsigned long cached[CLASS_COUNT]; /* those of them that memory answered at once */
	unsigned long status[6];	   /* answers by first digit */
	unsigned long shed;		   /* 503 given because something was busy or away */
	unsigned long slow;		   /* longer than log.slow */
	unsigned open;			   /* begun and not answered */
};
struct request_figures request_figures(void);

/* ---- memory, log */
void *rq_alloc(struct request *, size_t n);
struct arena *rq_arena(struct request *);
char *rq_printf(struct request *, const char *format, ...) PRINTF_LIKE(2, 3);
/* One pointer that the feature keeps between its steps; NULL at first. */
void rq_set_state(struct request *, void *state);
void *rq_state(struct request *);

/* Runs fn once when the request is answered, however it was; the latest first. */
void rq_at_end(struct request *, void (*fn)(struct request *, void *), void *arg);

/* ---- what the guard works with */
/* Ends a step of the guard's: the request's body is read, or its handler runs, in a turn of its own. */
void rq_read_on(struct request *);
void rq_go_on(struct request *);
const struct route *rq_route(struct request *);
const struct services *rq_services(struct request *);
bool rq_is_safe(struct request *);	      /* GET, HEAD */
bool rq_is_page(struct request *);	      /* a path outside /v1: forms and HTML */
const char *rq_client(struct request *);      /* address as rate limits count it; never to be stored or logged */
const char *rq_client_site(struct request *); /* the same, but IPv6 its /48 */
/* The token the guard found (from its header or cookie); copied. rq_token() is NULL without one. */
void rq_take_token(struct request *, const char *token, bool from_cookie);
const char *rq_token(struct request *);
bool rq_by_cookie(struct request *);

/* ---- input */
/* The i-th {segment} of the route's path, decoded; UUIDs in lower case. */
const char *rq_path(struct request *, unsigned i);
/* Path and query as they were sent, for a way back; never to be trusted with more. */
const char *rq_target(struct request *);
/* The path of the page a form stands on: its own, or the nearest above it that can be read. */
const char *rq_page_above(struct request *);
/* A query parameter, decoded; NULL if absent, on a page also if empty, as browsers send the fields of a form. */
const char *rq_query(struct request *, const char *name);
/*
 * A whole number from the query: fallback if absent. Out of bounds or not a
 * number: answers 400 bad_query and returns false.
 */
bool rq_query_int(struct request *, const char *name, long min, long max, long fallback, long *out) MUST_USE;
/*
 * A time from outside (text/rfc3339.h) in the spelling that a timestamptz parameter takes: a day stays a day, any
 * other time is in UTC. NULL if text is NULL or no such time.
 */
const char *rq_time(struct request *, const char *text);
/* The canonical form of an address (text/url.h); NULL if text is NULL or none. */
const char *rq_url(struct request *, const char *text);
/* A header field, by lower-case name; NULL if absent. */
const char *rq_field(struct request *, const char *name);
/*
 * The body read into a struct by a table of its fields: a JSON object under /v1,
 * a form elsewhere. False after answering, with every failed check at once. An
 * optional member that is absent or null (in a form: empty) leaves its place
 * untouched, so a default may stand there.
 *
 *	struct draft { const char *body; const char *parent; };
 *	static const struct field fields[] = {
 *		{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 8192 },
 *		{ "parent_id", FIELD_UUID, false, offsetof(struct draft, parent) },
 *	};
 *	if (!rq_read(rq, fields, LENGTH(fields), &d)) return;
 */
enum field_kind {
	FIELD_TEXT,   /* const char *; min to max bytes (max 0: the body's limit only); "empty" if nothing is visible */
	FIELD_LOOKUP, /* the same, but only compared with stored text: an invisible one is unknown, like any other */
	FIELD_SECRET, /* like FIELD_LOOKUP, wiped where it came from */
	FIELD_UUID,   /* const char *, lower case */
	FIELD_WORD,   /* const char *, one of words */
	FIELD_LONG,   /* long; min to max */
	FIELD_JSON,   /* json_t *, any value, borrowed; not in forms */
};
struct field {
	const char *name;
	enum field_kind kind;
	bool needed;
	size_t at; /* offsetof */
	long min, max;
	const char *words; /* FIELD_WORD: separated by spaces */
};
bool rq_read(struct request *, const struct field *, size_t n, void *into) MUST_USE;
/*
 * The same, but failed checks are left for the caller (a page shows them in its
 * form): rq_failures() is their JSON array, [{"field","code"}], or NULL.
 */
bool rq_check(struct request *, const struct field *, size_t n, void *into) MUST_USE;
const char *rq_failures(struct request *);
/* Is it one of the words, which are separated by spaces? */
bool word_in(const char *words, const char *word);
/*
 * Frees doc when the request is answered; for json_t that a handler makes. A handler that reads one document per
 * batch frees each with json_decref() instead: what the request owns stays until its end. NULL: nothing to free.
 */
json_t *rq_json_own(struct request *, json_t *doc);
/* The document as compact JSON text; NULL for NULL, or without memory. */
const char *rq_json_text(struct request *, const json_t *doc);
/* The body of an answer whose outcome this is, freed with the request; NULL for another outcome or no JSON. */
json_t *rq_answer_json(struct request *, const struct answer *, const char *outcome);
/*
 * After a sign-in: goes on as the form that was posted to path, for the session of
 * token. False if no form for a session is posted there. The caller then runs the
 * handler of rq_route() as a part of its own step.
 */
bool rq_continue_as(struct request *, const char *path, const struct form *, const char *token) MUST_USE;
/* Reads a form's body; false after answering 415, 400, 422. rq_check() and the guard do it too. */
bool rq_form_read(struct request *) MUST_USE;
/* A field of the application/x-www-form-urlencoded body, decoded; NULL if absent. */
const char *rq_form(struct request *, const char *name);
/* The form's i-th field, for those that are many: its name and value; NULL behind the last. */
const char *rq_form_at(struct request *, size_t i, const char **value);
/*
 * "\\x…" the token's BLAKE2b and rq_network() behind it, for the viewer parameter of a question; NULL without
 * credentials (routes that need one were answered 401 before the handler).
 */
const char *rq_viewer(struct request *);
/* "\\x…" keyed digest of the client's network, for sessions and audit; never the address itself. */
const char *rq_network(struct request *);
const char *rq_agent(struct request *); /* User-Agent, cut at 200 bytes, or NULL */
/* A new UUIDv7 as text. */
const char *rq_id(struct request *);
const char *rq_int(struct request *, long n); /* decimal text, for a question's parameter */
/*
 * Idempotency-Key: false after answering 400 for a malformed one; *key NULL if absent. digest: of the body.
 * In a page's form its hidden field `key` (key.html) with all its fields: the same form twice is one key.
 */
bool rq_idempotency(struct request *, const char **key, const char **digest) MUST_USE;
/* The key of one of several writes that a request with this key makes; what: which of them. NULL for NULL. */
const char *rq_key_part(struct request *, const char *key, const char *what);

/* ---- questions */
/* params: one const char * per parameter of the statement, NULL for SQL's NULL. */
#define ask(rq, statement, then, ...)                                                     \
	ask_list((rq), (statement), (then), #then, (const char *const[]) { __VA_ARGS__ }, \
	    (int)(sizeof((const char *const[]) { __VA_ARGS__ }) / sizeof(const char *)))
void ask_list(struct request *, enum statement, then_fn *, const char *step, const char *const *params, int n);
/*
 * The document of a page: the JSON that it is drawn from, the same for all readers. A handler asks for it through the
 * page cache where its reader gets a page of their own, so that all readers with a session share one query.
 *
 * ask_document() ends the step. If the cache has no current document, the step query runs: it asks the database, and the
 * step behind that ends in document_ready() or in a refusal. The step then gets the document, from the cache or from query.
 * The document is valid until the request is answered. A request asks for one document at most.
 */
struct document {
	long version; /* of the article */
	const char *text;
	size_t len; /* bytes */
};
typedef void document_fn(struct request *, const struct document *);
void ask_document(struct request *, document_fn *then, handler_fn *query);
/* Ends the step of the query. Copies the text where it is to be kept; otherwise it must be of the request's arena. */
void document_ready(struct request *, const struct document *);
/* The database is under pressure: pages leave out queries that they can do without. */
bool rq_pressed(struct request *);
/*
 * True after answering 503 because too many questions wait where this one would go: to be
 * asked where much is to be done before the question.
 */
bool reply_if_full(struct request *, enum statement) MUST_USE;
/*
 * Passwords are hashed and verified in NFKC (done here), so that the same keys fit
 * on every system. secret is wiped afterwards. hash NULL: a dummy
 * is verified (same time, never good). whose: the login, known or not; equal attempts
 * that are in flight together share one hash. NULL: not shared.
 */
void ask_verify(struct request *, const char *whose, const char *secret, const char *hash, hashed_fn *then);
void ask_hash(struct request *, const char *secret, hashed_fn *then);
/* True after answering 503 because too many hashes wait: before anything is done for one more. */
bool reply_if_hashing_full(struct request *) MUST_USE;

/* ---- answers */
/*
 * The answer for an outcome of a database function. Status, code and sentence of a problem are a row of
 * base/problems.h: the one whose code is the outcome, or the one that is named here.
 */
struct outcome {
	const char *outcome;
	int status;	      /* of a success; 0: it is a problem */
	enum problem problem; /* PROBLEM_NONE: problem_named(outcome) */
	const char *field;    /* the member that failed; NULL: none */
	const char *check;    /* its code in "fields"; NULL: the problem's */
};
/*
 * 2xx: the answer's body as it is, with Madang-Version from its version column;
 * on a public read as reply_public() does.
 * 4xx: problem+json; a body becomes "current" (409) or its members are merged in (403 with kind and
 * until; 429 with wait, which is Retry-After too). Outcomes every function may give (sign_in, forbidden,
 * sanctioned, warning_unread, not_found, conflict, key_reused) need no row.
 * An outcome without a row is 500 and logged.
 */
void reply_outcome(struct request *, const struct outcome *outcomes, const struct answer *);
/* The whole step of an endpoint without outcomes of its own: ok is 200 with the answer's body, or 204. */
then_fn reply_ok, reply_no_content;
/* 200 of a public read: ETag and 304, Madang-Version, Madang-Min-Version (503 below it). version 0: none. */
void reply_public(struct request *, long version, const char *body, size_t len);
/*
 * The same for a page of HTML, which is public without a session and private with one. line: static HTML that
 * is inserted at byte line_at for readers with a session who get this page all the same.
 */
void reply_public_html(struct request *, long version, const char *html, size_t len, size_t line_at, const char *line);
/* A write to an article that the question's own parameters did not name: others shall see it. */
void rq_wrote(struct request *, const char *article, long version);
/* Bodies are copied (but for reply_bytes' static ones): they need not outlive the call. */
void reply_json(struct request *, int status, const char *body, size_t len);
/* The document as body; 500 for NULL. */
void reply_doc(struct request *, int status, const json_t *doc);
void reply_problem(struct request *, enum problem);
/* The same with a sentence of its own, and with members of its own, as JSON: "\"wait\":5". A page shows the sentence alone. */
void reply_problem_saying(struct request *, enum problem, const char *detail);
void reply_problem_with(struct request *, enum problem, const char *detail, const char *members);
/* 422 about one place of the body that the client named itself. */
void reply_problem_at(struct request *, enum problem, const char *detail, const char *field);
/* 429, with Retry-After and the time in words. */
void reply_problem_wait(struct request *, enum problem, long seconds);
/* 400 about a parameter; why: a sentence that begins with its name. */
void reply_bad_query(struct request *, const char *why);
/* The sentence of an outcome that is a problem; a body's wait is added as Retry-After and stands in it. */
const char *rq_problem_detail(struct request *, enum problem, const struct answer *);
/* A sentence of base/problems.h with its placeholders filled in. */
const char *rq_fill(struct request *, const char *sentence, const struct problem_value *, size_t n);
void reply_empty(struct request *, int status);
/* 303 to a path of ours. */
void reply_see(struct request *, const char *path);
/* HTML. */
void reply_html(struct request *, int status, const char *html, size_t len);
/* Any other type, e.g. the stylesheet; static: may be cached for a day, else no-store. */
void reply_bytes(struct request *, int status, const char *type, const char *p, size_t len, bool is_static);
/* Add a header field to the answer to come. */
void rq_add(struct request *, const char *name, const char *value);

/* A failed check per field, for one 422: */
void rq_bad(struct request *, const char *field, const char *code);
/* too_long, with both numbers. */
void rq_bad_size(struct request *, const char *field, size_t n, size_t max);
/* True, after answering 422 with what rq_bad() collected; false if there was nothing. */
bool reply_if_bad(struct request *) MUST_USE;

#endif
