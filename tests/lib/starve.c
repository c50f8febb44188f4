/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fails one allocation of one library (LD_PRELOAD): MADANG_STARVE names a file that all processes map, with a count and a
 * library's name. The count-th allocation from then on that the library asks for, itself or through our own functions,
 * finds no memory. Frames are walked by their pointers, and only ours have them: the first that is not ours decides.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define RANGES 64

struct order {
	_Atomic int32_t left; /* 0: nothing is to fail */
	int32_t frames;	      /* of ours at most between the library and the allocation: a callback's are not the library's */
	char library[56];
};

static struct order *order;
static struct range {
	uintptr_t from, to;
	char name[80];
} ranges[RANGES];
static unsigned nranges;
static char own[80];

static const char *
file_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (slash != NULL ? slash + 1 : path);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("MADANG_STARVE");
	int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;
	char line[512], self[512] = "", file[400];
	unsigned long from, to;
	FILE *maps;

	if (fd < 0 || readlink("/proc/self/exe", self, sizeof(self) - 1) < 0 || (maps = fopen("/proc/self/maps", "r")) == NULL)
		return;
	(void)snprintf(own, sizeof(own), "%s", file_of(self));
	while (fgets(line, sizeof(line), maps) != NULL && nranges < RANGES)
		if (sscanf(line, "%lx-%lx r-xp %*s %*s %*s %399s", &from, &to, file) == 3) {
			ranges[nranges].from = from;
			ranges[nranges].to = to;
			(void)snprintf(ranges[nranges++].name, sizeof(ranges[0].name), "%s", file_of(file));
		}
	(void)fclose(maps);
	order = mmap(NULL, sizeof(*order), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	(void)close(fd);
	if (order == MAP_FAILED)
		order = NULL;
}

static const char *
module_of(uintptr_t at)
{
	for (unsigned i = 0; i < nranges; i++)
		if (at >= ranges[i].from && at < ranges[i].to)
			return (ranges[i].name);
	return ("");
}

/* frame: of our own function that the caller called. */
static int
is_starved(const uintptr_t *frame)
{
	const char *module;

	if (order == NULL || atomic_load(&order->left) <= 0)
		return (0);
	for (int i = 0; i <= order->frames; i++) {
		module = module_of(frame[1]);
		if (strncmp(module, order->library, strlen(order->library)) == 0)
			return (atomic_fetch_sub(&order->left, 1) == 1);
		if (strcmp(module, own) != 0)
			return (0);
		frame = (const uintptr_t *)frame[0];
	}
	return (0);
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *
malloc(size_t n)
{
	return (is_starved(__builtin_frame_address(0)) ? NULL : __libc_malloc(n));
}

void *
calloc(size_t count, size_t n)
{
	return (is_starved(__builtin_frame_address(0)) ? NULL : __libc_calloc(count, n));
}

void *
realloc(void *p, size_t n)
{
	return (is_starved(__builtin_frame_address(0)) ? NULL : __libc_realloc(p, n));
}
