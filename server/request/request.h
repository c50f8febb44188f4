/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request as a feature sees it. Every feature includes this header.
 *
 * How this works: a route's handler is the first step of a request. A step reads its input, then makes exactly one call
 * that asks the database or a hasher, or one call that replies. A query names the next step, which gets the answer:
 *
 *	static void
 *	article_get(struct request *rq)
 *	{
 *		ask(rq, ARTICLE_GET, reply_ok, rq_path(rq, 0));
 *	}
 *
 * Sections: routes and roles; the worker's side; page cache; figures; memory; guard; input; queries; replies.
 *
 * Errors: request.c answers lost connections, full queues and timeouts with 503 or 500, so a step sees only answers of
 * the database. A step without its one call, or with two, aborts in debug builds; otherwise it is logged, and a step
 * without one is answered with 500. A function that returns false "after answering" has made the step's reply.
 * Ownership: all memory that these functions return belongs to the request and lasts until its answer was sent; a
 * feature frees nothing. Strings end with NUL. Units: sizes are bytes, statuses are those of RFC 9110.
 * Threads: every call is made on the worker's event loop.
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
struct fetch_call;
struct fetch_client;
struct fetched;
struct form;
struct http_handler;
struct hash_client;
struct password_list;
struct pool;
struct request;
struct route;
typedef void handler_fn(struct request *);
typedef void then_fn(struct request *, const struct answer *);
/* good: the result of ask_verify(). rehash: the stored hash has former costs. text: the result of ask_hash(). */
typedef void hashed_fn(struct request *, bool good, bool rehash, const char *text);
typedef void fetched_fn(struct request *, const struct fetched *);

/* ---- routes and roles */
/* The least role for a route. The guard checks what it can without a query, the database function the rest. */
enum who {
	WHO_NONE,      /* 0: a row without a role; routes_check() refuses it */
	WHO_ANYONE,    /* a public read, which ignores credentials */
	WHO_OPEN,      /* anyone; the origin is checked for an unsafe method or a cookie */
	WHO_READER,    /* a session */
	WHO_STAFF,     /* a session with staff or above on the article's site */
	WHO_MODERATOR, /* moderator or admin; auditor where the method is GET */
	WHO_ADMIN,     /* admin; auditor where the method is GET */
};

/* The rate limit that counts a route's requests; the settings' section [limits] has their sizes. */
enum rate {
	RATE_NONE,
	RATE_READ,
	RATE_WRITE,
	RATE_VOTE,
	RATE_HEAVY, /* per account: queries that read many rows */
	RATE_FIRST_SIGHT,
	RATE_SIGN_UP,
	RATE_SIGN_IN,
	RATE_SIGN_ON,
};

/* Largest body of a route that takes a comment: comments.bytes_max bytes, percent-encoded or escaped, and the other fields. */
#define BODY_COMMENT	  (-1L)
#define BODY_COMMENT_ROOM 16384L
/*
 * Largest body of a page's form: that of a comment, doubled because a sign-in carries the form along; at least
 * BODY_FORM_MIN. A form is read before the guard refuses the request, so that the refusal's page can show the text again.
 */
#define BODY_FORM     (-2L)
#define BODY_FORM_MIN 131072L

/*
 * The scopes of API tokens: a name and what a token with it does. A route that no scope opens is closed to tokens. The row of a
 * route names its scope for the guard and for people; the database function of the route decides by the same name.
 */
/* clang-format off */
#define SCOPES(X) \
	X(ARTICLES_CREATE, "articles:create", "Creates the discussion of an article.") \
	X(ARTICLES_CHANGE, "articles:change", "Changes title and address, closes, opens and hides discussions, sets slow mode.") \
	X(MODERATION_READ, "moderation:read", "Reads cases and decisions, with the comments and names of readers in them.") \
	X(TRANSPARENCY_READ, "transparency:read", "Reads the figures and the statements of reasons for the transparency report.") \
	X(AUDIT_READ, "audit:read", "Reads the site's audit, for a log system of your own.")
/* clang-format on */
#define API_TOKEN_DAYS	   365 /* until a token expires, unless its maker says otherwise */
#define API_TOKEN_DAYS_MAX 730
#define API_TOKEN_NAME_MAX 60 /* bytes */
enum scope {
	SCOPE_NONE,
#define X(name, text, help) SCOPE_##name,
	SCOPES(X)
#undef X
	    SCOPE_COUNT
};
/* Of a scope, static: its name, and what a token with it does. */
const char *scope_name(enum scope);
const char *scope_help(enum scope);
/* The scope with this name; SCOPE_NONE: there is none. */
enum scope scope_named(const char *name);

struct route {
	const char *method; /* "GET" serves HEAD too */
	const char *path;   /* "/v1/articles/{article}/comments"; {name} matches a UUID, {name:text} any segment */
	enum who who;
	long body; /* largest body in bytes; 0: no body; or BODY_COMMENT, BODY_FORM */
	enum rate rate;
	handler_fn *handler;
	const char *query; /* known parameters, separated by spaces; an unknown or repeated one is answered 400 bad_query */
	bool cached;	   /* the page cache keeps the answer, by the version of the article that the path's first name is */
	enum scope scope;  /* of the API tokens that may call it; SCOPE_NONE: none may */
};

/* Parameters that a redirect after a form adds to a page's address, for the rows of such pages. */
#define QUERY_ADDED "said undo v"

/* server/routes.c */
extern const struct route routes[];
extern const size_t nroutes;
/* The parameters in the rows of cached pages, each once, separated by spaces; without v, which only asks for a version. */
const char *page_parameters(void);

/* ---- the worker's side */
/*
 * The services that requests use. process/worker.c makes one record, which lasts until the worker ends. The include walls
 * keep server/guard out of this folder, so its functions are pointers here (guard/guard.h describes them).
 * admit() and admit_body() return false after answering.
 */
struct services {
	struct pool *pool;
	struct hash_client *hash_client;
	struct fetch_client *fetch_client;
	/* Checks credentials, origin and rates once the route is known, before the body is read. */
	bool (*admit)(struct request *);
	/* True if the body waits until ask_session() has replied or called rq_read_on(). */
	bool (*needs_session_first)(struct request *);
	void (*ask_session)(struct request *);
	/* Checks the form token and the account's rates after the body. False also after a query that ends in rq_go_on(). */
	bool (*admit_body)(struct request *);
	/* Adds the CORS fields (Fetch standard) to a refusal that comes before admit(). */
	void (*cors)(struct request *);
	/* Called when a query answered that the session is unknown. */
	void (*no_session)(struct request *);
	/* Adds the fields of a CORS preflight's answer; wanted NULL: the path does not take the method. */
	void (*preflight)(struct request *, const struct route *wanted);
	/* Called when a write of this worker has raised an article's version; may be NULL. */
	void (*changed)(const char *article, long version);
	/* Called when the database has accepted the request's session; may be NULL. */
	void (*used)(struct request *);
	/* Replies with a problem as a page, for a path outside /v1; NULL: with problem+json there too. */
	void (*page)(struct request *, enum problem, const char *detail);
	/* The origins that may frame an error in place of a discussion's page, for frame-ancestors (CSP 3); NULL: 'self'. */
	const char *(*error_framers)(void);
	/* A part of the ETag of cached HTML; changes with the content that is not the article's. NULL: no such content. */
	const char *(*page_mark)(void);
	const struct password_list *passwords; /* passwords that are refused as too common; NULL: no list */
	struct secret_key key;		       /* for keyed digests; the same in all workers */
};
/* The worker gives this to http_new(), with its struct services as arg. */
extern const struct http_handler request_handler;

/*
 * Checks the route table. Returns false if a row has no role, an invalid path or a duplicate, after one line for each on
 * standard error; `madang serve` then refuses to start.
 */
bool routes_check(void) MUST_USE;
/*
 * The role matrix, which `madang routes --matrix` prints; a test requests each of its cells. route_gives() returns the
 * status that a caller gets from a route: 200 (or another success), 401, 403, or 404 where an object of another site is
 * hidden. Staff and moderator have their role on the object's site, auditor and admin on all sites, and the three
 * callers "elsewhere" on another site.
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
/* The status of a call that names a site where the caller has no role. */
int route_gives_abroad(const struct route *, enum caller);

/* The route's largest body, in bytes. */
long route_body(const struct route *);
/* The names that `madang routes` prints: "anyone", "reader", …; static. */
const char *who_name(enum who);
const char *rate_name(enum rate);

/* ---- page cache: the worker's calls; request/page_cache.c says how it works */
/*
 * wake_in(arg, ms) makes the worker call page_answer_late() in ms milliseconds. The worker closes the cache after the
 * pool, because the pool's last queries may fill pages.
 */
void page_open(struct pool *, void (*wake_in)(void *arg, long ms), void *arg);
void page_close(void);
/* Sends the stale copy to requests whose fill has taken longer than cache.stale_max. */
void page_answer_late(void);
/* Every cache.check: asks for the versions of the articles that were read since the last call. */
void page_check(void);
/* Drops all cached HTML: origins or settings that every page shows have changed. */
void page_forget_html(void);
/* Empties the cache: its contents may be wrong. */
void page_forget(void);
/* Takes a version of an article, from a notification or a write of this worker. Lower versions become stale. */
void page_version_known(const char *article, long version);

struct page_figures {
	unsigned long hits, fills, waits, stale; /* stale: served while the database was unavailable */
	unsigned long unchanged;		 /* revalidated by a query for the version alone */
	unsigned long shared;			 /* shared pages served to readers with a session, under pressure */
	unsigned long pages, files, bytes, evicted;
};
struct page_figures page_figures(void);

/* ---- figures: counted since the worker began; the admin listener exports them as metrics */
/* The class that counts a route's latency; route_class() maps routes to classes. */
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
const char *route_class_name(enum route_class);

/* From the end of a request's head until its answer is handed to the socket. */
#define LATENCY_BOUNDS 13
extern const int64_t latency_bounds_us[LATENCY_BOUNDS];
struct latency {
	unsigned long count[LATENCY_BOUNDS + 1]; /* answers up to this bound and above the one before; last: above all bounds */
	unsigned long sum_us;
};

/* People's actions, by outcome; the status of the answer says which. */
enum action { ACTION_SIGN_UP, ACTION_SIGN_IN, ACTION_COMMENT, ACTION_REPORT, ACTION_COUNT };
enum action_outcome {
	OUTCOME_OK,	 /* 2xx, or 303 of a form */
	OUTCOME_REFUSED, /* 401, 403: a wrong password, a sanction */
	OUTCOME_INVALID, /* another 4xx: an error in the input, or a conflict */
	OUTCOME_LIMITED, /* 429 */
	OUTCOME_FAILED,	 /* 5xx: overloaded or unavailable */
	OUTCOME_COUNT,
};
const char *action_name(enum action);
const char *action_outcome_name(enum action_outcome);

struct request_figures {
	unsigned long actions[ACTION_COUNT][OUTCOME_COUNT];
	struct latency latency[CLASS_COUNT];
	unsigned long cached[CLASS_COUNT]; /* the part of latency that the page cache answered at once */
	unsigned long status[6];	   /* answers by the status's first digit */
	unsigned long shed;		   /* 503 answers because of a full queue or an unavailable database */
	unsigned long slow;		   /* answers that took longer than log.slow */
	unsigned open;			   /* requests without an answer so far */
};
struct request_figures request_figures(void);

/* ---- memory: the request's arena; without memory the process ends, so these never return NULL */
void *rq_alloc(struct request *, size_t n);
struct arena *rq_arena(struct request *);
char *rq_printf(struct request *, const char *format, ...) PRINTF_LIKE(2, 3);
/* The pointer that the feature keeps between its steps; NULL at first. */
void rq_set_state(struct request *, void *state);
void *rq_state(struct request *);

/* Runs fn(rq, arg) once when the request is answered, with success or not; the last added runs first. */
void rq_at_end(struct request *, void (*fn)(struct request *, void *), void *arg);

/* ---- guard: what admit() and its neighbours use */
/* Each ends a step of the guard: the body is read, or the handler runs in an iteration of the event loop of its own. */
void rq_read_on(struct request *);
void rq_go_on(struct request *);
const struct route *rq_route(struct request *);
const struct services *rq_services(struct request *);
bool rq_is_safe(struct request *); /* GET, HEAD */
bool rq_is_page(struct request *); /* a path outside /v1: forms and HTML */
/* The URL that the request was sent to, without its path: server.base_url, or server.desk_url on the desk's host. */
const char *rq_base_url(struct request *);
bool rq_at_desk_host(struct request *);
/*
 * The origins that may frame the answer, for a page of a discussion: those of its article's site; copied. Without this call
 * 'self' alone may, or for an error or a redirect services->error_framers().
 */
void rq_framers_set(struct request *, const char *framers);
/* The text before the paths of links in the answer. */
const struct mount *rq_mount(struct request *);
const char *rq_client(struct request *);      /* the network that rate limits count; never stored or logged */
const char *rq_client_site(struct request *); /* the same, but the /48 of an IPv6 address */
/* Where a request's session token was found. */
#define SCRIPT_COOKIE "madang-script" /* "1": this browser runs the script of the pages */

enum token_source {
	TOKEN_NONE,
	TOKEN_HEADER,	    /* Authorization */
	TOKEN_API,	    /* Authorization, with an API token */
	TOKEN_COOKIE,	    /* the cookie of a sign-in */
	TOKEN_FRAME_COOKIE, /* the cookie of a frame on a page of another site */
};
/* Sets the session's token, or with TOKEN_HEADER an API token; copied. rq_token() is NULL without a well-formed one. */
void rq_take_token(struct request *, const char *token, enum token_source);
const char *rq_token(struct request *);
enum token_source rq_token_source(struct request *);
/* From either cookie. */
bool rq_by_cookie(struct request *);

/* ---- input */
/* The i-th {name} of the route's path, from 0, percent-decoded; UUIDs in lower case. */
const char *rq_path(struct request *, unsigned i);
/* Path and query as the client sent them, for links back; untrusted. */
const char *rq_target(struct request *);
/* The path of the page that a form is on: the form's own path, or the nearest path above it that has a GET route. */
const char *rq_page_above(struct request *);
/* A query parameter, decoded; NULL if absent. On pages NULL if empty too, because browsers send empty fields of a form. */
const char *rq_query(struct request *, const char *name);
/* *out: a whole number of the query, fallback if absent. False after answering 400 for no number or one out of bounds. */
bool rq_query_int(struct request *, const char *name, long min, long max, long fallback, long *out) MUST_USE;
/*
 * An RFC 3339 time of the input (text/rfc3339.h) as text for a timestamptz parameter: in UTC, except that a day stays a
 * day. NULL if text is NULL or not such a time.
 */
const char *rq_time(struct request *, const char *text);
/* The canonical form of a web address (text/url.h); NULL if text is NULL or not a web address. */
const char *rq_url(struct request *, const char *text);
/* The value of a header field, by its name in lower case; NULL if absent. */
const char *rq_field(struct request *, const char *name);
/*
 * rq_read() reads the body into a struct by a table of its fields: a JSON object under /v1, a form elsewhere. It returns
 * false after answering, with every failed check at once. An optional member that is absent or null (in a form: empty)
 * leaves the struct's member unchanged, so the caller sets defaults before.
 *
 *	struct draft { const char *body; const char *parent; };
 *	static const struct field fields[] = {
 *		{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 8192 },
 *		{ "parent_id", FIELD_UUID, false, offsetof(struct draft, parent) },
 *	};
 *	if (!rq_read(rq, fields, LENGTH(fields), &d)) return;
 */
enum field_kind {
	FIELD_TEXT,   /* const char *; min to max bytes (max 0: the body's limit); fails as "empty" without a visible character */
	FIELD_LOOKUP, /* FIELD_TEXT without the check "empty", for text that is only compared with stored text */
	FIELD_SECRET, /* like FIELD_LOOKUP; the body is wiped when the request ends */
	FIELD_UUID,   /* const char *; in lower case */
	FIELD_WORD,   /* const char *; one of words */
	FIELD_LONG,   /* long; min to max */
	FIELD_JSON,   /* json_t *; any value, borrowed from the body; not in forms */
};
struct field {
	const char *name;
	enum field_kind kind;
	bool needed;
	size_t at;	   /* offsetof() in the struct */
	long min, max;	   /* bytes of a text, values of a long */
	const char *words; /* of a FIELD_WORD, separated by spaces */
};
bool rq_read(struct request *, const struct field *, size_t n, void *into) MUST_USE;
/*
 * Like rq_read(), but leaves failed checks to the caller, as a page shows them in its form: it returns true then, and
 * rq_failures() returns their JSON array, [{"field","code"}], or NULL.
 */
bool rq_check(struct request *, const struct field *, size_t n, void *into) MUST_USE;
const char *rq_failures(struct request *);
/* True if word is one of words, which are separated by spaces. */
bool word_in(const char *words, const char *word);
/*
 * Gives a json_t to the request, which frees it when it is answered; returns doc, which may be NULL. A handler that
 * reads one document per batch calls json_decref() on each instead, because the request would keep them all.
 */
json_t *rq_json_own(struct request *, json_t *doc);
/* The document as compact JSON text; NULL if doc is NULL or Jansson has no memory. */
const char *rq_json_text(struct request *, const json_t *doc);
/* The body of an answer with this outcome, owned by the request; NULL for another outcome or without JSON. */
json_t *rq_answer_json(struct request *, const struct answer *, const char *outcome);
/*
 * Lets a sign-in continue with the form that was posted to path, in the session of token. True: the caller runs the
 * handler of rq_route() within its own step. False: the path has no form that needs a session.
 */
bool rq_continue_as(struct request *, const char *path, const struct form *, const char *token) MUST_USE;
/* Parses a form's body once; false after answering 400, 415 or 422. rq_check() and the guard call it too. */
bool rq_form_read(struct request *) MUST_USE;
/* A field of the application/x-www-form-urlencoded body (WHATWG URL), decoded; NULL if absent. */
const char *rq_form(struct request *, const char *name);
/* The name and the value of the form's i-th field, from 0; NULL after the last. For forms with repeated fields. */
const char *rq_form_at(struct request *, size_t i, const char **value);
/*
 * The viewer parameter of a query: "\\x…" of the token's BLAKE2b (RFC 7693), followed by rq_network() and session.fresh. NULL without
 * credentials; the guard has answered 401 then if the route needs them.
 */
const char *rq_viewer(struct request *);
/* "\\x…" of the keyed digest of the client's network, for sessions and audit. The address itself is never stored. */
const char *rq_network(struct request *);
/* "t" if the digest's key outlives the server (audit.network_key), so that two networks with different digests differ; else "f". */
const char *rq_network_keyed(void);
const char *rq_agent(struct request *); /* User-Agent in ASCII, cut at 200 bytes; NULL if absent */
/* A new UUIDv7 (RFC 9562) as text. */
const char *rq_id(struct request *);
const char *rq_int(struct request *, long n); /* decimal text, for a query's parameter */
/*
 * The Idempotency-Key, as text; *key is NULL if absent. False after answering 400 for one that is no UUID. *digest is that
 * of method, path and body; a repeated key with another digest is refused. A page's key is made of its hidden field
 * `key` (key.html) and all other fields, so the same form sent twice has the same key.
 */
bool rq_idempotency(struct request *, const char **key, const char **digest) MUST_USE;
/* The key of one of several writes of a request; what names the write. NULL if key is NULL. */
const char *rq_key_part(struct request *, const char *key, const char *what);

/* ---- queries */
/*
 * Asks the database: ask(rq, STATEMENT, then, params…). params: one const char * per parameter of the statement, NULL
 * for SQL's NULL; copied. The step `then` runs with the answer, which is valid until that step returns.
 */
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
 * The document is parsed once. Requests share its tree, so a handler must not change it. It is valid until the request is
 * answered. A request asks for one document at most.
 */
typedef void document_fn(struct request *, const json_t *page);
void ask_document(struct request *, document_fn *then, handler_fn *query);
/* Ends the step of the query. version: of the article. page: rq_json_own(); the cache takes a reference of its own. */
void document_ready(struct request *, long version, const json_t *page);
/* The query that was asked now may fail: then this step runs, in place of a reply with 503 or 500. */
void rq_if_unasked(struct request *, handler_fn *);
/* True while the pool's queue is half full: pages then leave out optional queries. */
bool rq_pressed(struct request *);
/* True after answering 503 because the statement's queue is full. For steps that do costly work before their query. */
bool reply_if_full(struct request *, enum statement) MUST_USE;
/*
 * Verify or hash a password, in NFKC (UAX 15), so that a password matches on every system. secret is wiped before
 * the return. hash NULL: a dummy hash is verified, which takes the same time and is never good.
 * whose: the login that was typed; equal attempts that wait at the same time share one hash. NULL: not shared.
 */
void ask_verify(struct request *, const char *whose, const char *secret, const char *hash, hashed_fn *then);
void ask_hash(struct request *, const char *secret, hashed_fn *then);
/* True after answering 503 because the hashers' queue is full. */
bool reply_if_hashing_full(struct request *) MUST_USE;
/*
 * Calls an identity provider through the courier (fetch/fetch.h; the caller's row in folders.txt needs fetch). then runs
 * once, within fetch.timeout, also if there is no answer: it looks at the result. The answer is valid until that step returns.
 */
void ask_fetch(struct request *, const struct fetch_call *, fetched_fn *then);

/* ---- replies: each ends its step */
/*
 * The reply to an outcome of a database function. A problem is a row of base/problems.h, with status, code and sentence:
 * the row whose code equals the outcome, or the row that problem names.
 */
struct outcome {
	const char *outcome;
	int status;	      /* of a success; 0: the outcome is a problem */
	enum problem problem; /* PROBLEM_NONE: problem_named(outcome) */
	const char *field;    /* the body's member that failed; NULL: none */
	const char *check;    /* the member's code in "fields"; NULL: the problem's code */
};
/*
 * Replies to the outcome of an answer by a table of outcomes, which ends with a row of NULL.
 * 2xx: the answer's body, with Madang-Version from its version column; a public read gets reply_public().
 * 4xx: problem+json (RFC 9457). A body becomes "current" (409), or its members are merged in: kind and until (403), or
 * wait, which is Retry-After too (429).
 * The outcomes of every function need no row: sign_in, token_ended, token_expired, scope, second_factor, forbidden, confirm, sanctioned,
 * warning_unread, not_found, conflict, key_reused. Any other outcome without a row is logged and answered 500.
 */
void reply_outcome(struct request *, const struct outcome *outcomes, const struct answer *);
/* Steps of endpoints without outcomes of their own: ok is 200 with the answer's body, or 204. */
then_fn reply_ok, reply_no_content;
/*
 * 200 of a public read, or 304 if the ETag matches; with Madang-Version unless version is 0. 503 if version is lower than
 * the request's Madang-Min-Version.
 */
void reply_public(struct request *, long version, const char *body, size_t len);
/* The same for another content type. */
void reply_public_bytes(struct request *, long version, const char *type, const char *body, size_t len);
/*
 * Continues with another cached GET page, path, as if it had been requested: from memory or by its handler. For a handler
 * that looked up which page an address means. False: there is no such route.
 */
bool rq_continue_at(struct request *, const char *path) MUST_USE;
/*
 * Like reply_public(), for a page of HTML, which is private to a reader with a session. line: static HTML for readers
 * with a session who get the shared page; it is inserted at byte line_at. html: of the request's arena.
 */
void reply_public_html(struct request *, long version, const char *html, size_t len, size_t line_at, const char *line);
/* Announces a write to an article that the query's parameters did not name: caches drop lower versions of its pages. */
void rq_wrote(struct request *, const char *article, long version);
/* Replies copy their bodies; only a static body of reply_bytes() is borrowed until the process ends. */
void reply_json(struct request *, int status, const char *body, size_t len);
/* Replies with the document as JSON; 500 if doc is NULL. doc stays the caller's. */
void reply_doc(struct request *, int status, const json_t *doc);
void reply_problem(struct request *, enum problem);
/* The same with another sentence, and with additional members as JSON text: "\"wait\":5". A page shows the sentence only. */
void reply_problem_saying(struct request *, enum problem, const char *detail);
void reply_problem_with(struct request *, enum problem, const char *detail, const char *members);
/* 422 about a place of the body; field is the place's name in "fields". */
void reply_problem_at(struct request *, enum problem, const char *detail, const char *field);
/* 429 with Retry-After; the sentence states the time in words. */
void reply_problem_wait(struct request *, enum problem, long seconds);
/* 400 about a query parameter; why: a sentence that begins with the parameter's name. */
void reply_bad_query(struct request *, const char *why);
/* The sentence of a problem, for a page; if the answer's body has wait, that fills the sentence and Retry-After. */
const char *rq_problem_detail(struct request *, enum problem, const struct answer *);
/* A sentence of base/problems.h with the values of its n placeholders. */
const char *rq_fill(struct request *, const char *sentence, const struct problem_value *, size_t n);
void reply_empty(struct request *, int status);
/* 303 See Other, to a path of this server, or to a whole URL. */
void reply_see(struct request *, const char *path);
/* A page that no cache stores. html: of the request's arena. */
void reply_html(struct request *, int status, const char *html, size_t len);
/*
 * Any other content type, e.g. a stylesheet's. cache: the Cache-Control of a body that lives as long as the request, or
 * for ever; NULL: private, no-store, and the body is copied.
 */
void reply_bytes(struct request *, int status, const char *type, const char *p, size_t len, const char *cache);
/* A body of the binary whose contents have this tag: 200, or 304 if the request names it. */
void reply_static(struct request *, const char *tag, const char *type, const char *p, size_t len, const char *cache);
#define CACHE_ASSET "public, max-age=31536000, immutable" /* the name changes with the contents */
/*
 * Answers with a stream of events (WHATWG HTML 9.2) that begins with these bytes of the request's arena; see
 * exchange_stream(). NULL: no stream, but the step has ended all the same.
 */
struct stream;
struct stream_handler;
struct stream *reply_stream(struct request *, const char *first, size_t n, const struct stream_handler *, void *arg) MUST_USE;
/* The same without a stream: these bytes are all. */
void reply_stream_ended(struct request *, const char *p, size_t n);
/* The client's network has max streams or more, in this worker. */
bool rq_streams_full(struct request *, long max) MUST_USE;
/* Adds a header field to the reply that follows. */
void rq_add(struct request *, const char *name, const char *value);

/* Collects a failed check of a field, for one 422. */
void rq_bad(struct request *, const char *field, const char *code);
/* The same with the code too_long; n and max in bytes. */
void rq_bad_size(struct request *, const char *field, size_t n, size_t max);
/* True after answering 422 with the checks that rq_bad() collected; false if there were none. */
bool reply_if_bad(struct request *) MUST_USE;

#endif
