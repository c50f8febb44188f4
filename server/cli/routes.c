/* SPDX-License-Identifier: Apache-2.0 */
/* madang routes: the table of routes, the matrix of roles, and the page of error codes. */
#include "base/problems.h"
#include "cli/command.h"
#include "request/request.h"

static void
print_row(const struct route *r, const char *query, int gives(const struct route *, enum caller))
{
	int c;

	(void)printf("%-7s %s%-*s", r->method, r->path, (int)(64 - strlen(r->path)), query);
	for (c = CALLER_NOBODY; c < CALLER_COUNT; c++)
		(void)printf(" %d", gives(r, (enum caller)c));
	(void)putchar('\n');
}

static void
print_matrix(void)
{
	size_t i;

	(void)printf("%-7s %-64s %s\n", "METHOD", "PATH", CALLERS);
	for (i = 0; i < nroutes; i++) {
		print_row(&routes[i], "", route_gives);
		if (routes[i].who >= WHO_MODERATOR && routes[i].query != NULL && word_in(routes[i].query, "site"))
			print_row(&routes[i], "?site", route_gives_abroad);
	}
}

/* ---- errors.md */

/* One row for each code: the general one. Further rows of a code differ only in their sentence. */
static void
problems_of(int status)
{
	for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
		enum problem p = (enum problem)i;

		if (problem_status(p) == status && problem_named(problem_code(p)) == p)
			(void)printf("| %d | `%s` | %s | %s |\n", status, problem_code(p), problem_detail(p), problem_action(p));
	}
}

static void
print_errors(void)
{
	const char *code;

	(void)printf(
	    "# Errors\n\n"
	    "`madang routes --errors` prints this page. Clients compare the codes, which are a contract. Sentences are for people and may change.\n\n"
	    "An error is `application/problem+json` (RFC 9457) with the members `type`, `title`, `status`, `code` and `detail`.\n"
	    "`detail` says what happened, why and what to do next; words in braces are placeholders.\n"
	    "422 has `fields`, a list of `{field, code}`, if fields failed their checks. 409 has `current` if the current state\n"
	    "is known. 429 and 503 have the header field `Retry-After`. openapi.json lists the codes of each operation.\n\n"
	    "## Problems\n\n"
	    "| status | code | meaning | what a client does |\n|---|---|---|---|\n");
	for (int status = 400; status < 600; status++)
		problems_of(status);
	(void)printf("\n## Failed checks\n\n"
		     "The codes in `fields`. A field may also have the code of a problem, such as `username_taken`.\n\n"
		     "| code | meaning |\n|---|---|\n");
	for (size_t i = 0; (code = check_code(i)) != NULL; i++)
		(void)printf("| `%s` | %s |\n", code, check_sentence(code));
}

static int
run_routes(const struct call *c)
{
	size_t i;

	if (!routes_check())
		return (1);
	if (c->values[0] != NULL || c->values[1] != NULL) {
		(c->values[0] != NULL ? print_matrix : print_errors)();
		return (0);
	}
	(void)printf("%-7s %-64s %-10s %7s %-11s %-17s %s\n", "METHOD", "PATH", "WHO", "BODY", "RATE", "SCOPE", "QUERY");
	for (i = 0; i < nroutes; i++)
		(void)printf("%-7s %-64s %-10s %7ld %-11s %-17s %s\n", routes[i].method, routes[i].path, who_name(routes[i].who),
		    route_body(&routes[i]), rate_name(routes[i].rate),
		    routes[i].scope == SCOPE_NONE ? "-" : scope_name(routes[i].scope),
		    routes[i].query != NULL ? routes[i].query : "");
	return (0);
}

const struct command cmd_routes = {
	.name = "routes",
	.summary = "Lists every URL with its callers and limits",
	.help =
	    "Prints every route: method, path, required role, largest body in bytes, rate class, scope of API tokens and query parameters.",
	.bare = true,
	.options = { { "matrix", NULL,
			 "Prints instead the status that each role gets from each route: 200, 401, 403 or 404. Rows with "
			 "?site are for a site at which the caller has no role." },
	    { "errors", NULL,
		"Prints instead the page deploy/doc/errors.md: each error code with its status, its meaning and the "
		"client's reaction." } },
	.run = run_routes,
};
