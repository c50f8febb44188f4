/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counts the allocations of every process that it is loaded into (LD_PRELOAD), in
 * a file that all share: MADANG_ALLOCS, one 64-bit count for each pid. Under
 * AddressSanitizer, which has an allocator of its own, through its hook.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIDS (1 << 22)

static uint64_t *counts;

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("MADANG_ALLOCS");
	int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	counts = mmap(NULL, PIDS * sizeof(*counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (counts == MAP_FAILED)
		counts = NULL;
	(void)close(fd);
}

static void
count(void)
{
	if (counts != NULL)
		counts[getpid() & (PIDS - 1)]++;
}

#ifdef SANITIZED
void
__sanitizer_malloc_hook(const volatile void *p, size_t n)
{
	(void)p;
	(void)n;
	count();
}

void
__sanitizer_free_hook(const volatile void *p)
{
	(void)p;
}
#else
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *
malloc(size_t n)
{
	count();
	return (__libc_malloc(n));
}

void *
calloc(size_t n, size_t size)
{
	count();
	return (__libc_calloc(n, size));
}

void *
realloc(void *p, size_t n)
{
	count();
	return (__libc_realloc(p, n));
}
#endif
