/* madang routes: the table of URLs, as the server uses it. */
#include "admin/command.h"
#include "request.h"

static void
matrix(void)
{
	size_t i;
	int c;

	(void)printf("%-7s %-64s %s\n", "METHOD", "PATH", CALLERS);
	for (i = 0; i < nroutes; i++) {
		(void)printf("%-7s %-64s", routes[i].method, routes[i].path);
		for (c = CALLER_NOBODY; c <= CALLER_ADMIN; c++)
			(void)printf(" %d", route_gives(&routes[i], (enum caller)c));
		(void)putchar('\n');
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
		    who_name(routes[i].who), routes[i].body, rate_name(routes[i].rate),
		    routes[i].query != NULL ? routes[i].query : "");
	return (0);
}

const struct command cmd_routes = {
	.name = "routes",
	.help = "Prints every route: method, path, who may call it, its largest body in octets, its rate\n"
		"class and the query parameters it knows.",
	.bare = true,
	.options = { { "matrix", NULL, "prints instead what each role gets of each route: 200, 401, 403, 404" } },
	.run = run,
};
