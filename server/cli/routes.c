/* madang routes: the table of URLs, as the server uses it. */
#include "cli/command.h"
#include "request/request.h"

static void
row(const struct route *r, const char *query, int gives(const struct route *, enum caller))
{
	int c;

	(void)printf("%-7s %s%-*s", r->method, r->path, (int)(64 - strlen(r->path)), query);
	for (c = CALLER_NOBODY; c < CALLER_COUNT; c++)
		(void)printf(" %d", gives(r, (enum caller)c));
	(void)putchar('\n');
}

static void
matrix(void)
{
	size_t i;

	(void)printf("%-7s %-64s %s\n", "METHOD", "PATH", CALLERS);
	for (i = 0; i < nroutes; i++) {
		row(&routes[i], "", route_gives);
		if (routes[i].who >= WHO_MODERATOR && routes[i].query != NULL && word_in(routes[i].query, "site"))
			row(&routes[i], "?site", route_gives_abroad);
	}
}

static int
run(const struct call *c)
{
	size_t i;

	if (!routes_check())
		return (1);
	if (c->values[0] != NULL) {
		matrix();
		return (0);
	}
	(void)printf("%-7s %-64s %-10s %7s %-8s %s\n", "METHOD", "PATH", "WHO", "BODY", "RATE", "QUERY");
	for (i = 0; i < nroutes; i++)
		(void)printf("%-7s %-64s %-10s %7ld %-8s %s\n", routes[i].method, routes[i].path,
		    who_name(routes[i].who), route_body(&routes[i]), rate_name(routes[i].rate),
		    routes[i].query != NULL ? routes[i].query : "");
	return (0);
}

const struct command cmd_routes = {
	.name = "routes",
	.summary = "Lists every URL, who may call it, and its limits",
	.help = "Prints every route: method, path, who may call it, its largest body in octets, its rate\n"
		"class and the query parameters it knows.",
	.bare = true,
	.options = { { "matrix", NULL, "prints instead what each role gets of each route: 200, 401, 403, 404;\n"
		"?site: where it names a site at which the caller is nobody" } },
	.run = run,
};
